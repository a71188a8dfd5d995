//! Finding words in the open conversation.

use super::seat::Seat;
use super::things::{message, messages, thread};

/// A conversation in which every third of so many messages speaks of a lamp, open.
fn reading(count: usize) -> Seat {
    let mut seat = Seat::of(2);
    let messages = (0..count)
        .map(|number| {
            let words = if number % 3 == 0 { "a lamp" } else { "nothing" };
            message(&format!("m{number}"), words)
        })
        .collect();
    seat.store.messages.insert(thread(1), messages);
    seat.press("j Enter");
    seat
}

#[test]
fn the_nearest_hit_above_is_gone_to_while_the_words_are_typed() {
    let mut seat = reading(12);
    seat.press("/");
    seat.type_text("lamp");
    assert_eq!(seat.message(), "m9");
    assert_eq!(seat.state.find_count(), Some((4, 4)));
    seat.press("Enter N");
    assert_eq!(seat.message(), "m6");
    seat.press("n n");
    assert_eq!(seat.message(), "m0");
    assert_eq!(seat.notice(), "Behind the last one: on from the first.");
}

#[test]
fn hits_that_are_not_here_yet_are_fetched() {
    let mut seat = reading(300);
    seat.press("/");
    seat.type_text("lamp");
    seat.press("Enter n");
    assert_eq!(seat.message(), "m0");
    assert_eq!(seat.state.find_count(), Some((1, 100)));
}

#[test]
fn leaving_the_line_brings_back_what_was_on_the_screen() {
    let mut seat = reading(60);
    seat.press("k k");
    let (message, top) = (
        seat.message().to_owned(),
        seat.state.reading.as_ref().unwrap().top,
    );
    seat.press("/");
    seat.type_text("a lamp");
    seat.press("Esc");
    assert_eq!(seat.message(), message);
    assert_eq!(seat.state.reading.as_ref().unwrap().top, top);
    assert_eq!(seat.state.find_count(), None);
}

#[test]
fn esc_stops_finding_before_it_leaves_the_conversation() {
    let mut seat = reading(6);
    seat.press("/");
    seat.type_text("lamp");
    seat.press("Enter Esc");
    assert_eq!(seat.state.find_count(), None);
    assert_eq!(seat.state.pane, crate::app::Pane::Conversation);
    seat.press("Esc");
    assert_eq!(seat.state.pane, crate::app::Pane::Threads);
}

#[test]
fn what_is_not_found_is_said_and_moves_nothing() {
    let mut seat = reading(6);
    seat.press("/");
    seat.type_text("sofa");
    assert_eq!(seat.message(), "m5");
    seat.press("Enter");
    assert!(seat.notice().starts_with("No message"), "{}", seat.notice());
}

#[test]
fn a_late_answer_to_other_words_is_dropped() {
    let mut seat = reading(6);
    seat.press("/");
    seat.type_fast("lampx");
    seat.settle();
    assert_eq!(seat.state.find_count(), Some((0, 0)));
}

#[test]
fn what_was_found_in_a_folded_part_is_unfolded() {
    let mut seat = Seat::of(2);
    let text = "line\n".repeat(99) + "lamp";
    seat.store
        .messages
        .insert(thread(1), vec![message("m0", &text)]);
    seat.press("j Enter /");
    seat.type_text("lamp");
    let lines = &seat.state.reading.as_ref().unwrap().document.lines;
    assert!(lines.len() > 100);
}

#[test]
fn a_find_left_after_its_message_has_gone_selects_none_that_is_not_here() {
    let mut seat = Seat::of(1);
    seat.press("Enter /");
    let conversation = seat.reading().unwrap();
    let kept: Vec<_> = messages(3).into_iter().take(1).collect();
    seat.store.messages.insert(conversation, kept);
    seat.changed();
    seat.press("Esc");
    let reading = seat.state.reading.as_ref().unwrap();
    assert!(reading.index().is_some(), "{:?}", reading.selected);
}
