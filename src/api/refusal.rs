//! Error answers: both documented families, and whatever else a server or something before it says.

use serde_json::{Map, Value};

use crate::model::{Issue, Problem, ProblemKind, Untrusted};

/// The most issues of a decode error that are kept.
const MOST_ISSUES: usize = 50;

/// Reads an error answer, in the server's words at their whole length. `with_key` says whether a key was sent.
pub fn refusal(status: u16, body: &[u8], with_key: bool) -> Problem {
    let told = serde_json::from_slice::<Value>(body).ok();
    let told = told.as_ref().and_then(Value::as_object);
    let Some(told) = told else {
        return untold(status, body, with_key);
    };
    let mut problem = Problem::new(kind(status, told, with_key), words(status, told));
    problem.status = Some(status);
    problem.issues = issues(told);
    problem.permission = told
        .get("details")
        .and_then(|details| details.get("requiredPermission"))
        .and_then(Value::as_str)
        .map(Into::into);
    problem
}

/// The kind by status and code.
fn kind(status: u16, told: &Map<String, Value>, with_key: bool) -> ProblemKind {
    let word = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
    match (status, word("code")) {
        (400, _) if word("_tag") == "HttpApiDecodeError" => ProblemKind::Decode,
        (400, "workspace_context_required") => ProblemKind::WorkspaceRequired,
        (400, _) => ProblemKind::InvalidRequest,
        (401, "authentication_required") => ProblemKind::AuthenticationRequired,
        (401, "invalid_api_key") => ProblemKind::InvalidKey,
        (401, "session_required") => ProblemKind::SessionRequired,
        (403, _) => ProblemKind::Forbidden,
        _ => by_status(status, with_key),
    }
}

/// The kind when only the status is to be believed.
fn by_status(status: u16, with_key: bool) -> ProblemKind {
    match status {
        401 if with_key => ProblemKind::InvalidKey,
        401 => ProblemKind::AuthenticationRequired,
        404 => ProblemKind::NotFound,
        408 => ProblemKind::NoAnswer,
        425 | 429 | 503 => ProblemKind::Busy,
        400..=499 => ProblemKind::Refused,
        500..=599 => ProblemKind::ServerError,
        _ => ProblemKind::NotApi,
    }
}

/// An answer that is no JSON object: a web page of a proxy or firewall, or nothing at all.
fn untold(status: u16, body: &[u8], with_key: bool) -> Problem {
    let body = body.trim_ascii();
    let page = body.first() == Some(&b'<');
    let kind = match by_status(status, with_key) {
        // An API explains itself in a 400. A page says that this is another kind of server.
        ProblemKind::Refused if page && status == 400 => ProblemKind::NotApi,
        kind => kind,
    };
    let reason = reason(status);
    let words = if page {
        format!("{reason}, in a web page")
    } else {
        reason
    };
    let mut problem = Problem::new(kind, words);
    problem.status = Some(status);
    problem
}

/// The server's own words, with the details behind them.
fn words(status: u16, told: &Map<String, Value>) -> Untrusted {
    let error = told.get("error");
    let message = [
        told.get("message"),
        error.and_then(|error| error.get("message")),
        error,
        told.get("detail"),
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_str)
    .filter(|message| !message.trim().is_empty())
    .map_or_else(|| reason(status), str::to_owned);
    let details: Vec<String> = told
        .get("details")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "requiredPermission")
        .map(|(name, value)| format!("{name}: {}", plain(value)))
        .collect();
    if details.is_empty() {
        return message.into();
    }
    let message = message.trim().trim_end_matches('.');
    format!("{message} ({})", details.join("; ")).into()
}

/// `issues` of a `HttpApiDecodeError`: `path` is documented as an array of keys, but a string will do.
fn issues(told: &Map<String, Value>) -> Vec<Issue> {
    let issues = told.get("issues").and_then(Value::as_array);
    issues
        .into_iter()
        .flatten()
        .take(MOST_ISSUES)
        .map(|issue| {
            let path = match issue.get("path") {
                Some(Value::Array(steps)) => steps.iter().map(step).collect::<Vec<_>>().join("."),
                Some(Value::String(path)) => path.clone(),
                _ => String::new(),
            };
            let message = issue
                .get("message")
                .or_else(|| issue.get("_tag"))
                .map_or_else(|| plain(issue), plain);
            Issue {
                path: path.into(),
                message: message.into(),
            }
        })
        .collect()
}

/// One step of a path: a name, an index, or an object that holds it in `key`.
fn step(step: &Value) -> String {
    step.get("key").map_or_else(|| plain(step), plain)
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The status's own name, such as `Bad Gateway`.
fn reason(status: u16) -> String {
    reqwest::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map_or_else(|| format!("status {status}"), str::to_owned)
}
