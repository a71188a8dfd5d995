//! Opening a server folder and serving it.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::chance::Rng;
use super::connections::Connections;
use super::db::{self, Db, Readers, Workspace, Writer, WriterThread};
use super::handle::{self, Handler};
use super::{KeyInfo, Keys, NewKey, Role, ServerError, ServerOptions};
use super::{address, admin_key, import, simulate};
use crate::model::ApiKey;

/// The path every operation begins with.
pub const API_PATH: &str = "/api/v1";

/// How long requests that are under way may take when the server is asked to end.
const GRACE: Duration = Duration::from_secs(2);

/// An opened server folder.
pub struct Server {
    dir: PathBuf,
    options: ServerOptions,
    workspace: Workspace,
    writer: Writer,
    readers: Readers,
    // Last: dropping it ends the writer.
    thread: WriterThread,
}

impl Server {
    /// Opens `dir/server.db`, made with its folder where there is none, and brings its schema up to date. The first
    /// time, an admin key is made and written to `dir/admin.key`; with `demo`, an empty database is filled.
    ///
    /// # Errors
    /// [`ServerError`], by what is wrong with the folder, the database, or the demo data.
    pub fn open(dir: &Path, options: ServerOptions) -> Result<Self, ServerError> {
        admin_key::create_dir(dir)?;
        let path = dir.join("server.db");
        let conn = db::open(&path)?;
        let clock = Arc::clone(&options.clock);
        let mut db = Db::new(conn, clock, Rng::from_system()?, options.simulate);
        if options.demo {
            import::demo(&mut db)?;
        }
        admin_key::ensure(dir, &mut db)?;
        let workspace = Workspace::read(db.conn())?;
        let (thread, writer) = WriterThread::start(db).map_err(|source| ServerError::File {
            path: path.clone(),
            what: "no thread to write it",
            source,
        })?;
        Ok(Self {
            dir: dir.to_path_buf(),
            options,
            workspace,
            writer,
            readers: Readers::new(path),
            thread,
        })
    }

    /// The admin key, read from `admin.key`.
    ///
    /// # Errors
    /// [`ServerError::File`] when the file cannot be read.
    pub fn admin_key(&self) -> Result<ApiKey, ServerError> {
        admin_key::read(&self.dir)
    }

    /// Where the admin key is written.
    pub fn admin_key_path(&self) -> PathBuf {
        admin_key::path(&self.dir)
    }

    /// The workspace's name.
    pub fn workspace_name(&self) -> &str {
        &self.workspace.name
    }

    /// The server's keys, also while it serves.
    pub fn keys(&self) -> Keys {
        Keys::new(self.writer.clone())
    }

    /// Makes a key. See [`Keys::create`].
    ///
    /// # Errors
    /// As there.
    pub fn create_key(&self, name: &str, role: Role) -> Result<NewKey, ServerError> {
        self.keys().create(name, role)
    }

    /// Revokes a key. See [`Keys::revoke`].
    ///
    /// # Errors
    /// As there.
    pub fn revoke_key(&self, id: &str) -> Result<bool, ServerError> {
        self.keys().revoke(id)
    }

    /// Lists the keys. See [`Keys::list`].
    ///
    /// # Errors
    /// As there.
    pub fn list_keys(&self) -> Result<Vec<KeyInfo>, ServerError> {
        self.keys().list()
    }

    /// Serves until `shutdown` is done. Requests under way are finished within seconds, or cut off; what was written
    /// is on the disk.
    ///
    /// # Errors
    /// [`ServerError::RemoteAddress`] before anything is accepted, [`ServerError::Listen`].
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), ServerError> {
        let local = listener.local_addr().map_err(ServerError::Listen)?;
        address::check_address(local, self.options.allow_remote)?;
        let stop = CancellationToken::new();
        let written = Arc::new(Notify::new());
        let simulation = self.options.simulate.then(|| {
            tokio::spawn(simulate::run(
                self.writer.clone(),
                Arc::clone(&self.options.clock),
                Arc::clone(&written),
                stop.clone(),
            ))
        });
        let service = handle::service(Handler {
            readers: self.readers,
            writer: self.writer,
            clock: self.options.clock,
            patch_threads: self.options.patch_threads,
            authority: local.to_string(),
            written,
        });
        serve_until(listener, service, shutdown, stop).await?;
        if let Some(simulation) = simulation
            && let Err(error) = simulation.await
        {
            tracing::error!(%error, "the simulation ended badly");
        }
        // Dropping the thread waits for its last commit.
        let thread = self.thread;
        spawn_blocking(move || drop(thread))
            .await
            .map_err(|error| ServerError::Refused(error.to_string()))
    }
}

async fn serve_until(
    listener: TcpListener,
    service: axum::Router,
    shutdown: impl Future<Output = ()> + Send,
    stop: CancellationToken,
) -> Result<(), ServerError> {
    let cut = CancellationToken::new();
    let serving = axum::serve(Connections::new(listener, cut.clone()), service)
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let mut serving = pin!(serving.into_future());
    tokio::select! {
        ended = &mut serving => {
            stop.cancel();
            return ended.map_err(ServerError::Listen);
        }
        () = shutdown => stop.cancel(),
    }
    // The graceful end waits for whatever is open, for ever if need be.
    if let Ok(ended) = timeout(GRACE, &mut serving).await {
        return ended.map_err(ServerError::Listen);
    }
    cut.cancel();
    timeout(GRACE, serving)
        .await
        .unwrap_or(Ok(()))
        .map_err(ServerError::Listen)
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("dir", &self.dir)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The base address of a server that listens here, as clients are given it.
pub fn base_address(address: SocketAddr) -> String {
    format!("http://{address}{API_PATH}")
}
