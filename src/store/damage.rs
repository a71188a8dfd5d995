//! Noticing that the file is damaged: a little at every opening, thoroughly once something said so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ffi};

use super::error::{Error, Result};

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
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    forget(path);
    if verdict == "ok" {
        return Ok(());
    }
    let corrupt = ffi::Error::new(ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(corrupt, Some(verdict)).into())
}

/// Remembers, beside the file, that a query met damage: the next opening looks closely. Where even that cannot be
/// written, the next opening meets the damage as this one did.
pub(super) fn suspect(path: &Path, error: Error) -> Error {
    if matches!(error, Error::Damaged { .. }) {
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
    let mut name = OsString::from(path);
    name.push(".suspect");
    name.into()
}
