//! The agent login, in all the words a server may have for its states.

use andibox::api::login::{DeviceCode, Exchange, LoginStatus, StartLogin};
use andibox::api::{Class, Client};
use andibox::model::ProblemKind;

use super::mock::Mock;
use super::setup::{Bench, SECRET};
use super::wire::{Act, Wire, http, json};

fn code() -> DeviceCode {
    serde_json::from_str("\"dev_s3cret\"").unwrap()
}

async fn client(act: Act) -> Client {
    Bench::at(&Wire::start([act]).await.address).client
}

#[tokio::test]
async fn a_login_goes_from_start_to_key() {
    let mock = Mock::start().await;
    let client = Bench::with(&mock.address, |options| options.key = None).client;
    let start = StartLogin {
        agent_name: "andibox".to_owned(),
        agent_description: "Inbox".to_owned(),
        role: "viewer".to_owned(),
    };
    let started = client.start_login(&start).await.unwrap();
    assert_eq!(started.user_code.expose(), "ABCD-1234");
    assert_eq!(started.interval.as_secs(), 5);
    let pending = client.exchange_login(&started.device_code).await.unwrap();
    assert_eq!(pending, Exchange::Pending(None));
    let approved = client.exchange_login(&started.device_code).await.unwrap();
    let Exchange::Approved(approved) = approved else {
        panic!("{approved:?}");
    };
    assert!(approved.key.expose().starts_with("andi_live_"));
    assert_eq!(approved.workspace_name.unwrap().expose(), "Acme Support");
    assert_eq!(approved.permissions.len(), 2);
    assert_eq!(mock.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn only_approved_goes_on_and_an_unknown_word_waits() {
    let refused = |code: &str| {
        http(
            "400 x",
            "",
            &format!(r#"{{"code":"{code}","message":"m"}}"#),
        )
    };
    for (act, expected) in [
        (json(r#"{"status":"pending"}"#), Exchange::Pending(None)),
        (json(r#"{"status":"denied"}"#), Exchange::Denied),
        (json(r#"{"status":"expired"}"#), Exchange::Expired),
        (
            json(r#"{"status":"thinking","apiKey":{"key":"k"}}"#),
            Exchange::Pending(Some("thinking".into())),
        ),
        (
            refused("authorization_pending"),
            Exchange::Pending(Some("authorization_pending".into())),
        ),
        (refused("access_denied"), Exchange::Denied),
        (refused("expired_token"), Exchange::Expired),
    ] {
        let exchange = client(act).await.exchange_login(&code()).await;
        assert_eq!(exchange.unwrap(), expected);
    }
}

#[tokio::test]
async fn another_refusal_ends_the_login() {
    let body = r#"{"code":"invalid_request","message":"Unknown device code."}"#;
    for body in [body, "", "<p>no"] {
        let client = client(http("400 x", "", body)).await;
        let error = client.exchange_login(&code()).await.unwrap_err();
        assert_eq!(error.class, Class::Rejected);
        assert_eq!(error.problem.request.expose(), "POST /agent/auth/exchange");
    }
    let wait = client(http("429 x", "retry-after: 9\r\n", "")).await;
    let error = wait.exchange_login(&code()).await.unwrap_err();
    assert_eq!(error.problem.retry_after, Some(9));
}

#[tokio::test]
async fn an_approval_without_a_key_is_no_approval_and_says_no_secret() {
    for body in [
        r#"{"status":"approved"}"#,
        r#"{"status":"approved","apiKey":"andi_live_s3cret"}"#,
        r#"{"status":"approved","apiKey":{"key":"andi_live_s3cret with spaces"}}"#,
        r#"{"status":"approved","apiKey":{"key":{"secret":"andi_live_s3cret"}}}"#,
        r#"{"status":"approved","apiKey":{"key":"andi_live_s3cret"#,
    ] {
        let client = client(json(body)).await;
        let error = client.exchange_login(&code()).await.unwrap_err();
        assert_eq!(error.problem.kind, ProblemKind::Unreadable, "{body}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}

#[tokio::test]
async fn codes_are_not_shown_and_the_key_is_not_sent() {
    assert_eq!(format!("{:?}", code()), "DeviceCode(…)");
    let wire = Wire::start([json(r#"{"status":"pending"}"#)]).await;
    let client = Bench::at(&wire.address).client;
    client.exchange_login(&code()).await.unwrap();
    let request = &wire.requests()[0];
    assert!(request.ends_with(r#"{"deviceCode":"dev_s3cret"}"#));
    assert!(!request.contains(SECRET));
}

#[tokio::test]
async fn a_decision_may_be_answered_with_nothing() {
    let client = client(http("204 No Content", "", "")).await;
    assert_eq!(client.deny_login("ABCD-1234").await.unwrap().status, None);
    let told = Wire::start([json(r#"{"status":"approved","userCode":"ABCD-1234"}"#)]).await;
    let client = Bench::at(&told.address).client;
    let request = client.approve_login("ABCD-1234").await.unwrap();
    assert_eq!(request.status, Some(LoginStatus::Approved));
    assert!(told.requests()[0].starts_with("POST /api/v1/agent/auth/requests/ABCD-1234/approve "));
}
