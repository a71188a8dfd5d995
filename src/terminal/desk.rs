//! Carrying out effects: reads on one thread, writes on another, timers on the runtime, the rest by the loop itself.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::sync::mpsc::UnboundedSender;

use super::later::Later;
use super::opener;
use super::reads::Reads;
use super::writes::Writes;
use crate::app::effect::{Effect, SaveOrder};
use crate::app::msg::{Msg, SaveEnd};
use crate::config::{Paths, store_view};
use crate::query::SavedView;
use crate::store::Store;
use crate::sync::Sync;

/// Where messages to the program are dropped, from any thread.
#[derive(Clone, Debug)]
pub struct Postbox {
    inbox: UnboundedSender<Msg>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    awaited: AtomicUsize,
    writing: AtomicUsize,
    /// What nobody looks at.
    later: Later,
    /// Rung when something arrives or work is over, for a loop that waits without the runtime.
    bell: Condvar,
    /// The same for whoever waits by the runtime until work is over. The loop itself does not: what work has to say
    /// came by message, and a second wake-up for its end would say nothing more.
    over: Notify,
    /// Held by the loop while it looks whether to wait, and by who rings.
    door: Mutex<()>,
}

impl Shared {
    fn ring(&self) {
        drop(self.door.lock().unwrap_or_else(PoisonError::into_inner));
        self.bell.notify_all();
    }
}

/// Work under way; over when it is dropped, after its message was put into the box.
#[derive(Debug)]
pub(super) struct UnderWay {
    shared: Arc<Shared>,
    awaited: bool,
}

impl UnderWay {
    fn begin(shared: &Arc<Shared>, awaited: bool) -> Self {
        let work = Self {
            shared: Arc::clone(shared),
            awaited,
        };
        work.count().fetch_add(1, Ordering::SeqCst);
        work
    }

    fn count(&self) -> &AtomicUsize {
        if self.awaited {
            &self.shared.awaited
        } else {
            &self.shared.writing
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.count().fetch_sub(1, Ordering::SeqCst);
        self.shared.ring();
        self.shared.over.notify_waiters();
    }
}

impl Postbox {
    /// A postbox in front of an inbox.
    pub fn new(inbox: UnboundedSender<Msg>) -> Self {
        Self {
            inbox,
            shared: Arc::default(),
        }
    }

    /// Drops a message. One that changes nothing on the screen waits there for the next that does.
    pub fn send(&self, msg: Msg) {
        let now = self.shared.later.sort(msg);
        if now.is_empty() {
            return;
        }
        self.deliver(now);
        self.shared.ring();
    }

    /// What waits is looked at now, as the loop is awake; `watched`: from now on nothing of it waits.
    pub(super) fn collect(&self, watched: bool) {
        self.shared.later.watch(watched);
        self.deliver(self.shared.later.take());
    }

    fn deliver(&self, msgs: Vec<Msg>) {
        for msg in msgs {
            if self.inbox.send(msg).is_err() {
                // The loop has ended; whatever this was, the store has it.
                tracing::debug!("a message came after the end");
            }
        }
    }

    /// Sleeps while `idle` says that there is nothing to do and an answer is awaited, until `end` at the latest.
    ///
    /// Not by the runtime: between a key and its frame lie some hundred microseconds, and its timers alone, kept by
    /// another thread, would cost a part of them.
    pub(super) fn wait(&self, end: Instant, idle: impl Fn() -> bool) {
        let shared = &self.shared;
        let mut door = shared.door.lock().unwrap_or_else(PoisonError::into_inner);
        while idle() && self.awaits() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let woken = shared.bell.wait_timeout(door, left);
            door = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A question has been asked whose answer the screen waits for.
    pub(super) fn asked(&self) -> UnderWay {
        UnderWay::begin(&self.shared, true)
    }

    /// A write has been ordered; no frame waits for it.
    pub(super) fn ordered(&self) -> UnderWay {
        UnderWay::begin(&self.shared, false)
    }

    /// Whether an answer is under way that the screen waits for.
    pub fn awaits(&self) -> bool {
        self.shared.awaited.load(Ordering::SeqCst) > 0
    }

    /// Ends when work is over that was under way when this was asked, and with it perhaps what [`Postbox::quiet`] says.
    pub fn over(&self) -> Notified<'_> {
        self.shared.over.notified()
    }

    /// Whether nothing at all is under way.
    pub fn quiet(&self) -> bool {
        !self.awaits() && self.shared.writing.load(Ordering::SeqCst) == 0
    }
}

/// What the loop itself has to do, because it has the terminal.
#[derive(Clone, PartialEq, Debug)]
pub enum Own {
    /// Nothing: it is under way elsewhere.
    Nothing,
    /// Copy, edit, redraw, suspend or quit.
    Effect(Effect),
}

/// Carries out effects.
pub struct Desk {
    reads: Reads,
    writes: Writes,
    store: Store,
    post: Postbox,
    runtime: Handle,
    sync: Arc<dyn SyncHandle>,
    snippets: SnippetReader,
    downloads: Option<Arc<dyn DownloadHandle>>,
    /// Where the settings are.
    paths: Option<Paths>,
}

/// What the desk asks of downloads. A seam, because only the api room can fetch anything.
pub trait DownloadHandle: Send + std::marker::Sync {
    /// Fetches and saves; what becomes of it comes by message.
    fn save(&self, order: SaveOrder);
    /// Gives one up.
    fn cancel(&self, number: u64);
}

/// Reads the snippets. A seam: only whoever starts the program knows their folder.
pub type SnippetReader = Arc<dyn Fn() -> Msg + Send + std::marker::Sync>;

/// What the desk asks of the synchronisation. A seam, because sync is started after the first frame.
pub trait SyncHandle: Send + std::marker::Sync {
    /// What is on the screen.
    fn watch(
        &self,
        conversation: Option<crate::model::Conversation>,
        channel: Option<crate::model::ChannelId>,
    );
    /// Now.
    fn refresh(&self);
    /// The outbox has something new.
    fn outbox_changed(&self);
}

impl SyncHandle for Sync {
    fn watch(
        &self,
        conversation: Option<crate::model::Conversation>,
        channel: Option<crate::model::ChannelId>,
    ) {
        Self::watch(self, conversation, channel);
    }

    fn refresh(&self) {
        Self::refresh(self);
    }

    fn outbox_changed(&self) {
        Self::outbox_changed(self);
    }
}

impl Desk {
    /// A desk over a store.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn new(
        store: &Store,
        sync: Arc<dyn SyncHandle>,
        post: Postbox,
        runtime: Handle,
    ) -> std::io::Result<Self> {
        Ok(Self {
            reads: Reads::start(store.clone(), post.clone())?,
            writes: Writes::start(store.clone(), post.clone(), Arc::clone(&sync))?,
            store: store.clone(),
            post,
            runtime,
            sync,
            snippets: Arc::new(|| Msg::Snippets {
                snippets: Vec::new(),
                asked: true,
                problems: Vec::new(),
            }),
            downloads: None,
            paths: None,
        })
    }

    /// The same desk, with snippets to read.
    #[must_use]
    pub fn with_snippets(mut self, read: SnippetReader) -> Self {
        self.snippets = read;
        self
    }

    /// The same with somebody who fetches attachments.
    #[must_use]
    pub fn with_downloads(mut self, downloads: Arc<dyn DownloadHandle>) -> Self {
        self.downloads = Some(downloads);
        self
    }

    /// The same, with settings that can be added to.
    #[must_use]
    pub fn with_settings(mut self, paths: Paths) -> Self {
        self.paths = Some(paths);
        self
    }

    /// Adds a view to the settings, where the disk takes its time.
    fn save_view(&self, view: SavedView) {
        let post = self.post.clone();
        let Some(paths) = self.paths.clone() else {
            let why = "there is no file of settings here".to_owned();
            post.send(Msg::ViewNotSaved(view, why));
            return;
        };
        let under_way = post.ordered();
        self.runtime.spawn_blocking(move || {
            post.send(match store_view(&paths, &view) {
                Ok(()) => Msg::ViewSaved(view),
                Err(error) => Msg::ViewNotSaved(view, error.to_string()),
            });
            drop(under_way);
        });
    }

    /// Carries out an effect, or gives it back for the loop to do.
    pub fn carry_out(&self, effect: Effect) -> Own {
        match effect {
            Effect::LoadChannels
            | Effect::LoadCounts(_)
            | Effect::LoadOutboxCounts
            | Effect::LoadList { .. }
            | Effect::LoadConversation { .. }
            | Effect::LoadNear { .. }
            | Effect::LoadMessages { .. }
            | Effect::LoadLifecycle(_)
            | Effect::LoadOthers { .. }
            | Effect::LoadRaw(..)
            | Effect::LoadStats(..)
            | Effect::FindPlaces { .. }
            | Effect::FindMessages { .. }
            | Effect::FindWaiting { .. }
            | Effect::LoadMatches(_)
            | Effect::LoadMarked(_)
            | Effect::CountViews { .. } => self.reads.ask(effect),
            // Through the writers: a draft that is being written must be read after it was.
            Effect::LoadDraft(_)
            | Effect::SaveDraft(_)
            | Effect::DraftHeard(_)
            | Effect::DraftKnown(_)
            | Effect::MoveDraft { .. }
            | Effect::AppendDraft(_)
            | Effect::DiscardDraft(_)
            | Effect::Send { .. }
            | Effect::Enqueue(_)
            | Effect::Retry(_)
            | Effect::TakeBack { .. }
            | Effect::DiscardOutgoing(_)
            | Effect::MarkRead(..)
            | Effect::MarkUnread(_)
            | Effect::SetReminders(_)
            | Effect::ReminderSeen(_)
            | Effect::RingReminders
            | Effect::MarkMany(..) => self.writes.ask(effect),
            Effect::Watch {
                conversation,
                channel,
            } => self.sync.watch(conversation, channel),
            Effect::LoadSnippets => {
                let (read, post) = (Arc::clone(&self.snippets), self.post.clone());
                self.runtime.spawn_blocking(move || post.send(read()));
            }
            Effect::Refresh => self.sync.refresh(),
            Effect::After(timer, millis) => {
                let post = self.post.clone();
                self.runtime.spawn(async move {
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                    post.send(Msg::Timer(timer));
                });
            }
            Effect::SaveView(view) => self.save_view(view),
            Effect::OpenAddress(address) => opener::open(address, &self.post),
            Effect::Save(order) => self.save(order),
            Effect::CancelSave(number) => {
                if let Some(downloads) = &self.downloads {
                    downloads.cancel(number);
                }
            }
            Effect::Notify(..)
            | Effect::Copy(_)
            | Effect::Mouse(_)
            | Effect::Edit(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => {
                return Own::Effect(effect);
            }
        }
        Own::Nothing
    }

    fn save(&self, order: SaveOrder) {
        if let Some(downloads) = &self.downloads {
            return downloads.save(order);
        }
        let why = "this program was started without downloads";
        let end = SaveEnd::Failed(why.into());
        self.post.send(Msg::SaveEnded(order.number, end));
    }

    /// Waits until everything that was to be written is on the disk.
    pub fn finish(self) {
        self.writes.finish();
        drop(self.reads);
    }

    /// Whether the local copy turned out to be damaged.
    pub fn met_damage(&self) -> bool {
        self.store.met_damage()
    }

    /// The postbox.
    pub const fn post(&self) -> &Postbox {
        &self.post
    }
}
