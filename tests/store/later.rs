//! Lists whose elements come unread: what is known is not read, and all else is as with a list that was read.

use andibox::model::{Listing, Message, Thread, read_listing_later};
use serde_json::{Value, json};

use crate::factory::{Desk, message, talk, thread, with};

fn threads(list: Vec<Value>) -> Listing<Thread> {
    read_listing_later(Value::from(list).to_string().into_bytes()).unwrap()
}

fn messages(list: Vec<Value>) -> Listing<Message> {
    read_listing_later(Value::from(list).to_string().into_bytes()).unwrap()
}

fn take(desk: &Desk, list: Vec<Value>) -> (u32, u32, Vec<String>) {
    let applied = desk
        .store
        .apply_threads(&"c".into(), &threads(list))
        .unwrap();
    let paths = applied.broken.iter().map(|it| it.path.expose().to_owned());
    (applied.written, applied.gone, paths.collect())
}

#[test]
fn threads_that_are_known_are_not_written_and_the_others_are() {
    let desk = Desk::with_threads(&["a", "b"]);
    let list = vec![thread("a", 0), thread("b", 7), thread("d", 1)];
    assert_eq!(take(&desk, list.clone()), (2, 0, vec![]));
    desk.heard();
    assert_eq!(take(&desk, list), (0, 0, vec![]));
    assert_eq!(desk.heard(), []);
    assert!(["a", "b", "d"].iter().all(|id| !desk.row(id).gone));
}

#[test]
fn a_thread_that_is_missing_is_gone_and_a_changed_one_is_not() {
    let desk = Desk::with_threads(&["a", "b"]);
    assert_eq!(take(&desk, vec![thread("b", 7)]), (1, 1, vec![]));
    assert!(desk.row("a").gone && !desk.row("b").gone);
}

#[test]
fn an_element_that_cannot_be_read_is_told_and_nothing_counts_as_gone() {
    let desk = Desk::with_threads(&["a", "b"]);
    let list = vec![thread("b", 7), json!({"id": "a", "status": 5})];
    let (written, gone, broken) = take(&desk, list);
    assert_eq!((written, gone), (1, 0));
    assert!(broken[0].starts_with("$[1]"), "{broken:?}");
    assert!(!desk.row("a").gone);
}

#[test]
fn of_a_conversation_only_what_is_new_or_different_is_written() {
    let desk = Desk::with_threads(&["a"]);
    let revision = desk.store.revision(&talk("a")).unwrap();
    let apply = |list| {
        let applied = desk
            .store
            .apply_messages(&talk("a"), &messages(list), revision);
        let applied = applied.unwrap();
        (applied.written, applied.broken.len())
    };
    let list = vec![
        message("1", "inbound", 1),
        message("2", "outbound", 2),
        json!({"id": "3"}),
    ];
    assert_eq!(apply(list.clone()), (2, 1));
    assert_eq!(apply(list), (0, 1));
    let failed = with(message("2", "outbound", 2), json!({"status": "failed"}));
    let list = vec![
        message("1", "inbound", 1),
        failed,
        message("4", "inbound", 3),
    ];
    assert_eq!(apply(list), (2, 0));
    let ids: Vec<_> = desk.store.all_messages(&talk("a")).unwrap();
    let ids: Vec<_> = ids.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "4"]);
    assert_eq!(desk.row("a").failed, 1);
}
