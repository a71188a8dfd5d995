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

use super::auth::{self, Caller};
use super::db::{Db, Readers, Writer};
use super::decode::{
    ChannelInput, ChannelPatch, ExchangeInput, LoginInput, MessageInput, ThreadInput, ThreadPatch,
};
use super::etag::{self, Precondition};
use super::idempotency::{self, Once};
use super::reply::Reply;
use super::router::{Operation, route};
use super::time::Millis;
use super::{API_PATH, Clock, Fault, body, channels, login, messages, patch, threads};

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

type Work = Box<dyn FnOnce(&mut Db) -> Result<Reply, Fault> + Send>;

impl Handler {
    async fn answer(&self, request: Request) -> Result<Reply, Fault> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let operation = route(&parts.method, path, self.patch_threads)?;
        let caller = match operation.permission() {
            None => None,
            Some(permission) => {
                let caller = self.caller(&parts.headers).await?;
                caller.require(permission)?;
                Some(caller)
            }
        };
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
        let base = self.base(&parts.headers);
        match self.work(operation, caller, &bytes, base)? {
            Ask::Read(read) => {
                let known = Precondition::of(&parts.headers);
                self.readers.run(move |conn| read(conn, &known)).await
            }
            Ask::Write(work) => {
                let reply = self
                    .writer
                    .run(move |db| idempotency::once(db, once.as_ref(), work))
                    .await?;
                self.written.notify_one();
                Ok(reply)
            }
        }
    }

    async fn caller(&self, headers: &HeaderMap) -> Result<Caller, Fault> {
        let secret = auth::secret(headers)?;
        self.readers
            .run(move |conn| auth::caller(conn, &secret))
            .await
    }

    fn work(
        &self,
        operation: Operation,
        caller: Option<Caller>,
        body: &[u8],
        base: String,
    ) -> Result<Ask, Fault> {
        let now = Millis::of(self.clock.now());
        Ok(match operation {
            Operation::ListChannels => read(channels::list),
            Operation::GetChannel(id) => read(move |conn, _| channels::get(conn, &id)),
            Operation::CreateChannel => {
                let input = ChannelInput::read(body)?;
                write(move |db| channels::create(db, &input))
            }
            Operation::UpdateChannel(id) => {
                let input = ChannelPatch::read(body)?;
                write(move |db| channels::update(db, &id, &input))
            }
            Operation::DeleteChannel(id) => write(move |db| channels::delete(db, &id)),
            Operation::ListThreads(id) => read(move |conn, known| threads::list(conn, &id, known)),
            Operation::CreateThread(id) => {
                let input = ThreadInput::read(body)?;
                write(move |db| threads::create(db, &id, &input))
            }
            Operation::GetThread(channel, thread) => {
                read(move |conn, _| threads::get(conn, &channel, &thread))
            }
            Operation::UpdateThread(channel, thread) => {
                let input = ThreadPatch::read(body)?;
                let caller = caller.ok_or(Fault::Unauthenticated)?;
                write(move |db| patch::update(db, &caller, &channel, &thread, &input))
            }
            Operation::ListMessages(place) => {
                read(move |conn, known| messages::list(conn, &place, known))
            }
            Operation::CreateMessage(place) => {
                let input = MessageInput::read(body)?;
                write(move |db| messages::create(db, &place, &input))
            }
            Operation::StartLogin => {
                let input = LoginInput::read(body)?;
                write(move |db| login::start(db, &input, &base))
            }
            Operation::GetLogin(code) => read(move |conn, _| login::get(conn, &code, now)),
            Operation::ApproveLogin(code) => write(move |db| login::decide(db, &code, true)),
            Operation::DenyLogin(code) => write(move |db| login::decide(db, &code, false)),
            Operation::ExchangeLogin => {
                let input = ExchangeInput::read(body)?;
                write(move |db| login::exchange(db, &input, &base))
            }
        })
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

type Reading = Box<dyn FnOnce(&rusqlite::Connection, &Precondition) -> Result<Reply, Fault> + Send>;

/// What an operation needs of the database.
enum Ask {
    Read(Reading),
    Write(Work),
}

fn read(
    work: impl FnOnce(&rusqlite::Connection, &Precondition) -> Result<Reply, Fault> + Send + 'static,
) -> Ask {
    Ask::Read(Box::new(work))
}

fn write(work: impl FnOnce(&mut Db) -> Result<Reply, Fault> + Send + 'static) -> Ask {
    Ask::Write(Box::new(work))
}
