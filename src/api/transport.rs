//! One operation on the wire: request, redirects, limits, and the outcome in the request log.

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    LOCATION, RETRY_AFTER,
};
use reqwest::{Method, Url};

use super::client::Inner;
use super::limits::{self, Cut};
use super::log::Entry;
use super::reply::Reply;
use super::{Error, Validator, classify, redact, redirect, refusal, retry_after};
use crate::model::ClientMessageId;

/// An error body is read no further than this, in bytes.
const LONGEST_REFUSAL: u64 = 1024 * 1024;

/// What to ask for.
pub(super) struct Call {
    pub(super) method: Method,
    /// Below the base address, percent-encoded.
    pub(super) path: String,
    /// Whether the key travels with it.
    pub(super) keyed: bool,
    pub(super) idempotency: Option<ClientMessageId>,
    /// Who asks for it, where the body has no place for that.
    pub(super) by: Option<String>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) last: Option<Validator>,
    /// An error status whose body the caller reads itself.
    pub(super) taken: Option<u16>,
}

/// What a hop led to.
enum Hop {
    Answer(Reply),
    Elsewhere(Url),
}

impl Inner {
    /// Makes a call and reads its answer.
    pub(super) async fn run<T, R>(
        &self,
        call: Call,
        read: impl FnOnce(Reply) -> R + Send,
    ) -> Result<T, Error>
    where
        R: Future<Output = Result<T, Error>> + Send,
    {
        let mut url = self.address.join(&call.path);
        for _ in 0..=redirect::MOST {
            let mut entry = self.entry(&call.method, &url);
            let outcome = match self.hop(&call, &url, &mut entry).await {
                Ok(Hop::Elsewhere(next)) => {
                    entry.finish(None);
                    url = next;
                    continue;
                }
                Ok(Hop::Answer(reply)) => read(reply).await,
                Err(error) => Err(error),
            };
            let outcome = outcome.map_err(|error| self.told(error, &call));
            entry.finish(outcome.as_ref().err().map(|error| &*error.problem));
            return outcome;
        }
        Err(self.told(redirect::endless(), &call))
    }

    /// Says what was asked, and takes the key out of what the server said.
    fn told(&self, mut error: Error, call: &Call) -> Error {
        error.problem.request = format!("{} {}", call.method, call.path).into();
        redact::problem(&mut error.problem, self.key.as_ref());
        error
    }

    fn entry(&self, method: &Method, url: &Url) -> Entry {
        let path = url.query().map_or_else(
            || url.path().to_owned(),
            |query| format!("{}?{query}", url.path()),
        );
        let path = redact::text(&path, self.key.as_ref()).unwrap_or(path);
        Entry::start(self.observer.as_ref(), &self.clock, name(method), path)
    }

    async fn hop(&self, call: &Call, url: &Url, entry: &mut Entry) -> Result<Hop, Error> {
        let method = &call.method;
        let mut request = self
            .http
            .request(method.clone(), url.clone())
            .headers(self.headers(call));
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                entry.ended();
                return Err(classify::failure(method, self.address.authority(), &error));
            }
        };
        let status = response.status().as_u16();
        entry.answered(status);
        let header = |name| text(response.headers(), name);
        let (etag, location) = (header(ETAG), header(LOCATION));
        let (date, wait) = (header(DATE), header(RETRY_AFTER));

        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            entry.ended();
            return redirect::next(method, url, status, location.as_deref()).map(Hop::Elsewhere);
        }
        let expected = (200..300).contains(&status)
            || (status == 304 && call.last.is_some())
            || call.taken == Some(status);
        let limit = if expected {
            self.max_body
        } else {
            self.max_body.min(LONGEST_REFUSAL)
        };
        let body = limits::read(response, limit, |bytes| entry.read(bytes)).await;
        let elapsed = entry.ended();
        if !expected {
            // The status alone says what it means for the request, so a body that did not come is no new problem.
            let body = body.unwrap_or_default();
            let mut problem = refusal::refusal(status, &body, call.keyed && self.auth.is_some());
            // A moment of the server's clock counts from what that clock said when it answered: ours may be wrong.
            let now = date.and_then(|date| retry_after::http_date(&date));
            problem.retry_after = wait.and_then(|wait| {
                retry_after::retry_after(&wait, now.unwrap_or_else(|| (self.clock)()))
            });
            return Err(Error::new(classify::of_status(method, status), problem));
        }
        match body {
            Ok(body) => Ok(Hop::Answer(Reply {
                method: method.clone(),
                status,
                etag,
                date,
                body,
                elapsed,
            })),
            Err(Cut::TooLarge) => Err(classify::too_large(method, status, limit)),
            Err(Cut::Broken(error)) => {
                let mut error = classify::failure(method, self.address.authority(), &error);
                error.problem.status = Some(status);
                Err(error)
            }
        }
    }

    fn headers(&self, call: &Call) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if self.address.is_loopback() {
            // Between two programs of one machine packing and unpacking costs more than the bytes.
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        if let (true, Some((name, value))) = (call.keyed, &self.auth) {
            headers.insert(name, value.clone());
        }
        if call.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let key = call.idempotency.map(|id| id.to_string());
        let etag = call.last.as_ref().and_then(|last| last.etag.clone());
        for (name, value) in [
            ("idempotency-key", key),
            ("x-andibox-author", call.by.clone()),
            (IF_NONE_MATCH.as_str(), etag),
        ] {
            // A tag that no header can carry did not come from a header; without it the list is asked for whole.
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
        headers
    }
}

fn text(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The method as a constant, for the record.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "GET",
    }
}
