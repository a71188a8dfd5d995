//! The internal API client: one method an operation, and exact words for what can go wrong.
//!
//! Owns the base [`Address`], the [`Client`] with its limits, the bodies andibox sends ([`body`]), the classes of
//! failure ([`Class`]: may the same request be made again?), the observer of the request log, and the agent
//! login ([`login`]). It keeps nothing: what was learned goes to the store, when to ask again is sync's business.
//! Imports only `model`; no other room names reqwest.

mod address;
pub mod body;
mod channels;
mod classify;
mod client;
mod download;
mod error;
mod limits;
mod log;
pub mod login;
mod messages;
mod options;
mod path;
mod redact;
mod redirect;
mod refusal;
mod reply;
mod retry_after;
mod server_time;
mod threads;
mod tls;
mod transport;
mod validator;

#[cfg(test)]
mod tests;

pub use address::{Address, AddressError};
pub use body::{MessageBody, ThreadBody};
pub use channels::{ChannelPatch, NewChannel};
pub use client::Client;
pub use download::{Download, DownloadError, download};
pub use error::{Class, Error};
pub use log::{Clock, Observer};
pub use options::{AuthHeader, ClientOptions};
pub use refusal::refusal;
pub use tls::install_tls;
pub use validator::{Fetch, Fetched, Validator};
