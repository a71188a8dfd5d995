//! Timestamps in the forms servers write them.

use chrono::{DateTime, TimeDelta};

use super::at;
use crate::model::Stamp;

#[test]
fn every_form_of_rfc_3339_is_the_same_moment() {
    for raw in [
        "2026-03-09T12:00:00Z",
        "2026-03-09T12:00:00.000Z",
        "2026-03-09T12:00:00.000000000Z",
        "2026-03-09T12:00:00+00:00",
        "2026-03-09T12:00:00-00:00",
        "2026-03-09T13:00:00+01:00",
        "2026-03-09T17:45:00+05:45",
        "2026-03-08T22:00:00.0-14:00",
        "2026-03-09t12:00:00z",
    ] {
        let stamp = Stamp::read(raw);
        assert_eq!(stamp.at(), Some(at(0)), "{raw}");
        assert_eq!(stamp.raw().expose(), raw);
    }
}

#[test]
fn nanoseconds_are_kept() {
    let stamp = Stamp::read("2026-03-09T12:00:00.123456789Z");
    assert_eq!(
        stamp.at(),
        Some(at(0) + TimeDelta::nanoseconds(123_456_789))
    );
}

#[test]
fn an_unreadable_stamp_is_kept_as_it_came() {
    for raw in [
        "",
        " ",
        "yesterday",
        "1773057600",
        "2026-03-09",
        "2026-03-09T12:00:00",
        "2026-13-09T12:00:00Z",
        "2026-02-30T12:00:00Z",
        "2026-03-09T25:00:00Z",
        " 2026-03-09T12:00:00Z",
        "2026-03-09T12:00:00Z\u{1b}[31m",
    ] {
        let stamp = Stamp::read(raw);
        assert_eq!(stamp.at(), None, "{raw:?}");
        assert_eq!(serde_json::to_value(&stamp).unwrap(), raw);
        assert_eq!(serde_json::from_value::<Stamp>(raw.into()).unwrap(), stamp);
    }
}

#[test]
fn our_own_stamps_have_the_form_of_the_api() {
    assert_eq!(Stamp::of(at(0)).raw().expose(), "2026-03-09T12:00:00.000Z");
    assert_eq!(Stamp::of(at(0)), Stamp::read("2026-03-09T12:00:00.000Z"));
}

#[test]
fn the_ends_of_time_do_not_panic() {
    for moment in [
        DateTime::<chrono::Utc>::MIN_UTC,
        DateTime::<chrono::Utc>::MAX_UTC,
    ] {
        assert_eq!(Stamp::of(moment).at(), Some(moment));
    }
}
