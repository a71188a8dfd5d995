//! The handle of a running synchronisation.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::DropGuard;
use tokio_util::task::TaskTracker;

use super::activity::Worker;
use super::options::Options;
use super::pull::{self, Ask, Watched};
use super::send;
use super::shared::Shared;
use super::supervise::supervise;
use crate::model::{ChannelId, Conversation};

/// How long the end waits for what is under way. A request that takes longer is given up: it stays in the outbox as
/// `sending`, and whoever sends next looks for it on the server.
const LONGEST_END: Duration = Duration::from_secs(2);

/// A running synchronisation. All but [`Sync::shutdown`] only leaves a note and returns. Dropping it ends it, too.
pub struct Sync {
    shared: Arc<Shared>,
    tasks: TaskTracker,
    _stop: DropGuard,
}

impl Sync {
    /// Starts it on the current tokio runtime.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(options: Options) -> Self {
        let (asks, asked) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared::new(options, asks));
        let tasks = TaskTracker::new();

        let asked = Arc::new(Mutex::new(asked));
        let puller = Arc::clone(&shared);
        tasks.spawn(supervise(Arc::clone(&shared), "pulling", move || {
            pull::run(Arc::clone(&puller), Arc::clone(&asked))
        }));
        if shared.read_only {
            shared.activity.set(Worker::Sender, false);
        } else {
            let sender = Arc::clone(&shared);
            tasks.spawn(supervise(Arc::clone(&shared), "sending", move || {
                send::run(Arc::clone(&sender))
            }));
        }
        tasks.close();
        Self {
            _stop: shared.stop.clone().drop_guard(),
            shared,
            tasks,
        }
    }

    /// What is on screen: the open conversation, and the channel whose threads are listed. Both are kept freshest.
    pub fn watch(&self, conversation: Option<Conversation>, channel: Option<ChannelId>) {
        self.shared.set_watched(Watched {
            conversation,
            channel,
        });
        self.shared.ask(Ask::Watch);
    }

    /// Asks for everything now; also tries an unreachable server and a refused key at once.
    pub fn refresh(&self) {
        self.shared.ask(Ask::Refresh);
        self.shared.wake_sender();
    }

    /// Something was put into the outbox, taken from it, or is to be tried again.
    pub fn outbox_changed(&self) {
        self.shared.wake_sender();
    }

    /// Ends it: what is under way is finished, or given up after about two seconds. Nothing is lost by that.
    pub async fn shutdown(&self) {
        self.shared.stop.cancel();
        if tokio::time::timeout(LONGEST_END, self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("the synchronisation did not end in time");
        }
    }
}

impl fmt::Debug for Sync {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sync").finish_non_exhaustive()
    }
}
