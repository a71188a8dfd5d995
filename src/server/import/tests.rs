//! Relative times, and a workspace of two threads.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::bundle::Files;
use super::{import, since::since};
use crate::server::chance::Rng;
use crate::server::db::{self, Db};
use crate::server::{Clock, ServerError};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> DateTime<Utc> {
        "2026-03-09T12:00:00Z".parse().unwrap()
    }
}

const WORKSPACE: &str = r#"{"workspace": {"handle": "w", "name": "W"}, "agents": [], "channels": [
    {"key": "mail", "name": "Mail", "handle": "mail", "description": null, "metadata": null}]}"#;
const THREADS: &str = r#"[
    {"key": "a", "title": "A", "status": "closed", "externalId": null, "metadata": {"x": 1},
     "createdAt": "-2d", "closedAt": "-1h", "messages": [
        {"key": "a1", "at": "-1d23h", "direction": "inbound", "status": "received", "kind": "text", "text": "q",
         "author": {"role": "user"}},
        {"key": "a2", "at": "-1h", "direction": "outbound", "status": "pending", "kind": "text", "text": "r",
         "author": {"role": "agent"}, "parent": "a1", "externalId": "e", "raw": [1], "attachments": [{"name": "f"}]}]},
    {"key": "b", "title": null, "status": "open", "externalId": "x", "metadata": null,
     "createdAt": "-5m30s", "closedAt": null, "messages": []}]"#;

fn database(dir: &std::path::Path) -> Db {
    let conn = db::open(&dir.join("server.db")).unwrap();
    Db::new(conn, Arc::new(Noon), Rng::seeded(1), false)
}

fn load(threads: &str) -> (tempfile::TempDir, Db, Result<(), ServerError>) {
    let dir = tempfile::tempdir().unwrap();
    let mut db = database(dir.path());
    let channels = [("mail", threads, "[]")];
    let done = import(
        &mut db,
        Files {
            workspace: WORKSPACE,
            channels: &channels,
        },
    );
    (dir, db, done)
}

fn text(db: &Db, sql: &str) -> String {
    db.conn().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn times_are_read_in_days_hours_minutes_and_seconds() {
    let read = |text| since(text).map(|delta: TimeDelta| delta.num_seconds());
    assert_eq!(read("-3d4h12m"), Some(3 * 86_400 + 4 * 3_600 + 720));
    assert_eq!(read("-3m40s"), Some(220));
    for wrong in [
        "",
        "-",
        "3d",
        "-3",
        "-d",
        "-3x",
        "-3d4",
        "-99999999999999999999d",
        "-9999999999999999d",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn threads_and_messages_get_their_times_and_parents() {
    let (_dir, db, done) = load(THREADS);
    done.unwrap();
    assert_eq!(
        text(&db, "SELECT group_concat(status || ' ' || datetime(created_at / 1000, 'unixepoch') || ' '
            || coalesce(datetime(closed_at / 1000, 'unixepoch'), '-') || ' '
            || coalesce(datetime(last_message_at / 1000, 'unixepoch'), '-'), ';' ORDER BY n) FROM thread"),
        "closed 2026-03-07 12:00:00 2026-03-09 11:00:00 2026-03-09 11:00:00;open 2026-03-09 11:54:30 - -"
    );
    assert_eq!(
        text(
            &db,
            "SELECT parent.text || reply.external_id || reply.raw || reply.attachments
            FROM message reply JOIN message parent ON parent.id = reply.parent_id"
        ),
        r#"qe[1][{"name":"f"}]"#
    );
    assert_eq!(
        text(&db, "SELECT value FROM meta WHERE name = 'workspace_name'"),
        "W"
    );
}

#[test]
fn a_mistake_in_the_files_leaves_the_database_empty() {
    for wrong in [
        THREADS.replace("-1d23h", "yesterday"),
        THREADS.replace(r#""parent": "a1""#, r#""parent": "nobody""#),
        THREADS.replace(r#""pending""#, r#""lost""#),
        THREADS.replace("\"messages\": []", "\"messages\": 1"),
    ] {
        let (_dir, db, done) = load(&wrong);
        assert!(done.is_err(), "{wrong}");
        assert_eq!(
            text(
                &db,
                "SELECT (SELECT count(*) FROM channel) || (SELECT count(*) FROM message)"
            ),
            "00"
        );
    }
}
