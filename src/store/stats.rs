//! The numbers of the workspace, read by ranges of a few indexes.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, Utc};
use rusqlite::{Connection, params};

use super::class::{ANSWER, QUESTION};
use super::error::Result;
use super::open::Store;
use super::tally::view_bit;
use super::time::{micros, time};
use crate::model::{
    AgeBucket, BuiltinView, ChannelBacklog, ChannelId, DayCounts, Recent, Stats, Untrusted,
};

impl Store {
    /// Counts the workspace as it is now; days are those of `tz`. At a million messages this takes a moment
    /// (`docs/stats.md`): callers stay off the drawing thread.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stats(&self, now: DateTime<Utc>, tz: FixedOffset) -> Result<Stats> {
        self.read(|conn| {
            let (by_age, by_channel) = backlog(conn, now)?;
            Ok(Stats {
                at: now,
                by_age,
                by_channel,
                first_response: recent(conn, now, ANSWERED)?,
                resolution: recent(conn, now, SETTLED)?,
                days: days(conn, DayCounts::up_to(now, tz))?.into_days(),
            })
        })
    }
}

/// When each ended and how long it took, from a time on.
const ANSWERED: &str =
    "SELECT answered_at, answered_at - asked_at FROM thread INDEXED BY thread_answered
     WHERE answered_at >= ?1 AND gone = 0";
/// The same; a thread that does not say when it was opened has no such time.
const SETTLED: &str =
    "SELECT settled_at, settled_at - created_at FROM thread INDEXED BY thread_settled
     WHERE settled_at >= ?1 AND gone = 0 AND created_at IS NOT NULL";

/// The times of the messages of two classes from a time on, in the threads of a view's index.
const OF_THREADS: &str = "SELECT m.at, m.class FROM thread t INDEXED BY view_5
     CROSS JOIN message m INDEXED BY message_class ON m.conversation = t.key
     WHERE (t.views & 32) = 32 AND t.recency <= -?1 AND m.class IN (?2, ?3) AND m.at >= ?1";
/// The same of the channels' feeds.
const OF_FEEDS: &str = "SELECT m.at, m.class FROM channel c
     CROSS JOIN message m INDEXED BY message_class ON m.conversation = -c.key
     WHERE c.gone = 0 AND c.feed_last >= ?1 AND m.class IN (?2, ?3) AND m.at >= ?1";

fn backlog(conn: &Connection, now: DateTime<Utc>) -> Result<([u32; 5], Vec<ChannelBacklog>)> {
    let mut by_age = [0; 5];
    let mut of_channels: HashMap<i64, u32> = HashMap::new();
    let mut read = conn.prepare_cached(
        "SELECT channel, patience FROM thread INDEXED BY channel_view_0 WHERE (views & 1) = 1",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let since = time(row.get(1)?).unwrap_or(now);
        by_age[AgeBucket::of(now - since) as usize] += 1;
        *of_channels.entry(row.get(0)?).or_default() += 1;
    }
    let mut by_channel = Vec::new();
    let mut read = conn.prepare_cached("SELECT key, id, label FROM channel ORDER BY position")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(threads) = of_channels.get(&row.get(0)?) {
            by_channel.push(ChannelBacklog {
                channel: ChannelId::from(row.get::<_, String>(1)?.as_str()),
                label: Untrusted::from(row.get::<_, String>(2)?),
                threads: *threads,
            });
        }
    }
    by_channel.sort_by_key(|channel| std::cmp::Reverse(channel.threads));
    Ok((by_age, by_channel))
}

fn recent(conn: &Connection, now: DateTime<Utc>, ended_since: &str) -> Result<Recent> {
    let ended = conn
        .prepare_cached(ended_since)?
        .query_map([micros(now - Recent::LONGEST)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    Ok(Recent::of(now, &ended))
}

fn days(conn: &Connection, mut days: DayCounts) -> Result<DayCounts> {
    // The number in the texts above.
    const { assert!(view_bit(BuiltinView::All) == 32) };
    for sql in [OF_THREADS, OF_FEEDS] {
        let mut read = conn.prepare_cached(sql)?;
        let mut rows = read.query(params![days.start(), QUESTION, ANSWER])?;
        while let Some(row) = rows.next()? {
            days.add(row.get(0)?, row.get::<_, i64>(1)? == QUESTION);
        }
    }
    Ok(days)
}
