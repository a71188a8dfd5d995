//! What a client is made from.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;

use super::{Address, Clock, Observer};
use crate::model::ApiKey;

/// The header the key travels in. The API takes either.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AuthHeader {
    /// `x-api-key: <key>`.
    #[default]
    XApiKey,
    /// `Authorization: Bearer <key>`.
    Bearer,
}

/// What a client is made from; [`ClientOptions::new`] fills in the defaults.
#[derive(Clone)]
pub struct ClientOptions {
    /// The API.
    pub address: Address,
    /// The key; none for the operations of the agent login, which come before there is one.
    pub key: Option<ApiKey>,
    /// The header the key travels in.
    pub auth: AuthHeader,
    /// Whether plain http to another machine is allowed. It sends the key and every message in the clear.
    pub allow_insecure_http: bool,
    /// How long looking up the name, connecting and TLS may take together.
    pub connect_timeout: Duration,
    /// How long a request may take in all, to the last byte of the answer.
    pub request_timeout: Duration,
    /// The largest answer that is read, in bytes after decompression.
    pub max_body: u64,
    /// The `User-Agent`.
    pub user_agent: String,
    /// The time of request records and of a `Retry-After` given as a date.
    pub clock: Clock,
    /// Called once for every request that was made, when it has ended.
    pub observer: Option<Observer>,
}

impl ClientOptions {
    /// The defaults: 10 s to connect, 30 s a request, 64 MiB an answer, https only but for this machine.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            key: None,
            auth: AuthHeader::XApiKey,
            allow_insecure_http: false,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            max_body: 64 * 1024 * 1024,
            user_agent: concat!("andibox/", env!("CARGO_PKG_VERSION")).to_owned(),
            clock: Arc::new(Utc::now),
            observer: None,
        }
    }
}

impl std::fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientOptions")
            .field("address", &self.address)
            .field("key", &self.key)
            .field("auth", &self.auth)
            .field("allow_insecure_http", &self.allow_insecure_http)
            .field("connect_timeout", &self.connect_timeout)
            .field("request_timeout", &self.request_timeout)
            .field("max_body", &self.max_body)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}
