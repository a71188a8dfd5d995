//! `PATCH` of a thread: our extension of the API. A change of status leaves an event message, so that the lifecycle
//! reads the same whichever way a status was changed.

use rusqlite::params;

use super::auth::Caller;
use super::db::rows::NewMessage;
use super::db::{Db, changes};
use super::decode::ThreadPatch;
use super::reply::Reply;
use super::time::Millis;
use super::{Fault, channels, threads};
use crate::model::{Author, AuthorRole, StatusEvent, ThreadStatus};

/// Applies a patch; what does not change leaves no trace.
pub(super) fn update(
    db: &mut Db,
    caller: &Caller,
    channel: &str,
    thread: &str,
    patch: &ThreadPatch,
) -> Result<Reply, Fault> {
    let found = threads::find(db.conn(), channel, thread)?;
    let at = db.now();
    let mut changed = 0;
    for (column, field) in [("title", &patch.title), ("metadata", &patch.metadata)] {
        changed += channels::set(db.conn(), "thread", column, found.n, field)?;
    }
    if changed > 0 {
        db.conn().execute(
            "UPDATE thread SET updated_at = max(updated_at, ?2) WHERE n = ?1",
            params![found.n, at],
        )?;
        changes::threads_changed(db.conn(), found.channel)?;
    }
    if let Some(to) = &patch.status {
        set_status(db, &found, to, author(caller, patch), at)?;
    }
    threads::body(db.conn(), channel, found.n).map(Reply::ok)
}

/// The body's author, else the person the request names, else the key.
fn author(caller: &Caller, patch: &ThreadPatch) -> Author {
    let (name, email) = match (&patch.author, &caller.person) {
        ((Some(name), email), _) => (name, email.as_ref()),
        (_, Some(person)) => (&person.name, person.email.as_ref()),
        _ => (&caller.name, None),
    };
    let mut author = Author::of(AuthorRole::Agent);
    author.name = Some(name.as_str().into());
    author.email = email.map(|email| email.as_str().into());
    author
}

fn set_status(
    db: &mut Db,
    thread: &threads::Found,
    to: &ThreadStatus,
    by: Author,
    at: Millis,
) -> Result<(), Fault> {
    let from: String = db.conn().query_row(
        "SELECT status FROM thread WHERE n = ?1",
        [thread.n],
        |row| row.get(0),
    )?;
    let from = ThreadStatus::read(&from);
    if from == *to {
        return Ok(());
    }
    // Closing sets the time, reopening clears it, archiving keeps it.
    db.conn().execute(
        "UPDATE thread SET status = ?2, closed_at = CASE ?2
             WHEN 'closed' THEN ?3 WHEN 'open' THEN NULL ELSE closed_at END
         WHERE n = ?1",
        params![thread.n, to.as_str(), at],
    )?;
    let event = StatusEvent {
        from,
        to: to.clone(),
        // What the server reports from now on: a change made elsewhere later is not masked by this event.
        base: to.clone(),
        by,
        at: None,
    };
    record(db, thread, &event, at)
}

fn record(
    db: &mut Db,
    thread: &threads::Found,
    event: &StatusEvent,
    at: Millis,
) -> Result<(), Fault> {
    let message = event.to_message(None);
    let metadata = serde_json::to_string(&message.metadata)?;
    let author = serde_json::to_string(&message.author)?;
    let id = db.new_id(at);
    NewMessage {
        id: &id,
        channel: thread.channel,
        thread: Some(thread.n),
        parent_id: None,
        external_id: None,
        direction: "system",
        status: "received",
        kind: "event",
        text: message.text.as_ref().map(crate::model::Untrusted::expose),
        raw: None,
        author: &author,
        metadata: Some(&metadata),
        attachments: "[]",
        at,
        deliver_at: None,
    }
    .insert(db.conn())?;
    changes::message_added(db.conn(), thread.channel, Some(thread.n), at)?;
    Ok(())
}
