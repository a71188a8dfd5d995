//! The next thread that waits for us.

use rusqlite::Connection;

use super::super::error::Result;
use super::super::open::Store;
use super::super::place;
use super::walk::Walk;
use crate::model::{BuiltinView, ChannelId, Sort, ThreadId, ThreadRow};

impl Store {
    /// The thread after this one in the order of "Needs reply"; from the end it goes on at the start. Never the
    /// thread itself. After a thread that waits for nobody it is the one that has waited longest.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_waiting(
        &self,
        after: Option<&ThreadId>,
        channel: Option<&ChannelId>,
    ) -> Result<Option<ThreadRow>> {
        self.read(|conn| {
            neighbour(conn, after, channel, |walk, at| {
                Ok(walk.forward(conn, at, 2)?.0)
            })
        })
    }

    /// The thread before this one in the order of "Needs reply"; from the start it goes on at the end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn previous_waiting(
        &self,
        before: Option<&ThreadId>,
        channel: Option<&ChannelId>,
    ) -> Result<Option<ThreadRow>> {
        self.read(|conn| {
            neighbour(conn, before, channel, |walk, at| {
                let mut rows = walk.backward(conn, at, 2)?.0;
                rows.reverse();
                Ok(rows)
            })
        })
    }
}

fn neighbour(
    conn: &Connection,
    of: Option<&ThreadId>,
    channel: Option<&ChannelId>,
    step: impl Fn(&Walk, Option<&super::walk::Position>) -> Result<Vec<ThreadRow>>,
) -> Result<Option<ThreadRow>> {
    let channel = match channel {
        Some(id) => match place::channel_key(conn, id)? {
            Some(key) => Some(key),
            None => return Ok(None),
        },
        None => None,
    };
    let walk = Walk {
        view: BuiltinView::NeedsReply,
        channel,
        sort: Sort::WaitingLongest,
    };
    let at = match of {
        Some(id) => walk.position(conn, id)?,
        None => None,
    };
    let mut rows = match &at {
        Some(at) => step(&walk, Some(at))?,
        None => Vec::new(),
    };
    // The end was reached: on from the other one.
    if rows.is_empty() {
        rows = step(&walk, None)?;
    }
    Ok(rows.into_iter().find(|row| Some(&row.id) != of))
}
