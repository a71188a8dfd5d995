//! What drafts and outbox say of a thread.

use rusqlite::{Connection, OptionalExtension};

use super::super::error::Result;
use super::super::place;
use crate::model::{Conversation, ThreadStatus};

/// Drafts and requests of a thread.
#[derive(Default)]
pub(in super::super) struct Local {
    pub draft: bool,
    /// Requests on their way.
    pub outgoing: i64,
    /// Requests that were refused.
    pub rejected: i64,
    /// The status asked for last, by a request that was not refused, and when it was asked for.
    pub asked: Option<(ThreadStatus, i64)>,
    /// When the last reply was written that was not refused: to us the customer is answered, also while it is held.
    pub answered: Option<i64>,
}

pub(in super::super) fn read(conn: &Connection, conversation: &Conversation) -> Result<Local> {
    // During a first synchronisation both tables are empty, and 60,000 threads are derived.
    if !any(conn)? {
        return Ok(Local::default());
    }
    let place = place::name(conversation)?;
    let draft = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM draft WHERE place = ?1)")?
        .query_row([&place], |row| row.get(0))?;
    let (outgoing, rejected) = conn
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state NOT IN ('sent', 'rejected')),
                    count(*) FILTER (WHERE state = 'rejected')
             FROM outgoing WHERE place = ?1",
        )?
        .query_row([&place], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let asked = conn
        .prepare_cached(
            "SELECT action ->> 'to', created_at FROM outgoing
             WHERE place = ?1 AND state <> 'rejected' AND action ->> 'action' = 'status'
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([&place], |row| {
            Ok((ThreadStatus::read(row.get_ref(0)?.as_str()?), row.get(1)?))
        })
        .optional()?;
    let answered = conn
        .prepare_cached(
            "SELECT max(created_at) FROM outgoing
             WHERE place = ?1 AND state <> 'rejected' AND action ->> 'action' = 'message'
               AND action ->> 'mode' = 'reply'",
        )?
        .query_row([&place], |row| row.get(0))?;
    Ok(Local {
        draft,
        outgoing,
        rejected,
        asked,
        answered,
    })
}

fn any(conn: &Connection) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM draft) OR EXISTS (SELECT 1 FROM outgoing)")?
        .query_row([], |row| row.get(0))?)
}
