//! What waits in the outbox, and whether somebody should look at it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};

use super::finding::Finding;
use crate::store::Waiting;
use crate::text::duration_words;

/// What is older than this waits for something that does not come by itself.
const LONG: TimeDelta = TimeDelta::hours(1);

/// How many of each state, and the oldest.
pub(super) fn outbox(waiting: &[Waiting], sender: bool, now: DateTime<Utc>) -> Finding {
    let states: Map<String, Value> = waiting
        .iter()
        .map(|it| (it.state.clone(), it.count.into()))
        .collect();
    let oldest = waiting.iter().filter_map(|it| it.oldest).min();
    let finding = match oldest {
        None => Finding::ok("outbox", "empty"),
        Some(oldest) => judged(waiting, now - oldest, sender),
    };
    finding
        .fact("states", states)
        .fact("oldest", oldest.map(|it| it.to_rfc3339()))
}

fn judged(waiting: &[Waiting], age: TimeDelta, sender: bool) -> Finding {
    let counts: Vec<String> = waiting
        .iter()
        .map(|it| format!("{} {}", it.count, it.state))
        .collect();
    let words = format!(
        "{}; the oldest was asked for {} ago",
        counts.join(", "),
        duration_words(age)
    );
    let refused = waiting.iter().any(|it| it.state == "rejected");
    if refused {
        let advice = "andibox outbox says why; retry or discard them";
        return Finding::warn("outbox", format!("{words}. {advice}"));
    }
    if age < LONG {
        return Finding::ok("outbox", words);
    }
    let advice = if sender {
        "andibox outbox says what they wait for"
    } else {
        "Send them: andibox sync"
    };
    Finding::warn("outbox", format!("{words}. {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_all_states_counts() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(2);
        let waiting = |state: &str, hours| Waiting {
            state: state.to_owned(),
            count: 2,
            oldest: Some(now - TimeDelta::hours(hours)),
        };
        let words = |waiting: &[Waiting]| outbox(waiting, false, now).words();
        assert_eq!(words(&[]), "ok empty");
        assert_eq!(
            words(&[waiting("queued", 0)]),
            "ok 2 queued; the oldest was asked for <1m ago"
        );
        assert_eq!(
            words(&[waiting("unknown", 1), waiting("queued", 3)]),
            "warn 2 unknown, 2 queued; the oldest was asked for 3h ago. Send them: andibox sync"
        );
        assert!(words(&[waiting("rejected", 0)]).starts_with("warn 2 rejected"));
    }
}
