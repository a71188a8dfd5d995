//! Error answers: the documented ones from the contract's own examples, and those of everything else on the way.

use andibox::api::Class::{self, Auth, Rejected, Retry, Unknown};
use andibox::api::Error;
use andibox::model::ProblemKind::{self, *};
use andibox::model::{Problem, ThreadPatch};

use super::contract::Contract;
use super::mock::Mock;
use super::setup::{Bench, channel, hello, thread};
use super::wire::{Wire, http};

#[tokio::test]
async fn every_documented_error_is_known_by_kind_and_class() {
    let expected = [
        ("decode", Decode, Rejected),
        ("invalid", InvalidRequest, Rejected),
        ("workspace", WorkspaceRequired, Rejected),
        ("none", AuthenticationRequired, Auth),
        ("invalid", InvalidKey, Auth),
        ("session", SessionRequired, Auth),
        ("permission", Forbidden, Rejected),
        ("missing", NotFound, Rejected),
        ("failed", ServerError, Unknown),
    ];
    let documented = Contract::load().errors();
    assert_eq!(documented.len(), expected.len());
    let mock = Mock::start().await;
    let client = Bench::at(&mock.address).client;
    for ((status, example, body), (name, kind, class)) in documented.into_iter().zip(expected) {
        assert_eq!(example, name);
        mock.fail_with(status, body.clone());
        let sent = client.create_channel_message(&channel(), &hello()).await;
        let Error {
            class: met,
            problem,
        } = sent.unwrap_err();
        assert_eq!((problem.kind, met), (kind, class), "{body}");
        assert_eq!(problem.status, Some(status));
        let words = body["message"].as_str().unwrap().trim_end_matches('.');
        assert!(problem.message.expose().starts_with(words), "{problem:?}");
        assert_eq!(
            problem.request.expose(),
            "POST /channels/channel%201/messages"
        );
    }
    assert_eq!(mock.violations(), Vec::<String>::new());
}

async fn refused(status: &str, headers: &str, body: &str) -> Error {
    let wire = Wire::start([http(status, headers, body)]).await;
    let client = Bench::at(&wire.address).client;
    let sent = client.create_channel_message(&channel(), &hello()).await;
    sent.unwrap_err()
}

#[tokio::test]
async fn issues_permission_and_details_are_kept() {
    let contract = Contract::load().errors();
    let told = async |name: &str, status: &str| -> Problem {
        let (_, _, body) = contract.iter().find(|(_, it, _)| it == name).unwrap();
        *refused(status, "", &body.to_string()).await.problem
    };
    let decode = told("decode", "400 Bad Request").await;
    let issues: Vec<(&str, &str)> = decode
        .issues
        .iter()
        .map(|issue| (issue.path.expose(), issue.message.expose()))
        .collect();
    assert_eq!(
        issues,
        [
            ("author.role", "is missing"),
            ("attachments.0.sizeBytes", "Expected number, actual \"big\""),
        ]
    );
    let forbidden = told("permission", "403 Forbidden").await;
    assert_eq!(forbidden.permission.unwrap().expose(), "resource.action");
    let invalid = told("invalid", "400 Bad Request").await;
    assert_eq!(
        invalid.message.expose(),
        "The parent message does not belong to this thread (field: parentMessageId)"
    );
}

#[tokio::test]
async fn other_errors_are_known_by_status() {
    let page = "<html><h1>Nope</h1></html>";
    let odd = r#"{"error":{"message":"Odd"}}"#;
    let table: [(&str, &str, ProblemKind, Class, &str); 20] = [
        (
            "400 Bad Request",
            page,
            NotApi,
            Rejected,
            "Bad Request, in a web page",
        ),
        ("400 Bad Request", "", Refused, Rejected, "Bad Request"),
        ("400 Bad Request", odd, InvalidRequest, Rejected, "Odd"),
        (
            "400 Bad Request",
            r#"{"_tag":"HttpApiDecodeError"}"#,
            Decode,
            Rejected,
            "Bad Request",
        ),
        (
            "401 Unauthorized",
            page,
            InvalidKey,
            Auth,
            "Unauthorized, in a web page",
        ),
        (
            "401 Unauthorized",
            r#"{"code":"new_word"}"#,
            InvalidKey,
            Auth,
            "Unauthorized",
        ),
        (
            "403 Forbidden",
            page,
            Refused,
            Rejected,
            "Forbidden, in a web page",
        ),
        (
            "403 Forbidden",
            r#"{"message":"No"}"#,
            Forbidden,
            Rejected,
            "No",
        ),
        (
            "404 Not Found",
            page,
            NotFound,
            Rejected,
            "Not Found, in a web page",
        ),
        (
            "405 Method Not Allowed",
            "",
            Refused,
            Rejected,
            "Method Not Allowed",
        ),
        (
            "408 Request Timeout",
            "",
            NoAnswer,
            Retry,
            "Request Timeout",
        ),
        ("409 Conflict", odd, Refused, Rejected, "Odd"),
        ("418 x", "[1]", Refused, Rejected, "I'm a teapot"),
        ("429 x", "", Busy, Retry, "Too Many Requests"),
        ("500 x", "", ServerError, Unknown, "Internal Server Error"),
        ("501 x", "", ServerError, Unknown, "Not Implemented"),
        (
            "502 x",
            page,
            ServerError,
            Unknown,
            "Bad Gateway, in a web page",
        ),
        (
            "503 x",
            page,
            Busy,
            Retry,
            "Service Unavailable, in a web page",
        ),
        ("504 x", "{", ServerError, Unknown, "Gateway Timeout"),
        ("304 x", "", NotApi, Unknown, "Not Modified"),
    ];
    for (status, body, kind, class, words) in table {
        let error = refused(status, "", body).await;
        let problem = &error.problem;
        assert_eq!(
            (problem.kind, error.class, problem.message.expose()),
            (kind, class, words),
            "{status} {body}"
        );
        assert!(!problem.sentence().is_empty());
    }
}

#[tokio::test]
async fn a_server_without_the_patch_route_refuses_it() {
    for status in ["404 x", "405 x", "501 x"] {
        let wire = Wire::start([http(status, "", "")]).await;
        let client = Bench::at(&wire.address).client;
        let patched = client
            .update_thread(&channel(), &thread(), &ThreadPatch::default(), None)
            .await;
        let error = patched.unwrap_err();
        assert_eq!(error.class, Rejected, "{status}");
        assert_eq!(error.status().unwrap().to_string(), status[..3]);
    }
}

#[tokio::test]
async fn a_read_that_fails_on_the_server_may_be_made_again() {
    let wire = Wire::start([http("500 x", "", "")]).await;
    let client = Bench::at(&wire.address).client;
    assert_eq!(client.list_channels(None).await.unwrap_err().class, Retry);
    let deleted = client.delete_channel(&channel()).await;
    assert_eq!(deleted.unwrap_err().class, Retry);
}

#[tokio::test]
async fn retry_after_is_read_in_both_forms() {
    // The clock of these tests stands at noon of 9 March 2026, a Monday.
    for (header, seconds) in [
        ("7", Some(7)),
        ("Mon, 09 Mar 2026 12:00:30 GMT", Some(30)),
        ("Mon, 09 Mar 2026 11:59:00 GMT", Some(0)),
        ("soon", None),
        ("-5", None),
        ("99999999999999999999999", Some(24 * 60 * 60)),
    ] {
        for status in ["429 x", "503 x"] {
            let error = refused(status, &format!("retry-after: {header}\r\n"), "").await;
            assert_eq!(error.problem.retry_after, seconds, "{header}");
            assert_eq!((error.class, error.problem.kind), (Retry, Busy));
        }
    }
    assert_eq!(refused("429 x", "", "").await.problem.retry_after, None);
}

#[tokio::test]
async fn a_moment_to_wait_for_counts_by_the_servers_own_clock() {
    // Five hours from ours, which shows noon of 9 March.
    for hour in ["07", "17"] {
        let headers = format!(
            "date: Mon, 09 Mar 2026 {hour}:00:00 GMT\r\nretry-after: Mon, 09 Mar 2026 {hour}:00:30 GMT\r\n"
        );
        let error = refused("429 x", &headers, "").await;
        assert_eq!(error.problem.retry_after, Some(30), "{hour}");
    }
}
