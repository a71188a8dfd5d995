//! `Idempotency-Key`: sent twice, done once.

use andibox::server::Role;
use serde_json::json;

use super::harness::{Answer, Running, inbound};

async fn post(server: &Running, path: &str, key: &str, text: &str) -> Answer {
    server
        .ask("POST", path)
        .header("Idempotency-Key", key)
        .json(&inbound(text))
        .send()
        .await
}

#[tokio::test]
async fn the_same_key_gets_the_first_answer_and_nothing_is_done_twice() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let first = post(&server, &messages, "k1", "hello").await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (201, None)
    );
    server.clock.advance(60_000);
    let again = post(&server, &messages, "k1", "hello").await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (201, Some("true"))
    );
    assert_eq!(again.bytes, first.bytes);
    assert_ne!(
        post(&server, &messages, "k2", "hello").await.body["id"],
        first.body["id"]
    );
    assert_eq!(
        server.get(&messages).await.body.as_array().unwrap().len(),
        2
    );
}

#[tokio::test]
async fn requests_at_the_same_time_with_one_key_are_done_once() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let answers =
        futures_util::future::join_all((0..16).map(|_| post(&server, &messages, "k", "hello")))
            .await;
    assert!(
        answers
            .iter()
            .all(|answer| answer.bytes == answers[0].bytes)
    );
    assert_eq!(
        server.get(&messages).await.body.as_array().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_key_belongs_to_one_caller_and_one_route() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let other_thread = format!("{}/messages", server.thread().await);
    let first = post(&server, &messages, "k", "hello").await;
    assert_ne!(
        post(&server, &other_thread, "k", "hello").await.body["id"],
        first.body["id"]
    );
    let other = server.keys.create("other", Role::Editor).unwrap();
    let answer = server
        .bare("POST", &messages)
        .header("x-api-key", other.secret.expose())
        .header("Idempotency-Key", "k")
        .json(&inbound("hello"))
        .send()
        .await;
    assert_ne!(answer.body["id"], first.body["id"]);
}

#[tokio::test]
async fn a_key_with_another_body_is_refused() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    post(&server, &messages, "k", "hello").await;
    let refused = post(&server, &messages, "k", "something else").await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (400, &json!("invalid_request"))
    );
    assert_eq!(refused.body["details"]["header"], "Idempotency-Key");
}

#[tokio::test]
async fn a_refused_request_is_not_remembered() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let messages = format!("{thread}/messages");
    let mut reply = inbound("reply");
    reply["parentMessageId"] = "not-yet".into();
    let ask = |body: &serde_json::Value| {
        server
            .ask("POST", &messages)
            .header("Idempotency-Key", "k")
            .json(body)
    };
    assert_eq!(ask(&reply).send().await.status, 400);
    assert_eq!(ask(&inbound("reply")).send().await.status, 201);
}

#[tokio::test]
async fn a_replayed_patch_leaves_one_event() {
    let server = Running::start().await;
    let thread = server.thread().await;
    for _ in 0..2 {
        let answer = server
            .ask("PATCH", &thread)
            .header("Idempotency-Key", "k")
            .json(&json!({"status": "closed"}))
            .send()
            .await;
        assert_eq!(answer.body["status"], "closed");
        server.patch(&thread, json!({"title": "between"})).await;
    }
    assert_eq!(
        server
            .get(&format!("{thread}/messages"))
            .await
            .body
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn answers_outlive_a_restart() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let first = post(&server, &messages, "k", "hello").await;
    let dir = server.end().await;
    let server = Running::start_in(dir, |_| ()).await;
    assert_eq!(
        post(&server, &messages, "k", "hello").await.bytes,
        first.bytes
    );
}

#[tokio::test]
async fn a_key_is_1_to_255_visible_ascii_characters() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    for key in ["", " ", "a b", "a\tb", "\u{e9}", &"k".repeat(256)] {
        let refused = post(&server, &messages, key, "hello").await;
        assert_eq!(
            (refused.status, &refused.body["details"]["header"]),
            (400, &json!("Idempotency-Key")),
            "{key:?}"
        );
    }
    for key in ["0", "!~", &"k".repeat(255)] {
        assert_eq!(
            post(&server, &messages, key, "hello").await.status,
            201,
            "{key:?}"
        );
    }
}
