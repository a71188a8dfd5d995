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
use super::session::Session;
use super::supervise::supervise;
use super::wake;
use crate::model::{ChannelId, Conversation};

/// How long the end waits for what is under way. A request that takes longer is given up: it stays in the outbox as
/// `sending`, and whoever sends next looks for it on the server.
const LONGEST_END: Duration = Duration::from_secs(2);

/// A running synchronisation. All but [`Sync::shutdown`] only leaves a note and returns. Dropping it ends it, too.
pub struct Sync {
    session: Arc<Session>,
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
        let session = Arc::new(Session::new(options, asks));
        let tasks = TaskTracker::new();

        let asked = Arc::new(Mutex::new(asked));
        let puller = Arc::clone(&session);
        tasks.spawn(supervise(Arc::clone(&session), "pulling", move || {
            pull::run(Arc::clone(&puller), Arc::clone(&asked))
        }));
        if session.read_only {
            session.activity.set(Worker::Sender, false);
        } else {
            let sender = Arc::clone(&session);
            tasks.spawn(supervise(Arc::clone(&session), "sending", move || {
                send::run(Arc::clone(&sender))
            }));
        }
        let woken = Arc::clone(&session);
        tasks.spawn(supervise(
            Arc::clone(&session),
            "looking at the clock",
            move || wake::run(Arc::clone(&woken)),
        ));
        tasks.close();
        Self {
            _stop: session.stop.clone().drop_guard(),
            session,
            tasks,
        }
    }

    /// What is on screen: the open conversation, and the channel whose threads are listed. Both are kept freshest.
    pub fn watch(&self, conversation: Option<Conversation>, channel: Option<ChannelId>) {
        self.session.set_watched(Watched {
            conversation,
            channel,
        });
        self.session.ask(Ask::Watch);
    }

    /// Asks for everything now; also tries an unreachable server and a refused key at once.
    pub fn refresh(&self) {
        self.session.ask(Ask::Refresh);
        self.session.wake_sender();
    }

    /// Something was put into the outbox, taken from it, or is to be tried again.
    pub fn outbox_changed(&self) {
        self.session.wake_sender();
    }

    /// Ends it: what is under way is finished, or given up after about two seconds. Nothing is lost by that.
    pub async fn shutdown(&self) {
        self.session.stop.cancel();
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
