//! The list of a channel's threads.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::super::answer::Applied;
use super::super::derive::derive;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::fingerprint::fingerprint;
use super::super::open::Store;
use super::super::place;
use super::super::search::{ThreadWords, replace_thread};
use super::super::tally::STALE;
use super::super::time::stamp_micros;
use super::super::writer::Durability;
use super::channels;
use super::order::oldest_first;
use crate::model::{ChannelId, Element, Item, Listing, Stamp, Thread, ThreadId, Untrusted};

impl Store {
    /// Takes in the list of a channel's threads. One that is no longer listed is marked gone and its drafts are
    /// kept; not so when an element could not be read, since that may be the one, nor for a thread that was made
    /// here and that no list has held yet.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_threads(&self, channel: &ChannelId, listing: &Listing<Thread>) -> Result<Applied> {
        // Outside of the transaction: of a list of 60,000 threads most are as they were, and who writes a draft
        // meanwhile should not wait for that to be found out.
        let difference = self.read(|conn| difference(conn, channel, listing))?;
        self.write(Durability::Pulled, |conn, changes| {
            let mut applied = Applied::default();
            let channel = channels::key_or_new(conn, channel)?;
            let mut listed = HashSet::new();
            for element in &difference.changed {
                // One after the other: of a first synchronisation these are all.
                let item = match element.read() {
                    Ok(item) => item,
                    Err(broken) => {
                        applied.broken.push(broken);
                        continue;
                    }
                };
                put_thread(conn, channel, &item, true, changes)?;
                applied.written += 1;
                applied.changed(&item.value.id);
                if !difference.unseen.is_empty() {
                    listed.insert(item.value.id.clone());
                }
            }
            if listing.broken.is_empty() && applied.broken.is_empty() {
                for key in &difference.unseen {
                    if let Some(id) = let_go(conn, *key, &listed)? {
                        derive(conn, *key, changes)?;
                        applied.changed(&id);
                        applied.gone += 1;
                    }
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

/// Where a list differs from what is here.
struct Difference<'a> {
    /// Elements that are new or different.
    changed: Vec<Element<'a, Thread>>,
    /// Keys of listed threads that the list does not hold as they are here: they changed, or are gone.
    unseen: Vec<i64>,
}

/// Compares by fingerprints: an element that has the one of a listed thread is that thread, unchanged.
fn difference<'a>(
    conn: &Connection,
    channel: &ChannelId,
    listing: &'a Listing<Thread>,
) -> Result<Difference<'a>> {
    let mut known = match place::channel_key(conn, channel)? {
        Some(channel) => known(conn, channel)?,
        None => HashMap::new(),
    };
    let mut difference = Difference {
        changed: Vec::new(),
        unseen: Vec::new(),
    };
    for element in listing.elements() {
        if let Some((_, seen)) = known.get_mut(&fingerprint(element.json())) {
            *seen = true;
        } else {
            difference.changed.push(element);
        }
    }
    oldest_first(&mut difference.changed);
    let unseen = known.values().filter(|(_, seen)| !seen);
    difference.unseen = unseen.map(|(key, _)| *key).collect();
    Ok(difference)
}

/// The keys of the threads that the last list held, by fingerprint; and that this one was not seen yet.
fn known(conn: &Connection, channel: i64) -> Result<HashMap<i64, (i64, bool)>> {
    let mut read = conn.prepare_cached(
        "SELECT hash, key FROM thread INDEXED BY thread_known
         WHERE channel = ?1 AND listed = 1 AND gone = 0",
    )?;
    let mut rows = read.query([channel])?;
    let mut known = HashMap::new();
    while let Some(row) = rows.next()? {
        known.insert(row.get(0)?, (row.get(1)?, false));
    }
    Ok(known)
}

/// Marks a thread gone, unless it is in the list in another form.
fn let_go(conn: &Connection, key: i64, listed: &HashSet<ThreadId>) -> Result<Option<ThreadId>> {
    let id: String = conn
        .prepare_cached("SELECT id FROM thread WHERE key = ?1")?
        .query_row([key], |row| row.get(0))?;
    let id = ThreadId::from(id.as_str());
    if listed.contains(&id) {
        return Ok(None);
    }
    let gone = conn
        .prepare_cached("UPDATE thread SET gone = 1 WHERE key = ?1 AND gone = 0")?
        .execute([key])?;
    Ok((gone > 0).then_some(id))
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
