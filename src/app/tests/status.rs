//! Closing, archiving, reopening, and going on to who waits.

use super::seat::Seat;
use super::things::{feed, message, messages, row, thread};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::model::{Action, BuiltinView, ThreadStatus, Waiting};

#[test]
fn close_and_next_costs_one_request_and_one_read() {
    let mut seat = Seat::of(3);
    seat.taken();
    seat.press_fast("e");
    let [
        Effect::Enqueue(requests),
        Effect::LoadConversation { conversation, .. },
        Effect::Watch { .. },
    ] = &seat.effects[..]
    else {
        panic!("{:?}", seat.effects);
    };
    let [request] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert!(matches!(&request.action, Action::Status { to, .. } if *to == ThreadStatus::Closed));
    assert_eq!(*conversation, thread(1));
    assert_eq!(seat.listed(), ["t1", "t2"]);
}

#[test]
fn the_last_row_closed_gives_its_place_to_the_one_before_and_the_only_one_to_none() {
    let mut seat = Seat::of(2);
    seat.press("G e");
    assert_eq!(seat.selected(), Some(thread(0)));
    seat.press("e");
    assert_eq!((seat.selected(), seat.reading()), (None, None));
    assert_eq!(
        seat.notice(),
        "That was the last one here: ] shows the next view."
    );
    seat.press("e");
    assert_eq!(
        seat.notice(),
        "There is no thread here: ] shows the next view."
    );
    assert_eq!(seat.store.asked.len(), 2);
}

#[test]
fn close_and_next_passes_over_rows_that_have_left_the_view() {
    let mut seat = Seat::of(4);
    seat.press("k");
    seat.store.rows[1].status = ThreadStatus::Closed;
    seat.changed();
    seat.press("e");
    assert_eq!(seat.listed(), ["t1", "t2", "t3"]);
    assert_eq!(seat.selected(), Some(thread(2)));
    seat.press("G e e");
    assert_eq!(seat.selected(), Some(thread(1)), "there is no other");
}

#[test]
fn closing_the_last_one_from_inside_goes_back_to_the_list_at_every_size() {
    for (w, h) in [(60, 20), (90, 24), (120, 40)] {
        let mut seat = Seat::sized(w, h, 1);
        seat.press("Enter e");
        assert_eq!(
            (seat.pane(), seat.reading()),
            (Pane::Threads, None),
            "{w}x{h}"
        );
    }
}

#[test]
fn in_a_view_that_keeps_the_thread_the_next_one_is_opened_and_the_last_one_stays() {
    let mut seat = Seat::of(2);
    seat.press("]");
    seat.press("] ] ] ]");
    assert_eq!(seat.state.scope.view, BuiltinView::All);
    seat.press("Enter e");
    assert_eq!(seat.reading(), Some(thread(1)));
    seat.press("e");
    assert_eq!(seat.listed(), ["t0", "t1"]);
    assert_eq!(
        (seat.reading(), seat.pane()),
        (Some(thread(1)), Pane::Threads)
    );
    assert_eq!(
        seat.notice(),
        "That was the last one here: ] shows the next view."
    );
}

#[test]
fn a_status_that_is_set_already_is_not_asked_for() {
    let mut seat = Seat::of(2);
    seat.press("O");
    assert_eq!(seat.notice(), "The thread is open already.");
    assert!(seat.store.asked.is_empty());
}

/// A seat whose threads are settled so, and whose customers wrote again.
fn wrote_again(threads: usize, status: &ThreadStatus) -> Seat {
    let mut seat = Seat::of(0);
    for number in 0..threads {
        let mut row = row(number);
        row.status = status.clone();
        row.wrote_again = true;
        seat.store.messages.insert(thread(number), messages(1));
        seat.store.rows.push(row);
    }
    seat.changed();
    seat
}

#[test]
fn a_thread_whose_customer_wrote_again_is_settled_by_the_key_of_its_status_and_nothing_is_sent() {
    for (status, key) in [(ThreadStatus::Closed, "e"), (ThreadStatus::Archived, "a")] {
        let mut seat = wrote_again(2, &status);
        seat.press(key);
        let [Action::Status { from, to, .. }] = &seat.store.asked[..] else {
            panic!("{:?}", seat.store.asked);
        };
        assert_eq!((from, to), (&status, &status));
        assert_eq!(seat.selected(), Some(thread(1)));
        let words = format!("Person 0: settled, and {} as it was.", status.as_str());
        assert_eq!(seat.notice(), words);
        assert_eq!(seat.listed(), ["t1"], "nobody waits there any more");
    }
}

#[test]
fn a_reopening_that_has_left_is_not_undone_where_that_would_hide_who_wrote_again() {
    let mut seat = wrote_again(2, &ThreadStatus::Closed);
    seat.press("O");
    seat.store.waits.clear();
    seat.press("z");
    assert_eq!(
        seat.notice(),
        "Person 0 stays open: the customer wrote after it was closed, which would be hidden."
    );
    assert_eq!(seat.store.asked.len(), 1);
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Open);
    seat.press("Z");
    assert!(seat.notice().starts_with("Nothing to do again"));
    // While it is still here, nothing has to be asked for to undo it.
    let mut seat = wrote_again(2, &ThreadStatus::Closed);
    seat.press("O z");
    assert!(seat.store.waits.is_empty());
    assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Closed);
}

#[test]
fn undoing_what_settled_a_thread_brings_its_customer_back_whether_it_has_left_or_not() {
    for (status, key) in [
        (ThreadStatus::Closed, "e"),
        (ThreadStatus::Closed, "a"),
        (ThreadStatus::Archived, "a"),
    ] {
        let mut seat = wrote_again(2, &status);
        seat.press(key);
        seat.store.waits.clear();
        seat.press("z");
        assert!(
            seat.notice()
                .starts_with("Person 0 is open now: the customer wrote"),
            "{}",
            seat.notice()
        );
        let Some(Action::Status { to, .. }) = seat.store.asked.last() else {
            panic!("{:?}", seat.store.asked);
        };
        assert_eq!((seat.store.asked.len(), to), (2, &ThreadStatus::Open));
        assert_eq!(seat.state.status_of(&thread(0)), ThreadStatus::Open);
        seat.press("Z");
        let Some(Action::Status { from, to, .. }) = seat.store.asked.last() else {
            panic!("{:?}", seat.store.asked);
        };
        assert_eq!(from, &ThreadStatus::Open);
        assert!(to.is_settled(), "{to:?}");
        // While it is still here it never was.
        let mut seat = wrote_again(2, &status);
        seat.press(key);
        seat.press("z");
        assert!(seat.store.waits.is_empty());
        assert_eq!(seat.store.asked.len(), 1, "nothing has to be asked for");
        let words = format!("Person 0: {} again.", status.as_str());
        assert_eq!(seat.notice(), words);
    }
}

#[test]
fn a_settled_thread_shows_at_once_that_nobody_waits_in_it() {
    let mut seat = wrote_again(2, &ThreadStatus::Closed);
    seat.press("g c");
    seat.press_fast("e");
    let row = &seat.state.list.rows[0];
    assert_eq!((row.waiting, row.wrote_again), (Waiting::Nobody, false));
    seat.press_fast("k e");
    assert_eq!(seat.notice(), "The thread is closed already.");
    assert_eq!(seat.store.asked.len(), 0);
    seat.settle();
    assert_eq!(seat.store.asked.len(), 1);
}

#[test]
fn a_note_sent_and_closed_settles_who_wrote_again_a_reply_does_by_itself() {
    for (key, asked) in [("i", 2), ("r", 1)] {
        let mut seat = wrote_again(1, &ThreadStatus::Closed);
        seat.press(key);
        seat.type_text("Only said thanks");
        seat.press("Ctrl-x c");
        assert_eq!(seat.store.asked.len(), asked, "{key}");
        assert_eq!(seat.state.list.rows[0].waiting.for_us(), None, "{key}");
    }
}

#[test]
fn the_new_status_shows_at_once_in_the_row_and_in_the_head() {
    let mut seat = Seat::of(2);
    seat.press("Enter");
    seat.press_fast("s a");
    let open = seat.state.reading.as_ref().unwrap().row.as_ref();
    assert_eq!(
        open.map(|row| row.status.clone()),
        Some(ThreadStatus::Archived)
    );
    assert_eq!(seat.state.list.rows[0].status, ThreadStatus::Archived);
    assert_eq!(seat.notice(), "Person 0: archived.");
}

#[test]
fn each_view_loses_what_it_does_not_hold() {
    let table = [
        ("g o", ThreadStatus::Open, "e", 1),
        ("g o", ThreadStatus::Open, "a", 1),
        ("g c", ThreadStatus::Closed, "a", 1),
        ("g a", ThreadStatus::Archived, "e", 1),
    ];
    for (view, status, key, left) in table {
        let mut seat = Seat::of(0);
        for number in 0..2 {
            let mut row = row(number);
            row.status = status.clone();
            seat.store.rows.push(row);
        }
        seat.press(view);
        seat.press(key);
        assert_eq!(seat.listed().len(), left, "{view} {key}");
    }
}

#[test]
fn a_menu_changes_the_thread_it_was_opened_for() {
    let mut seat = Seat::of(2);
    seat.press("s");
    seat.store.rows.insert(0, row(9));
    seat.changed();
    seat.press("c");
    let Some(Action::Status { thread, .. }) = seat.store.asked.first() else {
        panic!();
    };
    assert_eq!(thread.as_str(), "t0");
}

#[test]
fn a_feed_has_no_status() {
    let mut seat = Seat::of(1);
    seat.store.channels[0].feed = 1;
    seat.store.messages.insert(feed(), vec![message("f", "x")]);
    seat.changed();
    seat.press("1 G k 2 g g");
    for keys in ["e", "s", "a"] {
        seat.press(keys);
        assert!(
            seat.notice().contains("no status"),
            "{keys}: {}",
            seat.notice()
        );
    }
    assert!(seat.store.asked.is_empty());
}

#[test]
fn a_read_only_profile_changes_no_status() {
    let mut seat = Seat::of(2);
    seat.state.facts.read_only = true;
    for keys in ["e", "a", "O", "s"] {
        seat.press(keys);
        assert!(seat.question().0.is_empty(), "{keys}");
        assert!(seat.notice().contains("read-only"), "{keys}");
    }
    assert_eq!(seat.listed(), ["t0", "t1"]);
    assert!(seat.store.asked.is_empty());
}

#[test]
fn the_next_one_who_waits_is_selected_here_or_in_needs_reply() {
    let mut seat = Seat::of(4);
    seat.store.waiting = Some(thread(2));
    seat.press("w");
    assert_eq!(
        (seat.selected(), seat.reading()),
        (Some(thread(2)), Some(thread(2)))
    );
    seat.press("g c w");
    assert_eq!(seat.state.scope.view, BuiltinView::NeedsReply);
    assert_eq!(seat.state.place, BuiltinView::NeedsReply as usize);
    assert_eq!(seat.selected(), Some(thread(2)));
    seat.store.waiting = None;
    seat.press("W");
    assert_eq!(seat.notice(), "Nobody else waits for a reply.");
}

#[test]
fn after_an_answer_the_next_one_who_waits_is_the_one_below_not_the_one_passed_by() {
    let mut seat = Seat::of(4);
    seat.store.waiting = Some(thread(0));
    seat.press("j r");
    seat.type_text("Hello");
    seat.press("Ctrl-s");
    let row = &seat.state.list.rows[1];
    assert_eq!(row.waiting.for_us(), None, "it shows at once");
    seat.press("w");
    assert_eq!(seat.selected(), Some(thread(2)));
    seat.press("w");
    assert_eq!(seat.selected(), Some(thread(0)), "the store says who");
}

#[test]
fn the_next_one_who_waits_opens_where_a_conversation_was_open() {
    let mut seat = Seat::sized(60, 20, 4);
    seat.store.waiting = Some(thread(2));
    seat.press("Enter w");
    assert_eq!(
        (seat.pane(), seat.reading()),
        (Pane::Conversation, Some(thread(2)))
    );
    seat.press("Esc");
    assert_eq!(seat.selected(), Some(thread(2)));
}
