//! Time in words, with the clock and the zone in the test's hands.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use crate::text::{ago, clock, day, duration_words};

/// Tuesday noon in UTC.
const NOW: &str = "2026-03-10T12:00:00Z";

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a timestamp")
}

fn east(hours: i32) -> FixedOffset {
    FixedOffset::east_opt(hours * 3600).expect("an offset")
}

#[test]
fn ago_goes_by_time_passed_then_by_the_calendar() {
    for (then, words) in [
        ("2026-03-10T12:00:00Z", "now"),
        ("2026-03-10T11:59:01Z", "now"),
        ("2026-03-10T11:59:00Z", "1m"),
        ("2026-03-10T11:00:01Z", "59m"),
        ("2026-03-10T11:00:00Z", "1h"),
        ("2026-03-10T00:00:00Z", "12h"),
        ("2026-03-09T23:59:59Z", "Mon"),
        ("2026-03-04T12:00:00Z", "Wed"),
        ("2026-03-03T12:00:00Z", "3 Mar"),
        ("2026-01-01T00:00:00Z", "1 Jan"),
        ("2025-12-31T23:59:59Z", "31 Dec 2025"),
    ] {
        assert_eq!(ago(utc(NOW), utc(then), &east(0)), words, "{then}");
    }
}

#[test]
fn yesterday_evening_is_hours_ago_at_night() {
    assert_eq!(
        ago(
            utc("2026-03-10T01:00:00Z"),
            utc("2026-03-09T22:00:00Z"),
            &east(0)
        ),
        "3h"
    );
}

#[test]
fn days_are_those_of_the_reader() {
    let then = utc("2026-03-09T22:00:00Z");
    assert_eq!(ago(utc(NOW), then, &east(0)), "Mon");
    assert_eq!(ago(utc(NOW), then, &east(2)), "14h");
    assert_eq!(day(utc(NOW), then, &east(0)), "Yesterday");
    assert_eq!(day(utc(NOW), then, &east(2)), "Today");
    assert_eq!(clock(then, &east(2)), "00:00");
    assert_eq!(clock(then, &east(-5)), "17:00");
}

#[test]
fn what_lies_ahead_is_said_calmly() {
    for (then, words) in [
        ("2026-03-10T12:00:30Z", "now"),
        ("2026-03-10T12:05:00Z", "in 5m"),
        ("2026-03-10T15:00:00Z", "in 3h"),
        ("2026-03-12T12:00:00Z", "in 2d"),
        ("2026-04-01T12:00:00Z", "1 Apr"),
        ("2027-03-10T12:00:00Z", "10 Mar 2027"),
    ] {
        assert_eq!(ago(utc(NOW), utc(then), &east(0)), words, "{then}");
    }
}

#[test]
fn a_day_is_named_for_the_rule_above_it() {
    for (then, words) in [
        ("2026-03-10T00:00:00Z", "Today"),
        ("2026-03-09T00:00:00Z", "Yesterday"),
        ("2026-03-11T00:00:00Z", "Tomorrow"),
        ("2026-03-03T00:00:00Z", "Tuesday 3 March"),
        ("2024-03-10T00:00:00Z", "Sunday 10 March 2024"),
    ] {
        assert_eq!(day(utc(NOW), utc(then), &east(0)), words, "{then}");
    }
}

#[test]
fn a_duration_has_its_two_largest_units() {
    for (minutes, words) in [
        (-5, "<1m"),
        (0, "<1m"),
        (12, "12m"),
        (60, "1h"),
        (200, "3h 20m"),
        (24 * 60, "1d"),
        (24 * 60 + 59, "1d"),
        (52 * 60 + 5, "2d 4h"),
    ] {
        assert_eq!(
            duration_words(TimeDelta::minutes(minutes)),
            words,
            "{minutes}"
        );
    }
}

#[test]
fn years_without_a_local_time_do_not_stop_the_program() {
    for extreme in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
        for zone in [east(14), east(-12)] {
            ago(utc(NOW), extreme, &zone);
            ago(extreme, utc(NOW), &zone);
            day(utc(NOW), extreme, &zone);
            clock(extreme, &zone);
        }
        ago(utc(NOW), extreme, &chrono::Local);
    }
    duration_words(TimeDelta::MAX);
    duration_words(TimeDelta::MIN);
}
