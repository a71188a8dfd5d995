//! Threads: list, create, get.

use serde_json::json;

use super::harness::{Running, inbound};

#[tokio::test]
async fn a_thread_is_created_as_the_documented_example_says() {
    let server = Running::start().await;
    let channel = server.channel().await;
    let created = server
        .post(
            &format!("{channel}/threads"),
            json!({
                "title": "Order issue from Jane Customer", "status": "open", "externalId": "thread_123",
                "metadata": {"customerId": "cust_123"},
            }),
        )
        .await;
    let id = created.body["id"].as_str().unwrap();
    assert_eq!(
        created.body,
        json!({
            "id": id, "channelId": channel.trim_start_matches("/channels/"),
            "title": "Order issue from Jane Customer", "status": "open", "externalId": "thread_123",
            "metadata": {"customerId": "cust_123"}, "lastMessageAt": null, "closedAt": null,
            "createdAt": "2026-02-25T06:13:20.000Z", "updatedAt": "2026-02-25T06:13:20.000Z",
        })
    );
    assert_eq!(
        server.get(&format!("{channel}/threads/{id}")).await.body,
        created.body
    );
    assert_eq!(
        server.get(&format!("{channel}/threads")).await.body,
        json!([created.body])
    );
}

#[tokio::test]
async fn an_empty_body_object_makes_an_open_thread_and_nulls_are_as_good_as_nothing() {
    let server = Running::start().await;
    let channel = server.channel().await;
    for body in [
        json!({}),
        json!({"title": null, "externalId": null, "metadata": null}),
    ] {
        let thread = server.post(&format!("{channel}/threads"), body).await;
        assert_eq!(thread.status, 201);
        assert_eq!(thread.body["status"], "open");
        assert_eq!(thread.body["title"], json!(null));
    }
}

#[tokio::test]
async fn a_thread_that_is_born_closed_has_a_closing_time_and_an_archived_one_has_none() {
    let server = Running::start().await;
    let threads = format!("{}/threads", server.channel().await);
    let closed = server.post(&threads, json!({"status": "closed"})).await;
    assert_eq!(closed.body["closedAt"], closed.body["createdAt"]);
    let archived = server.post(&threads, json!({"status": "archived"})).await;
    assert_eq!(archived.body["closedAt"], json!(null));
}

#[tokio::test]
async fn a_thread_is_found_under_its_own_channel_only() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let id = thread.rsplit('/').next().unwrap();
    let other = server.channel().await;
    for path in [
        format!("{other}/threads/{id}"),
        format!("{other}/threads/{id}/messages"),
    ] {
        assert_eq!(server.get(&path).await.status, 404);
        let asked = if path.ends_with("messages") {
            server.post(&path, inbound("x")).await
        } else {
            server.patch(&path, json!({})).await
        };
        assert_eq!(asked.status, 404);
    }
}

#[tokio::test]
async fn threads_are_listed_in_the_order_they_were_made() {
    let server = Running::start().await;
    let threads = format!("{}/threads", server.channel().await);
    for title in ["a", "b", "c", "d"] {
        server.post(&threads, json!({"title": title})).await;
        server.clock.advance(i64::from(title == "b"));
    }
    let listed = server.get(&threads).await;
    let titles: Vec<&str> = listed
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["a", "b", "c", "d"]);
}
