//! Answers larger than the limit, promised, streamed and compressed.

use std::time::Duration;

use andibox::api::{Class, Error};
use andibox::model::ProblemKind;
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use super::setup::{Bench, channel, hello};
use super::wire::{Act, Wire, head, http, json};

const LIMIT: u64 = 1000;

fn limited(wire: &Wire) -> Bench {
    Bench::with(&wire.address, |options| options.max_body = LIMIT)
}

fn is_too_large(error: &Error, class: Class) {
    assert_eq!(error.problem.kind, ProblemKind::TooLarge);
    assert_eq!(error.class, class);
    assert_eq!(error.problem.message.expose(), "the limit is 1000 bytes");
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_read() {
    let body = format!("{:>1$}", "[]", LIMIT as usize);
    let wire = Wire::start([json(&body)]).await;
    let bench = limited(&wire);
    bench.client.list_channels(None).await.unwrap();
    assert_eq!(bench.log()[0].bytes, LIMIT);
}

#[tokio::test]
async fn a_body_that_promises_to_be_too_large_is_not_read() {
    let wire = Wire::start([Act::AnswerAndHold(head(
        "200 OK",
        "content-length: 1001\r\n",
    ))])
    .await;
    let bench = limited(&wire);
    is_too_large(
        &bench.client.list_channels(None).await.unwrap_err(),
        Class::Rejected,
    );
    let sent = bench
        .client
        .create_channel_message(&channel(), &hello())
        .await;
    is_too_large(&sent.unwrap_err(), Class::Unknown);
    assert_eq!(bench.log()[0].bytes, 0);
}

#[tokio::test]
async fn a_body_that_grows_too_large_is_given_up() {
    let endless = head("200 OK", "transfer-encoding: chunked\r\n");
    let chunk = format!("200\r\n{}\r\n", " ".repeat(0x200));
    let endless = [&endless[..], chunk.as_bytes(), chunk.as_bytes()].concat();
    let wire = Wire::start([Act::AnswerAndHold(endless)]).await;
    let bench = limited(&wire);
    is_too_large(
        &bench.client.list_channels(None).await.unwrap_err(),
        Class::Rejected,
    );
    assert!(bench.log()[0].bytes <= LIMIT);
}

#[tokio::test]
async fn a_small_body_that_unpacks_to_a_large_one_is_given_up() {
    let bomb = || async { " ".repeat(5_000_000) };
    let router = axum::Router::new()
        .route("/api/v1/channels", get(bomb))
        .layer(CompressionLayer::new());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/api/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let bench = Bench::with(&address.parse().unwrap(), |options| {
        options.max_body = 100_000;
    });
    let error = bench.client.list_channels(None).await.unwrap_err();
    assert_eq!(error.problem.kind, ProblemKind::TooLarge);
    assert!(bench.log()[0].bytes <= 100_000);
}

#[tokio::test]
async fn an_error_of_any_size_is_still_that_error() {
    let long = format!(r#"{{"code":"not_found","message":"{}"}}"#, "x".repeat(2000));
    let wire = Wire::start([http("404 Not Found", "", &long)]).await;
    let error = limited(&wire).client.list_channels(None).await.unwrap_err();
    assert_eq!(error.problem.kind, ProblemKind::NotFound);
}

#[tokio::test]
async fn an_error_is_not_read_beyond_a_mebibyte() {
    const MIB: usize = 1024 * 1024;
    let endless = head("404 Not Found", "transfer-encoding: chunked\r\n");
    let chunk = format!("{:x}\r\n{}\r\n", MIB + 1, " ".repeat(MIB + 1));
    let wire = Wire::start([Act::AnswerAndHold(
        [&endless[..], chunk.as_bytes()].concat(),
    )])
    .await;
    let bench = Bench::with(&wire.address, |options| {
        options.request_timeout = Duration::from_secs(5);
    });
    let error = bench.client.list_channels(None).await.unwrap_err();
    assert_eq!(error.problem.kind, ProblemKind::NotFound);
    assert!(bench.log()[0].bytes <= MIB as u64);
}

#[tokio::test]
async fn a_long_word_of_a_server_is_cut() {
    let long = format!(r#"{{"message":"{}"}}"#, "ü".repeat(5000));
    let wire = Wire::start([http("404 Not Found", "", &long)]).await;
    let bench = Bench::at(&wire.address);
    let error = bench.client.list_channels(None).await.unwrap_err();
    assert_eq!(error.problem.message.expose().chars().count(), 2001);
}
