//! Windows of a conversation's messages.

use rusqlite::{Connection, OptionalExtension, params};

use super::derive::read_message;
use super::error::Result;
use super::open::Store;
use super::place;
use super::reading::{Position, read_up_to};
use super::time::micros;
use crate::model::{
    Conversation, Message, MessageAnchor, MessageId, MessageWindow, Seen, StoredMessage,
};

impl Store {
    /// A window of a conversation, by walking the index from its anchor.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn messages(
        &self,
        conversation: &Conversation,
        anchor: &MessageAnchor,
        limit: u32,
    ) -> Result<MessageWindow> {
        self.read(|conn| match place::number(conn, conversation)? {
            Some(number) => window(conn, number, anchor, limit),
            None => Ok(MessageWindow::default()),
        })
    }

    /// All messages of a conversation, oldest first: for the lifecycle and for export.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn all_messages(&self, conversation: &Conversation) -> Result<Vec<Message>> {
        self.read(|conn| {
            let Some(number) = place::number(conn, conversation)? else {
                return Ok(Vec::new());
            };
            let found = page(conn, number, None, Way::Forward, u32::MAX)?;
            found
                .iter()
                .map(|found| read_message(&found.json))
                .collect()
        })
    }

    /// A message of a conversation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn message(&self, conversation: &Conversation, id: &MessageId) -> Result<Option<Message>> {
        self.raw_message(conversation, id)?
            .map(|json| read_message(&json))
            .transpose()
    }

    /// A message's JSON as the server sent it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn raw_message(
        &self,
        conversation: &Conversation,
        id: &MessageId,
    ) -> Result<Option<String>> {
        self.read(|conn| {
            let Some(number) = place::number(conn, conversation)? else {
                return Ok(None);
            };
            Ok(conn
                .prepare_cached("SELECT json FROM message WHERE conversation = ?1 AND id = ?2")?
                .query_row(params![number, id.as_str()], |row| row.get(0))
                .optional()?)
        })
    }
}

/// The messages of a conversation behind the newest one that was seen, oldest first.
pub(super) fn since(conn: &Connection, number: i64, seen: &Seen) -> Result<Vec<Message>> {
    let at = match &seen.newest {
        Some(newest) => {
            let at = position(conn, number, newest)?;
            // Where it is gone, its time says where it stood.
            let at = at.or_else(|| Some((micros(seen.at?), newest.as_str().to_owned())));
            if at.is_none() {
                return Ok(Vec::new());
            }
            at
        }
        None => None,
    };
    let found = page(conn, number, at.as_ref(), Way::Forward, u32::MAX)?;
    let messages = found.iter().map(|found| read_message(&found.json));
    messages.collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Backward,
}

/// A message as it is stored.
struct Found {
    position: Position,
    json: String,
}

fn window(
    conn: &Connection,
    number: i64,
    anchor: &MessageAnchor,
    limit: u32,
) -> Result<MessageWindow> {
    let at = |id: &MessageId| position(conn, number, id);
    let back = |from: Option<&Position>, limit| -> Result<Vec<Found>> {
        let mut found = page(conn, number, from, Way::Backward, limit)?;
        found.reverse();
        Ok(found)
    };
    let forward = |from: Option<&Position>, limit| page(conn, number, from, Way::Forward, limit);
    let found = match anchor {
        MessageAnchor::First => forward(None, limit)?,
        MessageAnchor::Last => back(None, limit)?,
        MessageAnchor::After(id) => match at(id)? {
            Some(at) => forward(Some(&at), limit)?,
            None => back(None, limit)?,
        },
        MessageAnchor::Before(id) => match at(id)? {
            Some(at) => back(Some(&at), limit)?,
            None => back(None, limit)?,
        },
        MessageAnchor::Around(id) => match at(id)? {
            Some(at) => {
                let after = forward(Some(&at), limit / 2)?;
                // The message itself, and as many before it as make the window full.
                let wanted = limit.saturating_sub(after.len() as u32);
                let just_after = (at.0, format!("{}\0", at.1));
                let mut around = back(Some(&just_after), wanted)?;
                around.extend(after);
                if (around.len() as u32) < limit
                    && let Some(last) = around.last()
                {
                    let rest = limit - around.len() as u32;
                    let more = forward(Some(&last.position), rest)?;
                    around.extend(more);
                }
                around
            }
            None => back(None, limit)?,
        },
    };
    let total = total(conn, number)?;
    let before = match (anchor, found.first()) {
        (MessageAnchor::First, _) => 0,
        (MessageAnchor::Last, _) => total.saturating_sub(found.len() as u32),
        (_, Some(first)) => count_before(conn, number, &first.position)?,
        // Nothing after the last, or nothing before the first.
        (MessageAnchor::After(_), None) => total,
        (_, None) => 0,
    };
    let read = read_up_to(conn, number)?;
    let after = total.saturating_sub(before + found.len() as u32);
    let messages = found
        .into_iter()
        .map(|found| {
            Ok(StoredMessage {
                message: read_message(&found.json)?,
                new: read.as_ref().is_some_and(|read| found.position > *read),
            })
        })
        .collect::<Result<_>>()?;
    Ok(MessageWindow {
        messages,
        before,
        after,
    })
}

fn page(
    conn: &Connection,
    number: i64,
    from: Option<&Position>,
    way: Way,
    limit: u32,
) -> Result<Vec<Found>> {
    let (than, order) = match way {
        Way::Forward => (">", "at, id"),
        Way::Backward => ("<", "at DESC, id DESC"),
    };
    let sql = format!(
        "SELECT at, id, json FROM message INDEXED BY message_order
         WHERE conversation = ?1 AND (at, id) {than} (?2, ?3) ORDER BY {order} LIMIT ?4"
    );
    // From the very beginning or end: every time lies inside these, whatever the ids.
    let (at, id) = match (from, way) {
        (Some((at, id)), _) => (*at, id.as_str()),
        (None, Way::Forward) => (i64::MIN, ""),
        (None, Way::Backward) => (i64::MAX, ""),
    };
    let mut read = conn.prepare_cached(&sql)?;
    let found = read
        .query_map(params![number, at, id, limit], |row| {
            Ok(Found {
                position: (row.get(0)?, row.get(1)?),
                json: row.get(2)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn position(conn: &Connection, number: i64, id: &MessageId) -> Result<Option<Position>> {
    Ok(conn
        .prepare_cached("SELECT at, id FROM message WHERE id = ?1 AND conversation = ?2")?
        .query_row(params![id.as_str(), number], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

fn total(conn: &Connection, number: i64) -> Result<u32> {
    let (sql, key) = if number > 0 {
        ("SELECT messages FROM thread WHERE key = ?1", number)
    } else {
        ("SELECT feed FROM channel WHERE key = ?1", -number)
    };
    Ok(conn
        .prepare_cached(sql)?
        .query_row([key], |row| row.get(0))?)
}

/// Counts along the index only: some two milliseconds for 50,000.
fn count_before(conn: &Connection, number: i64, (at, id): &Position) -> Result<u32> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) FROM message INDEXED BY message_order
             WHERE conversation = ?1 AND (at, id) < (?2, ?3)",
        )?
        .query_row(params![number, at, id], |row| row.get(0))?)
}
