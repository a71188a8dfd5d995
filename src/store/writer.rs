//! The one connection that writes.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::damage;
use super::error::{Error, Result};
use super::event::Changes;
use super::open::{Listener, Store};
use super::schema::MIGRATIONS;
use crate::sqlite;

const STATEMENTS: usize = 128;
/// SQLite's page cache, in KiB (negative, as SQLite has it). Messages come with random ids: with the default of 2 MB
/// a first synchronisation reads a page for every one of them.
const CACHE_KIB: i64 = -16_000;
/// Pages the log may hold before they are moved to the file: a page that changes often is moved less often.
const LOG_PAGES: i64 = 4_000;

/// How far a commit must have come before it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Durability {
    /// What the server has anyway: a power cut may take the last commits, they are pulled again.
    Pulled,
    /// What only we have (drafts, outbox): on the disk before the call returns.
    Ours,
}

/// The connection, and what it was last told and saw.
struct Held {
    connection: Connection,
    durability: Durability,
    /// `PRAGMA data_version`: it changes when another connection commits.
    seen: i64,
}

pub(super) struct Writer {
    connection: Mutex<Held>,
    listener: Listener,
}

impl Writer {
    pub fn open(path: &Path, listener: Listener) -> Result<Self> {
        let options = sqlite::Options::default();
        let connection = sqlite::open(path, &options, MIGRATIONS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let seen = damage::look_for(&connection, path)
            .and_then(|()| data_version(&connection))
            .map_err(|error| error.at(path))?;
        let held = Held {
            connection,
            durability: Durability::Ours,
            seen,
        };
        Ok(Self {
            connection: Mutex::new(held),
            listener,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        // A panic in a write rolled its transaction back: the connection is as it was.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a write in one transaction and tells the listener what it changed. An error changes nothing.
    pub fn write<T>(
        &self,
        durability: Durability,
        write: impl FnOnce(&Transaction<'_>, &mut Changes) -> Result<T>,
    ) -> Result<T> {
        let mut changes = Changes::default();
        let answer = {
            let held = &mut *self.lock();
            if held.durability != durability {
                let synchronous = match durability {
                    Durability::Pulled => "NORMAL",
                    Durability::Ours => "FULL",
                };
                held.connection
                    .pragma_update(None, "synchronous", synchronous)?;
                held.durability = durability;
            }
            let transaction = held
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = write(&transaction, &mut changes)?;
            if !changes.tally.is_empty() {
                changes.tally.store(&transaction)?;
                // The channels pane shows counts.
                changes.channels |= changes.tally.changes_views();
            }
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
        if self.inner.met_damage.load(Ordering::SeqCst) {
            // SQLite would take it, and the next opening could not read it back.
            return Err(damage::damaged("it was met before").at(&self.inner.path));
        }
        self.inner
            .writer
            .write(durability, write)
            .map_err(|error: Error| self.inner.noticed(error))
    }
}

impl Store {
    /// Whether another process has written since the last time this was asked: then everything shown should be
    /// read again. Cheap.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn changed_elsewhere(&self) -> Result<bool> {
        let held = &mut *self.inner.writer.lock();
        let now = data_version(&held.connection)?;
        Ok(std::mem::replace(&mut held.seen, now) != now)
    }
}

fn data_version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}
