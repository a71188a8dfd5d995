//! The first response of a thread: the same answer as `model::lifecycle` over all messages, by look-ups from the start.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::class::{ANSWER, QUESTION, STATUS_EVENT};
use super::super::error::Result;
use super::sql::{CLASS_BETWEEN, NEXT_OF_CLASS};
use super::{Facts, read_message};
use crate::model::StatusEvent;

/// Where a message stands: its time, then its id.
type Position = (i64, String);

/// Since when the customer had waited when they were first answered, and when that was. None without an answer.
pub(super) fn first(conn: &Connection, facts: &Facts) -> Result<Option<(i64, i64)>> {
    if facts.messages == 0 {
        return Ok(None);
    }
    let Some(question) = next(conn, facts.key, QUESTION, &(i64::MIN, String::new()))? else {
        return Ok(None);
    };
    let Some(answer) = next(conn, facts.key, ANSWER, &question)? else {
        return Ok(None);
    };
    let asked = wait_before(conn, facts.key, question, &answer)?;
    Ok(Some((asked.0, answer.0)))
}

/// When the wait began that the answer ended. Settling a thread ends a wait without an answer, and what the customer
/// writes before it is reopened begins another.
fn wait_before(
    conn: &Connection,
    thread: i64,
    question: Position,
    answer: &Position,
) -> Result<Position> {
    let events = events_between(conn, thread, &question, answer)?;
    let mut asked = question;
    for (index, (at, event)) in events.iter().enumerate() {
        if !event.to.is_settled() {
            continue;
        }
        let reopened = events[index..]
            .iter()
            .find(|(_, later)| !later.to.is_settled());
        let until = reopened.map_or(answer, |(at, _)| at);
        if let Some(again) = next(conn, thread, QUESTION, at)?
            && again < *until
        {
            asked = again;
        }
    }
    Ok(asked)
}

/// The first message of a class behind a place.
fn next(conn: &Connection, thread: i64, class: i64, after: &Position) -> Result<Option<Position>> {
    Ok(conn
        .prepare_cached(NEXT_OF_CLASS)?
        .query_row(params![thread, class, after.0, after.1], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

fn events_between(
    conn: &Connection,
    thread: i64,
    from: &Position,
    to: &Position,
) -> Result<Vec<(Position, StatusEvent)>> {
    let mut events = Vec::new();
    let mut read = conn.prepare_cached(CLASS_BETWEEN)?;
    let mut rows = read.query(params![thread, STATUS_EVENT, from.0, to.0])?;
    while let Some(row) = rows.next()? {
        let at: Position = (row.get(0)?, row.get(1)?);
        if at > *from
            && at < *to
            && let Some(event) = StatusEvent::of(&read_message(&row.get::<_, String>(2)?)?)
        {
            events.push((at, event));
        }
    }
    Ok(events)
}
