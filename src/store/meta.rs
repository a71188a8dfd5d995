//! Small facts that outlive a run, such as how a server changes statuses.

use rusqlite::{OptionalExtension, params};

use super::error::Result;
use super::open::Store;
use super::writer::Durability;

impl Store {
    /// A stored fact.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()?)
        })
    }

    /// Stores a fact.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.write(Durability::Pulled, |conn, _| {
            conn.prepare_cached(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![key, value])?;
            Ok(())
        })
    }
}
