//! From a profile to a client of its server.

use std::sync::Arc;

use super::Failure;
use crate::api::{Address, AuthHeader, Client, ClientOptions, Error, Fetched};
use crate::config::{Auth, ProfileKind, ProfileSettings, SyncSettings};
use crate::model::{ApiKey, Problem, ProblemKind, RequestRecord};

/// What is told of each request.
pub type Observer = Arc<dyn Fn(RequestRecord) + Send + Sync>;

/// A client of a profile's server; of the local workspace's the address is given.
///
/// # Errors
/// A problem of this machine or of the address.
pub fn client(
    profile: &ProfileSettings,
    sync: &SyncSettings,
    address: &str,
    key: ApiKey,
    observer: Option<Observer>,
) -> Result<Client, Problem> {
    let address = Address::parse(address)
        .map_err(|error| Problem::new(ProblemKind::Local, error.to_string()))?;
    let mut options = ClientOptions::new(address);
    options.key = Some(key);
    options.max_body = profile.max_body_bytes;
    options.connect_timeout = sync.connect_timeout;
    options.request_timeout = sync.request_timeout;
    options.observer = observer;
    if let ProfileKind::Remote {
        auth,
        allow_insecure_http,
        ..
    } = &profile.kind
    {
        options.allow_insecure_http = *allow_insecure_http;
        options.auth = match auth {
            Auth::XApiKey => AuthHeader::XApiKey,
            Auth::Bearer => AuthHeader::Bearer,
        };
    }
    Client::new(options)
}

/// A runtime for commands that make a few requests.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format_args!("the runtime cannot be started: {error}")))
}

/// Lists the channels, which any key may; returns how many there are.
///
/// # Errors
/// The request's.
pub async fn count_channels(client: &Client) -> Result<usize, Error> {
    let fetch = client.list_channels(None).await?;
    Ok(match fetch.fetched {
        Fetched::New { listing, .. } => listing.items.len(),
        // Nothing was asked with a validator, so nothing can be unchanged.
        Fetched::NotModified | Fetched::Same => 0,
    })
}
