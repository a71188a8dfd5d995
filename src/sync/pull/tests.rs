//! Tables: how long to leave a list alone, what is pulled next, and what is told once.

use std::time::Duration;

use tokio::time::Instant;

use super::interval::{Pace, interval};
use super::report::Reports;
use super::schedule::{Backlog, Schedule, Watched};
use super::target::Target;
use crate::model::{Broken, ChannelId, Conversation, Problem, ProblemKind, Progress};
use crate::store::{Pull, Revision};
use crate::sync::{Intervals, SyncEvent};

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn channel(name: &str) -> ChannelId {
    name.into()
}

fn conversation(thread: &str) -> Conversation {
    Conversation::Thread {
        channel: channel("email"),
        thread: thread.into(),
    }
}

fn news() -> Pull {
    Pull {
        conversation: conversation("news"),
        revision: Revision::default(),
    }
}

fn backlog(waiting: usize, held: usize) -> Backlog {
    Backlog { waiting, held }
}

fn threads(name: &str) -> Target {
    Target::Threads(channel(name))
}

fn feed(name: &str) -> Target {
    Target::Messages(Conversation::Feed {
        channel: channel(name),
    })
}

fn messages(thread: &str) -> Target {
    Target::Messages(conversation(thread))
}

fn one_thread(thread: &str) -> Target {
    Target::Thread(channel("email"), thread.into())
}

/// A schedule with the channels "email" and "chat", whose probe was just made.
fn schedule(now: Instant) -> Schedule {
    let mut schedule = Schedule::new(Intervals::default(), now);
    assert_eq!(take(&mut schedule, now), [Target::Channels]);
    schedule.succeeded(&Target::Channels, true, Duration::ZERO, now, 0.5);
    schedule.channels(&[channel("email"), channel("chat")], now);
    schedule
}

/// All that is due, in its order.
fn take(schedule: &mut Schedule, now: Instant) -> Vec<Target> {
    std::iter::from_fn(|| schedule.take(now, false))
        .map(|taken| taken.target)
        .collect()
}

/// All that is due is pulled, and brings nothing new.
fn pull(schedule: &mut Schedule, now: Instant) -> Vec<Target> {
    let taken = take(schedule, now);
    for target in &taken {
        schedule.succeeded(target, false, Duration::ZERO, now, 0.5);
    }
    taken
}

#[test]
fn intervals_are_those_of_the_design() {
    let settings = Intervals::default();
    let none = Duration::ZERO;
    let table = [
        (Pace::Open, 0, none, none, 3),
        (Pace::Open, 9, none, none, 3),
        (Pace::List, 9, none, none, 10),
        (Pace::Other, 0, none, none, 30),
        (Pace::Other, 1, none, none, 60),
        (Pace::Other, 2, none, none, 120),
        (Pace::Other, 99, none, none, 120),
        // At most 5 % of the time goes into one list.
        (Pace::Open, 0, Duration::from_millis(100), none, 3),
        (Pace::Open, 0, secs(1), none, 20),
        (Pace::Other, 99, secs(30), none, 600),
        // Left alone for ten minutes, for an hour.
        (Pace::Open, 0, none, secs(600), 6),
        (Pace::List, 0, none, secs(3600), 40),
    ];
    for (pace, quiet, cost, alone, expected) in table {
        let wait = interval(pace, &settings, quiet, cost, alone);
        assert_eq!(wait, secs(expected), "{pace:?} {quiet} {cost:?} {alone:?}");
    }
}

#[test]
fn what_is_on_screen_is_pulled_first_and_feeds_last() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    schedule.moved(vec![news()], now);
    schedule.watch(
        Watched {
            conversation: Some(conversation("open")),
            channel: Some(channel("chat")),
        },
        now,
    );
    schedule.written(&conversation("written"), now);
    let mut order = take(&mut schedule, now);
    let feeds = order.split_off(order.len() - 2);
    assert!(feeds.contains(&feed("email")) && feeds.contains(&feed("chat")));
    let expected = [
        messages("open"),
        one_thread("written"),
        threads("chat"),
        threads("email"),
        messages("news"),
    ];
    assert_eq!(order, expected);
}

#[test]
fn without_a_link_only_the_probe_is_made() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    assert!(schedule.take(now, true).is_none());
    schedule.probe_at(now);
    assert_eq!(
        schedule.take(now, true).map(|taken| taken.target),
        Some(Target::Channels)
    );
    assert!(schedule.take(now, true).is_none());
    assert_eq!(schedule.next(true), None, "it is under way");
}

#[test]
fn a_quiet_list_is_asked_for_less_and_less() {
    let mut now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    for wait in [60, 120, 120] {
        assert!(!pull(&mut schedule, now + secs(wait - 1)).contains(&threads("chat")));
        now += secs(wait);
        assert!(pull(&mut schedule, now).contains(&threads("chat")));
    }
}

#[test]
fn a_change_makes_a_list_fast_again() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    for _ in 0..5 {
        schedule.succeeded(&threads("chat"), false, Duration::ZERO, now, 0.5);
    }
    schedule.succeeded(&threads("chat"), true, Duration::ZERO, now, 0.5);
    assert!(take(&mut schedule, now + secs(30)).contains(&threads("chat")));
}

#[test]
fn what_was_seen_in_passing_does_not_keep_news_out() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    for n in 0..40 {
        // Pulled, then shown for a moment: it will be looked at once more, later.
        let passing = conversation(&format!("passing {n}"));
        schedule.watch(
            Watched {
                conversation: Some(passing),
                channel: None,
            },
            now,
        );
        pull(&mut schedule, now);
    }
    schedule.watch(Watched::default(), now);
    assert_eq!(schedule.backlog(now), backlog(0, 40));
    schedule.moved(vec![news()], now);
    assert_eq!(schedule.backlog(now), backlog(1, 40));
}

#[test]
fn a_conversation_with_news_is_pulled_once() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    assert_eq!(schedule.moved(vec![news()], now), 1);
    assert_eq!(schedule.moved(vec![news()], now), 0);
    assert_eq!(schedule.backlog(now), backlog(1, 0));
    assert_eq!(pull(&mut schedule, now), [messages("news")]);
    assert_eq!(schedule.backlog(now), backlog(0, 0));
    let later = now + secs(3600);
    assert!(!take(&mut schedule, later).contains(&messages("news")));
}

#[test]
fn what_has_news_all_the_time_is_not_pulled_all_the_time() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    schedule.moved(vec![news()], now);
    pull(&mut schedule, now);
    schedule.moved(vec![news()], now);
    assert!(pull(&mut schedule, now + secs(2)).is_empty());
    assert_eq!(pull(&mut schedule, now + secs(3)), [messages("news")]);
}

#[test]
fn what_failed_waits_and_news_do_not_hasten_it() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    schedule.moved(vec![news()], now);
    take(&mut schedule, now);
    schedule.failed(&messages("news"), secs(8), now);
    assert_eq!(schedule.failures(&messages("news")), 1);
    schedule.moved(vec![news()], now);
    assert_eq!(schedule.backlog(now), backlog(0, 1));
    assert!(take(&mut schedule, now + secs(7)).is_empty());
    schedule.refresh(now + secs(7));
    assert!(take(&mut schedule, now + secs(7)).contains(&messages("news")));
}

#[test]
fn walking_through_threads_does_not_ask_for_each_again_and_again() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    let open = |thread| Watched {
        conversation: Some(conversation(thread)),
        channel: Some(channel("email")),
    };
    schedule.watch(open("a"), now);
    assert_eq!(pull(&mut schedule, now), [messages("a")]);
    schedule.watch(open("b"), now);
    schedule.watch(open("a"), now);
    assert_eq!(pull(&mut schedule, now), [messages("b")]);
    assert!(pull(&mut schedule, now + secs(2)).is_empty());
    schedule.watch(Watched::default(), now + secs(2));
    pull(&mut schedule, now + secs(4));
    let later = take(&mut schedule, now + secs(300));
    assert!(!later.contains(&messages("a")), "it is no longer on screen");
}

#[test]
fn what_was_written_to_is_looked_at_at_once_and_followed() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    schedule.written(&conversation("a"), now);
    assert_eq!(pull(&mut schedule, now), [one_thread("a")]);
    let taken = schedule.take(now, false).unwrap();
    assert_eq!(taken.target, messages("a"));
    assert!(taken.urgent);
    schedule.succeeded(&messages("a"), true, Duration::ZERO, now, 0.5);
    assert!(pull(&mut schedule, now + secs(60)).contains(&messages("a")));
    // The last look, then no more.
    pull(&mut schedule, now + secs(301));
    assert!(!pull(&mut schedule, now + secs(3600)).contains(&messages("a")));
}

#[test]
fn what_is_wanted_while_it_is_under_way_is_asked_for_again() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    let feed = Conversation::Feed {
        channel: channel("chat"),
    };
    schedule.refresh(now);
    take(&mut schedule, now);
    schedule.written(&feed, now);
    schedule.succeeded(&self::feed("chat"), false, Duration::ZERO, now, 0.5);
    assert_eq!(take(&mut schedule, now), [self::feed("chat")]);
}

#[test]
fn a_channel_that_is_gone_is_asked_for_no_more() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    schedule.channels(&[channel("chat")], now);
    let order = take(&mut schedule, now);
    assert_eq!(order, [threads("chat"), feed("chat")]);
}

#[test]
fn when_the_link_returns_the_screen_is_first_and_the_rest_is_spread() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    let on_screen = Watched {
        conversation: Some(conversation("open")),
        channel: Some(channel("chat")),
    };
    schedule.watch(on_screen, now);
    pull(&mut schedule, now);
    schedule.link_returned(now, secs(2), || 0.5);
    assert_eq!(
        take(&mut schedule, now),
        [messages("open"), threads("chat")]
    );
    assert_eq!(take(&mut schedule, now + secs(1)).len(), 3);
}

#[test]
fn the_lists_are_here_once_each_was_pulled() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    assert!(!schedule.is_listed());
    pull(&mut schedule, now);
    assert!(schedule.is_listed());
}

fn broken(path: &str) -> Broken {
    Broken {
        path: path.into(),
        reason: "expected a string".into(),
    }
}

#[test]
fn the_same_broken_elements_are_told_once() {
    let mut reports = Reports::default();
    let list = threads("chat");
    let one = [broken("$[0].title")];
    let told = SyncEvent::Broken {
        count: 1,
        first: "$[0].title: expected a string".into(),
    };
    assert_eq!(reports.broken(&list, &one), Some(told));
    assert_eq!(reports.broken(&list, &one), None);
    assert!(
        reports
            .broken(&list, &[broken("$[0].title"), broken("$[1]")])
            .is_some()
    );
    assert_eq!(reports.broken(&list, &[]), None);
    assert!(reports.broken(&list, &one).is_some());
}

#[test]
fn a_refused_list_is_told_once_until_it_is_answered() {
    let mut reports = Reports::default();
    let problem = Problem::new(ProblemKind::Forbidden, "words");
    assert!(reports.refused(&threads("chat"), &problem).is_some());
    assert!(reports.refused(&threads("chat"), &problem).is_none());
    reports.answered(&threads("chat"));
    assert!(reports.refused(&threads("chat"), &problem).is_some());
}

#[test]
fn a_full_disk_is_told_once_until_it_takes_something() {
    let mut reports = Reports::default();
    assert!(reports.disk(true));
    assert!(!reports.disk(true));
    assert!(!reports.disk(false));
    assert!(reports.disk(true));
}

#[test]
fn a_catching_up_is_told_to_its_end_and_everyday_news_are_not() {
    let mut reports = Reports::default();
    let mut told =
        |done, total, listed| reports.progress(Progress { done, total }, listed).is_some();
    assert!(!told(0, 0, false));
    assert!(told(0, 5, false));
    assert!(!told(0, 5, false), "nothing has changed");
    assert!(told(5, 5, false));
    assert!(told(5, 7, true), "another list came");
    assert!(told(7, 7, true));
    assert!(!told(6, 7, true), "somebody wrote");
    assert!(!told(7, 7, true));
    assert!(told(7, 70, true), "back after a weekend");
    assert!(told(69, 70, true));
    assert!(told(70, 70, true));
}

#[test]
fn asked_for_by_hand_everything_is_due_at_once() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    pull(&mut schedule, now);
    let soon = now + secs(1);
    assert!(take(&mut schedule, soon).is_empty());
    schedule.refresh(soon);
    let order = take(&mut schedule, soon);
    assert_eq!(order.len(), 5, "{order:?}");
    assert_eq!(order[0], Target::Channels);
}

#[test]
fn who_comes_back_after_hours_is_served_at_the_usual_pace() {
    let now = Instant::now();
    let mut schedule = schedule(now);
    let open = Watched {
        conversation: Some(conversation("open")),
        channel: None,
    };
    schedule.watch(open.clone(), now);
    pull(&mut schedule, now);
    let night = now + secs(8 * 3600);
    pull(&mut schedule, night);
    assert!(!pull(&mut schedule, night + secs(6)).contains(&messages("open")));
    schedule.watch(open, night + secs(6));
    assert!(pull(&mut schedule, night + secs(6)).contains(&messages("open")));
    assert!(pull(&mut schedule, night + secs(9)).contains(&messages("open")));
}
