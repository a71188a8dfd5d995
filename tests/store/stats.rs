//! The numbers of a small workspace whose every message is known.

use std::sync::atomic::{AtomicU32, Ordering};

use andibox::model::{Recent, Stats, lifecycle};
use andibox::store::{OpenOptions, Store};
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::factory::{Desk, message, minute, stamp, status_event, talk, thread, threads, with};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// The present: 40 days after minute 0.
fn now() -> DateTime<Utc> {
    minute(40 * DAY)
}

/// A minute counted back from the present.
fn before(minutes: i64) -> i64 {
    40 * DAY - minutes
}

fn utc() -> FixedOffset {
    FixedOffset::east_opt(0).unwrap()
}

fn stats(desk: &Desk) -> Stats {
    desk.store.stats(now(), utc()).unwrap()
}

/// A thread `id`, opened and last written in at minutes counted back.
fn opened(id: &str, at: i64, last: i64) -> serde_json::Value {
    with(
        thread(id, before(last)),
        json!({"createdAt": stamp(before(at))}),
    )
}

fn said(id: &str, direction: &str, ago: i64) -> serde_json::Value {
    message(id, direction, before(ago))
}

/// Counts, medians and 90th percentiles in minutes, of the week and the month.
fn minutes(recent: &Recent) -> [(u32, Option<i64>, Option<i64>); 2] {
    let minutes = |length: Option<TimeDelta>| length.map(|length| length.num_minutes());
    [recent.week, recent.month]
        .map(|times| (times.count, minutes(times.median), minutes(times.p90)))
}

#[test]
fn an_empty_workspace_has_empty_numbers() {
    let stats = stats(&Desk::new());
    assert_eq!(stats.waiting(), 0);
    assert_eq!(stats.by_channel, []);
    assert_eq!(minutes(&stats.first_response), [(0, None, None); 2]);
    assert_eq!(minutes(&stats.resolution), [(0, None, None); 2]);
    assert_eq!(stats.days.len(), 14);
    assert_eq!(stats.days[13].date, now().date_naive());
}

#[test]
fn the_backlog_is_who_waits_for_us_by_how_long_and_where() {
    let desk = Desk::new();
    desk.channels(&["c", "e"]);
    desk.threads(vec![
        opened("young", 30, 30),
        opened("old", 5 * DAY, 2 * DAY),
        opened("answered", 300, 200),
        opened("failed", 3 * HOUR, HOUR),
    ]);
    let mut other = opened("elsewhere", 50, 50);
    other["channelId"] = "e".into();
    let listing = threads(vec![other]);
    desk.store.apply_threads(&"e".into(), &listing).unwrap();
    desk.messages("young", vec![said("y1", "inbound", 30)]);
    // Two questions: the first one counts.
    desk.messages(
        "old",
        vec![
            said("o1", "inbound", 5 * DAY),
            said("o2", "inbound", 2 * DAY),
        ],
    );
    desk.messages(
        "answered",
        vec![said("a1", "inbound", 300), said("a2", "outbound", 200)],
    );
    desk.messages(
        "failed",
        vec![
            said("f1", "inbound", 3 * HOUR),
            with(said("f2", "outbound", HOUR), json!({"status": "failed"})),
        ],
    );
    let there = andibox::model::Conversation::Thread {
        channel: "e".into(),
        thread: "elsewhere".into(),
    };
    let list = crate::factory::messages(vec![said("e1", "inbound", 50)]);
    desk.store
        .apply_messages(&there, &list, crate::factory::never())
        .unwrap();
    let stats = stats(&desk);
    assert_eq!(stats.by_age, [2, 1, 0, 0, 1]);
    assert_eq!(stats.waiting(), 4);
    let channels: Vec<(&str, u32)> = stats
        .by_channel
        .iter()
        .map(|channel| (channel.channel.as_str(), channel.threads))
        .collect();
    assert_eq!(channels, [("c", 3), ("e", 1)]);
}

#[test]
fn a_first_response_is_the_first_answer_that_did_not_fail_after_the_first_question() {
    let desk = Desk::with_threads(&["quick", "slow", "greeted", "silent", "long-ago"]);
    desk.messages(
        "quick",
        vec![
            said("q1", "inbound", DAY),
            with(said("q2", "outbound", DAY - 5), json!({"status": "failed"})),
            said("q3", "internal", DAY - 6),
            said("q4", "outbound", DAY - 10),
            said("q5", "inbound", DAY - 20),
            said("q6", "outbound", 2),
        ],
    );
    desk.messages(
        "slow",
        vec![
            said("s1", "inbound", 12 * DAY),
            said("s2", "inbound", 11 * DAY),
            said("s3", "outbound", 10 * DAY),
        ],
    );
    // What was written before anybody asked answers nothing.
    desk.messages(
        "greeted",
        vec![
            said("g1", "outbound", 3 * DAY),
            said("g2", "inbound", 2 * DAY),
            said("g3", "outbound", 2 * DAY - 30),
        ],
    );
    desk.messages("silent", vec![said("n1", "inbound", DAY)]);
    desk.messages(
        "long-ago",
        vec![
            said("l1", "inbound", 33 * DAY),
            said("l2", "outbound", 32 * DAY),
        ],
    );
    let month = (3, Some(30), Some(2 * DAY));
    assert_eq!(
        minutes(&stats(&desk).first_response),
        [(2, Some(20), Some(30)), month]
    );
}

#[test]
fn a_wait_that_settling_ended_is_not_the_one_that_was_answered() {
    let desk = Desk::with_threads(&["t"]);
    desk.messages(
        "t",
        vec![
            said("q1", "inbound", 600),
            status_event("e1", "open", "closed", "open", before(500)),
            said("q2", "inbound", 400),
            said("a1", "outbound", 390),
        ],
    );
    assert_eq!(
        minutes(&stats(&desk).first_response)[0],
        (1, Some(10), Some(10))
    );
    // Reopened without a word, the first wait goes on.
    desk.messages(
        "t",
        vec![status_event("e2", "closed", "open", "closed", before(450))],
    );
    assert_eq!(
        minutes(&stats(&desk).first_response)[0],
        (1, Some(210), Some(210))
    );
}

/// A life of questions, answers and status changes, each at a minute of its own.
fn any_life() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(0..7_u8, 1..12).prop_map(|steps| {
        let step = |(minute, step): (usize, u8)| {
            let at = i64::try_from(minute).unwrap();
            let id = format!("m{minute:02}");
            match step {
                0..=2 => message(&id, "inbound", at),
                3 => message(&id, "outbound", at),
                4 => status_event(&id, "open", "closed", "open", at),
                5 => status_event(&id, "open", "archived", "open", at),
                _ => status_event(&id, "closed", "open", "closed", at),
            }
        };
        steps.into_iter().enumerate().map(step).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_first_response_is_the_one_of_the_life_of_the_thread(life in any_life()) {
        let desk = Desk::with_threads(&["a"]);
        desk.messages("a", life);
        let all = desk.store.all_messages(&talk("a")).unwrap();
        let server = desk.store.thread(&"a".into()).unwrap().unwrap().thread;
        let kept = desk.response("a").0;
        let took = kept.map(|(asked, answered)| TimeDelta::microseconds(answered - asked));
        prop_assert_eq!(took, lifecycle(&server, &all).first_response);
    }
}

#[test]
fn threads_that_the_server_no_longer_has_count_nowhere() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    let closed = json!({"status": "closed", "closedAt": stamp(before(10))});
    desk.threads(vec![
        opened("waits", 60, 60),
        with(opened("done", 60, 10), closed),
    ]);
    desk.messages("waits", vec![said("w", "inbound", 60)]);
    desk.messages(
        "done",
        vec![said("d1", "inbound", 60), said("d2", "outbound", 30)],
    );
    let here = stats(&desk);
    assert_eq!((here.waiting(), here.days[13].inbound), (1, 2));
    assert_eq!(
        (here.first_response.week.count, here.resolution.week.count),
        (1, 1)
    );
    desk.threads(vec![opened("other", 5, 5)]);
    let mut empty = stats(&Desk::new());
    empty.at = now();
    assert_eq!(stats(&desk), empty);
}

#[test]
fn a_resolution_is_from_the_opening_to_the_settling_that_still_holds() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    let closed = |id: &str, at: i64, closed: i64| {
        with(
            opened(id, at, closed),
            json!({"status": "closed", "closedAt": stamp(before(closed))}),
        )
    };
    desk.threads(vec![
        closed("a", 2 * DAY, DAY),
        closed("b", 20 * DAY, 10 * DAY),
        closed("c", 39 * DAY, 35 * DAY),
        opened("d", 5 * DAY, DAY),
        opened("e", 5 * DAY, DAY),
    ]);
    // `d` was archived by an event; `e` was closed and opened again.
    desk.messages(
        "d",
        vec![status_event(
            "d1",
            "open",
            "archived",
            "open",
            before(2 * DAY),
        )],
    );
    desk.messages(
        "e",
        vec![
            status_event("e1", "open", "closed", "open", before(3 * DAY)),
            status_event("e2", "closed", "open", "open", before(2 * DAY)),
        ],
    );
    assert_eq!(
        minutes(&stats(&desk).resolution),
        [
            (2, Some(2 * DAY), Some(3 * DAY)),
            (3, Some(3 * DAY), Some(10 * DAY)),
        ]
    );
}

#[test]
fn messages_a_day_are_what_was_asked_and_what_was_answered_feeds_included() {
    let desk = Desk::with_threads(&["t"]);
    let mut list = vec![
        said("m1", "inbound", 10),
        said("m2", "inbound", 20),
        said("m3", "outbound", 15),
        with(said("m4", "outbound", 12), json!({"status": "failed"})),
        said("m5", "internal", 11),
        with(said("m6", "inbound", 9), json!({"kind": "event"})),
        said("m7", "inbound", DAY + 10),
        said("m8", "inbound", 13 * DAY),
        said("m9", "inbound", 14 * DAY),
    ];
    list.push(status_event("e", "open", "closed", "open", before(8)));
    desk.messages("t", list);
    let feed = crate::factory::messages(vec![said("f1", "inbound", 5)]);
    desk.store
        .apply_messages(&crate::factory::feed(), &feed, crate::factory::never())
        .unwrap();
    let counted: Vec<(usize, u32, u32)> = stats(&desk)
        .days
        .iter()
        .enumerate()
        .filter(|(_, day)| day.inbound + day.outbound > 0)
        .map(|(place, day)| (place, day.inbound, day.outbound))
        .collect();
    assert_eq!(counted, [(0, 1, 0), (12, 1, 0), (13, 3, 1)]);
}

#[test]
fn a_file_from_before_the_numbers_gets_them_when_it_is_opened() {
    let desk = Desk::with_threads(&["t"]);
    desk.messages(
        "t",
        vec![said("q", "inbound", 60), said("a", "outbound", 40)],
    );
    let whole = stats(&desk);
    assert_eq!(whole.first_response.week.count, 1);
    let path = desk.dir.path().join("copy.db");
    let Desk { store, dir, .. } = desk;
    drop(store);
    let file = Connection::open(&path).unwrap();
    file.execute_batch(
        "DROP INDEX thread_answered; DROP INDEX thread_settled;
         ALTER TABLE thread DROP COLUMN asked_at;
         ALTER TABLE thread DROP COLUMN answered_at;
         ALTER TABLE thread DROP COLUMN settled_at;
         DROP TABLE reminder;
         ALTER TABLE thread DROP COLUMN remind;
         ALTER TABLE thread DROP COLUMN rung;
         PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(file);
    static TOLD: AtomicU32 = AtomicU32::new(0);
    let options = || OpenOptions {
        deriving: || {
            TOLD.fetch_add(1, Ordering::SeqCst);
        },
        ..OpenOptions::quiet(now())
    };
    drop(Store::open(&path, options()).unwrap());
    let again = Store::open(&path, options()).unwrap().store;
    assert_eq!(TOLD.load(Ordering::SeqCst), 1, "told once");
    assert_eq!(again.stats(now(), utc()).unwrap(), whole);
    assert_eq!(again.meta("derive_again").unwrap(), None);
    drop(dir);
}
