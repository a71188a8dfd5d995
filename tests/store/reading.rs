//! What was read.

use andibox::model::MessageAnchor;
use andibox::store::ReadState;

use crate::factory::{Desk, answered, client_id, message, message_item, reply, talk};

fn new_ones(desk: &Desk) -> Vec<String> {
    let window = desk
        .store
        .messages(&talk("a"), &MessageAnchor::Last, 100)
        .unwrap();
    let new = window.messages.iter().filter(|it| it.new);
    new.map(|it| it.message.id.as_str().to_owned()).collect()
}

#[test]
fn a_customer_who_waits_is_unread_until_it_was_read_and_again_when_they_write_more() {
    let desk = Desk::with_threads(&["a"]);
    let mut list = vec![message("1", "inbound", 1), message("2", "inbound", 2)];
    desk.messages("a", list.clone());
    assert!(desk.row("a").unread);
    assert!(desk.store.mark_read(&talk("a"), &"1".into()).unwrap());
    assert!(desk.row("a").unread);
    assert!(desk.store.mark_read(&talk("a"), &"2".into()).unwrap());
    assert!(!desk.row("a").unread);
    assert!(!desk.store.mark_read(&talk("a"), &"1".into()).unwrap());
    list.push(message("3", "inbound", 3));
    desk.messages("a", list);
    assert!(desk.row("a").unread);
    assert_eq!(desk.find("is:unread"), ["a"]);
    assert_eq!(new_ones(&desk), ["3"]);
}

#[test]
fn what_somebody_answered_is_read() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "outbound", 2)],
    );
    assert!(!desk.row("a").unread);
    assert_eq!(new_ones(&desk), [""; 0]);
}

#[test]
fn a_thread_marked_unread_stays_so_until_it_is_read() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "outbound", 2)],
    );
    assert!(desk.store.mark_unread(&talk("a")).unwrap());
    assert!(!desk.store.mark_unread(&talk("a")).unwrap());
    assert!(desk.row("a").unread);
    assert!(desk.store.mark_read(&talk("a"), &"2".into()).unwrap());
    assert!(!desk.row("a").unread);
}

#[test]
fn our_own_message_is_not_news_to_us() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    desk.store.mark_read(&talk("a"), &"1".into()).unwrap();
    desk.store.enqueue(&reply(1, "a")).unwrap();
    desk.store
        .confirm_message(client_id(1), &message_item(&answered(1, "2", 2)))
        .unwrap();
    assert_eq!(new_ones(&desk), [""; 0]);
}

#[test]
fn a_message_that_is_not_here_marks_nothing() {
    let desk = Desk::with_threads(&["a"]);
    assert!(!desk.store.mark_read(&talk("a"), &"1".into()).unwrap());
    assert!(!desk.store.mark_read(&talk("nowhere"), &"1".into()).unwrap());
}

#[test]
fn many_are_marked_read_unread_and_as_their_messages_say() {
    let desk = Desk::with_threads(&["a", "b", "c"]);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "inbound", 2)],
    );
    desk.messages(
        "b",
        vec![message("3", "inbound", 1), message("4", "outbound", 2)],
    );
    let unread = || desk.find("is:unread");
    // What is not here, and what has no message yet, is passed over.
    let all = [talk("a"), talk("b"), talk("c"), talk("nowhere")];
    desk.store.mark_many(&all, ReadState::Read).unwrap();
    assert_eq!(unread(), [""; 0]);
    desk.store.mark_many(&all[..2], ReadState::Unread).unwrap();
    assert_eq!(unread().len(), 2);
    desk.store.mark_many(&all, ReadState::Unmarked).unwrap();
    assert_eq!(unread(), [""; 0], "they were read before");
    desk.store.mark_many(&all[..1], ReadState::Unread).unwrap();
    desk.store.mark_many(&all[..1], ReadState::Read).unwrap();
    assert_eq!(unread(), [""; 0]);
}

#[test]
fn what_came_in_after_a_mark_by_hand_stays_unread_without_the_mark() {
    let desk = Desk::with_threads(&["a"]);
    let mut list = vec![message("1", "inbound", 1)];
    desk.messages("a", list.clone());
    desk.store.mark_many(&[talk("a")], ReadState::Read).unwrap();
    desk.store
        .mark_many(&[talk("a")], ReadState::Unread)
        .unwrap();
    list.push(message("2", "inbound", 2));
    desk.messages("a", list);
    desk.store
        .mark_many(&[talk("a")], ReadState::Unmarked)
        .unwrap();
    assert!(desk.row("a").unread);
    assert_eq!(new_ones(&desk), ["2"]);
}
