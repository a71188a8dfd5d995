//! The server inside the process: the local workspace's.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::model::ApiKey;
use crate::server::{Server, ServerOptions};

/// A local server that listens but does not answer yet: its address is known before its database is open, so that
/// the first frame need not wait.
pub struct Bound {
    listener: TcpListener,
    /// Where it will answer.
    pub address: SocketAddr,
}

/// A running local server; dropped, it ends.
pub struct Running {
    /// Its key.
    pub key: ApiKey,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Bound {
    /// Takes a free port on the loopback interface.
    ///
    /// # Errors
    /// When the machine has none to give.
    pub fn new() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Opens the database (filling it with the demo workspace at the first start) and answers.
    ///
    /// # Errors
    /// A sentence.
    pub async fn run(self, folder: &Path) -> Result<Running, String> {
        let options = ServerOptions {
            demo: true,
            simulate: true,
            ..ServerOptions::default()
        };
        self.run_with(folder, options).await
    }

    /// The same without simulated customers and without a demo workspace: nothing changes by itself.
    ///
    /// # Errors
    /// A sentence.
    pub async fn run_quietly(self, folder: &Path) -> Result<Running, String> {
        self.run_with(folder, ServerOptions::default()).await
    }

    async fn run_with(self, folder: &Path, options: ServerOptions) -> Result<Running, String> {
        let folder = folder.to_owned();
        let (server, key) = tokio::task::spawn_blocking(move || open(&folder, options))
            .await
            .map_err(|error| error.to_string())??;
        let listener =
            tokio::net::TcpListener::from_std(self.listener).map_err(|error| error.to_string())?;
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let end = async {
                // Either a stop or the drop of its sender.
                stopped.await.unwrap_or(());
            };
            if let Err(error) = server.serve(listener, end).await {
                tracing::error!(%error, "the local server ended");
            }
        });
        Ok(Running { key, stop, task })
    }
}

impl Running {
    /// Ends it and waits until its database is closed.
    pub async fn end(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the local server panicked");
        }
    }
}

fn open(folder: &Path, options: ServerOptions) -> Result<(Server, ApiKey), String> {
    let server = Server::open(folder, options).map_err(|error| error.to_string())?;
    let key = server.admin_key().map_err(|error| error.to_string())?;
    Ok((server, key))
}
