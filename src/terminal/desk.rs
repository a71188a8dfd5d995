//! Carrying out effects: reads on one thread, writes on another, timers on the runtime, the rest by the loop itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;

use super::reads::Reads;
use super::writes::Writes;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::store::Store;
use crate::sync::Sync;

/// Where messages to the program are dropped, from any thread.
#[derive(Clone, Debug)]
pub struct Postbox {
    inbox: UnboundedSender<Msg>,
    awaited: Arc<AtomicUsize>,
    writing: Arc<AtomicUsize>,
}

/// Work under way; over when it is dropped, after its message was put into the box.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Postbox {
    /// A postbox in front of an inbox.
    pub fn new(inbox: UnboundedSender<Msg>) -> Self {
        Self {
            inbox,
            awaited: Arc::default(),
            writing: Arc::default(),
        }
    }

    /// Drops a message.
    pub fn send(&self, msg: Msg) {
        if self.inbox.send(msg).is_err() {
            // The loop has ended; whatever this was, the store has it.
            tracing::debug!("a message came after the end");
        }
    }

    /// A question has been asked whose answer the screen waits for.
    pub(super) fn asked(&self) -> UnderWay {
        self.awaited.fetch_add(1, Ordering::SeqCst);
        UnderWay(Arc::clone(&self.awaited))
    }

    /// A write has been ordered; no frame waits for it.
    pub(super) fn ordered(&self) -> UnderWay {
        self.writing.fetch_add(1, Ordering::SeqCst);
        UnderWay(Arc::clone(&self.writing))
    }

    /// Whether an answer is under way that the screen waits for.
    pub fn awaits(&self) -> bool {
        self.awaited.load(Ordering::SeqCst) > 0
    }

    /// Whether nothing at all is under way.
    pub fn quiet(&self) -> bool {
        !self.awaits() && self.writing.load(Ordering::SeqCst) == 0
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
    post: Postbox,
    runtime: Handle,
    sync: Arc<dyn SyncHandle>,
}

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
            post,
            runtime,
            sync,
        })
    }

    /// Carries out an effect, or gives it back for the loop to do.
    pub fn carry_out(&self, effect: Effect) -> Own {
        match effect {
            Effect::LoadChannels
            | Effect::LoadCounts(_)
            | Effect::LoadOutboxCounts
            | Effect::LoadList { .. }
            | Effect::LoadConversation { .. }
            | Effect::LoadMessages { .. }
            | Effect::LoadLifecycle(_)
            | Effect::LoadRaw(..)
            | Effect::FindWaiting { .. } => self.reads.ask(effect),
            // Through the writers: a draft that is being written must be read after it was.
            Effect::LoadDraft(_)
            | Effect::SaveDraft(_)
            | Effect::AppendDraft(_)
            | Effect::DiscardDraft(_)
            | Effect::Send { .. }
            | Effect::Enqueue(_)
            | Effect::Retry(_)
            | Effect::TakeBack(_)
            | Effect::DiscardOutgoing(_)
            | Effect::MarkRead(..)
            | Effect::MarkUnread(_) => self.writes.ask(effect),
            Effect::Watch {
                conversation,
                channel,
            } => self.sync.watch(conversation, channel),
            Effect::Refresh => self.sync.refresh(),
            Effect::After(timer, millis) => {
                let post = self.post.clone();
                self.runtime.spawn(async move {
                    tokio::time::sleep(Duration::from_millis(millis)).await;
                    post.send(Msg::Timer(timer));
                });
            }
            Effect::Copy(_) | Effect::Edit(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => {
                return Own::Effect(effect);
            }
        }
        Own::Nothing
    }

    /// Waits until everything that was to be written is on the disk.
    pub fn finish(self) {
        self.writes.finish();
        drop(self.reads);
    }

    /// The postbox.
    pub const fn post(&self) -> &Postbox {
        &self.post
    }
}
