//! Whether the server answers, as told by everybody who asks it something.

mod state;

#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;

use super::backoff::asked_or_backoff;
use super::chance::chance;
use super::options::{Clock, Events};
use super::{REFUSED_PROBE, SyncEvent};
use crate::model::{Problem, ProblemKind};
use state::LinkState;

/// What the link allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// Nothing was asked yet: only the probe may be.
    Connecting,
    /// Anything may be asked.
    Live,
    /// Only the probe may be made, at this moment.
    Offline(Instant),
    /// The same, more slowly.
    KeyRefused(Instant),
}

/// The link, kept by whoever learns something of it.
pub(super) struct Keeper {
    state: Mutex<LinkState>,
    phase: watch::Sender<Phase>,
    events: Events,
    clock: Clock,
}

impl Keeper {
    pub(super) fn new(events: Events, clock: Clock) -> Self {
        Self {
            state: Mutex::new(LinkState::default()),
            phase: watch::Sender::new(Phase::Connecting),
            events,
            clock,
        }
    }

    pub(super) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// Wakes at every change.
    pub(super) fn changes(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Something is now known to be up to date. Only the probe ends a bad phase: an answer to something asked before
    /// the link broke must not.
    pub(super) fn confirmed(&self, by_probe: bool) {
        let mut state = self.lock();
        if by_probe || self.phase() == Phase::Live {
            let told = state.confirmed((self.clock)());
            self.tell(state, told, Phase::Live);
        }
    }

    /// The server did not answer, or not as one. Of several requests that fail together only the first counts,
    /// unless it is the probe.
    pub(super) fn lost(&self, problem: &Problem, by_probe: bool) {
        let mut state = self.lock();
        let retry = match self.phase() {
            Phase::Offline(_) if !by_probe => return,
            // Whatever else is wrong: without another key nothing gets better.
            Phase::KeyRefused(_) => {
                let phase = Phase::KeyRefused(Instant::now() + REFUSED_PROBE);
                return self.tell(state, None, phase);
            }
            _ => asked_or_backoff(problem.retry_after, state.failures() + 1, chance()),
        };
        let told = state.lost(problem, (self.clock)(), retry);
        self.tell(state, Some(told), Phase::Offline(Instant::now() + retry));
    }

    /// 401.
    pub(super) fn refused(&self, problem: &Problem) {
        let mut state = self.lock();
        let told = state.refused(problem, (self.clock)());
        let phase = Phase::KeyRefused(Instant::now() + REFUSED_PROBE);
        self.tell(state, told, phase);
    }

    /// Whatever was waited for is over: the probe may be made now, and counts as the first.
    pub(super) fn hurry(&self) {
        let mut state = self.lock();
        let phase = match self.phase() {
            Phase::Offline(_) => Phase::Offline(Instant::now()),
            Phase::KeyRefused(_) => Phase::KeyRefused(Instant::now()),
            Phase::Connecting | Phase::Live => return,
        };
        state.hurry();
        self.tell(state, None, phase);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LinkState> {
        // Each change is whole before anything can panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Told while the lock is held, so that nobody hears two changes in the wrong order.
    fn tell(
        &self,
        state: std::sync::MutexGuard<'_, LinkState>,
        told: Option<crate::model::Link>,
        phase: Phase,
    ) {
        self.phase.send_if_modified(|old| {
            let changed = *old != phase;
            *old = phase;
            changed
        });
        if let Some(link) = told {
            (self.events)(SyncEvent::Link(link));
        }
        drop(state);
    }
}

/// Whether the problem says that the server as a whole is away, not that one request met a difficulty.
pub(super) const fn is_unreachable(kind: ProblemKind) -> bool {
    matches!(kind, ProblemKind::Unreachable | ProblemKind::Tls)
}

/// Whether the problem makes it worth asking whether the server is still there.
pub(super) const fn is_doubtful(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::NoAnswer
            | ProblemKind::NotApi
            | ProblemKind::ServerError
            | ProblemKind::Redirected
    )
}
