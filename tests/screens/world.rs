//! What the store would answer: channels, threads and messages made by small factories with a frozen clock.

use andibox::model::*;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// Thursday 12 March 2026, 13:12.
pub fn now() -> DateTime<Utc> {
    "2026-03-12T13:12:00Z".parse().unwrap()
}

/// So many minutes ago.
pub fn ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

/// What the store holds.
#[derive(Clone, Default)]
pub struct World {
    pub channels: Vec<ChannelRow>,
    pub rows: Vec<ThreadRow>,
    pub messages: Vec<Message>,
    pub new_from: usize,
    pub outgoing: Vec<Outgoing>,
    pub drafts: Vec<(DraftKey, String)>,
    pub queued: u32,
    pub failed: u32,
    pub earlier: u32,
}

impl World {
    /// The messages that hold the words.
    pub fn holding(&self, words: &str) -> Vec<MessageId> {
        let holds = |message: &&Message| {
            let text = message
                .text
                .as_ref()
                .map(Untrusted::expose)
                .unwrap_or_default();
            text.to_lowercase().contains(&words.to_lowercase())
        };
        let hits = self.messages.iter().filter(holds);
        hits.map(|message| message.id.clone()).collect()
    }
}

pub fn channel(id: &str, label: &str, needs_reply: u32, feed: u32) -> ChannelRow {
    ChannelRow {
        id: id.into(),
        label: label.into(),
        handle: None,
        needs_reply,
        open: needs_reply + 2,
        feed,
        feed_last_at: (feed > 0).then(|| ago(75)),
        feed_outgoing: 0,
        feed_failed: 0,
        feed_draft: false,
    }
}

pub fn row(id: &str, person: &str, title: &str, snippet: &str, waiting: Waiting) -> ThreadRow {
    ThreadRow {
        id: id.into(),
        channel: "wa".into(),
        channel_label: "WhatsApp".into(),
        title: (!title.is_empty()).then(|| title.into()),
        person: (!person.is_empty()).then(|| person.into()),
        snippet: (!snippet.is_empty()).then(|| snippet.into()),
        status: ThreadStatus::Open,
        waiting,
        wrote_again: false,
        last_message_at: Some(ago(12)),
        unread: false,
        messages: 3,
        failed: 0,
        outgoing: 0,
        draft: false,
        drafted: None,
        reminder: None,
        gone: false,
    }
}

pub fn author(role: AuthorRole, name: &str) -> Author {
    Author {
        name: (!name.is_empty()).then(|| name.into()),
        ..Author::of(role)
    }
}

pub fn message(
    id: &str,
    direction: Direction,
    author: Author,
    text: &str,
    minutes: i64,
) -> Message {
    Message {
        id: id.into(),
        channel_id: "wa".into(),
        thread_id: Some("t1".into()),
        parent_message_id: None,
        external_id: None,
        status: match direction {
            Direction::Outbound => MessageStatus::Sent,
            _ => MessageStatus::Received,
        },
        kind: MessageKind::Text,
        direction,
        text: Some(text.into()),
        raw: json!({}),
        author,
        metadata: None,
        attachments: Vec::new(),
        created_at: Stamp::of(ago(minutes)),
        updated_at: Stamp::of(ago(minutes)),
    }
}

pub fn customer(id: &str, text: &str, minutes: i64) -> Message {
    let jane = author(AuthorRole::User, "Jane Customer");
    message(id, Direction::Inbound, jane, text, minutes)
}

pub fn agent(id: &str, text: &str, minutes: i64) -> Message {
    let ana = author(AuthorRole::Agent, "Ana Support");
    message(id, Direction::Outbound, ana, text, minutes)
}

pub fn note(id: &str, text: &str, minutes: i64) -> Message {
    let mut note = agent(id, text, minutes);
    note.direction = Direction::Internal;
    note.kind = MessageKind::Comment;
    note.status = MessageStatus::Received;
    note
}

pub fn event(id: &str, text: &str, minutes: i64) -> Message {
    let system = author(AuthorRole::System, "");
    let mut event = message(id, Direction::System, system, text, minutes);
    event.kind = MessageKind::Event;
    event
}

pub fn attachment(name: &str, kind: &str, bytes: f64) -> Attachment {
    Attachment {
        name: Some(name.into()),
        content_type: Some(kind.into()),
        url: Some("https://files.example/1".into()),
        size_bytes: Some(bytes),
        metadata: None,
    }
}

pub fn thread() -> Thread {
    let serde_json::Value::Object(metadata) =
        json!({"plan": "pro", "order": 1042, "tags": ["vip", "returns"]})
    else {
        unreachable!()
    };
    Thread {
        id: "thr_01HV8Z3Q".into(),
        channel_id: "wa".into(),
        title: Some("Order issue from Jane Customer".into()),
        status: ThreadStatus::Open,
        external_id: Some("wa:4917012345".into()),
        metadata: Some(metadata),
        last_message_at: Some(Stamp::of(ago(12))),
        closed_at: None,
        created_at: Stamp::of(ago(1500)),
        updated_at: Stamp::of(ago(12)),
    }
}

/// An inbox on a usual day.
pub fn busy() -> World {
    let mut rows = vec![
        row(
            "t1",
            "Jane Customer",
            "Order issue from Jane Customer",
            "Need help with my order",
            Waiting::Reply(ago(12)),
        ),
        row(
            "t2",
            "Omar Haddad",
            "Refund?",
            "I sent the shoes back two weeks ago and have not heard since.",
            Waiting::Reply(ago(185)),
        ),
        row(
            "t3",
            "王小明",
            "发票抬头错误",
            "请帮我重新开一张发票，谢谢。",
            Waiting::FirstReply(ago(3)),
        ),
        row(
            "t4",
            "+49 170 1234567",
            "",
            "Missed call",
            Waiting::FirstReply(ago(310)),
        ),
        row(
            "t5",
            "Priya Natarajan",
            "Cannot log in after the update",
            "It says my session has expired, again and again",
            Waiting::Reply(ago(2900)),
        ),
        row(
            "t6",
            "Lucas Oliveira",
            "Invoice 2026-118",
            "Thanks, that was all!",
            Waiting::Customer(ago(120)),
        ),
        row(
            "t7",
            "Marta Kowalska",
            "Delivery to Gdańsk",
            "Where is my parcel 📦?",
            Waiting::Reply(ago(44)),
        ),
        row(
            "t8",
            "Søren Ångström-Wiśniewski von Hohenstein",
            "A subject that is far too long to fit into any list whatever its width may be",
            "and a last message that goes on as well",
            Waiting::Reply(ago(61)),
        ),
    ];
    rows[0].unread = true;
    rows[2].unread = true;
    rows[1].draft = true;
    rows[3].channel_label = "Phone".into();
    rows[4].channel_label = "Email".into();
    rows[4].failed = 1;
    rows[5].outgoing = 2;
    rows[6].status = ThreadStatus::Closed;
    rows[6].wrote_again = true;
    rows[7].channel_label = "A channel with a long name".into();
    World {
        channels: vec![
            channel("wa", "WhatsApp", 9, 0),
            channel("em", "Email", 4, 2),
            channel("ph", "Phone", 0, 13),
            channel("wc", "Web chat", 0, 0),
        ],
        rows,
        messages: conversation(),
        new_from: 8,
        queued: 2,
        failed: 1,
        ..World::default()
    }
}

/// One of everything that can stand in a conversation.
pub fn conversation() -> Vec<Message> {
    let mut list = vec![
        event("m1", "Jane Customer opened the chat", 1500),
        customer(
            "m2",
            "Hello! I ordered two lamps and got **three**.\n\nWhat shall I do with the third?",
            1499,
        ),
        note(
            "m3",
            "Warehouse says: she may keep it. Second time this month, I'll tell Omar to look at the picking list.",
            1490,
        ),
        agent(
            "m4",
            "Hi Jane, thank you for telling us. Please keep it, it is on us.",
            1480,
        ),
        event("m5", "Thread closed by Ana Support", 1479),
        event("m6", "Thread reopened by the customer", 1300),
        event("m7", "Assigned to the night shift", 1299),
        agent("m8", "One more thing: may we use your review?", 200),
        customer(
            "m9",
            "> One more thing: may we use your review?\nOf course! But now I need help with my order again, see the invoice.",
            14,
        ),
        customer("m10", "Need help with my order", 12),
    ];
    list[3].status = MessageStatus::Delivered;
    list[7].status = MessageStatus::Failed;
    let serde_json::Value::Object(metadata) =
        json!({"deliveryError": "number not on WhatsApp (131026)"})
    else {
        unreachable!()
    };
    list[7].metadata = Some(metadata);
    list[8].parent_message_id = Some("m8".into());
    list[8].attachments = vec![
        attachment("invoice.pdf", "application/pdf", 102_400.0),
        attachment(
            "a photograph of all three lamps on the kitchen table, taken at night.jpeg",
            "image/jpeg",
            3_400_000.0,
        ),
    ];
    list
}
