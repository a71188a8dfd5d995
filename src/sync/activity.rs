//! Knowing when nothing is left to do.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::SyncEvent;
use super::options::Events;

/// The two that work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Worker {
    /// Lists.
    Puller,
    /// The outbox.
    Sender,
}

/// Who works, and what was asked of them but not yet heard.
pub(super) struct Activity {
    now: Mutex<Now>,
    events: Events,
}

struct Now {
    busy: [bool; 2],
    /// Asked of each, not yet heard by it: it is busy, whatever it thinks itself.
    unheard: [usize; 2],
    told: bool,
}

impl Activity {
    /// Both work at first.
    pub(super) fn new(events: Events) -> Self {
        Self {
            now: Mutex::new(Now {
                busy: [true; 2],
                unheard: [0; 2],
                told: false,
            }),
            events,
        }
    }

    /// Something is about to be asked.
    pub(super) fn asked(&self, of: Worker) {
        let mut now = self.lock();
        now.unheard[of as usize] += 1;
        now.told = false;
    }

    /// So many were heard; the worker is busy until it says that it is idle.
    pub(super) fn heard(&self, by: Worker, count: usize) {
        let mut now = self.lock();
        now.busy[by as usize] = true;
        now.unheard[by as usize] = now.unheard[by as usize].saturating_sub(count);
    }

    /// The worker's own word.
    pub(super) fn set(&self, who: Worker, busy: bool) {
        let mut now = self.lock();
        now.busy[who as usize] = busy;
        let idle = now.busy == [false; 2] && now.unheard == [0; 2];
        let tell = idle && !now.told;
        now.told = idle;
        drop(now);
        if tell {
            (self.events)(SyncEvent::Idle);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        // Each change is whole before anything can panic.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
