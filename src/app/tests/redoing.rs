//! Doing again what was taken back, discards, and the end of the program while something is held.

use std::time::Duration;

use super::seat::Seat;
use super::store::text_of;
use super::things::{noon, outgoing, thread};
use crate::app::Windows;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::model::{Mode, OutgoingState, Problem, ProblemKind, ThreadStatus};
use chrono::TimeDelta;

fn held(threads: usize) -> Seat {
    let mut seat = Seat::of(threads);
    seat.state.windows = Windows::new(Duration::from_secs(5), []);
    seat
}

fn send(seat: &mut Seat, text: &str, keys: &str) {
    seat.press("r");
    seat.type_text(text);
    seat.press(keys);
}

#[test]
fn redo_sends_again_in_a_fresh_window_under_a_new_name() {
    let mut seat = held(2);
    send(&mut seat, "Hello", "Ctrl-s");
    let first = seat.store.waits[0].id;
    seat.press("z Esc");
    seat.state.now = noon() + TimeDelta::seconds(60);
    seat.press("Z");
    let until = seat.state.now + TimeDelta::seconds(5);
    let [again] = &seat.store.waits[..] else {
        panic!("{:?}", seat.store.waits);
    };
    assert_ne!(again.id, first);
    assert_eq!(text_of(&again.action), "Hello");
    assert_eq!(again.state, OutgoingState::Held { until });
    assert_eq!(
        (seat.text(), seat.on_disk(&thread(0), Mode::Reply)),
        (None, None)
    );
    seat.press("z");
    assert_eq!(seat.text(), Some("Hello"));
}

#[test]
fn redo_does_not_send_what_was_changed_since() {
    let mut seat = held(2);
    send(&mut seat, "Hello", "Ctrl-s");
    seat.press("z");
    seat.type_text(" there");
    seat.press("Esc Z");
    assert!(seat.store.waits.is_empty());
    assert_eq!(seat.text(), Some("Hello there"));
    assert!(seat.notice().starts_with("The draft was changed since"));
}

#[test]
fn redo_of_send_close_next_does_all_three() {
    let mut seat = held(3);
    send(&mut seat, "Done", "Ctrl-x n");
    seat.press("z Esc Z");
    assert_eq!(seat.store.waits.len(), 2);
    assert_eq!(seat.reading(), Some(thread(1)));
    assert_eq!(seat.store.rows[0].status, ThreadStatus::Closed);
}

#[test]
fn redo_changes_a_status_again_and_something_new_forgets_it() {
    let mut seat = Seat::of(3);
    seat.press("e z Z");
    assert_eq!(seat.store.waits.len(), 1);
    assert_eq!(
        (seat.selected(), seat.notice()),
        (Some(thread(1)), "Person 0: closed.")
    );
    seat.press("z");
    assert_eq!(seat.selected(), Some(thread(0)));
    seat.press("j a Z");
    assert!(seat.notice().starts_with("Nothing to do again"));
}

#[test]
fn several_steps_are_taken_back_one_after_the_other_and_done_again_in_their_order() {
    let mut seat = Seat::of(4);
    seat.press("e e e");
    assert_eq!(seat.store.waits.len(), 3);
    seat.press("z z z");
    assert!(seat.store.waits.is_empty());
    assert_eq!(seat.listed(), ["t0", "t1", "t2", "t3"]);
    seat.press("Z Z");
    let asked: Vec<_> = seat
        .store
        .waits
        .iter()
        .map(|it| it.action.conversation())
        .collect();
    assert_eq!(asked, [thread(0), thread(1)]);
}

#[test]
fn a_discarded_draft_is_brought_back_and_discarded_again() {
    let mut seat = Seat::of(2);
    seat.press("r");
    seat.type_text("Words");
    seat.press("Ctrl-x d z");
    assert_eq!(seat.text(), Some("Words"));
    seat.press("Esc Z");
    assert_eq!(
        (seat.text(), seat.on_disk(&thread(0), Mode::Reply)),
        (None, None)
    );
    seat.press("z");
    assert_eq!(seat.text(), Some("Words"));
}

#[test]
fn a_discarded_request_is_put_back_as_it_was() {
    let mut seat = Seat::of(1);
    let problem = Problem::new(ProblemKind::InvalidRequest, "no");
    let request = outgoing(1, &thread(0), OutgoingState::Rejected(problem));
    seat.store.outgoing.push(request.clone());
    seat.store.waits.push(request.clone());
    seat.press("Enter");
    seat.changed();
    seat.press("G Enter d");
    assert!(seat.store.waits.is_empty());
    assert_eq!(
        seat.notice(),
        "Discarded: the reply to Person 0. z brings it back."
    );
    seat.press("z");
    assert_eq!(seat.store.waits, std::slice::from_ref(&request));
    assert_eq!(seat.notice(), "Back in the outbox: the reply to Person 0.");
    seat.press("Z");
    assert!(seat.store.waits.is_empty());
    seat.press("z");
    assert_eq!(seat.store.waits, [request]);
}

#[test]
fn a_request_that_left_while_it_was_to_be_discarded_says_so() {
    let mut seat = Seat::of(1);
    seat.store.outgoing.push(outgoing(
        1,
        &thread(0),
        OutgoingState::Queued { after: None },
    ));
    seat.press("Enter");
    seat.changed();
    seat.press("G Enter d");
    assert!(seat.notice().starts_with("It is on its way already"));
}

#[test]
fn leaving_asks_only_while_something_is_unsent_and_may_wait_for_it() {
    let mut seat = held(2);
    send(&mut seat, "Hello", "Ctrl-s");
    seat.state.queued = 1;
    seat.press("Esc q");
    let (title, letters) = seat.question();
    assert!(
        title.contains("It is kept, and sent at the next start."),
        "{title}"
    );
    assert_eq!(letters, "swq");
    seat.press("w");
    assert!(!seat.taken().contains(&Effect::Quit));
    seat.tell(Msg::OutboxCounts {
        queued: 1,
        failed: 0,
    });
    assert!(!seat.taken().contains(&Effect::Quit));
    seat.tell(Msg::OutboxCounts {
        queued: 0,
        failed: 0,
    });
    assert!(seat.taken().contains(&Effect::Quit));
}

#[test]
fn a_key_takes_the_waiting_end_back() {
    let mut seat = held(2);
    seat.state.queued = 1;
    seat.press("q w j");
    seat.tell(Msg::OutboxCounts {
        queued: 0,
        failed: 0,
    });
    assert!(!seat.taken().contains(&Effect::Quit));
}
