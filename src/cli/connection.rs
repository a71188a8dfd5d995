//! From a profile to a client of its server.

use std::sync::Arc;

use super::Failure;
use crate::api::{Address, AuthHeader, Client, ClientOptions, Error, Fetched};
use crate::config::{Auth, ProfileKind, ProfileSettings, SyncSettings};
use crate::model::{ApiKey, Broken, Problem, ProblemKind, RequestRecord};

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
    runtime_of(2)
}

/// A runtime of so many threads. One is woken less often than two, which hand their work to each other.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime_of(threads: usize) -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format_args!("the runtime cannot be started: {error}")))
}

/// The channels of a server, as far as they count.
pub struct Channels {
    /// How many could be read.
    pub readable: usize,
    /// Those that could not.
    pub broken: Vec<Broken>,
}

impl Channels {
    /// How many, in words.
    pub fn words(&self) -> String {
        match self.readable {
            1 => "1 channel".to_owned(),
            count => format!("{count} channels"),
        }
    }

    /// What could not be read, in words; it may hold the server's own.
    pub fn complaint(&self) -> Option<String> {
        let first = self.broken.first()?;
        let first = format!("{}: {}", first.path.expose(), first.reason.expose());
        Some(match self.broken.len() {
            1 => format!("one channel cannot be read and is left out: {first}"),
            count => {
                format!("{count} channels cannot be read and are left out, the first: {first}")
            }
        })
    }
}

/// Lists the channels, which any key may.
///
/// # Errors
/// The request's.
pub async fn list_channels(client: &Client) -> Result<Channels, Error> {
    let fetch = client.list_channels(None).await?;
    Ok(match fetch.fetched {
        Fetched::New { listing, .. } => Channels {
            readable: listing.items.len(),
            broken: listing.broken,
        },
        // Nothing was asked with a validator, so nothing can be unchanged.
        Fetched::NotModified | Fetched::Same => Channels {
            readable: 0,
            broken: Vec::new(),
        },
    })
}
