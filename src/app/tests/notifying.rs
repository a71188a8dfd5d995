//! Notices outside of the screen: what is told, when, and above all when not.

use chrono::TimeDelta;

use super::seat::Seat;
use super::things::{noon, row, rows};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::{Change, Msg};
use crate::app::notify::{Notify, NotifyMethod};
use crate::model::{Link, Problem, ProblemKind, Progress, ThreadRow};
use crate::query::Query;

fn with(rules: &[&str], show_text: bool) -> Seat {
    let mut seat = Seat::of(3);
    let rules = rules.iter().map(|rule| Query::parse(rule).unwrap());
    seat.state.notify = Notify::new(NotifyMethod::Bell, rules.collect(), show_text);
    seat.taken();
    seat
}

/// A seat whose first synchronisation is over, with these threads matching by then.
fn calm(rules: &[&str], here: &[usize]) -> Seat {
    let mut seat = with(rules, false);
    live(&mut seat, 3, 3);
    let here: Vec<Vec<ThreadRow>> = rules.iter().map(|_| rows(here.iter().copied())).collect();
    seat.tell(Msg::Matches(here));
    assert_eq!(told(&mut seat), [""; 0]);
    seat
}

fn live(seat: &mut Seat, done: u32, total: u32) {
    seat.tell(Msg::Link(Link::Live { at: noon() }));
    seat.tell(Msg::Progress(Progress { done, total }));
}

fn matching(seat: &mut Seat, numbers: &[usize]) -> Vec<String> {
    seat.tell(Msg::Matches(vec![rows(numbers.iter().copied())]));
    told(seat)
}

fn told(seat: &mut Seat) -> Vec<String> {
    let told = seat.taken().into_iter().filter_map(|effect| match effect {
        Effect::Notify(_, text) => Some(text.to_string()),
        _ => None,
    });
    told.collect()
}

fn minutes_pass(seat: &mut Seat, minutes: i64) {
    let now = seat.state.now + TimeDelta::minutes(minutes);
    seat.tell(Msg::Now(now, seat.state.tz));
}

fn looks(seat: &mut Seat) -> usize {
    let all = seat.taken();
    let looks = all.iter().filter(|it| matches!(it, Effect::LoadMatches(_)));
    looks.count()
}

#[test]
fn a_thread_is_told_once_for_as_long_as_it_matches() {
    let mut seat = calm(&["is:unread"], &[5]);
    assert_eq!(matching(&mut seat, &[5, 6]), ["1 thread in Mail"]);
    minutes_pass(&mut seat, 2);
    assert_eq!(matching(&mut seat, &[5, 6]), [""; 0]);
    minutes_pass(&mut seat, 2);
    // Read, and unread again: another cause.
    assert_eq!(matching(&mut seat, &[5]), [""; 0]);
    assert_eq!(matching(&mut seat, &[5, 6]), ["1 thread in Mail"]);
}

#[test]
fn a_rule_tells_at_most_once_a_minute_and_forgets_nothing_meanwhile() {
    let mut seat = calm(&["is:unread"], &[]);
    assert_eq!(matching(&mut seat, &[1]), ["1 thread in Mail"]);
    assert_eq!(matching(&mut seat, &[1, 2]), [""; 0]);
    assert_eq!(matching(&mut seat, &[1, 2, 3]), [""; 0]);
    minutes_pass(&mut seat, 1);
    assert_eq!(matching(&mut seat, &[1, 2, 3]), ["2 threads in Mail 2"]);
}

#[test]
fn each_rule_has_its_own_minute() {
    let mut seat = calm(&["is:unread", "waiting:>1h"], &[]);
    seat.tell(Msg::Matches(vec![rows([1]), rows([])]));
    assert_eq!(told(&mut seat).len(), 1);
    seat.tell(Msg::Matches(vec![rows([1]), rows([1])]));
    assert_eq!(told(&mut seat).len(), 1);
}

#[test]
fn the_first_synchronisation_is_quiet_and_so_is_what_was_there_at_the_start() {
    let mut seat = with(&["is:unread"], false);
    assert_eq!(matching(&mut seat, &[1]), [""; 0], "still connecting");
    live(&mut seat, 2, 60);
    assert_eq!(matching(&mut seat, &[1, 2]), [""; 0]);
    live(&mut seat, 60, 60);
    assert_eq!(matching(&mut seat, &[1, 2, 3]), [""; 0], "came with it");
    // From now on a message that is being pulled is news like any other.
    live(&mut seat, 59, 60);
    assert_eq!(matching(&mut seat, &[1, 2, 3, 4]), ["1 thread in Mail"]);
}

#[test]
fn without_a_server_the_waiting_clock_still_tells() {
    let mut seat = with(&["waiting:>1h"], false);
    seat.tell(Msg::Link(Link::Offline {
        since: noon(),
        problem: Problem::new(ProblemKind::Unreachable, "no"),
        retry_at: None,
    }));
    assert_eq!(matching(&mut seat, &[1]), [""; 0]);
    assert_eq!(matching(&mut seat, &[1, 2]), ["1 thread in Mail"]);
}

#[test]
fn the_thread_the_person_is_looking_at_is_not_told() {
    let mut seat = calm(&["is:unread"], &[]);
    seat.press("Enter");
    assert_eq!(matching(&mut seat, &[0]), [""; 0]);
    // Another one is, and so is this one when the terminal is out of sight.
    assert_eq!(matching(&mut seat, &[0, 1]).len(), 1);
    minutes_pass(&mut seat, 2);
    assert_eq!(matching(&mut seat, &[1]), [""; 0]);
    seat.tell(Msg::Focus(false));
    assert_eq!(matching(&mut seat, &[0, 1]).len(), 1);
    // A preview is no look.
    let mut seat = calm(&["is:unread"], &[]);
    assert_eq!(matching(&mut seat, &[0]).len(), 1);
}

#[test]
fn a_notice_names_counts_and_channels_and_no_customer_unless_asked_for() {
    let hostile = |number: usize, channel: &str| ThreadRow {
        channel_label: channel.into(),
        person: Some("Jane\u{1b}]0;x\u{7}".into()),
        snippet: Some("my card is 4242\u{9c}\u{1b}[31m".into()),
        ..row(number)
    };
    let many = vec![
        hostile(1, "WhatsApp"),
        hostile(2, "Email"),
        hostile(3, "Em\u{1b}[2Jail"),
        hostile(4, "Phone"),
        hostile(5, "Web"),
    ];
    for (show_text, threads, words) in [
        (false, 1, "1 thread in WhatsApp"),
        (false, 2, "2 threads in Email 1, WhatsApp 1"),
        (true, 2, "2 threads in Email 1, WhatsApp 1"),
    ] {
        let mut seat = with(&["is:unread"], show_text);
        live(&mut seat, 1, 1);
        seat.tell(Msg::Matches(vec![Vec::new()]));
        seat.tell(Msg::Matches(vec![many[..threads].to_vec()]));
        assert_eq!(told(&mut seat), [words]);
    }
    let mut seat = with(&["is:unread"], true);
    live(&mut seat, 1, 1);
    seat.tell(Msg::Matches(vec![Vec::new()]));
    seat.tell(Msg::Matches(vec![many[..1].to_vec()]));
    let said = told(&mut seat).concat();
    assert!(said.starts_with("1 thread in WhatsApp: Jane"), "{said}");
    assert!(said.contains("my card is 4242"));
    assert!(!said.contains(char::is_control), "{said:?}");
    minutes_pass(&mut seat, 2);
    seat.tell(Msg::Matches(vec![many]));
    let said = told(&mut seat).concat();
    assert!(
        said.ends_with("other channel") || said.ends_with("other channels"),
        "{said}"
    );
}

#[test]
fn news_are_looked_at_once_in_a_while_and_never_without_rules_or_a_method() {
    let mut seat = with(&["is:unread"], false);
    let changed = || Msg::Changed(vec![Change::Threads]);
    for _ in 0..50 {
        seat.tell(changed());
    }
    let effects = seat.taken();
    let count = |wanted: fn(&Effect) -> bool| effects.iter().filter(|it| wanted(it)).count();
    assert_eq!(count(|it| matches!(it, Effect::LoadMatches(_))), 1);
    assert_eq!(
        count(|it| matches!(it, Effect::After(Timer::Notices, _))),
        1
    );
    seat.tell(Msg::Matches(vec![Vec::new()]));
    minutes_pass(&mut seat, 1);
    seat.fire(Timer::Notices);
    assert_eq!(looks(&mut seat), 1);
    // The waiting clock goes on though nothing changes.
    seat.tell(Msg::Matches(vec![Vec::new()]));
    minutes_pass(&mut seat, 1);
    seat.fire(Timer::Tick);
    assert_eq!(looks(&mut seat), 1);

    let mut seat = with(&[], false);
    seat.tell(changed());
    assert_eq!(looks(&mut seat), 0);
    let mut seat = with(&["is:unread"], false);
    let rules = vec![Query::parse("is:unread").unwrap()];
    seat.state.notify = Notify::new(NotifyMethod::Off, rules, false);
    seat.tell(changed());
    seat.fire(Timer::Tick);
    assert_eq!(looks(&mut seat), 0);
}

#[test]
fn a_look_that_failed_is_followed_by_another() {
    let mut seat = with(&["is:unread"], false);
    seat.fire(Timer::Tick);
    assert_eq!(looks(&mut seat), 1);
    seat.tell(Msg::Failed("the disk cannot be read".into()));
    minutes_pass(&mut seat, 1);
    seat.fire(Timer::Tick);
    assert_eq!(looks(&mut seat), 1);
}

#[test]
fn a_due_reminder_is_told_too_without_any_rule() {
    let mut seat = with(&[], false);
    seat.tell(Msg::Rung {
        threads: rows([1]),
        next: None,
    });
    assert_eq!(told(&mut seat), ["1 reminder in Mail"]);
}
