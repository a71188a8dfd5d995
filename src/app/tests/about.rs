//! The sidebar: what is known of the customer, and the way to their other threads.

use serde_json::json;

use crate::app::Pane;
use crate::app::about::{Fact, OTHERS};
use crate::app::effect::Effect;
use crate::app::msg::Msg;

use super::seat::Seat;
use super::things::{message, row, rows, thread};

/// A person at the sidebar of a conversation with somebody who has an email address.
fn beside() -> Seat {
    let mut seat = Seat::sized(200, 60, 2);
    let mut said = message("m", "hello");
    said.message.author.email = Some("jane@example.com".into());
    seat.store.messages.insert(thread(1), vec![said]);
    seat.press("j Enter 4");
    seat
}

fn question(seat: &mut Seat) -> Option<u64> {
    seat.taken().into_iter().find_map(|effect| match effect {
        Effect::LoadOthers {
            generation,
            author,
            but,
            ..
        } => {
            assert_eq!(author.email.as_ref().unwrap().expose(), "jane@example.com");
            assert_eq!(but.unwrap().as_str(), "t1");
            Some(generation)
        }
        _ => None,
    })
}

fn pairs(seat: &Seat) -> Vec<String> {
    let facts = seat.state.about().into_iter();
    facts
        .filter_map(|fact| match fact {
            Fact::Pair(level, name, value) => Some(format!("{}{name}={value}", "  ".repeat(level))),
            _ => None,
        })
        .collect()
}

#[test]
fn the_customers_other_threads_are_asked_for_once_and_enter_opens_one() {
    let mut seat = beside();
    let generation = question(&mut seat).unwrap();
    seat.changed();
    assert_eq!(question(&mut seat), None, "the same question again");
    seat.tell(Msg::Others {
        generation: generation - 1,
        rows: rows([0]),
    });
    assert!(
        !seat.state.reading.as_ref().unwrap().others.answered,
        "a stale answer"
    );
    seat.tell(Msg::Others {
        generation,
        rows: rows([0]),
    });
    seat.press("G Enter");
    assert_eq!(seat.reading(), Some(thread(0)));
    assert_eq!(seat.pane(), Pane::Conversation);
}

#[test]
fn nothing_is_asked_while_nobody_looks() {
    let mut seat = Seat::sized(200, 60, 2);
    seat.press("j Enter");
    assert!(
        !seat
            .taken()
            .iter()
            .any(|effect| matches!(effect, Effect::LoadOthers { .. }))
    );
}

#[test]
fn the_cursor_goes_through_what_is_known_and_y_copies_it() {
    let mut seat = beside();
    seat.press("j y");
    assert!(
        seat.taken()
            .contains(&Effect::Copy("jane@example.com".into()))
    );
    seat.press("j k k k y");
    assert!(
        seat.taken()
            .contains(&Effect::Copy("jane@example.com".into()))
    );
}

#[test]
fn no_more_than_some_threads_are_shown_and_that_there_are_more_is_said() {
    let mut seat = beside();
    let generation = question(&mut seat).unwrap();
    let many = (10..=10 + OTHERS as usize).map(row).collect();
    seat.tell(Msg::Others {
        generation,
        rows: many,
    });
    let facts = seat.state.about();
    let threads = facts.iter().filter(|fact| matches!(fact, Fact::Thread(..)));
    assert_eq!(threads.count(), OTHERS as usize);
    let last = format!("{:?}", facts.last());
    assert!(last.contains("and more"), "{last}");
}

#[test]
fn metadata_is_nested_and_has_an_end() {
    let mut seat = beside();
    let metadata = json!({
        "order": {"id": 7, "lines": [{"sku": "a"}, {"sku": "b"}]},
        "tags": ["vip", "returns"],
        "long": "x".repeat(5000),
        "deep": {"a": {"b": {"c": {"d": {"e": 1}}}}},
    });
    let open = seat.state.reading.as_mut().unwrap();
    open.thread.as_mut().unwrap().metadata = metadata.as_object().cloned();
    let shown = pairs(&seat);
    for line in [
        "order=▾",
        "  id=7",
        "  lines=2 entries",
        "    1=▾",
        "      sku=a",
        "tags=vip, returns",
    ] {
        assert!(shown.contains(&line.to_owned()), "{line}: {shown:#?}");
    }
    assert!(
        shown.iter().all(|line| line.chars().count() < 220),
        "{shown:#?}"
    );
    let many: serde_json::Map<_, _> = (0..5000).map(|n| (format!("k{n}"), json!(n))).collect();
    seat.state
        .reading
        .as_mut()
        .unwrap()
        .thread
        .as_mut()
        .unwrap()
        .metadata = Some(many);
    assert!(pairs(&seat).len() < 130);
}
