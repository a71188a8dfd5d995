//! When the loop wakes for a reminder.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

/// The moment the next reminder is due, on the clock that timers run by.
///
/// That clock may stand still while the machine sleeps, the calendar does not: the loop looks at the calendar with every
/// minute's tick too, so a reminder that became due in the sleep is at most a minute late.
#[derive(Default)]
pub(super) struct Alarm {
    set: Option<(DateTime<Utc>, Instant)>,
}

impl Alarm {
    /// Sets the alarm; the same moment again changes nothing, so that no key press moves a timer.
    pub fn set(&mut self, due: Option<DateTime<Utc>>) {
        if self.set.map(|(set, _)| set) == due {
            return;
        }
        self.set = due.and_then(|due| {
            let left = due.signed_duration_since(Utc::now()).to_std();
            // Timers are not always exact: never a moment too early, which would wake the loop twice.
            let left = left.unwrap_or_default() + Duration::from_millis(1);
            Some((due, Instant::now().checked_add(left)?))
        });
    }

    /// The loop woke: should it be early by the calendar, which people can set back, the next [`Self::set`] says when.
    pub fn clear(&mut self) {
        self.set = None;
    }

    /// When to wake, at the latest at `tick`.
    pub fn until(&self, tick: Instant) -> Instant {
        self.set.map_or(tick, |(_, at)| at.min(tick))
    }
}
