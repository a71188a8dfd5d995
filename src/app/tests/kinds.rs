//! Showing only some kinds of message: what is hidden is told, is never acted on, and is not read.

use crate::app::document::Line;
use crate::app::effect::Effect;
use crate::model::{Direction, MessageKind, MessageStatus, OutgoingState, StoredMessage};

use super::seat::Seat;
use super::things::{event, message, outgoing, thread};

fn note(id: &str) -> StoredMessage {
    let mut stored = message(id, "a note");
    stored.message.direction = Direction::Internal;
    stored.message.kind = MessageKind::Comment;
    stored
}

fn reply(id: &str) -> StoredMessage {
    let mut stored = message(id, "our reply");
    stored.message.direction = Direction::Outbound;
    stored.message.status = MessageStatus::Sent;
    stored
}

/// A conversation that is open in front of the person.
fn open(messages: Vec<StoredMessage>) -> Seat {
    let mut seat = Seat::of(2);
    seat.store.messages.insert(thread(1), messages);
    seat.press("j Enter");
    seat
}

/// What stands there: a letter a message, `[…]` for what is hidden.
fn shape(seat: &Seat) -> String {
    let reading = seat.state.reading.as_ref().unwrap();
    let lines = reading.document.lines.iter();
    lines
        .filter_map(|line| match &line.line {
            Line::Head => Some("m".to_owned()),
            Line::Event { .. } => Some("e".to_owned()),
            Line::Hidden(words) => Some(format!("[{words}]")),
            _ => None,
        })
        .collect()
}

#[test]
fn a_hidden_kind_leaves_a_line_where_it_was() {
    let mut seat = open(vec![
        message("a", "x"),
        note("b"),
        note("c"),
        reply("d"),
        note("e"),
    ]);
    seat.press("f");
    assert_eq!(
        seat.question(),
        ("What is shown? Esc leaves".to_owned(), "conpe".to_owned())
    );
    seat.press("n Esc");
    assert_eq!(shape(&seat), "m[2 notes]m[1 note]");
    seat.press("f o Esc");
    assert_eq!(shape(&seat), "m[1 of ours, 3 notes]");
    seat.press("f a Esc");
    assert_eq!(shape(&seat), "mmmmm");
}

#[test]
fn what_is_hidden_is_never_selected() {
    let mut seat = open(vec![
        message("a", "x"),
        note("b"),
        message("c", "y"),
        note("d"),
    ]);
    assert_eq!(seat.message(), "d");
    seat.press("f n Esc");
    assert_eq!(seat.message(), "c");
    seat.press("k");
    assert_eq!(seat.message(), "a");
    seat.press("j j j");
    assert_eq!(seat.message(), "c");
    seat.press("G");
    assert_eq!(seat.message(), "c");
    seat.press("f c o p e Esc");
    assert_eq!(
        seat.message(),
        "",
        "nothing is shown, so no key acts on anything"
    );
    seat.press("o");
    assert_eq!(seat.notice(), "No message is selected.");
}

#[test]
fn a_conversation_of_which_something_is_hidden_is_not_read() {
    let mut seat = open(vec![message("a", "x")]);
    let read = |seat: &mut Seat| {
        let effects = seat.taken();
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::MarkRead(..)))
    };
    assert!(read(&mut seat));
    seat.press("f c Esc");
    seat.store
        .messages
        .insert(thread(1), vec![message("a", "x"), message("b", "y")]);
    seat.changed();
    assert!(!read(&mut seat), "nobody saw it");
    seat.press("f a");
    assert!(read(&mut seat));
}

#[test]
fn what_failed_or_is_on_its_way_out_is_always_shown() {
    let mut failed = reply("b");
    failed.message.status = MessageStatus::Failed;
    let mut seat = Seat::of(2);
    seat.store
        .messages
        .insert(thread(1), vec![message("a", "x"), failed, reply("c")]);
    let queued = OutgoingState::Queued { after: None };
    seat.store.outgoing = vec![outgoing(1, &thread(1), queued)];
    seat.press("j Enter f o Esc");
    assert_eq!(shape(&seat), "mm[1 of ours]m");
}

#[test]
fn events_and_calls_are_kinds_too() {
    let mut call = message("b", "asked for a call back");
    call.message.kind = MessageKind::Call;
    let mut seat = open(vec![event("a"), call, message("c", "x")]);
    seat.press("f e p Esc");
    assert_eq!(shape(&seat), "[1 call, 1 event]m");
}

#[test]
fn another_conversation_shows_everything() {
    let mut seat = open(vec![message("a", "x"), note("b")]);
    seat.press("f n Esc J K");
    let hidden = seat
        .state
        .reading
        .as_ref()
        .map(|reading| reading.hidden.len());
    assert_eq!(hidden, Some(0));
}

#[test]
fn a_place_that_is_gone_to_is_shown_though_it_was_hidden() {
    let mut answer = message("b", "answers it");
    answer.message.parent_message_id = Some("a".into());
    let mut seat = open(vec![note("a"), answer]);
    seat.press("f n Esc g p");
    assert_eq!(seat.message(), "a");
    assert_eq!(shape(&seat), "mm");
}
