//! What went wrong with a request, as facts, and the one place that says it in words.

use serde::{Deserialize, Serialize};

use super::Untrusted;

/// The kinds of problem a request can meet. The documented ones first (400 of both families, 401, 403, 404, 500).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// 400 `HttpApiDecodeError`: the server could not read what we sent.
    Decode,
    /// 400 `invalid_request`: read, and refused.
    InvalidRequest,
    /// 400 `workspace_context_required`.
    WorkspaceRequired,
    /// 401 `authentication_required`.
    AuthenticationRequired,
    /// 401 `invalid_api_key`.
    InvalidKey,
    /// 401 `session_required`.
    SessionRequired,
    /// 403 `insufficient_permissions`.
    Forbidden,
    /// 404 `not_found`.
    NotFound,
    /// 409, 422 and other 4xx: refused in a way the documentation does not name.
    Refused,
    /// 429 or 503: asked to wait.
    Busy,
    /// 500 and other 5xx.
    ServerError,
    /// No connection: name not found, refused, unreachable.
    Unreachable,
    /// TLS could not be agreed on.
    Tls,
    /// No answer in time, or the connection broke after the request was sent.
    NoAnswer,
    /// An answer that is not JSON, such as a web page: the address is probably not the API's.
    NotApi,
    /// JSON that does not have the documented shape.
    Unreadable,
    /// A body over our limit.
    TooLarge,
    /// A redirect to another host, which is not followed.
    Redirected,
    /// A key would have travelled over plain http.
    Insecure,
    /// Not sent, since the conversation went on after it was written: a rule of ours.
    MovedOn,
    /// Something on this machine: a local rule, or no TLS roots.
    Local,
}

impl ProblemKind {
    /// Whether waiting does not mend it: somebody has to change an address, a key or a setting.
    pub const fn needs_a_person(self) -> bool {
        !matches!(
            self,
            Self::Busy | Self::ServerError | Self::Unreachable | Self::NoAnswer
        )
    }
}

/// One issue of a `HttpApiDecodeError`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issue {
    /// Where in the body, as a dotted path; empty for the whole.
    pub path: Untrusted,
    /// What is wrong there.
    pub message: Untrusted,
}

/// A problem with a request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// The server's (or the machine's) own words.
    pub message: Untrusted,
    /// The issues of a decode error.
    #[serde(default)]
    pub issues: Vec<Issue>,
    /// `details.requiredPermission` of a 403.
    #[serde(default)]
    pub permission: Option<Untrusted>,
    /// How long the server asks us to wait, in seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// What was asked, such as `POST /channels/…/messages`; ids as they came.
    #[serde(default)]
    pub request: Untrusted,
}

impl Problem {
    /// A problem of which only the kind and some words are known.
    pub fn new(kind: ProblemKind, message: impl Into<Untrusted>) -> Self {
        Self {
            kind,
            status: None,
            message: message.into(),
            issues: Vec::new(),
            permission: None,
            retry_after: None,
            request: Untrusted::default(),
        }
    }

    /// What happened and what to do, in a sentence or two. It may hold the server's own words, hence `Untrusted`.
    pub fn sentence(&self) -> Untrusted {
        let (what, advice) = self.parts();
        if advice.is_empty() {
            what.into()
        } else {
            format!("{what} {advice}").into()
        }
    }

    /// What happened, for who has an advice of their own.
    pub fn what(&self) -> Untrusted {
        self.parts().0.into()
    }

    fn parts(&self) -> (String, &'static str) {
        let issues = self.issue_words();
        let words = if issues.is_empty() {
            self.message.expose()
        } else {
            &issues
        };
        let words = words.trim().trim_end_matches('.');
        let says = |lead: &str, advice: &'static str| {
            if words.is_empty() {
                (format!("{lead}."), advice)
            } else {
                (format!("{lead}: {words}."), advice)
            }
        };
        let status = self
            .status
            .map_or_else(String::new, |status| format!(" ({status})"));
        match self.kind {
            ProblemKind::Decode => says(
                &format!("The server could not read the request{status}"),
                "Your text is kept; change it and try again.",
            ),
            ProblemKind::InvalidRequest => says(
                &format!("The server refused the request{status}"),
                "Your text is kept; change it and try again.",
            ),
            ProblemKind::WorkspaceRequired => says(
                &format!("The key belongs to no workspace{status}"),
                "Use a key of the workspace: andibox login.",
            ),
            ProblemKind::AuthenticationRequired => says(
                &format!("The server asks for a key{status}"),
                "Log in: andibox login.",
            ),
            ProblemKind::InvalidKey => says(
                &format!("The key is refused{status}"),
                "It may be expired or revoked; log in with another: andibox login.",
            ),
            ProblemKind::SessionRequired => says(
                &format!("This needs a signed-in session, a key is not enough{status}"),
                "Do it on the andibase website.",
            ),
            ProblemKind::Forbidden => {
                let permission = self
                    .permission
                    .as_ref()
                    .map_or("a permission it does not name", Untrusted::expose);
                (
                    format!("The key may not do this{status}: it lacks {permission}."),
                    "Ask your admin for a key with that permission.",
                )
            }
            ProblemKind::NotFound => says(
                &format!("The server does not have it{status}"),
                "It may be deleted, or the address may not be the API's (it ends in /api/v1).",
            ),
            ProblemKind::Refused => says(
                &format!("The server refused the request{status}"),
                "Your text is kept.",
            ),
            ProblemKind::Busy => {
                let wait = self.retry_after.map_or_else(
                    || "andibox tries again by itself".to_owned(),
                    |seconds| format!("andibox tries again in {seconds} s"),
                );
                (format!("The server asks to wait{status}; {wait}."), "")
            }
            ProblemKind::ServerError => says(
                &format!("The server failed{status}"),
                "andibox tries again by itself.",
            ),
            ProblemKind::Unreachable => says(
                "The server cannot be reached",
                "andibox tries again by itself; if it goes on, check the address: andibox config show.",
            ),
            ProblemKind::Tls => says(
                "No secure connection to the server",
                "Check the address and this machine's clock and certificates.",
            ),
            ProblemKind::NoAnswer => says(
                "The server did not answer",
                "andibox tries again by itself.",
            ),
            ProblemKind::NotApi => says(
                &format!("The answer is not the API's{status}"),
                "Check the address, it ends in /api/v1: andibox config show.",
            ),
            ProblemKind::Unreadable => says(
                &format!("The answer is not as documented{status}"),
                "Nothing was changed here; the request log has the request.",
            ),
            ProblemKind::TooLarge => says(
                "The answer is larger than andibox takes",
                "Raise max_body_mib in the config if that is right.",
            ),
            ProblemKind::Redirected => says(
                "The server sends us to another host, which andibox does not follow with a key",
                "If that host is right, log in to its address: andibox login ADDRESS.",
            ),
            ProblemKind::Insecure => says(
                "A key is never sent over plain http to another machine",
                "Use https, or set allow_insecure_http = true for this profile.",
            ),
            ProblemKind::MovedOn => (
                "Not sent: the conversation went on after this was written.".to_owned(),
                "Read what came, then send it again or edit it.",
            ),
            ProblemKind::Local => says("This machine is in the way", "Run andibox doctor."),
        }
    }

    fn issue_words(&self) -> String {
        self.issues
            .iter()
            .map(
                |issue| match (issue.path.expose(), issue.message.expose()) {
                    ("", message) => message.to_owned(),
                    (path, message) => format!("{path}: {message}"),
                },
            )
            .collect::<Vec<_>>()
            .join("; ")
    }
}
