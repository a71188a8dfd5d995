//! New rows, as every way into the database writes them: requests, import, simulation, generation.

use rusqlite::{Connection, params};

use crate::server::time::Millis;

/// A channel to be stored.
#[derive(Debug)]
pub(in crate::server) struct NewChannel<'a> {
    pub(in crate::server) id: &'a str,
    pub(in crate::server) name: &'a str,
    pub(in crate::server) handle: Option<&'a str>,
    pub(in crate::server) description: Option<&'a str>,
    /// JSON.
    pub(in crate::server) metadata: Option<&'a str>,
    pub(in crate::server) at: Millis,
}

impl NewChannel<'_> {
    /// Stores it and returns its row.
    pub(in crate::server) fn insert(&self, conn: &Connection) -> rusqlite::Result<i64> {
        conn.prepare_cached(
            "INSERT INTO channel (id, name, handle, description, metadata, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        )?
        .insert(params![
            self.id,
            self.name,
            self.handle,
            self.description,
            self.metadata,
            self.at,
        ])
    }
}

/// A thread to be stored.
#[derive(Debug)]
pub(in crate::server) struct NewThread<'a> {
    pub(in crate::server) id: &'a str,
    pub(in crate::server) channel: i64,
    pub(in crate::server) title: Option<&'a str>,
    pub(in crate::server) status: &'a str,
    pub(in crate::server) external_id: Option<&'a str>,
    /// JSON.
    pub(in crate::server) metadata: Option<&'a str>,
    pub(in crate::server) last_message_at: Option<Millis>,
    pub(in crate::server) closed_at: Option<Millis>,
    pub(in crate::server) created_at: Millis,
    pub(in crate::server) updated_at: Millis,
}

impl NewThread<'_> {
    /// Stores it and returns its row.
    pub(in crate::server) fn insert(&self, conn: &Connection) -> rusqlite::Result<i64> {
        conn.prepare_cached(
            "INSERT INTO thread (id, channel, title, status, external_id, metadata,
                 last_message_at, closed_at, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .insert(params![
            self.id,
            self.channel,
            self.title,
            self.status,
            self.external_id,
            self.metadata,
            self.last_message_at,
            self.closed_at,
            self.created_at,
            self.updated_at,
        ])
    }
}

/// A message to be stored.
#[derive(Debug)]
pub(in crate::server) struct NewMessage<'a> {
    pub(in crate::server) id: &'a str,
    pub(in crate::server) channel: i64,
    pub(in crate::server) thread: Option<i64>,
    pub(in crate::server) parent_id: Option<&'a str>,
    pub(in crate::server) external_id: Option<&'a str>,
    pub(in crate::server) direction: &'a str,
    pub(in crate::server) status: &'a str,
    pub(in crate::server) kind: &'a str,
    pub(in crate::server) text: Option<&'a str>,
    /// JSON.
    pub(in crate::server) raw: Option<&'a str>,
    /// JSON.
    pub(in crate::server) author: &'a str,
    /// JSON.
    pub(in crate::server) metadata: Option<&'a str>,
    /// JSON.
    pub(in crate::server) attachments: &'a str,
    pub(in crate::server) at: Millis,
    /// When its delivery moves on next, where a provider is simulated.
    pub(in crate::server) deliver_at: Option<Millis>,
}

impl NewMessage<'_> {
    /// Stores it and returns its row. The thread and the versions of the lists are the caller's.
    pub(in crate::server) fn insert(&self, conn: &Connection) -> rusqlite::Result<i64> {
        conn.prepare_cached(
            "INSERT INTO message (id, channel, thread, parent_id, external_id, direction, status, kind,
                 text, raw, author, metadata, attachments, created_at, updated_at, deliver_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, ?15)",
        )?
        .insert(params![
            self.id,
            self.channel,
            self.thread,
            self.parent_id,
            self.external_id,
            self.direction,
            self.status,
            self.kind,
            self.text,
            self.raw,
            self.author,
            self.metadata,
            self.attachments,
            self.at,
            self.deliver_at,
        ])
    }
}
