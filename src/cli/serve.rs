//! `andibox serve`: the local server alone.

use std::io::{ErrorKind, Write};

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::arguments::ServeArguments;
use super::{Failure, connection, outcome};
use crate::server::{self, Server, ServerOptions, Spec};
use crate::text::SafeText;

/// Runs the server until it is asked to end.
pub fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    server::check_address(arguments.listen, arguments.allow_remote).map_err(Failure::usage)?;
    if let Some(messages) = arguments.generate {
        server::generate(&arguments.data, &Spec::of(messages, chrono::Utc::now()))
            .map_err(Failure::failed)?;
    }
    let options = ServerOptions {
        allow_remote: arguments.allow_remote,
        demo: arguments.demo,
        simulate: arguments.demo,
        patch_threads: !arguments.no_patch,
        ..ServerOptions::default()
    };
    let server = Server::open(&arguments.data, options).map_err(Failure::failed)?;
    connection::runtime()?.block_on(serve(server, arguments))
}

async fn serve(server: Server, arguments: &ServeArguments) -> Result<(), Failure> {
    let listener = TcpListener::bind(arguments.listen).await.map_err(|error| {
        let advice = match error.kind() {
            ErrorKind::AddrInUse => ". Choose another port with --listen, or port 0 for a free one",
            _ => "",
        };
        Failure::failed(format_args!(
            "cannot listen on {}: {error}{advice}",
            arguments.listen
        ))
    })?;
    let address = listener.local_addr().map_err(Failure::failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::failed)?;
    outcome::say(&SafeText::line(&format!(
        "listening on http://{address}/api/v1"
    )))?;
    let key = arguments.data.join("admin.key");
    outcome::say(&SafeText::line(&format!(
        "the admin key is in {}",
        key.display()
    )))?;
    // A reader on a pipe waits for these lines.
    std::io::stdout().flush().map_err(Failure::failed)?;
    let end = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    server.serve(listener, end).await.map_err(Failure::failed)
}
