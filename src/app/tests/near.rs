//! Reading ahead: what the next step shows is ready before it is taken, and never older than what the store told.

use super::passing::{keys, seen};
use super::seat::Seat;
use super::things::{message, new, row, thread};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::{Change, Msg};
use crate::model::Conversation;
use proptest::prelude::*;

/// A person in front of a store that has the time to read ahead.
fn ahead(threads: usize) -> Seat {
    let mut seat = Seat::before_start(120, 40, threads);
    seat.store.ahead = true;
    seat.tell(Msg::Start);
    seat.effects.clear();
    seat
}

fn asked(seat: &mut Seat) -> (usize, Vec<Conversation>) {
    let effects = seat.taken();
    let open = |effect: &&Effect| matches!(effect, Effect::LoadConversation { .. });
    let near = effects.iter().filter_map(|effect| match effect {
        Effect::LoadNear { conversations, .. } => Some(conversations.clone()),
        _ => None,
    });
    (
        effects.iter().filter(open).count(),
        near.flatten().collect(),
    )
}

fn words(seat: &Seat) -> Vec<&str> {
    let open = seat.state.reading.as_ref().unwrap();
    assert!(open.loaded && !open.document.lines.is_empty());
    open.messages
        .iter()
        .map(|item| item.body.text.as_str())
        .collect()
}

#[test]
fn a_step_to_a_neighbour_shows_it_without_a_question_and_has_the_next_one_read() {
    let mut seat = ahead(9);
    seat.press("j");
    assert_eq!(asked(&mut seat), (0, vec![thread(2), thread(0)]));
    seat.press_fast("j");
    seat.frame();
    assert_eq!(seat.reading(), Some(thread(2)));
    assert_eq!(words(&seat), ["words 0", "words 1", "words 2"]);
    assert_eq!(seat.message(), "m2");
    let watch = Effect::Watch {
        conversation: Some(thread(2)),
        channel: None,
    };
    assert!(seat.effects.contains(&watch));
    assert_eq!(asked(&mut seat), (0, vec![thread(3), thread(1)]));
}

#[test]
fn what_the_store_tells_makes_worthless_what_was_read_before() {
    let mut seat = ahead(9);
    for change in [
        Change::Messages(thread(1)),
        Change::Threads,
        Change::Outbox,
        Change::Channels,
    ] {
        seat.press("g g");
        let text = format!("{change:?}");
        seat.store
            .messages
            .insert(thread(1), vec![message("late", &text)]);
        seat.tell(Msg::Changed(vec![change]));
        seat.press_fast("j");
        seat.frame();
        assert_eq!(words(&seat), [text]);
        seat.settle();
    }
}

#[test]
fn what_was_read_before_a_change_and_arrives_after_it_is_dropped() {
    let mut seat = ahead(9);
    seat.hear(Msg::Changed(vec![Change::Threads]));
    let old = seat
        .open
        .iter()
        .position(|effect| matches!(effect, Effect::LoadNear { .. }));
    let old = seat.open.remove(old.unwrap()).unwrap();
    let old = seat.store.answer(&old).unwrap();
    seat.store
        .messages
        .insert(thread(1), vec![message("late", "newer")]);
    seat.hear(Msg::Changed(vec![Change::Messages(thread(1))]));
    seat.hear(old);
    seat.settle();
    seat.press("j");
    assert_eq!(words(&seat), ["newer"]);
}

#[test]
fn who_changes_something_sees_it_in_what_is_ready_too() {
    let mut seat = ahead(9);
    seat.press("g o e");
    seat.store
        .messages
        .insert(thread(2), vec![message("x", "as it is by now")]);
    seat.press("j");
    assert_eq!(seat.reading(), Some(thread(2)));
    assert_eq!(
        words(&seat),
        ["as it is by now"],
        "nothing was ready any more"
    );
}

#[test]
fn what_is_new_there_is_still_new_when_it_is_gone_to_and_is_read_when_it_is_opened() {
    let mut seat = Seat::before_start(120, 40, 3);
    seat.store.ahead = true;
    seat.store.messages.insert(
        thread(1),
        vec![message("a", "old"), new(message("b", "new"))],
    );
    seat.tell(Msg::Start);
    seat.press("j");
    let open = seat.state.reading.as_ref().unwrap();
    let marks: Vec<bool> = open.messages.iter().map(|item| item.new).collect();
    assert_eq!(marks, [false, true]);
    let read = Effect::MarkRead(thread(1), "b".into());
    assert!(!seat.effects.contains(&read));
    seat.press("Enter");
    assert!(seat.effects.contains(&read));
}

#[test]
fn another_size_makes_it_anew() {
    let mut seat = ahead(5);
    seat.hear(Msg::Resize(160, 40));
    seat.press_fast("j");
    seat.settle();
    let width = seat.state.reading.as_ref().unwrap().document.width;
    assert_eq!(width, crate::app::geometry::layout(&seat.state).messages.w);
    assert_eq!(words(&seat).len(), 3);
}

#[test]
fn nothing_is_read_ahead_while_the_keys_run_or_a_reply_is_written() {
    let mut seat = ahead(9);
    seat.pace = 0;
    seat.press("j");
    seat.taken();
    seat.press("j j j");
    assert_eq!(asked(&mut seat), (0, vec![]));
    seat.wait(1_000);
    seat.fire(Timer::Rest);
    assert_eq!(asked(&mut seat), (1, vec![thread(5), thread(3)]));
    seat.press("r");
    seat.taken();
    seat.tell(Msg::Changed(vec![Change::Threads]));
    assert_eq!(asked(&mut seat).1, []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    /// Read ahead or read when wanted, at any speed, with news between: the same keys do the same.
    #[test]
    fn reading_ahead_changes_nothing_but_the_time(
        keys in keys(),
        pace in prop::sample::select(vec![0i64, 200]),
        news in prop::collection::vec(any::<bool>(), 40),
    ) {
        let mut one = Seat::of(12);
        let mut other = ahead(12);
        (one.pace, other.pace) = (pace, pace);
        for (round, (keys, news)) in keys.into_iter().zip(news).enumerate() {
            for seat in [&mut one, &mut other] {
                if news {
                    seat.store.rows[1].person = row(round).person;
                    let words = format!("news {round}");
                    for number in 0..4 {
                        seat.store.messages.insert(thread(number), vec![message("n", &words)]);
                    }
                    seat.changed();
                }
                seat.press(keys);
            }
            prop_assert_eq!(seen(&one), seen(&other));
        }
    }
}
