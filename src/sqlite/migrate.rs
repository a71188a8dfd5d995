//! Append-only migrations, counted in `PRAGMA user_version`.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::Error;

/// One step of a schema. Steps are only ever appended: the position in the list is the version it leads to.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// What it does, for the error message.
    pub name: &'static str,
    /// The statements. They run in one transaction, so they may not begin or end one.
    pub sql: &'static str,
}

/// The schema version of a file, or the error that it is newer than `known`.
pub(super) fn version(conn: &Connection, path: &Path, known: usize) -> Result<usize, Error> {
    let found: i64 = conn
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|source| Error::of(path, source))?;
    // A negative number was never written by us either.
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    if found > known {
        return Err(Error::TooNew {
            path: path.to_path_buf(),
            found,
            known,
        });
    }
    Ok(found)
}

/// Runs the steps the file has not seen, each in its own transaction.
pub(super) fn migrate(
    conn: &mut Connection,
    path: &Path,
    migrations: &[Migration],
) -> Result<(), Error> {
    while step(conn, path, migrations)? {}
    Ok(())
}

fn step(conn: &mut Connection, path: &Path, migrations: &[Migration]) -> Result<bool, Error> {
    // The usual start has nothing to do: it should not ask for the write lock.
    if version(conn, path, migrations.len())? == migrations.len() {
        return Ok(false);
    }
    let transaction = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|source| Error::of(path, source))?;
    // Read again under the write lock: another process may have run the step in between.
    let from = version(&transaction, path, migrations.len())?;
    let Some(migration) = migrations.get(from) else {
        return Ok(false);
    };
    let to = i64::try_from(from + 1).unwrap_or(i64::MAX);
    transaction
        .execute_batch(migration.sql)
        .and_then(|()| transaction.pragma_update(None, "user_version", to))
        .and_then(|()| transaction.commit())
        .map_err(|source| match Error::of(path, source) {
            Error::Open { path, source } => Error::Migration {
                path,
                name: migration.name,
                source,
            },
            damaged => damaged,
        })?;
    Ok(true)
}
