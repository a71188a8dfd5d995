//! Outgoing requests as they are stored.

use serde_json::json;
use uuid::Uuid;

use super::{at, named};
use crate::model::{
    Action, AuthorRole, ClientMessageId, Conversation, DraftKey, Mode, OutgoingState, Problem,
    ProblemKind, ThreadStatus,
};

fn in_thread() -> Conversation {
    Conversation::Thread {
        channel: "c".into(),
        thread: "t".into(),
    }
}

fn in_feed() -> Conversation {
    Conversation::Feed {
        channel: "c".into(),
    }
}

fn write(conversation: Conversation, mode: Mode) -> Action {
    Action::Message {
        conversation,
        mode,
        text: "Guten Tag 👋\n\u{1b}[2J".into(),
        parent: Some("m".into()),
        author: named(AuthorRole::Agent, "Ana"),
        attachments: Vec::new(),
    }
}

fn open_thread(created: Option<&str>) -> Action {
    Action::NewThread {
        channel: "c".into(),
        title: "Order".into(),
        source: Some("m".into()),
        first: Some((Mode::Reply, "Hello".into())),
        author: named(AuthorRole::Agent, "Ana"),
        created: created.map(Into::into),
    }
}

fn close() -> Action {
    Action::Status {
        channel: "c".into(),
        thread: "t".into(),
        from: ThreadStatus::read("snoozed"),
        to: ThreadStatus::Closed,
        author: named(AuthorRole::Agent, "Ana"),
    }
}

#[test]
fn an_action_is_stored_and_read_again() {
    for action in [
        write(in_thread(), Mode::Reply),
        write(in_feed(), Mode::Note),
        close(),
        open_thread(None),
        open_thread(Some("t")),
    ] {
        let json = serde_json::to_string(&action).unwrap();
        assert_eq!(
            serde_json::from_str::<Action>(&json).unwrap(),
            action,
            "{json}"
        );
    }
}

#[test]
fn the_stored_form_of_an_action_does_not_change() {
    assert_eq!(
        serde_json::to_value(close()).unwrap(),
        json!({
            "action": "status",
            "channel": "c",
            "thread": "t",
            "from": "snoozed",
            "to": "closed",
            "author": {"role": "agent", "name": "Ana"}
        })
    );
    assert_eq!(
        serde_json::to_value(write(in_thread(), Mode::Note)).unwrap(),
        json!({
            "action": "message",
            "conversation": {"thread": {"channel": "c", "thread": "t"}},
            "mode": "note",
            "text": "Guten Tag 👋\n\u{1b}[2J",
            "parent": "m",
            "author": {"role": "agent", "name": "Ana"}
        })
    );
    assert_eq!(
        serde_json::to_value(open_thread(None)).unwrap(),
        json!({
            "action": "newThread",
            "channel": "c",
            "title": "Order",
            "source": "m",
            "first": ["reply", "Hello"],
            "author": {"role": "agent", "name": "Ana"},
            "created": null
        })
    );
}

#[test]
fn an_action_belongs_to_the_conversation_it_changes() {
    assert_eq!(write(in_thread(), Mode::Reply).conversation(), in_thread());
    assert_eq!(write(in_feed(), Mode::Reply).conversation(), in_feed());
    assert_eq!(close().conversation(), in_thread());
    assert_eq!(
        open_thread(None).conversation(),
        in_feed(),
        "until the server has made it"
    );
    assert_eq!(open_thread(Some("t")).conversation(), in_thread());
}

#[test]
fn each_state_has_a_word_of_its_own() {
    let problem = || Problem::new(ProblemKind::NoAnswer, "");
    let states = [
        (OutgoingState::Held { until: at(1) }, "held"),
        (OutgoingState::Queued { after: None }, "queued"),
        (OutgoingState::Sending, "sending"),
        (OutgoingState::Sent, "sent"),
        (OutgoingState::Rejected(problem()), "rejected"),
        (
            OutgoingState::Unknown {
                problem: problem(),
                absent: 0,
                checked_at: None,
            },
            "unknown",
        ),
    ];
    for (state, word) in states {
        assert_eq!(state.word(), word);
    }
}

#[test]
fn a_draft_is_kept_for_each_conversation_and_mode() {
    let keys: std::collections::BTreeSet<DraftKey> = [in_thread(), in_feed()]
        .into_iter()
        .flat_map(|conversation| {
            [Mode::Reply, Mode::Note].map(|mode| DraftKey {
                conversation: conversation.clone(),
                mode,
            })
        })
        .collect();
    assert_eq!(keys.len(), 4);
    for key in keys {
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<DraftKey>(&json).unwrap(), key);
    }
}

#[test]
fn a_client_message_id_travels_as_a_hyphenated_uuid() {
    let id = ClientMessageId::new(Uuid::from_u128(0x0195_7b2e_0000_7000_8000_0000_0000_0001));
    let words = "01957b2e-0000-7000-8000-000000000001";
    assert_eq!(id.to_string(), words);
    assert_eq!(serde_json::to_value(id).unwrap(), words);
    assert_eq!(
        serde_json::from_value::<ClientMessageId>(json!(words)).unwrap(),
        id
    );
    assert_eq!(id.uuid().get_version_num(), 7);
}
