//! Setting a damaged file aside and carrying drafts, outbox and reminders over: they are the only things the server has not.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::answer::Notice;
use super::drafts;
use super::error::{Error, Result};
use super::outbox;
use super::reminders;
use super::writer::{Durability, Writer};
use crate::model::{Outgoing, OutgoingState, Problem, ProblemKind};
use crate::sqlite;

/// The file, and what SQLite keeps beside it. Its log may hold the newest drafts.
const ENDS: [&str; 3] = ["", "-wal", "-shm"];
/// So many numbers are tried one by one behind a row that cannot be read.
const TRIES: u32 = 4096;

/// Held while a damaged file is dealt with: two andiboxes that meet the damage together must not both set a file aside,
/// the second one the new file of the first.
pub(super) struct Turn {
    _held: File,
}

impl Turn {
    /// Waits for the turn.
    pub(super) fn wait(path: &Path) -> Result<Self> {
        let lock = with(path, ".mending");
        let held = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .and_then(|held| held.lock().map(|()| held))
            .map_err(|error| failed(&lock, error))?;
        Ok(Self { _held: held })
    }
}

/// Renames the file. Nothing is deleted. What is not carried over when the program ends now is at the next opening,
/// by [`left_over`].
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let aside = free_name(path, now);
    note(path, &aside).map_err(|error| failed(path, error))?;
    rename(path, &aside)?;
    Ok(aside)
}

/// The file that an earlier opening set aside without coming to its end.
pub(super) fn left_over(path: &Path) -> Result<Option<PathBuf>> {
    let note = with(path, ".salvage");
    let name = match std::fs::read_to_string(&note) {
        Ok(name) => name,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&note, error)),
    };
    let aside = path.with_file_name(name);
    if !aside.exists() {
        // It was not renamed yet: the damage is met again.
        carried(path);
        return Ok(None);
    }
    if !path.exists() {
        rename(path, &aside)?;
    }
    Ok(Some(aside))
}

/// All is carried over.
pub(super) fn carried(path: &Path) {
    if let Err(error) = std::fs::remove_file(with(path, ".salvage")) {
        tracing::warn!(%error, "the note of a file set aside could not be removed");
    }
}

/// Reads what can be read of the drafts, the outbox and the reminders of a file set aside, and writes it to the new one.
/// What stands there already is newer and stays.
pub(super) fn carry_over(aside: &Path, writer: &Writer, now: DateTime<Utc>) -> Result<Notice> {
    let (saved_drafts, all_drafts) = read(aside, drafts::SELECT, drafts::read);
    let (saved_outgoing, all_outgoing) = read(aside, &outbox::select_all(), outbox::read);
    // A file from before there were reminders has no table of them.
    let (saved_reminders, all_reminders) = if has_reminders(aside) {
        read(aside, reminders::SELECT, reminders::read)
    } else {
        (Vec::new(), true)
    };
    writer.write(Durability::Ours, |conn, changes| {
        for draft in &saved_drafts {
            if drafts::find(conn, &draft.key)?.is_none() {
                drafts::put(conn, draft, changes)?;
            }
        }
        for reminder in &saved_reminders {
            reminders::put_absent(conn, reminder)?;
        }
        for outgoing in &saved_outgoing {
            outbox::insert(conn, &doubted(outgoing), changes)?;
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

/// A request that was to be sent. The newest changes may be among what was lost, and with them that it was sent: it is
/// looked for first.
fn doubted(outgoing: &Outgoing) -> Outgoing {
    let mut outgoing = outgoing.clone();
    if let OutgoingState::Held { .. } | OutgoingState::Queued { .. } = outgoing.state {
        let words = "it was saved from a damaged file, which may not know that it was sent";
        outgoing.state = OutgoingState::Unknown {
            problem: Problem::new(ProblemKind::Local, words),
            absent: 0,
            checked_at: None,
        };
    }
    outgoing
}

/// The rows that can be read, and whether these are all. `select` ends where its condition begins, and has the row's
/// number as its last column. Behind a place that cannot be read it goes on with the next number that can.
fn read<T>(aside: &Path, select: &str, read: impl Fn(&Row<'_>) -> Result<T>) -> (Vec<T>, bool) {
    let mut saved = Vec::new();
    let Some(conn) = reader(aside) else {
        return (saved, false);
    };
    let mut walk = Walk {
        from: i64::MIN,
        complete: true,
    };
    for _ in 0..TRIES {
        // The damage itself is what the notice tells of.
        if walk.on(&conn, select, &read, &mut saved).is_ok() {
            return (saved, walk.complete);
        }
        walk.complete = false;
        walk.from = walk.from.max(-1) + 1;
    }
    (saved, false)
}

/// A walk through a table.
struct Walk {
    /// Rows up to this number were read or cannot be.
    from: i64,
    complete: bool,
}

impl Walk {
    fn on<T>(
        &mut self,
        conn: &Connection,
        select: &str,
        read: impl Fn(&Row<'_>) -> Result<T>,
        saved: &mut Vec<T>,
    ) -> rusqlite::Result<()> {
        let mut statement = conn.prepare(&format!("{select} WHERE rowid > ?1 ORDER BY rowid"))?;
        let last = statement.column_count() - 1;
        let mut rows = statement.query([self.from])?;
        while let Some(row) = rows.next()? {
            self.from = row.get(last)?;
            match read(row) {
                Ok(value) => saved.push(value),
                Err(_) => self.complete = false,
            }
        }
        Ok(())
    }
}

fn rename(path: &Path, aside: &Path) -> Result<()> {
    for (from, to) in ENDS.map(|end| (with(path, end), with(aside, end))) {
        match std::fs::rename(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other.map_err(|error| failed(&from, error))?,
        }
    }
    Ok(())
}

/// Notes beside the file, before it is renamed, what its name will be.
fn note(path: &Path, aside: &Path) -> io::Result<()> {
    let name = aside.file_name().unwrap_or_default();
    let note = with(path, ".salvage");
    std::fs::write(&note, name.as_encoded_bytes())?;
    File::open(note)?.sync_all()
}

fn has_reminders(aside: &Path) -> bool {
    let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'reminder'";
    reader(aside).is_some_and(|conn| conn.query_row(sql, [], |_| Ok(())).is_ok())
}

/// A reader of a file set aside. None of one that is empty: to SQLite that is a new file, beside which a log has no
/// business, and it would delete the log.
fn reader(aside: &Path) -> Option<Connection> {
    if std::fs::metadata(aside).is_ok_and(|file| file.len() == 0) {
        return None;
    }
    sqlite::open_reader(aside).ok()
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

pub(super) fn failed(path: &Path, error: io::Error) -> Error {
    let path = path.to_path_buf();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull { path },
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            Error::ReadOnly { path }
        }
        _ => Error::Open {
            path,
            source: error.into(),
        },
    }
}

pub(super) fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}
