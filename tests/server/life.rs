//! A server's life: addresses, restarts, damaged and newer files, many writers at once.

use andibox::server::{Server, ServerError, ServerOptions, check_address};
use andibox::sqlite;
use serde_json::json;
use tokio::net::TcpListener;

use super::harness::{Running, inbound, open};

#[test]
fn only_loopback_addresses_are_allowed_unless_asked_for() {
    for (address, loopback) in [
        ("127.0.0.1:80", true),
        ("127.9.9.9:80", true),
        ("[::1]:80", true),
        ("[::ffff:127.0.0.1]:80", true),
        ("0.0.0.0:80", false),
        ("[::]:80", false),
        ("192.168.0.1:80", false),
        ("[fe80::1]:80", false),
    ] {
        let address = address.parse().unwrap();
        assert_eq!(check_address(address, false).is_ok(), loopback, "{address}");
        assert!(check_address(address, true).is_ok());
    }
}

#[tokio::test]
async fn a_listener_that_others_can_reach_is_refused_by_the_server_itself() {
    let dir = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let refused = open(dir.path(), ServerOptions::default())
        .serve(listener, async {})
        .await;
    assert!(
        matches!(refused, Err(ServerError::RemoteAddress { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let messages = format!("{thread}/messages");
    server.post(&messages, inbound("kept")).await;
    server.patch(&thread, json!({"status": "closed"})).await;
    let mut before = Vec::new();
    for path in ["/channels", &thread, &messages] {
        before.push(server.get(path).await.bytes);
    }
    let admin = server.admin.clone();
    let dir = server.end().await;
    let server = Running::start_in(dir, |_| ()).await;
    assert_eq!(server.admin, admin);
    for (path, before) in ["/channels", &thread, &messages].into_iter().zip(before) {
        assert_eq!(server.get(path).await.bytes, before, "{path}");
    }
}

#[test]
fn a_database_of_a_newer_version_and_a_damaged_one_are_refused_with_their_name() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path(), ServerOptions::default()));
    let path = dir.path().join("server.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 999).unwrap();
    drop(conn);
    let error = Server::open(dir.path(), ServerOptions::default()).unwrap_err();
    assert!(
        matches!(
            error,
            ServerError::Database(sqlite::Error::TooNew { found: 999, .. })
        ),
        "{error:?}"
    );
    std::fs::write(&path, "no database at all, certainly not one".repeat(100)).unwrap();
    let error = Server::open(dir.path(), ServerOptions::default()).unwrap_err();
    assert!(
        matches!(error, ServerError::Database(sqlite::Error::Damaged { .. })),
        "{error:?}"
    );
    assert!(error.to_string().contains("server.db"));
}

#[tokio::test]
async fn a_server_with_simulated_customers_ends_as_promptly_as_any() {
    let server = Running::start_with(|options| {
        options.demo = true;
        options.simulate = true;
    })
    .await;
    server.thread().await;
    let start = std::time::Instant::now();
    server.end().await;
    assert!(start.elapsed() < std::time::Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_are_all_stored_and_seen_in_order() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let writers = (0..64).map(|n| {
        let (server, messages) = (&server, &messages);
        async move {
            for m in 0..4 {
                assert_eq!(
                    server
                        .post(messages, inbound(&format!("{n}.{m}")))
                        .await
                        .status,
                    201
                );
                if m == 2 {
                    // A refused neighbour takes nothing with it.
                    let mut refused = inbound("refused");
                    refused["parentMessageId"] = "nothing".into();
                    assert_eq!(server.post(messages, refused).await.status, 400);
                }
            }
        }
    });
    futures_util::future::join_all(writers).await;
    let list = server.get(&messages).await.body;
    let texts: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts.len(), 256);
    for n in 0..64 {
        let own: Vec<&&str> = texts
            .iter()
            .filter(|text| text.starts_with(&format!("{n}.")))
            .collect();
        assert!(own.is_sorted() && own.len() == 4, "{own:?}");
    }
}
