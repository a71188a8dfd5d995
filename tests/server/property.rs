//! Whatever a client sends to whichever operation: the answer is never a 500 and always as documented.
//!
//! Valid and broken bodies are made from the documented fields; the harness holds every answer against its schema.

use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use super::harness::Running;

/// The documented fields of all bodies, so that a value often lands where it means something.
const FIELDS: &[&str] = &[
    "title",
    "status",
    "externalId",
    "metadata",
    "parentMessageId",
    "direction",
    "kind",
    "text",
    "raw",
    "author",
    "attachments",
    "name",
    "handle",
    "description",
    "role",
    "email",
    "phone",
    "avatarUrl",
    "contentType",
    "url",
    "sizeBytes",
    "agentName",
    "agentDescription",
    "deviceCode",
    "",
    "unknown",
];
const WORDS: &[&str] = &[
    "open",
    "closed",
    "archived",
    "inbound",
    "outbound",
    "internal",
    "system",
    "pending",
    "received",
    "sent",
    "delivered",
    "failed",
    "text",
    "event",
    "call",
    "comment",
    "user",
    "agent",
    "admin",
    "",
    "\u{0}",
    "é",
    "null",
];

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|n| json!(n)),
        proptest::sample::select(WORDS).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            hash_map(proptest::sample::select(FIELDS), inner, 0..5).prop_map(object),
        ]
    })
}

fn object(fields: std::collections::HashMap<&'static str, Value>) -> Value {
    let fields: Map<String, Value> = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Value::Object(fields)
}

/// A right body with some fields replaced, left out or added.
fn nearly_right() -> impl Strategy<Value = Value> {
    let right = json!({
        "title": "t", "status": "open", "externalId": null, "metadata": {}, "direction": "inbound", "kind": "text",
        "text": "x", "raw": 1, "author": {"role": "user", "name": "n"}, "attachments": [{"name": "a", "sizeBytes": 1}],
        "name": "n", "agentName": "a", "deviceCode": "d",
    });
    let changes = vec(
        (
            proptest::sample::select(FIELDS),
            proptest::option::of(any_value()),
        ),
        0..4,
    );
    changes.prop_map(move |changes| {
        let mut body = right.clone();
        for (field, value) in changes {
            let object = body.as_object_mut().unwrap();
            match value {
                Some(value) => object.insert(field.to_owned(), value),
                None => object.remove(field),
            };
        }
        body
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => nearly_right().prop_map(|body| body.to_string().into_bytes()),
        2 => any_value().prop_map(|body| body.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
        1 => (nearly_right(), any::<proptest::sample::Index>()).prop_map(|(body, cut)| {
            let bytes = body.to_string().into_bytes();
            bytes[..cut.index(bytes.len())].to_vec()
        }),
    ]
}

#[derive(Clone, Debug)]
struct Request {
    method: &'static str,
    /// Which of the known places stands for each id; past the end, the generated id does.
    shape: usize,
    known: bool,
    id: String,
    body: Vec<u8>,
    key: Option<String>,
}

const SHAPES: usize = 11;

fn request() -> impl Strategy<Value = Request> {
    (
        proptest::sample::select(&["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"][..]),
        0..SHAPES,
        prop::bool::weighted(0.8),
        "[^/?#]{1,20}",
        body(),
        proptest::option::of("[a-z]{1,2}"),
    )
        .prop_map(|(method, shape, known, id, body, key)| Request {
            method,
            shape,
            known,
            id,
            body,
            key,
        })
}

fn encode(id: &str) -> String {
    id.bytes()
        .fold(String::new(), |path, byte| path + &format!("%{byte:02X}"))
}

impl Request {
    fn path(&self, channel: &str, thread: &str) -> String {
        let other = encode(&self.id);
        let (channel, thread) = if self.known {
            (channel, thread)
        } else {
            (other.as_str(), other.as_str())
        };
        match self.shape {
            0 => "/channels".to_owned(),
            1 => format!("/channels/{channel}"),
            2 => format!("/channels/{channel}/threads"),
            3 | 4 => format!("/channels/{channel}/threads/{thread}"),
            5 | 6 => format!("/channels/{channel}/threads/{thread}/messages"),
            7 => format!("/channels/{channel}/messages"),
            8 => "/agent/auth/requests".to_owned(),
            9 => "/agent/auth/exchange".to_owned(),
            _ => format!("/{other}"),
        }
    }
}

#[test]
fn no_request_is_answered_otherwise_than_documented() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Running::start());
    let config = Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&request(), |request| {
        runtime.block_on(async {
            let place = server.thread().await;
            let (channel, thread) = place
                .trim_start_matches("/channels/")
                .split_once("/threads/")
                .unwrap();
            let mut ask = server.ask(request.method, &request.path(channel, thread));
            if let Some(key) = &request.key {
                ask = ask.header("idempotency-key", key);
            }
            let answer = ask.body(request.body.clone()).send().await;
            // Which bodies go with which status is checked by the harness.
            prop_assert!(answer.status < 500, "{request:?}: {:?}", answer.body);
            Ok(())
        })
    });
    outcome.unwrap();
}
