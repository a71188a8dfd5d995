//! Rows that cannot be read though their pages are sound: counted, so that a look at the file tells of them.

use rusqlite::{Connection, Row};
use serde::de::IgnoredAny;

use super::error::Result;
use super::{drafts, outbox};

/// How many rows cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unreadable {
    /// Drafts.
    pub drafts: u32,
    /// Requests of the outbox.
    pub outbox: u32,
    /// Messages.
    pub messages: u32,
    /// Channels and threads.
    pub others: u32,
}

impl Unreadable {
    /// Whether all can be read.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Counts them. Every row is looked at, none is kept: at a million messages this takes a few seconds.
pub(super) fn count(conn: &Connection) -> Result<Unreadable> {
    let json = |table: &str| {
        rows(
            conn,
            &format!("SELECT json FROM {table} NOT INDEXED"),
            is_json,
        )
    };
    Ok(Unreadable {
        drafts: rows(conn, drafts::SELECT, |row| drafts::read(row).is_ok())?,
        outbox: rows(conn, &outbox::select_all(), |row| outbox::read(row).is_ok())?,
        messages: json("message")?,
        others: json("channel")? + json("thread_json")?,
    })
}

fn rows(conn: &Connection, sql: &str, is_readable: impl Fn(&Row<'_>) -> bool) -> Result<u32> {
    let mut statement = conn.prepare(sql)?;
    let mut all = statement.query([])?;
    let mut broken = 0;
    while let Some(row) = all.next()? {
        broken += u32::from(!is_readable(row));
    }
    Ok(broken)
}

/// Read as we read it: what is only passed over is not looked at for being text, nor whether it is stored as one.
fn is_json(row: &Row<'_>) -> bool {
    row.get_ref(0).is_ok_and(|json| {
        let json = json.as_bytes().unwrap_or_default();
        std::str::from_utf8(json).is_ok() && serde_json::from_slice::<IgnoredAny>(json).is_ok()
    })
}
