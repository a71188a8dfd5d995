//! When a run has ended: a table of what is told.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::Sender;
use super::course::{Course, End, Note};
use crate::model::{Link, Problem, ProblemKind, RequestRecord};
use crate::sync::SyncEvent;

const WALL: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn link(link: Link) -> Note {
    Note::Sync(SyncEvent::Link(link))
}

fn live() -> Note {
    link(Link::Live { at: WALL })
}

fn offline() -> Note {
    link(Link::Offline {
        since: WALL,
        problem: Problem::new(ProblemKind::Unreachable, ""),
        retry_at: None,
    })
}

fn request(path: &str, problem: Option<Problem>) -> Note {
    Note::Request(Box::new(RequestRecord {
        at: WALL,
        method: "GET",
        path: path.into(),
        status: None,
        millis: 1,
        bytes: 0,
        problem,
    }))
}

fn idle() -> Note {
    Note::Sync(SyncEvent::Idle)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

struct Run {
    course: Course,
    start: Instant,
}

impl Run {
    fn new(sender: Sender) -> Self {
        let start = Instant::now();
        let course = Course::new(Vec::new(), sender, start);
        Self { course, start }
    }

    fn hear(&mut self, notes: impl IntoIterator<Item = Note>) -> Option<End> {
        self.hear_at(0, notes)
    }

    fn hear_at(&mut self, at: u64, notes: impl IntoIterator<Item = Note>) -> Option<End> {
        let now = self.start + seconds(at);
        for note in notes {
            self.course.hear(note, now);
        }
        let end = self.course.end(&[], WALL, now);
        assert!(end.is_none() || self.course.may_end(now));
        end
    }
}

#[test]
fn it_ends_when_the_link_is_live_and_nothing_is_under_way() {
    let mut run = Run::new(Sender::Here);
    assert_eq!(run.hear([]), None);
    assert_eq!(run.hear([request("/channels", None), live()]), None);
    assert_eq!(run.hear([idle()]), Some(End::Done));
}

#[test]
fn an_idle_from_before_the_last_answer_does_not_count() {
    let mut run = Run::new(Sender::Here);
    assert_eq!(run.hear([idle(), request("/channels", None), live()]), None);
    assert_eq!(run.hear([idle(), Note::Outbox]), None);
    assert_eq!(run.hear([idle()]), Some(End::Done));
}

#[test]
fn a_server_that_was_never_there_ends_it_one_that_went_may_come_back() {
    let mut run = Run::new(Sender::Here);
    assert!(matches!(run.hear([offline()]), Some(End::NoLink(_))));

    let mut run = Run::new(Sender::Here);
    assert_eq!(run.hear([live(), offline(), idle()]), None);
    assert_eq!(run.hear_at(19, [offline()]), None);
    assert!(matches!(run.hear_at(20, []), Some(End::NoLink(_))));
    let back = [request("/channels", None), live(), idle()];
    assert_eq!(run.hear_at(21, back), Some(End::Done));
}

#[test]
fn a_list_that_fails_is_tried_three_times_one_that_is_forbidden_once() {
    let failed = || Some(Problem::new(ProblemKind::ServerError, ""));
    let mut run = Run::new(Sender::Here);
    for _ in 0..2 {
        assert_eq!(run.hear([live(), request("/a", failed()), idle()]), None);
    }
    let third = [request("/a", failed()), idle()];
    assert_eq!(run.hear(third), Some(End::Done));
    assert_eq!(run.course.unfetched().count(), 1);

    let mut run = Run::new(Sender::Here);
    let forbidden = Some(Problem::new(ProblemKind::Forbidden, ""));
    let first = [live(), request("/a", forbidden), idle()];
    assert_eq!(run.hear(first), Some(End::Done));
    assert_eq!(run.hear([request("/a", None), idle()]), Some(End::Done));
    assert_eq!(run.course.unfetched().count(), 0);
}

#[test]
fn when_nothing_comes_for_long_it_ends_although_something_is_under_way() {
    let mut run = Run::new(Sender::Here);
    assert_eq!(run.hear_at(100, [request("/a", None), live()]), None);
    assert_eq!(run.hear_at(219, []), None);
    assert_eq!(run.hear_at(220, []), Some(End::Done));
    assert!(!run.course.is_idle());
}

#[test]
fn only_a_long_wait_that_is_asked_for_ends_it() {
    let busy = |seconds| {
        let mut problem = Problem::new(ProblemKind::Busy, "");
        problem.retry_after = Some(seconds);
        Some(problem)
    };
    let mut run = Run::new(Sender::Here);
    assert_eq!(run.hear([live(), request("/a", busy(60))]), None);
    assert!(matches!(
        run.hear([request("/a", busy(61))]),
        Some(End::NoLink(_))
    ));
}
