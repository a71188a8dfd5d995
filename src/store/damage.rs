//! Noticing that the file is damaged: a little at every opening, thoroughly once something said so.

use std::fs::Metadata;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ffi};

use super::channels;
use super::error::{Error, Result};
use super::list;
use super::salvage::with;
use super::unreadable;

/// An empty file is a new one for so long: another andibox may be about to fill it.
const NEW: TimeDelta = TimeDelta::seconds(10);
/// What a log of SQLite begins with, but for the last bit, which says how its numbers are written.
const LOG: [u8; 4] = [0x37, 0x7F, 0x06, 0x82];

/// What SQLite itself would pass over in silence, and write over: a file that was cut to nothing, a log that is none,
/// and the note of an opening that did not come to its end.
pub(super) fn look_at_files(path: &Path, now: DateTime<Utc>) -> Result<()> {
    let log = with(path, "-wal");
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let cut = std::fs::metadata(path)
        .is_ok_and(|file| file.len() == 0 && (is_old(&file, now) || size(&log) > 0));
    if cut {
        return Err(damaged("it is empty").at(path));
    }
    if size(&log) > 0 && !is_log(&log) {
        return Err(damaged("its log is none").at(path));
    }
    if with(path, ".salvage").exists() {
        return Err(damaged("it was being mended").at(path));
    }
    Ok(())
}

fn is_old(file: &Metadata, now: DateTime<Utc>) -> bool {
    let written = file.modified().map(DateTime::<Utc>::from);
    written.is_ok_and(|written| now - written > NEW)
}

/// Whether a file begins as a log does. One that cannot be read is for SQLite to complain of.
fn is_log(path: &Path) -> bool {
    let mut first = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
    match read {
        Ok(()) => {
            first[3] &= !1;
            first == LOG
        }
        Err(error) => error.kind() != std::io::ErrorKind::UnexpectedEof,
    }
}

/// The error of a damaged file.
pub(super) fn damaged(words: &str) -> Error {
    let corrupt = ffi::Error::new(ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(corrupt, Some(words.to_owned())).into()
}

/// Whether the file can be used. Every table is touched, which costs nothing; the whole file is read only if a
/// query of an earlier run met damage, since opening alone does not see a bad page deep inside.
pub(super) fn look_for(conn: &Connection, path: &Path) -> Result<()> {
    for table in [
        "channel",
        "thread",
        "message",
        "mark",
        "tally",
        "draft",
        "outgoing",
        "meta",
        "search_data",
    ] {
        // All columns: else a narrower index would be read in the table's stead.
        let sql = format!("SELECT * FROM {table} LIMIT 1");
        conn.prepare(&sql)?.query([])?.next()?;
    }
    let suspicion = suspicion(path);
    if !suspicion.exists() {
        return Ok(());
    }
    // With the indexes: some reads look at nothing else.
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged(&verdict));
    }
    look_at_rows(conn)?;
    forget(path);
    Ok(())
}

/// Sound pages may hold damaged rows, over which the screen would stumble at every start.
fn look_at_rows(conn: &Connection) -> Result<()> {
    if !unreadable::count(conn)?.is_none() {
        return Err(damaged("a row cannot be read"));
    }
    for table in ["channel", "thread", "mark", "meta"] {
        let mut all = conn.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = all.column_count();
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                if let ValueRef::Text(text) = row.get_ref(column)?
                    && std::str::from_utf8(text).is_err()
                {
                    return Err(damaged("a text is none"));
                }
            }
        }
    }
    let broken = |_| damaged("a row cannot be read");
    list::try_all(conn).map_err(broken)?;
    channels::try_all(conn).map_err(broken)?;
    let wild = "SELECT count(*) FROM tally WHERE n NOT BETWEEN 0 AND 4294967295";
    let wild: i64 = conn.query_row(wild, [], |row| row.get(0))?;
    if wild > 0 {
        return Err(damaged("a count is none"));
    }
    Ok(())
}

/// Remembers, beside the file, that a query met damage: the next opening looks closely. Where even that cannot be
/// written, the next opening meets the damage as this one did.
pub(super) fn suspect(path: &Path, error: Error) -> Error {
    if error.is_suspicious() {
        let noted = std::fs::write(suspicion(path), b"");
        if let Err(error) = noted {
            tracing::warn!(%error, "the damage could not be noted for the next start");
        }
    }
    error
}

/// The damage was dealt with.
pub(super) fn forget(path: &Path) {
    if let Err(error) = std::fs::remove_file(suspicion(path))
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the note of damage could not be removed");
    }
}

fn suspicion(path: &Path) -> PathBuf {
    with(path, ".suspect")
}
