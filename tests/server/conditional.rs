//! `ETag`, `If-None-Match` and gzip.

use serde_json::json;

use super::harness::{Answer, Running, inbound};

async fn if_none_match(server: &Running, path: &str, tag: &str) -> Answer {
    server
        .ask("GET", path)
        .header("if-none-match", tag)
        .send()
        .await
}

#[tokio::test]
async fn an_unchanged_list_is_304_and_each_change_gives_another_tag() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    let (threads, messages, feed) = (
        format!("{channel}/threads"),
        format!("{thread}/messages"),
        format!("{channel}/messages"),
    );
    for (list, method, path, body) in [
        ("/channels", "POST", "/channels", json!({"name": "n"})),
        ("/channels", "PATCH", channel, json!({"name": "m"})),
        (&threads, "POST", &threads, json!({})),
        (&threads, "PATCH", &thread, json!({"title": "t"})),
        (&threads, "PATCH", &thread, json!({"status": "closed"})),
        (&threads, "POST", &messages, inbound("x")),
        (&messages, "POST", &messages, inbound("y")),
        (&messages, "PATCH", &thread, json!({"status": "open"})),
        (&feed, "POST", &feed, inbound("z")),
    ] {
        let tag = server.get(list).await.header("etag").unwrap().to_owned();
        assert!(
            tag.starts_with('"') && tag.ends_with('"'),
            "a strong tag: {tag}"
        );
        let same = if_none_match(&server, list, &tag).await;
        assert_eq!(
            (same.status, same.bytes.len(), same.header("etag")),
            (304, 0, Some(tag.as_str())),
            "{list}"
        );
        assert!(server.ask(method, path).json(&body).send().await.status < 300);
        let changed = if_none_match(&server, list, &tag).await;
        assert_eq!(changed.status, 200, "{list} after {method} {path}");
        assert_ne!(changed.header("etag"), Some(tag.as_str()));
    }
}

#[tokio::test]
async fn what_changes_nothing_keeps_the_tag() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let (channel, _) = thread.split_once("/threads/").unwrap();
    let threads = format!("{channel}/threads");
    let tag = server
        .get(&threads)
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    server.patch(&thread, json!({"status": "open"})).await;
    server.patch(&thread, json!({})).await;
    server
        .post(&format!("{channel}/messages"), inbound("to the feed"))
        .await;
    server
        .post(&format!("{thread}/messages"), json!({"direction": "up"}))
        .await;
    assert_eq!(if_none_match(&server, &threads, &tag).await.status, 304);
}

#[tokio::test]
async fn if_none_match_takes_lists_weak_tags_and_the_star() {
    let server = Running::start().await;
    let tag = server
        .get("/channels")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    for (header, status) in [
        (format!("\"other\", {tag}"), 304),
        (format!("W/{tag}"), 304),
        ("*".to_owned(), 304),
        ("\"other\"".to_owned(), 200),
        (String::new(), 200),
    ] {
        assert_eq!(
            if_none_match(&server, "/channels", &header).await.status,
            status,
            "{header}"
        );
    }
    assert_eq!(
        if_none_match(&server, "/channels/x/threads", "*")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_list_is_compressed_when_asked_for_under_a_tag_of_its_own() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    for n in 0..20 {
        server
            .post(&messages, inbound(&format!("message {n}")))
            .await;
    }
    let plain = server.get(&messages).await;
    assert_eq!(plain.header("content-encoding"), None);
    let packed = server
        .ask("GET", &messages)
        .header("accept-encoding", "gzip")
        .send()
        .await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.bytes.starts_with(&[0x1f, 0x8b]) && packed.bytes.len() < plain.bytes.len() / 4);
    assert_ne!(packed.header("etag"), plain.header("etag"));
    assert!(packed.header("vary").unwrap().contains("accept-encoding"));
    for tag in [
        packed.header("etag").unwrap(),
        plain.header("etag").unwrap(),
    ] {
        let same = server
            .ask("GET", &messages)
            .header("accept-encoding", "gzip")
            .header("if-none-match", tag)
            .send()
            .await;
        assert_eq!((same.status, same.header("content-encoding")), (304, None));
        assert_eq!(same.header("etag"), Some(tag));
    }
}

#[tokio::test]
async fn an_unpacked_answer_is_the_plain_one() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    for n in 0..20 {
        server
            .post(&messages, inbound(&format!("message {n}")))
            .await;
    }
    let plain = server.get(&messages).await;
    let client = reqwest::Client::builder()
        .no_proxy()
        .gzip(true)
        .tls_certs_only([])
        .build()
        .unwrap();
    let request = client
        .get(format!("{}{messages}", server.base))
        .header("x-api-key", &server.admin);
    assert_eq!(
        request.send().await.unwrap().bytes().await.unwrap(),
        plain.bytes
    );
}

#[tokio::test]
async fn a_tag_outlives_a_restart() {
    let server = Running::start().await;
    let tag = server
        .get("/channels")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    let dir = server.end().await;
    let server = Running::start_in(dir, |_| ()).await;
    assert_eq!(if_none_match(&server, "/channels", &tag).await.status, 304);
}
