//! Redirects: the key goes nowhere it was not meant for, and no write becomes a read.

use andibox::api::Class::{self, Rejected, Retry, Unknown};
use andibox::model::ProblemKind::{self, NotApi, Redirected};

use super::setup::{Bench, SECRET, channel, hello};
use super::wire::{Act, Wire, http, json};

fn to(status: u16, location: &str) -> Act {
    http(
        &format!("{status} x"),
        &format!("location: {location}\r\n"),
        "",
    )
}

const CREATED: &str = r#"{"id":"m1","channelId":"c","direction":"outbound","status":"sent","kind":"text","author":{"role":"agent"},"createdAt":"2026-03-09T13:00:00Z","updatedAt":"2026-03-09T13:00:00Z"}"#;

#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed_with_the_key() {
    for status in [301, 302, 303, 307, 308] {
        let wire = Wire::start([to(status, "/v2/channels"), json("[]")]).await;
        let bench = Bench::at(&wire.address);
        bench.client.list_channels(None).await.unwrap();
        let second = &wire.requests()[1];
        assert!(second.starts_with("GET /v2/channels "), "{second}");
        assert!(second.contains(&format!("x-api-key: {SECRET}\r\n")));
        let paths: Vec<String> = bench
            .log()
            .iter()
            .map(|record| record.path.expose().to_owned())
            .collect();
        assert_eq!(paths, ["/api/v1/channels", "/v2/channels"]);
    }
}

#[tokio::test]
async fn a_write_keeps_its_method_and_body() {
    for status in [301, 307, 308] {
        let wire = Wire::start([to(status, "/v2/messages"), json(CREATED)]).await;
        let client = Bench::at(&wire.address).client;
        let sent = client.create_channel_message(&channel(), &hello()).await;
        sent.unwrap();
        let requests = wire.requests();
        assert!(requests[1].starts_with("POST /v2/messages "));
        let body = |request: &str| request.split_once("\r\n\r\n").unwrap().1.to_owned();
        assert_eq!(body(&requests[0]), body(&requests[1]));
        let named = |request: &str| request.contains("idempotency-key: ");
        assert!(requests.iter().all(|request| named(request)));
    }
}

/// What becomes of a write, and how many connections it took.
async fn written(act: Act) -> (ProblemKind, Class, usize) {
    let wire = Wire::start([act, json(CREATED)]).await;
    let client = Bench::at(&wire.address).client;
    let sent = client.create_channel_message(&channel(), &hello()).await;
    let error = sent.unwrap_err();
    (error.problem.kind, error.class, wire.connections())
}

#[tokio::test]
async fn a_write_that_would_become_a_read_is_not_followed() {
    for status in [302, 303] {
        assert_eq!(written(to(status, "/done")).await, (NotApi, Unknown, 1));
    }
}

#[tokio::test]
async fn no_request_goes_to_another_host_port_or_scheme() {
    let other = Wire::start([json("[]")]).await;
    let elsewhere = other.address.to_string();
    let by_name = elsewhere.replace("127.0.0.1", "localhost");
    for status in [301, 302, 303, 307, 308] {
        for location in [&elsewhere, &by_name, "//example.com/", "file:///etc/passwd"] {
            let wire = Wire::start([to(status, location)]).await;
            let client = Bench::at(&wire.address).client;
            let error = client.list_channels(None).await.unwrap_err();
            assert_eq!((error.problem.kind, error.class), (Redirected, Retry));
            assert_eq!(error.problem.status, Some(status));
        }
        let class = if matches!(status, 302 | 303) {
            Unknown
        } else {
            Retry
        };
        assert_eq!(
            written(to(status, &elsewhere)).await,
            (Redirected, class, 1)
        );
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn https_on_the_same_host_is_another_place() {
    let wire = Wire::start([json("[]")]).await;
    let secure = wire.address.to_string().replace("http:", "https:");
    let wire = Wire::start([to(308, &secure)]).await;
    let client = Bench::at(&wire.address).client;
    let error = client.list_channels(None).await.unwrap_err();
    assert_eq!(error.problem.kind, Redirected);
    assert!(
        error
            .problem
            .message
            .expose()
            .starts_with("https://127.0.0.1:")
    );
}

#[tokio::test]
async fn redirects_end() {
    let wire = Wire::start([to(307, "/again")]).await;
    let bench = Bench::at(&wire.address);
    let error = bench.client.list_channels(None).await.unwrap_err();
    assert_eq!((error.problem.kind, error.class), (NotApi, Rejected));
    assert_eq!(
        wire.connections(),
        4,
        "the first request and three redirects"
    );
    assert_eq!(bench.log().len(), 4);
}
