//! Reminders: a thread put away comes back when it is due or when the customer writes, whatever happens meanwhile.

use andibox::model::{BuiltinView, Reminder, ThreadStatus};
use andibox::store::{OpenOptions, Store, StoreEvent};
use serde_json::json;

use crate::factory::{Desk, ids, message, minute, status_change, talk, thread, with};

/// Two threads that wait since minutes 1 and 2.
fn two_waiting() -> Desk {
    let desk = Desk::with_threads(&["a", "b"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    desk.messages("b", vec![message("2", "inbound", 2)]);
    desk
}

fn put_away(desk: &Desk, id: &str, due: i64) {
    desk.store
        .set_reminders(&[(id.into(), Some(minute(due)))], minute(10))
        .unwrap();
}

fn needs_reply(desk: &Desk) -> (Vec<String>, u32) {
    let counts = desk.store.counts(None).unwrap();
    (
        desk.view(BuiltinView::NeedsReply),
        counts.of(BuiltinView::NeedsReply),
    )
}

fn here(ids: &[&str]) -> (Vec<String>, u32) {
    (
        ids.iter().map(|id| (*id).to_owned()).collect(),
        ids.len() as u32,
    )
}

#[test]
fn a_thread_put_away_leaves_needs_reply_and_its_count_until_it_is_due() {
    let desk = two_waiting();
    assert_eq!(needs_reply(&desk), here(&["a", "b"]));
    put_away(&desk, "a", 100);
    assert_eq!(needs_reply(&desk), here(&["b"]));
    assert_eq!(desk.view(BuiltinView::Open).len(), 2);
    assert_eq!(desk.find("is:snoozed"), ["a"]);
    assert_eq!(desk.find("is:reminder"), [""; 0]);
    let ahead = Reminder {
        due: minute(100),
        is_due: false,
    };
    assert_eq!(desk.row("a").reminder, Some(ahead));
    assert_eq!(
        desk.store.next_waiting(None, None).unwrap().unwrap().id,
        "b".into()
    );

    let early = desk.store.ring_reminders(minute(99)).unwrap();
    assert_eq!((early.threads, early.next), (vec![], Some(minute(100))));
    let rung = desk.store.ring_reminders(minute(100)).unwrap();
    assert_eq!((ids(&rung.threads), rung.next), (vec!["a".into()], None));
    assert_eq!(needs_reply(&desk), here(&["a", "b"]));
    assert!(desk.row("a").reminder.unwrap().is_due);
    assert_eq!(desk.find("is:reminder"), ["a"]);
    assert_eq!(desk.find("is:snoozed"), [""; 0]);
}

#[test]
fn a_reminder_is_given_out_once_though_two_programs_ask() {
    let desk = two_waiting();
    put_away(&desk, "a", 20);
    let path = desk.dir.path().join("copy.db");
    let other = Store::open(&path, OpenOptions::quiet(minute(0)))
        .unwrap()
        .store;
    other.changed_elsewhere().unwrap();
    // Both see it, and one of them rings it.
    assert_eq!(other.next_reminder().unwrap(), Some(minute(20)));
    let first = desk.store.ring_reminders(minute(30)).unwrap();
    let second = other.ring_reminders(minute(30)).unwrap();
    assert_eq!((first.threads.len(), second.threads.len()), (1, 0));
    assert!(other.changed_elsewhere().unwrap());
    let row = other.thread_row(&"a".into()).unwrap().unwrap();
    assert!(row.reminder.unwrap().is_due);
}

#[test]
fn a_reminder_survives_the_program_and_rings_late_when_nobody_was_there() {
    let desk = two_waiting();
    put_away(&desk, "a", 20);
    let path = desk.dir.path().join("copy.db");
    let Desk { store, dir, .. } = desk;
    drop(store);
    let again = Store::open(&path, OpenOptions::quiet(minute(0)))
        .unwrap()
        .store;
    let rung = again.ring_reminders(minute(9_000)).unwrap();
    assert_eq!(ids(&rung.threads), ["a"]);
    drop(dir);
}

#[test]
fn a_new_inbound_message_cancels_a_reminder_and_nothing_else_does() {
    let desk = two_waiting();
    put_away(&desk, "a", 100);
    let mut list = vec![message("1", "inbound", 1)];
    for (id, direction) in [("3", "internal"), ("4", "outbound")] {
        list.push(message(id, direction, 11));
        desk.messages("a", list.clone());
        assert_eq!(desk.find("is:snoozed"), ["a"], "{direction}");
    }
    desk.heard();
    list.push(message("5", "inbound", 12));
    desk.messages("a", list);
    assert_eq!(desk.row("a").reminder, None);
    assert_eq!(needs_reply(&desk), here(&["b", "a"]));
    assert!(desk.heard().contains(&StoreEvent::Reminders));
    assert_eq!(desk.store.next_reminder().unwrap(), None);
}

#[test]
fn messages_that_were_there_before_but_come_late_cancel_nothing() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    // Listed, and its messages are not here yet.
    desk.threads(vec![thread("a", 5)]);
    put_away(&desk, "a", 100);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "inbound", 5)],
    );
    assert_eq!(desk.find("is:snoozed"), ["a"]);
    desk.messages(
        "a",
        vec![
            message("1", "inbound", 1),
            message("2", "inbound", 5),
            message("3", "inbound", 6),
        ],
    );
    assert_eq!(desk.find("is:snoozed"), [""; 0]);
}

#[test]
fn a_thread_that_is_back_keeps_its_mark_until_it_is_seen_answered_or_closed() {
    for handled in ["seen", "answered", "closed"] {
        let desk = two_waiting();
        put_away(&desk, "a", 20);
        desk.store.reminder_seen(&"a".into()).unwrap();
        assert_eq!(desk.find("is:snoozed"), ["a"], "what lies ahead stays");
        desk.store.ring_reminders(minute(20)).unwrap();
        assert_eq!(desk.find("is:reminder"), ["a"]);
        match handled {
            "seen" => desk.store.reminder_seen(&"a".into()).unwrap(),
            "answered" => {
                let answer = message("9", "outbound", 21);
                desk.messages("a", vec![message("1", "inbound", 1), answer]);
            }
            _ => {
                let close = status_change(1, "a", ThreadStatus::Closed);
                desk.store.enqueue(&close).unwrap();
            }
        }
        assert_eq!(desk.find("is:reminder"), [""; 0], "{handled}");
        let still = if handled == "seen" { 2 } else { 1 };
        assert_eq!(needs_reply(&desk).1, still, "{handled}");
    }
}

#[test]
fn a_thread_nobody_waits_in_comes_back_too() {
    let desk = Desk::with_threads(&["a"]);
    desk.threads(vec![with(thread("a", 2), json!({"status": "closed"}))]);
    desk.messages("a", vec![message("1", "outbound", 1)]);
    assert_eq!(needs_reply(&desk), here(&[]));
    put_away(&desk, "a", 20);
    desk.store.ring_reminders(minute(20)).unwrap();
    assert_eq!(needs_reply(&desk), here(&["a"]));
    desk.store.reminder_seen(&"a".into()).unwrap();
    assert_eq!(needs_reply(&desk), here(&[]));
}

#[test]
fn a_reminder_is_changed_and_removed() {
    let desk = two_waiting();
    let set = |due: Option<i64>| {
        desk.store
            .set_reminders(&[("a".into(), due.map(minute))], minute(10))
            .unwrap();
        desk.store.next_reminder().unwrap()
    };
    assert_eq!(set(Some(20)), Some(minute(20)));
    assert_eq!(set(Some(30)), Some(minute(30)));
    assert_eq!(set(None), None);
    assert_eq!(set(None), None);
    assert_eq!(needs_reply(&desk), here(&["a", "b"]));
    assert!(
        desk.store
            .messages(&talk("a"), &andibox::model::MessageAnchor::Last, 1)
            .is_ok()
    );
}

#[test]
fn many_are_put_away_at_once_or_none_is() {
    let desk = two_waiting();
    let due = Some(minute(20));
    let with_nowhere = [("a".into(), due), ("nowhere".into(), due)];
    assert!(desk.store.set_reminders(&with_nowhere, minute(10)).is_err());
    assert_eq!(needs_reply(&desk), here(&["a", "b"]));
    let both = [("a".into(), due), ("b".into(), Some(minute(30)))];
    desk.store.set_reminders(&both, minute(10)).unwrap();
    assert_eq!(needs_reply(&desk), here(&[]));
    let rung = desk.store.ring_reminders(minute(20)).unwrap();
    assert_eq!(
        (ids(&rung.threads), rung.next),
        (vec!["a".into()], Some(minute(30)))
    );
}

#[test]
fn setting_a_reminder_tells_the_listener_of_the_thread_and_the_reminders() {
    let desk = two_waiting();
    desk.heard();
    put_away(&desk, "a", 20);
    let heard = desk.heard();
    assert!(heard.contains(&StoreEvent::Reminders), "{heard:?}");
    assert!(
        heard
            .iter()
            .any(|event| matches!(event, StoreEvent::Threads(_))),
        "{heard:?}"
    );
}
