//! The contract as a document (`tests/contract/openapi.json`), held against every answer of every test: an answer that the
//! document does not name is wrong in one of the two.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../contract/openapi.json")).unwrap());

/// By path template, method in lower case, and status.
type Answers = HashMap<(String, String, String), Validator>;

static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let mut answers = HashMap::new();
    for (template, item) in object(&DOCUMENT["paths"]) {
        for (method, operation) in object(item) {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let key = (template.clone(), method.clone(), status.clone());
                answers.insert(key, validator(response));
            }
        }
    }
    answers
});

static METHOD_NOT_ALLOWED: LazyLock<Validator> =
    LazyLock::new(|| validator(&DOCUMENT["components"]["responses"]["MethodNotAllowed"]));

/// Panics unless the document names this answer. `path` is below the API's own.
pub fn check(method: &str, path: &str, status: u16, body: &Value) {
    let path = path.split('?').next().unwrap_or(path);
    let Some((template, item)) = object(&DOCUMENT["paths"])
        .iter()
        .find(|(template, _)| fits(template, path))
    else {
        assert_eq!(status, 404, "{method} {path} is not in the document");
        return;
    };
    let method = method.to_lowercase();
    let validator = if item.get(&method).is_none() {
        assert_eq!(status, 405, "{method} {path} is not in the document");
        &*METHOD_NOT_ALLOWED
    } else {
        let key = (template.clone(), method.clone(), status.to_string());
        ANSWERS
            .get(&key)
            .unwrap_or_else(|| panic!("the document lacks {method} {template} {status}: {body}"))
    };
    let errors: Vec<String> = validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "{method} {template} {status}: {errors:?} in {body:#}"
    );
}

fn fits(template: &str, path: &str) -> bool {
    let wanted: Vec<&str> = template.split('/').collect();
    let path = format!("/api/v1{path}");
    let given: Vec<&str> = path.split('/').collect();
    wanted.len() == given.len()
        && wanted.iter().zip(&given).all(|(wanted, given)| {
            (wanted.starts_with('{') && !given.is_empty()) || wanted == given
        })
}

/// The body of a response; anything where it has none.
fn validator(response: &Value) -> Validator {
    let response = match response["$ref"].as_str() {
        Some(at) => DOCUMENT.pointer(at.trim_start_matches('#')).unwrap(),
        None => response,
    };
    let mut schema = response["content"]["application/json"]["schema"].clone();
    if schema.is_null() {
        schema = json!({});
    }
    schema["components"] = DOCUMENT["components"].clone();
    jsonschema::validator_for(&schema).unwrap()
}

fn object(value: &Value) -> &serde_json::Map<String, Value> {
    value.as_object().unwrap()
}
