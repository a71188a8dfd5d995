//! Being asked to end, by the system.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tokio::signal::unix::{SignalKind, signal};

use super::desk::Postbox;
use crate::app::msg::Msg;

/// Turns SIGTERM and SIGHUP into a message: what is typed is saved first.
///
/// # Errors
/// When a handler cannot be installed.
pub fn terminations(post: &Postbox) -> io::Result<()> {
    for kind in [SignalKind::terminate(), SignalKind::hangup()] {
        let mut stream = signal(kind)?;
        let post = post.clone();
        tokio::spawn(async move {
            while stream.recv().await.is_some() {
                post.send(Msg::Terminate);
            }
        });
    }
    Ok(())
}

/// Where the size of files is limited (`ulimit -f`), a write beyond it ends a program that has not asked for anything
/// else. Then it fails instead, and is told as a full disk is.
///
/// # Errors
/// When the handler cannot be installed.
pub fn outlive_file_limit() -> io::Result<()> {
    // That there is a handler is enough: whoever wrote learns it from the write.
    signal_hook::flag::register(
        signal_hook::consts::SIGXFSZ,
        Arc::new(AtomicBool::new(false)),
    )
    .map(|_| ())
}
