//! The demo workspace and generated ones, as clients see them.

use std::collections::HashSet;

use andibox::model::{Message, Stamp, Thread};
use andibox::server::{Spec, generate};
use serde_json::Value;

use super::harness::Running;

/// Every thread with its messages, and every feed.
async fn read_all(server: &Running) -> (Vec<(Thread, Vec<Message>)>, Vec<Message>) {
    let (mut threads, mut feed) = (Vec::new(), Vec::new());
    for channel in server.get("/channels").await.body.as_array().unwrap() {
        let channel = format!("/channels/{}", channel["id"].as_str().unwrap());
        feed.extend(messages(server, &channel).await);
        for thread in server
            .get(&format!("{channel}/threads"))
            .await
            .body
            .as_array()
            .unwrap()
        {
            let path = format!("{channel}/threads/{}", thread["id"].as_str().unwrap());
            threads.push((
                serde_json::from_value(thread.clone()).unwrap(),
                messages(server, &path).await,
            ));
        }
    }
    (threads, feed)
}

async fn messages(server: &Running, place: &str) -> Vec<Message> {
    serde_json::from_value(server.get(&format!("{place}/messages")).await.body).unwrap()
}

fn words<'a>(
    messages: impl Iterator<Item = &'a Message>,
    word: impl Fn(&Message) -> String,
) -> HashSet<String> {
    messages.map(word).collect()
}

#[tokio::test]
async fn the_demo_is_whole_documented_and_of_every_kind() {
    let server = Running::start_with(|options| options.demo = true).await;
    let (threads, feed) = read_all(&server).await;
    assert_eq!(
        server.get("/channels").await.body.as_array().unwrap().len(),
        4
    );
    let all = || {
        threads
            .iter()
            .flat_map(|(_, messages)| messages)
            .chain(&feed)
    };
    assert_eq!((threads.len(), all().count()), (60, 505));
    assert_eq!(words(all(), |m| m.direction.as_str().into()).len(), 4);
    assert_eq!(words(all(), |m| m.kind.as_str().into()).len(), 5);
    assert_eq!(words(all(), |m| m.status.as_str().into()).len(), 5);
    assert!(all().any(|m| !m.attachments.is_empty()));
    assert!(
        feed.iter().any(|m| m.parent_message_id.is_some())
            || all().any(|m| m.parent_message_id.is_some())
    );
    for (thread, messages) in &threads {
        let last = messages
            .iter()
            .map(|m| &m.created_at)
            .max_by_key(|at| at.at());
        assert_eq!(
            thread.last_message_at.as_ref().map(Stamp::at),
            last.map(Stamp::at)
        );
        assert!(
            messages
                .iter()
                .all(|m| m.created_at.at() >= thread.created_at.at())
        );
    }
    let newest = all().filter_map(|m| m.created_at.at()).max().unwrap();
    let now = andibox::server::Clock::now(&*server.clock);
    assert!(
        newest <= now && now - newest < chrono::TimeDelta::hours(1),
        "relative to now: {newest}"
    );
}

#[tokio::test]
async fn the_demo_is_loaded_into_an_empty_database_only() {
    let server = Running::start_with(|options| options.demo = true).await;
    let before = server.get("/channels").await;
    let dir = server.end().await;
    let server = Running::start_in(dir, |options| options.demo = true).await;
    assert_eq!(server.get("/channels").await.bytes, before.bytes);
    let own = Running::start().await;
    own.channel().await;
    let dir = own.end().await;
    let own = Running::start_in(dir, |options| options.demo = true).await;
    assert_eq!(own.get("/channels").await.body.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_generated_workspace_has_exactly_what_was_asked_for() {
    let dir = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let now = chrono::DateTime::from_timestamp_millis(1_771_000_000_000).unwrap();
    let spec = Spec {
        messages: 2000,
        threads: 60,
        channels: 7,
        longest_thread: 500,
        seed: 3,
        now,
    };
    generate(dir.path(), &spec).unwrap();
    assert!(
        generate(dir.path(), &spec).is_err(),
        "never into a workspace that is there"
    );
    let server = Running::start_in(std::sync::Arc::clone(&dir), |_| ()).await;
    let (threads, feed) = read_all(&server).await;
    let all = || {
        threads
            .iter()
            .flat_map(|(_, messages)| messages)
            .chain(&feed)
    };
    assert_eq!((threads.len(), all().count()), (60, 2000));
    assert_eq!(
        threads.iter().map(|(_, messages)| messages.len()).max(),
        Some(500)
    );
    assert_eq!(words(all(), |m| m.direction.as_str().into()).len(), 4);
    assert!(words(all(), |m| m.status.as_str().into()).len() >= 3);
    assert!(all().all(|m| m.created_at.at().unwrap() <= now));
    let statuses: HashSet<&str> = threads
        .iter()
        .map(|(thread, _)| thread.status.as_str())
        .collect();
    assert_eq!(statuses.len(), 3);
    for (thread, messages) in &threads {
        assert_eq!(
            thread.last_message_at.as_ref().map(Stamp::at),
            messages.last().map(|m| m.created_at.at())
        );
    }
}

#[test]
fn the_same_seed_generates_the_same_workspace() {
    let now = chrono::DateTime::from_timestamp_millis(1_771_000_000_000).unwrap();
    let dump = |seed| {
        let dir = tempfile::tempdir().unwrap();
        let spec = Spec {
            seed,
            ..Spec::of(300, now)
        };
        generate(dir.path(), &spec).unwrap();
        let conn = rusqlite::Connection::open(dir.path().join("server.db")).unwrap();
        conn.query_row(
            "SELECT json_group_array(id || text ORDER BY n) FROM message",
            [],
            |row| row.get::<_, String>(0),
        )
        .unwrap()
    };
    let first = dump(1);
    assert_eq!(
        serde_json::from_str::<Value>(&first)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        300
    );
    assert_eq!(first, dump(1));
    assert_ne!(first, dump(2));
}
