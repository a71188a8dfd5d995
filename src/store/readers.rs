//! A few connections for reading: each one sees the last commit and never waits for the writer.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::error::{Error, Result};
use super::open::Store;
use crate::sqlite;

/// Idle connections that are kept: the screen, sync and one command rarely read at once.
const IDLE: usize = 3;
/// Statements that stay prepared on each connection.
const STATEMENTS: usize = 64;

pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            idle: Mutex::new(Vec::new()),
        }
    }

    fn take(&self) -> Result<Reader<'_>> {
        let idle = self.lock().pop();
        let connection = if let Some(connection) = idle {
            connection
        } else {
            let connection = sqlite::open_reader(&self.path)?;
            connection.set_prepared_statement_cache_capacity(STATEMENTS);
            connection
        };
        Ok(Reader {
            readers: self,
            connection: Some(connection),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // A list of idle connections has no half-done state: a panic elsewhere does not spoil it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Reader<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let mut idle = self.readers.lock();
            // A read that panicked left its transaction open: such a connection would see the past for ever.
            if idle.len() < IDLE && connection.is_autocommit() {
                idle.push(connection);
            }
        }
    }
}

impl Store {
    /// Runs a read in one transaction, so that all its statements see the same moment.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let run = || {
            let reader = self.inner.readers.take()?;
            let Some(connection) = reader.connection.as_ref() else {
                return Err(Error::Unreadable {
                    what: "a connection",
                });
            };
            // Prepared once: a screen takes several small reads, of which parsing these would be a good part.
            connection.prepare_cached("BEGIN")?.execute([])?;
            let answer = read(connection);
            connection.prepare_cached("COMMIT")?.execute([])?;
            answer
        };
        run().map_err(|error: Error| self.inner.noticed(error))
    }
}
