//! The list of channels.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::answer::Applied;
use super::super::derive::derive;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::fingerprint::fingerprint;
use super::super::open::Store;
use super::super::writer::Durability;
use crate::model::{Channel, ChannelId, Item, Listing, Untrusted};

impl Store {
    /// Takes in the list of channels. One that is no longer listed goes, and its threads with it; not so when an
    /// element of the list could not be read, since that may be the one.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_channels(&self, listing: &Listing<Channel>) -> Result<Applied> {
        self.write(Durability::Pulled, |conn, changes| {
            let mut applied = Applied::default();
            for (position, item) in listing.items.iter().enumerate() {
                applied.written += u32::from(put(conn, position, item, changes)?);
            }
            if listing.broken.is_empty() {
                applied.gone = let_go(conn, listing, changes)?;
            }
            applied.count_pulls(conn, changes)?;
            Ok(applied)
        })
    }
}

/// The key of a channel; one that no list has named yet is made, since a thread of it is known.
pub(in super::super) fn key_or_new(conn: &Connection, id: &ChannelId) -> Result<i64> {
    if let Some(key) = super::super::place::channel_key(conn, id)? {
        return Ok(key);
    }
    let json = serde_json::json!({ "id": id.as_str() }).to_string();
    conn.execute(
        "INSERT INTO channel (id, position, label, words, hash, json)
         VALUES (?1, (SELECT count(*) FROM channel), ?1, ?2, 0, ?3)",
        params![id.as_str(), id.as_str().to_lowercase(), json],
    )?;
    Ok(conn.last_insert_rowid())
}

fn put(
    conn: &Connection,
    position: usize,
    item: &Item<Channel>,
    changes: &mut Changes,
) -> Result<bool> {
    let channel = &item.value;
    let hash = fingerprint(item.json.get());
    let position = position as i64;
    let old: Option<(i64, i64, bool, String)> = conn
        .prepare_cached("SELECT hash, position, gone, label FROM channel WHERE id = ?1")?
        .query_row([channel.id.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    if old
        .as_ref()
        .is_some_and(|(h, p, gone, _)| *h == hash && *p == position && !gone)
    {
        return Ok(false);
    }
    let label = channel.label();
    conn.prepare_cached(
        "INSERT INTO channel (id, position, label, words, hash, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, label = excluded.label,
            words = excluded.words, hash = excluded.hash, json = excluded.json, gone = 0",
    )?
    .execute(params![
        channel.id.as_str(),
        position,
        label.expose(),
        words(channel),
        hash,
        item.json.get()
    ])?;
    changes.channels = true;
    if old.is_some_and(|(.., old)| old != label.expose()) {
        changes.all_threads();
    }
    Ok(true)
}

/// What `channel:` in a query looks through.
fn words(channel: &Channel) -> String {
    [&channel.name, &channel.handle]
        .into_iter()
        .flatten()
        .map(Untrusted::expose)
        .chain([channel.id.as_str()])
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

fn let_go(conn: &Connection, listing: &Listing<Channel>, changes: &mut Changes) -> Result<u32> {
    let mut listed = conn.prepare_cached("SELECT key, id FROM channel WHERE gone = 0")?;
    let known = listed
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    let mut gone = 0;
    for (key, id) in known {
        if listing
            .items
            .iter()
            .any(|item| item.value.id.as_str() == id)
        {
            continue;
        }
        gone += 1;
        changes.channels = true;
        conn.execute("UPDATE channel SET gone = 1 WHERE key = ?1", [key])?;
        let threads = conn
            .prepare_cached("SELECT key FROM thread WHERE channel = ?1 AND gone = 0")?
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        conn.execute("UPDATE thread SET gone = 1 WHERE channel = ?1", [key])?;
        for thread in threads {
            derive(conn, thread, changes)?;
        }
    }
    Ok(gone)
}
