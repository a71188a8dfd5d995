//! Messages of threads and of feeds.

use serde_json::{Value, json};

use super::harness::{Running, inbound};

/// The documented example.
fn example() -> Value {
    json!({
        "externalId": "wamid.HBgLN...", "direction": "inbound", "status": "received", "kind": "text",
        "text": "Need help with my order", "raw": {"provider": "whatsapp"},
        "author": {"role": "user", "name": "Jane Customer", "email": "jane@example.com", "externalId": "wa:+15551234567"},
        "metadata": {"source": "webhook"},
        "attachments": [{
            "name": "invoice.pdf", "contentType": "application/pdf", "url": "https://example.com/invoice.pdf",
            "sizeBytes": 102_400,
        }],
    })
}

#[tokio::test]
async fn the_documented_example_is_stored_whole_in_a_thread_and_in_a_feed() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, id) = thread.split_once("/threads/").unwrap();
    let other = server.channel().await;
    for (place, channel, thread_id) in [
        (&thread, channel, json!(id)),
        (&other, other.as_str(), json!(null)),
    ] {
        let created = server.post(&format!("{place}/messages"), example()).await;
        assert_eq!(created.status, 201);
        let mut expected = example();
        expected["id"] = created.body["id"].clone();
        expected["channelId"] = channel.trim_start_matches("/channels/").into();
        expected["threadId"] = thread_id;
        expected["parentMessageId"] = json!(null);
        expected["createdAt"] = "2026-02-25T06:13:20.000Z".into();
        expected["updatedAt"] = expected["createdAt"].clone();
        assert_eq!(created.body, expected);
        assert_eq!(
            server.get(&format!("{place}/messages")).await.body,
            json!([expected])
        );
    }
    assert_eq!(
        server.get(&format!("{channel}/messages")).await.body,
        json!([]),
        "no thread replies in a feed"
    );
}

#[tokio::test]
async fn what_is_left_out_gets_the_documented_defaults() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    for (direction, status) in [
        ("inbound", "received"),
        ("outbound", "sent"),
        ("internal", "received"),
        ("system", "received"),
    ] {
        let created = server
            .post(
                &messages,
                json!({"direction": direction, "author": {"role": "agent"}}),
            )
            .await;
        let body = &created.body;
        assert_eq!(
            (&body["status"], &body["kind"]),
            (&json!(status), &json!("text")),
            "{direction}"
        );
        assert_eq!(
            (&body["text"], &body["raw"], &body["metadata"]),
            (&json!(null), &json!(null), &json!(null))
        );
        assert_eq!(body["attachments"], json!([]));
    }
    let explicit = server
        .post(&messages, json!({"direction": "outbound", "status": "failed", "kind": "call", "author": {"role": "agent"}}))
        .await;
    assert_eq!(
        (&explicit.body["status"], &explicit.body["kind"]),
        (&json!("failed"), &json!("call"))
    );
}

#[tokio::test]
async fn what_goes_out_is_pending_while_a_provider_delivers() {
    let server = Running::start_with(|options| options.simulate = true).await;
    let messages = format!("{}/messages", server.thread().await);
    let created = server
        .post(
            &messages,
            json!({"direction": "outbound", "author": {"role": "agent"}}),
        )
        .await;
    assert_eq!(created.body["status"], "pending");
}

#[tokio::test]
async fn a_new_message_moves_its_thread_and_nothing_else() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    server.clock.advance(5000);
    server
        .post(&format!("{channel}/messages"), inbound("to the feed"))
        .await;
    assert_eq!(server.get(&thread).await.body["lastMessageAt"], json!(null));
    server.patch(&thread, json!({"status": "closed"})).await;
    server.clock.advance(5000);
    server
        .post(&format!("{thread}/messages"), inbound("to the thread"))
        .await;
    let moved = server.get(&thread).await.body;
    assert_eq!(moved["lastMessageAt"], "2026-02-25T06:13:30.000Z");
    assert_eq!(moved["updatedAt"], "2026-02-25T06:13:30.000Z");
    assert_eq!(
        moved["status"], "closed",
        "a closed thread takes messages and stays closed"
    );
    assert_eq!(moved["closedAt"], "2026-02-25T06:13:25.000Z");
}

#[tokio::test]
async fn messages_of_one_millisecond_keep_the_order_they_came_in() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let texts: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    for text in &texts {
        server.post(&messages, inbound(text)).await;
    }
    let list = server.get(&messages).await;
    let listed: Vec<&str> = list
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["text"].as_str().unwrap())
        .collect();
    assert_eq!(listed, texts);
}

#[tokio::test]
async fn the_same_external_id_in_a_channel_is_the_same_message() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    let first = server.post(&format!("{thread}/messages"), example()).await;
    let mut changed = example();
    changed["text"] = "other".into();
    for place in [thread.as_str(), channel] {
        let again = server
            .post(&format!("{place}/messages"), changed.clone())
            .await;
        assert_eq!((again.status, &again.body), (201, &first.body));
    }
    let elsewhere = format!("{}/messages", server.channel().await);
    assert_ne!(
        server.post(&elsewhere, example()).await.body["id"],
        first.body["id"]
    );
    for _ in 0..2 {
        let mut empty = example();
        empty["externalId"] = "".into();
        server.post(&elsewhere, empty).await;
    }
    assert_eq!(
        server.get(&elsewhere).await.body.as_array().unwrap().len(),
        3,
        "an empty id names nothing"
    );
}

#[tokio::test]
async fn a_parent_must_be_a_message_of_the_same_place() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    let parent = server
        .post(&format!("{thread}/messages"), inbound("parent"))
        .await
        .body["id"]
        .clone();
    let mut reply = inbound("reply");
    reply["parentMessageId"] = parent.clone();
    let created = server
        .post(&format!("{thread}/messages"), reply.clone())
        .await;
    assert_eq!(
        (created.status, &created.body["parentMessageId"]),
        (201, &parent)
    );
    let other = server.thread().await;
    for place in [channel, other.as_str()] {
        let refused = server
            .post(&format!("{place}/messages"), reply.clone())
            .await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (400, &json!("invalid_request")),
            "{place}"
        );
        assert_eq!(refused.body["details"]["field"], "parentMessageId");
    }
    reply["parentMessageId"] = "nothing".into();
    assert_eq!(
        server
            .post(&format!("{thread}/messages"), reply)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn any_text_comes_back_as_it_went_in() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    for text in [
        "",
        "\u{0}\u{1b}[31m\u{7f}",
        "\"\\/\u{8}\u{c}\n\r\t",
        "\u{202e}אב\u{200b}",
        "👩‍👩‍👧‍👦",
        "'; DROP TABLE message; --",
    ] {
        let created = server.post(&messages, inbound(text)).await;
        assert_eq!(created.body["text"], text);
    }
    let raw = json!([1, -0.5, 1e300, u64::MAX, i64::MIN, "x", {"": null}, [], true]);
    let mut message = inbound("raw");
    message["raw"] = raw.clone();
    server.post(&messages, message).await;
    let list = server.get(&messages).await;
    assert_eq!(list.body.as_array().unwrap().last().unwrap()["raw"], raw);
}
