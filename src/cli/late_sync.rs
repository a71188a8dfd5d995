//! The synchronisation, started after the first frame: what is asked of it until then is remembered.

use std::sync::{Mutex, PoisonError};

use crate::model::{ChannelId, Conversation};
use crate::sync::Sync;
use crate::terminal::SyncHandle;

/// A place for the synchronisation.
#[derive(Default)]
pub struct LateSync {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    sync: Option<Sync>,
    watched: Option<(Option<Conversation>, Option<ChannelId>)>,
}

impl LateSync {
    /// The synchronisation has started.
    pub fn started(&self, sync: Sync) {
        let mut inner = self.lock();
        if let Some((conversation, channel)) = inner.watched.take() {
            sync.watch(conversation, channel);
        }
        inner.sync = Some(sync);
    }

    /// Takes it out, to end it.
    pub fn take(&self) -> Option<Sync> {
        self.lock().sync.take()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // Nothing here can be half done: a poisoned lock is as good as new.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SyncHandle for LateSync {
    fn watch(&self, conversation: Option<Conversation>, channel: Option<ChannelId>) {
        let mut inner = self.lock();
        match &inner.sync {
            Some(sync) => sync.watch(conversation, channel),
            None => inner.watched = Some((conversation, channel)),
        }
    }

    fn refresh(&self) {
        if let Some(sync) = &self.lock().sync {
            sync.refresh();
        }
    }

    fn outbox_changed(&self) {
        // A synchronisation that has not started looks into the outbox when it does.
        if let Some(sync) = &self.lock().sync {
            sync.outbox_changed();
        }
    }
}
