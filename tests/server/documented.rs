//! The bodies the server answers with, as JSON Schema, by operation and status: as narrow as the server keeps them, where
//! the contract document ([`document`]) leaves room for other servers.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::document;

fn nullable(kind: &str) -> Value {
    json!({"type": [kind, "null"]})
}

fn non_empty() -> Value {
    json!({"type": "string", "minLength": 1})
}

fn stamp() -> Value {
    json!({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"})
}

fn nullable_stamp() -> Value {
    json!({"anyOf": [stamp(), {"type": "null"}]})
}

/// An object with exactly these properties, all required.
fn exactly(properties: &Value) -> Value {
    let required: Vec<&String> = properties.as_object().unwrap().keys().collect();
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn channel() -> Value {
    exactly(&json!({
        "id": non_empty(), "name": non_empty(), "handle": nullable("string"), "description": nullable("string"),
        "metadata": nullable("object"), "createdAt": stamp(), "updatedAt": stamp(),
    }))
}

fn thread() -> Value {
    exactly(&json!({
        "id": non_empty(), "channelId": non_empty(), "title": nullable("string"),
        "status": {"enum": ["open", "closed", "archived"]}, "externalId": nullable("string"),
        "metadata": nullable("object"), "lastMessageAt": nullable_stamp(), "closedAt": nullable_stamp(),
        "createdAt": stamp(), "updatedAt": stamp(),
    }))
}

fn message() -> Value {
    exactly(&json!({
        "id": non_empty(), "channelId": non_empty(), "threadId": nullable("string"),
        "parentMessageId": nullable("string"), "externalId": nullable("string"),
        "direction": {"enum": ["inbound", "outbound", "internal", "system"]},
        "status": {"enum": ["pending", "received", "sent", "delivered", "failed"]},
        "kind": {"enum": ["text", "event", "call", "comment", "system"]},
        "text": nullable("string"), "raw": true,
        "author": {
            "type": "object", "required": ["role"], "additionalProperties": false,
            "properties": {
                "role": {"enum": ["user", "assistant", "agent", "system", "unknown"]}, "name": non_empty(),
                "email": non_empty(), "phone": non_empty(), "avatarUrl": non_empty(), "externalId": non_empty(),
            },
        },
        "metadata": nullable("object"),
        "attachments": {"type": "array", "items": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "name": non_empty(), "contentType": non_empty(), "url": non_empty(),
                "sizeBytes": {"type": "number"}, "metadata": {"type": "object"},
            },
        }},
        "createdAt": stamp(), "updatedAt": stamp(),
    }))
}

fn coded(codes: &[&str]) -> Value {
    json!({
        "type": "object", "required": ["code", "message"], "additionalProperties": false,
        "properties": {
            "code": {"enum": codes}, "message": {"type": "string"},
            "details": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    })
}

fn decode_error() -> Value {
    exactly(&json!({
        "issues": {"type": "array", "minItems": 1, "items": exactly(&json!({
            "_tag": {"enum": ["Pointer", "Unexpected", "Missing", "Composite", "Refinement", "Transformation",
                "Type", "Forbidden"]},
            "path": {"type": "array", "items": {"type": ["string", "integer"]}},
            "message": {"type": "string"},
        }))},
        "message": {"type": "string"},
        "_tag": {"const": "HttpApiDecodeError"},
    }))
}

fn list(of: &Value) -> Value {
    json!({"type": "array", "items": of})
}

fn compile(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).unwrap()
}

macro_rules! schemas {
    ($($name:ident = $schema:expr;)+) => {
        $(static $name: LazyLock<Validator> = LazyLock::new(|| compile(&$schema));)+
    };
}

schemas! {
    CHANNEL = channel();
    CHANNELS = list(&channel());
    THREAD = thread();
    THREADS = list(&thread());
    MESSAGE = message();
    MESSAGES = list(&message());
    ANY = json!({"type": "object"});
    ERROR_400 = json!({"anyOf": [decode_error(), coded(&["invalid_request", "workspace_context_required"])]});
    ERROR_401 = coded(&["authentication_required", "invalid_api_key", "session_required"]);
    ERROR_403 = coded(&["insufficient_permissions"]);
    ERROR_404 = coded(&["not_found"]);
    ERROR_405 = coded(&["method_not_allowed"]);
    ERROR_500 = coded(&["internal_error"]);
}

/// Panics unless the body is as documented for the operation and status.
pub fn check(method: &str, path: &str, status: u16, body: &Value) {
    let schema: &Validator = match status {
        400 => &ERROR_400,
        401 => &ERROR_401,
        403 => &ERROR_403,
        404 => &ERROR_404,
        405 => &ERROR_405,
        500 => &ERROR_500,
        200 | 201 => resource(method, path, status),
        other => panic!("{method} {path}: undocumented status {other}: {body}"),
    };
    let errors: Vec<String> = schema
        .iter_errors(body)
        .map(|error| error.to_string())
        .collect();
    assert!(
        errors.is_empty(),
        "{method} {path} {status}: {errors:?} in {body:#}"
    );
    document::check(method, path, status, body);
}

fn resource(method: &str, path: &str, status: u16) -> &'static Validator {
    let path = path.split('?').next().unwrap_or(path);
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (one, many): (&Validator, &Validator) = match *parts.as_slice() {
        ["channels"] | ["channels", _] => (&CHANNEL, &CHANNELS),
        ["channels", _, "threads"] | ["channels", _, "threads", _] => (&THREAD, &THREADS),
        ["channels", .., "messages"] => (&MESSAGE, &MESSAGES),
        _ => return &ANY,
    };
    let is_collection = matches!(parts.last(), Some(&("channels" | "threads" | "messages")));
    match (method, is_collection) {
        ("GET", true) => many,
        ("POST", true) => {
            assert_eq!(status, 201, "creating answers 201");
            one
        }
        _ => {
            assert_eq!(status, 200);
            one
        }
    }
}
