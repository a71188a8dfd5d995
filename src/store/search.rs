//! The full-text index: kept by hand in the transaction that writes what it indexes.
//!
//! It holds no text itself, so an entry is removed by saying again what it was made of. It gathers what is written
//! as long as the keys rise, and writes out a segment when one falls back: hence a thread's own entry has the last
//! key of its conversation, and conversations are taken in the order of their numbers.

use rusqlite::{Connection, params};

use super::error::Result;
use super::place::keys;

/// Indexes a message's text.
pub(super) fn add_text(conn: &Connection, message: i64, text: &str) -> Result<()> {
    if !text.is_empty() {
        conn.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
            .execute(params![message, text])?;
    }
    Ok(())
}

/// Removes a message's text, as it was indexed.
pub(super) fn remove_text(conn: &Connection, message: i64, text: &str) -> Result<()> {
    if !text.is_empty() {
        conn.prepare_cached("INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)")?
            .execute(params![message, text])?;
    }
    Ok(())
}

/// A thread's title and people, as they are indexed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ThreadWords<'a> {
    pub title: &'a str,
    pub people: &'a str,
}

/// Replaces what is indexed of a thread itself.
pub(super) fn replace_thread(
    conn: &Connection,
    thread: i64,
    old: ThreadWords<'_>,
    new: ThreadWords<'_>,
) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let rowid = keys(thread).end - 1;
    let none = ThreadWords {
        title: "",
        people: "",
    };
    if old != none {
        conn.prepare_cached(
            "INSERT INTO search (search, rowid, title, people) VALUES ('delete', ?1, ?2, ?3)",
        )?
        .execute(params![rowid, old.title, old.people])?;
    }
    if new != none {
        conn.prepare_cached("INSERT INTO search (rowid, title, people) VALUES (?1, ?2, ?3)")?
            .execute(params![rowid, new.title, new.people])?;
    }
    Ok(())
}
