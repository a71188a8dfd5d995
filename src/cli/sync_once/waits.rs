//! Whether it is worth waiting for what is in the outbox.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Action, ClientMessageId, Conversation, Outgoing, OutgoingState};

/// A next try that is further away than this is left to a later run.
const TRY: TimeDelta = TimeDelta::minutes(1);
/// No undo window is as long: a clock was set back.
const HELD: TimeDelta = TimeDelta::minutes(10);
/// So many failed tries in one run are enough.
const TRIES: u32 = 3;

/// Whether something of the outbox may still be settled by waiting. `before` says how often each had been tried when
/// the run began.
pub(super) fn worth_waiting(
    outbox: &[Outgoing],
    before: &HashMap<ClientMessageId, u32>,
    now: DateTime<Utc>,
) -> bool {
    let mut stuck: Vec<Lane> = Vec::new();
    for row in outbox {
        let lane = lane(row);
        // What stands behind one that does not move does not move either. A refused one holds nothing back.
        if stuck.contains(&lane) {
            continue;
        }
        let tried = row
            .attempts
            .saturating_sub(before.get(&row.id).copied().unwrap_or(0));
        match &row.state {
            OutgoingState::Rejected(_) | OutgoingState::Sent => {}
            OutgoingState::Held { until } if *until > now + HELD => stuck.push(lane),
            OutgoingState::Queued { after: Some(after) }
                if *after > now + TRY || tried >= TRIES =>
            {
                stuck.push(lane);
            }
            // Looked for and sent again, and again without an answer.
            _ if tried > TRIES => stuck.push(lane),
            OutgoingState::Held { .. }
            | OutgoingState::Queued { .. }
            | OutgoingState::Sending
            | OutgoingState::Unknown { .. } => return true,
        }
    }
    false
}

/// What keeps its order.
#[derive(PartialEq, Eq)]
enum Lane {
    Conversation(Conversation),
    Alone(ClientMessageId),
}

fn lane(row: &Outgoing) -> Lane {
    match &row.action {
        Action::NewThread { created: None, .. } => Lane::Alone(row.id),
        action => Lane::Conversation(action.conversation()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{Author, AuthorRole, Mode, Problem, ProblemKind};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn row(number: u128, thread: &str, state: OutgoingState, attempts: u32) -> Outgoing {
        Outgoing {
            id: ClientMessageId::new(Uuid::from_u128(number)),
            action: Action::Message {
                conversation: Conversation::Thread {
                    channel: "c".into(),
                    thread: thread.into(),
                },
                mode: Mode::Reply,
                text: "words".to_owned(),
                parent: None,
                author: Author::of(AuthorRole::Agent),
                attachments: Vec::new(),
            },
            state,
            created_at: NOW,
            attempts,
            last_problem: None,
        }
    }

    fn after(seconds: i64) -> OutgoingState {
        OutgoingState::Queued {
            after: Some(NOW + TimeDelta::seconds(seconds)),
        }
    }

    fn held(seconds: i64) -> OutgoingState {
        OutgoingState::Held {
            until: NOW + TimeDelta::seconds(seconds),
        }
    }

    fn unknown() -> OutgoingState {
        OutgoingState::Unknown {
            problem: Problem::new(ProblemKind::NoAnswer, ""),
            absent: 0,
            checked_at: None,
        }
    }

    #[test]
    fn what_time_settles_is_waited_for_and_nothing_else() {
        let rejected = OutgoingState::Rejected(Problem::new(ProblemKind::Refused, ""));
        let table = [
            (OutgoingState::Queued { after: None }, 0, true),
            (OutgoingState::Queued { after: None }, 4, false),
            (after(30), 0, true),
            (after(30), 3, false),
            (after(300), 0, false),
            (held(30), 0, true),
            (held(3_600), 0, false),
            (OutgoingState::Sending, 1, true),
            (unknown(), 3, true),
            (unknown(), 4, false),
            (rejected, 1, false),
        ];
        for (state, attempts, expected) in table {
            let rows = [row(1, "t", state.clone(), attempts)];
            let waits = worth_waiting(&rows, &HashMap::new(), NOW);
            assert_eq!(waits, expected, "{state:?} after {attempts}");
        }
    }

    #[test]
    fn tries_of_earlier_runs_do_not_count() {
        let rows = [row(1, "t", after(30), 7)];
        let before = HashMap::from([(rows[0].id, 6)]);
        assert!(worth_waiting(&rows, &before, NOW));
    }

    #[test]
    fn what_stands_behind_one_that_does_not_move_is_not_waited_for() {
        let queued = OutgoingState::Queued { after: None };
        let same = [row(1, "t", after(300), 0), row(2, "t", queued.clone(), 0)];
        assert!(!worth_waiting(&same, &HashMap::new(), NOW));
        let other = [row(1, "t", after(300), 0), row(2, "u", queued, 0)];
        assert!(worth_waiting(&other, &HashMap::new(), NOW));
    }
}
