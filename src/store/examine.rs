//! Looking at a local copy without changing it: no migration, nothing set aside, nothing written.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use super::error::{Error, Result};
use super::schema::MIGRATIONS;
use super::tally;
use super::time::time;
use super::unreadable::{self, Unreadable};
use crate::model::{BuiltinView, Progress};
use crate::sqlite;

/// What was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Examination {
    /// The size of the file and its log, in bytes.
    pub bytes: u64,
    /// The schema version of the file.
    pub schema: usize,
    /// The schema version this program knows.
    pub known: usize,
    /// What `PRAGMA quick_check` complains of first; none if the file is sound.
    pub damage: Option<String>,
    /// What stands in it; none of a file that is damaged or of another schema.
    pub contents: Option<Contents>,
}

/// What stands in a local copy.
#[derive(Clone, PartialEq, Debug)]
pub struct Contents {
    /// Channels that the server listed last.
    pub channels: u32,
    /// Conversations, and how many have their messages here.
    pub progress: Progress,
    /// Drafts.
    pub drafts: u32,
    /// Rows that cannot be read, of all that is here.
    pub unreadable: Unreadable,
    /// Requests that have not reached the server, by state.
    pub outbox: Vec<Waiting>,
    /// The facts asked for, in the order they were asked for.
    pub facts: Vec<Option<String>>,
}

/// Requests of one state.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// The state's word.
    pub state: String,
    /// How many.
    pub count: u32,
    /// When the oldest was asked for.
    pub oldest: Option<DateTime<Utc>>,
}

/// Examines the file, and reads these facts ([`super::Store::meta`]) from it. Reads all of it, which takes a second
/// for some hundred MB.
///
/// # Errors
/// When it cannot be opened at all. Damage that keeps it from being opened is [`Error::Damaged`].
pub fn examine(path: &Path, facts: &[&str]) -> Result<Examination> {
    let conn = sqlite::open_reader(path)?;
    let version: i64 = conn
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| Error::from(error).at(path))?;
    let known = MIGRATIONS.len();
    // A negative number is none of ours.
    let schema = usize::try_from(version).unwrap_or(usize::MAX);
    let damage = check(&conn);
    let contents = if damage.is_none() && schema == known {
        Some(contents(&conn, facts).map_err(|error| error.at(path))?)
    } else {
        None
    };
    Ok(Examination {
        bytes: size(path),
        schema,
        known,
        damage,
        contents,
    })
}

/// The damaged files that were set aside beside a local copy, without their logs.
///
/// # Errors
/// When the folder cannot be read; one that is not there holds none.
pub fn set_aside(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Ok(Vec::new());
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let begins = format!("{}.damaged-", name.to_string_lossy());
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&begins) && !name.ends_with("-wal") && !name.ends_with("-shm") {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn check(conn: &Connection) -> Option<String> {
    match conn.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(verdict) if verdict == "ok" => None,
        Ok(verdict) => Some(verdict),
        Err(error) => Some(error.to_string()),
    }
}

fn contents(conn: &Connection, facts: &[&str]) -> Result<Contents> {
    let count = |sql: &str| -> Result<u32> { Ok(conn.query_row(sql, [], |row| row.get(0))?) };
    let total = tally::counts(conn, None)?.of(BuiltinView::All);
    let done = total.saturating_sub(tally::stale(conn)?);
    let mut outbox = conn.prepare(
        "SELECT state, count(*), min(created_at) FROM outgoing WHERE state <> 'sent'
         GROUP BY state ORDER BY min(seq)",
    )?;
    let outbox = outbox.query_map([], |row| {
        // A row that cannot be read is counted, not stumbled over.
        Ok(Waiting {
            state: String::from_utf8_lossy(row.get_ref(0)?.as_bytes().unwrap_or_default()).into(),
            count: row.get(1)?,
            oldest: row.get(2).ok().and_then(time),
        })
    })?;
    let mut fact = conn.prepare("SELECT value FROM meta WHERE key = ?1")?;
    let facts = facts
        .iter()
        .map(|key| fact.query_row([key], |row| row.get(0)).optional());
    Ok(Contents {
        channels: count("SELECT count(*) FROM channel WHERE gone = 0")?,
        progress: Progress { done, total },
        drafts: count("SELECT count(*) FROM draft")?,
        unreadable: unreadable::count(conn)?,
        outbox: outbox.collect::<rusqlite::Result<_>>()?,
        facts: facts.collect::<rusqlite::Result<_>>()?,
    })
}

/// What cannot be looked at counts nothing: whether the file can be read is told elsewhere.
fn size(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    [path.as_os_str(), &log]
        .into_iter()
        .filter_map(|file| std::fs::metadata(file).ok())
        .map(|known| known.len())
        .sum()
}
