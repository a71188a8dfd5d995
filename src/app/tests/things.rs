//! The factory of rows, messages and answers, all on one frozen day.

use crate::model::StoredMessage;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::model::{
    Action, Author, AuthorRole, ChannelId, ChannelRow, ClientMessageId, Conversation, Direction,
    Message, MessageKind, MessageStatus, Mode, Outgoing, OutgoingState, Stamp, Thread, ThreadId,
    ThreadRow, ThreadStatus, Waiting,
};

/// Noon of a day in January.
pub fn noon() -> DateTime<Utc> {
    "2026-01-15T12:00:00Z".parse().unwrap()
}

pub fn minutes_ago(minutes: i64) -> DateTime<Utc> {
    noon() - TimeDelta::minutes(minutes)
}

/// The thread `t7` of the mail channel is `thread(7)`.
pub fn thread(number: usize) -> Conversation {
    Conversation::Thread {
        channel: "mail".into(),
        thread: ThreadId::new(format!("t{number}")),
    }
}

pub fn feed() -> Conversation {
    Conversation::Feed {
        channel: "mail".into(),
    }
}

pub fn row(number: usize) -> ThreadRow {
    ThreadRow {
        id: ThreadId::new(format!("t{number}")),
        channel: "mail".into(),
        channel_label: "Mail".into(),
        title: Some(format!("Subject {number}").into()),
        person: Some(format!("Person {number}").into()),
        snippet: Some("the last words".into()),
        status: ThreadStatus::Open,
        waiting: Waiting::Reply(minutes_ago(10)),
        wrote_again: false,
        last_message_at: Some(minutes_ago(10)),
        unread: true,
        messages: 1,
        failed: 0,
        outgoing: 0,
        draft: false,
        drafted: None,
        reminder: None,
        gone: false,
    }
}

pub fn rows(numbers: impl IntoIterator<Item = usize>) -> Vec<ThreadRow> {
    numbers.into_iter().map(row).collect()
}

pub fn channel(id: &str) -> ChannelRow {
    ChannelRow {
        id: ChannelId::from(id),
        label: id.into(),
        handle: None,
        needs_reply: 1,
        open: 1,
        feed: 0,
        feed_last_at: None,
        feed_outgoing: 0,
        feed_failed: 0,
        feed_draft: false,
    }
}

pub fn full_thread(row: &ThreadRow) -> Thread {
    let stamp = Stamp::of(minutes_ago(600));
    Thread {
        id: row.id.clone(),
        channel_id: row.channel.clone(),
        title: row.title.clone(),
        status: row.status.clone(),
        external_id: None,
        metadata: None,
        last_message_at: None,
        closed_at: None,
        created_at: stamp.clone(),
        updated_at: stamp,
    }
}

/// A customer's message.
pub fn message(id: &str, text: &str) -> StoredMessage {
    let stamp = Stamp::of(minutes_ago(20));
    StoredMessage {
        message: Message {
            id: id.into(),
            channel_id: "mail".into(),
            thread_id: None,
            parent_message_id: None,
            external_id: None,
            direction: Direction::Inbound,
            status: MessageStatus::Received,
            kind: MessageKind::Text,
            text: Some(text.into()),
            raw: serde_json::Value::Null,
            author: Author {
                name: Some("Jane".into()),
                ..Author::of(AuthorRole::User)
            },
            metadata: None,
            attachments: Vec::new(),
            created_at: stamp.clone(),
            updated_at: stamp,
        },
        new: false,
    }
}

pub fn event(id: &str) -> StoredMessage {
    let mut stored = message(id, "Thread closed by Ana");
    stored.message.direction = Direction::System;
    stored.message.kind = MessageKind::Event;
    stored
}

pub fn new(mut stored: StoredMessage) -> StoredMessage {
    stored.new = true;
    stored
}

/// The messages `m0`, `m1`, … of one line each.
pub fn messages(count: usize) -> Vec<StoredMessage> {
    (0..count)
        .map(|number| message(&format!("m{number}"), &format!("words {number}")))
        .collect()
}

pub fn client_id(number: u128) -> ClientMessageId {
    ClientMessageId::new(Uuid::from_u128(number))
}

/// A reply of ours on its way to a thread.
pub fn outgoing(number: u128, to: &Conversation, state: OutgoingState) -> Outgoing {
    Outgoing {
        id: client_id(number),
        action: Action::Message {
            conversation: to.clone(),
            mode: Mode::Reply,
            text: "our words".to_owned(),
            parent: None,
            author: Author::of(AuthorRole::Agent),
            attachments: Vec::new(),
        },
        state,
        created_at: noon(),
        attempts: 0,
        last_problem: None,
    }
}
