//! Simulated customers: they answer an answer, or come with something new.

use chrono::TimeDelta;
use rusqlite::{OptionalExtension, params};

use super::cast::{Cast, Followup, Opener};
use super::language;
use crate::server::Fault;
use crate::server::chance::Rng;
use crate::server::db::rows::{NewMessage, NewThread};
use crate::server::db::{Db, changes};
use crate::server::time::Millis;

/// How long after an answer a customer may still follow up.
const RECENT: TimeDelta = TimeDelta::minutes(30);
/// Where somebody waits to follow up, so many of a thousand messages are follow-ups.
const FOLLOWING_UP: usize = 700;

/// Lets one customer speak: in a thread that was answered lately, else in a new one.
pub(super) fn speak(db: &mut Db, cast: &Cast, now: Millis, rng: &mut Rng) -> Result<(), Fault> {
    let answered = answered_lately(db, now)?;
    if rng.per_mille(FOLLOWING_UP)
        && let Some(thread) = rng.pick(&answered)
    {
        return follow_up(db, cast, thread, now, rng);
    }
    let unheard = unheard(db, &cast.openers)?;
    if let Some((channel, opener)) = rng.pick(&unheard) {
        open(db, *channel, opener, now)?;
    }
    Ok(())
}

/// A thread whose customer was answered lately and has not written since.
struct Answered {
    thread: i64,
    channel: i64,
    /// The customer, and what they wrote last.
    author: String,
    text: Option<String>,
}

fn answered_lately(db: &Db, now: Millis) -> Result<Vec<Answered>, Fault> {
    let mut select = db.conn().prepare_cached(
        "SELECT thread.n, thread.channel, asked.author, asked.text
         FROM thread
         JOIN message answer ON answer.n = (
             SELECT n FROM message WHERE thread = thread.n AND direction IN ('inbound', 'outbound')
             ORDER BY created_at DESC, id DESC LIMIT 1)
         JOIN message asked ON asked.n = (
             SELECT n FROM message WHERE thread = thread.n AND direction = 'inbound'
             ORDER BY created_at DESC, id DESC LIMIT 1)
         WHERE thread.last_message_at > ?1 AND answer.created_at > ?1
             AND answer.direction = 'outbound' AND answer.status IN ('sent', 'delivered')",
    )?;
    let threads = select
        .query_map([now.plus(-RECENT)], |row| {
            Ok(Answered {
                thread: row.get(0)?,
                channel: row.get(1)?,
                author: row.get(2)?,
                text: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(threads)
}

fn follow_up(
    db: &mut Db,
    cast: &Cast,
    thread: &Answered,
    now: Millis,
    rng: &mut Rng,
) -> Result<(), Fault> {
    let language = language::guess(thread.text.as_deref().unwrap_or_default());
    let in_their_language: Vec<&Followup> = cast
        .followups
        .iter()
        .filter(|followup| followup.lang == language)
        .collect();
    let all: Vec<&Followup> = cast.followups.iter().collect();
    let choice = rng.pick(if in_their_language.is_empty() {
        &all
    } else {
        &in_their_language
    });
    let Some(followup) = choice else {
        return Ok(());
    };
    write(
        db,
        thread.channel,
        thread.thread,
        &thread.author,
        &followup.text,
        now,
    )
}

/// The first messages that nobody has written yet, each with its channel's row.
fn unheard<'a>(db: &Db, openers: &'a [Opener]) -> Result<Vec<(i64, &'a Opener)>, Fault> {
    let mut channel_of = db
        .conn()
        .prepare_cached("SELECT n FROM channel WHERE handle = ?1")?;
    let mut heard = db.conn().prepare_cached(
        "SELECT 1 FROM message JOIN thread ON thread.n = message.thread
         WHERE thread.channel = ?1 AND thread.title IS ?2 AND message.text = ?3",
    )?;
    let mut unheard = Vec::new();
    for opener in openers {
        let channel: Option<i64> = channel_of
            .query_row([&opener.channel], |row| row.get(0))
            .optional()?;
        if let Some(channel) = channel
            && !heard.exists(params![channel, opener.title, opener.text])?
        {
            unheard.push((channel, opener));
        }
    }
    Ok(unheard)
}

fn open(db: &mut Db, channel: i64, opener: &Opener, now: Millis) -> Result<(), Fault> {
    let id = db.new_id(now);
    let thread = NewThread {
        id: &id,
        channel,
        title: opener.title.as_deref(),
        status: "open",
        external_id: None,
        metadata: None,
        last_message_at: None,
        closed_at: None,
        created_at: now,
        updated_at: now,
    }
    .insert(db.conn())?;
    write(
        db,
        channel,
        thread,
        &opener.author.to_string(),
        &opener.text,
        now,
    )
}

fn write(
    db: &mut Db,
    channel: i64,
    thread: i64,
    author: &str,
    text: &str,
    now: Millis,
) -> Result<(), Fault> {
    let id = db.new_id(now);
    NewMessage {
        id: &id,
        channel,
        thread: Some(thread),
        parent_id: None,
        external_id: None,
        direction: "inbound",
        status: "received",
        kind: "text",
        text: Some(text),
        raw: None,
        author,
        metadata: Some(r#"{"simulated":true}"#),
        attachments: "[]",
        at: now,
        deliver_at: None,
    }
    .insert(db.conn())?;
    changes::message_added(db.conn(), channel, Some(thread), now)?;
    Ok(())
}
