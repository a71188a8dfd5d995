//! The list of a channel's threads.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::answer::Applied;
use super::super::derive::derive;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::fingerprint::fingerprint;
use super::super::open::Store;
use super::super::search::{ThreadWords, replace_thread};
use super::super::tally::STALE;
use super::super::time::stamp_micros;
use super::super::writer::Durability;
use super::{Known, channels};
use crate::model::{ChannelId, Item, Listing, Stamp, Thread, ThreadId, Untrusted};

impl Store {
    /// Takes in the list of a channel's threads. One that is no longer listed is marked gone and its drafts are
    /// kept; not so when an element could not be read, since that may be the one, nor for a thread that was made
    /// here and that no list has held yet.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_threads(&self, channel: &ChannelId, listing: &Listing<Thread>) -> Result<Applied> {
        self.write(Durability::Pulled, |conn, changes| {
            let mut applied = Applied::default();
            let channel = channels::key_or_new(conn, channel)?;
            let mut known = known(conn, channel)?;
            for item in &listing.items {
                let hash = fingerprint(item.json.get());
                let id = &item.value.id;
                if let Some(old) = known.get_mut(id.as_str()) {
                    old.seen = true;
                    if old.hash == hash && old.listed && !old.gone {
                        continue;
                    }
                }
                put_thread(conn, channel, item, true, changes)?;
                applied.written += 1;
                applied.changed(id);
                known.insert(
                    id.as_str().to_owned(),
                    KnownThread {
                        key: 0,
                        hash,
                        listed: true,
                        gone: false,
                        seen: true,
                    },
                );
            }
            if listing.broken.is_empty() {
                for (id, _) in known.iter().filter(|(_, old)| old.lost()) {
                    applied.changed(&ThreadId::from(id.as_str()));
                    applied.gone += 1;
                }
                for old in known.values().filter(|old| old.lost()) {
                    conn.prepare_cached("UPDATE thread SET gone = 1 WHERE key = ?1")?
                        .execute([old.key])?;
                    derive(conn, old.key, changes)?;
                }
            }
            applied.count_pulls(conn, changes)?;
            Ok(applied)
        })
    }

    /// Takes in one thread, as `GET` answers it.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_thread(&self, item: &Item<Thread>) -> Result<Applied> {
        self.write(Durability::Pulled, |conn, changes| {
            let mut applied = Applied::default();
            let channel = channels::key_or_new(conn, &item.value.channel_id)?;
            if put_thread(conn, channel, item, false, changes)? {
                applied.written = 1;
                applied.changed(&item.value.id);
            }
            applied.count_pulls(conn, changes)?;
            Ok(applied)
        })
    }
}

struct KnownThread {
    key: i64,
    hash: i64,
    listed: bool,
    gone: bool,
    /// The list that is being applied holds it.
    seen: bool,
}

impl KnownThread {
    const fn lost(&self) -> bool {
        self.listed && !self.gone && !self.seen
    }
}

fn known(conn: &Connection, channel: i64) -> Result<Known<KnownThread>> {
    let mut read =
        conn.prepare_cached("SELECT id, key, hash, listed, gone FROM thread WHERE channel = ?1")?;
    let known = read
        .query_map([channel], |row| {
            let thread = KnownThread {
                key: row.get(1)?,
                hash: row.get(2)?,
                listed: row.get(3)?,
                gone: row.get(4)?,
                seen: false,
            };
            Ok((row.get(0)?, thread))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(known)
}

/// Writes a thread if it is new or different. `listed` says that a list held it.
pub(in super::super) fn put_thread(
    conn: &Connection,
    channel: i64,
    item: &Item<Thread>,
    listed: bool,
    changes: &mut Changes,
) -> Result<bool> {
    let hash = fingerprint(item.json.get());
    let Some(old) = stored(conn, &item.value.id)? else {
        insert(conn, channel, item, hash, listed, changes)?;
        return Ok(true);
    };
    if old.hash == hash && !old.gone && old.channel == channel {
        if listed && !old.listed {
            conn.prepare_cached("UPDATE thread SET listed = 1 WHERE key = ?1")?
                .execute([old.key])?;
        }
        return Ok(false);
    }
    update(conn, channel, item, hash, listed, &old, changes)?;
    Ok(true)
}

struct StoredThread {
    key: i64,
    channel: i64,
    hash: i64,
    listed: bool,
    gone: bool,
    title: Option<String>,
    people: String,
    views: i64,
    stale: bool,
}

fn stored(conn: &Connection, id: &ThreadId) -> Result<Option<StoredThread>> {
    Ok(conn
        .prepare_cached(
            "SELECT key, channel, hash, listed, gone, title, people, views, stale FROM thread WHERE id = ?1",
        )?
        .query_row([id.as_str()], |row| {
            Ok(StoredThread {
                key: row.get(0)?,
                channel: row.get(1)?,
                hash: row.get(2)?,
                listed: row.get(3)?,
                gone: row.get(4)?,
                title: row.get(5)?,
                people: row.get(6)?,
                views: row.get(7)?,
                stale: row.get(8)?,
            })
        })
        .optional()?)
}

fn insert(
    conn: &Connection,
    channel: i64,
    item: &Item<Thread>,
    hash: i64,
    listed: bool,
    changes: &mut Changes,
) -> Result<()> {
    let thread = &item.value;
    let title = thread.title.as_ref().map(Untrusted::expose);
    conn.prepare_cached(
        "INSERT INTO thread (id, channel, hash, listed, title, server_status, created_at, closed_at, server_last,
                             revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        thread.id.as_str(),
        channel,
        hash,
        listed,
        title,
        thread.status.as_str(),
        stamp_micros(Some(&thread.created_at)),
        stamp_micros(thread.closed_at.as_ref()),
        stamp_micros(thread.last_message_at.as_ref()),
        revision(thread)
    ])?;
    let key = conn.last_insert_rowid();
    conn.prepare_cached("INSERT INTO thread_json (key, json) VALUES (?1, ?2)")?
        .execute(params![key, item.json.get()])?;
    let none = ThreadWords {
        title: "",
        people: "",
    };
    let words = ThreadWords {
        title: title.unwrap_or_default(),
        people: "",
    };
    replace_thread(conn, key, none, words)?;
    derive(conn, key, changes)?;
    changes.thread(&thread.id);
    Ok(())
}

fn update(
    conn: &Connection,
    channel: i64,
    item: &Item<Thread>,
    hash: i64,
    listed: bool,
    old: &StoredThread,
    changes: &mut Changes,
) -> Result<()> {
    let thread = &item.value;
    let title = thread.title.as_ref().map(Untrusted::expose);
    let stays = channel == old.channel;
    conn.prepare_cached(
        "UPDATE thread SET channel = ?2, hash = ?3, listed = ?4, gone = 0, title = ?5, server_status = ?6,
                created_at = ?7, closed_at = ?8, server_last = ?9, revision = ?10, views = ?11,
                stale = ?12
         WHERE key = ?1",
    )?
    .execute(params![
        old.key,
        channel,
        hash,
        listed || old.listed,
        title,
        thread.status.as_str(),
        stamp_micros(Some(&thread.created_at)),
        stamp_micros(thread.closed_at.as_ref()),
        stamp_micros(thread.last_message_at.as_ref()),
        revision(thread),
        // Moved to another channel: it leaves the old one's views here and enters the new one's when derived.
        if stays { old.views } else { 0 },
        stays && old.stale
    ])?;
    if !stays {
        let stale = if old.stale { STALE } else { 0 };
        changes.tally.moved(old.channel, old.views | stale, 0);
    }
    conn.prepare_cached("UPDATE thread_json SET json = ?2 WHERE key = ?1")?
        .execute(params![old.key, item.json.get()])?;
    let before = ThreadWords {
        title: old.title.as_deref().unwrap_or_default(),
        people: &old.people,
    };
    let after = ThreadWords {
        title: title.unwrap_or_default(),
        people: &old.people,
    };
    replace_thread(conn, old.key, before, after)?;
    derive(conn, old.key, changes)?;
    changes.thread(&thread.id);
    Ok(())
}

/// What tells that a thread's messages may have changed.
fn revision(thread: &Thread) -> i64 {
    let last = thread.last_message_at.as_ref().map_or("", raw);
    fingerprint(&format!("{last}\n{}", raw(&thread.updated_at)))
}

fn raw(stamp: &Stamp) -> &str {
    stamp.raw().expose()
}
