//! Time as the database keeps it: whole milliseconds, written as the API writes them.

use std::fmt;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// A moment in milliseconds since 1970. Displayed in the API's form: UTC, milliseconds, `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Millis(i64);

impl Millis {
    /// The whole milliseconds of a moment.
    pub const fn of(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }

    /// This much later (or earlier).
    pub const fn plus(self, by: TimeDelta) -> Self {
        Self(self.0.saturating_add(by.num_milliseconds()))
    }

    /// The moment itself.
    pub fn moment(self) -> DateTime<Utc> {
        // Out of chrono's range can only be a broken row: it shows as 1970.
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// The number itself.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// The time from an earlier moment to this one.
    pub const fn since(self, earlier: Self) -> TimeDelta {
        // A difference out of range can only come of a broken row; none at all is the tame reading.
        match TimeDelta::try_milliseconds(self.0.saturating_sub(earlier.0)) {
            Some(delta) => delta,
            None => TimeDelta::zero(),
        }
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.moment().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl ToSql for Millis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}
