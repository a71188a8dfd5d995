//! The local andibase-compatible server: the same API on this machine, with a database of its own.
//!
//! Owns its router, authentication, validation, database, demo data, simulated customers, and the generator of large
//! workspaces. It knows nothing of the client's side. `docs/server.md` says what it decides where the API's
//! documentation is silent.
//!
//! A request goes `router` → `auth` → `decode` → `dispatch` → `channels`, `threads`, `messages`, `patch` or `login`, on one
//! of the connections of `db`, and comes back as a `reply` or a `fault`. Reads run on a few read-only connections; writes
//! go to one thread that commits them in groups.

mod address;
mod admin_key;
mod auth;
mod body;
mod chance;
mod channels;
mod connections;
mod db;
mod decode;
mod dispatch;
mod error;
mod etag;
mod extent;
mod fault;
mod generate;
mod handle;
mod idempotency;
mod ids;
mod import;
mod json;
mod keys;
mod login;
mod messages;
mod options;
mod patch;
mod reply;
mod router;
mod run;
mod simulate;
mod threads;
mod time;

#[cfg(test)]
mod tests;

pub use address::check_address;
pub use auth::{Permission, Role};
pub use error::ServerError;
pub use generate::{Spec, generate};
pub use keys::{KeyInfo, Keys, NewKey};
pub use options::{Clock, ServerOptions, SystemClock};
pub use run::{API_PATH, Server, base_address};

use fault::Fault;
