//! Times as people type them.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

use crate::app::remind::when::{Unclear, point, read_when, when_words};

fn hours(east: i32) -> FixedOffset {
    FixedOffset::east_opt(east * 3600).unwrap()
}

/// A wall clock of a time zone as a time.
fn at(local: &str, tz: FixedOffset) -> DateTime<Utc> {
    let format = if local.len() > 16 {
        "%Y-%m-%d %H:%M:%S"
    } else {
        "%Y-%m-%d %H:%M"
    };
    let local = NaiveDateTime::parse_from_str(local, format).unwrap();
    local.checked_sub_offset(tz).unwrap().and_utc()
}

/// What is typed, and the wall clock it means.
fn understood(now: &str, tz: FixedOffset, table: &[(&str, &str)]) {
    for (typed, meant) in table {
        let then = read_when(typed, at(now, tz), tz);
        let shown = then.map(|then| {
            let local = then.naive_utc().checked_add_offset(tz).unwrap();
            local.format("%Y-%m-%d %H:%M").to_string()
        });
        assert_eq!(shown.as_deref(), Ok(*meant), "{typed:?} at {now}");
    }
}

#[test]
fn natural_times_are_understood() {
    // A Monday.
    understood(
        "2026-11-23 10:15",
        hours(1),
        &[
            ("2h", "2026-11-23 12:15"),
            ("2 h", "2026-11-23 12:15"),
            ("in 2 hours", "2026-11-23 12:15"),
            ("1h30m", "2026-11-23 11:45"),
            ("1h 30m", "2026-11-23 11:45"),
            ("30m", "2026-11-23 10:45"),
            ("45 min", "2026-11-23 11:00"),
            ("14h", "2026-11-24 00:15"),
            ("3d", "2026-11-26 10:15"),
            ("3 days", "2026-11-26 10:15"),
            ("3d 9", "2026-11-26 09:00"),
            ("in 3 days at 9:30", "2026-11-26 09:30"),
            ("1w", "2026-11-30 10:15"),
            ("2 weeks", "2026-12-07 10:15"),
            ("tomorrow", "2026-11-24 09:00"),
            ("tom", "2026-11-24 09:00"),
            ("tmr 8", "2026-11-24 08:00"),
            ("tomorrow 9", "2026-11-24 09:00"),
            ("Tomorrow at 9:30", "2026-11-24 09:30"),
            ("tomorrow, 14:05", "2026-11-24 14:05"),
            ("9:30 tomorrow", "2026-11-24 09:30"),
            ("tomorrow 2pm", "2026-11-24 14:00"),
            ("tomorrow 2 pm", "2026-11-24 14:00"),
            ("tomorrow 12am", "2026-11-24 00:00"),
            ("tomorrow noon", "2026-11-24 12:00"),
            ("tomorrow evening", "2026-11-24 18:00"),
            ("tonight", "2026-11-23 20:00"),
            ("tonight 9", "2026-11-23 21:00"),
            ("tonight 22:30", "2026-11-23 22:30"),
            ("today 17", "2026-11-23 17:00"),
            ("today 5pm", "2026-11-23 17:00"),
            ("evening", "2026-11-23 18:00"),
            ("14", "2026-11-23 14:00"),
            ("14:30", "2026-11-23 14:30"),
            // A time that has passed today is tomorrow's.
            ("9", "2026-11-24 09:00"),
            ("10:15", "2026-11-24 10:15"),
            ("10:16", "2026-11-23 10:16"),
            ("0:00", "2026-11-24 00:00"),
            // Weekdays: the next one, and today only with a time that is still ahead.
            ("mon", "2026-11-30 09:00"),
            ("mon 9", "2026-11-30 09:00"),
            ("mon 14", "2026-11-23 14:00"),
            ("tue", "2026-11-24 09:00"),
            ("friday 14", "2026-11-27 14:00"),
            ("on Friday at 14:30", "2026-11-27 14:30"),
            ("su 8", "2026-11-29 08:00"),
            ("next week", "2026-11-30 09:00"),
            ("next week 11", "2026-11-30 11:00"),
            ("next fri", "2026-12-04 09:00"),
            ("next mon 8:45", "2026-11-30 08:45"),
            ("next month", "2026-12-23 09:00"),
            ("25 Dec", "2026-12-25 09:00"),
            ("25. december", "2026-12-25 09:00"),
            ("Dec 25", "2026-12-25 09:00"),
            ("25th dec 10:00", "2026-12-25 10:00"),
            ("25 Dec 2027", "2027-12-25 09:00"),
            ("december 25 2027 8am", "2027-12-25 08:00"),
            // Passed this year: the next.
            ("1 mar", "2027-03-01 09:00"),
            ("23 nov", "2027-11-23 09:00"),
            ("23 nov 11", "2026-11-23 11:00"),
            ("2026-12-24", "2026-12-24 09:00"),
            ("2026-12-24 10:00", "2026-12-24 10:00"),
        ],
    );
}

#[test]
fn the_ends_of_months_and_years_are_what_the_calendar_says() {
    let utc = hours(0);
    understood(
        "2027-01-31 12:00",
        utc,
        &[
            ("next month", "2027-02-28 09:00"),
            ("tomorrow", "2027-02-01 09:00"),
            ("1d", "2027-02-01 12:00"),
            ("29 feb", "2028-02-29 09:00"),
        ],
    );
    understood(
        "2026-12-31 23:59:30",
        utc,
        &[
            ("tomorrow 9", "2027-01-01 09:00"),
            ("1m", "2027-01-01 00:01"),
            ("31 dec", "2027-12-31 09:00"),
            ("1 jan", "2027-01-01 09:00"),
            // A Thursday.
            ("next week", "2027-01-04 09:00"),
        ],
    );
    understood(
        "2028-02-28 12:00",
        utc,
        &[
            ("tomorrow", "2028-02-29 09:00"),
            ("2d 8", "2028-03-01 08:00"),
        ],
    );
    // 2100 is no leap year: the next one is 2104, too far, but a day there is.
    let now = at("2096-03-01 12:00", utc);
    assert_eq!(read_when("29 feb", now, utc), Err(Unclear::Far));
}

#[test]
fn the_day_is_the_one_of_the_persons_time_zone() {
    // The same moment is Monday evening in one place and Tuesday morning in another.
    let now = at("2026-11-23 23:30", hours(0));
    let tomorrow = |tz| read_when("tomorrow 9", now, tz).unwrap();
    assert_eq!(tomorrow(hours(-8)), at("2026-11-24 09:00", hours(-8)));
    assert_eq!(tomorrow(hours(0)), at("2026-11-24 09:00", hours(0)));
    assert_eq!(tomorrow(hours(9)), at("2026-11-25 09:00", hours(9)));
    let india = FixedOffset::east_opt(5 * 3600 + 1800).unwrap();
    assert_eq!(tomorrow(india), at("2026-11-25 09:00", india));
    assert_eq!(
        read_when("6", now, india).unwrap(),
        at("2026-11-24 06:00", india)
    );
}

#[test]
fn an_hour_that_a_change_of_the_clocks_skips_or_repeats_is_read_by_the_offset_of_now() {
    // Before the clocks go forward, 02:30 of that night does not exist on the wall; the offset in force still gives it
    // a time, once, and a length of time is not moved by it.
    let winter = hours(1);
    let now = at("2026-03-28 22:00", winter);
    let night = read_when("tomorrow 2:30", now, winter).unwrap();
    assert_eq!(night, at("2026-03-29 02:30", winter));
    assert_eq!(
        read_when("6h", now, winter).unwrap(),
        now + TimeDelta::hours(6)
    );
    // After they went back, the same words mean the later of the two.
    let now = at("2026-10-25 02:10", winter);
    assert_eq!(
        read_when("2:30", now, winter).unwrap() - now,
        TimeDelta::minutes(20)
    );
}

#[test]
fn what_is_no_time_says_why() {
    let tz = hours(1);
    let now = at("2026-11-23 10:15", tz);
    let why = |typed: &str| read_when(typed, now, tz).unwrap_err();
    for typed in ["", "   ", "at", "in on at"] {
        assert_eq!(why(typed), Unclear::Empty, "{typed:?}");
    }
    for typed in [
        "soon",
        "t",
        "to",
        "m",
        "2",
        "h",
        "2x",
        "next",
        "next year",
        "tomorrow 25",
        "tomorrow 9:60",
        "tomorrow 9:5",
        "24",
        "tomorrow tomorrow",
        "9 10",
        "mon fri",
        "2h tomorrow",
        "2h 9",
        "13pm",
        "0am",
        "25",
        "dec",
        "25/12",
        "2026-12",
        "2026-1-2-3",
        "-2h",
        "1.5h",
        "99999999999999999999h",
        "9999999999d",
        "1000000000",
        "٣h",
        "明日",
        "\u{1b}[31m",
        "🙂",
    ] {
        let expected = if typed == "2" {
            None
        } else {
            Some(Unclear::NoTime)
        };
        assert_eq!(read_when(typed, now, tz).err(), expected, "{typed:?}");
    }
    for typed in [
        "31 feb",
        "30 feb 2028",
        "29 feb 2027",
        "2026-02-30",
        "2026-13-01",
    ] {
        assert_eq!(why(typed), Unclear::NoSuchDay, "{typed:?}");
    }
    for typed in [
        "today 9",
        "0m",
        "0h",
        "2026-11-23",
        "2025-12-24",
        "1 jan 2020",
        "today 10:15",
    ] {
        assert_eq!(why(typed), Unclear::Past, "{typed:?}");
    }
    assert_eq!(why("today"), Unclear::NeedsTime);
    for typed in ["9999d", "999999999h", "2040-01-01", "400w"] {
        assert_eq!(why(typed), Unclear::Far, "{typed:?}");
    }
    let late = at("2026-11-23 21:00", tz);
    assert_eq!(read_when("tonight", late, tz), Err(Unclear::Past));
    assert_eq!(
        read_when("tonight 11", late, tz),
        Ok(at("2026-11-23 23:00", tz))
    );
}

#[test]
fn a_length_ends_on_a_whole_minute_and_never_early() {
    let tz = hours(0);
    let now = at("2026-11-23 10:15:01", tz);
    assert_eq!(read_when("2h", now, tz), Ok(at("2026-11-23 12:16", tz)));
}

#[test]
fn a_time_is_read_back_in_words() {
    let tz = hours(1);
    let now = at("2026-11-22 20:00", tz);
    for (then, words) in [
        ("2026-11-22 20:00:30", "today 20:00, in <1m"),
        ("2026-11-22 22:30", "today 22:30, in 2h 30m"),
        ("2026-11-23 09:00", "Mon 23 Nov 09:00, in 13h"),
        ("2026-12-25 09:00", "Fri 25 Dec 09:00, in 32d 13h"),
        ("2027-01-04 09:00", "Mon 4 Jan 2027 09:00, in 42d 13h"),
    ] {
        assert_eq!(when_words(at(then, tz), now, tz).as_str(), words);
    }
    assert_eq!(point(now, now, tz).as_str(), "today 20:00");
}

proptest! {
    #[test]
    fn no_text_at_no_time_in_no_zone_is_a_panic_or_a_time_behind(
        text in prop_oneof![
            ".{0,40}",
            "([0-9]{1,12}|next|mon|dec|today|tomorrow|tonight|am|pm|at|:|-|h|m|d|w| ){0,8}",
        ],
        seconds in prop_oneof![-8_000_000_000_000_i64..8_000_000_000_000, Just(0)],
        offset in -86_399_i32..86_400,
    ) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap();
        let tz = FixedOffset::east_opt(offset).unwrap();
        if let Ok(then) = read_when(&text, now, tz) {
            prop_assert!(then > now);
            prop_assert!(!when_words(then, now, tz).is_empty());
        }
    }
}
