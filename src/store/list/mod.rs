//! Windows of a list of threads.

mod count;
mod filter;
mod filtered;
pub(super) mod row;
mod waiting;
mod walk;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use super::answer::ThreadDetail;
use super::error::{Error, Result};
use super::open::Store;
use super::{drafts, place, tally};
use crate::model::{Anchor, BuiltinView, ThreadId, ThreadRow, ThreadWindow};
use crate::query::ListSpec;
use walk::Walk;

pub use count::Tallying;
pub(super) use row::by_key as row_by_key;
pub(super) use row::try_all;
#[cfg(test)]
pub(super) use walk::sql_of_views;

/// The threads last written in.
pub(super) fn recent(conn: &Connection, limit: u32) -> Result<Vec<ThreadRow>> {
    let walk = Walk {
        view: BuiltinView::All,
        channel: None,
        sort: BuiltinView::All.sort(),
    };
    Ok(walk.forward(conn, None, limit)?.0)
}

impl Store {
    /// A window of a list. Without a filter and in the view's own order it is a walk along an index, whatever the
    /// size of the inbox; with a filter the whole list is tested first. `now` is what ages in a filter count from.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn threads(
        &self,
        spec: &ListSpec,
        anchor: &Anchor,
        limit: u32,
        now: DateTime<Utc>,
    ) -> Result<ThreadWindow> {
        self.read(|conn| {
            let channel = match &spec.channel {
                Some(id) => match place::channel_key(conn, id)? {
                    Some(key) => Some(key),
                    None => return Ok(ThreadWindow::default()),
                },
                None => None,
            };
            let walk = Walk {
                view: spec.view,
                channel,
                sort: spec.sort,
            };
            let mut found = match spec.filter.as_ref().filter(|filter| !filter.is_empty()) {
                Some(filter) => filtered::window(conn, &walk, filter, anchor, limit, now),
                None => window(conn, &walk, anchor, limit),
            }?;
            if spec.view == BuiltinView::Drafts {
                for row in &mut found.rows {
                    row.drafted = drafts::last_of(conn, row)?;
                }
            }
            Ok(found)
        })
    }

    /// A thread with everything the server said of it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn thread(&self, id: &ThreadId) -> Result<Option<ThreadDetail>> {
        self.read(|conn| {
            let Some(key) = place::thread_key(conn, id)? else {
                return Ok(None);
            };
            let Some(row) = row::by_key(conn, key)? else {
                return Ok(None);
            };
            let json: Option<String> = conn
                .prepare_cached("SELECT json FROM thread_json WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?;
            let unreadable = || Error::Unreadable { what: "a thread" };
            let json = json.ok_or_else(unreadable)?;
            let thread = serde_json::from_str(&json).map_err(|_| unreadable())?;
            Ok(Some(ThreadDetail { row, thread, json }))
        })
    }

    /// A thread's row alone.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn thread_row(&self, id: &ThreadId) -> Result<Option<ThreadRow>> {
        self.read(|conn| match place::thread_key(conn, id)? {
            Some(key) => row::by_key(conn, key),
            None => Ok(None),
        })
    }
}

fn window(conn: &Connection, walk: &Walk, anchor: &Anchor, limit: u32) -> Result<ThreadWindow> {
    let total = tally::counts(conn, walk.channel)?.of(walk.view);
    let at = match anchor {
        Anchor::First | Anchor::Last => None,
        Anchor::Around(id) | Anchor::After(id) | Anchor::Before(id) => walk.position(conn, id)?,
    };
    let Some(at) = at else {
        return match anchor {
            Anchor::Last => walk.end(conn, limit, total),
            _ => walk.start(conn, limit, total),
        };
    };
    match anchor {
        Anchor::After(_) => {
            let (rows, after) = walk.forward(conn, Some(&at), limit)?;
            let before = walk.any_up_to(conn, &at)?;
            Ok(placed(rows, before, after, total))
        }
        Anchor::Before(_) => {
            let (rows, before) = walk.backward(conn, Some(&at), limit)?;
            let after = walk.any_from(conn, &at)?;
            Ok(placed(rows, before, after, total))
        }
        _ => around(conn, walk, &at, limit, total),
    }
}

/// Half before, the thread itself, the rest after; what one side lacks the other one fills.
fn around(
    conn: &Connection,
    walk: &Walk,
    at: &walk::Position,
    limit: u32,
    total: u32,
) -> Result<ThreadWindow> {
    let (mut rows, mut before) = walk.backward(conn, Some(at), limit / 2)?;
    let rest = limit.saturating_sub(rows.len() as u32);
    let (tail, after) = walk.forward_from(conn, at, rest)?;
    let lacking = rest.saturating_sub(tail.len() as u32);
    if lacking > 0 && before {
        (rows, before) = walk.backward(conn, Some(at), limit / 2 + lacking)?;
    }
    rows.extend(tail);
    Ok(placed(rows, before, after, total))
}

fn placed(rows: Vec<ThreadRow>, before: bool, after: bool, total: u32) -> ThreadWindow {
    let offset = match (before, after) {
        (false, _) => Some(0),
        (true, false) => Some(total.saturating_sub(rows.len() as u32)),
        (true, true) => None,
    };
    ThreadWindow {
        rows,
        before,
        after,
        total,
        offset,
    }
}
