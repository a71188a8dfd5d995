//! What waits until something else wakes the loop.

use chrono::{TimeZone, Utc};

use crate::app::msg::Msg;
use crate::model::{Link, Problem, ProblemKind, RequestRecord};
use crate::terminal::later::{KEPT, Later};

fn live(second: u32) -> Msg {
    let at = Utc.with_ymd_and_hms(2026, 1, 15, 12, 0, second).unwrap();
    Msg::Link(Link::Live { at })
}

fn request(problem: Option<Problem>) -> Msg {
    Msg::Request(RequestRecord {
        at: Utc.with_ymd_and_hms(2026, 1, 15, 12, 0, 0).unwrap(),
        method: "GET",
        path: "/channels".into(),
        status: Some(304),
        millis: 1,
        bytes: 0,
        problem,
    })
}

#[test]
fn what_changes_nothing_on_the_screen_waits_and_comes_before_the_next_that_does() {
    let later = Later::default();
    assert_eq!(later.sort(live(1)), [live(1)], "the link is there: told");
    assert_eq!(later.sort(request(None)), []);
    assert_eq!(later.sort(live(2)), []);
    assert_eq!(later.sort(live(3)), []);
    let all = later.sort(Msg::Done("something"));
    assert_eq!(all, [request(None), live(3), Msg::Done("something")]);
    assert_eq!(later.take(), []);
}

#[test]
fn a_request_that_failed_and_a_link_that_is_lost_or_back_are_told_at_once() {
    let later = Later::default();
    let problem = Problem::new(ProblemKind::NoAnswer, "none");
    let failed = request(Some(problem.clone()));
    assert_eq!(later.sort(failed.clone()), [failed]);
    later.sort(live(1));
    let lost = Msg::Link(Link::Offline {
        since: Utc.with_ymd_and_hms(2026, 1, 15, 12, 0, 2).unwrap(),
        problem,
        retry_at: None,
    });
    assert_eq!(later.sort(lost.clone()), [lost]);
    assert_eq!(later.sort(live(3)), [live(3)]);
}

#[test]
fn who_looks_at_the_log_sees_each_request_when_it_ends() {
    let later = Later::default();
    later.watch(true);
    assert_eq!(later.sort(request(None)), [request(None)]);
    later.watch(false);
    assert_eq!(later.sort(request(None)), []);
    assert_eq!(later.take(), [request(None)]);
}

#[test]
fn no_more_than_some_wait() {
    let later = Later::default();
    let told: usize = (0..KEPT).map(|_| later.sort(request(None)).len()).sum();
    assert_eq!(told, KEPT);
}
