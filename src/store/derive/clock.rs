//! Effective status, waiting clock, unread and failed: the same answers as `model::waiting` over all messages, by
//! look-ups from the end.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::class::{ANSWER, FAILED, QUESTION, STATUS_EVENT, UNDATED};
use super::super::error::Result;
use super::super::time::{stamp_micros, time};
use super::local::Local;
use super::sql::{COUNT_OF_CLASSES_AFTER, FIRST_OF_CLASS_AFTER, LAST_OF_CLASS, NEWEST_OF_CLASS};
use super::{Facts, read_message};
use crate::model::{StatusEvent, ThreadStatus, Waiting, effective_status};

pub(super) struct Clock {
    pub waiting: Waiting,
    pub unread: bool,
    /// Failed deliveries not answered since.
    pub failed: i64,
}

/// Where a message stands: its time, then its id.
pub(in super::super) type Position = (i64, String);

/// The effective status, and when the thread was settled if it is not open.
pub(super) fn status(
    conn: &Connection,
    facts: &Facts,
    local: &Local,
) -> Result<(ThreadStatus, Option<i64>)> {
    if let Some((asked, at)) = &local.asked {
        return Ok((asked.clone(), Some(*at)));
    }
    let newest = newest_event(conn, facts)?;
    let status = effective_status(&facts.server_status, newest.as_ref());
    let settled_at = newest
        .filter(|event| event.to == status)
        .and_then(|event| stamp_micros(event.at.as_ref()))
        .or(facts.closed_at);
    Ok((status, settled_at))
}

pub(super) fn read(
    conn: &Connection,
    facts: &Facts,
    status: &ThreadStatus,
    settled_at: Option<i64>,
    promised: Option<i64>,
) -> Result<Clock> {
    if facts.messages == 0 && promised.is_none() {
        let unread = mark(conn, facts.key)?.1;
        return Ok(Clock {
            waiting: Waiting::Nobody,
            unread,
            failed: 0,
        });
    }
    let arrived = last(conn, facts.key, ANSWER)?;
    // What is on its way answers like what has arrived; should it be refused, the clock goes on where it was.
    let answer = arrived.clone().max(promised.map(|at| (at, String::new())));
    let settled = status.is_settled();
    let question = match (settled, settled_at) {
        (false, _) => first_question(conn, facts.key, answer.as_ref(), None)?,
        (true, Some(at)) => first_question(conn, facts.key, answer.as_ref(), Some(at))?,
        (true, None) => None,
    };
    let waiting = match (question.and_then(time), &answer) {
        (Some(since), None) => Waiting::FirstReply(since),
        (Some(since), Some(_)) => Waiting::Reply(since),
        (None, Some((at, _))) if !settled => time(*at).map_or(Waiting::Nobody, Waiting::Customer),
        (None, _) => Waiting::Nobody,
    };
    let (read_up_to, marked) = mark(conn, facts.key)?;
    // Whoever answered has read; a customer who waits and was not looked at is unread.
    let unread = waiting.for_us().is_some() && last(conn, facts.key, QUESTION)? > read_up_to;
    Ok(Clock {
        waiting,
        unread: unread || marked,
        failed: failed_since(conn, facts.key, arrived.as_ref())?,
    })
}

fn newest_event(conn: &Connection, facts: &Facts) -> Result<Option<StatusEvent>> {
    if facts.messages == 0 {
        return Ok(None);
    }
    // Two look-ups and not `class IN (…) ORDER BY at`, which would sort every event of the thread.
    let mut newest: Option<(i64, String, String)> = None;
    for class in [STATUS_EVENT, STATUS_EVENT + UNDATED] {
        let found = conn
            .prepare_cached(NEWEST_OF_CLASS)?
            .query_row([facts.key, class], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        newest = newest.max(found);
    }
    let Some((_, _, json)) = newest else {
        return Ok(None);
    };
    Ok(StatusEvent::of(&read_message(&json)?))
}

pub(super) fn last(conn: &Connection, thread: i64, class: i64) -> Result<Option<Position>> {
    Ok(conn
        .prepare_cached(LAST_OF_CLASS)?
        .query_row([thread, class], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The first question after the last answer and after a time.
fn first_question(
    conn: &Connection,
    thread: i64,
    answer: Option<&Position>,
    after: Option<i64>,
) -> Result<Option<i64>> {
    let (at, id) = answer.map_or((i64::MIN, ""), |(at, id)| (*at, id.as_str()));
    let after = after.unwrap_or(i64::MIN);
    Ok(conn
        .prepare_cached(FIRST_OF_CLASS_AFTER)?
        .query_row(params![thread, QUESTION, at, id, after, i64::MIN], |row| {
            row.get(0)
        })
        .optional()?)
}

fn failed_since(conn: &Connection, thread: i64, answer: Option<&Position>) -> Result<i64> {
    let (at, id) = answer.map_or((i64::MIN, ""), |(at, id)| (*at, id.as_str()));
    Ok(conn
        .prepare_cached(COUNT_OF_CLASSES_AFTER)?
        .query_row(params![thread, FAILED, FAILED + UNDATED, at, id], |row| {
            row.get(0)
        })?)
}

/// Up to where it was read, and whether it was marked unread.
fn mark(conn: &Connection, thread: i64) -> Result<(Option<Position>, bool)> {
    let found = conn
        .prepare_cached("SELECT at, id, unread FROM mark WHERE conversation = ?1")?
        .query_row([thread], |row| {
            let at: Option<i64> = row.get(0)?;
            let id: Option<String> = row.get(1)?;
            Ok((at.zip(id), row.get(2)?))
        })
        .optional()?;
    Ok(found.unwrap_or((None, false)))
}
