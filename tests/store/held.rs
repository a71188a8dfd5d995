//! What is held and on its way: taken back as one, answering as far as we know, and counted in feeds, too.

use andibox::model::{
    Action, BuiltinView, Draft, DraftKey, Mode, Outgoing, OutgoingState, Problem, ProblemKind,
    ThreadStatus, Untrusted,
};
use serde_json::json;

use crate::factory::{Desk, client_id, draft, feed, message, minute, reply, status_change};

fn rejected() -> OutgoingState {
    OutgoingState::Rejected(Problem::new(ProblemKind::InvalidRequest, "too long"))
}

fn held(minutes: i64, request: Outgoing) -> Outgoing {
    Outgoing {
        state: OutgoingState::Held {
            until: minute(minutes),
        },
        ..request
    }
}

fn claim(desk: &Desk, minutes: i64) -> Option<u128> {
    let claimed = desk.store.claim_next(minute(minutes)).unwrap()?;
    Some(claimed.id.uuid().as_u128())
}

fn new_thread(number: u128) -> Outgoing {
    Outgoing {
        action: Action::NewThread {
            channel: "c".into(),
            title: "Refund".to_owned(),
            source: None,
            first: None,
            author: andibox::model::Author::of(andibox::model::AuthorRole::Agent),
            created: None,
        },
        ..reply(number, "a")
    }
}

#[test]
fn several_requests_are_taken_back_together_and_those_that_left_stay() {
    let desk = Desk::with_threads(&["a", "b"]);
    desk.store.enqueue(&reply(1, "b")).unwrap();
    assert_eq!(claim(&desk, 0), Some(1));
    desk.store
        .enqueue_all(&[
            held(2, reply(2, "a")),
            status_change(3, "a", ThreadStatus::Closed),
        ])
        .unwrap();
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    let ids = [client_id(1), client_id(2), client_id(3), client_id(4)];
    let taken = desk.store.take_back_all(&ids, minute(1)).unwrap();
    let names: Vec<_> = taken.iter().map(|taken| taken.outgoing.id).collect();
    assert_eq!(names, [client_id(2), client_id(3)]);
    assert_eq!(desk.row("a").status, ThreadStatus::Open);
    assert_eq!(desk.store.drafts().unwrap()[0].text, "reply 2");
    assert_eq!(desk.store.outbox().unwrap().len(), 1);
}

#[test]
fn a_held_request_can_be_sent_now() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&held(2, reply(1, "a"))).unwrap();
    assert_eq!(claim(&desk, 0), None);
    assert!(desk.store.retry_outgoing(client_id(1)).unwrap());
    assert_eq!(claim(&desk, 0), Some(1));
}

#[test]
fn a_channel_knows_what_only_we_have_in_its_feed() {
    let desk = Desk::with_threads(&["a"]);
    let channel = || desk.store.channels().unwrap().remove(0);
    let counts = || {
        let row = channel();
        (row.feed_outgoing, row.feed_failed, row.feed_draft)
    };
    assert_eq!(counts(), (0, 0, false));
    desk.store.enqueue(&new_thread(1)).unwrap();
    desk.store.enqueue(&new_thread(2)).unwrap();
    desk.store.enqueue(&reply(3, "a")).unwrap();
    desk.store
        .outgoing_state(client_id(2), &rejected(), None)
        .unwrap();
    let words = Draft {
        key: DraftKey {
            conversation: feed(),
            mode: Mode::Note,
        },
        ..draft("a", "to all")
    };
    desk.store.save_draft(&words).unwrap();
    assert_eq!(counts(), (1, 1, true));
    let one = desk.store.channel(&"c".into()).unwrap().unwrap();
    assert_eq!(one.row, channel());
}

#[test]
fn a_channel_has_its_handle_beside_its_name() {
    let desk = Desk::new();
    let list = json!([
        {"id": "c", "name": "Web chat", "handle": "chat"},
        {"id": "d", "handle": "mail"},
        {"id": "e", "handle": {"odd": 1}},
    ]);
    let list = andibox::model::read_listing(list.to_string().as_bytes()).unwrap();
    desk.store.apply_channels(&list).unwrap();
    let rows = desk.store.channels().unwrap();
    let handle = |place: usize| rows[place].handle.as_ref().map(Untrusted::expose);
    assert_eq!(
        (rows[0].label.expose(), handle(0)),
        ("Web chat", Some("chat"))
    );
    assert_eq!((rows[1].label.expose(), handle(1)), ("mail", Some("mail")));
    assert_eq!(rows[2].label.expose(), "e");
}

#[test]
fn a_reply_on_its_way_answers_the_customer_until_it_is_refused_or_taken_back() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
    let note = with_mode(reply(2, "a"), Mode::Note);
    desk.store.enqueue(&note).unwrap();
    assert_eq!(
        desk.view(BuiltinView::NeedsReply),
        ["a"],
        "a note answers nobody"
    );
    desk.store.enqueue(&held(200, reply(1, "a"))).unwrap();
    assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0]);
    assert_eq!(desk.view(BuiltinView::WaitingForCustomer), ["a"]);
    desk.store.take_back(client_id(1), minute(1)).unwrap();
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
    desk.store.enqueue(&reply(3, "a")).unwrap();
    assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0]);
    desk.store
        .outgoing_state(client_id(3), &rejected(), None)
        .unwrap();
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
    // What the customer writes after one is a question again.
    desk.store.enqueue(&reply(4, "a")).unwrap();
    assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0]);
    let more = vec![message("1", "inbound", 1), message("2", "inbound", 101)];
    desk.messages("a", more);
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
}

fn with_mode(mut request: Outgoing, to: Mode) -> Outgoing {
    if let Action::Message { mode, .. } = &mut request.action {
        *mode = to;
    }
    request
}
