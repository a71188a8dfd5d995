//! Writing one message.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::class::{bits, class};
use super::super::derive::{derive_place, people, read_message};
use super::super::error::{Error, Result};
use super::super::event::Changes;
use super::super::fingerprint::fingerprint;
use super::super::place::{NUMBER_BITS, read_name};
use super::super::search::{add_text, remove_text};
use super::super::time::stamp_micros;
use super::messages::Sums;
use crate::model::{AuthorRole, Item, Message, Untrusted};

/// A message that is already here.
#[derive(Clone, Copy)]
pub(in super::super) struct Stored {
    pub key: i64,
    pub hash: i64,
    pub at: i64,
}

/// A conversation while messages are written to it.
pub(in super::super) struct Target {
    pub number: i64,
    /// The number the next message gets.
    pub next: i64,
    /// The latest time so far: an unreadable one comes right after it.
    pub latest: i64,
}

/// Writes a message if it is new or different, and says as what it is stored now.
pub(in super::super) fn put_message(
    conn: &Connection,
    to: &mut Target,
    item: &Item<Message>,
    old: Option<Stored>,
    sums: &mut Sums,
    changes: &mut Changes,
) -> Result<Stored> {
    let hash = fingerprint(item.json.get());
    if let Some(old) = old.filter(|old| old.hash == hash) {
        to.latest = to.latest.max(old.at);
        return Ok(old);
    }
    let message = &item.value;
    let at = stamp_micros(Some(&message.created_at))
        .or(old.map(|old| old.at))
        .unwrap_or(to.latest.saturating_add(1));
    to.latest = to.latest.max(at);
    let key = match old {
        Some(old) => {
            replace(conn, old.key, item, at, hash, sums)?;
            old.key
        }
        None => insert(conn, to, item, at, hash, sums)?,
    };
    sums.holds |= bits(message);
    if message.author.role != AuthorRole::System
        && let Some(words) = people(&message.author)
        && !sums.people.contains(&words)
    {
        sums.people.push(words);
    }
    arrived_at_the_server(conn, message, changes)?;
    Ok(Stored { key, hash, at })
}

fn insert(
    conn: &Connection,
    to: &mut Target,
    item: &Item<Message>,
    at: i64,
    hash: i64,
    sums: &mut Sums,
) -> Result<i64> {
    // The last number is the thread's own in the full-text index.
    if to.next >= (1 << NUMBER_BITS) - 1 {
        return Err(Error::Unreadable {
            what: "a conversation of more than 16 million messages",
        });
    }
    let key = (to.number << NUMBER_BITS) + to.next;
    to.next += 1;
    conn.prepare_cached(
        "INSERT INTO message (key, conversation, id, at, class, hash, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        key,
        to.number,
        item.value.id.as_str(),
        at,
        class(&item.value),
        hash,
        item.json.get()
    ])?;
    add_text(conn, key, text(&item.value))?;
    sums.messages += 1;
    sums.attachments += item.value.attachments.len() as i64;
    Ok(key)
}

fn replace(
    conn: &Connection,
    key: i64,
    item: &Item<Message>,
    at: i64,
    hash: i64,
    sums: &mut Sums,
) -> Result<()> {
    let old = conn
        .prepare_cached("SELECT json FROM message WHERE key = ?1")?
        .query_row([key], |row| Ok(read_message(row.get_ref(0)?.as_str()?)))??;
    conn.prepare_cached(
        "UPDATE message SET at = ?2, class = ?3, hash = ?4, json = ?5 WHERE key = ?1",
    )?
    .execute(params![key, at, class(&item.value), hash, item.json.get()])?;
    // Most changes are delivery reports: the text stays, and with it the index.
    if text(&old) != text(&item.value) {
        remove_text(conn, key, text(&old))?;
        add_text(conn, key, text(&item.value))?;
    }
    sums.changed += 1;
    sums.attachments += item.value.attachments.len() as i64 - old.attachments.len() as i64;
    Ok(())
}

/// A request of ours whose message stands on the server is done, whatever we knew of it.
fn arrived_at_the_server(
    conn: &Connection,
    message: &Message,
    changes: &mut Changes,
) -> Result<()> {
    let Some(id) = message.client_message_id() else {
        return Ok(());
    };
    let place: Option<String> = conn
        .prepare_cached("DELETE FROM outgoing WHERE id = ?1 RETURNING place")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(place) = place {
        changes.outbox = true;
        let conversation = read_name(&place)?;
        derive_place(conn, &conversation, changes)?;
        changes.conversation(&conversation);
    }
    Ok(())
}

fn text(message: &Message) -> &str {
    message.text.as_ref().map_or("", Untrusted::expose)
}
