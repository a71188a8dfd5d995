//! Channels and counts, as the panes at the side show them.

use rusqlite::{Connection, OptionalExtension, Row};

use super::answer::ChannelDetail;
use super::error::{Error, Result};
use super::open::Store;
use super::time::time;
use super::{derive, place, tally};
use crate::model::{BuiltinView, ChannelId, ChannelRow, Conversation, Counts, Untrusted};

const ROW: &str = "c.key, c.id, c.label, c.feed, c.feed_last,
    (SELECT n FROM tally WHERE channel = c.key AND view = ?1),
    (SELECT n FROM tally WHERE channel = c.key AND view = ?2), CAST(c.json ->> 'handle' AS TEXT)";

impl Store {
    /// The channels the server lists, in its order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn channels(&self) -> Result<Vec<ChannelRow>> {
        self.read(|conn| {
            let sql =
                format!("SELECT {ROW} FROM channel c WHERE c.gone = 0 ORDER BY c.position, c.id");
            let mut read = conn.prepare_cached(&sql)?;
            let mut rows: Vec<ChannelRow> = read
                .query_map(counters(), row)?
                .collect::<rusqlite::Result<_>>()?;
            for row in &mut rows {
                local(conn, row)?;
            }
            Ok(rows)
        })
    }

    /// A channel, listed or not, with its JSON.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn channel(&self, id: &ChannelId) -> Result<Option<ChannelDetail>> {
        self.read(|conn| {
            let sql = format!("SELECT {ROW}, c.json FROM channel c WHERE c.id = ?3");
            let [needs_reply, open] = counters();
            let found: Option<(ChannelRow, String)> = conn
                .prepare_cached(&sql)?
                .query_row((needs_reply, open, id.as_str()), |it| {
                    Ok((row(it)?, it.get(8)?))
                })
                .optional()?;
            found
                .map(|(mut row, json)| {
                    local(conn, &mut row)?;
                    let channel = serde_json::from_str(&json)
                        .map_err(|_| Error::Unreadable { what: "a channel" })?;
                    Ok(ChannelDetail { row, channel, json })
                })
                .transpose()
        })
    }

    /// How many threads each view holds, of one channel or of all.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn counts(&self, channel: Option<&ChannelId>) -> Result<Counts> {
        self.read(|conn| match channel {
            None => tally::counts(conn, None),
            Some(id) => of_channel(conn, id),
        })
    }
}

fn of_channel(conn: &Connection, id: &ChannelId) -> Result<Counts> {
    match place::channel_key(conn, id)? {
        Some(key) => tally::counts(conn, Some(key)),
        None => Ok(Counts::default()),
    }
}

/// Reads the rows of all channels, to see whether each can be.
pub(super) fn try_all(conn: &Connection) -> Result<()> {
    let mut all = conn.prepare(&format!("SELECT {ROW} FROM channel c"))?;
    for row in all.query_map(counters(), row)? {
        row?;
    }
    Ok(())
}

const fn counters() -> [i64; 2] {
    [BuiltinView::NeedsReply as i64, BuiltinView::Open as i64]
}

/// What only we have in its feed.
fn local(conn: &Connection, row: &mut ChannelRow) -> Result<()> {
    let feed = Conversation::Feed {
        channel: row.id.clone(),
    };
    let local = derive::local(conn, &feed)?;
    row.feed_outgoing = u32::try_from(local.outgoing).unwrap_or(u32::MAX);
    row.feed_failed = u32::try_from(local.rejected).unwrap_or(u32::MAX);
    row.feed_draft = local.draft;
    Ok(())
}

fn row(row: &Row<'_>) -> rusqlite::Result<ChannelRow> {
    Ok(ChannelRow {
        id: row.get::<_, String>(1)?.as_str().into(),
        label: Untrusted::new(row.get::<_, String>(2)?),
        handle: row.get::<_, Option<String>>(7)?.map(Untrusted::new),
        feed: row.get(3)?,
        feed_last_at: row.get::<_, Option<i64>>(4)?.and_then(time),
        feed_outgoing: 0,
        feed_failed: 0,
        feed_draft: false,
        needs_reply: row.get::<_, Option<u32>>(5)?.unwrap_or(0),
        open: row.get::<_, Option<u32>>(6)?.unwrap_or(0),
    })
}
