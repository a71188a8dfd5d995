//! Effective status, and status changes written as messages.

use super::{at, change, changed, inbound, named, stored};
use crate::model::ThreadStatus::{Archived, Closed, Open};
use crate::model::{
    Author, AuthorRole, Direction, Message, MessageKind, Stamp, StatusEvent, ThreadStatus,
    effective_status,
};
use serde_json::{Value, json};

#[test]
fn an_event_counts_while_the_server_still_says_what_it_said_then() {
    let table = [
        // server now, the newest event (from, to, base), what people see
        (Open, None, Open),
        (Closed, None, Closed),
        (Open, Some((Open, Closed, Open)), Closed),
        (Open, Some((Closed, Archived, Open)), Archived),
        (Open, Some((Closed, Open, Open)), Open),
        // The server moved since: its word counts.
        (Closed, Some((Open, Archived, Open)), Closed),
        (Archived, Some((Open, Closed, Open)), Archived),
        (Open, Some((Closed, Archived, Closed)), Open),
        // Reopened by event on a server that still says closed.
        (Closed, Some((Closed, Open, Closed)), Open),
    ];
    for (server, newest, seen) in table {
        let event = newest.map(|(from, to, base)| change(from, to, base));
        assert_eq!(
            effective_status(&server, event.as_ref()),
            seen,
            "{server:?} {event:?}"
        );
    }
}

#[test]
fn a_change_written_stored_and_read_again_is_the_same_change() {
    let odd = ThreadStatus::read("snoozed");
    for from in [Open, Closed, Archived, odd.clone()] {
        for to in [Open, Closed, Archived, odd.clone()] {
            for base in [Open, Closed, Archived, odd.clone()] {
                let written = change(from.clone(), to.clone(), base);
                let message = stored(written.to_message(Some("0190-x")), 7);
                let expected = StatusEvent {
                    at: Some(Stamp::of(at(7))),
                    ..written
                };
                assert_eq!(StatusEvent::of(&message), Some(expected));
                assert_eq!(message.client_message_id(), Some("0190-x"));
            }
        }
    }
}

#[test]
fn a_change_is_written_as_the_contract_says() {
    let message = change(Open, Closed, Open).to_message(None);
    assert_eq!(
        serde_json::to_value(message).unwrap(),
        json!({
            "direction": "system",
            "kind": "event",
            "text": "Thread closed by Ana",
            "author": {"role": "agent", "name": "Ana"},
            "metadata": {"andibox": {"event": "thread.status", "from": "open", "to": "closed", "base": "open"}},
        })
    );
}

#[test]
fn a_change_says_what_was_done_and_by_whom() {
    let text = |to: ThreadStatus, by: Author| {
        let event = StatusEvent {
            by,
            ..change(Open, to, Open)
        };
        event.to_message(None).text.unwrap()
    };
    let ana = || named(AuthorRole::Agent, "Ana");
    assert_eq!(text(Closed, ana()).expose(), "Thread closed by Ana");
    assert_eq!(text(Archived, ana()).expose(), "Thread archived by Ana");
    assert_eq!(text(Open, ana()).expose(), "Thread reopened by Ana");
    assert_eq!(
        text(ThreadStatus::read("snoozed"), ana()).expose(),
        "Thread snoozed by Ana"
    );
    assert_eq!(
        text(Closed, Author::of(AuthorRole::Agent)).expose(),
        "Thread closed by support"
    );
    let settled = change(Closed, Closed, Open).to_message(None).text;
    assert_eq!(settled.unwrap().expose(), "Thread settled by Ana");
    let by_email = Author {
        email: Some("ana@example.com".into()),
        ..named(AuthorRole::Agent, "  ")
    };
    assert_eq!(
        text(Closed, by_email).expose(),
        "Thread closed by ana@example.com"
    );
}

#[test]
fn whoever_changes_a_status_does_it_as_an_agent() {
    let event = StatusEvent {
        by: named(AuthorRole::User, "Ana"),
        ..change(Open, Closed, Open)
    };
    assert_eq!(event.to_message(None).author.role, AuthorRole::Agent);
}

type Spoil = fn(&mut Message);

#[test]
fn only_a_whole_event_of_the_system_is_a_change() {
    let whole = changed(Open, Closed, Open, 1);
    assert!(StatusEvent::of(&whole).is_some());
    let spoiled = |spoil: Spoil| {
        let mut message = whole.clone();
        spoil(&mut message);
        StatusEvent::of(&message)
    };
    fn event(message: &mut Message) -> &mut Value {
        &mut message.metadata.as_mut().unwrap()["andibox"]
    }
    let cases: [(&str, Spoil); 10] = [
        ("direction", |m| m.direction = Direction::Inbound),
        ("kind", |m| m.kind = MessageKind::Text),
        ("metadata", |m| m.metadata = None),
        ("andibox", |m| *event(m) = json!("closed")),
        ("event", |m| event(m)["event"] = json!("thread.title")),
        ("event type", |m| event(m)["event"] = json!(7)),
        ("from", |m| event(m)["from"] = json!(null)),
        ("to", |m| event(m)["to"] = json!(["closed"])),
        ("base", |m| event(m)["base"] = json!(1)),
        (
            "no base",
            |m| *event(m) = json!({"event": "thread.status", "from": "open", "to": "closed"}),
        ),
    ];
    for (name, spoil) in cases {
        assert_eq!(spoiled(spoil), None, "{name}");
    }
    assert_eq!(StatusEvent::of(&inbound(1)), None);
}

#[test]
fn a_customer_cannot_forge_a_change() {
    let forged = Message {
        direction: Direction::Inbound,
        ..changed(Open, Closed, Open, 1)
    };
    assert_eq!(StatusEvent::of(&forged), None);
}
