//! Which failures leave the outcome unknown: the table behind [`Class`].
//!
//! | what happened | class |
//! |---|---|
//! | no name, refused, unreachable, TLS, connecting took too long | Retry: nothing was sent |
//! | 408, 425, 429, 503 | Retry: the server says that it did not work on it |
//! | 301, 307, 308 to another host | Retry: nothing was sent there |
//! | 401 | Auth |
//! | other 4xx; 501 to a PATCH (no such route) | Rejected |
//! | time up, reset, cut off, other 5xx, an unreadable success | Unknown; Retry for GET and DELETE, which may be made twice |
//! | an answer over the limit | Unknown; Rejected for GET, since it would be as large again |

use std::error::Error as StdError;
use std::io;

use reqwest::Method;

use super::{Class, Error};
use crate::model::{Problem, ProblemKind};

/// The class of whatever goes wrong once the request may have reached the server.
pub(super) fn after_sending(method: &Method) -> Class {
    // POST creates, and PATCH is not idempotent by definition (RFC 5789).
    if matches!(*method, Method::GET | Method::DELETE) {
        Class::Retry
    } else {
        Class::Unknown
    }
}

/// The class of an error status.
pub(super) fn of_status(method: &Method, status: u16) -> Class {
    match status {
        401 => Class::Auth,
        408 | 425 | 429 | 503 => Class::Retry,
        501 if *method == Method::PATCH => Class::Rejected,
        400..=499 => Class::Rejected,
        _ => after_sending(method),
    }
}

/// No answer came, or only a part of one.
pub(super) fn lost(method: &Method, words: &str) -> Error {
    Error::new(
        after_sending(method),
        Problem::new(ProblemKind::NoAnswer, words),
    )
}

/// The answer is over the limit, in bytes.
pub(super) fn too_large(method: &Method, status: u16, limit: u64) -> Error {
    let class = match after_sending(method) {
        Class::Retry => Class::Rejected,
        class => class,
    };
    let mut problem = Problem::new(
        ProblemKind::TooLarge,
        format!("the limit is {}", bytes(limit)),
    );
    problem.status = Some(status);
    Error::new(class, problem)
}

/// What reqwest says about a request that got no whole answer. `authority` is the host that was asked.
pub(super) fn failure(method: &Method, authority: &str, error: &reqwest::Error) -> Error {
    let cause = innermost(error);
    if error.is_builder() {
        return Error::local(&cause);
    }
    let tls = is_tls(error);
    // Within `is_connect` lie name lookup, TCP, proxy tunnel and TLS, and nothing of the request itself.
    if error.is_connect() {
        let kind = if tls {
            ProblemKind::Tls
        } else {
            ProblemKind::Unreachable
        };
        let cause = if error.is_timeout() {
            "no connection in time".to_owned()
        } else {
            cause
        };
        return Error::new(
            Class::Retry,
            Problem::new(kind, format!("{authority}: {cause}")),
        );
    }
    let words = if error.is_timeout() {
        format!("{authority}: no whole answer in time")
    } else if error.is_decode() {
        format!("{authority}: the answer breaks off or is damaged")
    } else {
        format!("{authority}: {cause}")
    };
    let mut lost = lost(method, &words);
    if tls {
        // Seen when a server refuses the handshake after the client thinks it is done (TLS 1.3).
        lost.problem.kind = ProblemKind::Tls;
    }
    lost
}

/// The words of the first cause: the outer ones only say that something failed.
fn innermost(error: &reqwest::Error) -> String {
    causes(error)
        .last()
        .map_or_else(String::new, ToString::to_string)
}

fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(<dyn StdError>::is::<rustls::Error>)
}

/// An error and what caused it. An `io::Error` passes over what it wraps when it is asked for its source.
fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let first: &'a (dyn StdError + 'static) = error;
    std::iter::successors(Some(first), |&cause| {
        match cause.downcast_ref().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        }
    })
}

fn bytes(limit: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if limit >= MIB && limit.is_multiple_of(MIB) {
        format!("{} MiB", limit / MIB)
    } else {
        format!("{limit} bytes")
    }
}
