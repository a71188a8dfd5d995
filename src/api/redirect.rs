//! Redirects: followed on the same scheme, host and port only, and never by turning a write into a read.

use reqwest::{Method, Url};

use super::{Class, Error, classify};
use crate::model::{Problem, ProblemKind};

/// How many redirects are followed in a row.
pub(super) const MOST: u8 = 3;

/// Where to go on, given the answer's status and its `Location`.
///
/// Done here rather than by reqwest, which would make a GET of a redirected POST: the list it then gets would look like
/// the answer to a create. 301 keeps the method, as RFC 9110 allows; 302 and 303 may mean "done, now read this", so
/// after them the outcome of a write is not known.
///
/// To another place nothing is sent, and to be sent there is no refusal of what was asked: the login page of a hotel's
/// network sends everything to itself until somebody has logged in. So that is asked again.
pub(super) fn next(
    method: &Method,
    from: &Url,
    status: u16,
    location: Option<&str>,
) -> Result<Url, Error> {
    let writes = !matches!(*method, Method::GET);
    let class = if writes && matches!(status, 302 | 303) {
        classify::after_sending(method)
    } else {
        Class::Rejected
    };
    let failed = |kind: ProblemKind, words: String| {
        let mut problem = Problem::new(kind, words);
        problem.status = Some(status);
        let class = match (kind, class) {
            (ProblemKind::Redirected, Class::Rejected) => Class::Retry,
            _ => class,
        };
        Error::new(class, problem)
    };
    let to = location.and_then(|location| from.join(location).ok());
    let Some(mut to) = to else {
        return Err(failed(
            ProblemKind::NotApi,
            "a redirect to nowhere".to_owned(),
        ));
    };
    if to.origin() != from.origin() {
        // Host and scheme only: what stands behind may be anything, such as a session of a login page.
        let origin = to.origin().ascii_serialization();
        return Err(failed(ProblemKind::Redirected, origin));
    }
    if writes && matches!(status, 302 | 303) {
        return Err(failed(
            ProblemKind::NotApi,
            format!("{method} is redirected to {}", to.path()),
        ));
    }
    // User info of a Location would become an Authorization header.
    if !to.username().is_empty() || to.password().is_some() {
        return Err(failed(
            ProblemKind::NotApi,
            "a redirect with a user name in it".to_owned(),
        ));
    }
    to.set_fragment(None);
    Ok(to)
}

/// Too many in a row.
pub(super) fn endless() -> Error {
    let problem = Problem::new(ProblemKind::NotApi, "redirects without end");
    Error::new(Class::Rejected, problem)
}
