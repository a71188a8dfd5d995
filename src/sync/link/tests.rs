//! Tables of the link as it is shown.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::state::LinkState;
use super::{Keeper, Phase};
use crate::model::{Link, Problem, ProblemKind};
use crate::sync::SyncEvent;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_000_000 + seconds, 0).unwrap()
}

fn problem(kind: ProblemKind) -> Problem {
    Problem::new(kind, "words")
}

#[test]
fn a_live_link_is_told_at_most_once_a_second() {
    let mut link = LinkState::default();
    assert_eq!(link.confirmed(at(0)), Some(Link::Live { at: at(0) }));
    assert_eq!(link.confirmed(at(0) + TimeDelta::milliseconds(999)), None);
    assert_eq!(link.confirmed(at(1)), Some(Link::Live { at: at(1) }));
}

#[test]
fn a_lost_link_remembers_since_when() {
    let mut link = LinkState::default();
    link.confirmed(at(0));
    let second = Duration::from_secs(1);
    link.lost(&problem(ProblemKind::Unreachable), at(5), second);
    let told = link.lost(&problem(ProblemKind::NotApi), at(6), second * 2);
    let expected = Link::Offline {
        since: at(5),
        problem: problem(ProblemKind::NotApi),
        retry_at: Some(at(8)),
    };
    assert_eq!(told, expected);
    assert_eq!(link.failures(), 2);
    assert_eq!(link.confirmed(at(8)), Some(Link::Live { at: at(8) }));
    assert_eq!(link.failures(), 0);
}

#[test]
fn a_refused_key_is_told_once_for_the_same_words() {
    let mut link = LinkState::default();
    let invalid = problem(ProblemKind::InvalidKey);
    assert!(link.refused(&invalid, at(0)).is_some());
    assert_eq!(link.refused(&invalid, at(60)), None);
    let missing = problem(ProblemKind::AuthenticationRequired);
    let expected = Link::KeyRefused {
        since: at(0),
        problem: missing.clone(),
    };
    assert_eq!(link.refused(&missing, at(120)), Some(expected));
}

fn keeper() -> (Keeper, Arc<Mutex<Vec<Link>>>) {
    let told = Arc::<Mutex<Vec<Link>>>::default();
    let hearing = Arc::clone(&told);
    let keeper = Keeper::new(
        Arc::new(move |event| {
            if let SyncEvent::Link(link) = event {
                hearing.lock().unwrap().push(link);
            }
        }),
        Arc::new(|| at(0)),
    );
    (keeper, told)
}

#[test]
fn only_the_probe_ends_a_bad_phase() {
    let (keeper, _) = keeper();
    keeper.confirmed(false);
    assert_eq!(keeper.phase(), Phase::Connecting);
    keeper.confirmed(true);
    assert_eq!(keeper.phase(), Phase::Live);
    keeper.lost(&problem(ProblemKind::Unreachable), false);
    keeper.confirmed(false);
    assert!(matches!(keeper.phase(), Phase::Offline(_)));
    keeper.confirmed(true);
    assert_eq!(keeper.phase(), Phase::Live);
}

#[test]
fn requests_that_fail_together_count_as_one() {
    let (keeper, told) = keeper();
    keeper.confirmed(true);
    for _ in 0..4 {
        keeper.lost(&problem(ProblemKind::Unreachable), false);
    }
    assert_eq!(told.lock().unwrap().len(), 2, "live, offline");
}

#[test]
fn a_refused_key_stays_refused_while_the_server_is_away() {
    let (keeper, told) = keeper();
    keeper.refused(&problem(ProblemKind::InvalidKey));
    keeper.lost(&problem(ProblemKind::Unreachable), true);
    assert!(matches!(keeper.phase(), Phase::KeyRefused(_)));
    assert_eq!(told.lock().unwrap().len(), 1);
}

#[test]
fn after_a_sleep_the_probe_is_due_and_failures_count_from_the_first() {
    let keeper = Keeper::new(Arc::new(|_| {}), Arc::new(|| at(0)));
    let away = problem(ProblemKind::Unreachable);
    for _ in 0..8 {
        keeper.lost(&away, true);
    }
    let now = tokio::time::Instant::now();
    let due = |keeper: &Keeper| match keeper.phase() {
        Phase::Offline(at) | Phase::KeyRefused(at) => at.saturating_duration_since(now),
        other => panic!("{other:?}"),
    };
    assert!(due(&keeper) > Duration::from_secs(30));
    keeper.hurry();
    assert!(due(&keeper) < Duration::from_secs(1));
    // The network is only coming up.
    keeper.lost(&away, true);
    assert!(due(&keeper) < Duration::from_secs(3));

    keeper.refused(&problem(ProblemKind::InvalidKey));
    assert!(due(&keeper) > Duration::from_secs(30));
    keeper.hurry();
    assert!(due(&keeper) < Duration::from_secs(1));
}
