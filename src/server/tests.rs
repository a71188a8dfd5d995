//! The small parts: routes, tags, ids, chance, headers, panics.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::IF_NONE_MATCH;
use axum::http::{HeaderMap, Method, Request};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceExt;

use super::auth::{Role, secret};
use super::chance::{self, Rng};
use super::db::{self, Db, Writer, WriterThread};
use super::etag::{Precondition, tag};
use super::ids::IdMaker;
use super::router::{Operation, Place, route};
use super::time::Millis;
use super::{Fault, SystemClock, handle};

fn operation(method: &Method, path: &str) -> Option<Operation> {
    route(method, &format!("/api/v1/{path}"), true).ok()
}

#[test]
fn a_path_is_split_before_it_is_decoded() {
    let get = |path| operation(&Method::GET, path);
    assert_eq!(
        get("channels/a%2Fb"),
        Some(Operation::GetChannel("a/b".into()))
    );
    assert_eq!(get("channels/%41"), Some(Operation::GetChannel("A".into())));
    assert_eq!(get("channels/%"), Some(Operation::GetChannel("%".into())));
    assert_eq!(get("channels/%4"), Some(Operation::GetChannel("%4".into())));
    assert_eq!(
        get("channels/%ff"),
        Some(Operation::GetChannel("\u{fffd}".into()))
    );
    assert_eq!(get("%63hannels"), Some(Operation::ListChannels));
    for path in [
        "",
        "channels/",
        "/channels",
        "channels//messages",
        "channels/a/b",
    ] {
        assert_eq!(get(path), None, "{path}");
    }
    assert!(route(&Method::GET, "/channels", true).is_err());
}

#[test]
fn every_operation_that_writes_needs_more_than_reading() {
    let place = |thread: Option<&str>| Place {
        channel: "c".into(),
        thread: thread.map(Into::into),
    };
    for (method, path, expected, permission) in [
        (
            Method::GET,
            "channels/c/threads/t/messages",
            Operation::ListMessages(place(Some("t"))),
            Some("channels.read"),
        ),
        (
            Method::POST,
            "channels/c/messages",
            Operation::CreateMessage(place(None)),
            Some("channels.write"),
        ),
        (
            Method::DELETE,
            "channels/c",
            Operation::DeleteChannel("c".into()),
            Some("channels.write"),
        ),
        (
            Method::PATCH,
            "channels/c/threads/t",
            Operation::UpdateThread("c".into(), "t".into()),
            Some("channels.write"),
        ),
        (
            Method::POST,
            "agent/auth/requests/x/deny",
            Operation::DenyLogin("x".into()),
            Some("apiKeys.write"),
        ),
        (
            Method::GET,
            "agent/auth/requests/x",
            Operation::GetLogin("x".into()),
            Some("channels.read"),
        ),
        (
            Method::POST,
            "agent/auth/exchange",
            Operation::ExchangeLogin,
            None,
        ),
    ] {
        let found = operation(&method, path).unwrap();
        assert_eq!(found, expected);
        assert_eq!(
            found.permission().map(super::Permission::as_str),
            permission
        );
    }
    assert!(Role::Viewer.permissions().len() < Role::Editor.permissions().len());
}

#[test]
fn a_tag_is_held_in_either_form_and_no_other() {
    let held = |header: &str| {
        let headers = HeaderMap::from_iter([(IF_NONE_MATCH, header.parse().unwrap())]);
        Precondition::of(&headers).holds(&tag("db", 7))
    };
    assert_eq!(held("\"db-7\"").as_deref(), Some("\"db-7\""));
    assert_eq!(held("W/\"db-7-gzip\"").as_deref(), Some("\"db-7-gzip\""));
    assert_eq!(held("*").as_deref(), Some("\"db-7\""));
    for other in ["\"db-70\"", "\"db-7-br\"", "\"\"", "db"] {
        assert_eq!(held(other), None, "{other}");
    }
}

#[test]
fn ids_of_one_millisecond_sort_as_they_were_made() {
    let mut ids = IdMaker::new(Rng::seeded(1));
    let at = Millis::of(
        "2026-03-09T12:00:00Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap(),
    );
    let made: Vec<String> = (0..4096).map(|_| ids.make(at)).collect();
    assert!(made.is_sorted());
    assert!(made.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(
        uuid::Uuid::parse_str(&made[9]).unwrap().get_version_num(),
        7
    );
    assert!(ids.make(at.plus(chrono::TimeDelta::milliseconds(1))) > made[4095]);
}

#[test]
fn a_moment_is_written_as_the_library_writes_it() {
    for (step, start) in [
        (86_399_999, -62_167_219_200_000_i64),
        (997, 1_772_000_000_000),
    ] {
        for n in 0..50_000 {
            let at = chrono::DateTime::from_timestamp_millis(start + n * step).unwrap();
            let expected = at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            assert_eq!(Millis::of(at).to_string(), expected);
        }
    }
    let late = Millis::of(chrono::DateTime::<chrono::Utc>::MAX_UTC);
    assert_eq!(late.to_string(), "1970-01-01T00:00:00.000Z");
}

#[test]
fn secrets_use_the_whole_alphabet_and_do_not_repeat() {
    let text: String = (0..200).map(|_| chance::base62(32).unwrap()).collect();
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters.len(), 62);
    assert_ne!(chance::base62(32).unwrap(), chance::base62(32).unwrap());
}

#[test]
fn the_own_header_wins_over_the_bearer() {
    let headers = |pairs: &[(&'static str, &str)]| {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<HeaderMap>()
    };
    let both = headers(&[("x-api-key", "a"), ("authorization", "Bearer b")]);
    assert_eq!(secret(&both).unwrap(), "a");
    let empty = headers(&[("x-api-key", ""), ("authorization", "Bearer b")]);
    assert_eq!(secret(&empty).unwrap(), "b");
    assert!(matches!(secret(&headers(&[])), Err(Fault::Unauthenticated)));
}

#[tokio::test]
async fn a_panic_in_a_handler_is_the_documented_500() {
    async fn broken() -> Response {
        assert!(std::hint::black_box(false), "on purpose");
        Response::default()
    }
    let router = handle::layers(Router::new().route("/", get(broken)));
    let request = Request::get("/").body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), 500);
    let body = to_bytes(response.into_body(), 1000).await.unwrap();
    assert_eq!(
        body,
        r#"{"code":"internal_error","message":"An unexpected server error occurred."}"#.as_bytes()
    );
}

fn writer(dir: &std::path::Path) -> (WriterThread, Writer) {
    let conn = db::open(&dir.join("server.db")).unwrap();
    WriterThread::start(Db::new(conn, Arc::new(SystemClock), Rng::seeded(1), false)).unwrap()
}

fn put(db: &mut Db, name: &str) -> Result<usize, Fault> {
    Ok(db
        .conn()
        .execute("INSERT INTO meta VALUES (?1, 1)", [name])?)
}

#[tokio::test]
async fn refused_and_panicking_work_takes_nothing_of_its_neighbours_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let (_thread, writer) = writer(dir.path());
    let (first, refused, panicked, last) = tokio::join!(
        writer.run(|db| put(db, "first")),
        writer.run(|db| put(db, "refused").and_then(|_| Err::<(), _>(Fault::NotFound))),
        writer.run(|db| -> Result<(), Fault> {
            put(db, "panicked")?;
            panic!("on purpose")
        }),
        writer.run(|db| put(db, "last")),
    );
    assert!(first.is_ok() && last.is_ok());
    assert!(matches!(refused, Err(Fault::NotFound)));
    assert!(matches!(panicked, Err(Fault::Internal(_))));
    let names: String = writer
        .run(|db| {
            let sql = "SELECT group_concat(name ORDER BY name) FROM meta WHERE value = 1";
            Ok(db.conn().query_row(sql, [], |row| row.get(0))?)
        })
        .await
        .unwrap();
    assert_eq!(names, "first,last");
}

#[test]
fn a_writer_that_has_ended_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let (thread, writer) = writer(dir.path());
    drop(thread);
    assert!(matches!(
        writer.run_blocking(|db| put(db, "late")),
        Err(Fault::Internal(_))
    ));
}

#[test]
fn a_commit_that_fails_is_told_to_all_who_waited_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let (_thread, writer) = writer(dir.path());
    // A deferred foreign key fails only when it is committed.
    let told = writer.run_blocking(|db| {
        db.conn().execute_batch("PRAGMA defer_foreign_keys = ON")?;
        db.conn().execute(
            "INSERT INTO thread (id, channel, status, created_at, updated_at) VALUES ('t', 99, 'open', 0, 0)",
            [],
        )?;
        Ok(())
    });
    assert!(
        matches!(&told, Err(Fault::Internal(why)) if why.contains("commit")),
        "{told:?}"
    );
    assert!(
        writer.run_blocking(|db| put(db, "after")).is_ok(),
        "the next group is not harmed"
    );
}
