//! How long to leave a list alone.

use std::time::Duration;

use crate::sync::Intervals;

/// At most 5 % of the time goes into fetching one list (reliability.md, "Sync").
const SHARE: u32 = 20;
/// Nobody has looked elsewhere or asked for anything for so long: all is slower …
const LEFT_ALONE: Duration = Duration::from_mins(10);
/// … and slower still.
const LEFT_FOR_LONG: Duration = Duration::from_hours(1);

/// What a list is to the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// The open conversation.
    Open,
    /// The thread list beside it.
    List,
    /// Anything else.
    Other,
}

/// The time until the next look at a list that was just fetched: `quiet` fetches in a row brought nothing new, the
/// last one took `cost`, and the person has done nothing for `alone`.
pub(super) fn interval(
    pace: Pace,
    settings: &Intervals,
    quiet: u32,
    cost: Duration,
    alone: Duration,
) -> Duration {
    let base = match pace {
        Pace::Open => settings.open_thread,
        Pace::List => settings.thread_list,
        Pace::Other => settings
            .others_min
            .saturating_mul(1 << quiet.min(16))
            .min(settings.others_max.max(settings.others_min)),
    };
    let slower = match alone {
        alone if alone >= LEFT_FOR_LONG => 4,
        alone if alone >= LEFT_ALONE => 2,
        _ => 1,
    };
    (base * slower).max(cost * SHARE)
}
