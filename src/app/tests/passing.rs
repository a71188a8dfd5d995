//! Passing by: keys that run down the list, and what is beside it meanwhile.

use proptest::prelude::*;

use super::seat::Seat;
use super::things::{message, minutes_ago, row, thread};
use crate::app::effect::{Effect, Timer};
use crate::app::list::passing::REST;
use crate::app::msg::{Change, Msg};
use crate::app::{Pane, State};
use crate::model::{Action, Conversation, Mode, ThreadStatus};

/// A person who holds a key down.
fn holding(threads: usize) -> Seat {
    let mut seat = Seat::of(threads);
    seat.pace = 33;
    seat.press("j");
    seat.taken();
    seat
}

fn conversations(effects: &[Effect]) -> Vec<Conversation> {
    let asked = |effect: &Effect| match effect {
        Effect::LoadConversation { conversation, .. } => Some(conversation.clone()),
        _ => None,
    };
    effects.iter().filter_map(asked).collect()
}

fn timers(effects: &[Effect]) -> usize {
    let rest = |effect: &&Effect| matches!(effect, Effect::After(Timer::Rest, _));
    effects.iter().filter(rest).count()
}

/// Time passes and the timer that was asked for last comes.
fn rest(seat: &mut Seat) {
    seat.wait(REST.cast_signed());
    seat.fire(Timer::Rest);
}

#[test]
fn a_press_that_stands_alone_moves_the_row_and_brings_its_conversation_in_the_next_frame() {
    let mut seat = Seat::of(5);
    for number in 1..4 {
        seat.taken();
        seat.press_fast("j");
        assert_eq!(seat.selected(), Some(thread(number)));
        assert_eq!(
            seat.reading(),
            Some(thread(number - 1)),
            "the old one stays"
        );
        assert!(seat.state.follows());
        seat.settle();
        let asked = conversations(&seat.taken());
        assert_eq!(asked, [thread(number)]);
        assert_eq!(seat.reading(), Some(thread(number)));
        assert!(!seat.state.is_behind());
    }
}

#[test]
fn a_press_before_that_frame_is_one_of_many() {
    let mut seat = Seat::of(9);
    seat.pace = 1;
    seat.press_fast("j j");
    assert!(seat.state.is_behind() && !seat.state.follows());
    assert_eq!(timers(&seat.taken()), 1);
}

#[test]
fn a_held_key_moves_the_rows_at_once_and_reads_only_where_it_rests() {
    let mut seat = holding(50);
    for number in 2..20 {
        seat.press("j");
        assert_eq!(seat.selected(), Some(thread(number)));
        assert_eq!(seat.reading(), Some(thread(1)), "the old one stays");
    }
    let effects = seat.taken();
    assert_eq!(conversations(&effects), []);
    assert_eq!(timers(&effects), 1, "one timer, however many presses");
    rest(&mut seat);
    let effects = seat.taken();
    assert_eq!(conversations(&effects), [thread(19)]);
    assert_eq!(seat.reading(), Some(thread(19)));
    let watched = |effect: &Effect| matches!(effect, Effect::Watch { conversation, .. } if *conversation == Some(thread(19)));
    assert!(effects.iter().any(watched), "it is synchronised first");
}

#[test]
fn a_timer_that_comes_while_the_keys_run_looks_again_later() {
    let mut seat = holding(50);
    seat.press("j j");
    seat.taken();
    seat.fire(Timer::Rest);
    let effects = seat.taken();
    assert_eq!((conversations(&effects).len(), timers(&effects)), (0, 1));
    assert_eq!(seat.reading(), Some(thread(1)));
    rest(&mut seat);
    assert_eq!(seat.reading(), Some(thread(3)));
    seat.taken();
    seat.fire(Timer::Rest);
    assert_eq!(seat.taken(), [], "nothing is left to do");
}

#[test]
fn a_clock_that_is_set_back_delays_nothing() {
    let mut seat = holding(50);
    seat.press("j");
    seat.wait(-3_600_000);
    seat.fire(Timer::Rest);
    assert_eq!(seat.reading(), Some(thread(2)));
}

#[test]
fn the_next_press_after_a_rest_stands_alone_again() {
    let mut seat = holding(50);
    seat.press("j j");
    seat.wait(REST.cast_signed());
    seat.press("j");
    assert_eq!(
        (seat.selected(), seat.reading()),
        (Some(thread(4)), Some(thread(4)))
    );
}

#[test]
fn who_comes_back_to_the_conversation_they_had_open_only_passes_it_like_any_other() {
    let mut seat = Seat::of(5);
    seat.press("Enter k H Esc");
    assert!(seat.state.reading.as_ref().unwrap().opened);
    seat.pace = 0;
    seat.press("j j k k");
    rest(&mut seat);
    let open = seat.state.reading.as_ref().unwrap();
    assert_eq!(open.conversation, thread(0));
    assert!(!open.opened && !open.events && open.loaded);
    assert_eq!(seat.message(), "m2");
}

#[test]
fn a_reply_after_a_held_key_goes_to_the_selected_person() {
    for (keys, mode) in [("r", Mode::Reply), ("i", Mode::Note)] {
        // Answered or not: neither the keys nor the disk have to be slow.
        for answered in [true, false] {
            let mut seat = holding(9);
            seat.press_fast("j j");
            seat.press_fast(keys);
            if answered {
                seat.settle();
            }
            let composer = seat.state.composer.as_ref().unwrap();
            assert_eq!(composer.key.conversation, thread(3));
            assert_eq!(composer.key.mode, mode);
            assert_eq!(seat.reading(), Some(thread(3)));
            seat.settle();
            let composer = seat.state.composer.as_ref().unwrap();
            assert_eq!(composer.to.as_str(), "Person 3");
            seat.type_text("hello");
            seat.press("Ctrl-s");
            let sent = seat.store.asked.last().unwrap();
            assert!(
                matches!(sent, Action::Message { conversation, .. } if *conversation == thread(3))
            );
        }
    }
}

#[test]
fn a_status_after_a_held_key_is_that_of_the_selected_thread() {
    for (keys, to) in [
        ("e", ThreadStatus::Closed),
        ("a", ThreadStatus::Archived),
        ("s c", ThreadStatus::Closed),
    ] {
        let mut seat = holding(9);
        seat.press_fast("j j");
        seat.press_fast(keys);
        seat.settle();
        let asked = seat.store.asked.last().unwrap();
        assert!(
            matches!(asked, Action::Status { thread, to: asked, .. }
                if thread.as_str() == "t3" && *asked == to),
            "{keys}: {asked:?}"
        );
    }
}

#[test]
fn whatever_else_is_pressed_brings_the_selected_conversation_first() {
    for keys in [
        "Enter", "l", "Tab", "J", "Ctrl-d", "y", "L", "g s", "u", "I", "?", "@", ":", "/", "t",
        "c", "m", "H", "+", "p", "1", "3", "F12", "x", "g", "Ctrl-r", "Ctrl-c", "n", "z",
    ] {
        let mut seat = holding(9);
        seat.press_fast("j j");
        assert!(seat.state.is_behind());
        seat.press_fast(keys);
        assert!(!seat.state.is_behind(), "{keys}");
        let asked = conversations(&seat.effects);
        assert_eq!(asked.first(), Some(&thread(3)), "{keys}");
    }
    let mut seat = holding(9);
    seat.press_fast("j j");
    seat.hear(Msg::Paste("words".to_owned()));
    assert_eq!(seat.reading(), Some(thread(3)));
    let mut seat = holding(9);
    seat.press_fast("j j");
    seat.hear(Msg::Resize(100, 30));
    assert_eq!(seat.reading(), Some(thread(3)));
}

#[test]
fn scrolling_after_a_held_key_never_scrolls_what_was_passed_by() {
    let mut seat = holding(9);
    let place = |state: &State| state.reading.as_ref().map(|open| open.top);
    seat.press("j j");
    seat.press_fast("Ctrl-u");
    assert_eq!(seat.reading(), Some(thread(3)));
    assert_eq!(place(&seat.state), Some(0));
}

#[test]
fn nothing_is_marked_read_by_passing_even_what_was_open_before() {
    let mut seat = Seat::of(9);
    seat.press("Enter Esc");
    seat.taken();
    seat.pace = 33;
    seat.press("j j j");
    seat.store
        .messages
        .insert(thread(0), vec![message("new", "more")]);
    seat.tell(Msg::Changed(vec![
        Change::Threads,
        Change::Messages(thread(0)),
        Change::Messages(thread(1)),
    ]));
    rest(&mut seat);
    let read = |effect: &Effect| matches!(effect, Effect::MarkRead(..));
    assert!(!seat.taken().iter().any(read));
    assert_eq!(seat.reading(), Some(thread(3)));
}

#[test]
fn news_while_the_keys_run_move_no_row_and_hurry_no_conversation() {
    let mut seat = Seat::of(9);
    seat.press("g o");
    seat.pace = 33;
    seat.press("j j j");
    let rows: Vec<String> = seat.listed().into_iter().map(str::to_owned).collect();
    let mut news = row(77);
    news.last_message_at = Some(minutes_ago(0));
    seat.store.rows.insert(0, news);
    seat.tell(Msg::Changed(vec![Change::Channels, Change::Threads]));
    assert_eq!(seat.listed(), rows);
    assert_eq!(seat.state.list.news, 1);
    assert_eq!(seat.selected(), Some(thread(3)));
    assert_eq!(seat.reading(), Some(thread(1)));
}

#[test]
fn a_late_answer_for_a_row_passed_by_is_shown_under_its_own_name_only() {
    let mut seat = Seat::of(9);
    seat.pace = 33;
    seat.press_fast("j");
    seat.frame();
    seat.press_fast("j j");
    seat.settle();
    let open = seat.state.reading.as_ref().unwrap();
    assert_eq!(open.conversation, thread(1));
    assert!(open.loaded);
    assert_eq!(open.row.as_ref().unwrap().conversation, thread(1));
    assert_eq!(seat.selected(), Some(thread(3)));
}

#[test]
fn where_nothing_is_beside_the_list_nothing_waits() {
    for (w, h, keys) in [(60, 20, "j"), (120, 40, "p j")] {
        let mut seat = Seat::sized(w, h, 9);
        seat.press(keys);
        seat.taken();
        seat.pace = 33;
        seat.press("j j");
        assert!(!seat.state.is_behind());
        assert_eq!(timers(&seat.taken()), 0);
        seat.press("Enter");
        assert_eq!(
            (seat.pane(), seat.reading()),
            (Pane::Conversation, Some(thread(3)))
        );
    }
}

#[test]
fn next_thread_from_inside_a_conversation_never_waits() {
    let mut seat = Seat::of(9);
    seat.press("Enter");
    seat.pace = 33;
    for number in 1..5 {
        seat.press("J");
        assert_eq!(seat.reading(), Some(thread(number)));
    }
}

/// All that a person could tell apart: where they are, what it would act on, and what was asked of the world.
pub fn seen(seat: &Seat) -> String {
    let state = &seat.state;
    let open = state.reading.as_ref().map(|open| {
        let selected = open.selected.clone();
        (
            open.conversation.clone(),
            open.opened,
            open.top,
            open.follow,
            selected,
            open.row
                .as_ref()
                .map(|row| (row.status.clone(), row.person.clone())),
            open.messages
                .iter()
                .map(|item| item.body.clone())
                .collect::<Vec<_>>(),
        )
    });
    let composer = state
        .composer
        .as_ref()
        .map(|composer| (composer.key.clone(), composer.editor.text().to_owned()));
    let world = seat.effects.iter().filter(|effect| {
        matches!(
            effect,
            Effect::MarkRead(..)
                | Effect::MarkUnread(_)
                | Effect::Copy(_)
                | Effect::LoadRaw(..)
                | Effect::LoadLifecycle(_)
                | Effect::DiscardDraft(_)
                | Effect::Quit
        )
    });
    let actions: Vec<&Action> = seat.store.asked.iter().collect();
    format!(
        "{:?} {:?} {open:?} {composer:?} {:?} {:?} {:?} {actions:?}",
        state.pane,
        state.list.selected,
        seat.question(),
        seat.listed(),
        world.collect::<Vec<_>>(),
    )
}

pub fn keys() -> impl Strategy<Value = Vec<&'static str>> {
    let runs = prop::sample::select(vec!["j", "k", "j j", "k k k", "j j j j"]);
    let deeds = prop::sample::select(vec![
        "r", "i", "e", "a", "O", "s c", "u", "Enter", "Esc", "h", "l", "1", "2", "3", "Tab", "J",
        "K", "G", "g g", "w", "W", "]", "[", "Ctrl-d", "Ctrl-u", "L", "g s", "y t", "y i", "I",
        "p", "H", "g o", "g c", "Ctrl-x d", "Ctrl-x c", "Ctrl-s", "?", "+", "Ctrl-r", "z",
    ]);
    prop::collection::vec(prop_oneof![3 => runs, 2 => deeds], 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Slow or fast, the same keys do the same: no deed ever meets a conversation that was only passed by.
    #[test]
    fn keys_do_the_same_however_fast_they_come(keys in keys()) {
        let mut slow = Seat::of(12);
        let mut fast = Seat { pace: 0, ..Seat::of(12) };
        // No word on the screen tells the time that passed.
        for keys in keys {
            slow.press(keys);
            fast.press(keys);
            if fast.state.is_behind() {
                prop_assert!(fast.state.composer.is_none());
                prop_assert!(fast.pane() == Pane::Threads);
            } else {
                prop_assert_eq!(seen(&slow), seen(&fast));
            }
        }
        rest(&mut fast);
        prop_assert_eq!(seen(&slow), seen(&fast));
    }
}

#[test]
fn a_step_off_the_screen_scrolls_by_half_of_it_and_the_rows_then_stand_still() {
    let mut seat = Seat::of(60);
    let height = seat.state.list_height();
    let mut scrolls = 0;
    for (keys, steps) in [("j", 59), ("k", 59)] {
        for _ in 0..steps {
            let top = seat.state.list.top;
            seat.press(keys);
            let (index, now) = (seat.state.list.index().unwrap(), seat.state.list.top);
            assert!((now..now + height).contains(&index));
            assert!(now <= 60 - height, "no room is left below the last row");
            if now != top {
                scrolls += 1;
                let next = if keys == "j" {
                    index + 1
                } else {
                    index.saturating_sub(1)
                };
                assert!(
                    (now..now + height).contains(&next.min(59)),
                    "what comes next is in sight"
                );
            }
        }
    }
    assert!(scrolls <= 2 * (60 / (height / 2) + 1), "{scrolls} scrolls");
}
