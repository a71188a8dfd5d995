//! What comes from behind the screen is gathered: a first synchronisation makes thousands of requests a second, and a
//! frame for each would cost more than the requests.

use std::time::Duration;

use tokio::time::Instant;

use crate::app::msg::Msg;

/// Between two frames that nobody asked for. News in a calm time are shown at once.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether there is something to be shown that no key asked for, and from when on.
#[derive(Debug)]
pub(super) struct News {
    waiting: bool,
    due: Instant,
}

impl News {
    pub(super) fn none() -> Self {
        Self {
            waiting: false,
            due: Instant::now(),
        }
    }

    /// Whether a message can wait for others like it.
    pub(super) const fn is_one(msg: &Msg) -> bool {
        matches!(msg, Msg::Changed(_) | Msg::Request(_) | Msg::Progress(_))
    }

    pub(super) const fn came(&mut self) {
        self.waiting = true;
    }

    pub(super) const fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// From when on it is shown.
    pub(super) const fn due(&self) -> Instant {
        self.due
    }

    pub(super) fn is_due(&self) -> bool {
        self.waiting && Instant::now() >= self.due
    }

    /// All of it is shown.
    pub(super) fn shown(&mut self) {
        if self.waiting {
            self.waiting = false;
            self.due = Instant::now() + PAUSE;
        }
    }
}
