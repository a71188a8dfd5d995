//! What another andibox of the same profile does to the local copy: it is told like our own changes.

use std::sync::Arc;
use std::time::Duration;

use super::late_sync::LateSync;
use crate::app::msg::{Change, Msg};
use crate::store::Store;
use crate::terminal::{Postbox, SyncHandle};

/// How often is looked. Each look is one read of a counter.
const OFTEN: Duration = Duration::from_secs(1);

/// Looks for ever.
pub async fn watch(store: Store, post: Postbox, sync: Arc<LateSync>) {
    let mut failed = false;
    loop {
        tokio::time::sleep(OFTEN).await;
        let it = store.clone();
        // It may have to wait for a write, which is no work for the runtime's threads.
        match tokio::task::spawn_blocking(move || it.changed_elsewhere()).await {
            Ok(Ok(changed)) => {
                failed = false;
                if changed {
                    post.send(everything());
                    // What the other one leaves in the outbox is sent by whoever holds the sender's lock.
                    sync.outbox_changed();
                }
            }
            Ok(Err(error)) if !failed => {
                failed = true;
                tracing::warn!(%error, "changes by another andibox cannot be seen");
            }
            Ok(Err(_)) => {}
            Err(error) => tracing::error!(%error, "the look for changes failed"),
        }
    }
}

/// Another process does not say what it changed: what is on the screen is read again.
fn everything() -> Msg {
    Msg::Changed(vec![Change::Threads, Change::Outbox, Change::Reminders])
}
