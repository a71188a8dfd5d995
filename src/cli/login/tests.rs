//! The waiting of a login by browser, by a table of answers; no server and no time.

use std::cell::RefCell;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::browser::{wait, words};
use crate::api::login::{Approved, DeviceCode, Exchange, Started};
use crate::api::{Class, Error};
use crate::cli::Failure;
use crate::model::{ApiKey, Problem, ProblemKind, Stamp};

const SECRET: &str = "andi_live_Zx81QwErTy0123456789AbCdEfGh";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn started() -> Started {
    Started {
        device_code: serde_json::from_value::<DeviceCode>(json!("dev")).unwrap(),
        user_code: "ABCD-1234".into(),
        verification_uri: Some("https://a.test/login".into()),
        verification_uri_complete: Some("https://a.test/login/ABCD-1234".into()),
        expires_at: Some(Stamp::of(now() + TimeDelta::minutes(1))),
        interval: Duration::from_secs(5),
        instructions: json!({}),
    }
}

fn approved() -> Exchange {
    Exchange::Approved(Box::new(Approved {
        key: ApiKey::new(SECRET).unwrap(),
        key_name: None,
        role: None,
        permissions: Vec::new(),
        expires_at: None,
        workspace_handle: None,
        workspace_name: None,
    }))
}

fn fails(class: Class, kind: ProblemKind) -> Result<Exchange, Error> {
    let problem = Box::new(Problem::new(kind, "words"));
    Err(Error { class, problem })
}

/// What comes of these answers, and how often was asked. After the last one the login is pending.
fn ends(
    started: &Started,
    answers: Vec<Result<Exchange, Error>>,
) -> (Result<ApiKey, Failure>, usize) {
    let answers = RefCell::new(answers.into_iter());
    let pauses = RefCell::new(Vec::new());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let asked = RefCell::new(0);
    let ended = runtime.block_on(wait(
        started,
        now(),
        async |_| {
            *asked.borrow_mut() += 1;
            answers
                .borrow_mut()
                .next()
                .unwrap_or(Ok(Exchange::Pending(None)))
        },
        async |time| pauses.borrow_mut().push(time),
    ));
    let pauses = pauses.into_inner();
    assert!(pauses.iter().all(|pause| *pause == started.interval));
    assert_eq!(
        pauses.len(),
        *asked.borrow(),
        "asked without a pause before"
    );
    (ended, asked.into_inner())
}

#[test]
fn it_waits_through_words_it_does_not_know_and_networks_that_are_away() {
    let answers = vec![
        Ok(Exchange::Pending(None)),
        Ok(Exchange::Pending(Some("slow_down".into()))),
        fails(Class::Retry, ProblemKind::Unreachable),
        fails(Class::Unknown, ProblemKind::NoAnswer),
        Ok(approved()),
    ];
    let (key, asked) = ends(&started(), answers);
    assert_eq!(key.unwrap().expose(), SECRET);
    assert_eq!(asked, 5);
}

#[test]
fn it_ends_at_a_denial_an_expiry_and_a_refusal() {
    for (answer, word) in [
        (Ok(Exchange::Denied), "denied"),
        (Ok(Exchange::Expired), "in time"),
        (
            fails(Class::Rejected, ProblemKind::InvalidRequest),
            "Nothing is stored",
        ),
    ] {
        let (ended, asked) = ends(&started(), vec![answer]);
        let words = ended.unwrap_err();
        assert!(words.words().contains(word), "{:?}", words.words());
        assert_eq!(asked, 1);
    }
}

#[test]
fn it_gives_up_when_the_login_is_too_old_whatever_the_clocks_say() {
    let (ended, asked) = ends(&started(), Vec::new());
    assert!(ended.is_err());
    assert_eq!(asked, 12);
    for expires_at in [
        None,
        Some(Stamp::read("soon")),
        Some(Stamp::of(now() - TimeDelta::days(1))),
        Some(Stamp::of(now() + TimeDelta::days(400))),
    ] {
        let odd = Started {
            expires_at,
            ..started()
        };
        let (ended, asked) = ends(&odd, Vec::new());
        assert!(ended.is_err());
        assert_eq!(asked, 15 * 60 / 5);
    }
}

#[test]
fn what_the_server_says_to_do_is_shown_safely() {
    let said = words(&started());
    assert_eq!(
        said[0],
        "Open https://a.test/login/ABCD-1234 and approve the login with the code ABCD-1234"
    );
    let hostile = Started {
        user_code: "\u{1b}[2JAB\u{202e}".into(),
        verification_uri: Some("javascript:alert(1)".into()),
        verification_uri_complete: Some("https://a.test/\u{1b}]0;x\u{7}".into()),
        ..started()
    };
    let said = words(&hostile);
    let place = "Sign in to the website of the server and approve";
    assert!(said[0].starts_with(place), "{:?}", said[0]);
    assert!(!said[0].contains(['\u{1b}', '\u{7}', '\u{202e}']));
}
