//! What is shown while it runs: one line that changes on a terminal, a line now and then in a pipe.

use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::course::Course;
use crate::cli::outcome::say;
use crate::model::{Outgoing, OutgoingState};
use crate::sync::SyncEvent;
use crate::text::{SafeText, pad};

/// In a pipe, at most one line in this time.
const NOW_AND_THEN: Duration = Duration::from_secs(2);

/// Where progress goes.
pub(super) struct Progress {
    way: Way,
    /// Columns of the line that stands on the terminal.
    columns: usize,
    said_at: Option<Instant>,
    said: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Terminal,
    Pipe,
    Silent,
}

impl Progress {
    pub(super) fn new(json: bool) -> Self {
        let way = match (json, stdout().is_terminal()) {
            (true, _) => Way::Silent,
            (false, true) => Way::Terminal,
            (false, false) => Way::Pipe,
        };
        Self {
            way,
            columns: 0,
            said_at: None,
            said: String::new(),
        }
    }

    pub(super) fn show(&mut self, event: &SyncEvent) {
        if let SyncEvent::Progress(progress) = event {
            self.line(
                &format!(
                    "fetching: {} of {} conversations",
                    progress.done, progress.total
                ),
                false,
            );
        }
    }

    /// Only the outbox is waited for.
    pub(super) fn waiting(&mut self, course: &Course, outbox: &[Outgoing], now: DateTime<Utc>) {
        if outbox.is_empty() || !course.waits_for_outbox() {
            return;
        }
        let held = outbox.iter().filter_map(|row| match row.state {
            OutgoingState::Held { until } => Some((until - now).num_seconds().max(0) + 1),
            _ => None,
        });
        let words = match (held.max(), self.way) {
            (Some(seconds), Way::Terminal) => {
                format!(
                    "all fetched; sending {}, undo ends in {seconds} s",
                    outbox.len()
                )
            }
            (Some(_), _) => {
                format!("all fetched; sending {}, when undo has ended", outbox.len())
            }
            (None, _) => format!("all fetched; sending {}", outbox.len()),
        };
        self.line(&words, true);
    }

    fn line(&mut self, words: &str, at_once: bool) {
        if self.said == words {
            return;
        }
        match self.way {
            Way::Silent => return,
            Way::Terminal => {
                let safe = SafeText::line(words);
                let padded = pad(&safe, self.columns);
                self.columns = safe.width();
                let mut screen = stdout();
                // A terminal that has gone is noticed by the signal it sends.
                drop(write!(screen, "\r{padded}").and_then(|()| screen.flush()));
            }
            Way::Pipe => {
                let recent = self.said_at.is_some_and(|at| at.elapsed() < NOW_AND_THEN);
                if recent && !at_once {
                    return;
                }
                self.said_at = Some(Instant::now());
                // What could not be written now cannot be at the end either, where it is told.
                drop(say(&SafeText::line(words)));
            }
        }
        words.clone_into(&mut self.said);
    }

    /// Leaves an empty line to write on.
    pub(super) fn end(&mut self) {
        if self.way == Way::Terminal && self.columns > 0 {
            let blank = pad("", self.columns).into_owned();
            let mut screen = stdout();
            drop(write!(screen, "\r{blank}\r").and_then(|()| screen.flush()));
        }
    }
}
