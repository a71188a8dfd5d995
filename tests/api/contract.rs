//! The contract as a document: finding operations in it and judging bodies by it.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The document.
pub struct Contract {
    doc: Value,
}

/// An operation of it, as a request met it.
pub struct Operation {
    pub id: String,
    pub spec: Value,
    /// The path's parameters, decoded.
    pub ids: Vec<String>,
}

impl Contract {
    pub fn load() -> Self {
        let doc = include_str!("../contract/openapi.json");
        Self {
            doc: serde_json::from_str(doc).unwrap(),
        }
    }

    /// Every operation's id.
    pub fn operation_ids(&self) -> Vec<String> {
        let paths = self.doc["paths"].as_object().unwrap();
        paths
            .values()
            .flat_map(|item| item.as_object().unwrap().values())
            .filter_map(|operation| operation["operationId"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// The operation of a request.
    pub fn operation(&self, method: &str, path: &str) -> Option<Operation> {
        let given: Vec<&str> = path.split('/').collect();
        for (template, item) in self.doc["paths"].as_object().unwrap() {
            let wanted: Vec<&str> = template.split('/').collect();
            let fits = wanted.len() == given.len()
                && wanted
                    .iter()
                    .zip(&given)
                    .all(|(wanted, given)| wanted.starts_with('{') || wanted == given);
            let Some(spec) = item.get(method.to_lowercase()).filter(|_| fits) else {
                continue;
            };
            let ids = wanted
                .iter()
                .zip(&given)
                .filter(|(wanted, _)| wanted.starts_with('{'))
                .map(|(_, given)| decode(given))
                .collect();
            return Some(Operation {
                id: spec["operationId"].as_str().unwrap().to_owned(),
                spec: spec.clone(),
                ids,
            });
        }
        None
    }

    /// What is wrong with a request body. Stricter than the document: what it does not name is wrong too, since the
    /// client knows what it sends.
    pub fn request_faults(&self, operation: &Operation, body: &Value) -> Vec<String> {
        let schema = &operation.spec["requestBody"]["content"]["application/json"]["schema"];
        faults(&self.validator(schema, true), body)
    }

    /// What is wrong with an answer's body.
    pub fn answer_faults(&self, schema: &Value, body: &Value) -> Vec<String> {
        faults(&self.validator(schema, false), body)
    }

    /// The examples of a success: status, name and body.
    pub fn successes(operation: &Operation) -> Vec<(u16, Value)> {
        let answers = operation.spec["responses"].as_object().unwrap();
        let (status, answer) = answers
            .iter()
            .find(|(status, _)| status.starts_with('2'))
            .unwrap();
        let status = status.parse().unwrap();
        match answer["content"]["application/json"]["examples"].as_object() {
            Some(examples) => examples
                .values()
                .map(|example| (status, example["value"].clone()))
                .collect(),
            None => vec![(status, Value::Null)],
        }
    }

    /// Every documented error: status, name of the example, body.
    pub fn errors(&self) -> Vec<(u16, String, Value)> {
        let responses = &self.doc["components"]["responses"];
        let named = [
            (400, "BadRequest"),
            (401, "Unauthenticated"),
            (403, "Forbidden"),
            (404, "NotFound"),
            (500, "InternalError"),
        ];
        let mut errors = Vec::new();
        for (status, name) in named {
            let examples = &responses[name]["content"]["application/json"]["examples"];
            for (name, example) in examples.as_object().unwrap() {
                errors.push((status, name.clone(), example["value"].clone()));
            }
        }
        errors
    }

    /// Every schema with an example beside it, with the document's references resolvable.
    pub fn examples(&self) -> Vec<(Value, Value)> {
        let mut found = Vec::new();
        collect(&self.doc, &mut found);
        found
    }

    fn validator(&self, schema: &Value, strict: bool) -> Validator {
        let mut components = self.doc["components"].clone();
        if strict {
            for (name, schema) in components["schemas"].as_object_mut().unwrap() {
                // The attachment's and author's fields are all named too.
                if schema.get("properties").is_some() && name != "ApiErrorDetails" {
                    schema["additionalProperties"] = json!(false);
                }
            }
        }
        let mut whole: Map<String, Value> = schema.as_object().unwrap().clone();
        whole.insert("components".to_owned(), components);
        jsonschema::validator_for(&Value::Object(whole)).unwrap()
    }
}

fn faults(validator: &Validator, body: &Value) -> Vec<String> {
    validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn collect(value: &Value, found: &mut Vec<(Value, Value)>) {
    if let (Some(schema), Some(examples)) = (value.get("schema"), value.get("examples")) {
        for example in examples.as_object().unwrap().values() {
            found.push((schema.clone(), example["value"].clone()));
        }
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Percent-decoding.
pub fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, tail @ ..]) = (first, tail) {
            let pair = [*high, *low];
            let pair = std::str::from_utf8(&pair).unwrap();
            bytes.push(u8::from_str_radix(pair, 16).unwrap());
            rest = tail;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_contracts_examples_keep_to_its_schemas() {
    let contract = Contract::load();
    let examples = contract.examples();
    assert!(examples.len() > 25, "{}", examples.len());
    for (schema, example) in examples {
        let faults = contract.answer_faults(&schema, &example);
        assert!(faults.is_empty(), "{example}: {faults:?}");
    }
}
