//! A server made from the contract. What does not match the document is refused and remembered as a violation.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use andibox::api::Address;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use serde_json::Value;
use uuid::Uuid;

use super::contract::{Contract, Operation};
use super::setup::SECRET;

/// The `ETag` of every list.
pub const TAG: &str = "\"v1\"";

const KNOWN_HEADERS: [&str; 10] = [
    "accept",
    "accept-encoding",
    "authorization",
    "content-length",
    "content-type",
    "host",
    "idempotency-key",
    "if-none-match",
    "user-agent",
    "x-api-key",
];

/// The running server.
pub struct Mock {
    pub address: Address,
    desk: Arc<Desk>,
}

struct Desk {
    contract: Contract,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    violations: Vec<String>,
    operations: BTreeSet<String>,
    answered: HashMap<String, usize>,
    last_ids: Vec<String>,
    last_body: Value,
    error: Option<(u16, Value)>,
}

impl Mock {
    pub async fn start() -> Self {
        let desk = Arc::new(Desk {
            contract: Contract::load(),
            seen: Mutex::default(),
        });
        let router = axum::Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&desk));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address: Address::parse(&format!("http://127.0.0.1:{port}/api/v1")).unwrap(),
            desk,
        }
    }

    /// Answers everything with this error from now on.
    pub fn fail_with(&self, status: u16, body: Value) {
        self.desk.seen.lock().unwrap().error = Some((status, body));
    }

    /// What did not match the document, and forgets it.
    pub fn violations(&self) -> Vec<String> {
        std::mem::take(&mut self.desk.seen.lock().unwrap().violations)
    }

    /// Operations nobody asked for yet.
    pub fn unused(&self) -> Vec<String> {
        let seen = self.desk.seen.lock().unwrap();
        let mut ids = self.desk.contract.operation_ids();
        ids.retain(|id| !seen.operations.contains(id));
        ids
    }

    /// The ids in the last request's path.
    pub fn last_ids(&self) -> Vec<String> {
        self.desk.seen.lock().unwrap().last_ids.clone()
    }

    /// The last request's body.
    pub fn last_body(&self) -> Value {
        self.desk.seen.lock().unwrap().last_body.clone()
    }
}

async fn answer(
    State(desk): State<Arc<Desk>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut seen = desk.seen.lock().unwrap();
    let Some(operation) = desk.contract.operation(method.as_str(), uri.path()) else {
        seen.violations
            .push(format!("{method} {uri} is no operation"));
        return plain(404, &Value::Null);
    };
    let faults = desk.faults(&operation, &uri, &headers, &body);
    let refused = !faults.is_empty();
    seen.violations.extend(
        faults
            .into_iter()
            .map(|fault| format!("{}: {fault}", operation.id)),
    );
    seen.operations.insert(operation.id.clone());
    seen.last_ids.clone_from(&operation.ids);
    seen.last_body = serde_json::from_slice(&body).unwrap_or_default();
    if let Some((status, body)) = &seen.error {
        return plain(*status, body);
    }
    if refused {
        return plain(400, &Value::Null);
    }
    let turn = seen.answered.entry(operation.id.clone()).or_default();
    let examples = Contract::successes(&operation);
    let (status, example) = &examples[*turn % examples.len()];
    *turn += 1;
    let listed = operation.spec["responses"].get("304").is_some();
    if listed && headers.get("if-none-match").is_some_and(|it| it == TAG) {
        return plain(304, &Value::Null);
    }
    let mut response = plain(*status, example);
    if listed {
        response.headers_mut().insert("etag", TAG.parse().unwrap());
    }
    response
}

impl Desk {
    fn faults(
        &self,
        operation: &Operation,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Vec<String> {
        let mut faults = Vec::new();
        let mut expect = |holds: bool, fault: String| {
            if !holds {
                faults.push(fault);
            }
        };
        let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
        let parameters = operation.spec["parameters"].to_string();

        for name in headers.keys().map(axum::http::HeaderName::as_str) {
            expect(
                KNOWN_HEADERS.contains(&name),
                format!("unexpected header {name}"),
            );
        }
        expect(uri.query().is_none(), "a query".to_owned());
        expect(
            operation.ids.iter().all(|id| !id.is_empty()),
            "an empty id".to_owned(),
        );
        expect(
            header("accept") == Some("application/json"),
            "no accept header".to_owned(),
        );
        expect(
            header("user-agent").is_some_and(|agent| agent.starts_with("andibox/")),
            "no user agent".to_owned(),
        );

        let bearer = format!("Bearer {SECRET}");
        let keys = [
            header("x-api-key") == Some(SECRET),
            header("authorization") == Some(&bearer),
        ];
        let sent = ["x-api-key", "authorization"].map(|name| header(name).is_some());
        if operation.spec.get("security").is_some() {
            expect(sent == [false; 2], "a key where none is asked".to_owned());
        } else {
            expect(
                sent == keys && keys[0] != keys[1],
                "not the key, once".to_owned(),
            );
        }

        let named = header("idempotency-key");
        if parameters.contains("IdempotencyKey") {
            let uuid = named.and_then(|key| Uuid::parse_str(key).ok());
            expect(
                uuid.is_some_and(|uuid| uuid.get_version_num() == 7),
                "no uuid v7 as Idempotency-Key".to_owned(),
            );
        } else {
            expect(
                named.is_none(),
                "an Idempotency-Key where none belongs".to_owned(),
            );
        }
        expect(
            header("if-none-match").is_none() || parameters.contains("IfNoneMatch"),
            "an If-None-Match where none belongs".to_owned(),
        );

        if operation.spec.get("requestBody").is_some() {
            expect(
                header("content-type") == Some("application/json"),
                "no JSON content type".to_owned(),
            );
            match serde_json::from_slice(body) {
                Ok(body) => {
                    let body: Value = body;
                    let id = body["metadata"]["clientMessageId"].as_str();
                    expect(
                        id.is_none() || id == named,
                        "clientMessageId and Idempotency-Key differ".to_owned(),
                    );
                    for fault in self.contract.request_faults(operation, &body) {
                        expect(false, format!("body {fault}"));
                    }
                }
                Err(error) => expect(false, format!("the body is no JSON: {error}")),
            }
        } else {
            expect(
                body.is_empty() && header("content-type").is_none(),
                "a body where none belongs".to_owned(),
            );
        }
        faults
    }
}

fn plain(status: u16, body: &Value) -> Response<Body> {
    let response = Response::builder().status(status);
    if body.is_null() {
        return response.body(Body::empty()).unwrap();
    }
    response
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}
