//! Undo and redo: sends in their window, statuses, discards; each as one step, and in words.

use std::time::Duration;

use super::seat::Seat;
use super::things::{client_id, feed, noon, outgoing, row, thread};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::app::{Pane, Windows};
use crate::model::{Action, BuiltinView, Mode, Outgoing, OutgoingState, ThreadStatus};
use chrono::TimeDelta;

const FIVE: Duration = Duration::from_secs(5);

fn held(threads: usize) -> Seat {
    let mut seat = Seat::of(threads);
    seat.state.windows = Windows::new(FIVE, []);
    seat
}

fn send(seat: &mut Seat, text: &str, keys: &str) {
    seat.press("r");
    seat.type_text(text);
    seat.press(keys);
}

/// The states of the requests, in the order they were asked for.
fn states(seat: &Seat) -> Vec<&OutgoingState> {
    seat.store.waits.iter().map(|it| &it.state).collect()
}

/// Everything has left.
fn leave(seat: &mut Seat) {
    seat.store.waits.clear();
}

#[test]
fn a_message_is_held_for_its_window_and_one_timer_ends_it() {
    let mut seat = held(1);
    seat.press("r");
    seat.type_text("Hello");
    seat.taken();
    seat.press("Ctrl-s");
    let until = seat.state.now + TimeDelta::seconds(5);
    assert_eq!(states(&seat), [&OutgoingState::Held { until }]);
    assert_eq!(seat.notice(), "Reply held for 5 s: z takes it back.");
    let timers = seat.taken();
    let timers = timers.iter().filter(|it| matches!(it, Effect::After(..)));
    assert_eq!(
        timers.collect::<Vec<_>>(),
        [&Effect::After(Timer::WindowEnds, 5000)]
    );
    seat.fire(Timer::WindowEnds);
    assert_eq!(seat.notice(), "", "what no longer holds is no longer said");
}

#[test]
fn no_window_holds_nothing() {
    let mut seat = Seat::of(1);
    send(&mut seat, "Hello", "Ctrl-s");
    assert_eq!(states(&seat), [&OutgoingState::Queued { after: None }]);
    assert_eq!(seat.notice(), "Reply on its way.");
}

#[test]
fn a_channel_has_a_window_of_its_own_by_id_name_or_handle() {
    for name in ["mail", "Mailbox", "  HANDLE "] {
        let mut seat = Seat::of(1);
        seat.store.channels[0].label = "MailBox".into();
        seat.store.channels[0].handle = Some("handle".into());
        seat.changed();
        seat.state.windows = Windows::new(FIVE, [(name.to_owned(), Duration::from_secs(30))]);
        assert_eq!(
            seat.state.undo_window(&"mail".into()),
            TimeDelta::seconds(30),
            "{name}"
        );
        assert_eq!(
            seat.state.undo_window(&"chat".into()),
            TimeDelta::seconds(5),
            "{name}"
        );
    }
}

#[test]
fn what_is_asked_together_with_a_held_message_waits_behind_it() {
    let mut seat = held(2);
    send(&mut seat, "Done", "Ctrl-x c");
    let [message, status] = &seat.store.waits[..] else {
        panic!("{:?}", seat.store.waits);
    };
    assert!(matches!(message.state, OutgoingState::Held { .. }));
    assert_eq!(status.state, OutgoingState::Queued { after: None });
    assert_eq!(message.created_at, status.created_at);
}

#[test]
fn a_message_taken_back_is_the_draft_again_in_its_composer() {
    for (key, mode) in [("r", Mode::Reply), ("i", Mode::Note)] {
        let mut seat = held(3);
        seat.press("j Enter k");
        seat.press(key);
        seat.type_text("Hello");
        let parent = seat.state.composer.as_ref().unwrap().parent.clone();
        assert!(parent.is_some());
        seat.press("Ctrl-s z");
        assert_eq!(seat.text(), Some("Hello"));
        let composer = seat.state.composer.as_ref().unwrap();
        assert_eq!((composer.key.mode, &composer.parent), (mode, &parent));
        assert_eq!(seat.reading(), Some(thread(1)));
        assert!(seat.store.waits.is_empty());
        assert!(
            seat.notice().starts_with("Taken back: the "),
            "{}",
            seat.notice()
        );
    }
}

#[test]
fn a_message_is_taken_back_from_another_thread() {
    let mut seat = held(3);
    send(&mut seat, "Hello", "Ctrl-s");
    seat.press("Esc j j Enter z");
    assert_eq!(seat.reading(), Some(thread(0)));
    assert_eq!(
        (seat.text(), seat.selected()),
        (Some("Hello"), Some(thread(0)))
    );
}

#[test]
fn a_draft_begun_meanwhile_is_not_written_over() {
    let mut seat = held(2);
    send(&mut seat, "First", "Ctrl-s");
    seat.press("r");
    seat.type_text("Second");
    seat.press("Esc z");
    assert_eq!(seat.text(), Some("First\n\nSecond"));
    seat.press("Esc");
    assert_eq!(
        seat.on_disk(&thread(0), Mode::Reply),
        Some("First\n\nSecond")
    );
    assert!(seat.store.waits.is_empty());
}

#[test]
fn after_the_window_it_is_said_that_it_has_left_and_what_can_be_done() {
    let mut seat = held(2);
    send(&mut seat, "Hello", "Ctrl-s");
    leave(&mut seat);
    seat.press("z");
    assert_eq!(seat.text(), None);
    assert_eq!(
        seat.notice(),
        "The reply to Person 0 has left already and cannot be taken back: write another one, or a note."
    );
    seat.press("Z");
    assert!(seat.notice().starts_with("Nothing to do again"));
}

#[test]
fn send_close_next_is_taken_back_as_one_and_goes_back_to_that_thread() {
    for pane in ["", "Enter"] {
        let mut seat = held(3);
        seat.press(pane);
        send(&mut seat, "Done", "Ctrl-x n");
        assert_eq!(seat.reading(), Some(thread(1)));
        seat.press("z");
        assert!(seat.store.waits.is_empty());
        assert_eq!(seat.reading(), Some(thread(0)));
        assert_eq!(seat.selected(), Some(thread(0)));
        assert_eq!(seat.listed(), ["t0", "t1", "t2"]);
        assert_eq!(seat.text(), Some("Done"));
        assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Open);
    }
}

#[test]
fn send_and_close_after_the_window_leaves_the_message_and_reopens() {
    let mut seat = held(2);
    send(&mut seat, "Done", "Ctrl-x c");
    leave(&mut seat);
    seat.press("z");
    assert!(
        seat.notice()
            .contains("has left already and cannot be taken back")
    );
    assert!(seat.notice().contains("Person 0: open again."));
    let [Outgoing { action, .. }] = &seat.store.waits[..] else {
        panic!("{:?}", seat.store.waits);
    };
    assert!(matches!(
        action,
        Action::Status {
            from: ThreadStatus::Closed,
            to: ThreadStatus::Open,
            ..
        }
    ));
}

#[test]
fn a_status_whose_request_has_not_left_is_taken_out_of_the_outbox() {
    for keys in ["e z", "Enter e z", "a z", "s c z"] {
        let mut seat = Seat::of(3);
        seat.press(keys);
        assert!(seat.store.waits.is_empty(), "{keys}");
        assert_eq!(seat.store.asked.len(), 1, "{keys}");
        assert_eq!(
            seat.state.status_of(&thread(0)),
            ThreadStatus::Open,
            "{keys}"
        );
        assert_eq!(seat.selected(), Some(thread(0)), "{keys}");
        assert_eq!(seat.reading(), Some(thread(0)), "{keys}");
        assert_eq!(seat.notice(), "Person 0: open again.", "{keys}");
    }
}

#[test]
fn a_status_that_has_left_is_changed_back_by_a_second_request() {
    let mut seat = Seat::of(3);
    seat.press("e");
    leave(&mut seat);
    seat.press("z");
    let last = seat.store.asked.last();
    assert!(matches!(
        last,
        Some(Action::Status {
            from: ThreadStatus::Closed,
            to: ThreadStatus::Open,
            ..
        })
    ));
    assert_eq!(
        seat.notice(),
        "Person 0: open again. The change had left already; the server is asked to undo it."
    );
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn a_second_request_that_is_refused_names_the_thread_and_the_status() {
    let mut seat = Seat::of(3);
    seat.press("e");
    leave(&mut seat);
    seat.press("z");
    let id = seat.store.waits[0].id;
    seat.tell(Msg::Refused(id, "The key may not do this.".into()));
    assert_eq!(
        seat.notice(),
        "Person 0 is not open. The key may not do this."
    );
    seat.tell(Msg::Refused(client_id(99), "Why.".into()));
    assert_eq!(seat.notice(), "Why.");
}

#[test]
fn a_group_of_changes_is_one_step() {
    let mut seat = Seat::of(3);
    let changes = (0..3).map(|number| {
        let (from, to) = (ThreadStatus::Open, ThreadStatus::Closed);
        seat.state.status_change(&thread(number), from, to)
    });
    let changes: Vec<_> = changes.collect();
    let mut out = Vec::new();
    seat.state.change_statuses(changes, false, &mut out);
    let [Effect::Enqueue(requests)] = &out[..] else {
        panic!("{out:?}");
    };
    assert_eq!(requests.len(), 3);
    // One of them has left.
    seat.store.waits = requests[1..].to_vec();
    seat.press("z");
    assert_eq!(
        seat.store.waits.len(),
        1,
        "two were taken out, one is asked for"
    );
    assert_eq!(
        seat.notice(),
        "3 threads are as they were. The change had left already; the server is asked to undo it."
    );
    seat.press("Z");
    assert_eq!(seat.store.waits.len(), 4);
    assert_eq!(seat.notice(), "3 threads are changed again.");
    seat.press("z");
    assert_eq!(seat.store.waits.len(), 1);
}

#[test]
fn with_nothing_to_undo_the_held_message_on_the_screen_is_taken_back() {
    let mut seat = Seat::of(2);
    let until = noon() + TimeDelta::seconds(3);
    let request = outgoing(1, &thread(0), OutgoingState::Held { until });
    seat.store.outgoing.push(request.clone());
    seat.store.waits.push(request);
    seat.changed();
    seat.press("z");
    assert_eq!(seat.text(), Some("our words"));
    assert!(seat.store.waits.is_empty());
}

#[test]
fn nothing_to_undo_says_why() {
    let mut seat = Seat::of(1);
    let until = noon() - TimeDelta::seconds(3);
    seat.store
        .outgoing
        .push(outgoing(1, &thread(0), OutgoingState::Held { until }));
    seat.changed();
    for key in ["z", "Z"] {
        seat.press(key);
        assert!(seat.notice().starts_with("Nothing to "), "{key}");
    }
    seat.state.facts.read_only = true;
    seat.press("z");
    assert!(seat.notice().contains("read-only"));
}

#[test]
fn a_step_that_could_not_be_taken_back_can_be_taken_back_later() {
    let mut seat = held(2);
    send(&mut seat, "Hello", "Ctrl-s");
    seat.store.full = true;
    seat.press("z");
    assert_eq!(
        seat.notice(),
        "It could not be taken back: no space left on device"
    );
    seat.store.full = false;
    seat.press("z");
    assert_eq!(seat.text(), Some("Hello"));
}

#[test]
fn a_send_that_never_came_to_the_outbox_is_no_step() {
    let mut seat = held(2);
    seat.press("e");
    seat.store.full = true;
    send(&mut seat, "Hello", "Ctrl-s");
    seat.store.full = false;
    assert_eq!(seat.text(), Some("Hello"), "its words are shown again");
    seat.press("Esc z");
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Open);
    assert!(seat.text().is_none());
}

#[test]
fn the_edit_of_a_held_message_takes_back_what_was_asked_together_with_it() {
    let mut seat = held(1);
    send(&mut seat, "Done", "Ctrl-x c");
    seat.store.outgoing = seat.store.waits[..1].to_vec();
    seat.changed();
    seat.press("3 G Enter e");
    assert!(seat.store.waits.is_empty());
    assert_eq!(seat.text(), Some("Done"));
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Open);
}

#[test]
fn keys_that_were_faster_than_the_disk_are_not_pulled_out_of_what_they_began() {
    let mut seat = held(3);
    send(&mut seat, "Hello", "Ctrl-s Esc j");
    seat.press_fast("z r");
    seat.type_fast("Other");
    seat.settle();
    assert_eq!(
        (seat.reading(), seat.text()),
        (Some(thread(1)), Some("Other"))
    );
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
}

#[test]
fn a_message_of_a_feed_is_taken_back_to_it() {
    let mut seat = held(1);
    seat.store.channels.truncate(1);
    seat.changed();
    seat.press("m");
    seat.type_text("To all");
    seat.press("Ctrl-s Esc z");
    assert_eq!(
        (seat.reading(), seat.text()),
        (Some(feed()), Some("To all"))
    );
    assert_eq!(seat.pane(), Pane::Conversation);
}

#[test]
fn an_undone_status_goes_back_also_where_the_view_does_not_hold_it() {
    let mut seat = Seat::of(0);
    for number in 0..2 {
        let mut row = row(number);
        row.status = ThreadStatus::Closed;
        seat.store.rows.push(row);
    }
    seat.press("g c O z");
    assert_eq!(seat.state.scope.view, BuiltinView::Closed);
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Closed);
}

#[test]
fn a_draft_whose_writing_fails_while_another_message_is_taken_back_is_not_lost() {
    let mut seat = held(2);
    send(&mut seat, "First", "Ctrl-s");
    seat.press("r");
    seat.type_text("Second");
    // The disk does not take the draft, and then takes the message out of the outbox.
    seat.press_fast("Esc z");
    let save = seat
        .open
        .iter()
        .position(|it| matches!(it, Effect::SaveDraft(_)));
    let Some(Effect::SaveDraft(draft)) = seat.open.remove(save.unwrap()) else {
        panic!("{:?}", seat.open);
    };
    seat.hear(super::store::not_saved(draft));
    seat.settle();
    assert_eq!(seat.text(), Some("First\n\nSecond"));
    seat.fire(Timer::SaveAgain);
    seat.press("Esc");
    let kept = seat.on_disk(&thread(0), Mode::Reply);
    assert_eq!(kept, Some("First\n\nSecond"));
}

#[test]
fn a_send_that_fails_while_it_is_taken_back_is_a_draft_and_no_step() {
    let mut seat = held(2);
    seat.press("r");
    seat.type_text("Hello");
    seat.press_fast("Ctrl-s z");
    let sent = seat
        .open
        .iter()
        .position(|it| matches!(it, Effect::Send { .. }));
    let Some(Effect::Send {
        draft, requests, ..
    }) = seat.open.remove(sent.unwrap())
    else {
        panic!("{:?}", seat.open);
    };
    seat.hear(super::store::not_sent(&draft, &requests));
    seat.settle();
    assert!(seat.notice().starts_with("Not sent"), "{}", seat.notice());
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
    seat.press("Esc");
    seat.press("z");
    assert!(
        seat.notice().starts_with("Nothing to undo"),
        "{} {:?}",
        seat.notice(),
        seat.state.context()
    );
}
