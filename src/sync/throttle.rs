//! How many requests may be under way: a few, and one by one for a while after the server asked to wait.

use std::time::Duration;

use tokio::time::Instant;

use super::backoff::asked_or_backoff;

/// One request at a time for this long after the last "too many requests".
const CALM: Duration = Duration::from_mins(1);

/// The rule, without the requests.
#[derive(Debug)]
pub(super) struct Throttle {
    most: usize,
    /// "Too many requests" in a row.
    busy: u32,
    /// Nothing starts before.
    until: Option<Instant>,
    /// One at a time before.
    narrow: Option<Instant>,
}

impl Throttle {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most: most.max(1),
            busy: 0,
            until: None,
            narrow: None,
        }
    }

    /// Whether another request may start beside so many.
    pub(super) fn admits(&self, running: usize, now: Instant) -> bool {
        let narrow = self.narrow.is_some_and(|until| now < until);
        let most = if narrow { 1 } else { self.most };
        running < most && self.opens(now).is_none()
    }

    /// When anything may start again, if not now.
    pub(super) fn opens(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| now < *until)
    }

    /// The server asked to wait (429, 503), for so many seconds if it said so.
    pub(super) fn busy(&mut self, asked: Option<u64>, now: Instant, chance: f64) {
        // Requests that were under way together are refused together; that is one refusal.
        if self.opens(now).is_none() {
            self.busy = self.busy.saturating_add(1);
        }
        let until = now + asked_or_backoff(asked, self.busy, chance);
        self.until = self.until.max(Some(until));
        self.narrow = Some(until + CALM);
    }

    /// So much time has passed that the steady clock has not seen.
    pub(super) fn slept(&mut self, time: Duration, now: Instant) {
        for moment in [&mut self.until, &mut self.narrow].into_iter().flatten() {
            *moment = moment.checked_sub(time).unwrap_or(now);
        }
    }

    /// The server answered.
    pub(super) fn answered(&mut self) {
        self.busy = 0;
    }
}
