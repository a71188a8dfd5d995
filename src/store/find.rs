//! Finding words within one conversation.

use rusqlite::Connection;

use super::error::Result;
use super::open::Store;
use super::place;
use crate::model::{Conversation, MessageId};

impl Store {
    /// The messages of a conversation whose text holds these words as they stand, oldest first; upper and lower case
    /// are the same. Reads the whole conversation: some 2 µs a message.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find_messages(
        &self,
        conversation: &Conversation,
        words: &str,
    ) -> Result<Vec<MessageId>> {
        let wanted = words.trim().to_lowercase();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|conn| match place::number(conn, conversation)? {
            Some(number) => find(conn, number, &wanted),
            None => Ok(Vec::new()),
        })
    }
}

fn find(conn: &Connection, number: i64, wanted: &str) -> Result<Vec<MessageId>> {
    let mut read = conn.prepare_cached(
        "SELECT id, json ->> '$.text' FROM message INDEXED BY message_order
         WHERE conversation = ?1 ORDER BY at, id",
    )?;
    let mut rows = read.query([number])?;
    let mut hits = Vec::new();
    while let Some(row) = rows.next()? {
        let text: Option<String> = row.get(1)?;
        if text.is_some_and(|text| text.to_lowercase().contains(wanted)) {
            hits.push(MessageId::new(row.get::<_, String>(0)?));
        }
    }
    Ok(hits)
}
