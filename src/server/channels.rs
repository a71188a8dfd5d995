//! The channel operations.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Fault;
use super::db::rows::NewChannel;
use super::db::{Db, changes, meta};
use super::decode::{ChannelInput, ChannelPatch, Field};
use super::etag::{self, Precondition};
use super::json::JsonWriter;
use super::reply::Reply;

const COLUMNS: &str = "id, name, handle, description, metadata, created_at, updated_at";

pub(super) fn list(conn: &Connection, known: &Precondition) -> Result<Reply, Fault> {
    let database: String = meta(conn, "database")?;
    let tag = etag::tag(&database, meta(conn, "channels_version")?);
    if let Some(held) = known.holds(&tag) {
        return Ok(Reply::not_modified(held));
    }
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM channel ORDER BY created_at, id"
    ))?;
    let mut rows = select.query([])?;
    let mut json = JsonWriter::default();
    json.raw("[");
    while let Some(row) = rows.next()? {
        json.separate();
        write(&mut json, row)?;
    }
    json.raw("]");
    Ok(Reply::list(json.into_bytes(), tag))
}

pub(super) fn get(conn: &Connection, id: &str) -> Result<Reply, Fault> {
    body(conn, id).map(Reply::ok)
}

pub(super) fn create(db: &mut Db, input: &ChannelInput) -> Result<Reply, Fault> {
    let at = db.now();
    let id = db.new_id(at);
    NewChannel {
        id: &id,
        name: &input.name,
        handle: input.handle.as_deref(),
        description: input.description.as_deref(),
        metadata: input.metadata.as_deref(),
        at,
    }
    .insert(db.conn())?;
    changes::channels_changed(db.conn())?;
    body(db.conn(), &id).map(Reply::created)
}

pub(super) fn update(db: &mut Db, id: &str, patch: &ChannelPatch) -> Result<Reply, Fault> {
    let channel = find(db.conn(), id)?.n;
    let conn = db.conn();
    let mut changed = 0;
    if let Some(name) = &patch.name {
        changed += conn.execute(
            "UPDATE channel SET name = ?2 WHERE n = ?1",
            params![channel, name],
        )?;
    }
    for (column, field) in [
        ("handle", &patch.handle),
        ("description", &patch.description),
        ("metadata", &patch.metadata),
    ] {
        changed += set(conn, "channel", column, channel, field)?;
    }
    if changed > 0 {
        conn.execute(
            "UPDATE channel SET updated_at = ?2 WHERE n = ?1",
            params![channel, db.now()],
        )?;
        changes::channels_changed(conn)?;
    }
    body(conn, id).map(Reply::ok)
}

/// Deletes the channel with everything in it.
pub(super) fn delete(db: &mut Db, id: &str) -> Result<Reply, Fault> {
    let conn = db.conn();
    let channel = find(conn, id)?.n;
    for statement in [
        "DELETE FROM message WHERE channel = ?1",
        "DELETE FROM thread WHERE channel = ?1",
        "DELETE FROM channel WHERE n = ?1",
    ] {
        conn.execute(statement, [channel])?;
    }
    changes::channels_changed(conn)?;
    Ok(Reply::nothing())
}

/// A channel's row and the versions of its lists.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) n: i64,
    pub(super) threads_version: i64,
    pub(super) feed_version: i64,
}

/// Finds a channel by its id.
pub(super) fn find(conn: &Connection, id: &str) -> Result<Found, Fault> {
    conn.prepare_cached("SELECT n, threads_version, feed_version FROM channel WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Found {
                n: row.get(0)?,
                threads_version: row.get(1)?,
                feed_version: row.get(2)?,
            })
        })
        .optional()?
        .ok_or(Fault::NotFound)
}

/// Sets or empties a column of a row; the names are ours, the value is bound.
pub(super) fn set(
    conn: &Connection,
    table: &str,
    column: &str,
    n: i64,
    field: &Field<String>,
) -> rusqlite::Result<usize> {
    let value = match field {
        Field::Absent => return Ok(0),
        Field::Null => None,
        Field::Value(value) => Some(value),
    };
    conn.execute(
        &format!("UPDATE {table} SET {column} = ?2 WHERE n = ?1"),
        params![n, value],
    )
}

fn body(conn: &Connection, id: &str) -> Result<Vec<u8>, Fault> {
    let mut select =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM channel WHERE id = ?1"))?;
    let mut rows = select.query([id])?;
    let row = rows.next()?.ok_or(Fault::NotFound)?;
    let mut json = JsonWriter::default();
    write(&mut json, row)?;
    Ok(json.into_bytes())
}

fn write(json: &mut JsonWriter, row: &Row<'_>) -> Result<(), Fault> {
    json.raw("{");
    json.column("id", row, 0)?;
    json.column("name", row, 1)?;
    json.column("handle", row, 2)?;
    json.column("description", row, 3)?;
    json.stored("metadata", row, 4)?;
    json.moment("createdAt", row, 5)?;
    json.moment("updatedAt", row, 6)?;
    json.raw("}");
    Ok(())
}
