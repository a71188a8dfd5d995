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
