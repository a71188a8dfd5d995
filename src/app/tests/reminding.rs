//! Reminders at the keys: a thread is put away, comes back with a mark, and all of it can be undone.

use chrono::TimeDelta;

use super::seat::Seat;
use super::things::{noon, row, thread};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::{Change, Msg};
use crate::app::overlay::Overlay;
use crate::model::{BuiltinView, Reminder, ThreadRow};

/// The reminders asked for, in whole hours from noon.
fn set(seat: &mut Seat) -> Vec<(String, Option<i64>)> {
    let set = seat.taken().into_iter().filter_map(|effect| match effect {
        Effect::SetReminders(reminders) => Some(reminders),
        _ => None,
    });
    let hours = |due: chrono::DateTime<chrono::Utc>| (due - noon()).num_hours();
    set.flatten()
        .map(|(thread, due)| (thread.as_str().to_owned(), due.map(hours)))
        .collect()
}

fn hint(seat: &Seat) -> String {
    match &seat.state.overlay {
        Some(Overlay::Prompt(prompt)) => prompt.hint.clone().unwrap_or_default().to_string(),
        _ => String::new(),
    }
}

fn row_due(number: usize, is_due: bool) -> ThreadRow {
    ThreadRow {
        reminder: Some(Reminder {
            due: noon() + TimeDelta::hours(if is_due { -1 } else { 1 }),
            is_due,
        }),
        ..row(number)
    }
}

fn rings(effects: &[Effect]) -> usize {
    let rings = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::RingReminders));
    rings.count()
}

#[test]
fn what_is_typed_is_read_back_while_it_is_typed_and_taken_with_enter() {
    let mut seat = Seat::of(3);
    seat.press("b");
    assert_eq!(seat.question().0, "Remind me of Person 0");
    seat.type_text("2");
    seat.type_text("h");
    assert!(hint(&seat).ends_with("in 2h"), "{}", hint(&seat));
    seat.type_text("x");
    assert!(hint(&seat).contains("tomorrow 9"), "{}", hint(&seat));
    // What is not understood is not taken, and nothing typed is lost.
    seat.press("Enter");
    assert!(seat.question().1.contains("tomorrow 9"));
    seat.press("Backspace Enter");
    assert_eq!(seat.question().0, "");
    assert_eq!(set(&mut seat), [("t0".into(), Some(2))]);
    assert!(seat.notice().starts_with("Person 0: put away until"));
    // Put away in Needs reply: the next one takes its place.
    assert_eq!(seat.listed(), ["t1", "t2"]);
    assert_eq!(seat.selected(), Some(thread(1)));
}

#[test]
fn a_usual_time_is_chosen_without_typing() {
    let mut seat = Seat::of(3);
    seat.press("b Enter");
    assert_eq!(set(&mut seat), [("t0".into(), Some(2))]);
    seat.press("b Down Down Up Enter");
    // At noon: tonight at eight.
    assert_eq!(set(&mut seat), [("t1".into(), Some(8))]);
    seat.press("b Esc");
    assert_eq!(set(&mut seat), []);
}

#[test]
fn the_offset_of_the_person_decides_what_tomorrow_is() {
    let mut seat = Seat::of(1);
    let tokyo = chrono::FixedOffset::east_opt(9 * 3600).unwrap();
    seat.tell(Msg::Now(noon(), tokyo));
    seat.press("b");
    seat.type_text("tomorrow 9");
    seat.press("Enter");
    // Noon is nine in the evening there: twelve hours later.
    assert_eq!(set(&mut seat), [("t0".into(), Some(12))]);
}

#[test]
fn a_reminder_is_changed_and_removed_by_the_same_key() {
    for typed in ["", "never", "off"] {
        let mut seat = Seat::of(0);
        seat.store.rows = vec![row_due(0, false)];
        seat.press("g o");
        seat.taken();
        seat.press("b");
        assert!(
            seat.question().0.contains("(now today "),
            "{:?}",
            seat.question()
        );
        if typed.is_empty() {
            seat.press("Down Down Down Down Down Down Down Down");
        } else {
            seat.type_text(typed);
            assert_eq!(hint(&seat), "Without a reminder.");
        }
        seat.press("Enter");
        assert_eq!(set(&mut seat), [("t0".into(), None)], "{typed}");
        assert_eq!(seat.notice(), "Person 0: no reminder any more.");
        seat.press("z");
        assert_eq!(set(&mut seat), [("t0".into(), Some(1))]);
    }
}

#[test]
fn without_a_reminder_there_is_none_to_remove() {
    let mut seat = Seat::of(1);
    seat.press("b");
    seat.type_text("never");
    seat.press("Enter");
    assert_eq!(set(&mut seat), []);
    assert_eq!(seat.notice(), "Person 0 has no reminder.");
}

#[test]
fn undo_brings_the_thread_back_and_redo_puts_it_away_again() {
    let mut seat = Seat::of(3);
    seat.press("b Enter");
    assert_eq!(seat.listed(), ["t1", "t2"]);
    seat.taken();
    seat.press("z");
    assert_eq!(set(&mut seat), [("t0".into(), None)]);
    assert_eq!(seat.selected(), Some(thread(0)));
    seat.press("Z");
    assert_eq!(set(&mut seat), [("t0".into(), Some(2))]);
    seat.press("z");
    assert_eq!(set(&mut seat), [("t0".into(), None)]);
}

#[test]
fn all_that_is_marked_is_put_away_at_once_with_a_summary_and_one_undo() {
    let mut seat = Seat::of(0);
    seat.store.rows = vec![row(0), row(1), row_due(2, false), row(3)];
    seat.press("g o x x x");
    seat.taken();
    seat.press("b");
    assert_eq!(seat.question().0, "Remind me of 3 marked threads");
    seat.type_text("tomorrow 9");
    seat.press("Enter");
    assert_eq!(set(&mut seat), [], "the summary first");
    assert_eq!(
        seat.question(),
        (
            "Put 3 threads away until Fri 16 Jan 09:00: all open now. Put away already: Person 2 (until today 13:00)."
                .to_owned(),
            "yo".to_owned()
        )
    );
    seat.press("Enter");
    let orders = seat.effects.iter();
    let orders = orders.filter(|effect| matches!(effect, Effect::SetReminders(_)));
    assert_eq!(orders.count(), 1, "all at once");
    let until = |thread: &str| (thread.to_owned(), Some(21));
    assert_eq!(set(&mut seat), [until("t0"), until("t1"), until("t2")]);
    assert!(seat.state.marks.is_empty());
    assert_eq!(
        seat.notice(),
        "Put 3 threads away until Fri 16 Jan 09:00. z takes it back."
    );
    seat.press("z");
    assert_eq!(seat.notice(), "3 threads are as they were.");
    assert_eq!(
        set(&mut seat),
        [
            ("t0".into(), None),
            ("t1".into(), None),
            ("t2".into(), Some(1))
        ]
    );
    seat.press("Z");
    assert_eq!(seat.notice(), "3 threads are changed again.");
    assert_eq!(set(&mut seat), [until("t0"), until("t1"), until("t2")]);
}

#[test]
fn marked_threads_that_are_put_away_leave_needs_reply_and_come_back_by_undo() {
    let mut seat = Seat::of(5);
    seat.press("x x x b Enter y");
    assert_eq!(seat.listed(), ["t3", "t4"]);
    assert_eq!(seat.selected(), Some(thread(3)));
    seat.press("z");
    assert_eq!(seat.listed(), ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn reminders_of_marked_threads_are_removed_and_what_has_none_is_left_alone() {
    let mut seat = Seat::of(0);
    seat.store.rows = vec![row_due(0, false), row_due(1, true), row(2)];
    seat.press("g o x x x b");
    seat.type_text("never");
    seat.press("Enter");
    assert_eq!(
        seat.question().0,
        "Take the reminders of 2 threads away: all open now. 1 has no reminder and is left alone."
    );
    seat.press("o");
    assert_eq!(seat.notice(), "Person 2 has no reminder.");
    seat.press("b");
    seat.type_text("never");
    seat.press("Enter y");
    assert_eq!(set(&mut seat), [("t0".into(), None), ("t1".into(), None)]);
    seat.press("V b");
    seat.type_text("never");
    seat.press("Enter");
    assert_eq!(
        seat.notice(),
        "Nothing to do for what is marked. 3 have no reminder and are left alone."
    );
}

#[test]
fn the_selected_one_alone_can_be_put_away_and_the_marks_stay() {
    let mut seat = Seat::of(3);
    seat.press("x x b Enter o");
    assert_eq!(set(&mut seat), [("t2".into(), Some(2))]);
    assert_eq!(seat.state.marks.len(), 2);
}

#[test]
fn a_time_that_passed_while_the_summary_stood_open_is_not_taken() {
    let mut seat = Seat::of(3);
    seat.press("x x b Enter");
    seat.tell(Msg::Now(noon() + TimeDelta::hours(3), seat.state.tz));
    seat.press("y");
    assert!(seat.notice().contains("passed"), "{}", seat.notice());
    assert_eq!(set(&mut seat), []);
    assert_eq!(seat.state.marks.len(), 2);
}

#[test]
fn a_read_only_inbox_has_reminders_too() {
    let mut seat = Seat::of(2);
    seat.state.facts.read_only = true;
    seat.press("b Enter");
    seat.press("z");
    assert_eq!(set(&mut seat).len(), 2);
}

#[test]
fn a_time_that_passed_while_the_question_stood_open_is_not_taken() {
    let mut seat = Seat::of(1);
    seat.press("b");
    seat.tell(Msg::Now(noon() + TimeDelta::hours(3), seat.state.tz));
    seat.press("Enter");
    assert!(
        seat.question().1.contains("passed"),
        "{:?}",
        seat.question()
    );
    assert_eq!(set(&mut seat), []);
}

#[test]
fn a_feed_cannot_be_put_away() {
    let mut seat = Seat::of(1);
    seat.state.list.selected = Some(super::things::feed());
    seat.press("b");
    assert_eq!(seat.question().0, "");
    assert!(seat.notice().contains("feed"), "{}", seat.notice());
}

#[test]
fn what_is_put_away_is_shown_by_a_key() {
    let mut seat = Seat::of(3);
    seat.press("g z");
    let filter = seat.state.list.filter.as_ref().unwrap();
    assert_eq!(filter.to_string(), "is:snoozed");
    assert_eq!(seat.state.scope.view, BuiltinView::All);
    seat.press("Esc");
    assert_eq!(seat.state.list.filter, None);
}

#[test]
fn the_start_brings_back_what_became_due_and_says_who() {
    let mut seat = Seat::before_start(120, 40, 1);
    seat.hear(Msg::Start);
    assert_eq!(rings(&seat.taken()), 1);
    let next = Some(noon() + TimeDelta::hours(1));
    seat.hear(Msg::Rung {
        threads: vec![row(3)],
        next,
    });
    assert_eq!(seat.notice(), "Reminder: Person 3 is back.");
    assert_eq!(seat.state.reminders.next, next);
    seat.hear(Msg::Rung {
        threads: vec![row(1), row(2), row(3)],
        next,
    });
    assert_eq!(seat.notice(), "Reminder: Person 1 and 2 more are back.");
}

#[test]
fn a_due_reminder_is_asked_for_once_and_a_failed_asking_goes_not_round_in_circles() {
    let mut seat = Seat::of(1);
    let due = noon() + TimeDelta::minutes(5);
    seat.hear(Msg::Rung {
        threads: Vec::new(),
        next: Some(due),
    });
    seat.taken();
    assert!(!seat.state.reminder_is_due());
    seat.hear(Msg::Now(due, seat.state.tz));
    assert!(seat.state.reminder_is_due());
    seat.hear(Msg::Timer(Timer::Tick));
    assert!(!seat.state.reminder_is_due());
    assert_eq!(rings(&seat.taken()), 1);
    // No answer but a failure: a minute later it is tried again.
    seat.hear(Msg::Failed("no space left on device".into()));
    assert!(!seat.state.reminder_is_due());
    seat.hear(Msg::Now(due + TimeDelta::minutes(1), seat.state.tz));
    assert!(seat.state.reminder_is_due());
}

#[test]
fn reminders_of_another_program_are_heard_of() {
    let mut seat = Seat::of(1);
    seat.taken();
    seat.hear(Msg::Rung {
        threads: Vec::new(),
        next: None,
    });
    seat.hear(Msg::Changed(vec![Change::Reminders]));
    assert_eq!(rings(&seat.taken()), 1);
}

#[test]
fn a_thread_that_is_back_is_handled_by_opening_it_not_by_passing_it() {
    let mut seat = Seat::of(0);
    seat.store.rows = vec![row(0), row_due(1, true), row_due(2, false)];
    seat.changed();
    seat.taken();
    let seen = |seat: &mut Seat| {
        let all = seat.taken();
        all.into_iter()
            .filter(|effect| matches!(effect, Effect::ReminderSeen(_)))
            .collect::<Vec<_>>()
    };
    seat.press("j");
    assert_eq!(seen(&mut seat), []);
    let mark = |seat: &Seat| seat.state.list.rows[1].reminder;
    assert!(mark(&seat).is_some());
    seat.press("Enter");
    assert_eq!(seen(&mut seat), [Effect::ReminderSeen("t1".into())]);
    assert!(mark(&seat).is_none());
    // One that lies ahead stays.
    seat.press("J");
    assert_eq!(seen(&mut seat), []);
}

#[test]
fn the_usual_times_are_each_offered_once_and_none_that_has_passed() {
    let labels = |now: chrono::DateTime<chrono::Utc>| {
        let mut seat = Seat::of(1);
        seat.tell(Msg::Now(now, seat.state.tz));
        seat.press("b");
        match &seat.state.overlay {
            Some(Overlay::Prompt(prompt)) => prompt
                .offers()
                .iter()
                .map(|offer| offer.label.to_string())
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        }
    };
    let all = [
        "In two hours",
        "Tonight",
        "Tomorrow morning",
        "In three days",
        "Next Monday",
        "In a month",
    ];
    // A Wednesday at noon, and a Sunday at eleven in the evening.
    assert_eq!(labels("2026-11-25T12:00:00Z".parse().unwrap()), all);
    assert_eq!(
        labels("2026-11-22T23:00:00Z".parse().unwrap()),
        [
            "In two hours",
            "Tomorrow morning",
            "In three days",
            "In a month"
        ]
    );
}
