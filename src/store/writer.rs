//! The one connection that writes.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Error, Result};
use super::event::Changes;
use super::open::{Listener, Store};
use super::schema::MIGRATIONS;
use crate::sqlite;

const STATEMENTS: usize = 128;

/// How far a commit must have come before it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Durability {
    /// What the server has anyway: a power cut may take the last commits, they are pulled again.
    Pulled,
    /// What only we have (drafts, outbox): on the disk before the call returns.
    Ours,
}

pub(super) struct Writer {
    connection: Mutex<(Connection, Durability)>,
    listener: Listener,
}

impl Writer {
    pub fn open(path: &Path, listener: Listener) -> Result<Self> {
        let options = sqlite::Options::default();
        let connection = sqlite::open(path, &options, MIGRATIONS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self {
            connection: Mutex::new((connection, Durability::Ours)),
            listener,
        })
    }

    /// Runs a write in one transaction and tells the listener what it changed. An error changes nothing.
    pub fn write<T>(
        &self,
        durability: Durability,
        write: impl FnOnce(&Transaction<'_>, &mut Changes) -> Result<T>,
    ) -> Result<T> {
        let mut changes = Changes::default();
        let answer = {
            // A panic in a write rolled its transaction back: the connection is as it was.
            let mut guard = self
                .connection
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let (connection, current) = &mut *guard;
            if *current != durability {
                let synchronous = match durability {
                    Durability::Pulled => "NORMAL",
                    Durability::Ours => "FULL",
                };
                connection.pragma_update(None, "synchronous", synchronous)?;
                *current = durability;
            }
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = write(&transaction, &mut changes)?;
            transaction.commit()?;
            answer
        };
        for event in changes.into_events() {
            (self.listener)(event);
        }
        Ok(answer)
    }
}

impl Store {
    pub(super) fn write<T>(
        &self,
        durability: Durability,
        write: impl FnOnce(&Transaction<'_>, &mut Changes) -> Result<T>,
    ) -> Result<T> {
        self.inner
            .writer
            .write(durability, write)
            .map_err(|error: Error| error.at(&self.inner.path))
    }
}
