//! Why a server could not be opened or run.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::sqlite;

/// Why a server could not be opened or run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address can be reached by other machines, and that was not allowed.
    #[error(
        "{address} can be reached from other machines and the traffic is not encrypted; \
         listen on 127.0.0.1 or [::1], or allow it with --allow-remote"
    )]
    RemoteAddress {
        /// The address.
        address: SocketAddr,
    },
    /// A file or folder of the server could not be read or written.
    #[error("{}: {what}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The database could not be opened.
    #[error(transparent)]
    Database(#[from] sqlite::Error),
    /// The database was opened, but a statement failed.
    #[error("the server's database failed")]
    Query(#[from] rusqlite::Error),
    /// The embedded demo data cannot be read.
    #[error("the demo data is wrong: {0}")]
    Demo(String),
    /// The workspace that was asked for cannot be made.
    #[error("{0}")]
    Generate(String),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random(#[from] getrandom::Error),
    /// The listener failed.
    #[error("the server cannot listen")]
    Listen(#[source] io::Error),
    /// A request to the database's writer failed, or the writer has ended.
    #[error("the server could not do it: {0}")]
    Refused(String),
}
