//! One target in the schedule.

use tokio::time::Instant;

use crate::store::Revision;

/// One target.
pub(super) struct Entry {
    pub(super) due: Instant,
    pub(super) running: bool,
    /// Wanted again while it is running: what is under way may be too old an answer.
    pub(super) again: bool,
    /// It was just written to: it goes first.
    pub(super) urgent: bool,
    /// What the server had said of the conversation when it was found to have news, for the next fetch.
    pub(super) revision: Option<Revision>,
    /// When it was last found up to date.
    pub(super) done: Option<Instant>,
    /// Fetches in a row that brought nothing new.
    pub(super) quiet: u32,
    /// Fetches in a row that failed.
    pub(super) failures: u32,
    pub(super) stay: Stay,
}

/// For how long a target is looked at, if it is not on screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stay {
    /// Until it was pulled once.
    Once,
    /// Until then.
    Until(Instant),
    /// As long as it is there.
    Always,
}

impl Entry {
    pub(super) const fn new(due: Instant, stay: Stay) -> Self {
        Self {
            due,
            running: false,
            again: false,
            urgent: false,
            revision: None,
            done: None,
            quiet: 0,
            failures: 0,
            stay,
        }
    }

    /// Wanted at once.
    pub(super) fn want(&mut self, now: Instant) {
        self.due = now;
        self.again = self.running;
    }
}

impl Stay {
    pub(super) fn longer(self, other: Self) -> Self {
        match (self, other) {
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::Until(a), Self::Until(b)) => Self::Until(a.max(b)),
            (Self::Until(until), Self::Once) | (Self::Once, Self::Until(until)) => {
                Self::Until(until)
            }
            (Self::Once, Self::Once) => Self::Once,
        }
    }

    pub(super) fn stays(self, now: Instant) -> bool {
        match self {
            Self::Always => true,
            Self::Once => false,
            Self::Until(until) => now < until,
        }
    }
}
