//! A few read-only connections, each used by one request at a time on a blocking thread.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::server::Fault;
use crate::sqlite;

/// More would only queue for the same two or four cores.
const CONNECTIONS: usize = 4;

/// The readers.
#[derive(Clone, Debug)]
pub(in crate::server) struct Readers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(in crate::server) fn new(path: PathBuf) -> Self {
        Self(Arc::new(Inner {
            path,
            idle: Mutex::new(Vec::new()),
            permits: Arc::new(Semaphore::new(CONNECTIONS)),
        }))
    }

    /// Runs `work` here and now, on a snapshot. For what takes some ten microseconds: handing it to another thread and
    /// back would take longer, and under load that is when others push in.
    pub(in crate::server) fn run_here<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.0.run(work)
    }

    /// Runs `work` on a snapshot: what it reads is of one moment.
    pub(in crate::server) async fn run<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    {
        let permit = Arc::clone(&self.0.permits)
            .acquire_owned()
            .await
            .map_err(|_| Fault::Internal("the readers have ended".into()))?;
        let inner = Arc::clone(&self.0);
        spawn_blocking(move || {
            let _permit = permit;
            inner.run(work)
        })
        .await
        .unwrap_or_else(|panic| Err(Fault::Internal(format!("a reader ended: {panic}"))))
    }
}

impl Inner {
    fn run<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let conn = self.take()?;
        // Prepared once: parsing them would be a good part of a short read.
        conn.prepare_cached("BEGIN")?.execute([])?;
        let result = work(&conn);
        conn.prepare_cached("COMMIT")?.execute([])?;
        self.give_back(conn);
        result
    }

    fn take(&self) -> Result<Connection, Fault> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        if let Some(conn) = idle {
            return Ok(conn);
        }
        let conn = sqlite::open_reader(&self.path)?;
        conn.set_prepared_statement_cache_capacity(64);
        Ok(conn)
    }

    fn give_back(&self, conn: Connection) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(conn);
    }
}
