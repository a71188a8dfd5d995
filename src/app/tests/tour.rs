//! The tour: each step is done by doing it, and it can be left at any time.

use super::seat::Seat;
use crate::app::Pane;
use crate::app::geometry::layout;
use crate::model::ThreadStatus;

fn step(seat: &Seat) -> String {
    seat.state.tour_words().unwrap().to_string()
}

#[test]
fn each_step_goes_on_when_it_was_done_and_the_last_one_ends_the_tour() {
    let mut seat = Seat::sized(80, 24, 5);
    seat.state.toggle_tour();
    for (number, keys) in [(1, "j"), (2, "r"), (3, "o k Ctrl-s"), (4, "e"), (5, "z")] {
        assert!(
            step(&seat).starts_with(&format!("{number}/8 ")),
            "{}",
            step(&seat)
        );
        seat.press(keys);
        seat.settle();
    }
    let words = step(&seat);
    assert!(
        words.starts_with("6/8 ") && words.contains(" / "),
        "{words}"
    );
    assert!(words.chars().count() < 40, "{words}");
    while words.starts_with("6/8") && seat.state.pane == Pane::Conversation {
        seat.press("Esc");
    }
    seat.press("/ Esc");
    assert!(step(&seat).starts_with("7/8 "), "{}", step(&seat));
    seat.press(": Esc");
    seat.press("?");
    assert!(seat.state.tour.is_none());
}

#[test]
fn another_key_or_a_reply_that_was_not_sent_is_no_step() {
    let mut seat = Seat::sized(80, 24, 5);
    seat.state.toggle_tour();
    seat.press("k");
    assert!(step(&seat).starts_with("1/8 "));
    seat.press("j r Ctrl-s");
    assert!(step(&seat).starts_with("3/8 "), "nothing was written yet");
}

#[test]
fn one_key_leaves_it_from_the_list_the_composer_and_a_prompt() {
    for before in ["", "r", "/"] {
        let mut seat = Seat::sized(80, 24, 5);
        seat.state.toggle_tour();
        if !before.is_empty() {
            seat.press(before);
        }
        seat.press("Ctrl-t");
        assert!(seat.state.tour.is_none(), "after {before:?}");
    }
}

#[test]
fn its_line_covers_nothing_and_fits_the_smallest_screen() {
    let mut seat = Seat::sized(40, 12, 5);
    let without = layout(&seat.state);
    seat.state.toggle_tour();
    let with = layout(&seat.state);
    let line = with.tour.unwrap();
    assert_eq!(with.body.h + 1, without.body.h);
    assert_eq!(line.y, with.body.y + with.body.h);
    assert!(seat.state.tour_words().unwrap().width() < 40);
    assert_eq!(without.tour, None);
}

#[test]
fn every_start_but_the_first_has_another_tip() {
    let state = Seat::of(1).state;
    assert_eq!(state.tip(0), None);
    assert!(state.tip(1).is_some());
    assert_ne!(state.tip(1), state.tip(2));
}

#[test]
fn sending_and_going_on_in_one_is_sending() {
    let mut seat = Seat::sized(80, 24, 5);
    seat.state.toggle_tour();
    seat.press("j r o k Ctrl-x n");
    assert!(step(&seat).starts_with("4/8 "), "{}", step(&seat));
}

#[test]
fn a_thread_that_was_closed_already_is_not_closed_by_the_tour() {
    let mut seat = Seat::sized(80, 24, 5);
    seat.state.toggle_tour();
    seat.press("j r o k Ctrl-s");
    seat.settle();
    let open = seat.state.reading.as_mut().unwrap();
    open.row.as_mut().unwrap().status = ThreadStatus::Closed;
    assert!(step(&seat).starts_with("4/8 "), "{}", step(&seat));
    seat.press("e");
    assert!(
        step(&seat).starts_with("4/8 "),
        "nothing was done that the next step could take back"
    );
}

#[test]
fn in_a_list_of_commands_the_key_that_leaves_it_is_named_first() {
    let mut seat = Seat::sized(80, 24, 5);
    seat.state.toggle_tour();
    seat.press(":");
    let words = step(&seat);
    assert!(words.starts_with("1/8 Esc j "), "{words}");
}
