//! A request as JSON. The names are stable: `docs/command-line.md` lists them.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{Place, what};
use crate::model::{Action, Attachment, Outgoing, OutgoingState, Problem, Untrusted};

/// Every field is always there; what does not apply is null. The texts are the original ones.
pub fn fields(outgoing: &Outgoing, place: &Place) -> Value {
    let conversation = outgoing.action.conversation();
    let problem = problem(outgoing);
    let (held_until, next_try_at) = match &outgoing.state {
        OutgoingState::Held { until } => (Some(time(*until)), None),
        OutgoingState::Queued { after } => (None, after.map(time)),
        _ => (None, None),
    };
    let (from, to) = match &outgoing.action {
        Action::Status { from, to, .. } => (Some(from.as_str()), Some(to.as_str())),
        _ => (None, None),
    };
    json!({
        "id": outgoing.id.to_string(),
        "state": outgoing.state.word(),
        "what": what(&outgoing.action),
        "channelId": conversation.channel().as_str(),
        "channel": place.channel.as_ref().map(Untrusted::expose),
        "threadId": conversation.thread().map(crate::model::ThreadId::as_str),
        "thread": place.thread.as_ref().map(Untrusted::expose),
        "person": place.person.as_ref().map(Untrusted::expose),
        "text": text(&outgoing.action),
        "attachments": attachments(&outgoing.action).iter().map(|it| json!({
            "name": it.name.as_ref().map(Untrusted::expose),
            "url": it.url.as_ref().map(Untrusted::expose),
        })).collect::<Vec<_>>(),
        "from": from,
        "to": to,
        "createdAt": time(outgoing.created_at),
        "attempts": outgoing.attempts,
        "heldUntil": held_until,
        "nextTryAt": next_try_at,
        "problem": problem.map(|problem| json!({
            "kind": problem.kind,
            "status": problem.status,
            "message": problem.message.expose(),
            "sentence": problem.sentence().expose(),
        })),
    })
}

/// The words a person wrote, if it holds any.
pub(super) fn text(action: &Action) -> Option<&str> {
    match action {
        Action::Message { text, .. }
        | Action::NewThread {
            first: Some((_, text)),
            ..
        } => Some(text),
        Action::NewThread { .. } | Action::Status { .. } => None,
    }
}

/// The files that hang on it.
pub(super) fn attachments(action: &Action) -> &[Attachment] {
    match action {
        Action::Message { attachments, .. } => attachments,
        Action::NewThread { .. } | Action::Status { .. } => &[],
    }
}

/// What is, or was last, in its way.
pub(super) fn problem(outgoing: &Outgoing) -> Option<&Problem> {
    match &outgoing.state {
        OutgoingState::Rejected(problem) | OutgoingState::Unknown { problem, .. } => Some(problem),
        _ => outgoing.last_problem.as_ref(),
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
