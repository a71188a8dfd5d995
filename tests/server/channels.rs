//! Channels: list, create, get, update, delete.

use serde_json::json;

use super::harness::{Running, inbound};

#[tokio::test]
async fn a_channel_is_created_with_every_field_and_read_back() {
    let server = Running::start().await;
    let created = server
        .post("/channels", json!({"name": "Email", "handle": "mail", "description": "d", "metadata": {"a": [1]}, "other": 1}))
        .await;
    assert_eq!(created.status, 201);
    let id = created.body["id"].as_str().unwrap();
    assert_eq!(
        created.body,
        json!({
            "id": id, "name": "Email", "handle": "mail", "description": "d", "metadata": {"a": [1]},
            "createdAt": "2026-02-25T06:13:20.000Z", "updatedAt": "2026-02-25T06:13:20.000Z",
        })
    );
    assert_eq!(
        server.get(&format!("/channels/{id}")).await.body,
        created.body
    );
    assert_eq!(server.get("/channels").await.body, json!([created.body]));
}

#[tokio::test]
async fn a_channel_is_changed_only_where_the_patch_says() {
    let server = Running::start().await;
    let channel = server.channel().await;
    server
        .patch(&channel, json!({"handle": "h", "metadata": {"a": 1}}))
        .await;
    server.clock.advance(1000);
    let patched = server
        .patch(&channel, json!({"name": "Post", "metadata": null}))
        .await;
    assert_eq!(patched.status, 200);
    assert_eq!(
        (
            &patched.body["name"],
            &patched.body["handle"],
            &patched.body["metadata"]
        ),
        (&json!("Post"), &json!("h"), &json!(null))
    );
    assert_eq!(patched.body["updatedAt"], "2026-02-25T06:13:21.000Z");
    server.clock.advance(1000);
    let unchanged = server.patch(&channel, json!({})).await;
    assert_eq!(unchanged.body, patched.body);
    let refused = server.patch(&channel, json!({"name": ""})).await;
    assert_eq!(
        refused.issues(),
        [("Refinement".to_owned(), r#"["name"]"#.to_owned())]
    );
}

#[tokio::test]
async fn a_deleted_channel_is_gone_with_everything_in_it() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let channel = thread.split("/threads").next().unwrap().to_owned();
    server
        .post(&format!("{thread}/messages"), inbound("in a thread"))
        .await;
    server
        .post(&format!("{channel}/messages"), inbound("in the feed"))
        .await;
    let kept = server.channel().await;
    let deleted = server.ask("DELETE", &channel).send().await;
    assert_eq!((deleted.status, deleted.bytes.len()), (204, 0));
    for path in [
        channel.clone(),
        thread.clone(),
        format!("{thread}/messages"),
        format!("{channel}/messages"),
    ] {
        assert_eq!(server.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(server.ask("DELETE", &channel).send().await.status, 404);
    assert_eq!(server.get(&kept).await.status, 200);
}

#[tokio::test]
async fn channels_are_listed_in_the_order_they_were_made() {
    let server = Running::start().await;
    let mut paths = Vec::new();
    for step in [0, 0, 5] {
        server.clock.advance(step);
        paths.push(server.channel().await);
    }
    let list = server.get("/channels").await;
    let listed: Vec<String> = list
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|channel| format!("/channels/{}", channel["id"].as_str().unwrap()))
        .collect();
    assert_eq!(listed, paths);
}
