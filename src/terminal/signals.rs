//! Being asked to end, by the system.

use std::io;

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
