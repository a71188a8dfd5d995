//! New threads, channel messages, and threads made of them.

use super::seat::Seat;
use super::things::{client_id, feed, message, outgoing, row, thread};
use crate::app::Pane;
use crate::app::msg::Msg;
use crate::model::{Action, BuiltinView, MessageId, Mode, OutgoingState};

fn new_thread(seat: &Seat) -> (&str, &str, Option<&str>) {
    match seat.store.asked.last() {
        Some(Action::NewThread {
            channel,
            title,
            source,
            ..
        }) => (
            channel.as_str(),
            title,
            source.as_ref().map(MessageId::as_str),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_thread_asks_for_its_channel_and_its_title() {
    let mut seat = Seat::of(1);
    seat.press("c 2");
    assert_eq!(seat.question().0, "Title of the new thread in chat");
    seat.type_text(" Broken lamp ");
    seat.press("Enter");
    assert_eq!(new_thread(&seat), ("chat", "Broken lamp", None));
    assert!(seat.notice().contains("opens when the server has it"));
}

#[test]
fn the_channel_is_not_asked_for_where_it_is_plain() {
    let mut seat = Seat::of(1);
    seat.press("1 G c");
    assert_eq!(seat.question().0, "Title of the new thread in chat");
    let mut seat = Seat::of(1);
    seat.store.channels.truncate(1);
    seat.changed();
    seat.press("c");
    assert_eq!(seat.question().0, "Title of the new thread in mail");
}

#[test]
fn without_channels_it_says_what_to_do() {
    let mut seat = Seat::of(0);
    seat.store.channels.clear();
    seat.changed();
    seat.press("c");
    assert!(seat.notice().contains("Ctrl-r"));
}

#[test]
fn a_thread_without_a_title_is_not_made() {
    let mut seat = Seat::of(1);
    seat.press("c 1 Space Enter");
    assert_eq!(
        seat.question().1,
        "A thread needs a title: type one, or Esc to make no thread."
    );
    assert!(seat.store.asked.is_empty());
    seat.type_text("x");
    assert_eq!(seat.question().1, "");
}

fn made(seat: &mut Seat) {
    seat.store.rows.insert(0, row(42));
    seat.tell(Msg::ThreadCreated(client_id(1), thread(42)));
}

#[test]
fn the_thread_opens_when_the_server_has_made_it() {
    let mut seat = Seat::of(3);
    seat.press("c 1");
    seat.type_text("Lamp");
    seat.press("Enter");
    made(&mut seat);
    assert_eq!(
        (seat.pane(), seat.reading()),
        (Pane::Conversation, Some(thread(42)))
    );
    assert_eq!(seat.selected(), Some(thread(42)));
    assert_eq!(seat.state.scope.view, BuiltinView::Open);
    assert_eq!(seat.state.place, BuiltinView::Open as usize);
}

#[test]
fn a_thread_that_comes_late_does_not_pull_the_person_away() {
    for keys in ["j", "r", "/", "g c"] {
        let mut seat = Seat::of(3);
        seat.press("c 1");
        seat.type_text("Lamp");
        seat.press("Enter");
        seat.press(keys);
        let (view, reading) = (seat.state.scope.view, seat.reading());
        made(&mut seat);
        assert_eq!(
            (seat.state.scope.view, seat.reading()),
            (view, reading),
            "{keys}"
        );
        assert!(seat.notice().contains("among the open ones"), "{keys}");
    }
}

fn with_feed() -> Seat {
    let mut seat = Seat::of(1);
    seat.store.channels[0].feed = 2;
    let messages = vec![
        message("f0", "first"),
        message("f1", "\n  My lamp is broken  \nPlease help"),
    ];
    seat.store.messages.insert(feed(), messages);
    seat.changed();
    seat.press("1 G k 2 g g Enter");
    assert_eq!(seat.reading(), Some(feed()));
    seat
}

#[test]
fn a_channel_message_becomes_a_thread_whose_title_its_words_propose() {
    let mut seat = with_feed();
    seat.press("t");
    assert_eq!(seat.question().0, "Title of the thread for Jane");
    seat.press("Enter");
    assert_eq!(new_thread(&seat), ("mail", "My lamp is broken", Some("f1")));
}

#[test]
fn only_a_channel_message_of_the_server_becomes_a_thread() {
    let mut seat = Seat::of(1);
    seat.press("Enter t");
    assert!(seat.notice().contains("in a thread already"));
    let mut seat = with_feed();
    let ours = outgoing(1, &feed(), OutgoingState::Queued { after: None });
    seat.store.outgoing.push(ours);
    seat.changed();
    seat.press("G t");
    assert!(seat.notice().contains("does not have this message yet"));
    assert!(seat.store.asked.is_empty());
}

#[test]
fn a_channel_message_goes_to_the_channel() {
    let mut seat = Seat::of(2);
    seat.press("m 1");
    assert_eq!((seat.reading(), seat.text()), (Some(feed()), Some("")));
    let composer = seat.state.composer.as_ref().unwrap();
    assert_eq!(composer.to.as_str(), "mail");
    seat.type_text("Maintenance tonight");
    seat.press("Ctrl-s");
    let [
        Action::Message {
            conversation, mode, ..
        },
    ] = &seat.store.asked[..]
    else {
        panic!();
    };
    assert_eq!((conversation, *mode), (&feed(), Mode::Reply));
    seat.press("Esc j");
    assert_eq!(
        seat.reading(),
        Some(thread(1)),
        "the list goes on as before"
    );
}
