//! The thread operations but `PATCH`, which is an extension of its own (`patch.rs`).

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Fault;
use super::channels;
use super::db::rows::NewThread;
use super::db::{Db, changes, meta};
use super::decode::ThreadInput;
use super::etag::{self, Precondition};
use super::extent::Extent;
use super::json::JsonWriter;
use super::reply::Reply;
use crate::model::ThreadStatus;

const COLUMNS: &str =
    "id, title, status, external_id, metadata, last_message_at, closed_at, created_at, updated_at";

pub(super) fn list(
    conn: &Connection,
    channel: &str,
    known: &Precondition,
    extent: Extent,
) -> Result<Option<Reply>, Fault> {
    let found = channels::find(conn, channel)?;
    let tag = etag::tag(&meta::<String>(conn, "database")?, found.threads_version);
    if let Some(held) = known.holds(&tag) {
        return Ok(Some(Reply::not_modified(held)));
    }
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM thread WHERE channel = ?1 ORDER BY created_at, id"
    ))?;
    let mut rows = select.query([found.n])?;
    let mut json = JsonWriter::with_capacity(16 * 1024);
    json.raw("[");
    let mut read = 0;
    while let Some(row) = rows.next()? {
        read += 1;
        if !extent.holds(read, &json) {
            return Ok(None);
        }
        json.separate();
        write(&mut json, row, channel)?;
    }
    json.raw("]");
    Ok(Some(Reply::list(json.into_bytes(), tag)))
}

pub(super) fn get(conn: &Connection, channel: &str, thread: &str) -> Result<Reply, Fault> {
    let found = find(conn, channel, thread)?;
    body(conn, channel, found.n).map(Reply::ok)
}

pub(super) fn create(db: &mut Db, channel: &str, input: &ThreadInput) -> Result<Reply, Fault> {
    let found = channels::find(db.conn(), channel)?;
    let at = db.now();
    let id = db.new_id(at);
    let thread = NewThread {
        id: &id,
        channel: found.n,
        title: input.title.as_deref(),
        status: input.status.as_str(),
        external_id: input.external_id.as_deref(),
        metadata: input.metadata.as_deref(),
        last_message_at: None,
        closed_at: (input.status == ThreadStatus::Closed).then_some(at),
        created_at: at,
        updated_at: at,
    }
    .insert(db.conn())?;
    changes::threads_changed(db.conn(), found.n)?;
    body(db.conn(), channel, thread).map(Reply::created)
}

/// A thread's row, its channel's row, and the version of its list of messages.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) n: i64,
    pub(super) channel: i64,
    pub(super) version: i64,
}

/// Finds a thread in a channel; one of another channel is not found.
pub(super) fn find(conn: &Connection, channel: &str, thread: &str) -> Result<Found, Fault> {
    conn.prepare_cached(
        "SELECT thread.n, channel.n, thread.version
         FROM thread JOIN channel ON channel.n = thread.channel
         WHERE thread.id = ?2 AND channel.id = ?1",
    )?
    .query_row(params![channel, thread], |row| {
        Ok(Found {
            n: row.get(0)?,
            channel: row.get(1)?,
            version: row.get(2)?,
        })
    })
    .optional()?
    .ok_or(Fault::NotFound)
}

/// The thread as the API shows it.
pub(super) fn body(conn: &Connection, channel: &str, thread: i64) -> Result<Vec<u8>, Fault> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM thread WHERE n = ?1"))?;
    let mut rows = select.query([thread])?;
    let row = rows.next()?.ok_or(Fault::NotFound)?;
    let mut json = JsonWriter::default();
    write(&mut json, row, channel)?;
    Ok(json.into_bytes())
}

fn write(json: &mut JsonWriter, row: &Row<'_>, channel: &str) -> Result<(), Fault> {
    json.raw("{");
    json.column("id", row, 0)?;
    json.string("channelId", channel)?;
    json.column("title", row, 1)?;
    json.column("status", row, 2)?;
    json.column("externalId", row, 3)?;
    json.stored("metadata", row, 4)?;
    json.moment("lastMessageAt", row, 5)?;
    json.moment("closedAt", row, 6)?;
    json.moment("createdAt", row, 7)?;
    json.moment("updatedAt", row, 8)?;
    json.raw("}");
    Ok(())
}
