//! What a reminder makes of a thread. No clock is read here: a reminder that has become due was marked so by a write
//! of its own, so a thread's columns follow from the file alone.

use rusqlite::{Connection, OptionalExtension};

use super::super::class::{ANSWER, QUESTION};
use super::super::error::Result;
use super::Facts;
use super::clock::{Position, last};

/// A thread's reminder as it stands in the file.
pub(super) struct Kept {
    pub due: i64,
    pub rung: bool,
}

/// What there is of reminders for a thread.
pub(super) enum Found {
    None,
    Kept(Kept),
    /// The customer wrote before it was due, or it was due and the thread was answered or settled.
    Over,
}

pub(super) fn read(conn: &Connection, facts: &Facts, settled: bool) -> Result<Found> {
    let row = conn
        .prepare_cached(
            "SELECT due, rung, mark_at, mark_id, settled FROM reminder WHERE thread = ?1",
        )?
        .query_row([facts.id.as_str()], |row| {
            let at: Option<i64> = row.get(2)?;
            let id: Option<String> = row.get(3)?;
            let kept = Kept {
                due: row.get(0)?,
                rung: row.get(1)?,
            };
            Ok((kept, at.zip(id), row.get::<_, bool>(4)?))
        })
        .optional()?;
    let Some((kept, mark, was_settled)) = row else {
        return Ok(Found::None);
    };
    let ending = if kept.rung { ANSWER } else { QUESTION };
    let ended = last(conn, facts.key, ending)? > mark;
    let done = kept.rung && settled && !was_settled;
    Ok(if ended || done {
        Found::Over
    } else {
        Found::Kept(kept)
    })
}

pub(super) fn remove(conn: &Connection, facts: &Facts) -> Result<()> {
    conn.prepare_cached("DELETE FROM reminder WHERE thread = ?1")?
        .execute([facts.id.as_str()])?;
    Ok(())
}

/// The place of a thread's last question, behind which a new one ends a reminder that is set now. Of a thread whose
/// messages are not all here it is the newest time the server names: they are no news when they come.
pub(in super::super) fn question_mark(conn: &Connection, thread: i64) -> Result<Option<Position>> {
    let (wanted, newest): (bool, Option<i64>) = conn
        .prepare_cached("SELECT pulled IS NOT revision, server_last FROM thread WHERE key = ?1")?
        .query_row([thread], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let question = last(conn, thread, QUESTION)?;
    // No id of a message sorts behind this letter.
    let unseen = newest
        .filter(|_| wanted)
        .map(|at| (at, char::MAX.to_string()));
    Ok(question.max(unseen))
}

/// The place of a thread's last answer.
pub(in super::super) fn answer_mark(conn: &Connection, thread: i64) -> Result<Option<Position>> {
    last(conn, thread, ANSWER)
}
