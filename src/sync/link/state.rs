//! The link as it is shown: from what happened to what is told. No clock of its own.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Link, Problem};

/// The link, and how it came to be.
#[derive(Default)]
pub(super) struct LinkState {
    link: Link,
    /// Failed probes in a row.
    failures: u32,
}

impl LinkState {
    /// Failed probes in a row.
    pub(super) const fn failures(&self) -> u32 {
        self.failures
    }

    /// The next failure counts as the first: a network that is only coming up is asked again soon.
    pub(super) const fn hurry(&mut self) {
        self.failures = 0;
    }

    /// Something is up to date at this moment. Tells nothing within a second of the last time.
    pub(super) fn confirmed(&mut self, now: DateTime<Utc>) -> Option<Link> {
        self.failures = 0;
        if let Link::Live { at } = &self.link
            && (now - at).abs() < TimeDelta::seconds(1)
        {
            return None;
        }
        self.link = Link::Live { at: now };
        Some(self.link.clone())
    }

    /// The server is not there; it is asked again after `retry`.
    pub(super) fn lost(&mut self, problem: &Problem, now: DateTime<Utc>, retry: Duration) -> Link {
        self.failures = self.failures.saturating_add(1);
        let since = match &self.link {
            Link::Offline { since, .. } => *since,
            _ => now,
        };
        self.link = Link::Offline {
            since,
            problem: problem.clone(),
            retry_at: TimeDelta::from_std(retry).ok().map(|retry| now + retry),
        };
        self.link.clone()
    }

    /// The key is refused. Tells it once for the same words.
    pub(super) fn refused(&mut self, problem: &Problem, now: DateTime<Utc>) -> Option<Link> {
        self.failures = 0;
        let since = match &self.link {
            Link::KeyRefused { problem: old, .. }
                if old.kind == problem.kind && old.message == problem.message =>
            {
                return None;
            }
            Link::KeyRefused { since, .. } => *since,
            _ => now,
        };
        self.link = Link::KeyRefused {
            since,
            problem: problem.clone(),
        };
        Some(self.link.clone())
    }
}
