//! Tables: backoff, throttle, gate, and when all is idle.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use super::SyncEvent;
use super::activity::{Activity, Worker};
use super::backoff::{asked_or_backoff, backoff};
use super::chance::{about, chance};
use super::gate::Gate;
use super::throttle::Throttle;
use super::wake::Clocks;

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

#[test]
fn backoff_doubles_from_a_second_to_a_minute() {
    let table = [
        (0, 1.0),
        (1, 1.0),
        (2, 2.0),
        (3, 4.0),
        (4, 8.0),
        (5, 16.0),
        (6, 32.0),
        (7, 60.0),
        (8, 60.0),
        (u32::MAX, 60.0),
    ];
    for (failures, expected) in table {
        let wait = backoff(failures, 0.5).as_secs_f64();
        assert!((wait - expected).abs() < 0.001, "{failures}: {wait}");
    }
}

#[test]
fn jitter_moves_a_backoff_by_a_quarter_and_never_past_its_ends() {
    assert_eq!(backoff(4, 0.0), secs(6));
    assert_eq!(backoff(4, 1.0), secs(10));
    assert_eq!(backoff(1, 0.0), secs(1));
    assert_eq!(backoff(9, 1.0), secs(60));
}

#[test]
fn a_wait_the_server_asks_for_is_kept_even_if_it_is_long() {
    assert_eq!(asked_or_backoff(Some(300), 1, 0.5), secs(300));
    assert_eq!(asked_or_backoff(Some(1), 4, 0.5), secs(8));
    assert_eq!(asked_or_backoff(None, 2, 0.5), secs(2));
}

#[test]
fn chance_stays_in_its_bounds_and_moves() {
    let drawn: Vec<f64> = (0..100).map(|_| chance()).collect();
    assert!(drawn.iter().all(|it| (0.0..=1.0).contains(it)));
    assert!(drawn.iter().any(|it| *it < 0.5) && drawn.iter().any(|it| *it > 0.5));
    assert_eq!(about(secs(10), 0.0), secs(9));
    assert_eq!(about(secs(10), 1.0), secs(11));
}

#[test]
fn a_few_requests_at_once_and_one_after_the_server_asked_to_wait() {
    let start = Instant::now();
    let mut throttle = Throttle::new(4);
    assert!(throttle.admits(3, start) && !throttle.admits(4, start));

    throttle.busy(Some(5), start, 0.5);
    assert_eq!(throttle.opens(start), Some(start + secs(5)));
    assert!(!throttle.admits(0, start + secs(4)));
    let later = start + secs(5);
    assert!(throttle.admits(0, later) && !throttle.admits(1, later));
    let calm = start + secs(5 + 60);
    assert!(throttle.admits(3, calm));
}

#[test]
fn requests_refused_together_count_once() {
    let start = Instant::now();
    let mut throttle = Throttle::new(4);
    for _ in 0..4 {
        throttle.busy(None, start, 0.5);
    }
    assert_eq!(throttle.opens(start), Some(start + secs(1)));
    let again = start + secs(1);
    throttle.busy(None, again, 0.5);
    assert_eq!(throttle.opens(again), Some(again + secs(2)));
    throttle.answered();
    let third = again + secs(2);
    throttle.busy(None, third, 0.5);
    assert_eq!(throttle.opens(third), Some(third + secs(1)));
}

#[test]
fn even_a_limit_of_none_lets_one_through() {
    assert!(Throttle::new(0).admits(0, Instant::now()));
}

#[tokio::test]
async fn a_send_goes_before_a_pull() {
    let gate = Gate::new(1);
    let pull = gate.try_enter().unwrap();
    let mut send = Box::pin(gate.enter());
    assert!(futures_util::poll!(&mut send).is_pending());
    drop(pull);
    assert!(gate.try_enter().is_none(), "somebody waits to send");
    let permit = send.await;
    assert!(gate.try_enter().is_none());
    drop(permit);
    assert!(gate.try_enter().is_some());
}

#[tokio::test]
async fn a_send_that_is_given_up_holds_up_nobody() {
    let gate = Gate::new(1);
    let pull = gate.try_enter().unwrap();
    let mut send = Box::pin(gate.enter());
    assert!(futures_util::poll!(&mut send).is_pending());
    drop(send);
    drop(pull);
    assert!(gate.try_enter().is_some());
}

#[test]
fn idle_is_told_once_when_both_have_nothing_to_do_and_nothing_is_unheard() {
    let told = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&told);
    let activity = Activity::new(Arc::new(move |event| {
        assert_eq!(event, SyncEvent::Idle);
        *counter.lock().unwrap() += 1;
    }));
    let told = || *told.lock().unwrap();
    activity.set(Worker::Puller, false);
    assert_eq!(told(), 0, "the sender has not said so");
    activity.set(Worker::Sender, false);
    assert_eq!(told(), 1);
    activity.set(Worker::Puller, false);
    assert_eq!(told(), 1, "only once");

    activity.asked(Worker::Sender);
    activity.set(Worker::Sender, false);
    assert_eq!(told(), 1, "it has not heard what it was asked");
    activity.heard(Worker::Sender, usize::MAX);
    activity.set(Worker::Puller, false);
    assert_eq!(told(), 1, "what was heard is to be done first");
    activity.set(Worker::Sender, false);
    assert_eq!(told(), 2);
}

#[test]
fn a_clock_that_comes_apart_from_the_steady_one_has_jumped() {
    let (wall, steady) = (chrono::Utc::now(), Instant::now());
    let table = [
        (5, 5, None),
        (34, 5, None),
        (35, 5, Some(30)),
        (3 * 3600, 5, Some(3 * 3600 - 5)),
        (-20, 5, None),
        (-3600, 5, Some(-3605)),
        // A runtime that was late is no jump.
        (90, 90, None),
    ];
    for (by_wall, by_steady, expected) in table {
        let mut clocks = Clocks::new(wall, steady);
        let later = wall + chrono::TimeDelta::seconds(by_wall);
        let jumped = clocks.jumped(later, steady + secs(by_steady));
        assert_eq!(
            jumped,
            expected.map(chrono::TimeDelta::seconds),
            "{by_wall}"
        );
        assert_eq!(
            clocks.jumped(later, steady + secs(by_steady)),
            None,
            "told once"
        );
    }
}

#[test]
fn what_the_server_asked_to_wait_passes_in_sleep_too() {
    let start = Instant::now();
    let mut throttle = Throttle::new(4);
    throttle.busy(Some(600), start, 0.5);
    throttle.slept(secs(300), start);
    assert!(!throttle.admits(0, start));
    throttle.slept(secs(300), start);
    assert!(throttle.admits(0, start));
    assert!(!throttle.admits(1, start), "one at a time for a minute");
    throttle.slept(secs(60), start);
    assert!(throttle.admits(3, start));
}
