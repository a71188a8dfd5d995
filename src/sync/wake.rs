//! Noticing that time has jumped: the machine slept, or its clock was set.
//!
//! While a machine sleeps the runtime's timers stand still: a wait of a minute that began before a night goes on after
//! it. So the two clocks are compared every few seconds, and when they come apart nothing is waited for any longer.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::{Instant, sleep};

use super::pull::Ask;
use super::session::Session;

/// How often is looked: so long after waking it is noticed at the latest.
const OFTEN: Duration = Duration::from_secs(3);
/// A jump that is shorter is no trouble: no wait is so short that this much more of it would hurt.
const JUMP: TimeDelta = TimeDelta::seconds(30);

/// What both clocks said when they were last looked at.
pub(super) struct Clocks {
    wall: DateTime<Utc>,
    steady: Instant,
}

impl Clocks {
    pub(super) const fn new(wall: DateTime<Utc>, steady: Instant) -> Self {
        Self { wall, steady }
    }

    /// How much further the wall clock has come than the steady one since the last look, if that is a jump; negative:
    /// it was put back.
    pub(super) fn jumped(&mut self, wall: DateTime<Utc>, steady: Instant) -> Option<TimeDelta> {
        let passed = steady.saturating_duration_since(self.steady);
        let passed = TimeDelta::from_std(passed).unwrap_or(TimeDelta::MAX);
        let jump = wall
            .signed_duration_since(self.wall)
            .checked_sub(&passed)
            .unwrap_or_default();
        *self = Self::new(wall, steady);
        (jump.abs() >= JUMP).then_some(jump)
    }
}

/// Looks until all is to stop.
pub(super) async fn run(session: Arc<Session>) {
    let mut clocks = Clocks::new(session.now(), Instant::now());
    loop {
        tokio::select! {
            () = session.stop.cancelled() => return,
            () = sleep(OFTEN) => {}
        }
        let Some(jump) = clocks.jumped(session.now(), Instant::now()) else {
            continue;
        };
        tracing::info!(seconds = jump.num_seconds(), "the clock jumped");
        if let Ok(slept) = jump.to_std() {
            session.gate.slept(slept);
            session.link.hurry();
            session.ask(Ask::Woke);
        }
        // What waits in the outbox waits by the wall clock, whichever way that went.
        session.wake_sender();
    }
}
