//! Sending: what goes out, to whom, and what becomes of what did not.

use super::seat::Seat;
use super::store::text_of;
use super::things::{client_id, feed, message, messages, outgoing, thread};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::model::{
    Action, Conversation, MessageStatus, Mode, OutgoingState, Problem, ProblemKind, ThreadStatus,
};

fn sends(effects: &[Effect]) -> Vec<Vec<Action>> {
    let sends = effects.iter().filter_map(|effect| match effect {
        Effect::Send { requests, .. } => {
            Some(requests.iter().map(|it| it.action.clone()).collect())
        }
        _ => None,
    });
    sends.collect()
}

#[test]
fn a_reply_goes_out_once_with_its_words_its_thread_and_its_mode() {
    for (key, expected) in [("r", Mode::Reply), ("i", Mode::Note)] {
        let mut seat = Seat::of(2);
        seat.press(key);
        seat.type_text("Hello there ");
        seat.press("Enter Ctrl-s Ctrl-s");
        let effects = seat.taken();
        let sends = sends(&effects);
        assert_eq!(sends.len(), 1);
        let [
            Action::Message {
                conversation,
                mode,
                text,
                parent,
                author,
                ..
            },
        ] = &sends[0][..]
        else {
            panic!("{sends:?}");
        };
        assert_eq!((conversation, *mode), (&thread(0), expected));
        assert_eq!((text.as_str(), parent), ("Hello there", &None));
        assert_eq!(*author, seat.state.facts.me);
        assert_eq!((seat.text(), seat.pane()), (None, Pane::Threads));
    }
}

/// Who reads that it is on its way may pull the plug: by then the disk must have it.
#[test]
fn a_message_is_said_to_be_on_its_way_only_when_the_disk_has_it() {
    for (key, words) in [("r", "Reply on its way."), ("i", "Note on its way.")] {
        let mut seat = Seat::of(1);
        seat.press(key);
        seat.type_text("Hello");
        seat.press_fast("Ctrl-s");
        assert_eq!(seat.text(), None);
        assert_eq!(seat.notice(), "");
        seat.settle();
        assert_eq!(seat.notice(), words);
    }
}

#[test]
fn blanks_are_not_sent_and_stay() {
    let mut seat = Seat::of(1);
    seat.press("r Space Enter Ctrl-s");
    assert!(sends(&seat.taken()).is_empty());
    assert_eq!(seat.text(), Some(" \n"));
    assert!(seat.notice().starts_with("Nothing to send yet"));
}

#[test]
fn a_message_typed_and_sent_faster_than_the_disk_goes_out() {
    let mut seat = Seat::of(2);
    seat.press_fast("r");
    seat.type_fast("Hello");
    seat.press_fast("Ctrl-s j");
    assert!(seat.text().is_none(), "keys after it are not typed into it");
    seat.settle();
    assert_eq!(seat.sent(), ["Hello"]);
    assert!(seat.store.drafts.is_empty());
}

#[test]
fn words_of_an_older_draft_never_go_out_unseen() {
    let mut seat = Seat::of(2);
    seat.put_on_disk(&thread(0), Mode::Reply, "never mind this");
    seat.press_fast("r");
    seat.type_fast("Hello");
    seat.press_fast("Ctrl-s");
    seat.settle();
    assert!(seat.sent().is_empty());
    assert_eq!(seat.text(), Some("never mind this\n\nHello"));
    assert!(seat.notice().starts_with("Not sent: an older draft"));
    seat.press("Ctrl-s");
    assert_eq!(seat.sent(), ["never mind this\n\nHello"]);
}

#[test]
fn a_message_that_waits_for_the_disk_is_kept_by_the_end_of_the_program() {
    let mut seat = Seat::of(2);
    seat.press_fast("r");
    seat.type_fast("Hello");
    seat.press_fast("Ctrl-s Ctrl-c Ctrl-c");
    seat.settle();
    assert!(seat.sent().is_empty());
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
}

#[test]
fn a_reply_goes_to_the_thread_it_was_opened_for_wherever_the_selection_went() {
    let mut seat = Seat::of(3);
    seat.press("j r");
    seat.type_text("for one");
    seat.store.rows.swap(0, 2);
    seat.changed();
    seat.store.rows.remove(1);
    seat.changed();
    seat.press("Ctrl-s");
    assert_eq!(seat.store.asked[0].conversation(), thread(1));
}

#[test]
fn a_send_that_the_disk_refused_gives_its_words_back() {
    let mut seat = Seat::of(2);
    seat.press("r");
    seat.type_text("precious");
    seat.store.full = true;
    seat.press("Ctrl-s");
    assert!(seat.sent().is_empty());
    assert!(seat.notice().contains("Not sent"), "{}", seat.notice());
    assert!(seat.notice().contains("no space left"));
    // They stand where they were written, and go as soon as there is room.
    assert_eq!(seat.text(), Some("precious"));
    seat.store.full = false;
    seat.press("Ctrl-s");
    assert_eq!(seat.sent(), ["precious"]);
}

#[test]
fn send_and_close_asks_for_both_in_this_order_and_shows_the_status() {
    let mut seat = Seat::of(2);
    seat.press("r");
    seat.type_text("Done");
    seat.press("Ctrl-x c");
    let [Action::Message { .. }, Action::Status { from, to, .. }] = &seat.store.asked[..] else {
        panic!("{:?}", seat.store.asked);
    };
    assert_eq!((from, to), (&ThreadStatus::Open, &ThreadStatus::Closed));
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Closed);
    assert_eq!(seat.reading(), Some(thread(0)));
    seat.press("r");
    seat.type_text("One more");
    seat.press("Ctrl-x c");
    assert_eq!(seat.store.asked.len(), 3, "it is closed already");
}

#[test]
fn send_close_and_next_opens_the_next_thread() {
    let mut seat = Seat::of(3);
    seat.press("r");
    seat.type_text("Done");
    seat.press("Ctrl-x n");
    assert_eq!(seat.store.asked.len(), 2);
    assert_eq!(
        (seat.selected(), seat.reading()),
        (Some(thread(1)), Some(thread(1)))
    );
    assert_eq!(seat.pane(), Pane::Threads, "it was answered from the list");
    assert_eq!(seat.listed(), ["t1", "t2"]);
}

#[test]
fn a_channel_has_no_status_to_close() {
    let mut seat = Seat::of(1);
    seat.store.channels.truncate(1);
    seat.store.messages.insert(feed(), vec![message("f", "x")]);
    seat.changed();
    seat.press("m");
    seat.type_text("To everybody");
    seat.press("Ctrl-x n");
    assert_eq!(seat.store.asked.len(), 1);
    assert_eq!(seat.store.asked[0].conversation(), feed());
    assert_eq!(seat.reading(), Some(feed()));
}

#[test]
fn sending_goes_to_the_end_of_the_conversation_also_where_it_is_not_here() {
    let mut seat = Seat::of(1);
    seat.store.messages.insert(thread(0), messages(500));
    seat.press("Enter g g r");
    seat.type_text("Hi");
    seat.press("Ctrl-s");
    let reading = seat.state.reading.as_ref().unwrap();
    assert!(reading.after == 0 && reading.follow);
}

fn with_outgoing(state: OutgoingState) -> Seat {
    let mut seat = Seat::of(1);
    seat.store.outgoing.push(outgoing(1, &thread(0), state));
    seat.press("Enter");
    seat.changed();
    seat.press("G Enter");
    seat
}

fn rejected() -> OutgoingState {
    OutgoingState::Rejected(Problem::new(ProblemKind::InvalidRequest, "no"))
}

#[test]
fn what_can_be_done_with_a_request_depends_on_how_far_it_has_come() {
    let unknown = OutgoingState::Unknown {
        problem: Problem::new(ProblemKind::NoAnswer, "timeout"),
        absent: 0,
        checked_at: None,
    };
    let held = OutgoingState::Held {
        until: super::things::noon(),
    };
    for (state, letters) in [
        (rejected(), "red"),
        (OutgoingState::Queued { after: None }, "red"),
        (held, "red"),
        (unknown, "wd"),
        (OutgoingState::Sending, ""),
    ] {
        let word = state.word();
        assert_eq!(with_outgoing(state).question().1, letters, "{word}");
    }
}

#[test]
fn a_refused_message_is_sent_again_edited_or_discarded() {
    let id = client_id(1);
    for key in ["r", "e", "d"] {
        let mut seat = with_outgoing(rejected());
        seat.store.waits = seat.store.outgoing.clone();
        seat.press(key);
        let asked = seat.effects.iter().any(|effect| match effect {
            Effect::Retry(it) => key == "r" && *it == id,
            Effect::TakeBack { ids, .. } => key == "e" && *ids == [id],
            Effect::DiscardOutgoing(it) => key == "d" && *it == id,
            _ => false,
        });
        assert!(asked, "{key}");
        let editing = (key == "e").then_some("our words");
        assert_eq!(seat.text(), editing, "{key}");
    }
}

#[test]
fn a_read_only_profile_leaves_the_outbox_alone() {
    let mut seat = Seat::of(1);
    seat.state.facts.read_only = true;
    seat.store
        .outgoing
        .push(outgoing(1, &thread(0), rejected()));
    seat.press("Enter");
    seat.changed();
    seat.press("G Enter");
    assert!(seat.question().0.is_empty());
    assert!(seat.notice().contains("read-only"));
}

#[test]
fn a_failed_delivery_says_why_it_failed() {
    let mut seat = Seat::of(1);
    let mut failed = message("m9", "ours");
    failed.message.direction = crate::model::Direction::Outbound;
    failed.message.status = MessageStatus::Failed;
    let reason = serde_json::json!({ "failureReason": "number not in use" });
    failed.message.metadata = reason.as_object().cloned();
    seat.store.messages.insert(thread(0), vec![failed]);
    seat.press("Enter");
    seat.changed();
    let item = &seat.state.reading.as_ref().unwrap().messages[0];
    assert!(item.failed());
    assert_eq!(item.problem.as_str(), "number not in use");
}

#[test]
fn a_note_never_leaves_in_another_mode() {
    let mut seat = Seat::of(1);
    seat.press("i");
    seat.type_text("internal");
    seat.press("Ctrl-x t Esc Ctrl-s");
    let [Action::Message { mode, .. }] = &seat.store.asked[..] else {
        panic!("{:?}", seat.store.asked);
    };
    assert_eq!(*mode, Mode::Note);
    let texts: Vec<&str> = seat.store.asked.iter().map(text_of).collect();
    assert_eq!(texts, ["internal"]);
    assert!(matches!(
        seat.store.asked[0].conversation(),
        Conversation::Thread { .. }
    ));
}

#[test]
fn who_answered_from_the_list_goes_on_in_the_list_where_both_are_on_the_screen() {
    for (size, end, pane) in [
        ((120, 40), "Ctrl-s", Pane::Threads),
        ((120, 40), "Esc", Pane::Threads),
        ((80, 24), "Ctrl-s", Pane::Threads),
        // One pane at a time: what was sent is what is seen.
        ((40, 12), "Ctrl-s", Pane::Conversation),
    ] {
        let mut seat = Seat::sized(size.0, size.1, 3);
        seat.press("r");
        seat.type_text("Hello");
        seat.press(end);
        assert_eq!(seat.pane(), pane, "{end} at {size:?}");
        assert_eq!(seat.reading(), Some(thread(0)));
        if pane == Pane::Threads {
            seat.press("j r");
            assert_eq!(seat.reading(), Some(thread(1)), "j goes to the next thread");
        }
    }
}

#[test]
fn who_answered_in_the_conversation_stays_in_it() {
    for end in ["Ctrl-s", "Esc"] {
        let mut seat = Seat::sized(120, 40, 3);
        seat.press("Enter r");
        seat.type_text("Hello");
        seat.press(end);
        assert_eq!(seat.pane(), Pane::Conversation, "{end}");
    }
}
