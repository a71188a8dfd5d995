//! The gate every request passes: it keeps to the throttle, and lets what a person sends go before what is pulled.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::time::{Instant, sleep_until};

use super::chance::chance;
use super::throttle::Throttle;

/// The gate.
pub(super) struct Gate {
    inside: Mutex<Inside>,
    /// Wakes whoever waits for a permit.
    freed: Notify,
}

struct Inside {
    throttle: Throttle,
    running: usize,
    /// Senders that wait: pulls stand back for them.
    waiting: usize,
}

/// The right to make one request, given back when dropped.
pub(super) struct Permit(Arc<Gate>);

impl Gate {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            inside: Mutex::new(Inside {
                throttle: Throttle::new(most),
                running: 0,
                waiting: 0,
            }),
            freed: Notify::new(),
        })
    }

    /// A permit for a pull, if there is one now.
    pub(super) fn try_enter(self: &Arc<Self>) -> Option<Permit> {
        let mut inside = self.lock();
        (inside.waiting == 0 && inside.start()).then(|| Permit(Arc::clone(self)))
    }

    /// A permit for a send, as soon as there is one. May be given up at any time.
    pub(super) async fn enter(self: &Arc<Self>) -> Permit {
        let place = Place::take(self);
        loop {
            let freed = self.freed.notified();
            tokio::pin!(freed);
            freed.as_mut().enable();
            let opens = {
                let mut inside = self.lock();
                if inside.start() {
                    break;
                }
                inside.throttle.opens(Instant::now())
            };
            match opens {
                Some(opens) => {
                    tokio::select! { () = freed => {}, () = sleep_until(opens) => {} }
                }
                None => freed.await,
            }
        }
        drop(place);
        Permit(Arc::clone(self))
    }

    /// Wakes when a permit may be free again. Hears what happens from its `enable` on.
    pub(super) fn freed(&self) -> Notified<'_> {
        self.freed.notified()
    }

    /// When anything may start again, if the server asked to wait.
    pub(super) fn opens(&self) -> Option<Instant> {
        self.lock().throttle.opens(Instant::now())
    }

    /// The server asked to wait.
    pub(super) fn busy(&self, asked: Option<u64>) {
        let mut inside = self.lock();
        inside.throttle.busy(asked, Instant::now(), chance());
    }

    /// So much time has passed that no timer has seen: what the server asked to wait counts from before.
    pub(super) fn slept(&self, time: Duration) {
        self.lock().throttle.slept(time, Instant::now());
        self.freed.notify_waiters();
    }

    /// The server answered.
    pub(super) fn answered(&self) {
        self.lock().throttle.answered();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inside> {
        // Counters are changed in one step each: a panic elsewhere leaves them right.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn start(&mut self) -> bool {
        let starts = self.throttle.admits(self.running, Instant::now());
        self.running += usize::from(starts);
        starts
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.lock().running -= 1;
        self.0.freed.notify_waiters();
    }
}

/// A place in the queue, left when dropped.
struct Place<'a>(&'a Gate);

impl<'a> Place<'a> {
    fn take(gate: &'a Gate) -> Self {
        gate.lock().waiting += 1;
        Self(gate)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lock().waiting -= 1;
        self.0.freed.notify_waiters();
    }
}
