//! The columns of a thread that follow from its messages, drafts and outgoing requests. They are brought up to date
//! in the transaction that changed one of those, by a fixed number of index look-ups: one new message in a thread of
//! 50,000 costs what it costs in a thread of five.

pub(super) mod again;
mod clock;
mod local;
mod reminder;
mod response;
pub(super) mod sql;
mod words;

use chrono::DateTime;
use rusqlite::{Connection, Row, params};

use self::reminder::Found;
use super::error::{Error, Result};
use super::event::Changes;
use super::tally::{STALE, view_bit};
use super::time::NEVER;
use crate::model::{BuiltinView, ChannelId, Conversation, ThreadId, ThreadStatus, Waiting};

pub(super) use local::read as local;
pub(super) use reminder::{answer_mark, question_mark};
pub(super) use words::people;

/// What the derivation starts from.
struct Facts {
    key: i64,
    id: ThreadId,
    channel: i64,
    channel_id: ChannelId,
    server_status: ThreadStatus,
    created_at: Option<i64>,
    closed_at: Option<i64>,
    server_last: Option<i64>,
    gone: bool,
    wants_pull: bool,
    messages: i64,
}

/// The derived columns.
#[derive(PartialEq, Default, Debug)]
struct Derived {
    status: String,
    waiting: i64,
    since: Option<i64>,
    person: Option<String>,
    snippet: Option<String>,
    last_at: Option<i64>,
    unread: bool,
    failed: i64,
    outgoing: i64,
    draft: bool,
    stale: bool,
    settled: bool,
    recency: i64,
    patience: i64,
    views: i64,
    asked_at: Option<i64>,
    answered_at: Option<i64>,
    settled_at: Option<i64>,
    remind: Option<i64>,
    rung: bool,
}

impl Derived {
    /// The bits that are counted.
    const fn counted(&self) -> i64 {
        self.views | if self.stale { STALE } else { 0 }
    }
}

/// Brings the derived columns of a thread up to date. True if one of them changed.
pub(super) fn derive(conn: &Connection, key: i64, changes: &mut Changes) -> Result<bool> {
    let (facts, old) = conn
        .prepare_cached(
            "SELECT t.id, t.channel, c.id, t.server_status, t.created_at, t.closed_at, t.server_last, t.gone,
                    t.pulled IS NOT t.revision, t.messages,
                    t.status, t.waiting, t.since, t.person, t.snippet, t.last_at, t.unread, t.failed, t.outgoing,
                    t.draft, t.stale, t.settled, t.recency, t.patience, t.views,
                    t.asked_at, t.answered_at, t.settled_at, t.remind, t.rung
             FROM thread t JOIN channel c ON c.key = t.channel WHERE t.key = ?1",
        )?
        .query_row([key], |row| Ok((facts(key, row)?, derived(row)?)))?;
    let (new, over) = compute(conn, &facts)?;
    if over {
        reminder::remove(conn, &facts)?;
        changes.reminders = true;
    }
    if new == old {
        return Ok(false);
    }
    conn.prepare_cached(
        "UPDATE thread SET status = ?2, waiting = ?3, since = ?4, person = ?5, snippet = ?6, last_at = ?7, unread = ?8,
                failed = ?9, outgoing = ?10, draft = ?11, stale = ?12, settled = ?13, recency = ?14, patience = ?15,
                views = ?16, asked_at = ?17, answered_at = ?18, settled_at = ?19,
                remind = ?20, rung = ?21
         WHERE key = ?1",
    )?
    .execute(params![
        key,
        new.status,
        new.waiting,
        new.since,
        new.person,
        new.snippet,
        new.last_at,
        new.unread,
        new.failed,
        new.outgoing,
        new.draft,
        new.stale,
        new.settled,
        new.recency,
        new.patience,
        new.views,
        new.asked_at,
        new.answered_at,
        new.settled_at,
        new.remind,
        new.rung
    ])?;
    changes
        .tally
        .moved(facts.channel, old.counted(), new.counted());
    changes.thread(&facts.id);
    Ok(true)
}

/// The same for the thread of a conversation, if it is one that is known.
pub(super) fn derive_place(
    conn: &Connection,
    conversation: &Conversation,
    changes: &mut Changes,
) -> Result<()> {
    if let Some(thread) = conversation.thread()
        && let Some(key) = super::place::thread_key(conn, thread)?
    {
        derive(conn, key, changes)?;
    }
    Ok(())
}

/// The columns, and whether the thread's reminder is over.
fn compute(conn: &Connection, facts: &Facts) -> Result<(Derived, bool)> {
    let conversation = Conversation::Thread {
        channel: facts.channel_id.clone(),
        thread: facts.id.clone(),
    };
    let local = local::read(conn, &conversation)?;
    let (status, settled_at) = clock::status(conn, facts, &local)?;
    let clock = clock::read(conn, facts, &status, settled_at, local.answered)?;
    let words = words::read(conn, facts)?;
    let open = !status.is_settled();
    let last_at = facts.server_last.max(words.newest);
    let needs_reply = clock.waiting.for_us().is_some();
    let found = reminder::read(conn, facts, !open)?;
    let over = matches!(found, Found::Over);
    let kept = match found {
        Found::Kept(kept) => Some(kept),
        Found::None | Found::Over => None,
    };
    // A thread put away is not in the way until it is due; then it is back, whoever waits.
    let back = kept.as_ref().is_some_and(|kept| kept.rung);
    let in_need = back || (needs_reply && kept.is_none());
    let live = !facts.gone;
    let failed = clock.failed + local.rejected;
    let mut views = 0;
    let mut stands_in = |view, it_does: bool| {
        if it_does {
            views |= view_bit(view);
        }
    };
    stands_in(BuiltinView::NeedsReply, live && in_need);
    stands_in(BuiltinView::Open, live && open);
    stands_in(
        BuiltinView::WaitingForCustomer,
        live && open && matches!(clock.waiting, Waiting::Customer(_)),
    );
    stands_in(BuiltinView::Closed, live && status == ThreadStatus::Closed);
    stands_in(
        BuiltinView::Archived,
        live && status == ThreadStatus::Archived,
    );
    stands_in(BuiltinView::All, live);
    // What only we have can be reached even when the server no longer lists the thread.
    stands_in(BuiltinView::Drafts, local.draft);
    stands_in(BuiltinView::Outbox, local.outgoing > 0);
    stands_in(
        BuiltinView::Failed,
        local.rejected > 0 || (live && failed > 0),
    );
    let (waiting, since) = waiting_columns(clock.waiting);
    let (asked_at, answered_at) = response::first(conn, facts)?.unzip();
    let patience = if needs_reply {
        since
    } else {
        kept.as_ref().filter(|kept| kept.rung).map(|kept| kept.due)
    };
    let derived = Derived {
        status: status.as_str().to_owned(),
        waiting,
        since,
        person: words.person,
        snippet: words.snippet,
        last_at,
        unread: clock.unread,
        failed,
        outgoing: local.outgoing,
        draft: local.draft,
        stale: live && facts.wants_pull,
        settled: !open,
        recency: last_at.or(facts.created_at).map_or(NEVER, |at| -at),
        patience: patience.unwrap_or(NEVER),
        views,
        asked_at,
        answered_at,
        settled_at: settled_at.filter(|_| !open),
        remind: kept.as_ref().map(|kept| kept.due),
        rung: back,
    };
    Ok((derived, over))
}

/// How the waiting clock is stored: its kind and since when.
pub(super) fn waiting_columns(waiting: Waiting) -> (i64, Option<i64>) {
    match waiting {
        Waiting::Nobody => (0, None),
        Waiting::FirstReply(since) => (1, Some(since.timestamp_micros())),
        Waiting::Reply(since) => (2, Some(since.timestamp_micros())),
        Waiting::Customer(since) => (3, Some(since.timestamp_micros())),
    }
}

/// The waiting clock from its columns.
pub(super) fn read_waiting(kind: i64, since: Option<i64>) -> Waiting {
    match (kind, since.and_then(DateTime::from_timestamp_micros)) {
        (1, Some(since)) => Waiting::FirstReply(since),
        (2, Some(since)) => Waiting::Reply(since),
        (3, Some(since)) => Waiting::Customer(since),
        _ => Waiting::Nobody,
    }
}

fn facts(key: i64, row: &Row<'_>) -> rusqlite::Result<Facts> {
    Ok(Facts {
        key,
        id: row.get::<_, String>(0)?.as_str().into(),
        channel: row.get(1)?,
        channel_id: row.get::<_, String>(2)?.as_str().into(),
        server_status: ThreadStatus::read(row.get_ref(3)?.as_str()?),
        created_at: row.get(4)?,
        closed_at: row.get(5)?,
        server_last: row.get(6)?,
        gone: row.get(7)?,
        wants_pull: row.get(8)?,
        messages: row.get(9)?,
    })
}

fn derived(row: &Row<'_>) -> rusqlite::Result<Derived> {
    Ok(Derived {
        status: row.get(10)?,
        waiting: row.get(11)?,
        since: row.get(12)?,
        person: row.get(13)?,
        snippet: row.get(14)?,
        last_at: row.get(15)?,
        unread: row.get(16)?,
        failed: row.get(17)?,
        outgoing: row.get(18)?,
        draft: row.get(19)?,
        stale: row.get(20)?,
        settled: row.get(21)?,
        recency: row.get(22)?,
        patience: row.get(23)?,
        views: row.get(24)?,
        asked_at: row.get(25)?,
        answered_at: row.get(26)?,
        settled_at: row.get(27)?,
        remind: row.get(28)?,
        rung: row.get(29)?,
    })
}

/// Reads a stored message back.
pub(super) fn read_message(json: &str) -> Result<crate::model::Message> {
    serde_json::from_str(json).map_err(|_| Error::Unreadable { what: "a message" })
}
