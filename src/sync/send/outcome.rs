//! From what became of a request to the next state of its outbox row: the table of reliability.md, without a clock.

use chrono::{DateTime, TimeDelta, Utc};

use crate::api::{self, Class};
use crate::model::{OutgoingState, Problem, ProblemKind};
use crate::sync::backoff::asked_or_backoff;

/// The second look at least this long after the first: a slow server may still be storing what it was sent.
const BETWEEN_LOOKS: TimeDelta = TimeDelta::seconds(10);
/// Looks at lists with unreadable elements before a person has to decide.
pub(super) const UNCLEAR: u32 = 3;

/// After a failed request, the `attempts`th of its row.
pub(super) fn after_failure(
    error: &api::Error,
    attempts: u32,
    now: DateTime<Utc>,
    chance: f64,
) -> OutgoingState {
    let problem = &*error.problem;
    match error.class {
        Class::Rejected => OutgoingState::Rejected(problem.clone()),
        // It goes as soon as there is a key that works.
        Class::Auth => OutgoingState::Queued { after: None },
        Class::Retry => {
            let wait = asked_or_backoff(problem.retry_after, attempts, chance);
            OutgoingState::Queued {
                after: TimeDelta::from_std(wait).ok().map(|wait| now + wait),
            }
        }
        Class::Unknown => OutgoingState::Unknown {
            problem: problem.clone(),
            absent: 0,
            checked_at: None,
        },
    }
}

/// After a look that found nothing in a clean answer. Absent twice, long enough apart, is not there: the same request is
/// made again, under the same name.
pub(super) fn after_absence(
    problem: &Problem,
    absent: u8,
    checked_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> OutgoingState {
    let unknown = |absent, checked_at| OutgoingState::Unknown {
        problem: problem.clone(),
        absent,
        checked_at: Some(checked_at),
    };
    match (absent, checked_at) {
        (0, _) | (_, None) => unknown(1, now),
        (_, Some(first)) if now < first + BETWEEN_LOOKS => unknown(1, first),
        _ => OutgoingState::Queued { after: None },
    }
}

/// When to look for a row of unknown outcome; none: at once.
pub(super) fn look_due(absent: u8, checked_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    checked_at
        .filter(|_| absent > 0)
        .map(|first| first + BETWEEN_LOOKS)
}

/// The list it would stand in cannot be read whole, look after look: only a person can tell.
pub(super) fn undecidable(problem: &Problem) -> OutgoingState {
    let mut undecidable = Problem::new(
        ProblemKind::Unreadable,
        "it is not known whether the server has this: its list holds elements that cannot be read. Look whether it \
         stands there, and send it again only if it does not",
    );
    undecidable.status = problem.status;
    undecidable.request.clone_from(&problem.request);
    OutgoingState::Rejected(undecidable)
}
