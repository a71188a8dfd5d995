//! Threads to jump to.

use serde_json::json;

use crate::factory::{Desk, ids, message, thread, with};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.channels(&["c"]);
    desk.threads(vec![
        with(thread("refund", 30), json!({"title": "Refund for Jürgen"})),
        with(thread("late", 20), json!({"title": "Where is it?"})),
        with(thread("li", 10), json!({"title": "Parcel"})),
    ]);
    let from = |id, name: &str, text: &str| {
        with(
            message(id, "inbound", 1),
            json!({"text": text, "author": {"role": "user", "name": name, "email": "jane@x.org"}}),
        )
    };
    desk.messages("refund", vec![from("1", "Jane O'Brien", "parcel")]);
    desk.messages("late", vec![from("2", "王小明", "refund please")]);
    desk.messages("li", vec![from("3", "Li Wei", "hello")]);
    desk
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let mut found = ids(&desk.store.threads_to_jump_to(text).unwrap());
    found.sort();
    found
}

#[test]
fn threads_are_found_by_title_and_people_and_not_by_what_was_written() {
    let desk = desk();
    for (text, expected) in [
        ("refund", &["refund"][..]),
        ("jurg", &["refund"]),
        ("o'br", &["refund"]),
        ("jane ref", &["refund"]),
        ("parcel", &["li"]),
        ("小", &[]),
        ("王小", &["late"]),
        ("li", &["li"]),
        ("li wei", &["li"]),
        ("hello", &[]),
        ("jane@x.org", &["late", "li", "refund"]),
    ] {
        assert_eq!(found(&desk, text), expected, "{text}");
    }
}

#[test]
fn where_nothing_is_typed_what_was_written_in_last_comes_first() {
    let desk = desk();
    let rows = desk.store.threads_to_jump_to("  ").unwrap();
    let at: Vec<_> = rows.iter().map(|row| row.last_message_at).collect();
    assert_eq!(rows.len(), 3);
    assert!(at.windows(2).all(|pair| pair[0] >= pair[1]), "{at:?}");
}

#[test]
fn nothing_that_is_typed_is_read_as_the_index_s_own_language() {
    let desk = desk();
    for text in [
        "\"",
        "a\"b",
        "NEAR(",
        "title:x",
        "*",
        "?!",
        "( )",
        "AND OR NOT",
        "-x",
        "^jane",
    ] {
        assert!(desk.store.threads_to_jump_to(text).is_ok(), "{text}");
    }
}

#[test]
fn a_thread_that_is_gone_is_no_place_to_jump_to() {
    let desk = desk();
    desk.threads(vec![with(
        thread("late", 20),
        json!({"title": "Where is it?"}),
    )]);
    assert_eq!(found(&desk, "refund"), Vec::<String>::new());
}

#[test]
fn no_more_is_read_than_a_person_can_look_through() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    let many = (0..1000).map(|number| {
        with(
            thread(&format!("t{number}"), number),
            json!({"title": "Question"}),
        )
    });
    desk.threads(many.collect());
    assert_eq!(desk.store.threads_to_jump_to("que").unwrap().len(), 200);
    assert_eq!(desk.store.threads_to_jump_to("").unwrap().len(), 800);
}
