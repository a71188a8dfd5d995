//! Limits of body, nesting, headers, connections, and the end of the server.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::harness::{Running, inbound};

#[tokio::test]
async fn a_body_of_a_mebibyte_is_taken_and_a_larger_one_refused() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let around = inbound("").to_string().len();
    let largest = 1024 * 1024;
    let fits = inbound(&"x".repeat(largest - around));
    assert_eq!(fits.to_string().len(), largest);
    assert_eq!(server.post(&messages, fits).await.status, 201);
    for over in [1, 1024 * 1024, 8 * 1024 * 1024] {
        let refused = server
            .post(&messages, inbound(&"x".repeat(largest - around + over)))
            .await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (400, &json!("invalid_request")),
            "{over}"
        );
        assert_eq!(refused.body["details"]["limitBytes"], "1048576");
    }
}

#[tokio::test]
async fn a_body_may_nest_64_deep() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    // The object itself is level 1, `raw` the rest.
    let body = |levels: usize| {
        format!(
            r#"{{"direction":"inbound","text":"[[[[\"[[","author":{{"role":"user"}},"raw":{}{}}}"#,
            "[".repeat(levels - 1),
            "]".repeat(levels - 1)
        )
    };
    let deepest = server.ask("POST", &messages).body(body(64)).send().await;
    assert_eq!(deepest.status, 201);
    for levels in [65, 127, 200, 100_000] {
        let refused = server
            .ask("POST", &messages)
            .body(body(levels))
            .send()
            .await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (400, &json!("invalid_request")),
            "{levels}"
        );
        assert_eq!(
            refused.body["details"],
            json!({"limit": "64", "nesting": levels.to_string()})
        );
    }
    assert_eq!(server.get(&messages).await.status, 200);
}

#[tokio::test]
async fn a_hundred_thousand_issues_do_not_make_a_hundred_thousand_lines() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let body = format!(r#"{{"attachments":[{}0]}}"#, "0,".repeat(100_000));
    let answer = server.ask("POST", &messages).body(body).send().await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body["issues"].as_array().unwrap().len(), 500);
    assert!(
        answer.body["message"]
            .as_str()
            .unwrap()
            .ends_with("(100003 issues in all)")
    );
}

#[tokio::test]
async fn a_chunked_body_has_the_same_limit() {
    let server = Running::start().await;
    let messages = format!("{}/messages", server.thread().await);
    let chunks =
        futures_util::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(vec![b' '; 65_536])));
    let refused = server
        .ask("POST", &messages)
        .body(reqwest::Body::wrap_stream(chunks))
        .send()
        .await;
    assert_eq!(refused.body["details"]["limitBytes"], "1048576");
}

#[tokio::test]
async fn headers_without_end_are_cut_off() {
    let server = Running::start().await;
    let mut stream = raw(&server).await;
    stream
        .write_all(b"GET /api/v1/channels HTTP/1.1\r\n")
        .await
        .unwrap();
    let line = format!("x-filler: {}\r\n", "y".repeat(8000));
    for _ in 0..200 {
        if stream.write_all(line.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    let head = String::from_utf8_lossy(&answer).into_owned();
    assert!(
        head.is_empty() || head.starts_with("HTTP/1.1 431"),
        "{head}"
    );
    assert_eq!(server.get("/channels").await.status, 200);
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_harms_nobody() {
    let server = Running::start().await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"HELO there\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let mut stream = raw(&server).await;
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        let head = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            head.is_empty() || head.starts_with("HTTP/1.1 400"),
            "{bytes:?}: {head}"
        );
    }
    assert_eq!(server.get("/channels").await.status, 200);
}

#[tokio::test]
async fn raw_bytes_in_a_path_are_an_id_that_does_not_exist() {
    let server = Running::start().await;
    let mut stream = raw(&server).await;
    let request = format!(
        "GET /api/v1/channels/\u{e9} HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\nconnection: close\r\n\r\n",
        server.admin
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
}

#[tokio::test]
async fn the_server_ends_within_seconds_whatever_is_open() {
    let server = Running::start().await;
    let thread = server.thread().await;
    let mut idle = raw(&server).await;
    let mut half = raw(&server).await;
    half.write_all(b"POST /api/v1/channels HTTP/1.1\r\nhost: x\r\ncontent-le")
        .await
        .unwrap();
    let mut slow = raw(&server).await;
    let head = format!(
        "POST /api/v1{thread}/messages HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-length: 1000\r\n\r\n{{",
        server.admin
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    let start = Instant::now();
    server.end().await;
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    for stream in [&mut idle, &mut half, &mut slow] {
        let mut rest = Vec::new();
        drop(
            tokio::time::timeout(Duration::from_secs(2), stream.read_to_end(&mut rest))
                .await
                .unwrap(),
        );
    }
}

async fn raw(server: &Running) -> TcpStream {
    let address = server
        .base
        .trim_start_matches("http://")
        .trim_end_matches("/api/v1");
    TcpStream::connect(address).await.unwrap()
}
