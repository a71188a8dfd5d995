//! Tables of the room: addresses, paths, `Retry-After`, curl, bodies. What happens on the wire is in `tests/api`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::path::{Segment, path};
use super::retry_after::retry_after;
use super::{Address, AddressError, body, redact, redirect, refusal};
use crate::model::curl;
use crate::model::{
    ApiKey, Author, AuthorRole, ClientMessageId, Direction, MessageKind, Mode, Problem,
    ProblemKind, RequestRecord, StatusEvent, ThreadStatus,
};

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_773_057_600, 0).unwrap()
}

fn id() -> ClientMessageId {
    ClientMessageId::new(uuid::Uuid::from_u128(7))
}

#[test]
fn addresses_are_read_as_people_type_them() {
    for (raw, shown) in [
        ("https://andibase.com/api/v1", "https://andibase.com/api/v1"),
        (
            " https://andibase.com/api/v1/// \n",
            "https://andibase.com/api/v1",
        ),
        (
            "HTTPS://Andibase.COM:443/api/v1",
            "https://andibase.com/api/v1",
        ),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("http://127.0.0.1:4000/", "http://127.0.0.1:4000"),
        ("http://[::1]:4000/api/v1", "http://[::1]:4000/api/v1"),
        (
            "https://bücher.example/ä b".trim_end_matches(" b"),
            "https://xn--bcher-kva.example/%C3%A4",
        ),
    ] {
        let address = Address::parse(raw).unwrap();
        assert_eq!(address.to_string(), shown);
        assert!(address.to_string().is_ascii());
        assert_eq!(Address::parse(shown).unwrap(), address, "reads back");
    }
}

#[test]
fn what_is_no_address_is_told_in_a_sentence() {
    for (raw, error) in [
        ("", AddressError::Empty),
        ("  ", AddressError::Empty),
        ("andibase.com/api/v1", AddressError::Scheme),
        ("localhost:4000", AddressError::Scheme),
        ("ftp://andibase.com", AddressError::Scheme),
        ("javascript://x", AddressError::Scheme),
        ("https://", AddressError::Host),
        ("https:///api/v1", AddressError::Host),
        ("https://:80/api/v1", AddressError::Host),
        ("https://user@andibase.com", AddressError::UserInfo),
        ("https://user:pw@andibase.com", AddressError::UserInfo),
        ("https://:pw@andibase.com", AddressError::Host),
        ("https://andibase.com/api?x=1", AddressError::Query),
        ("https://andibase.com/api#x", AddressError::Query),
    ] {
        assert_eq!(Address::parse(raw).unwrap_err(), error, "{raw}");
    }
    for raw in [
        "https://andibase.com:99999",
        "https://andi base.com",
        "https://andi\tbase.com",
        "https://andibase.com\\@evil.example",
        "https://[::1/api",
        "https://1.2.3.256/",
    ] {
        let error = Address::parse(raw).unwrap_err();
        assert!(
            matches!(error, AddressError::Malformed(_)),
            "{raw}: {error}"
        );
        assert!(!error.to_string().contains('\t'));
    }
}

#[test]
fn operations_stand_below_the_address() {
    for (base, url) in [
        ("https://h/api/v1", "https://h/api/v1/channels/a%2Fb"),
        ("https://h", "https://h/channels/a%2Fb"),
        ("https://h/", "https://h/channels/a%2Fb"),
    ] {
        let path = path(&[Segment::Word("channels"), Segment::Id("a/b")]).unwrap();
        assert_eq!(Address::parse(base).unwrap().join(&path).as_str(), url);
    }
}

#[test]
fn no_id_reaches_beyond_its_segment() {
    for id in [
        "a", "/", "..%2f", "a\0b", "?", "#", ";", "%", "ü", "\n", " ",
    ] {
        let path = path(&[Segment::Word("channels"), Segment::Id(id)]).unwrap();
        assert_eq!(path.matches('/').count(), 2, "{path}");
        assert!(path.is_ascii());
        assert!(!path.contains(['?', '#', '\n', ' ', ';']));
        let url = Address::parse("https://h/v1").unwrap().join(&path);
        assert_eq!(url.path(), format!("/v1{path}"), "nothing is folded away");
    }
    for id in ["", ".", ".."] {
        assert!(path(&[Segment::Id(id)]).is_err(), "{id:?}");
    }
}

#[test]
fn retry_after_rounds_up_and_ends_at_a_day() {
    let later = noon() - chrono::TimeDelta::milliseconds(1);
    for (header, now, seconds) in [
        ("0", noon(), Some(0)),
        (" 120 ", noon(), Some(120)),
        ("86401", noon(), Some(86400)),
        ("Mon, 09 Mar 2026 12:00:01 GMT", noon(), Some(1)),
        ("Mon, 09 Mar 2026 12:00:01 GMT", later, Some(2)),
        ("Wed, 09 Mar 2033 12:00:01 GMT", noon(), Some(86400)),
        ("", noon(), None),
        ("1.5", noon(), None),
        ("Mon, 99 Mar 2026 12:00:01 GMT", noon(), None),
    ] {
        assert_eq!(retry_after(header, now), seconds, "{header}");
    }
}

fn record(method: &'static str, path: &str) -> RequestRecord {
    RequestRecord {
        at: noon(),
        method,
        path: path.into(),
        status: Some(200),
        millis: 1,
        bytes: 2,
        problem: None,
    }
}

#[test]
fn curl_prints_a_command_a_shell_takes_as_it_is() {
    let address = Address::parse("https://andibase.com/api/v1").unwrap();
    assert_eq!(
        curl(&record("GET", "/api/v1/channels"), &address.origin()),
        "curl -sSg -H \"x-api-key: $ANDI_API_KEY\" -H 'accept: application/json' \
         -- 'https://andibase.com/api/v1/channels'"
    );
    assert_eq!(
        curl(&record("POST", "/api/v1/channels"), &address.origin()),
        "curl -sSg -X POST -H \"x-api-key: $ANDI_API_KEY\" -H 'accept: application/json' \
         -H 'content-type: application/json' --data-binary @body.json \
         -- 'https://andibase.com/api/v1/channels'"
    );
    let hostile = curl(
        &record("GET", "/a'; rm -rf $(x) `y`\n\u{1b}[31m\u{202e}"),
        &address.origin(),
    );
    assert!(
        hostile
            .ends_with(r"'https://andibase.com/a'\'';%20rm%20-rf%20$(x)%20`y`%0A%1B[31m%E2%80%AE'"),
        "{hostile}"
    );
    assert!(hostile.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
}

#[test]
fn a_mode_decides_the_direction_and_nothing_else_does() {
    // An author with another role, and an empty name, which the API does not take.
    let author = Author {
        name: Some(" ".into()),
        email: Some("ana@example.com".into()),
        phone: Some("1".into()),
        ..Author::of(AuthorRole::User)
    };
    for (mode, direction, kind) in [
        (Mode::Reply, Direction::Outbound, MessageKind::Text),
        (Mode::Note, Direction::Internal, MessageKind::Comment),
    ] {
        let body = body::written(mode, "x", &author, None, id());
        assert_eq!(body.message().direction, direction);
        assert_eq!(body.message().kind, Some(kind));
        let sent = serde_json::to_value(&body.message().author).unwrap();
        assert_eq!(sent, json!({"role": "agent", "email": "ana@example.com"}));
    }
    assert_eq!(
        body::reply("x", &author, None, id()),
        body::written(Mode::Reply, "x", &author, None, id())
    );
    assert_eq!(
        body::note("x", &author, None, id()),
        body::written(Mode::Note, "x", &author, None, id())
    );
}

#[test]
fn every_body_carries_the_id_it_is_asked_with() {
    let author = Author::of(AuthorRole::Agent);
    let event = StatusEvent {
        from: ThreadStatus::Closed,
        to: ThreadStatus::Open,
        base: ThreadStatus::Closed,
        by: author.clone(),
        at: None,
    };
    let thread = body::new_thread("", None, id());
    assert_eq!(thread.thread().title, None);
    for (metadata, its_id) in [
        (thread.thread().metadata.clone(), thread.id()),
        (
            body::note("x", &author, None, id())
                .message()
                .metadata
                .clone(),
            id(),
        ),
        (
            body::status_event(&event, id()).message().metadata.clone(),
            id(),
        ),
    ] {
        let written = metadata.unwrap()["clientMessageId"].clone();
        assert_eq!(written, Value::String(its_id.to_string()));
    }
}

#[test]
fn the_key_is_taken_out_of_every_word_of_a_problem() {
    let key = ApiKey::new("andi_live_0123456789abcdefghij").unwrap();
    let body = json!({
        "message": format!("<{}>", key.expose()),
        "details": {"a": key.expose(), "requiredPermission": key.expose()},
        "issues": [{"path": [key.expose(), 1], "message": key.expose()}],
    });
    let mut problem = refusal::refusal(403, body.to_string().as_bytes(), true);
    problem.request = key.expose().into();
    redact::problem(&mut problem, Some(&key));
    assert_eq!(problem.message.expose(), "<[key]> (a: [key])");
    assert!(
        !format!("{problem:?}").contains(key.expose()),
        "{problem:?}"
    );
    assert_eq!(problem.permission.unwrap().expose(), "[key]");

    let long = json!({ "message": format!("{}{}", "x".repeat(1_990), key.expose()) });
    let mut problem = refusal::refusal(404, long.to_string().as_bytes(), true);
    redact::problem(&mut problem, Some(&key));
    assert!(problem.message.expose().ends_with("xx[key]"));
    problem.message = "é".repeat(3_000).into();
    redact::problem(&mut problem, Some(&key));
    assert_eq!(problem.message.expose().chars().count(), 2_001);

    let tiny = ApiKey::new("no").unwrap();
    let mut problem = Problem::new(ProblemKind::Local, "not known");
    redact::problem(&mut problem, Some(&tiny));
    assert_eq!(problem.message.expose(), "not known");
}

#[test]
fn odd_issues_are_still_told() {
    let body = br#"{"_tag":"HttpApiDecodeError","issues":[
        {"path":[{"_tag":"symbol","key":"author"},0],"message":"m"},
        {"path":"a.b","_tag":"Missing"}, "plain", 3, {"path":null}]}"#;
    let problem = refusal::refusal(400, body, true);
    let issues: Vec<(&str, &str)> = problem
        .issues
        .iter()
        .map(|issue| (issue.path.expose(), issue.message.expose()))
        .collect();
    assert_eq!(
        issues,
        [
            ("author.0", "m"),
            ("a.b", "Missing"),
            ("", "plain"),
            ("", "3"),
            ("", r#"{"path":null}"#)
        ]
    );
    assert_eq!(problem.kind, ProblemKind::Decode);
}

#[test]
fn a_redirect_is_followed_only_where_it_says_a_place_of_the_same_origin() {
    let from = reqwest::Url::parse("https://h:444/v1/channels").unwrap();
    let read = |location| redirect::next(&reqwest::Method::GET, &from, 302, location);
    for (location, to) in [
        ("/x", "https://h:444/x"),
        ("x#y", "https://h:444/v1/x"),
        ("https://H:444/", "https://h:444/"),
        ("//h:444/a", "https://h:444/a"),
    ] {
        assert_eq!(read(Some(location)).unwrap().as_str(), to);
    }
    for (location, kind) in [
        (None, ProblemKind::NotApi),
        (Some("http://["), ProblemKind::NotApi),
        // User info would become an Authorization header.
        (Some("https://user@h:444/x"), ProblemKind::NotApi),
        (Some("https://:pw@h:444/x"), ProblemKind::NotApi),
        (Some("https://h/x"), ProblemKind::Redirected),
        (Some("http://h:444/x"), ProblemKind::Redirected),
        (Some("//evil.example/x"), ProblemKind::Redirected),
        (Some("\\\\evil.example/x"), ProblemKind::Redirected),
        (Some("data:,x"), ProblemKind::Redirected),
    ] {
        assert_eq!(
            read(location).unwrap_err().problem.kind,
            kind,
            "{location:?}"
        );
    }
}
