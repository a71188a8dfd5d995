//! Putting requests into the outbox.

use rusqlite::{Connection, params};

use super::super::drafts;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::open::Store;
use super::super::time::micros;
use super::super::writer::Durability;
use super::row::{json, lane, state_columns};
use super::{place, touched};
use crate::model::{DraftKey, Outgoing};

impl Store {
    /// Sends a draft: in one transaction the draft goes, and the requests made of it (its message, and what was asked
    /// together with it, such as a close) stand in the outbox, in this order. On the disk when it returns; a request
    /// that is there already is left as it is.
    ///
    /// # Errors
    /// When it cannot be written: then the draft is as it was.
    pub fn send(&self, draft: &DraftKey, outgoing: &[Outgoing]) -> Result<()> {
        self.write(Durability::Ours, |conn, changes| {
            drafts::remove(conn, draft, changes)?;
            insert_all(conn, outgoing, changes)
        })
    }

    /// Puts a request that was no draft into the outbox, such as a status change.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn enqueue(&self, outgoing: &Outgoing) -> Result<()> {
        self.enqueue_all(std::slice::from_ref(outgoing))
    }

    /// The same for several requests, all of them or none.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn enqueue_all(&self, outgoing: &[Outgoing]) -> Result<()> {
        self.write(Durability::Ours, |conn, changes| {
            insert_all(conn, outgoing, changes)
        })
    }
}

pub(super) fn insert_all(
    conn: &Connection,
    outgoing: &[Outgoing],
    changes: &mut Changes,
) -> Result<()> {
    outgoing
        .iter()
        .try_for_each(|request| insert(conn, request, changes))
}

pub(in super::super) fn insert(
    conn: &Connection,
    outgoing: &Outgoing,
    changes: &mut Changes,
) -> Result<()> {
    let state = state_columns(&outgoing.state)?;
    let conversation = outgoing.action.conversation();
    conn.prepare_cached(
        "INSERT INTO outgoing (id, place, lane, action, state, due, problem, absent, checked_at, created_at, attempts,
                               last_problem)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO NOTHING",
    )?
    .execute(params![
        outgoing.id.to_string(),
        place::name(&conversation)?,
        lane(outgoing.id, &outgoing.action)?,
        json(&outgoing.action)?,
        state.word,
        state.due,
        state.problem,
        state.absent,
        state.checked_at,
        micros(outgoing.created_at),
        outgoing.attempts,
        outgoing.last_problem.as_ref().map(json).transpose()?
    ])?;
    touched(conn, &conversation, changes)
}
