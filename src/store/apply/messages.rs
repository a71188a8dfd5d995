//! The messages of a conversation.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::super::answer::{Applied, Pull, Revision};
use super::super::derive::derive;
use super::super::error::Result;
use super::super::event::Changes;
use super::super::fingerprint::fingerprint;
use super::super::open::Store;
use super::super::search::{ThreadWords, replace_thread};
use super::super::writer::Durability;
use super::super::{place, reading};
use super::Known;
use super::message::{Stored, Target, put_message};
use crate::model::{Conversation, Direction, Item, Listing, Message, MessageId};

/// The most that is remembered of who wrote in one thread, in bytes.
const MOST_PEOPLE: usize = 8 * 1024;

impl Store {
    /// Takes in the messages of a conversation. `asked` is what [`Store::revision`] (or the [`Pull`]) said before
    /// the request was made. A message that is no longer listed stays: the API deletes none, and the list may be
    /// older than the answer to a send. A conversation the store does not know is passed over.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_messages(
        &self,
        conversation: &Conversation,
        listing: &Listing<Message>,
        asked: Revision,
    ) -> Result<Applied> {
        self.write(Durability::Pulled, |conn, changes| {
            let mut applied = Applied::default();
            apply(conn, conversation, listing, asked, &mut applied, changes)?;
            applied.count_pulls(conn, changes)?;
            Ok(applied)
        })
    }

    /// Several conversations in one transaction: a first synchronisation is faster so.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was.
    pub fn apply_pulls(&self, pulls: &[(Pull, Listing<Message>)]) -> Result<Applied> {
        self.write(Durability::Pulled, |conn, changes| {
            // The full-text index takes rising keys fastest.
            let mut numbered = pulls
                .iter()
                .map(|(pull, listing)| {
                    let number = place::number(conn, &pull.conversation)?;
                    Ok((number, pull, listing))
                })
                .collect::<Result<Vec<_>>>()?;
            numbered.sort_by_key(|(number, ..)| *number);
            let mut applied = Applied::default();
            for (_, pull, listing) in numbered {
                let asked = pull.revision;
                apply(
                    conn,
                    &pull.conversation,
                    listing,
                    asked,
                    &mut applied,
                    changes,
                )?;
            }
            applied.count_pulls(conn, changes)?;
            Ok(applied)
        })
    }
}

/// What writing messages adds to a conversation's sums.
#[derive(Default)]
pub(super) struct Sums {
    pub messages: i64,
    pub changed: i64,
    pub attachments: i64,
    pub holds: i64,
    pub people: Vec<String>,
}

fn apply(
    conn: &Connection,
    conversation: &Conversation,
    listing: &Listing<Message>,
    asked: Revision,
    applied: &mut Applied,
    changes: &mut Changes,
) -> Result<()> {
    let Some(number) = place::number(conn, conversation)? else {
        return Ok(());
    };
    let mut known = known(conn, number)?;
    let pulled_before = pulled_before(conn, number)?;
    let mut sums = Sums::default();
    let mut target = Target {
        number,
        next: next_number(conn, number)?,
        latest: 0,
    };
    // An element that is not read yet is known by its fingerprint: most need not be read at all.
    let unchanged: HashMap<i64, i64> = if listing.is_read() {
        HashMap::new()
    } else {
        known.values().map(|old| (old.hash, old.at)).collect()
    };
    for element in listing.elements() {
        if !unchanged.is_empty()
            && let Some(at) = unchanged.get(&fingerprint(element.json()))
        {
            target.latest = target.latest.max(*at);
            continue;
        }
        let item = match element.read() {
            Ok(item) => item,
            Err(broken) => {
                applied.broken.push(broken);
                continue;
            }
        };
        let item = &*item;
        let id = item.value.id.as_str();
        let old = known.get(id).copied();
        let stored = put_message(conn, &mut target, item, old, &mut sums, changes)?;
        if old.is_none() {
            known.insert(id.to_owned(), stored);
            if pulled_before && item.value.direction == Direction::Inbound {
                applied.arrived.push(MessageId::from(id));
            }
        } else if old.is_some_and(|old| old.hash != stored.hash) {
            known.insert(id.to_owned(), stored);
        }
    }
    applied.written += (sums.messages + sums.changed) as u32;
    if sums.messages + sums.changed > 0 {
        changes.conversation(conversation);
    }
    if number > 0 {
        conn.prepare_cached("UPDATE thread SET pulled = ?2 WHERE key = ?1 AND pulled IS NOT ?2")?
            .execute(params![number, asked.0])?;
        forget_sent_statuses(conn, conversation, number, changes)?;
    } else {
        conn.prepare_cached(
            "UPDATE channel SET feed_pulled = 1 WHERE key = ?1 AND feed_pulled = 0",
        )?
        .execute([-number])?;
    }
    if add_sums(conn, number, &sums, changes)?
        && let Some(thread) = conversation.thread()
    {
        applied.changed(thread);
    }
    Ok(())
}

/// Once the messages are here as of what the server last said of the thread, its events tell the status and a
/// request that was answered need not stand in for them any more.
fn forget_sent_statuses(
    conn: &Connection,
    conversation: &Conversation,
    number: i64,
    changes: &mut Changes,
) -> Result<()> {
    // Asked first, since a DELETE of many rows makes the full-text index write out what it has gathered.
    let any: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outgoing WHERE place = ?1 AND state = 'sent')
                AND EXISTS (SELECT 1 FROM thread WHERE key = ?2 AND pulled = revision)",
        )?
        .query_row(params![place::name(conversation)?, number], |row| {
            row.get(0)
        })?;
    if any {
        let gone = conn
            .prepare_cached(
                "DELETE FROM outgoing WHERE place = ?1 AND state = 'sent' AND action ->> 'action' = 'status'",
            )?
            .execute([place::name(conversation)?])?;
        changes.outbox |= gone > 0;
    }
    Ok(())
}

/// Writes one message that did not come in a list, such as the answer to a send.
pub(in super::super) fn put_alone(
    conn: &Connection,
    conversation: &Conversation,
    item: &Item<Message>,
    changes: &mut Changes,
) -> Result<()> {
    let Some(number) = place::number(conn, conversation)? else {
        return Ok(());
    };
    let old = conn
        .prepare_cached("SELECT key, hash, at FROM message WHERE id = ?1 AND conversation = ?2")?
        .query_row(params![item.value.id.as_str(), number], |row| {
            Ok(Stored {
                key: row.get(0)?,
                hash: row.get(1)?,
                at: row.get(2)?,
            })
        })
        .optional()?;
    let latest: Option<i64> = conn
        .prepare_cached("SELECT max(at) FROM message WHERE conversation = ?1")?
        .query_row([number], |row| row.get(0))?;
    let mut target = Target {
        number,
        next: next_number(conn, number)?,
        latest: latest.unwrap_or(0),
    };
    let mut sums = Sums::default();
    let stored = put_message(conn, &mut target, item, old, &mut sums, changes)?;
    if old.is_none() {
        reading::carry_mark_over(conn, number, stored.at, item.value.id.as_str())?;
    }
    add_sums(conn, number, &sums, changes)?;
    changes.conversation(conversation);
    Ok(())
}

fn known(conn: &Connection, number: i64) -> Result<Known<Stored>> {
    let mut read = conn.prepare_cached(
        "SELECT id, key, hash, at FROM message INDEXED BY message_order WHERE conversation = ?1",
    )?;
    let known = read
        .query_map([number], |row| {
            let stored = Stored {
                key: row.get(1)?,
                hash: row.get(2)?,
                at: row.get(3)?,
            };
            Ok((row.get(0)?, stored))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(known)
}

/// The number the next message of a conversation gets.
fn next_number(conn: &Connection, number: i64) -> Result<i64> {
    let keys = place::keys(number);
    let last: Option<i64> = conn
        .prepare_cached("SELECT max(key) FROM message WHERE key >= ?1 AND key < ?2")?
        .query_row([keys.start, keys.end], |row| row.get(0))?;
    Ok(last.map_or(1, |last| last - keys.start + 1))
}

fn pulled_before(conn: &Connection, number: i64) -> Result<bool> {
    let (sql, key) = if number > 0 {
        (
            "SELECT pulled IS NOT NULL FROM thread WHERE key = ?1",
            number,
        )
    } else {
        ("SELECT feed_pulled FROM channel WHERE key = ?1", -number)
    };
    Ok(conn
        .prepare_cached(sql)?
        .query_row([key], |row| row.get(0))?)
}

/// Adds the sums to a conversation and derives it anew. True if a thread's row changed.
fn add_sums(conn: &Connection, number: i64, sums: &Sums, changes: &mut Changes) -> Result<bool> {
    if number < 0 {
        return add_to_feed(conn, -number, sums, changes).map(|()| false);
    }
    let mut changed = sums.messages > 0;
    if sums.messages + sums.changed > 0 {
        let (title, people): (Option<String>, String) = conn
            .prepare_cached("SELECT title, people FROM thread WHERE key = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let more = with_more(&people, &sums.people);
        let title = title.as_deref().unwrap_or_default();
        let words = |people| ThreadWords { title, people };
        replace_thread(conn, number, words(&people), words(&more))?;
        conn.prepare_cached(
            "UPDATE thread SET messages = messages + ?2, attachments = attachments + ?3, holds = holds | ?4,
                    people = ?5 WHERE key = ?1",
        )?
        .execute(params![
            number,
            sums.messages,
            sums.attachments,
            sums.holds,
            more
        ])?;
    }
    changed |= derive(conn, number, changes)?;
    if changed {
        note_thread(conn, number, changes)?;
    }
    Ok(changed)
}

fn note_thread(conn: &Connection, key: i64, changes: &mut Changes) -> Result<()> {
    let id: Option<String> = conn
        .prepare_cached("SELECT id FROM thread WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    if let Some(id) = id {
        changes.thread(&id.as_str().into());
    }
    Ok(())
}

fn add_to_feed(conn: &Connection, channel: i64, sums: &Sums, changes: &mut Changes) -> Result<()> {
    if sums.messages + sums.changed == 0 {
        return Ok(());
    }
    conn.prepare_cached(
        "UPDATE channel SET feed = feed + ?2,
                feed_last = (SELECT max(at) FROM message WHERE conversation = -?1)
         WHERE key = ?1",
    )?
    .execute(params![channel, sums.messages])?;
    changes.channels = true;
    Ok(())
}

/// The people so far and the ones among `new` that are not among them.
fn with_more(people: &str, new: &[String]) -> String {
    let mut all = people.to_owned();
    for words in new {
        let known = all.lines().any(|line| line == words);
        if !known && all.len() + words.len() < MOST_PEOPLE {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(words);
        }
    }
    all
}
