//! A channel's limit, and the selection.

use super::seat::Seat;
use crate::app::Limits;
use crate::app::effect::Effect;
use crate::app::limit::Length;

fn seat(most: u32) -> Seat {
    let mut seat = Seat::of(1);
    seat.state.limits = Limits::new([("MAIL ".to_owned(), most)]);
    seat
}

#[test]
fn a_reply_is_counted_as_it_leaves_and_a_note_is_not() {
    let mut seat = seat(10);
    seat.press("r");
    seat.type_text("né \u{1F600}!");
    seat.press("Enter");
    seat.type_text("[attachment] https://example.com/a-long-address");
    assert_eq!(seat.state.length(), Some(Length { count: 5, most: 10 }));
    seat.press("Esc i");
    seat.type_text("much more than ten characters");
    assert_eq!(seat.state.length(), None);
}

#[test]
fn what_is_too_long_leaves_only_after_a_yes() {
    let mut seat = seat(5);
    seat.press("r");
    seat.type_text("123456");
    seat.press("Ctrl-s");
    assert!(
        seat.question()
            .0
            .contains("6 characters, 1 more than the 5")
    );
    seat.press("n");
    assert!(seat.sent().is_empty());
    assert_eq!(seat.text(), Some("123456"));
    seat.press("Ctrl-s y");
    assert_eq!(seat.sent(), ["123456"]);
}

#[test]
fn what_just_fits_leaves_without_a_question() {
    let mut seat = seat(5);
    seat.press("r");
    seat.type_text("12345");
    seat.press("Enter Ctrl-s");
    assert_eq!(seat.sent(), ["12345"]);
}

#[test]
fn the_end_is_near_when_a_tenth_is_left() {
    let near = |count| Length { count, most: 100 }.is_near();
    assert_eq!([89, 90, 100, 101].map(near), [false, true, true, true]);
    assert!(
        Length {
            count: 101,
            most: 100
        }
        .is_over()
    );
}

#[test]
fn a_selection_is_replaced_cut_and_copied() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("one two");
    seat.press("Shift-Left Shift-Left Shift-Left");
    seat.type_text("2");
    assert_eq!(seat.text(), Some("one 2"));
    seat.press("Ctrl-a Ctrl-Space Ctrl-Right Ctrl-x k");
    assert_eq!(seat.text(), Some(" 2"));
    seat.press("Ctrl-e Ctrl-y");
    assert_eq!(seat.text(), Some(" 2one"));
    seat.taken();
    seat.press("Ctrl-Space Ctrl-a Ctrl-x w");
    assert!(seat.taken().contains(&Effect::Copy(" 2one".into())));
}

#[test]
fn escape_first_ends_a_selection() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("one");
    seat.press("Shift-Left Esc");
    assert_eq!(seat.text(), Some("one"));
    seat.press("Esc");
    assert_eq!(seat.text(), None);
}
