//! The outbox: order, states, undo, confirmation.

use andibox::model::MessageAnchor;
use andibox::model::{
    Action, Author, AuthorRole, BuiltinView, Conversation, Mode, Outgoing, OutgoingState, Problem,
    ProblemKind, ThreadStatus,
};
use serde_json::json;

use crate::factory::{
    Desk, answered, client_id, draft, feed, message, message_item, minute, never, outgoing, reply,
    status_change, status_event, talk, thread, thread_item, with,
};

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
    assert_eq!(claimed.state, OutgoingState::Sending);
    Some(claimed.id.uuid().as_u128())
}

#[test]
fn sending_turns_the_draft_into_a_request_in_one_step() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.save_draft(&draft("a", "hello")).unwrap();
    desk.store
        .send(&draft("a", "").key, &[reply(1, "a")])
        .unwrap();
    assert_eq!(desk.store.drafts().unwrap(), []);
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap(), [reply(1, "a")]);
    assert_eq!((desk.row("a").draft, desk.row("a").outgoing), (false, 1));
    assert_eq!(desk.view(BuiltinView::Outbox), ["a"]);
    // Asked again, it is the same request.
    desk.store
        .send(&draft("a", "").key, &[reply(1, "a")])
        .unwrap();
    assert_eq!(desk.store.outbox().unwrap().len(), 1);
}

#[test]
fn every_state_comes_back_as_it_was_stored() {
    let desk = Desk::with_threads(&["a"]);
    let problem = Problem {
        status: Some(500),
        retry_after: Some(3),
        ..Problem::new(ProblemKind::Busy, "wait")
    };
    let states = [
        OutgoingState::Held { until: minute(1) },
        OutgoingState::Queued { after: None },
        OutgoingState::Queued {
            after: Some(minute(2)),
        },
        OutgoingState::Sending,
        OutgoingState::Sent,
        OutgoingState::Rejected(problem.clone()),
        OutgoingState::Unknown {
            problem: problem.clone(),
            absent: 1,
            checked_at: Some(minute(3)),
        },
    ];
    desk.store.enqueue(&reply(1, "a")).unwrap();
    for state in states {
        assert!(
            desk.store
                .outgoing_state(client_id(1), &state, None)
                .unwrap()
        );
        assert_eq!(
            desk.store
                .outgoing_by_id(client_id(1))
                .unwrap()
                .unwrap()
                .state,
            state
        );
    }
    let queued = OutgoingState::Queued { after: None };
    desk.store
        .outgoing_state(client_id(1), &queued, None)
        .unwrap();
    // The last problem is kept while it is tried again.
    let stored = desk.store.outgoing_by_id(client_id(1)).unwrap().unwrap();
    assert_eq!(stored.last_problem, Some(problem));
    assert!(
        !desk
            .store
            .outgoing_state(client_id(2), &queued, None)
            .unwrap()
    );
}

#[test]
fn a_later_reply_waits_for_an_earlier_one_of_its_conversation_only() {
    let desk = Desk::with_threads(&["a", "b"]);
    for request in [reply(1, "a"), reply(2, "a"), reply(3, "b")] {
        desk.store.enqueue(&request).unwrap();
    }
    assert_eq!(
        (claim(&desk, 0), claim(&desk, 0), claim(&desk, 0)),
        (Some(1), Some(3), None)
    );
    let unknown = OutgoingState::Unknown {
        problem: Problem::new(ProblemKind::NoAnswer, ""),
        absent: 0,
        checked_at: None,
    };
    desk.store
        .outgoing_state(client_id(1), &unknown, None)
        .unwrap();
    assert_eq!(claim(&desk, 0), None);
    desk.store
        .outgoing_state(client_id(1), &rejected(), None)
        .unwrap();
    assert_eq!(claim(&desk, 0), Some(2));
    assert_eq!(
        desk.store
            .outgoing_by_id(client_id(2))
            .unwrap()
            .unwrap()
            .attempts,
        1
    );
}

#[test]
fn a_held_request_waits_for_its_window_and_a_queued_one_for_its_backoff() {
    let desk = Desk::with_threads(&["a", "b"]);
    desk.store.enqueue(&held(5, reply(1, "a"))).unwrap();
    let later = OutgoingState::Queued {
        after: Some(minute(8)),
    };
    desk.store
        .enqueue(&Outgoing {
            state: later,
            ..reply(2, "b")
        })
        .unwrap();
    assert_eq!(desk.store.next_due().unwrap(), Some(minute(5)));
    assert_eq!(
        (claim(&desk, 4), claim(&desk, 5), claim(&desk, 7)),
        (None, Some(1), None)
    );
    assert_eq!(desk.store.next_due().unwrap(), Some(minute(8)));
    assert!(desk.store.retry_outgoing(client_id(2)).unwrap());
    assert_eq!(claim(&desk, 7), Some(2));
    assert_eq!(desk.store.next_due().unwrap(), None);
}

#[test]
fn a_request_taken_back_is_a_draft_again_before_the_words_written_since() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&held(5, reply(1, "a"))).unwrap();
    desk.store.save_draft(&draft("a", "written since")).unwrap();
    let back = desk
        .store
        .take_back(client_id(1), minute(1))
        .unwrap()
        .unwrap();
    assert_eq!(
        back.draft.as_ref().unwrap().text,
        "reply 1\n\nwritten since"
    );
    assert_eq!(desk.store.drafts().unwrap(), [back.draft.unwrap()]);
    assert_eq!(desk.store.outbox().unwrap(), []);
    assert_eq!(desk.store.take_back(client_id(1), minute(1)).unwrap(), None);
}

#[test]
fn what_is_under_way_can_neither_be_taken_back_nor_discarded() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    assert_eq!(claim(&desk, 0), Some(1));
    assert_eq!(desk.store.take_back(client_id(1), minute(1)).unwrap(), None);
    assert_eq!(desk.store.discard_outgoing(client_id(1)).unwrap(), None);
    assert_eq!(desk.store.outbox().unwrap().len(), 1);
}

#[test]
fn a_refused_request_keeps_its_words_and_can_be_tried_or_discarded() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    desk.store
        .outgoing_state(client_id(1), &rejected(), None)
        .unwrap();
    let counts = desk.store.outbox_counts().unwrap();
    assert_eq!((counts.queued, counts.failed), (0, 1));
    assert_eq!((desk.row("a").outgoing, desk.row("a").failed), (0, 1));
    assert_eq!(desk.view(BuiltinView::Failed), ["a"]);
    assert!(desk.store.retry_outgoing(client_id(1)).unwrap());
    assert_eq!(desk.store.outbox_counts().unwrap().queued, 1);
    assert!(desk.store.discard_outgoing(client_id(1)).unwrap().is_some());
    assert_eq!(desk.view(BuiltinView::Failed), [""; 0]);
}

#[test]
fn a_confirmed_reply_becomes_the_servers_message_in_one_step() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    claim(&desk, 0);
    assert!(
        desk.store
            .confirm_message(client_id(1), &message_item(&answered(1, "2", 2)))
            .unwrap()
    );
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap(), []);
    assert_eq!(desk.row("a").messages, 2);
    assert_eq!(desk.view(BuiltinView::WaitingForCustomer), ["a"]);
    // The answer came twice, or the list was first.
    assert!(
        !desk
            .store
            .confirm_message(client_id(1), &message_item(&answered(1, "2", 2)))
            .unwrap()
    );
    assert_eq!(desk.row("a").messages, 2);
}

#[test]
fn a_message_seen_in_a_list_ends_its_request_whatever_was_known_of_it() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    claim(&desk, 0);
    desk.messages("a", vec![answered(1, "2", 2)]);
    assert_eq!(desk.store.outbox().unwrap(), []);
    assert_eq!(desk.row("a").outgoing, 0);
}

#[test]
fn a_sent_reply_is_shown_until_its_message_is_here() {
    let desk = Desk::with_threads(&["a"]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    desk.store
        .outgoing_state(client_id(1), &OutgoingState::Sent, None)
        .unwrap();
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap().len(), 1);
    assert_eq!(desk.store.outbox().unwrap(), []);
    desk.messages("a", vec![answered(1, "2", 2)]);
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap(), []);
}

#[test]
fn what_was_under_way_when_the_program_ended_is_of_unknown_outcome() {
    let desk = Desk::with_threads(&["a", "b"]);
    desk.store.enqueue(&reply(1, "a")).unwrap();
    desk.store.enqueue(&reply(2, "b")).unwrap();
    claim(&desk, 0);
    assert_eq!(desk.store.recover_sending().unwrap(), 1);
    let state = desk
        .store
        .outgoing_by_id(client_id(1))
        .unwrap()
        .unwrap()
        .state;
    assert!(
        matches!(
            state,
            OutgoingState::Unknown {
                absent: 0,
                checked_at: None,
                ..
            }
        ),
        "{state:?}"
    );
    assert_eq!(desk.store.recover_sending().unwrap(), 0);
}

fn new_thread(number: u128, first: Option<&str>) -> Outgoing {
    outgoing(
        number,
        Action::NewThread {
            channel: "c".into(),
            title: "Refund".into(),
            source: None,
            first: first.map(|text| (Mode::Reply, text.to_owned())),
            author: Author::of(AuthorRole::Agent),
            created: None,
        },
    )
}

#[test]
fn a_new_thread_is_made_once_and_its_first_message_follows() {
    let desk = Desk::with_threads(&[]);
    desk.store.enqueue(&new_thread(1, Some("hello"))).unwrap();
    desk.store.enqueue(&new_thread(2, None)).unwrap();
    assert_eq!(desk.store.outgoing(&feed()).unwrap().len(), 2);
    // Threads still to be made do not wait for each other.
    assert_eq!((claim(&desk, 0), claim(&desk, 0)), (Some(1), Some(2)));
    desk.store
        .confirm_thread(client_id(1), &thread_item(&thread("n", 1)))
        .unwrap();
    desk.store
        .confirm_thread(client_id(2), &thread_item(&thread("o", 1)))
        .unwrap();
    let left = desk.store.outbox().unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].action.conversation(), talk("n"));
    assert_eq!(left[0].state, OutgoingState::Queued { after: None });
    assert_eq!(desk.row("n").outgoing, 1);
    assert_eq!(claim(&desk, 0), Some(1));
    desk.store
        .confirm_message(client_id(1), &message_item(&answered(1, "m", 2)))
        .unwrap();
    assert_eq!((desk.row("n").outgoing, desk.row("n").messages), (0, 1));
}

#[test]
fn the_words_of_a_thread_that_was_not_made_are_kept_when_it_is_taken_back() {
    let desk = Desk::with_threads(&[]);
    desk.store.enqueue(&new_thread(1, Some("hello"))).unwrap();
    let back = desk
        .store
        .take_back(client_id(1), minute(1))
        .unwrap()
        .unwrap();
    let draft = back.draft.unwrap();
    assert_eq!(draft.text, "Refund\n\nhello");
    assert!(matches!(draft.key.conversation, Conversation::Feed { .. }));
}

#[test]
fn a_patched_status_does_not_flicker_before_its_event_is_pulled() {
    let desk = Desk::with_threads(&["a"]);
    // An older event still matches what the server says after the patch.
    desk.messages("a", vec![status_event("1", "closed", "open", "closed", 1)]);
    desk.store
        .enqueue(&status_change(1, "a", ThreadStatus::Closed))
        .unwrap();
    claim(&desk, 0);
    let patched = with(thread("a", 5), json!({"status": "closed"}));
    assert!(
        desk.store
            .confirm_thread(client_id(1), &thread_item(&patched))
            .unwrap()
    );
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    assert_eq!(desk.row("a").outgoing, 0);
    // A pull that was asked for before the patch says nothing of it.
    let old = crate::factory::messages(vec![status_event("1", "closed", "open", "closed", 1)]);
    desk.store
        .apply_messages(&talk("a"), &old, never())
        .unwrap();
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    desk.messages(
        "a",
        vec![
            status_event("1", "closed", "open", "closed", 1),
            status_event("2", "open", "closed", "open", 5),
        ],
    );
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap(), []);
}

#[test]
fn a_confirmed_status_event_is_the_status() {
    let desk = Desk::with_threads(&["a"]);
    desk.store
        .enqueue(&status_change(1, "a", ThreadStatus::Closed))
        .unwrap();
    let event = with(
        status_event("e", "open", "closed", "open", 2),
        json!({"threadId": "a"}),
    );
    assert!(
        desk.store
            .confirm_message(client_id(1), &message_item(&event))
            .unwrap()
    );
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    assert_eq!(desk.store.outgoing(&talk("a")).unwrap(), []);
}

#[test]
fn a_message_to_the_feed_stands_in_the_feed() {
    let desk = Desk::with_threads(&[]);
    let mut request = reply(1, "a");
    if let Action::Message { conversation, .. } = &mut request.action {
        *conversation = feed();
    }
    desk.store.enqueue(&request).unwrap();
    desk.store
        .confirm_message(client_id(1), &message_item(&answered(1, "m", 2)))
        .unwrap();
    let window = desk
        .store
        .messages(&feed(), &MessageAnchor::Last, 9)
        .unwrap();
    assert_eq!(window.messages.len(), 1);
}
