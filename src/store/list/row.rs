//! Reading a thread's row.

use rusqlite::{Connection, OptionalExtension, Row};

use super::super::derive::read_waiting;
use super::super::error::Result;
use super::super::time::time;
use crate::model::{Reminder, ThreadRow, ThreadStatus, Untrusted};

/// The columns of a row, of `thread t` and `channel c`.
pub(in super::super) const COLUMNS: &str =
    "t.id, c.id, c.label, t.title, t.person, t.snippet, t.status, t.waiting, t.since,
    t.settled, t.last_at, t.unread, t.messages, t.failed, t.outgoing, t.draft, t.gone, t.remind,
    t.rung";

pub(in super::super) fn by_key(conn: &Connection, key: i64) -> Result<Option<ThreadRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM thread t JOIN channel c ON c.key = t.channel WHERE t.key = ?1"
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_row([key], read)
        .optional()?)
}

/// Reads the rows of all threads, to see whether each can be.
pub(in super::super) fn try_all(conn: &Connection) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM thread t JOIN channel c ON c.key = t.channel");
    let mut all = conn.prepare(&sql)?;
    for row in all.query_map([], read)? {
        row?;
    }
    Ok(())
}

pub(in super::super) fn read(row: &Row<'_>) -> rusqlite::Result<ThreadRow> {
    let words = |index| -> rusqlite::Result<Option<Untrusted>> {
        Ok(row.get::<_, Option<String>>(index)?.map(Untrusted::new))
    };
    let waiting = read_waiting(row.get(7)?, row.get(8)?);
    let settled: bool = row.get(9)?;
    let is_due = row.get(18)?;
    let reminder = row
        .get::<_, Option<i64>>(17)?
        .and_then(time)
        .map(|due| Reminder { due, is_due });
    Ok(ThreadRow {
        id: row.get_ref(0)?.as_str()?.into(),
        channel: row.get_ref(1)?.as_str()?.into(),
        channel_label: row.get_ref(2)?.as_str()?.into(),
        title: words(3)?,
        person: words(4)?,
        snippet: words(5)?,
        status: ThreadStatus::read(row.get_ref(6)?.as_str()?),
        waiting,
        wrote_again: settled && waiting.for_us().is_some(),
        last_message_at: row.get::<_, Option<i64>>(10)?.and_then(time),
        unread: row.get(11)?,
        messages: row.get(12)?,
        failed: row.get(13)?,
        outgoing: row.get(14)?,
        draft: row.get(15)?,
        drafted: None,
        gone: row.get(16)?,
        reminder,
    })
}
