//! The server's database: one writer that commits in groups, a few readers, and the schema.

pub(super) mod changes;
mod readers;
pub(super) mod rows;
mod schema;
mod session;
mod writer;

use std::path::Path;

use rusqlite::Connection;

use crate::sqlite;

pub(super) use readers::Readers;
pub use session::Db;
pub(super) use session::{Workspace, meta};
pub(super) use writer::{Writer, WriterThread};

/// Opens a server's database for writing, with its schema up to date.
pub(super) fn open(path: &Path) -> Result<Connection, sqlite::Error> {
    let conn = sqlite::open(path, &sqlite::Options::default(), schema::MIGRATIONS)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}
