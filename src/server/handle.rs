//! One request: operation, key, permission, body, work, answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use tokio::sync::Notify;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

use super::auth::Ticket;
use super::db::{Readers, Writer};
use super::etag::{self, Precondition};
use super::extent::Extent;
use super::idempotency::{self, Once};
use super::reply::Reply;
use super::router::route;
use super::time::Millis;
use super::{API_PATH, Clock, Fault, body, dispatch};

/// Smaller answers are not worth a compressor.
const WORTH_COMPRESSING: u16 = 1024;

/// What every request is handled with.
pub(super) struct Handler {
    pub(super) readers: Readers,
    pub(super) writer: Writer,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) patch_threads: bool,
    /// The address the server listens on, for a client that sends no `Host`.
    pub(super) authority: String,
    /// Woken by every write, for the simulated provider.
    pub(super) written: Arc<Notify>,
}

/// The whole service.
pub(super) fn service(handler: Handler) -> Router {
    layers(Router::new().fallback(handle).with_state(Arc::new(handler)))
}

/// What stands around every handler; apart, so that a test can put a broken one inside.
pub(super) fn layers(router: Router) -> Router {
    router
        .layer(CatchPanicLayer::custom(|_| {
            Fault::Internal("a handler panicked".into()).into_response()
        }))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(SizeAbove::new(WORTH_COMPRESSING).and(NotEmpty)),
        )
        .layer(map_response(etag::name_compressed))
}

/// An answer without a body has nothing to compress, yet would be given the headers of one.
#[derive(Clone, Copy, Debug)]
struct NotEmpty;

impl Predicate for NotEmpty {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        !response.body().is_end_stream()
    }
}

async fn handle(State(handler): State<Arc<Handler>>, request: Request) -> Response {
    match handler.answer(request).await {
        Ok(reply) => reply.into_response(),
        Err(fault) => fault.into_response(),
    }
}

impl Handler {
    async fn answer(&self, request: Request) -> Result<Reply, Fault> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let operation = route(&parts.method, path, self.patch_threads)?;
        let ticket = Ticket::of(&operation, &parts.headers)?;
        if operation.only_reads() {
            let known = Precondition::of(&parts.headers);
            let now = Millis::of(self.clock.now());
            let short = self.readers.run_here(|conn| {
                ticket.check(conn)?;
                dispatch::read(conn, &operation, &known, now, Extent::Short)
            })?;
            if let Some(reply) = short {
                return Ok(reply);
            }
            let whole = self
                .readers
                .run(move |conn| dispatch::read(conn, &operation, &known, now, Extent::Whole))
                .await?;
            return whole.ok_or_else(|| Fault::Internal("a list without an end".into()));
        }
        // The key comes before the body: strangers do not get a mebibyte read.
        let caller = self.readers.run_here(|conn| ticket.check(conn))?;
        let bytes = if operation.has_body() {
            body::read(body).await?
        } else {
            Vec::new()
        };
        let once = match &caller {
            Some(caller) if operation.has_body() => {
                Once::of(&parts.headers, caller.key, &parts.method, path, &bytes)?
            }
            _ => None,
        };
        let work = dispatch::write(operation, caller, &bytes, self.base(&parts.headers))?;
        let reply = self
            .writer
            .run(move |db| idempotency::once(db, once.as_ref(), work))
            .await?;
        self.written.notify_one();
        Ok(reply)
    }

    /// The address of the API as this client knows it.
    fn base(&self, headers: &HeaderMap) -> String {
        let host = headers
            .get(HOST)
            .map(HeaderValue::to_str)
            .and_then(Result::ok)
            .filter(|host| host.len() < 256 && host.bytes().all(is_of_host))
            .unwrap_or(&self.authority);
        format!("http://{host}{API_PATH}")
    }
}

const fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
}
