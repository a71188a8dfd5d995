//! Conversations by number and by name.

use rusqlite::{Connection, OptionalExtension};

use super::error::{Error, Result};
use crate::model::{ChannelId, Conversation, ThreadId};

/// How many bits of a message's key number it inside its conversation.
pub(super) const NUMBER_BITS: u32 = 24;

/// The number of a conversation; none if the store does not know its thread or channel.
pub(super) fn number(conn: &Connection, conversation: &Conversation) -> Result<Option<i64>> {
    Ok(match conversation {
        Conversation::Thread { thread, .. } => thread_key(conn, thread)?,
        Conversation::Feed { channel } => channel_key(conn, channel)?.map(|key| -key),
    })
}

pub(super) fn thread_key(conn: &Connection, id: &ThreadId) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT key FROM thread WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?)
}

pub(super) fn channel_key(conn: &Connection, id: &ChannelId) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT key FROM channel WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?)
}

/// The name drafts and outbox know a conversation by.
pub(super) fn name(conversation: &Conversation) -> Result<String> {
    serde_json::to_string(conversation).map_err(|_| Error::Unreadable {
        what: "a conversation",
    })
}

pub(super) fn read_name(name: &str) -> Result<Conversation> {
    serde_json::from_str(name).map_err(|_| Error::Unreadable {
        what: "a conversation",
    })
}

/// The keys of a conversation's messages.
pub(super) const fn keys(number: i64) -> std::ops::Range<i64> {
    (number << NUMBER_BITS)..((number + 1) << NUMBER_BITS)
}
