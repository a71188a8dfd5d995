//! Reminders: threads put away until a time, on the disk before the call returns.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::derive::{answer_mark, derive, question_mark};
use super::error::{Error, Result};
use super::event::Changes;
use super::list::row_by_key;
use super::open::Store;
use super::place::thread_key;
use super::time::{micros, time};
use super::writer::Durability;
use crate::model::{ThreadId, ThreadRow};

/// All reminders, by the row's number, which stands last; for [`read`].
pub(super) const SELECT: &str =
    "SELECT thread, due, set_at, rung, mark_at, mark_id, settled, rowid FROM reminder NOT INDEXED";

/// What became due.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rung {
    /// The threads that are back, the one that was due first at the front.
    pub threads: Vec<ThreadRow>,
    /// When the next reminder becomes due.
    pub next: Option<DateTime<Utc>>,
}

/// A row of the table.
pub(super) struct Stored {
    thread: String,
    due: i64,
    set_at: i64,
    rung: bool,
    mark: Option<(i64, String)>,
    settled: bool,
}

impl Store {
    /// Sets the reminders of threads, changes them, or removes them (no time), all in one transaction.
    ///
    /// # Errors
    /// When it cannot be written, or one of the threads is not here; then nothing is changed.
    pub fn set_reminders(
        &self,
        reminders: &[(ThreadId, Option<DateTime<Utc>>)],
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.write(Durability::Ours, |conn, changes| {
            for (thread, due) in reminders {
                let key = thread_key(conn, thread)?.ok_or(Error::Unreadable {
                    what: "the thread of a reminder",
                })?;
                remove(conn, thread)?;
                if let Some(due) = due {
                    let stored = Stored {
                        thread: thread.as_str().to_owned(),
                        due: micros(*due),
                        set_at: micros(now),
                        rung: false,
                        mark: question_mark(conn, key)?,
                        settled: false,
                    };
                    put(conn, &stored)?;
                }
                derive(conn, key, changes)?;
            }
            changes.reminders = true;
            Ok(())
        })
    }

    /// A thread that is back was looked at: its reminder is done. One that lies ahead stays.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn reminder_seen(&self, thread: &ThreadId) -> Result<()> {
        self.write(Durability::Ours, |conn, changes| {
            let removed = conn
                .prepare_cached("DELETE FROM reminder WHERE thread = ?1 AND rung = 1")?
                .execute([thread.as_str()])?;
            if removed > 0
                && let Some(key) = thread_key(conn, thread)?
            {
                derive(conn, key, changes)?;
            }
            Ok(())
        })
    }

    /// Brings back what is due. Each reminder is given out once, whoever of several programs asks first.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn ring_reminders(&self, now: DateTime<Utc>) -> Result<Rung> {
        let next = self.next_reminder()?;
        if next.is_none_or(|next| next > now) {
            return Ok(Rung {
                threads: Vec::new(),
                next,
            });
        }
        let threads = self.write(Durability::Ours, |conn, changes| ring(conn, now, changes))?;
        Ok(Rung {
            threads,
            next: self.read(|conn| next_after(conn, Some(now)))?,
        })
    }

    /// When the next reminder becomes due; it may lie behind.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_reminder(&self) -> Result<Option<DateTime<Utc>>> {
        self.read(|conn| next_after(conn, None))
    }
}

fn ring(conn: &Connection, now: DateTime<Utc>, changes: &mut Changes) -> Result<Vec<ThreadRow>> {
    let due = conn
        .prepare_cached(
            "SELECT thread FROM reminder WHERE rung = 0 AND due <= ?1 ORDER BY due, thread",
        )?
        .query_map([micros(now)], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut threads = Vec::new();
    for id in due {
        // The thread of a reminder saved from a damaged file may not be here yet: it waits for it.
        let Some(key) = thread_key(conn, &ThreadId::new(id.clone()))? else {
            continue;
        };
        let mark = answer_mark(conn, key)?;
        conn.prepare_cached(
            "UPDATE reminder SET rung = 1, mark_at = ?2, mark_id = ?3,
                    settled = (SELECT settled FROM thread WHERE key = ?4)
             WHERE thread = ?1",
        )?
        .execute(params![
            id,
            mark.as_ref().map(|(at, _)| at),
            mark.as_ref().map(|(_, id)| id),
            key
        ])?;
        changes.reminders = true;
        derive(conn, key, changes)?;
        threads.extend(row_by_key(conn, key)?);
    }
    Ok(threads)
}

fn next_after(conn: &Connection, after: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
    let due: Option<i64> = conn
        .prepare_cached("SELECT min(due) FROM reminder WHERE rung = 0 AND due > ?1")?
        .query_row([after.map_or(i64::MIN, micros)], |row| row.get(0))?;
    Ok(due.and_then(time))
}

fn remove(conn: &Connection, thread: &ThreadId) -> Result<()> {
    conn.prepare_cached("DELETE FROM reminder WHERE thread = ?1")?
        .execute([thread.as_str()])?;
    Ok(())
}

/// Writes a row saved from a damaged file, unless the thread has a newer one. The thread itself is not here yet.
pub(super) fn put_absent(conn: &Connection, stored: &Stored) -> Result<()> {
    let there: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM reminder WHERE thread = ?1)")?
        .query_row([&stored.thread], |row| row.get(0))?;
    if there { Ok(()) } else { put(conn, stored) }
}

fn put(conn: &Connection, stored: &Stored) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO reminder (thread, due, set_at, rung, mark_at, mark_id, settled)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        stored.thread,
        stored.due,
        stored.set_at,
        stored.rung,
        stored.mark.as_ref().map(|(at, _)| at),
        stored.mark.as_ref().map(|(_, id)| id),
        stored.settled
    ])?;
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> Result<Stored> {
    let at: Option<i64> = row.get(4)?;
    let id: Option<String> = row.get(5)?;
    Ok(Stored {
        thread: row.get(0)?,
        due: row.get(1)?,
        set_at: row.get(2)?,
        rung: row.get(3)?,
        mark: at.zip(id),
        settled: row.get(6)?,
    })
}
