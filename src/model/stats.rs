//! Numbers of a workspace: who waits, how fast it was answered and settled, how much is written a day.
//!
//! The definitions are in `docs/stats.md`. Nothing here reads a clock or a store: `store` brings the times.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta, Utc};

use super::{ChannelId, Untrusted};

/// How long the customers of the backlog have waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AgeBucket {
    /// Less than an hour.
    UnderHour,
    /// An hour to less than four.
    Hours,
    /// Four hours to less than a day.
    Day,
    /// A day to less than three.
    Days,
    /// Three days and more.
    Older,
}

impl AgeBucket {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [
        Self::UnderHour,
        Self::Hours,
        Self::Day,
        Self::Days,
        Self::Older,
    ];

    /// Where a wait of this length belongs; one that begins in the future has just begun.
    pub fn of(wait: TimeDelta) -> Self {
        match wait.num_hours() {
            ..1 => Self::UnderHour,
            1..4 => Self::Hours,
            4..24 => Self::Day,
            24..72 => Self::Days,
            _ => Self::Older,
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnderHour => "under 1 h",
            Self::Hours => "1 to 4 h",
            Self::Day => "4 to 24 h",
            Self::Days => "1 to 3 days",
            Self::Older => "older",
        }
    }

    /// As a key of JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnderHour => "under1h",
            Self::Hours => "1to4h",
            Self::Day => "4to24h",
            Self::Days => "1to3d",
            Self::Older => "older",
        }
    }
}

/// A channel's part of the backlog.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelBacklog {
    /// Which channel.
    pub channel: ChannelId,
    /// What it is called.
    pub label: Untrusted,
    /// Threads that wait for us.
    pub threads: u32,
}

/// Lengths of time, summed up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Times {
    /// How many there were.
    pub count: u32,
    /// The middle one; of an even number the mean of the two in the middle. None of none.
    pub median: Option<TimeDelta>,
    /// The shortest that at least 90 of 100 do not exceed.
    pub p90: Option<TimeDelta>,
}

impl Times {
    /// Sums up lengths in microseconds; a negative one, from clocks that disagree, counts as nothing.
    pub fn of(mut lengths: Vec<i64>) -> Self {
        for length in &mut lengths {
            *length = (*length).max(0);
        }
        lengths.sort_unstable();
        let count = lengths.len();
        let at = |place: usize| lengths.get(place).copied();
        let middle = at(count / 2).zip(at(count.saturating_sub(1) / 2));
        // The nearest rank: no length that nobody waited.
        let p90 = at((count * 9).div_ceil(10).saturating_sub(1));
        Self {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            median: middle.map(|(a, b)| TimeDelta::microseconds(i64::midpoint(a, b))),
            p90: p90.map(TimeDelta::microseconds),
        }
    }
}

/// The same of the last 7 and the last 30 days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Recent {
    /// Of the last 7 times 24 hours.
    pub week: Times,
    /// Of the last 30 times 24 hours.
    pub month: Times,
}

impl Recent {
    /// The days of the longer time.
    pub const LONGEST: TimeDelta = TimeDelta::days(30);

    /// Sums up what ended at a time and took a time, both in microseconds; what ended later than `now` is left out.
    pub fn of(now: DateTime<Utc>, ended: &[(i64, i64)]) -> Self {
        let now_at = now.timestamp_micros();
        let within = |length: TimeDelta| {
            let from = (now - length).timestamp_micros();
            let ended = ended.iter().filter(|(at, _)| (from..=now_at).contains(at));
            Times::of(ended.map(|(_, took)| *took).collect())
        };
        Self {
            week: within(TimeDelta::days(7)),
            month: within(Self::LONGEST),
        }
    }
}

/// The messages of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayCount {
    /// Which day, where the person is.
    pub date: NaiveDate,
    /// What customers wrote.
    pub inbound: u32,
    /// What was written to them and did not fail.
    pub outbound: u32,
}

/// The last days, the oldest first, today last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayCounts {
    first_start: i64,
    days: Vec<DayCount>,
}

/// A day in microseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

impl DayCounts {
    /// How many days there are.
    pub const DAYS: u64 = 14;

    /// Empty days up to the day of `now` where the person is.
    pub fn up_to(now: DateTime<Utc>, tz: FixedOffset) -> Self {
        let today = now.with_timezone(&tz).date_naive();
        let first = today - Days::new(Self::DAYS - 1);
        let offset = i64::from(tz.local_minus_utc()) * 1_000_000;
        let days = first.iter_days().take(Self::DAYS as usize);
        Self {
            first_start: first
                .and_time(chrono::NaiveTime::MIN)
                .and_utc()
                .timestamp_micros()
                - offset,
            days: days
                .map(|date| DayCount {
                    date,
                    inbound: 0,
                    outbound: 0,
                })
                .collect(),
        }
    }

    /// When the first day begins, in microseconds since 1970.
    pub const fn start(&self) -> i64 {
        self.first_start
    }

    /// Counts a message; one of another day is left out.
    pub fn add(&mut self, at: i64, inbound: bool) {
        let day = usize::try_from((at - self.first_start).div_euclid(DAY))
            .ok()
            .and_then(|day| self.days.get_mut(day));
        if let Some(day) = day {
            let count = if inbound {
                &mut day.inbound
            } else {
                &mut day.outbound
            };
            *count += 1;
        }
    }

    /// The days.
    pub fn into_days(self) -> Vec<DayCount> {
        self.days
    }
}

/// All of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stats {
    /// When it was counted.
    pub at: DateTime<Utc>,
    /// Threads that wait for us, by how long, in the order of [`AgeBucket::ALL`].
    pub by_age: [u32; 5],
    /// The same by channel, the most first; channels in which nobody waits are left out.
    pub by_channel: Vec<ChannelBacklog>,
    /// From the first question to its answer.
    pub first_response: Recent,
    /// From the opening of a thread until it was settled.
    pub resolution: Recent,
    /// Messages a day, today last.
    pub days: Vec<DayCount>,
}

impl Stats {
    /// Threads that wait for us.
    pub fn waiting(&self) -> u32 {
        self.by_age.iter().sum()
    }
}
