//! States in words: how long somebody waits, how far a message is.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::State;
use crate::app::item::{Delivery, MessageItem, ThreadItem, status_word};
use crate::app::remind::when::point;
use crate::model::{BuiltinView, MessageStatus, ThreadStatus, Waiting};
use crate::text::{SafeText, ago, safe};
use crate::theme::Role;

use super::frame::Piece;

/// Who waits longer than this waits too long.
const LONG: TimeDelta = TimeDelta::hours(4);

/// A length of time in its largest unit: `<1m`, `12m`, `3h`, `2d`.
pub(super) fn span(length: TimeDelta) -> SafeText {
    let minutes = length.num_minutes();
    match minutes {
        ..1 => "<1m".into(),
        1..60 => safe!("{minutes}m"),
        60..1440 => safe!("{}h", minutes / 60),
        _ => safe!("{}d", minutes / (24 * 60)),
    }
}

/// Who waits in a thread, or what became of it; nothing for a feed.
pub(super) fn waiting(state: &State, item: &ThreadItem) -> Piece {
    if item.gone {
        return (Role::Disabled, "deleted".into());
    }
    if item.left {
        return (Role::Disabled, left(state.scope.view, item));
    }
    if let Some(reminder) = item.reminder.filter(|reminder| !reminder.is_due) {
        return (Role::Dim, put_away(state, reminder.due));
    }
    let since = |at| state.now.signed_duration_since(at);
    // Who waits too long is told by a sign as well as by a colour.
    let for_us = |at, role, what: &str| {
        let wait = since(at);
        if wait > LONG {
            (Role::WaitingLong, safe!("{what} {}!", span(wait)))
        } else {
            (role, safe!("{what} {}", span(wait)))
        }
    };
    match item.waiting {
        Waiting::FirstReply(at) | Waiting::Reply(at) if item.wrote_again => {
            for_us(at, Role::WaitingReply, "wrote again")
        }
        _ if item.status.is_settled() => (status_role(&item.status), settled(state, item)),
        Waiting::FirstReply(at) => for_us(at, Role::WaitingFirst, "first reply"),
        Waiting::Reply(at) => for_us(at, Role::WaitingReply, "waiting"),
        Waiting::Customer(at) => (Role::WaitingCustomer, safe!("customer {}", span(since(at)))),
        // A status that only the server knows is shown as it calls it.
        Waiting::Nobody if item.status != ThreadStatus::Open => {
            (status_role(&item.status), settled(state, item))
        }
        Waiting::Nobody => (
            Role::Dim,
            item.last_at
                .map(|at| ago(state.now, at, &state.tz))
                .unwrap_or_default(),
        ),
    }
}

/// Until when a thread is put away.
pub(super) fn put_away(state: &State, due: DateTime<Utc>) -> SafeText {
    safe!("back {}", point(due, state.now, state.tz))
}

/// The word of a thread that is back by a reminder.
pub(super) fn reminder(item: &ThreadItem) -> Option<Piece> {
    let is_back = item.reminder.is_some_and(|reminder| reminder.is_due);
    is_back.then(|| (Role::Warning, "reminder".into()))
}

fn settled(state: &State, item: &ThreadItem) -> SafeText {
    let word = status_word(&item.status);
    match item.last_at {
        Some(at) => safe!("{} · {word}", ago(state.now, at, &state.tz)),
        None => word,
    }
}

/// What happened to a row that no longer belongs to the view.
fn left(view: BuiltinView, item: &ThreadItem) -> SafeText {
    if item.reminder.is_some_and(|reminder| !reminder.is_due) {
        return "put away".into();
    }
    match (&item.status, item.waiting) {
        (ThreadStatus::Open, Waiting::Customer(_)) => "answered".into(),
        (ThreadStatus::Open, _) if view == BuiltinView::NeedsReply => "done".into(),
        (ThreadStatus::Open, _) => "no longer here".into(),
        (status, _) => status_word(status),
    }
}

/// The role of a status's word.
pub(super) fn status_role(status: &ThreadStatus) -> Role {
    match status {
        ThreadStatus::Open => Role::StatusOpen,
        ThreadStatus::Archived => Role::StatusArchived,
        _ => Role::StatusClosed,
    }
}

/// How far a message of ours has come, in at most so many columns where that can be said shorter; nothing for others.
pub(super) fn delivery(state: &State, item: &MessageItem, cols: usize) -> Option<Piece> {
    Some(match &item.delivery {
        Delivery::None => return None,
        Delivery::Server(status) => match status {
            MessageStatus::Pending => (Role::Pending, "pending …".into()),
            MessageStatus::Sent => (Role::Sent, "sent ✓".into()),
            MessageStatus::Delivered => (Role::Delivered, "delivered ✓✓".into()),
            MessageStatus::Failed => (Role::Failed, "FAILED".into()),
            MessageStatus::Received => return None,
            MessageStatus::Other(word) => (Role::Dim, crate::app::item::line(word)),
        },
        Delivery::Local(_, word) => match *word {
            "held" => held(state, item, cols),
            "sent" => (Role::Sent, "sent ✓".into()),
            "rejected" => (Role::Failed, "REJECTED".into()),
            "unknown" => (Role::Warning, "unknown: checking".into()),
            "sending" => (Role::Pending, "sending …".into()),
            word => (Role::Pending, word.into()),
        },
    })
}

/// A message in its undo window: how long at the most, which stays true while the screen rests, and the key that takes
/// it back. One whose window is over waits like any other.
fn held(state: &State, item: &MessageItem, cols: usize) -> Piece {
    let left = item.until.map(|until| until - state.now);
    let Some(left) = left.filter(|left| *left > TimeDelta::zero()) else {
        return (Role::Pending, "queued".into());
    };
    let seconds = (left.num_milliseconds() + 999) / 1000;
    let keys = state.undo_keys();
    let words = [
        safe!("held, goes within {seconds} s · {keys} takes it back"),
        safe!("held {seconds} s · {keys} takes it back"),
        safe!("held · {keys} undoes"),
    ];
    let fits = |words: &SafeText| words.width() <= cols;
    let words = words
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| "held".into());
    (Role::Warning, words)
}
