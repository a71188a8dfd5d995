//! Tables: from what became of a request to its next state.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::attempt::thread_name;
use super::clock::sooner;
use super::outcome::{after_absence, after_failure, look_due, undecidable};
use crate::api::{Class, Error};
use crate::model::{
    Action, Author, AuthorRole, ClientMessageId, Outgoing, OutgoingState, Problem, ProblemKind,
    ThreadStatus,
};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_000_000, 0).unwrap()
}

fn problem(retry_after: Option<u64>) -> Problem {
    let mut problem = Problem::new(ProblemKind::NoAnswer, "words");
    problem.retry_after = retry_after;
    problem
}

fn after(class: Class, retry_after: Option<u64>, attempts: u32) -> OutgoingState {
    let error = Error {
        class,
        problem: Box::new(problem(retry_after)),
    };
    after_failure(&error, attempts, now(), 0.5)
}

fn unknown(absent: u8, checked_at: Option<DateTime<Utc>>) -> OutgoingState {
    OutgoingState::Unknown {
        problem: problem(None),
        absent,
        checked_at,
    }
}

#[test]
fn each_class_of_failure_leads_to_its_state() {
    let queued = |seconds| OutgoingState::Queued {
        after: Some(now() + TimeDelta::seconds(seconds)),
    };
    let table = [
        (Class::Retry, None, 1, queued(1)),
        (Class::Retry, None, 3, queued(4)),
        (Class::Retry, None, 40, queued(60)),
        (Class::Retry, Some(90), 1, queued(90)),
        (Class::Auth, None, 1, OutgoingState::Queued { after: None }),
        (
            Class::Rejected,
            None,
            1,
            OutgoingState::Rejected(problem(None)),
        ),
        (Class::Unknown, None, 1, unknown(0, None)),
    ];
    for (class, retry_after, attempts, expected) in table {
        let state = after(class, retry_after, attempts);
        assert_eq!(state, expected, "{class:?}");
    }
}

#[test]
fn absent_twice_ten_seconds_apart_is_sent_again_and_nothing_less_is() {
    let ago = |seconds| Some(now() - TimeDelta::seconds(seconds));
    let again = OutgoingState::Queued { after: None };
    let table = [
        (0, None, unknown(1, Some(now()))),
        // A time without an absence is no first look.
        (0, ago(100), unknown(1, Some(now()))),
        (1, None, unknown(1, Some(now()))),
        (1, ago(0), unknown(1, ago(0))),
        (1, ago(9), unknown(1, ago(9))),
        (1, ago(10), again.clone()),
        (1, ago(1000), again.clone()),
        (2, ago(10), again),
    ];
    for (absent, checked_at, expected) in table {
        let state = after_absence(&problem(None), absent, checked_at, now());
        assert_eq!(state, expected, "{absent} {checked_at:?}");
    }
}

#[test]
fn the_first_look_is_at_once_and_the_second_ten_seconds_later() {
    assert_eq!(look_due(0, None), None);
    assert_eq!(look_due(0, Some(now())), None);
    assert_eq!(
        look_due(1, Some(now())),
        Some(now() + TimeDelta::seconds(10))
    );
}

#[test]
fn what_cannot_be_decided_is_given_to_the_person() {
    let OutgoingState::Rejected(problem) = undecidable(&problem(None)) else {
        panic!("it is not sent again by itself");
    };
    assert_eq!(problem.kind, ProblemKind::Unreadable);
    assert!(problem.message.expose().contains("only if it does not"));
}

#[test]
fn a_thread_and_its_first_message_have_two_names() {
    let id = ClientMessageId::new(Uuid::now_v7());
    let thread = thread_name(id);
    assert_ne!(thread, id);
    assert_eq!(thread, thread_name(id), "the same after a restart");
    assert_eq!(thread.uuid().get_version_num(), 7);
}

#[test]
fn no_wait_is_longer_than_one_that_can_have_been_asked_for() {
    let ahead = |seconds| now() + TimeDelta::seconds(seconds);
    let queued = |seconds| OutgoingState::Queued {
        after: Some(ahead(seconds)),
    };
    let held = |seconds| OutgoingState::Held {
        until: ahead(seconds),
    };
    let day = 24 * 3600;
    let table = [
        (queued(59), None, None),
        (queued(day), None, Some(queued(60))),
        (queued(500), Some(600), None),
        (queued(day), Some(600), Some(queued(600))),
        (OutgoingState::Queued { after: None }, None, None),
        (held(50), None, None),
        (held(day), None, Some(held(60))),
        (unknown(1, Some(ahead(0))), None, None),
        (
            unknown(1, Some(ahead(day))),
            None,
            Some(unknown(1, Some(now()))),
        ),
        (OutgoingState::Sending, None, None),
    ];
    for (state, retry_after, expected) in table {
        let mut outgoing = Outgoing {
            id: ClientMessageId::new(Uuid::now_v7()),
            action: Action::Status {
                channel: "c".into(),
                thread: "t".into(),
                from: ThreadStatus::Open,
                to: ThreadStatus::Closed,
                author: Author::of(AuthorRole::Agent),
            },
            state,
            created_at: now(),
            attempts: 1,
            last_problem: Some(problem(retry_after)),
        };
        let mended = sooner(&outgoing, now());
        assert_eq!(mended, expected, "{:?}", outgoing.state);
        if let Some(mended) = mended {
            outgoing.state = mended;
            assert_eq!(sooner(&outgoing, now()), None, "once is enough");
        }
    }
}
