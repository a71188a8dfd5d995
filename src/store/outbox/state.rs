//! How far a request has come.

use rusqlite::{Connection, params};

use super::super::error::Result;
use super::super::open::Store;
use super::super::writer::Durability;
use super::news::decided;
use super::row::{json, state_columns};
use super::{find, place, select, touched};
use crate::model::{ClientMessageId, Outgoing, OutgoingState, Problem, ProblemKind};

impl Store {
    /// Stores how far a request has come. `problem` becomes its last problem, none keeps the one before; the
    /// problem of a refused or unknown one is its last problem anyway. False when there is no such request any
    /// more: its message was seen on the server meanwhile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn outgoing_state(
        &self,
        id: ClientMessageId,
        state: &OutgoingState,
        problem: Option<&Problem>,
    ) -> Result<bool> {
        self.write(Durability::Ours, |conn, changes| {
            let Some(outgoing) = find(conn, id)? else {
                return Ok(false);
            };
            store_state(conn, id, state, problem)?;
            touched(conn, &outgoing.action.conversation(), changes)?;
            Ok(true)
        })
    }

    /// Queues a refused request again, and makes a queued or held one due at once. False for any other.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn retry_outgoing(&self, id: ClientMessageId) -> Result<bool> {
        self.write(Durability::Ours, |conn, changes| {
            let Some(outgoing) = find(conn, id)? else {
                return Ok(false);
            };
            if !matches!(
                outgoing.state,
                OutgoingState::Rejected(_)
                    | OutgoingState::Queued { .. }
                    | OutgoingState::Held { .. }
            ) {
                return Ok(false);
            }
            if matches!(outgoing.state, OutgoingState::Rejected(_)) {
                decided(conn, &outgoing)?;
            }
            store_state(conn, id, &OutgoingState::Queued { after: None }, None)?;
            touched(conn, &outgoing.action.conversation(), changes)?;
            Ok(true)
        })
    }

    /// Removes a request for good and gives it back. One that is under way stays: its outcome is not known.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn discard_outgoing(&self, id: ClientMessageId) -> Result<Option<Outgoing>> {
        self.write(Durability::Ours, |conn, changes| {
            let Some(outgoing) = find(conn, id)? else {
                return Ok(None);
            };
            if outgoing.state == OutgoingState::Sending {
                return Ok(None);
            }
            delete(conn, id)?;
            touched(conn, &outgoing.action.conversation(), changes)?;
            Ok(Some(outgoing))
        })
    }

    /// Makes the rows that an andibox left in `sending` `unknown`, and says how many. Only for the one who holds the
    /// sender's lock, once, before it sends: whoever else is here may be sending right now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn recover_sending(&self) -> Result<u32> {
        self.write(Durability::Ours, |conn, changes| {
            let left = select::<0>(conn, "WHERE state = 'sending'", [] as [i64; 0])?;
            let state = OutgoingState::Unknown {
                problem: Problem::new(
                    ProblemKind::NoAnswer,
                    "andibox ended while the request was under way",
                ),
                absent: 0,
                checked_at: None,
            };
            for outgoing in &left {
                store_state(conn, outgoing.id, &state, None)?;
                touched(conn, &outgoing.action.conversation(), changes)?;
            }
            Ok(left.len() as u32)
        })
    }
}

pub(super) fn store_state(
    conn: &Connection,
    id: ClientMessageId,
    state: &OutgoingState,
    problem: Option<&Problem>,
) -> Result<()> {
    let columns = state_columns(state)?;
    let last = match problem {
        Some(problem) => Some(json(problem)?),
        None => columns.problem.clone(),
    };
    conn.prepare_cached(
        "UPDATE outgoing SET state = ?2, due = ?3, problem = ?4, absent = ?5, checked_at = ?6,
                last_problem = coalesce(?7, last_problem)
         WHERE id = ?1",
    )?
    .execute(params![
        id.to_string(),
        columns.word,
        columns.due,
        columns.problem,
        columns.absent,
        columns.checked_at,
        last
    ])?;
    Ok(())
}

pub(super) fn delete(conn: &Connection, id: ClientMessageId) -> Result<()> {
    conn.prepare_cached("DELETE FROM outgoing WHERE id = ?1")?
        .execute([id.to_string()])?;
    Ok(())
}

/// Changes what a request asks for, with the place and the lane that follow from it.
pub(super) fn store_action(conn: &Connection, outgoing: &Outgoing) -> Result<()> {
    conn.prepare_cached("UPDATE outgoing SET action = ?2, place = ?3, lane = ?4 WHERE id = ?1")?
        .execute(params![
            outgoing.id.to_string(),
            json(&outgoing.action)?,
            place::name(&outgoing.action.conversation())?,
            super::row::lane(outgoing.id, &outgoing.action)?
        ])?;
    Ok(())
}
