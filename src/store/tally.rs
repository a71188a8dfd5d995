//! Counts of the views: gathered while a transaction runs, added up before it commits.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;
use crate::model::{BuiltinView, Counts};

/// Channel 0 counts all channels together.
const EVERYWHERE: i64 = 0;

/// Counted beside the views: threads whose messages are wanted.
const STALE_COUNTER: usize = BuiltinView::ALL.len();
/// Its bit.
pub(super) const STALE: i64 = 1 << STALE_COUNTER;

#[derive(Default, Debug)]
pub(super) struct Tally(BTreeMap<(i64, usize), i64>);

impl Tally {
    /// A thread of `channel` leaves the views of `from` and enters those of `to` (bits, [`STALE`] among them).
    pub fn moved(&mut self, channel: i64, from: i64, to: i64) {
        let changed = from ^ to;
        for counter in 0..=STALE_COUNTER {
            let bit = 1 << counter;
            if changed & bit != 0 {
                let step = if to & bit != 0 { 1 } else { -1 };
                for channel in [channel, EVERYWHERE] {
                    *self.0.entry((channel, counter)).or_default() += step;
                }
            }
        }
    }

    /// Whether a count of a view changes, and not only how much is to be pulled.
    pub fn changes_views(&self) -> bool {
        self.0
            .iter()
            .any(|((_, counter), step)| *counter != STALE_COUNTER && *step != 0)
    }

    /// How many more threads want their messages pulled than are stored to.
    pub fn stale(&self) -> i64 {
        self.0
            .get(&(EVERYWHERE, STALE_COUNTER))
            .copied()
            .unwrap_or(0)
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(|step| *step == 0)
    }

    /// Adds the steps to the counts in the file.
    pub fn store(&self, conn: &Connection) -> Result<()> {
        let mut add = conn.prepare_cached(
            "INSERT INTO tally (channel, view, n) VALUES (?1, ?2, ?3)
             ON CONFLICT (channel, view) DO UPDATE SET n = n + excluded.n",
        )?;
        for ((channel, view), step) in self.0.iter().filter(|(_, step)| **step != 0) {
            add.execute(params![channel, *view as i64, step])?;
        }
        Ok(())
    }
}

/// The bit of a view in `thread.views`.
pub(super) const fn view_bit(view: BuiltinView) -> i64 {
    1 << view as usize
}

/// The counts of a channel, by its key, or of all of them.
pub(super) fn counts(conn: &Connection, channel: Option<i64>) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut read = conn.prepare_cached("SELECT view, n FROM tally WHERE channel = ?1")?;
    let mut rows = read.query([channel.unwrap_or(EVERYWHERE)])?;
    while let Some(row) = rows.next()? {
        let (view, n): (i64, i64) = (row.get(0)?, row.get(1)?);
        if let Some(view) = BuiltinView::ALL.get(view as usize) {
            counts.set(*view, u32::try_from(n).unwrap_or(0));
        }
    }
    Ok(counts)
}

/// How many threads want their messages pulled, as stored.
pub(super) fn stale(conn: &Connection) -> Result<u32> {
    let stale: Option<u32> = conn
        .prepare_cached("SELECT n FROM tally WHERE channel = ?1 AND view = ?2")?
        .query_row(params![EVERYWHERE, STALE_COUNTER as i64], |row| row.get(0))
        .optional()?;
    Ok(stale.unwrap_or(0))
}
