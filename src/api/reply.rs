//! A whole answer, and reading what the API promises out of it.

use std::time::Duration;

use reqwest::Method;
use serde::de::DeserializeOwned;

use super::classify;
use super::{Error, Fetch, Fetched, Validator};
use crate::model::{
    Item, Problem, ProblemKind, Unreadable, read_item, read_listing, read_listing_later,
};

/// From this size on a body is parsed away from the threads that serve the network, in bytes.
const LARGE: usize = 256 * 1024;

/// An answer to be read: 2xx, 304 to a conditional request, or an error status its caller asked for.
pub(super) struct Reply {
    pub(super) method: Method,
    pub(super) status: u16,
    pub(super) etag: Option<String>,
    pub(super) date: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) elapsed: Duration,
}

impl Reply {
    /// Reads one object.
    pub(super) async fn item<T: DeserializeOwned + Send + 'static>(self) -> Result<Item<T>, Error> {
        let (method, status) = (self.method, self.status);
        parse(self.body, move |body| {
            read_item(&body).map_err(|cause| unreadable(&method, status, &body, &cause))
        })
        .await
    }

    /// Reads a list, unless it is the one of last time; with `later` not the elements of a large one.
    pub(super) async fn listing<T: DeserializeOwned + Send + 'static>(
        self,
        last: Option<Validator>,
        later: bool,
    ) -> Result<Fetch<T>, Error> {
        let (method, status, elapsed) = (self.method, self.status, self.elapsed);
        if status == 304 {
            return Ok(Fetch {
                fetched: Fetched::NotModified,
                elapsed,
            });
        }
        let etag = self.etag;
        let fetched = parse(self.body, move |body| {
            let validator = Validator::of(etag, &body);
            if last.is_some_and(|last| last.hash == validator.hash) {
                return Ok(Fetched::Same);
            }
            let bytes = body.len() as u64;
            let listing = if later && body.len() >= LARGE {
                read_listing_later(body)
            } else {
                read_listing(&body).map_err(|cause| (cause, body))
            };
            Ok(Fetched::New {
                listing: listing
                    .map_err(|(cause, body)| unreadable(&method, status, &body, &cause))?,
                validator,
                bytes,
            })
        })
        .await?;
        Ok(Fetch { fetched, elapsed })
    }

    /// Of an operation whose answer says nothing but that it is done: anything is taken that is empty or JSON.
    pub(super) fn done(self) -> Result<(), Error> {
        if self.body.trim_ascii().is_empty() {
            return Ok(());
        }
        match serde_json::from_slice::<serde::de::IgnoredAny>(&self.body) {
            Ok(_) => Ok(()),
            Err(_) => Err(self.not_as_documented("neither empty nor JSON")),
        }
    }

    /// An answer that is understood by other means, and was not. `reason` must hold nothing of the body.
    pub(super) fn not_as_documented(&self, reason: &str) -> Error {
        let cause = Unreadable {
            reason: reason.into(),
            is_json: serde_json::from_slice::<serde::de::IgnoredAny>(&self.body).is_ok(),
        };
        unreadable(&self.method, self.status, &self.body, &cause)
    }
}

async fn parse<T: Send + 'static>(
    body: Vec<u8>,
    read: impl FnOnce(Vec<u8>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    if body.len() < LARGE {
        return read(body);
    }
    tokio::task::spawn_blocking(move || read(body))
        .await
        // The runtime is going down; what the server did is as unknown as if the answer had not come.
        .unwrap_or_else(|_| Err(classify::lost(&Method::POST, "the program is ending")))
}

/// A successful answer that cannot be understood: the server did something, who knows what.
fn unreadable(method: &Method, status: u16, body: &[u8], cause: &Unreadable) -> Error {
    let (kind, message) = match body.trim_ascii_start().first() {
        _ if cause.is_json => (ProblemKind::Unreadable, cause.reason.clone()),
        None => (ProblemKind::NotApi, "an empty answer".into()),
        Some(b'<') => (ProblemKind::NotApi, "a web page instead of JSON".into()),
        Some(b'{' | b'[') => (
            ProblemKind::Unreadable,
            format!("broken JSON, {}", cause.reason.expose()).into(),
        ),
        Some(_) => (ProblemKind::NotApi, "something other than JSON".into()),
    };
    let mut problem = Problem::new(kind, message);
    problem.status = Some(status);
    Error::new(classify::after_sending(method), problem)
}
