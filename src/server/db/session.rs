//! What a piece of writing work is given: the connection inside an open transaction, the time, and new ids.

use std::fmt;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::FromSql;

use crate::server::Clock;
use crate::server::chance::Rng;
use crate::server::ids::IdMaker;
use crate::server::time::Millis;

/// The database as its one writer sees it.
pub struct Db {
    conn: Connection,
    clock: Arc<dyn Clock>,
    ids: IdMaker,
    delivers: bool,
}

impl Db {
    /// `delivers`: whether a provider, if only a simulated one, will deliver outbound messages.
    pub(in crate::server) fn new(
        conn: Connection,
        clock: Arc<dyn Clock>,
        rng: Rng,
        delivers: bool,
    ) -> Self {
        Self {
            conn,
            clock,
            ids: IdMaker::new(rng),
            delivers,
        }
    }

    pub(in crate::server) const fn conn(&self) -> &Connection {
        &self.conn
    }

    pub(in crate::server) fn now(&self) -> Millis {
        Millis::of(self.clock.now())
    }

    pub(in crate::server) fn new_id(&mut self, at: Millis) -> String {
        self.ids.make(at)
    }

    /// Runs `work` whole or not at all. For what happens outside a piece of the writer's work, which is one already.
    pub(in crate::server) fn transaction<T, E: From<rusqlite::Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let result = work(self).and_then(|value| {
            self.conn.execute_batch("COMMIT")?;
            Ok(value)
        });
        if result.is_err() && !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        result
    }

    pub(in crate::server) const fn delivers(&self) -> bool {
        self.delivers
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db")
            .field("delivers", &self.delivers)
            .finish_non_exhaustive()
    }
}

/// One of the values the database keeps about itself.
pub(in crate::server) fn meta<T: FromSql>(conn: &Connection, name: &str) -> rusqlite::Result<T> {
    conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
}

/// The workspace the server stands for.
#[derive(Clone, Debug)]
pub(in crate::server) struct Workspace {
    pub(in crate::server) handle: String,
    pub(in crate::server) name: String,
}

impl Workspace {
    pub(in crate::server) fn read(conn: &Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            handle: meta(conn, "workspace_handle")?,
            name: meta(conn, "workspace_name")?,
        })
    }

    pub(in crate::server) fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        for (name, value) in [
            ("workspace_handle", &self.handle),
            ("workspace_name", &self.name),
        ] {
            conn.execute(
                "UPDATE meta SET value = ?2 WHERE name = ?1",
                rusqlite::params![name, value],
            )?;
        }
        Ok(())
    }
}
