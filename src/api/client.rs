//! The client: made once, cheap to clone, and the only thing of this program that talks to an API.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::path::{Segment, encode, path};
use super::reply::Reply;
use super::transport::Call;
use super::{
    Address, AuthHeader, ClientOptions, Clock, Error, Fetch, Fetched, Observer, Validator,
    install_tls, redact, tls,
};
#[cfg(doc)]
use crate::model::Listing;
use crate::model::{ApiKey, Author, Broken, ClientMessageId, Item, Problem, ProblemKind};

/// Connections idle for longer are not used again. Short, since a server that closes one while a POST goes out on it
/// leaves the POST's outcome unknown; polling keeps the connection in use far more often.
const IDLE: Duration = Duration::from_secs(15);

/// A client of one API with one key. Cloning it shares its connections.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
    /// The elements of large lists are left to be read later.
    later: bool,
}

pub(super) struct Inner {
    pub(super) http: reqwest::Client,
    pub(super) address: Address,
    /// Kept to find it in what the server says; requests carry `auth`.
    pub(super) key: Option<ApiKey>,
    pub(super) auth: Option<(HeaderName, HeaderValue)>,
    pub(super) max_body: u64,
    pub(super) clock: Clock,
    pub(super) observer: Option<Observer>,
}

impl Client {
    /// Makes a client. Reads the machine's TLS roots where the address needs them (some milliseconds).
    ///
    /// # Errors
    /// [`ProblemKind::Insecure`] for plain http to another machine, [`ProblemKind::Local`] when this machine cannot
    /// make an HTTP client.
    pub fn new(options: ClientOptions) -> Result<Self, Problem> {
        let ClientOptions {
            address,
            key,
            auth,
            allow_insecure_http,
            connect_timeout,
            request_timeout,
            max_body,
            user_agent,
            clock,
            observer,
        } = options;
        if address.is_plain_http() && !address.is_loopback() && !allow_insecure_http {
            return Err(Problem::new(ProblemKind::Insecure, address.to_string()));
        }
        let auth = key.as_ref().map(|key| header(key, auth)).transpose()?;
        let user_agent = HeaderValue::try_from(user_agent)
            .map_err(|_| local("the user agent holds a character no header can carry"))?;
        install_tls();
        let builder = || {
            let builder = reqwest::Client::builder()
                .user_agent(user_agent.clone())
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                // Shorter than the whole, so that a connection that does not come about is known as such.
                .connect_timeout(connect_timeout.min(request_timeout.mul_f32(0.9)))
                .timeout(request_timeout)
                .pool_idle_timeout(IDLE);
            if address.is_loopback() {
                // No proxy has business between two programs of one machine, nor a name server with "localhost".
                let here = [
                    ([0, 0, 0, 0, 0, 0, 0, 1], 0).into(),
                    ([127, 0, 0, 1], 0).into(),
                ];
                builder.no_proxy().resolve_to_addrs("localhost", &here)
            } else {
                builder
            }
        };
        let http = if address.is_plain_http() && address.is_loopback() {
            tls::build_without_roots(builder())
        } else {
            tls::build_with_roots(builder)
        };
        Ok(Self {
            inner: Arc::new(Inner {
                http: http.map_err(|error| local(&format!("no HTTP client: {error}")))?,
                address,
                key,
                auth,
                max_body,
                clock,
                observer,
            }),
            later: false,
        })
    }

    /// The same client, whose large lists come with their elements unread ([`Listing::elements`]): for who looks at
    /// few of them. What is wrong with one is said when it is read; [`Client::redact`] is for that.
    pub fn reading_later(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            later: true,
        }
    }

    /// Takes the key out of what is wrong with elements: that quotes the elements.
    pub fn redact(&self, broken: &mut [Broken]) {
        for Broken { path, reason } in broken {
            redact::untrusted(path, self.inner.key.as_ref());
            redact::untrusted(reason, self.inner.key.as_ref());
        }
    }

    /// The API it talks to.
    pub fn address(&self) -> &Address {
        &self.inner.address
    }

    pub(super) async fn list<T: DeserializeOwned + Send + 'static>(
        &self,
        segments: &[Segment<'_>],
        last: Option<&Validator>,
    ) -> Result<Fetch<T>, Error> {
        let mut call = call(Method::GET, segments)?;
        call.last = last.cloned();
        let last = last.cloned();
        let later = self.later;
        let reply = |reply: Reply| reply.listing(last, later);
        let mut fetch = self.inner.run(call, reply).await?;
        if let Fetched::New { listing, .. } = &mut fetch.fetched {
            self.redact(&mut listing.broken);
        }
        Ok(fetch)
    }

    pub(super) async fn get<T: DeserializeOwned + Send + 'static>(
        &self,
        segments: &[Segment<'_>],
    ) -> Result<Item<T>, Error> {
        let call = call(Method::GET, segments)?;
        self.inner.run(call, Reply::item).await
    }

    pub(super) async fn create<T: DeserializeOwned + Send + 'static>(
        &self,
        segments: &[Segment<'_>],
        body: &(impl Serialize + Sync),
        id: ClientMessageId,
    ) -> Result<Item<T>, Error> {
        let mut call = call(Method::POST, segments)?;
        call.body = Some(json(body)?);
        call.idempotency = Some(id);
        self.inner.run(call, Reply::item).await
    }

    pub(super) async fn patch<T: DeserializeOwned + Send + 'static>(
        &self,
        segments: &[Segment<'_>],
        body: &(impl Serialize + Sync),
        by: Option<&Author>,
    ) -> Result<Item<T>, Error> {
        let mut call = call(Method::PATCH, segments)?;
        call.by = by.and_then(person);
        call.body = Some(json(body)?);
        self.inner.run(call, Reply::item).await
    }

    pub(super) async fn delete(&self, segments: &[Segment<'_>]) -> Result<(), Error> {
        let call = call(Method::DELETE, segments)?;
        self.inner.run(call, async |reply| reply.done()).await
    }
}

/// A call with the key and nothing else.
pub(super) fn call(method: Method, segments: &[Segment<'_>]) -> Result<Call, Error> {
    Ok(Call {
        method,
        path: path(segments)?,
        keyed: true,
        idempotency: None,
        by: None,
        body: None,
        last: None,
        taken: None,
    })
}

/// Who it is, as a header can carry it: name and email, percent-encoded, with `;` between. None without a name.
fn person(author: &Author) -> Option<String> {
    let mut words = String::new();
    encode(author.name.as_ref()?.expose(), &mut words);
    if let Some(email) = &author.email {
        words.push(';');
        encode(email.expose(), &mut words);
    }
    Some(words)
}

/// A request body.
pub(super) fn json(body: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(body).map_err(|error| Error::local(&error.to_string()))
}

fn header(key: &ApiKey, auth: AuthHeader) -> Result<(HeaderName, HeaderValue), Problem> {
    let (name, value) = match auth {
        AuthHeader::XApiKey => (
            HeaderName::from_static("x-api-key"),
            HeaderValue::try_from(key.expose()),
        ),
        AuthHeader::Bearer => (
            AUTHORIZATION,
            HeaderValue::try_from(format!("Bearer {}", key.expose())),
        ),
    };
    let mut value = value.map_err(|_| local("the key holds a character no header can carry"))?;
    // Keeps it out of Debug output and out of HTTP/2's shared compression table.
    value.set_sensitive(true);
    Ok((name, value))
}

fn local(words: &str) -> Problem {
    Problem::new(ProblemKind::Local, words)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &self.inner.address)
            .field("key", &self.inner.key)
            .finish_non_exhaustive()
    }
}
