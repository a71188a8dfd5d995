//! A window of a list with a filter: the keys of all that pass, in order, then the rows of the window.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::error::Result;
use super::super::place;
use super::filter::condition;
use super::row;
use super::walk::Walk;
use crate::model::{Anchor, BuiltinView, ThreadId, ThreadWindow};
use crate::query::{Is, Query, Test};

/// A thread that passed: its key and its rank.
type Passed = (i64, i64);

pub(super) fn window(
    conn: &Connection,
    walk: &Walk,
    filter: &Query,
    anchor: &Anchor,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<ThreadWindow> {
    let passed = passed(conn, walk, filter, now)?;
    let limit = limit as usize;
    let from_end = passed.len().saturating_sub(limit);
    // Where a thread stands among them, and whether it is one of them.
    let find = |id: &ThreadId| find(conn, walk, &passed, id);
    let start = match anchor {
        Anchor::First => 0,
        Anchor::Last => from_end,
        Anchor::Around(id) => {
            find(id)?.map_or(0, |(at, _)| at.saturating_sub(limit / 2).min(from_end))
        }
        Anchor::After(id) => find(id)?.map_or(0, |(at, is_in)| at + usize::from(is_in)),
        Anchor::Before(id) => find(id)?.map_or(0, |(at, _)| at.saturating_sub(limit)),
    };
    let end = match anchor {
        Anchor::Before(id) => find(id)?.map_or(limit, |(at, _)| at),
        _ => start + limit,
    }
    .min(passed.len());
    let start = start.min(end);
    let mut rows = Vec::with_capacity(end - start);
    for (key, _) in &passed[start..end] {
        rows.extend(row::by_key(conn, *key)?);
    }
    Ok(ThreadWindow {
        rows,
        before: start > 0,
        after: end < passed.len(),
        total: passed.len() as u32,
        offset: Some(start as u32),
    })
}

fn passed(
    conn: &Connection,
    walk: &Walk,
    filter: &Query,
    now: DateTime<Utc>,
) -> Result<Vec<Passed>> {
    let condition = condition(filter, now, 2);
    let (table, view) = held(walk, filter);
    let rank = walk.rank();
    let sql = format!(
        "SELECT t.key, t.{rank} FROM {table} WHERE {view} AND ({}) ORDER BY t.{rank}, t.id",
        condition.sql
    );
    let channel = walk.channel.map_or(Value::Null, Value::from);
    let values = std::iter::once(channel).chain(condition.values);
    let mut read = conn.prepare(&sql)?;
    let passed = read
        .query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(passed)
}

/// The table a filter looks through, and the condition of its view.
pub(super) fn held(walk: &Walk, filter: &Query) -> (String, String) {
    // What is gone stands in no view of the server's threads: who asks for it asks beyond the view.
    let beyond =
        walk.view == BuiltinView::All && filter.terms().any(|term| term.test == Test::Is(Is::Gone));
    if beyond {
        (
            "thread t".to_owned(),
            "(?1 IS NULL OR t.channel = ?1)".to_owned(),
        )
    } else {
        (walk.table(), walk.condition())
    }
}

fn find(
    conn: &Connection,
    walk: &Walk,
    passed: &[Passed],
    id: &ThreadId,
) -> Result<Option<(usize, bool)>> {
    let Some(key) = place::thread_key(conn, id)? else {
        return Ok(None);
    };
    if let Some(at) = passed.iter().position(|(passed, _)| *passed == key) {
        return Ok(Some((at, true)));
    }
    let at = walk.position(conn, id)?.map(|(rank, _)| {
        let at = passed.partition_point(|(_, other)| *other < rank);
        (at, false)
    });
    Ok(at)
}
