//! Answers to requests that could be done.

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

/// Says that the answer is that of an earlier request with the same `Idempotency-Key`.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) body: Vec<u8>,
    /// The version of the list, in quotes, where the answer is one.
    pub(super) etag: Option<String>,
    /// Whether an earlier request was answered so already.
    pub(super) replayed: bool,
}

impl Reply {
    pub(super) const fn new(status: StatusCode, body: Vec<u8>) -> Self {
        Self {
            status,
            body,
            etag: None,
            replayed: false,
        }
    }

    pub(super) const fn ok(body: Vec<u8>) -> Self {
        Self::new(StatusCode::OK, body)
    }

    pub(super) const fn created(body: Vec<u8>) -> Self {
        Self::new(StatusCode::CREATED, body)
    }

    pub(super) const fn nothing() -> Self {
        Self::new(StatusCode::NO_CONTENT, Vec::new())
    }

    /// A list with its version.
    pub(super) fn list(body: Vec<u8>, etag: String) -> Self {
        let mut reply = Self::ok(body);
        reply.etag = Some(etag);
        reply
    }

    /// The client has this version already.
    pub(super) fn not_modified(etag: String) -> Self {
        let mut reply = Self::new(StatusCode::NOT_MODIFIED, Vec::new());
        reply.etag = Some(etag);
        reply
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = match self.status {
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = self.status;
                response
            }
            status => json_response(status, self.body.into()),
        };
        let headers = response.headers_mut();
        if let Some(etag) = self.etag.and_then(|etag| HeaderValue::try_from(etag).ok()) {
            headers.insert(ETAG, etag);
            // Kept by the one who asked, and asked about each time.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        }
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

/// A JSON response. Browsers are told not to guess another type: the strings in it are strangers'.
pub(super) fn json_response(status: StatusCode, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    );
    response
}
