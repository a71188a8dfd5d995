//! Time as the database keeps it: whole milliseconds, written as the API writes them.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
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
    /// By hand, since lists consist of times for a good part: chrono allocates a string for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAY: i64 = 86_400_000;
        let (day, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let Some((year, month, day)) = date(day) else {
            // Out of range can only be a broken row: it shows as 1970.
            return f.write_str("1970-01-01T00:00:00.000Z");
        };
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
        let (second, millis) = (rest / 1000 % 60, rest % 1000);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        )
    }
}

/// The date of a day counted from 1970, for years of four digits.
fn date(day: i64) -> Option<(i32, u32, u32)> {
    let date = NaiveDate::from_epoch_days(i32::try_from(day).ok()?)?;
    (0..=9999)
        .contains(&date.year())
        .then(|| (date.year(), date.month(), date.day()))
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
