//! Depth, issues, and what is kept of a body.

use serde_json::{Value, json};

use super::depth::deepest;
use super::{Field, MessageInput, ThreadPatch};
use crate::server::Fault;

fn issues(result: Result<impl std::fmt::Debug, Fault>) -> Value {
    match result {
        Err(Fault::Decode(issues)) => issues.body(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn depth_counts_brackets_outside_strings_only() {
    for (body, depth) in [
        ("", 0),
        ("1", 0),
        ("{}", 1),
        ("[[],[[]]]", 3),
        (r#"{"a":"[[[{{{"}"#, 1),
        (r#"{"a\"[[":[]}"#, 2),
        (r#"["\\",[]]"#, 2),
        ("]]]][", 1),
    ] {
        assert_eq!(deepest(body.as_bytes()), depth, "{body}");
    }
}

#[test]
fn an_issue_quotes_what_was_sent_and_shortens_it() {
    let body = json!({"direction": "x".repeat(500), "author": {"role": "user"}}).to_string();
    let issues = issues(MessageInput::read(body.as_bytes()));
    let message = issues["issues"][0]["message"].as_str().unwrap();
    assert!(
        message
            .starts_with(r#"Expected "inbound" | "outbound" | "internal" | "system", actual "xxx"#),
        "{message}"
    );
    assert!(message.chars().count() < 140, "{message}");
    assert!(
        issues["message"]
            .as_str()
            .unwrap()
            .contains("direction Expected")
    );
}

#[test]
fn unknown_properties_are_not_kept() {
    let body = json!({
        "direction": "inbound", "extra": 1, "author": {"role": "user", "extra": 1, "name": "n"},
        "attachments": [{"extra": 1, "url": "u"}], "raw": null, "metadata": {"kept": 1},
    });
    let input = MessageInput::read(body.to_string().as_bytes()).unwrap();
    assert_eq!(input.author, r#"{"role":"user","name":"n"}"#);
    assert_eq!(input.attachments, r#"[{"url":"u"}]"#);
    assert_eq!(
        (input.raw, input.metadata.as_deref()),
        (None, Some(r#"{"kept":1}"#))
    );
}

#[test]
fn a_patch_tells_null_from_nothing() {
    let patch = ThreadPatch::read(br#"{"title": null}"#).unwrap();
    assert_eq!((patch.title, patch.metadata), (Field::Null, Field::Absent));
}
