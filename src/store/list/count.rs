//! Counting what passes a query, a piece at a time: whoever counts can see to something else between two pieces.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::error::Result;
use super::super::open::Store;
use super::super::place;
use super::filter::condition;
use super::filtered::held;
use super::walk::Walk;
use crate::query::{ListSpec, Query};

/// So many threads are looked at in one piece.
const PIECE: u32 = 2000;

/// A count under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tallying {
    /// How many passed so far.
    pub passed: u32,
    /// Up to which thread they were looked at, by its key here.
    upto: i64,
    /// Whether all were looked at.
    pub done: bool,
}

impl Store {
    /// Looks at some more threads, and says how many of all looked at so far pass. `now` is what ages in a filter count
    /// from.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn count_on(
        &self,
        spec: &ListSpec,
        so_far: Tallying,
        now: DateTime<Utc>,
    ) -> Result<Tallying> {
        self.read(|conn| {
            let channel = match &spec.channel {
                Some(id) => match place::channel_key(conn, id)? {
                    Some(key) => Some(key),
                    None => {
                        return Ok(Tallying {
                            done: true,
                            ..so_far
                        });
                    }
                },
                None => None,
            };
            let walk = Walk {
                view: spec.view,
                channel,
                sort: spec.sort,
            };
            let all = Query::default();
            piece(
                conn,
                &walk,
                spec.filter.as_ref().unwrap_or(&all),
                so_far,
                now,
            )
        })
    }
}

fn piece(
    conn: &Connection,
    walk: &Walk,
    filter: &Query,
    so_far: Tallying,
    now: DateTime<Utc>,
) -> Result<Tallying> {
    let condition = condition(filter, now, 3);
    let (_, view) = held(walk, filter);
    let sql = format!(
        "SELECT max(key), count(*), coalesce(sum(hit), 0) FROM (
            SELECT t.key AS key, ({view} AND ({})) AS hit FROM thread t
            WHERE t.key > ?2 ORDER BY t.key LIMIT {PIECE})",
        condition.sql
    );
    let channel = walk.channel.map_or(Value::Null, Value::from);
    let values = [channel, Value::from(so_far.upto)]
        .into_iter()
        .chain(condition.values);
    let mut read = conn.prepare(&sql)?;
    let (upto, seen, passed): (Option<i64>, u32, u32) = read
        .query_row(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    Ok(Tallying {
        passed: so_far.passed + passed,
        upto: upto.unwrap_or(so_far.upto),
        done: seen < PIECE,
    })
}
