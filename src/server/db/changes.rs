//! What a change means for the things around it: times, and the versions of the lists it shows in.

use rusqlite::{Connection, params};

use crate::server::time::Millis;

/// A message came to a thread, or to a channel's feed.
pub(in crate::server) fn message_added(
    conn: &Connection,
    channel: i64,
    thread: Option<i64>,
    at: Millis,
) -> rusqlite::Result<()> {
    if let Some(thread) = thread {
        conn.prepare_cached(
            "UPDATE thread SET last_message_at = max(coalesce(last_message_at, ?2), ?2) WHERE n = ?1",
        )?
        .execute(params![thread, at])?;
    }
    message_changed(conn, channel, thread, at)
}

/// A message changed, such as by a delivery report. Its thread counts as changed too, since clients look at the list
/// of threads to learn where there is news.
pub(in crate::server) fn message_changed(
    conn: &Connection,
    channel: i64,
    thread: Option<i64>,
    at: Millis,
) -> rusqlite::Result<()> {
    match thread {
        Some(thread) => {
            conn.prepare_cached(
                "UPDATE thread SET updated_at = max(updated_at, ?2), version = version + 1 WHERE n = ?1",
            )?
            .execute(params![thread, at])?;
            threads_changed(conn, channel)
        }
        None => conn
            .prepare_cached("UPDATE channel SET feed_version = feed_version + 1 WHERE n = ?1")?
            .execute([channel])
            .map(drop),
    }
}

/// A thread of the channel is new or changed.
pub(in crate::server) fn threads_changed(conn: &Connection, channel: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE channel SET threads_version = threads_version + 1 WHERE n = ?1")?
        .execute([channel])
        .map(drop)
}

/// A channel is new, changed or gone.
pub(in crate::server) fn channels_changed(conn: &Connection) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'channels_version'")?
        .execute([])
        .map(drop)
}
