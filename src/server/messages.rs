//! The message operations, of threads and of channels' feeds.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::db::rows::NewMessage;
use super::db::{Db, changes, meta};
use super::decode::MessageInput;
use super::etag::{self, Precondition};
use super::extent::Extent;
use super::json::JsonWriter;
use super::reply::Reply;
use super::router::Place;
use super::simulate::first_report;
use super::{Fault, channels, threads};
use crate::model::{Direction, MessageStatus};

const COLUMNS: &str = "message.id, parent_id, message.external_id, direction, message.status, kind, text, raw, author,
    message.metadata, attachments, message.created_at, message.updated_at";

pub(super) fn list(
    conn: &Connection,
    place: &Place,
    known: &Precondition,
    extent: Extent,
) -> Result<Option<Reply>, Fault> {
    let (scope, n, version) = if let Some(thread) = &place.thread {
        let found = threads::find(conn, &place.channel, thread)?;
        ("thread = ?1", found.n, found.version)
    } else {
        let found = channels::find(conn, &place.channel)?;
        (
            "channel = ?1 AND thread IS NULL",
            found.n,
            found.feed_version,
        )
    };
    let tag = etag::tag(&meta::<String>(conn, "database")?, version);
    if let Some(held) = known.holds(&tag) {
        return Ok(Some(Reply::not_modified(held)));
    }
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM message WHERE {scope} ORDER BY created_at, id"
    ))?;
    let mut rows = select.query([n])?;
    let mut json = JsonWriter::with_capacity(16 * 1024);
    json.raw("[");
    let mut read = 0;
    while let Some(row) = rows.next()? {
        read += 1;
        if !extent.holds(read, &json) {
            return Ok(None);
        }
        json.separate();
        write(&mut json, row, &place.channel, place.thread.as_deref())?;
    }
    json.raw("]");
    Ok(Some(Reply::list(json.into_bytes(), tag)))
}

pub(super) fn create(db: &mut Db, place: &Place, input: &MessageInput) -> Result<Reply, Fault> {
    let (channel, thread) = match &place.thread {
        Some(thread) => {
            let found = threads::find(db.conn(), &place.channel, thread)?;
            (found.channel, Some(found.n))
        }
        None => (channels::find(db.conn(), &place.channel)?.n, None),
    };
    if let Some(stored) = stored_before(db.conn(), channel, input.external_id.as_deref())? {
        return body(db.conn(), stored).map(Reply::created);
    }
    if let Some(parent) = &input.parent_id {
        check_parent(db.conn(), channel, thread, parent)?;
    }
    let at = db.now();
    let id = db.new_id(at);
    let status = input
        .status
        .clone()
        .unwrap_or_else(|| default_status(&input.direction, db.delivers()));
    let delivered =
        db.delivers() && input.direction == Direction::Outbound && status == MessageStatus::Pending;
    let message = NewMessage {
        id: &id,
        channel,
        thread,
        parent_id: input.parent_id.as_deref(),
        external_id: input.external_id.as_deref(),
        direction: input.direction.as_str(),
        status: status.as_str(),
        kind: input.kind.as_str(),
        text: input.text.as_deref(),
        raw: input.raw.as_deref(),
        author: &input.author,
        metadata: input.metadata.as_deref(),
        attachments: &input.attachments,
        at,
        deliver_at: delivered.then(|| first_report(at, &id)),
    }
    .insert(db.conn())?;
    changes::message_added(db.conn(), channel, thread, at)?;
    body(db.conn(), message).map(Reply::created)
}

/// The status of a message whose sender left it to us: what goes out is pending while a provider will deliver it.
fn default_status(direction: &Direction, delivers: bool) -> MessageStatus {
    match direction {
        Direction::Outbound if delivers => MessageStatus::Pending,
        Direction::Outbound => MessageStatus::Sent,
        _ => MessageStatus::Received,
    }
}

/// A provider that reports the same message twice means one: its `externalId` names it within the channel.
fn stored_before(
    conn: &Connection,
    channel: i64,
    external_id: Option<&str>,
) -> rusqlite::Result<Option<i64>> {
    let Some(external_id) = external_id.filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    conn.prepare_cached(
        "SELECT n FROM message WHERE channel = ?1 AND external_id = ?2 AND external_id <> ''",
    )?
    .query_row(params![channel, external_id], |row| row.get(0))
    .optional()
}

fn check_parent(
    conn: &Connection,
    channel: i64,
    thread: Option<i64>,
    parent: &str,
) -> Result<(), Fault> {
    let exists = conn
        .prepare_cached("SELECT 1 FROM message WHERE id = ?1 AND channel = ?2 AND thread IS ?3")?
        .exists(params![parent, channel, thread])?;
    if exists {
        Ok(())
    } else {
        Err(
            Fault::invalid("parentMessageId must name a message of the same channel and thread.")
                .detail("field", "parentMessageId"),
        )
    }
}

/// The message as the API shows it.
fn body(conn: &Connection, message: i64) -> Result<Vec<u8>, Fault> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS}, channel.id, thread.id
         FROM message JOIN channel ON channel.n = message.channel LEFT JOIN thread ON thread.n = message.thread
         WHERE message.n = ?1"
    ))?;
    let mut rows = select.query([message])?;
    let row = rows.next()?.ok_or(Fault::NotFound)?;
    let channel: String = row.get(13)?;
    let thread: Option<String> = row.get(14)?;
    let mut json = JsonWriter::default();
    write(&mut json, row, &channel, thread.as_deref())?;
    Ok(json.into_bytes())
}

fn write(
    json: &mut JsonWriter,
    row: &Row<'_>,
    channel: &str,
    thread: Option<&str>,
) -> Result<(), Fault> {
    json.raw("{");
    json.column("id", row, 0)?;
    json.string("channelId", channel)?;
    match thread {
        Some(thread) => json.string("threadId", thread)?,
        None => json.null("threadId"),
    }
    json.column("parentMessageId", row, 1)?;
    json.column("externalId", row, 2)?;
    json.column("direction", row, 3)?;
    json.column("status", row, 4)?;
    json.column("kind", row, 5)?;
    json.column("text", row, 6)?;
    json.stored("raw", row, 7)?;
    json.stored("author", row, 8)?;
    json.stored("metadata", row, 9)?;
    json.stored("attachments", row, 10)?;
    json.moment("createdAt", row, 11)?;
    json.moment("updatedAt", row, 12)?;
    json.raw("}");
    Ok(())
}
