//! `PATCH` of a thread: closing times, the event message, and a server without it.

use andibox::model::{Message, StatusEvent, Thread, ThreadStatus, effective_status};
use serde_json::json;

use super::harness::{Running, inbound};

#[tokio::test]
async fn closing_sets_the_time_archiving_keeps_it_and_reopening_clears_it() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let mut seen = Vec::new();
    for status in ["closed", "archived", "open", "archived", "closed"] {
        server.clock.advance(1000);
        let patched = server.patch(&thread, json!({"status": status})).await;
        assert_eq!(
            (patched.status, &patched.body["status"]),
            (200, &json!(status))
        );
        assert_eq!(server.get(&thread).await.body, patched.body);
        seen.push(
            patched.body["closedAt"]
                .as_str()
                .map(|at| at[17..19].to_owned()),
        );
    }
    let at = |second: &str| Some(second.to_owned());
    assert_eq!(seen, [at("21"), at("21"), None, None, at("25")]);
}

#[tokio::test]
async fn a_change_of_status_leaves_the_documented_event() {
    let server = Running::start().await;
    let thread = server.thread().await;
    server.clock.advance(1000);
    let patched = server
        .patch(&thread, json!({"status": "closed", "author": {"name": "Ana", "email": "ana@example.com", "phone": 1}}))
        .await;
    assert_eq!(patched.body["updatedAt"], "2026-02-25T06:13:21.000Z");
    assert_eq!(patched.body["lastMessageAt"], "2026-02-25T06:13:21.000Z");
    let messages = server.get(&format!("{thread}/messages")).await.body;
    let (channel, id) = thread.split_once("/threads/").unwrap();
    assert_eq!(
        messages,
        json!([{
            "id": messages[0]["id"], "channelId": channel.trim_start_matches("/channels/"), "threadId": id,
            "parentMessageId": null, "externalId": null, "direction": "system", "status": "received",
            "kind": "event", "text": "Thread closed by Ana", "raw": null,
            "author": {"role": "agent", "name": "Ana", "email": "ana@example.com"},
            "metadata": {"andibox": {"event": "thread.status", "from": "open", "to": "closed", "base": "closed"}},
            "attachments": [], "createdAt": "2026-02-25T06:13:21.000Z", "updatedAt": "2026-02-25T06:13:21.000Z",
        }])
    );
}

#[tokio::test]
async fn without_an_author_the_key_is_named() {
    let server = Running::start().await;
    let thread = server.thread().await;
    server.patch(&thread, json!({"status": "archived"})).await;
    let messages = server.get(&format!("{thread}/messages")).await.body;
    assert_eq!(
        messages[0]["author"],
        json!({"role": "agent", "name": "Local admin"})
    );
    assert_eq!(messages[0]["text"], "Thread archived by Local admin");
}

#[tokio::test]
async fn a_status_that_is_there_already_leaves_no_trace() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let before = server.get(&thread).await.body;
    server.clock.advance(1000);
    for body in [
        json!({"status": "open"}),
        json!({}),
        json!({"unknown": true}),
    ] {
        assert_eq!(server.patch(&thread, body).await.body, before);
    }
    assert_eq!(
        server.get(&format!("{thread}/messages")).await.body,
        json!([])
    );
}

#[tokio::test]
async fn a_change_made_elsewhere_after_an_event_is_not_masked() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let effective = || async {
        let body: Thread = serde_json::from_value(server.get(&thread).await.body).unwrap();
        let messages: Vec<Message> =
            serde_json::from_value(server.get(&format!("{thread}/messages")).await.body).unwrap();
        let newest = messages.iter().rev().find_map(StatusEvent::of);
        effective_status(&body.status, newest.as_ref())
    };
    server.patch(&thread, json!({"status": "closed"})).await;
    assert_eq!(effective().await, ThreadStatus::Closed);
    server.patch(&thread, json!({"status": "open"})).await;
    assert_eq!(effective().await, ThreadStatus::Open);
    let event = json!({
        "direction": "system", "kind": "event", "author": {"role": "agent"},
        "metadata": {"andibox": {"event": "thread.status", "from": "open", "to": "closed", "base": "open"}},
    });
    server.post(&format!("{thread}/messages"), event).await;
    assert_eq!(
        effective().await,
        ThreadStatus::Closed,
        "an event of a client counts"
    );
    server.patch(&thread, json!({"status": "archived"})).await;
    assert_eq!(
        effective().await,
        ThreadStatus::Archived,
        "until the server itself says otherwise"
    );
}

#[tokio::test]
async fn title_and_metadata_can_be_changed_without_an_event() {
    let server = Running::start().await;
    let thread = server.thread().await;
    server.clock.advance(1000);
    let patched = server
        .patch(&thread, json!({"title": "New", "metadata": {"a": 1}}))
        .await
        .body;
    assert_eq!(
        (&patched["title"], &patched["metadata"]),
        (&json!("New"), &json!({"a": 1}))
    );
    assert_eq!(
        (&patched["updatedAt"], &patched["lastMessageAt"]),
        (&json!("2026-02-25T06:13:21.000Z"), &json!(null))
    );
    assert_eq!(
        server.patch(&thread, json!({"title": null})).await.body["title"],
        json!(null)
    );
    assert_eq!(
        server.get(&format!("{thread}/messages")).await.body,
        json!([])
    );
    let refused = server
        .patch(
            &thread,
            json!({"status": "done", "title": 1, "author": {"name": ""}}),
        )
        .await;
    assert_eq!(refused.issues().len(), 3);
}

#[tokio::test]
async fn a_server_without_the_extension_answers_405_and_events_still_work() {
    let server = Running::start_with(|options| options.patch_threads = false).await;
    let thread = server.thread().await;
    let refused = server.patch(&thread, json!({"status": "closed"})).await;
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, Some("GET, HEAD"))
    );
    assert_eq!(server.get(&thread).await.body["status"], "open");
    assert_eq!(
        server
            .post(&format!("{thread}/messages"), inbound("x"))
            .await
            .status,
        201
    );
}
