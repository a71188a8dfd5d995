//! What a message was written after, and what came since.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::super::conversation;
use super::super::drafts;
use super::super::error::{Error, Result};
use super::super::event::Changes;
use super::super::open::Store;
use super::super::place;
use super::super::time::{micros, time};
use super::super::writer::Durability;
use super::row::json;
use super::state::store_state;
use super::write::insert_all;
use super::{find, select, touched};
use crate::model::{
    Action, Author, ClientMessageId, Conversation, DraftKey, News, Outgoing, OutgoingState,
    Problem, ProblemKind, Seen, StatusEvent, ThreadStatus, is_news,
};

/// A message that leaves so long after its window was not kept waiting by anything.
const PROMPT: TimeDelta = TimeDelta::seconds(5);

impl Store {
    /// Like [`Store::send`], unless something happened in the conversation since it was seen so: then nothing is
    /// written, and that is what is answered. What was seen is remembered for the sender.
    ///
    /// # Errors
    /// When it cannot be written: then the draft is as it was.
    pub fn send_unless_news(
        &self,
        draft: &DraftKey,
        outgoing: &[Outgoing],
        seen: &Seen,
    ) -> Result<Option<News>> {
        self.write(Durability::Ours, |conn, changes| {
            let news = news_for(conn, outgoing, seen)?;
            if news.is_none() {
                drafts::remove(conn, draft, changes)?;
                insert_seen(conn, outgoing, Some(seen), changes)?;
            }
            Ok(news)
        })
    }

    /// What was seen when a request was written, and until when nobody has to look whether its conversation went on;
    /// none where nobody has to at all.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn seen_by(&self, id: ClientMessageId) -> Result<Option<(Seen, DateTime<Utc>)>> {
        self.read(|conn| {
            let found: Option<(Option<String>, Option<i64>)> = conn
                .prepare_cached("SELECT seen, fresh FROM outgoing WHERE id = ?1")?
                .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((Some(seen), Some(fresh))) = found else {
                return Ok(None);
            };
            let unreadable = Error::Unreadable { what: "a request" };
            let seen = serde_json::from_str(&seen).map_err(|_| unreadable)?;
            Ok(time(fresh).map(|fresh| (seen, fresh)))
        })
    }

    /// Whether something is here by now that a message would be sent past, whose writer had seen so much. False where
    /// there is no such request any more.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn went_on(&self, id: ClientMessageId, seen: &Seen) -> Result<bool> {
        self.read(|conn| {
            let message = find(conn, id)?;
            Ok(news_for(conn, message.as_slice(), seen)?.is_some())
        })
    }

    /// The conversation went on after a message was written: it is refused, and with it what was asked together with
    /// it, such as closing the thread. False when there is no such request any more.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn stop_outgoing(&self, id: ClientMessageId, problem: &Problem) -> Result<bool> {
        self.write(Durability::Ours, |conn, changes| {
            let Some(message) = find(conn, id)? else {
                return Ok(false);
            };
            let state = OutgoingState::Rejected(problem.clone());
            store_state(conn, id, &state, None)?;
            for other in together_with(conn, &message)? {
                if matches!(other.state, OutgoingState::Queued { .. }) {
                    store_state(conn, other.id, &state, None)?;
                }
            }
            touched(conn, &message.action.conversation(), changes)?;
            Ok(true)
        })
    }
}

/// What the first of these requests, a message, would be sent past.
pub(in super::super) fn news_for(
    conn: &Connection,
    outgoing: &[Outgoing],
    seen: &Seen,
) -> Result<Option<News>> {
    match outgoing.first().map(|message| &message.action) {
        Some(Action::Message {
            conversation,
            author,
            ..
        }) => news(conn, conversation, seen, author),
        _ => Ok(None),
    }
}

/// Puts requests into the outbox; the first remembers what was seen when it was written.
pub(in super::super) fn insert_seen(
    conn: &Connection,
    outgoing: &[Outgoing],
    seen: Option<&Seen>,
    changes: &mut Changes,
) -> Result<()> {
    insert_all(conn, outgoing, changes)?;
    let (Some(message), Some(seen)) = (outgoing.first(), seen) else {
        return Ok(());
    };
    let leaves = match message.state {
        OutgoingState::Held { until } => until,
        _ => message.created_at,
    };
    conn.prepare_cached("UPDATE outgoing SET seen = ?2, fresh = ?3 WHERE id = ?1")?
        .execute(params![
            message.id.to_string(),
            json(seen)?,
            micros(leaves + PROMPT)
        ])?;
    Ok(())
}

/// A person has read what came and decided: the message, and what was stopped with it, needs no second look.
pub(super) fn decided(conn: &Connection, message: &Outgoing) -> Result<()> {
    conn.prepare_cached("UPDATE outgoing SET seen = NULL, fresh = NULL WHERE id = ?1")?
        .execute([message.id.to_string()])?;
    for other in together_with(conn, message)? {
        if matches!(&other.state, OutgoingState::Rejected(it) if it.kind == ProblemKind::MovedOn) {
            store_state(conn, other.id, &OutgoingState::Queued { after: None }, None)?;
        }
    }
    Ok(())
}

/// The status changes asked for together with a message.
fn together_with(conn: &Connection, message: &Outgoing) -> Result<Vec<Outgoing>> {
    if !matches!(message.action, Action::Message { .. }) {
        return Ok(Vec::new());
    }
    let mut others = select(
        conn,
        "WHERE place = ?1 AND seq > (SELECT seq FROM outgoing WHERE id = ?2) ORDER BY seq",
        [
            place::name(&message.action.conversation())?,
            message.id.to_string(),
        ],
    )?;
    others.retain(|other| {
        matches!(other.action, Action::Status { .. }) && other.created_at == message.created_at
    });
    Ok(others)
}

/// What came into a conversation since; none if nothing that concerns who writes as `me`.
fn news(
    conn: &Connection,
    conversation: &Conversation,
    seen: &Seen,
    me: &Author,
) -> Result<Option<News>> {
    let Some(number) = place::number(conn, conversation)? else {
        return Ok(None);
    };
    let since = conversation::since(conn, number, seen)?;
    let newest = since.last().map_or_else(
        || seen.clone(),
        |last| Seen {
            newest: Some(last.id.clone()),
            at: last.created_at.at(),
            status: seen.status.clone(),
        },
    );
    let status = status(conn, conversation)?;
    let ours = since.iter().rev().find_map(StatusEvent::of);
    let ours =
        ours.is_some_and(|event| event.by.is_same_person(me) && Some(&event.to) == status.as_ref());
    let messages: Vec<_> = since.into_iter().filter(|it| is_news(it, me)).collect();
    let status = status.filter(|status| *status != seen.status);
    let changed = status.clone().filter(|_| !ours);
    if messages.is_empty() && changed.is_none() {
        return Ok(None);
    }
    Ok(Some(News {
        messages,
        seen: Seen {
            status: status.unwrap_or_else(|| seen.status.clone()),
            ..newest
        },
        status: changed,
    }))
}

/// The status a thread has without us: none of a feed, or where we asked for one ourselves.
fn status(conn: &Connection, conversation: &Conversation) -> Result<Option<ThreadStatus>> {
    let Some(thread) = conversation.thread() else {
        return Ok(None);
    };
    let asked: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outgoing
             WHERE place = ?1 AND state <> 'rejected' AND action ->> 'action' = 'status')",
        )?
        .query_row([place::name(conversation)?], |row| row.get(0))?;
    if asked {
        return Ok(None);
    }
    Ok(conn
        .prepare_cached("SELECT status FROM thread WHERE id = ?1")?
        .query_row([thread.as_str()], |row| {
            Ok(ThreadStatus::read(row.get_ref(0)?.as_str()?))
        })
        .optional()?)
}
