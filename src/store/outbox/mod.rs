//! The outbox: what we ask the server to do, on the disk before the first request and until its outcome is known.

mod claim;
mod confirm;
mod news;
mod row;
mod state;
mod take_back;
mod write;

use rusqlite::{Connection, ToSql};

use super::answer::OutboxCounts;
use super::error::Result;
use super::event::Changes;
use super::open::Store;
use super::place;
use crate::model::{ClientMessageId, Conversation, Outgoing};

pub(super) use news::{insert_seen, news_for};
pub(super) use row::read;
pub(super) use write::insert;

/// Requests with their row's number, which is their order, for [`read()`].
pub(super) fn select_all() -> String {
    format!("SELECT {}, seq FROM outgoing", row::COLUMNS)
}

impl Store {
    /// What has been asked for in a conversation and does not stand in it yet, in the order it was asked for: from
    /// held to refused, and sent ones whose message is not here. A thread that is still to be made stands in its
    /// channel's feed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn outgoing(&self, conversation: &Conversation) -> Result<Vec<Outgoing>> {
        let place = place::name(conversation)?;
        self.read(|conn| select(conn, "WHERE place = ?1 ORDER BY seq", [&place]))
    }

    /// One request; none once it is confirmed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn outgoing_by_id(&self, id: ClientMessageId) -> Result<Option<Outgoing>> {
        self.read(|conn| find(conn, id))
    }

    /// Everything that has not reached the server, in the order it was asked for: held, queued, under way, of
    /// unknown outcome, and refused.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn outbox(&self) -> Result<Vec<Outgoing>> {
        self.read(|conn| select::<0>(conn, "WHERE state <> 'sent' ORDER BY seq", [] as [i64; 0]))
    }

    /// How many requests wait and were refused.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn outbox_counts(&self) -> Result<OutboxCounts> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT count(*) FILTER (WHERE state NOT IN ('sent', 'rejected')),
                            count(*) FILTER (WHERE state = 'rejected') FROM outgoing",
                )?
                .query_row([], |row| {
                    Ok(OutboxCounts {
                        queued: row.get(0)?,
                        failed: row.get(1)?,
                    })
                })?)
        })
    }
}

fn find(conn: &Connection, id: ClientMessageId) -> Result<Option<Outgoing>> {
    let mut found = select(conn, "WHERE id = ?1", [id.to_string()])?;
    Ok(found.pop())
}

fn select<const N: usize>(
    conn: &Connection,
    condition: &str,
    values: [impl ToSql; N],
) -> Result<Vec<Outgoing>> {
    let sql = format!("SELECT {} FROM outgoing {condition}", row::COLUMNS);
    let mut read = conn.prepare_cached(&sql)?;
    let rows = read.query_and_then(rusqlite::params_from_iter(values), row::read)?;
    rows.collect()
}

/// Something about a request changed: its conversation, and the thread's row with it.
fn touched(conn: &Connection, conversation: &Conversation, changes: &mut Changes) -> Result<()> {
    changes.outbox = true;
    changes.conversation(conversation);
    super::derive::derive_place(conn, conversation, changes)
}
