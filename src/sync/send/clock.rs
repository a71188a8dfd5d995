//! Rows of the outbox that wait by the wall clock, when that clock was put back: no row waits longer than it would have.

use chrono::{DateTime, TimeDelta, Utc};

use super::sender::Sender;
use crate::model::{Outgoing, OutgoingState};
use crate::store::Store;
use crate::sync::backoff::LONGEST;
use crate::sync::disk::DiskError;

/// No undo window is longer (`undo_window_s` in the config).
const LONGEST_HELD: TimeDelta = TimeDelta::minutes(1);
/// Rounding, and clocks that are put right by little.
const SLACK: TimeDelta = TimeDelta::seconds(2);

impl Sender {
    /// Sets right what waits for a moment that no wait of ours can lead to.
    pub(super) async fn heed_clock(&self) -> Result<(), DiskError> {
        let now = self.session.now();
        self.session
            .disk
            .run(move |store: &Store| {
                for outgoing in store.outbox()? {
                    if let Some(state) = sooner(&outgoing, now) {
                        store.outgoing_state(outgoing.id, &state, None)?;
                    }
                }
                Ok(())
            })
            .await
    }
}

/// The same state with a wait that can have been asked for now, if it waits for longer than that.
pub(super) fn sooner(outgoing: &Outgoing, now: DateTime<Utc>) -> Option<OutgoingState> {
    let too_late = |at: DateTime<Utc>, longest: TimeDelta| at > now + longest + SLACK;
    match &outgoing.state {
        OutgoingState::Held { until } if too_late(*until, LONGEST_HELD) => {
            Some(OutgoingState::Held {
                until: now + LONGEST_HELD,
            })
        }
        OutgoingState::Queued { after: Some(after) } => {
            let asked = outgoing.last_problem.as_ref();
            let asked = asked.and_then(|problem| problem.retry_after).unwrap_or(0);
            let longest = TimeDelta::seconds(asked.max(LONGEST.as_secs()).cast_signed());
            too_late(*after, longest).then(|| OutgoingState::Queued {
                after: Some(now + longest),
            })
        }
        OutgoingState::Unknown {
            problem,
            absent,
            checked_at: Some(checked_at),
        } if too_late(*checked_at, TimeDelta::zero()) => Some(OutgoingState::Unknown {
            problem: problem.clone(),
            absent: *absent,
            checked_at: Some(now),
        }),
        _ => None,
    }
}
