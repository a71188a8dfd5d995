//! Requests that got no whole answer: whether they may be made again hangs on how far they came.

use std::time::Duration;

use andibox::api::{Address, Class, Error};
use andibox::model::ProblemKind;

use super::setup::{Bench, channel, hello};
use super::wire::{Act, Wire, head, json};

/// The same failure met by a read and by a write.
async fn read_and_write(act: Act) -> [Error; 2] {
    let wire = Wire::start([act]).await;
    asked(&wire.address, Duration::from_mins(1)).await
}

async fn asked(address: &Address, timeout: Duration) -> [Error; 2] {
    let bench = Bench::with(address, |options| options.request_timeout = timeout);
    let read = bench.client.list_channels(None).await.unwrap_err();
    let write = bench
        .client
        .create_channel_message(&channel(), &hello())
        .await
        .unwrap_err();
    let log = bench.log();
    assert_eq!(log.len(), 2, "one record a request, and none made twice");
    assert_eq!(log[0].problem.as_ref(), Some(&*read.problem));
    assert_eq!(log[1].problem.as_ref(), Some(&*write.problem));
    [read, write]
}

fn seen(errors: &[Error; 2]) -> (ProblemKind, Class, Class) {
    let [read, write] = errors;
    assert_eq!(read.problem.kind, write.problem.kind);
    assert_eq!(read.problem.request.expose(), "GET /channels");
    assert_eq!(
        write.problem.request.expose(),
        "POST /channels/channel%201/messages"
    );
    (read.problem.kind, read.class, write.class)
}

#[tokio::test]
async fn a_refused_connection_never_left() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let address = Address::parse(&format!("http://127.0.0.1:{port}/api/v1")).unwrap();
    let errors = asked(&address, Duration::from_mins(1)).await;
    assert_eq!(
        seen(&errors),
        (ProblemKind::Unreachable, Class::Retry, Class::Retry)
    );
    let words = errors[0].problem.sentence();
    assert!(
        words.expose().contains(&format!("127.0.0.1:{port}: ")),
        "{words:?}"
    );
}

#[tokio::test]
async fn a_failed_tls_handshake_never_left() {
    let wire = Wire::start([Act::Greet(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())]).await;
    let secure = wire.address.to_string().replace("http:", "https:");
    let errors = asked(&secure.parse().unwrap(), Duration::from_mins(1)).await;
    assert_eq!(
        seen(&errors),
        (ProblemKind::Tls, Class::Retry, Class::Retry)
    );
}

#[tokio::test]
async fn a_handshake_without_an_answer_never_left() {
    let wire = Wire::start([Act::Hold]).await;
    let secure = wire.address.to_string().replace("http:", "https:");
    let errors = asked(&secure.parse().unwrap(), Duration::from_millis(300)).await;
    assert_eq!(
        seen(&errors),
        (ProblemKind::Unreachable, Class::Retry, Class::Retry)
    );
}

#[tokio::test]
async fn what_breaks_after_sending_leaves_a_write_unknown() {
    let promised = head("200 OK", "content-length: 100\r\n");
    let begun = [&promised[..], b"[{\"id\":"].concat();
    let chunked = head("200 OK", "transfer-encoding: chunked\r\n");
    let chunk = [&chunked[..], b"3\r\n[{}\r\n"].concat();
    let not_gzip = head("200 OK", "content-encoding: gzip\r\ncontent-length: 5\r\n");
    let not_gzip = [&not_gzip[..], b"[{}]\n"].concat();
    for (name, act) in [
        ("reset before the request was read", Act::ResetUnread),
        ("reset after the request was read", Act::ResetRead),
        ("closed without an answer", Act::Answer(Vec::new())),
        ("a broken head", Act::Answer(b"HTTP/1.1 2".to_vec())),
        ("no HTTP at all", Act::Answer(b"SSH-2.0-x\r\n".to_vec())),
        ("closed within the body", Act::Answer(begun.clone())),
        ("reset within the body", Act::AnswerAndReset(begun)),
        ("closed within a chunked body", Act::Answer(chunk)),
        ("damaged compression", Act::Answer(not_gzip)),
    ] {
        let errors = read_and_write(act).await;
        assert_eq!(
            seen(&errors),
            (ProblemKind::NoAnswer, Class::Retry, Class::Unknown),
            "{name}"
        );
    }
}

#[tokio::test]
async fn silence_after_sending_leaves_a_write_unknown() {
    let slow = head("200 OK", "transfer-encoding: chunked\r\n");
    let slow = [&slow[..], b"1\r\n[\r\n"].concat();
    for (name, act) in [
        ("no answer", Act::Hold),
        ("half a head", Act::AnswerAndHold(b"HTTP/1.1 200".to_vec())),
        ("a body that never ends", Act::AnswerAndHold(slow)),
    ] {
        let wire = Wire::start([act]).await;
        let errors = asked(&wire.address, Duration::from_millis(300)).await;
        assert_eq!(
            seen(&errors),
            (ProblemKind::NoAnswer, Class::Retry, Class::Unknown),
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_unreadable_success_leaves_a_write_unknown() {
    for (name, kind, body) in [
        (
            "a web page",
            ProblemKind::NotApi,
            "<!doctype html><p>Log in",
        ),
        ("an empty body", ProblemKind::NotApi, ""),
        ("plain words", ProblemKind::NotApi, "OK"),
        ("JSON cut off", ProblemKind::Unreadable, r#"[{"id":"1"#),
        ("an object cut off", ProblemKind::Unreadable, r#"{"id":"1"#),
        ("another type", ProblemKind::Unreadable, "3"),
        ("another object", ProblemKind::Unreadable, r#"{"ok":true}"#),
    ] {
        let errors = read_and_write(json(body)).await;
        assert_eq!(
            seen(&errors),
            (kind, Class::Retry, Class::Unknown),
            "{name}"
        );
        assert_eq!(errors[0].problem.status, Some(200));
    }
}

#[tokio::test]
async fn a_refusal_stands_even_if_its_words_are_cut_off() {
    let cut = |status| Act::AnswerAndReset(head(status, "content-length: 100\r\n"));
    let errors = read_and_write(cut("403 Forbidden")).await;
    assert_eq!(
        seen(&errors),
        (ProblemKind::Refused, Class::Rejected, Class::Rejected)
    );
    let errors = read_and_write(cut("401 Unauthorized")).await;
    assert_eq!(
        seen(&errors),
        (ProblemKind::InvalidKey, Class::Auth, Class::Auth)
    );
}

#[tokio::test]
async fn a_request_given_up_here_is_in_the_log() {
    let wire = Wire::start([Act::Hold]).await;
    let bench = Bench::at(&wire.address);
    let request = bench.client.list_channels(None);
    let given_up = tokio::time::timeout(Duration::from_millis(50), request).await;
    assert!(given_up.is_err());
    let log = bench.log();
    assert_eq!(log.len(), 1);
    let problem = log[0].problem.as_ref().unwrap();
    assert_eq!(problem.kind, ProblemKind::NoAnswer);
}
