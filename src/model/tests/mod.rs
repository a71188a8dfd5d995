//! Tables and laws for what the model reads and derives; this file is their factory.

mod key;
mod laws;
mod lifecycle;
mod listing;
mod open_enum;
mod outgoing;
mod problem;
mod resources;
mod stamp;
mod stats;
mod status;
mod two_hands;
mod view;
mod waiting;
mod written;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{
    Author, AuthorRole, Direction, Message, MessageKind, MessageStatus, NewMessage, Stamp,
    StatusEvent, Thread, ThreadStatus,
};

/// So many minutes after the moment all tests begin at.
fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_773_057_600, 0).unwrap() + TimeDelta::minutes(minutes)
}

/// A message of nothing remarkable.
fn message(direction: Direction, minutes: i64) -> Message {
    let stamp = Stamp::of(at(minutes));
    Message {
        id: format!("message-{minutes}").as_str().into(),
        channel_id: "channel".into(),
        thread_id: Some("thread".into()),
        parent_message_id: None,
        external_id: None,
        direction,
        status: MessageStatus::Received,
        kind: MessageKind::Text,
        text: Some("Need help with my order".into()),
        raw: json!(null),
        author: named(AuthorRole::User, "Jane Customer"),
        metadata: None,
        attachments: Vec::new(),
        created_at: stamp.clone(),
        updated_at: stamp,
    }
}

fn inbound(minutes: i64) -> Message {
    message(Direction::Inbound, minutes)
}

fn outbound(minutes: i64) -> Message {
    Message {
        status: MessageStatus::Sent,
        author: named(AuthorRole::Agent, "Ana"),
        ..message(Direction::Outbound, minutes)
    }
}

fn failed(minutes: i64) -> Message {
    Message {
        status: MessageStatus::Failed,
        ..outbound(minutes)
    }
}

fn named(role: AuthorRole, name: &str) -> Author {
    Author {
        name: Some(name.into()),
        ..Author::of(role)
    }
}

/// A thread opened at the beginning, with the status the server reports.
fn thread(status: ThreadStatus) -> Thread {
    Thread {
        id: "thread".into(),
        channel_id: "channel".into(),
        title: Some("Order issue from Jane Customer".into()),
        status,
        external_id: None,
        metadata: None,
        last_message_at: None,
        closed_at: None,
        created_at: Stamp::of(at(0)),
        updated_at: Stamp::of(at(0)),
    }
}

/// A status change by Ana, about to be written.
fn change(from: ThreadStatus, to: ThreadStatus, base: ThreadStatus) -> StatusEvent {
    StatusEvent {
        from,
        to,
        base,
        by: named(AuthorRole::Agent, "Ana"),
        at: None,
    }
}

/// The message a server makes of a new one.
fn stored(new: NewMessage, minutes: i64) -> Message {
    Message {
        direction: new.direction,
        status: MessageStatus::Received,
        kind: new.kind.unwrap_or(MessageKind::Text),
        text: new.text,
        author: new.author,
        metadata: new.metadata,
        ..inbound(minutes)
    }
}

/// The stored message of a status change.
fn changed(from: ThreadStatus, to: ThreadStatus, base: ThreadStatus, minutes: i64) -> Message {
    stored(change(from, to, base).to_message(None), minutes)
}
