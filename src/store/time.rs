//! Times as they are stored: microseconds since 1970.

use chrono::{DateTime, Utc};

use crate::model::Stamp;

/// Sorts after every time: threads that wait for nobody.
pub(super) const NEVER: i64 = i64::MAX;

pub(super) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

pub(super) fn stamp_micros(stamp: Option<&Stamp>) -> Option<i64> {
    stamp.and_then(Stamp::at).map(micros)
}

/// What [`micros`] made is always a time; anything else in the file counts as none.
pub(super) fn time(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}
