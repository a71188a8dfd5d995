//! News that nobody looks at: kept until something else wakes the loop.
//!
//! At rest every few seconds a request is answered as it was before. Its record changes nothing on the screen unless the
//! request log is open, and the age of the data is told by minutes: neither is worth waking the thread that draws.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::app::msg::Msg;
use crate::model::Link;

/// So many are kept at the most.
pub(super) const KEPT: usize = 64;

/// What waits, in the order it came.
#[derive(Debug, Default)]
pub(super) struct Later {
    waiting: Mutex<Waiting>,
    /// Somebody looks at it.
    watched: AtomicBool,
}

#[derive(Debug, Default)]
struct Waiting {
    msgs: Vec<Msg>,
    /// The last that was told of the link is that it is there.
    live: bool,
}

impl Later {
    /// Takes a message that can wait, or gives back all there is to tell now, in its order.
    pub fn sort(&self, msg: Msg) -> Vec<Msg> {
        let mut waiting = self.lock();
        let waits = match &msg {
            Msg::Request(record) => record.problem.is_none(),
            Msg::Link(link) => {
                let was = waiting.live;
                waiting.live = matches!(link, Link::Live { .. });
                was && waiting.live
            }
            _ => false,
        };
        if waits && matches!(msg, Msg::Link(_)) {
            // Only the newest says how old the data is.
            waiting.msgs.retain(|msg| !matches!(msg, Msg::Link(_)));
        }
        waiting.msgs.push(msg);
        if waits && waiting.msgs.len() < KEPT && !self.watched.load(Ordering::SeqCst) {
            return Vec::new();
        }
        std::mem::take(&mut waiting.msgs)
    }

    /// All that waits.
    pub fn take(&self) -> Vec<Msg> {
        std::mem::take(&mut self.lock().msgs)
    }

    /// Whether somebody looks at what could wait.
    pub fn watch(&self, watched: bool) {
        self.watched.store(watched, Ordering::SeqCst);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Each change is whole before anything can panic.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
