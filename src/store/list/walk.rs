//! Walking a view along its index, from a position on.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::error::Result;
use super::super::tally::view_bit;
use super::{placed, row};
use crate::model::{BuiltinView, Sort, ThreadId, ThreadRow, ThreadWindow};

/// A list without a filter.
pub(super) struct Walk {
    pub view: BuiltinView,
    /// The channel's key.
    pub channel: Option<i64>,
    pub sort: Sort,
}

/// Where a thread stands in an order: its rank, then its id.
pub(super) type Position = (i64, String);

#[derive(Clone, Copy)]
enum Step {
    After,
    From,
    Before,
    UpTo,
}

impl Walk {
    /// The column that ranks, ascending.
    pub fn rank(&self) -> &'static str {
        match self.sort {
            Sort::WaitingLongest => "patience",
            Sort::Newest => "recency",
        }
    }

    /// `thread t` with the index of the view, if the order is the view's own.
    pub fn table(&self) -> String {
        if self.sort != self.view.sort() {
            return "thread t".to_owned();
        }
        let scope = if self.channel.is_some() {
            "channel_view"
        } else {
            "view"
        };
        format!("thread t INDEXED BY {scope}_{}", self.view as usize)
    }

    /// The condition of the view, as the index has it, and of the channel, as parameter 1.
    pub fn condition(&self) -> String {
        let bit = view_bit(self.view);
        let channel = if self.channel.is_some() {
            "t.channel = ?1"
        } else {
            "?1 IS NULL"
        };
        format!("(t.views & {bit}) = {bit} AND {channel}")
    }

    /// Where a thread stands in this order, whether the view holds it or not.
    pub fn position(&self, conn: &Connection, id: &ThreadId) -> Result<Option<Position>> {
        let sql = format!("SELECT {}, id FROM thread WHERE id = ?1", self.rank());
        Ok(conn
            .prepare_cached(&sql)?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    pub fn start(&self, conn: &Connection, limit: u32, total: u32) -> Result<ThreadWindow> {
        let (rows, after) = self.forward(conn, None, limit)?;
        Ok(placed(rows, false, after, total))
    }

    pub fn end(&self, conn: &Connection, limit: u32, total: u32) -> Result<ThreadWindow> {
        let (rows, before) = self.backward(conn, None, limit)?;
        Ok(placed(rows, before, false, total))
    }

    /// Rows after a position (or from the start), and whether more follow.
    pub fn forward(
        &self,
        conn: &Connection,
        at: Option<&Position>,
        limit: u32,
    ) -> Result<(Vec<ThreadRow>, bool)> {
        self.page(conn, at.map(|at| (Step::After, at)), false, limit)
    }

    /// Rows from a position on, the one there included, and whether more follow.
    pub fn forward_from(
        &self,
        conn: &Connection,
        at: &Position,
        limit: u32,
    ) -> Result<(Vec<ThreadRow>, bool)> {
        self.page(conn, Some((Step::From, at)), false, limit)
    }

    /// Rows before a position (or from the end), in the list's order, and whether more precede.
    pub fn backward(
        &self,
        conn: &Connection,
        at: Option<&Position>,
        limit: u32,
    ) -> Result<(Vec<ThreadRow>, bool)> {
        let (mut rows, more) = self.page(conn, at.map(|at| (Step::Before, at)), true, limit)?;
        rows.reverse();
        Ok((rows, more))
    }

    pub fn any_up_to(&self, conn: &Connection, at: &Position) -> Result<bool> {
        Ok(self.page(conn, Some((Step::UpTo, at)), true, 0)?.1)
    }

    pub fn any_from(&self, conn: &Connection, at: &Position) -> Result<bool> {
        Ok(self.page(conn, Some((Step::From, at)), false, 0)?.1)
    }

    fn page(
        &self,
        conn: &Connection,
        from: Option<(Step, &Position)>,
        backward: bool,
        limit: u32,
    ) -> Result<(Vec<ThreadRow>, bool)> {
        let sql = self.sql(from.map(|(step, _)| step), backward);
        let (rank, id) = from.map_or((0, ""), |(_, (rank, id))| (*rank, id.as_str()));
        // One more than asked for tells whether there is one more.
        let wanted = i64::from(limit) + 1;
        let mut read = conn.prepare_cached(&sql)?;
        let mut rows = read
            .query_map(params![self.channel, rank, id, wanted], row::read)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        Ok((rows, more))
    }

    fn sql(&self, from: Option<Step>, backward: bool) -> String {
        let rank = self.rank();
        let bound = match from {
            Some(Step::After) => format!("(t.{rank}, t.id) > (?2, ?3)"),
            Some(Step::From) => format!("(t.{rank}, t.id) >= (?2, ?3)"),
            Some(Step::Before) => format!("(t.{rank}, t.id) < (?2, ?3)"),
            Some(Step::UpTo) => format!("(t.{rank}, t.id) <= (?2, ?3)"),
            None => "?2 IS NOT ?3".to_owned(),
        };
        let order = if backward {
            format!("t.{rank} DESC, t.id DESC")
        } else {
            format!("t.{rank}, t.id")
        };
        // CROSS JOIN: SQLite must not start from the channels.
        format!(
            "SELECT {} FROM {} CROSS JOIN channel c ON c.key = t.channel
             WHERE {} AND {bound} ORDER BY {order} LIMIT ?4",
            row::COLUMNS,
            self.table(),
            self.condition(),
        )
    }
}

/// Every statement a view is drawn with, for the test that reads their plans.
#[cfg(test)]
pub(in super::super) fn sql_of_views() -> Vec<String> {
    let mut statements = Vec::new();
    for view in BuiltinView::ALL {
        for channel in [None, Some(1)] {
            let walk = Walk {
                view,
                channel,
                sort: view.sort(),
            };
            let steps = [
                (None, false),
                (None, true),
                (Some(Step::After), false),
                (Some(Step::From), false),
                (Some(Step::Before), true),
                (Some(Step::UpTo), true),
            ];
            statements.extend(steps.map(|(step, backward)| walk.sql(step, backward)));
        }
    }
    statements
}
