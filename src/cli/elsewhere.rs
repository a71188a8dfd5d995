//! What another andibox of the same profile does to the local copy: it is told like our own changes.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::late_sync::LateSync;
use crate::app::msg::{Change, Msg};
use crate::store::Store;
use crate::terminal::{Postbox, SyncHandle};

/// How often is looked while another one is at work. Each look is one read of a counter.
const OFTEN: Duration = Duration::from_secs(1);
/// How often is looked otherwise: no slower than the open conversation is.
const SELDOM: Duration = Duration::from_secs(3);
/// Who has written may write again for so long.
const AT_WORK: Duration = Duration::from_mins(2);

/// The watch; ended by [`Watch::end`].
pub struct Watch {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Watch {
    /// Begins to look, on a thread of its own: it may have to wait for a write, and a sleeping thread is woken once
    /// for a look, where the runtime would wake four.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Store, post: Postbox, sync: Arc<LateSync>) -> io::Result<Self> {
        let (stop, stopped) = channel();
        let thread = thread::Builder::new()
            .name("elsewhere".into())
            .spawn(move || watch(&store, &post, &sync, &stopped))?;
        Ok(Self { stop, thread })
    }

    /// Ends it and waits for the look that is under way.
    pub fn end(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the look for changes panicked");
        }
    }
}

fn watch(store: &Store, post: &Postbox, sync: &LateSync, stopped: &Receiver<()>) {
    let mut failed = false;
    let mut seen: Option<Instant> = None;
    loop {
        let at_work = seen.is_some_and(|seen| seen.elapsed() < AT_WORK);
        let wait = if at_work { OFTEN } else { SELDOM };
        if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        match store.changed_elsewhere() {
            Ok(changed) => {
                failed = false;
                if changed {
                    seen = Some(Instant::now());
                    post.send(everything());
                    // What the other one leaves in the outbox is sent by whoever holds the sender's lock.
                    sync.outbox_changed();
                }
            }
            Err(error) if !failed => {
                failed = true;
                tracing::warn!(%error, "changes by another andibox cannot be seen");
            }
            Err(_) => {}
        }
    }
}

/// Another process does not say what it changed: what is on the screen is read again.
fn everything() -> Msg {
    Msg::Changed(vec![Change::Threads, Change::Outbox, Change::Reminders])
}
