//! What a request can be answered with when it cannot be done, in the documented bodies.

use axum::http::StatusCode;
use axum::http::header::{ALLOW, HeaderValue, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::auth::Permission;
use super::decode::Issues;
use super::reply;

/// Why a request is not done.
#[derive(Debug)]
pub(super) enum Fault {
    /// The body does not match its schema.
    Decode(Issues),
    /// The body matches, yet cannot be accepted. The details are for programs.
    Invalid {
        message: String,
        details: Vec<(&'static str, String)>,
    },
    /// No key was sent.
    Unauthenticated,
    /// The key is none of ours, or not any more.
    InvalidKey,
    /// The key may not do this.
    Forbidden(Permission),
    /// There is no such thing, or not here.
    NotFound,
    /// The path is known, the method is not. The methods that are, for the `Allow` header.
    MethodNotAllowed(&'static str),
    /// Our own failure; the words go to the log, never to the client.
    Internal(String),
}

impl Fault {
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid {
            message: message.into(),
            details: Vec::new(),
        }
    }

    pub(super) fn detail(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Invalid { details, .. } = &mut self {
            details.push((name, value.into()));
        }
        self
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Decode(_) | Self::Invalid { .. } => StatusCode::BAD_REQUEST,
            Self::Unauthenticated | Self::InvalidKey => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn body(&self) -> Value {
        match self {
            Self::Decode(issues) => issues.body(),
            Self::Invalid { message, details } if details.is_empty() => {
                coded("invalid_request", message)
            }
            Self::Invalid { message, details } => {
                let details: Map<String, Value> = details
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.as_str().into()))
                    .collect();
                json!({"code": "invalid_request", "message": message, "details": details})
            }
            Self::Unauthenticated => coded(
                "authentication_required",
                "Authentication required. Send Authorization: Bearer <api-key>, x-api-key, or a signed-in session.",
            ),
            Self::InvalidKey => coded(
                "invalid_api_key",
                "The provided API key is invalid, expired, revoked, or malformed.",
            ),
            Self::Forbidden(permission) => json!({
                "code": "insufficient_permissions",
                "message": "This API key does not have the required permission.",
                "details": {"requiredPermission": permission.as_str()},
            }),
            Self::NotFound => coded("not_found", "The requested resource was not found."),
            Self::MethodNotAllowed(allowed) => coded(
                "method_not_allowed",
                &format!("The resource does not have this method; it has {allowed}."),
            ),
            Self::Internal(_) => coded("internal_error", "An unexpected server error occurred."),
        }
    }
}

fn coded(code: &str, message: &str) -> Value {
    json!({"code": code, "message": message})
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(cause, "a request failed inside the server");
        }
        let mut response = reply::json_response(self.status(), self.body().to_string().into());
        match self {
            Self::MethodNotAllowed(allowed) => {
                response
                    .headers_mut()
                    .insert(ALLOW, HeaderValue::from_static(allowed));
            }
            Self::Unauthenticated | Self::InvalidKey => {
                response
                    .headers_mut()
                    .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Internal(format!("database: {error}"))
    }
}

impl From<crate::sqlite::Error> for Fault {
    fn from(error: crate::sqlite::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("writing JSON: {error}"))
    }
}

impl From<getrandom::Error> for Fault {
    fn from(error: getrandom::Error) -> Self {
        Self::Internal(format!("random numbers: {error}"))
    }
}
