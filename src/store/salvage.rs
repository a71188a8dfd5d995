//! Setting a damaged file aside and carrying drafts, outbox and reminders over: they are the only things the server has not.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::answer::Notice;
use super::drafts;
use super::error::{Error, Result};
use super::outbox;
use super::reminders;
use super::writer::{Durability, Writer};
use crate::sqlite;

/// Renames the file, and SQLite's log beside it, which may hold the newest drafts. Nothing is deleted.
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let aside = free_name(path, now);
    for (from, to) in ["", "-wal", "-shm"].map(|end| (with(path, end), with(&aside, end))) {
        match std::fs::rename(&from, &to) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            other => other.map_err(|source| Error::Open {
                path: from,
                source: source.into(),
            })?,
        }
    }
    Ok(aside)
}

/// Reads what can be read of the drafts, the outbox and the reminders of a file set aside, and writes it to the new one.
pub(super) fn carry_over(aside: &Path, writer: &Writer, now: DateTime<Utc>) -> Result<Notice> {
    let (saved_drafts, all_drafts) = read(aside, drafts::SELECT_ALL, drafts::read);
    let (saved_outgoing, all_outgoing) = read(aside, &outbox::select_all(), outbox::read);
    // A file from before there were reminders has no table of them.
    let (saved_reminders, all_reminders) = match has_reminders(aside) {
        true => read(aside, reminders::SELECT_ALL, reminders::read),
        false => (Vec::new(), true),
    };
    writer.write(Durability::Ours, |conn, changes| {
        for draft in &saved_drafts {
            drafts::put(conn, draft, changes)?;
        }
        for reminder in &saved_reminders {
            reminders::put(conn, reminder)?;
        }
        for outgoing in &saved_outgoing {
            outbox::insert(conn, outgoing, changes)?;
        }
        Ok(())
    })?;
    Ok(Notice::SetAside {
        file: aside.to_path_buf(),
        drafts: count(&saved_drafts),
        outgoing: count(&saved_outgoing),
        complete: all_drafts && all_outgoing && all_reminders,
        at: now,
    })
}

/// The rows that can be read, and whether these are all. Damage ends the walk; a single unreadable row does not.
fn read<T>(aside: &Path, sql: &str, read: impl Fn(&Row<'_>) -> Result<T>) -> (Vec<T>, bool) {
    let mut saved = Vec::new();
    let complete = sqlite::open_reader(aside)
        .map_err(Error::from)
        .and_then(|conn: Connection| {
            let mut complete = true;
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                match read(row) {
                    Ok(value) => saved.push(value),
                    Err(_) => complete = false,
                }
            }
            Ok(complete)
        });
    // The damage itself is what the notice tells of.
    (saved, complete.unwrap_or(false))
}

fn has_reminders(aside: &Path) -> bool {
    let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'reminder'";
    sqlite::open_reader(aside).is_ok_and(|conn| conn.query_row(sql, [], |_| Ok(())).is_ok())
}

fn count<T>(saved: &[T]) -> u32 {
    u32::try_from(saved.len()).unwrap_or(u32::MAX)
}

fn free_name(path: &Path, now: DateTime<Utc>) -> PathBuf {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let mut name = with(path, &format!(".damaged-{stamp}"));
    let mut number = 2;
    while name.exists() {
        name = with(path, &format!(".damaged-{stamp}-{number}"));
        number += 1;
    }
    name
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}
