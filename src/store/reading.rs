//! What was read of a conversation.

use rusqlite::{Connection, OptionalExtension, params};

use super::derive::derive_place;
use super::error::Result;
use super::open::Store;
use super::place;
use super::writer::Durability;
use crate::model::{Conversation, MessageId};

/// A place in a conversation: a time and an id.
pub(super) type Position = (i64, String);

impl Store {
    /// Everything up to this message was read. The mark never moves back, and a mark by hand is taken off. True if
    /// something changed; a message that is not here changes nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn mark_read(&self, conversation: &Conversation, up_to: &MessageId) -> Result<bool> {
        self.write(Durability::Pulled, |conn, changes| {
            let Some(number) = place::number(conn, conversation)? else {
                return Ok(false);
            };
            let written = conn
                .prepare_cached(
                    "INSERT INTO mark (conversation, at, id)
                     SELECT conversation, at, id FROM message WHERE id = ?1 AND conversation = ?2
                     ON CONFLICT (conversation) DO UPDATE SET
                        at = CASE WHEN at IS NULL OR (at, id) < (excluded.at, excluded.id)
                             THEN excluded.at ELSE at END,
                        id = CASE WHEN at IS NULL OR (at, id) < (excluded.at, excluded.id)
                             THEN excluded.id ELSE id END,
                        unread = 0
                     WHERE unread = 1 OR at IS NULL OR (at, id) < (excluded.at, excluded.id)",
                )?
                .execute(params![up_to.as_str(), number])?;
            derive_place(conn, conversation, changes)?;
            Ok(written > 0)
        })
    }

    /// Marks a conversation unread by hand, until it is read again. True if it was not so marked.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn mark_unread(&self, conversation: &Conversation) -> Result<bool> {
        self.write(Durability::Pulled, |conn, changes| {
            let Some(number) = place::number(conn, conversation)? else {
                return Ok(false);
            };
            let written = conn
                .prepare_cached(
                    "INSERT INTO mark (conversation, unread) VALUES (?1, 1)
                     ON CONFLICT (conversation) DO UPDATE SET unread = 1 WHERE unread = 0",
                )?
                .execute([number])?;
            derive_place(conn, conversation, changes)?;
            Ok(written > 0)
        })
    }
}

/// What conversations are to count as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadState {
    /// Read up to their last message.
    Read,
    /// Unread, by hand.
    Unread,
    /// As their messages say: a mark by hand is taken off.
    Unmarked,
}

impl Store {
    /// Marks conversations, all in one transaction. Those that are not here are left out.
    ///
    /// # Errors
    /// When it cannot be written; then none is marked.
    pub fn mark_many(&self, conversations: &[Conversation], to: ReadState) -> Result<()> {
        let sql = match to {
            ReadState::Read => {
                "INSERT INTO mark (conversation, at, id)
                 SELECT conversation, at, id FROM message WHERE conversation = ?1
                 ORDER BY at DESC, id DESC LIMIT 1
                 ON CONFLICT (conversation) DO UPDATE SET at = excluded.at, id = excluded.id, unread = 0"
            }
            ReadState::Unread => {
                "INSERT INTO mark (conversation, unread) VALUES (?1, 1)
                 ON CONFLICT (conversation) DO UPDATE SET unread = 1"
            }
            ReadState::Unmarked => "UPDATE mark SET unread = 0 WHERE conversation = ?1",
        };
        self.write(Durability::Pulled, |conn, changes| {
            for conversation in conversations {
                let Some(number) = place::number(conn, conversation)? else {
                    continue;
                };
                conn.prepare_cached(sql)?.execute([number])?;
                derive_place(conn, conversation, changes)?;
            }
            Ok(())
        })
    }
}

/// Up to where a conversation was read; none if it never was.
pub(super) fn read_up_to(conn: &Connection, number: i64) -> Result<Option<Position>> {
    let mark: Option<(Option<i64>, Option<String>)> = conn
        .prepare_cached("SELECT at, id FROM mark WHERE conversation = ?1")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(mark.and_then(|(at, id)| at.zip(id)))
}

/// Our own message right after what was read is read too: who wrote it has seen it.
pub(super) fn carry_mark_over(conn: &Connection, number: i64, at: i64, id: &str) -> Result<()> {
    conn.prepare_cached(
        "UPDATE mark SET at = ?2, id = ?3
         WHERE conversation = ?1 AND (at, id) < (?2, ?3) AND NOT EXISTS (
            SELECT 1 FROM message m WHERE m.conversation = ?1 AND (m.at, m.id) > (mark.at, mark.id)
               AND (m.at, m.id) < (?2, ?3))",
    )?
    .execute(params![number, at, id])?;
    Ok(())
}
