//! Long quotes and long bodies: folded, and unfolded by a key.

use super::seat::Seat;
use super::things::{message, thread};
use crate::app::document::Line;

/// The lines of the one message of the open conversation, `B` for a body line, `+n` for folded ones.
fn shape(seat: &Seat) -> String {
    let reading = seat.state.reading.as_ref().unwrap();
    let lines = reading.document.lines.iter();
    lines
        .filter_map(|line| match line.line {
            Line::Body(_) => Some("B".to_owned()),
            Line::More(count) => Some(format!("+{count}")),
            _ => None,
        })
        .collect()
}

fn reading(text: &str) -> Seat {
    let mut seat = Seat::of(2);
    let messages = vec![message("m0", text)];
    seat.store.messages.insert(thread(1), messages);
    seat.press("j Enter");
    seat
}

#[test]
fn a_long_quote_is_folded_to_its_first_line_until_enter_unfolds_it() {
    let mut seat = reading(&format!("Yes.\n{}Thanks", "> so it was\n".repeat(9)));
    assert_eq!(shape(&seat), "BB+8B");
    seat.press("Enter");
    assert_eq!(shape(&seat), "B".repeat(11));
    seat.press("Enter");
    assert_eq!(shape(&seat), "BB+8B");
}

#[test]
fn a_short_quote_stays_whole() {
    assert_eq!(shape(&reading("> a\n> b\n> c\n> d\nYes")), "BBBBB");
}

#[test]
fn a_body_longer_than_any_screen_shows_its_beginning_and_how_much_follows() {
    let mut seat = reading(&"line\n".repeat(100));
    assert_eq!(shape(&seat), "B".repeat(40) + "+60");
    seat.press("Enter");
    assert_eq!(shape(&seat), "B".repeat(100));
}

#[test]
fn a_message_without_folds_says_what_can_be_done_with_it() {
    let mut seat = reading("Hello");
    seat.press("Enter");
    assert!(seat.notice().starts_with("r replies"), "{}", seat.notice());
}
