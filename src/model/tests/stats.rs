//! Tables of the numbers: buckets, medians, percentiles, days.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use crate::model::{AgeBucket, DayCounts, Recent, Times};

const MINUTE: i64 = 60_000_000;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_wait_belongs_to_the_bucket_that_begins_at_or_below_it() {
    for (minutes, words) in [
        (-5, "under 1 h"),
        (0, "under 1 h"),
        (59, "under 1 h"),
        (60, "1 to 4 h"),
        (239, "1 to 4 h"),
        (240, "4 to 24 h"),
        (1439, "4 to 24 h"),
        (1440, "1 to 3 days"),
        (3 * 1440 - 1, "1 to 3 days"),
        (3 * 1440, "older"),
        (900_000, "older"),
    ] {
        let bucket = AgeBucket::of(TimeDelta::minutes(minutes));
        assert_eq!(bucket.words(), words, "{minutes}");
        assert_eq!(AgeBucket::ALL[bucket as usize], bucket);
    }
}

#[test]
fn times_are_summed_up_by_their_middle_and_by_the_nearest_rank() {
    let minutes = |list: &[i64]| {
        let times = Times::of(list.iter().map(|m| m * MINUTE).collect());
        let minutes = |length: Option<TimeDelta>| length.map(|length| length.num_seconds());
        (times.count, minutes(times.median), minutes(times.p90))
    };
    assert_eq!(minutes(&[]), (0, None, None));
    assert_eq!(minutes(&[7]), (1, Some(420), Some(420)));
    assert_eq!(minutes(&[1, 2]), (2, Some(90), Some(120)));
    assert_eq!(minutes(&[9, 1, 5]), (3, Some(300), Some(540)));
    assert_eq!(
        minutes(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (10, Some(330), Some(540))
    );
    let hundred: Vec<i64> = (1..=100).collect();
    assert_eq!(minutes(&hundred), (100, Some(3030), Some(90 * 60)));
    assert_eq!(minutes(&[-3, -1]), (2, Some(0), Some(0)));
}

#[test]
fn what_ended_counts_in_the_week_the_month_or_not_at_all() {
    let now = at("2026-03-31T12:00:00Z");
    let ended = |days: i64, took: i64| {
        let at = now - TimeDelta::days(days);
        (at.timestamp_micros(), took * MINUTE)
    };
    let recent = Recent::of(
        now,
        &[
            ended(-1, 100),
            ended(0, 1),
            ended(7, 3),
            ended(8, 20),
            ended(30, 40),
            ended(31, 500),
        ],
    );
    assert_eq!((recent.week.count, recent.month.count), (2, 4));
    assert_eq!(recent.week.median, Some(TimeDelta::minutes(2)));
    assert_eq!(recent.month.p90, Some(TimeDelta::minutes(40)));
}

#[test]
fn a_day_begins_at_midnight_where_the_person_is() {
    let tz = FixedOffset::east_opt(5 * 3600 + 1800).unwrap();
    // 01:30 of the 31st there.
    let mut days = DayCounts::up_to(at("2026-03-30T20:00:00Z"), tz);
    for (text, inbound) in [
        ("2026-03-30T18:30:00Z", true),
        ("2026-03-30T18:29:59Z", false),
        ("2026-03-17T18:30:00Z", true),
        ("2026-03-17T18:29:59Z", true),
        ("2026-03-31T18:30:00Z", true),
    ] {
        days.add(at(text).timestamp_micros(), inbound);
    }
    assert_eq!(days.start(), at("2026-03-17T18:30:00Z").timestamp_micros());
    let days = days.into_days();
    assert_eq!(days.len(), 14);
    let counted: Vec<(String, u32, u32)> = days
        .iter()
        .filter(|day| day.inbound + day.outbound > 0)
        .map(|day| (day.date.to_string(), day.inbound, day.outbound))
        .collect();
    assert_eq!(
        counted,
        [
            ("2026-03-18".to_owned(), 1, 0),
            ("2026-03-30".to_owned(), 0, 1),
            ("2026-03-31".to_owned(), 1, 0),
        ]
    );
}
