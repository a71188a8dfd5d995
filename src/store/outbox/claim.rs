//! Which request is made next.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::super::error::Result;
use super::super::open::Store;
use super::super::time::{micros, time};
use super::super::writer::Durability;
use super::{select, touched};
use crate::model::{Outgoing, OutgoingState};

/// Nothing earlier of the same lane is on its way. A refused one does not hold back the ones after it: the person
/// was told, and may answer in other words.
const FIRST_OF_ITS_LANE: &str = "NOT EXISTS (
    SELECT 1 FROM outgoing e WHERE e.lane = o.lane AND e.seq < o.seq
       AND e.state IN ('held', 'queued', 'sending', 'unknown'))";

impl Store {
    /// Takes the next request that may be made now, already stored as `sending` with one attempt more: queued and
    /// past its backoff, or held and past its undo window, and the first of its conversation.
    ///
    /// # Errors
    /// When it cannot be written: then it was not taken.
    pub fn claim_next(&self, now: DateTime<Utc>) -> Result<Option<Outgoing>> {
        // Looking needs no lock, and mostly there is nothing.
        if self.read(|conn| due(conn, now))?.is_none() {
            return Ok(None);
        }
        self.write(Durability::Ours, |conn, changes| {
            let Some(seq) = due(conn, now)? else {
                return Ok(None);
            };
            conn.prepare_cached(
                "UPDATE outgoing SET state = 'sending', due = NULL, problem = NULL, absent = 0, checked_at = NULL,
                        attempts = attempts + 1 WHERE seq = ?1",
            )?
            .execute([seq])?;
            let claimed = select(conn, "WHERE seq = ?1", [seq])?.pop();
            if let Some(outgoing) = &claimed {
                debug_assert_eq!(outgoing.state, OutgoingState::Sending);
                touched(conn, &outgoing.action.conversation(), changes)?;
            }
            Ok(claimed)
        })
    }

    /// When [`Store::claim_next`] will have something, if nothing else happens; a time long past means now. None
    /// while nothing waits for a time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>> {
        self.read(|conn| {
            let sql = format!(
                "SELECT min(coalesce(o.due, 0)) FROM outgoing o
                 WHERE o.state IN ('held', 'queued') AND {FIRST_OF_ITS_LANE}"
            );
            let due: Option<i64> = conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
            Ok(due.and_then(time))
        })
    }
}

fn due(conn: &Connection, now: DateTime<Utc>) -> Result<Option<i64>> {
    let sql = format!(
        "SELECT o.seq FROM outgoing o
         WHERE (o.state = 'held' AND o.due <= ?1 OR o.state = 'queued' AND coalesce(o.due, ?1) <= ?1)
           AND {FIRST_OF_ITS_LANE} ORDER BY o.seq LIMIT 1"
    );
    Ok(conn
        .prepare_cached(&sql)?
        .query_row(params![micros(now)], |row| row.get(0))
        .optional()?)
}
