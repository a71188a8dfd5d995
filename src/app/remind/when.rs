//! From what a person types to a time: `2h`, `tomorrow 9:30`, `fri 14`, `25 Dec`. Pure: now and the offset are given.
//!
//! Only today's offset from UTC is known here, so a time beyond a change of the clocks is an hour off; what was
//! understood is shown before it is taken.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
    Weekday,
};

use super::words::{
    DAY, day_number, days_later, hour, is_tomorrow, iso, length, minutes, month, months_later,
    weekday, year,
};
use crate::text::{SafeText, duration_words, safe};

/// What may be typed, by example.
pub const EXAMPLES: &str =
    "2h, 30m, 3d, tomorrow 9, fri 14:30, tonight, next week, 25 Dec, 2026-12-24 10:00";
/// When a day begins that is named without a time.
const MORNING: u32 = 9;
const EVENING: u32 = 20;
/// Nobody means to be reminded later than this, in days: five years.
const FARTHEST: i64 = 5 * 366;

/// Why a text is no time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unclear {
    /// Nothing was typed yet.
    Empty,
    /// It is not understood.
    NoTime,
    /// There is no such day in the calendar.
    NoSuchDay,
    /// A day was named that still needs a time.
    NeedsTime,
    /// It lies behind.
    Past,
    /// It lies more than five years ahead.
    Far,
}

impl Unclear {
    /// In a sentence that says what may be typed instead.
    pub fn sentence(self) -> SafeText {
        match self {
            Self::Empty | Self::NoTime => safe!("A time is, for example: {EXAMPLES}."),
            Self::NoSuchDay => "There is no such day in the calendar.".into(),
            Self::NeedsTime => "At which time? For example: today 17, or today 17:30.".into(),
            Self::Past => "That time has passed: name a later one, or a day with it.".into(),
            Self::Far => "That is more than five years ahead: name an earlier day.".into(),
        }
    }
}

/// Which day was named.
#[derive(Clone, Copy, PartialEq)]
enum Day {
    Today,
    Tonight,
    Tomorrow,
    Weekday(Weekday),
    /// Of the week after this one.
    NextWeek(Weekday),
    NextMonth,
    /// So many days from now.
    Later(i64),
    /// A day of every year.
    Yearly(u32, u32),
    Date(i32, u32, u32),
}

/// What was understood so far.
#[derive(Default)]
struct Said {
    day: Option<Day>,
    time: Option<(NaiveTime, bool)>,
    /// Minutes from now.
    length: Option<i64>,
}

/// Reads a time. It always lies after `now`, and on a whole minute.
///
/// # Errors
/// [`Unclear`]: why it is none.
pub fn read_when(
    text: &str,
    now: DateTime<Utc>,
    tz: FixedOffset,
) -> Result<DateTime<Utc>, Unclear> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .filter(|word| !matches!(*word, "" | "at" | "in" | "on" | "o'clock"))
        .collect();
    if words.is_empty() {
        return Err(Unclear::Empty);
    }
    let said = understand(&words).ok_or(Unclear::NoTime)?;
    let local = now.naive_utc().checked_add_offset(tz).ok_or(Unclear::Far)?;
    let then = resolve(&said, local)?;
    let then = then.checked_sub_offset(tz).ok_or(Unclear::Far)?.and_utc();
    let ahead = then.signed_duration_since(now);
    if ahead <= TimeDelta::zero() {
        return Err(Unclear::Past);
    }
    if ahead > TimeDelta::days(FARTHEST) {
        return Err(Unclear::Far);
    }
    Ok(then)
}

/// A time as it is read back to the person: `Mon 23 Nov 09:00, in 13h`.
pub fn when_words(then: DateTime<Utc>, now: DateTime<Utc>, tz: FixedOffset) -> SafeText {
    let ahead = then.signed_duration_since(now);
    safe!("{}, in {}", point(then, now, tz), duration_words(ahead))
}

/// A point in time in as few words as say it: `09:00` of today, `Mon 23 Nov 09:00`, with the year of another one.
pub fn point(then: DateTime<Utc>, now: DateTime<Utc>, tz: FixedOffset) -> SafeText {
    let local = |at: DateTime<Utc>| {
        let utc = at.naive_utc();
        utc.checked_add_offset(tz).unwrap_or(utc)
    };
    let (now, then) = (local(now), local(then));
    if now.date() == then.date() {
        return safe!("today {}", then.format("%H:%M"));
    }
    if now.year() == then.year() {
        return safe!("{}", then.format("%a %-d %b %H:%M"));
    }
    safe!("{}", then.format("%a %-d %b %Y %H:%M"))
}

fn understand(words: &[&str]) -> Option<Said> {
    let mut said = Said::default();
    let mut rest = words;
    while let Some((word, behind)) = rest.split_first() {
        let next = behind.first().copied().unwrap_or_default();
        let taken = said.take(word, next, behind)?;
        rest = &behind[taken..];
    }
    if said.length.is_some() && (said.day.is_some() || said.time.is_some()) {
        return said.days_of_length();
    }
    Some(said)
}

impl Said {
    /// Takes a word. Gives back how many of those behind it went with it.
    fn take(&mut self, word: &str, next: &str, behind: &[&str]) -> Option<usize> {
        if word == "next" {
            let day = match next {
                "week" => Day::NextWeek(Weekday::Mon),
                "month" => Day::NextMonth,
                _ => Day::NextWeek(weekday(next)?),
            };
            return self.day(day, 1);
        }
        let with_year = |at: usize| behind.get(at).copied().and_then(year);
        if let (Some(day), Some(month)) = (day_number(word), month(next)) {
            return match with_year(1) {
                Some(year) => self.day(Day::Date(year, month, day), 2),
                None => self.day(Day::Yearly(month, day), 1),
            };
        }
        if let (Some(month), Some(day)) = (month(word), day_number(next)) {
            return match with_year(1) {
                Some(year) => self.day(Day::Date(year, month, day), 2),
                None => self.day(Day::Yearly(month, day), 1),
            };
        }
        if let Some((year, month, day)) = iso(word) {
            return self.day(Day::Date(year, month, day), 0);
        }
        if let Some(minutes) = minutes(word, next) {
            return self.length(minutes, 1);
        }
        if let Some(minutes) = length(word) {
            return self.length(minutes, 0);
        }
        if matches!(next, "am" | "pm")
            && let Some(time) = hour(&format!("{word}{next}"))
        {
            return self.time(time, 1);
        }
        if let Some(time) = hour(word) {
            return self.time(time, 0);
        }
        let day = match word {
            "today" => Day::Today,
            "tonight" => Day::Tonight,
            word if is_tomorrow(word) => Day::Tomorrow,
            word => Day::Weekday(weekday(word)?),
        };
        self.day(day, 0)
    }

    fn day(&mut self, day: Day, taken: usize) -> Option<usize> {
        self.day.replace(day).is_none().then_some(taken)
    }

    fn time(&mut self, time: (NaiveTime, bool), taken: usize) -> Option<usize> {
        self.time.replace(time).is_none().then_some(taken)
    }

    fn length(&mut self, minutes: i64, taken: usize) -> Option<usize> {
        let sum = self.length.unwrap_or(0).checked_add(minutes)?;
        self.length = Some(sum);
        Some(taken)
    }

    /// `3d 9`: so many days from now, at a time. Hours and a time do not go together.
    fn days_of_length(mut self) -> Option<Self> {
        let minutes = self.length.take()?;
        if self.day.is_some() || minutes % DAY != 0 || minutes == 0 {
            return None;
        }
        self.day = Some(Day::Later(minutes / DAY));
        Some(self)
    }
}

fn resolve(said: &Said, now: NaiveDateTime) -> Result<NaiveDateTime, Unclear> {
    if let Some(minutes) = said.length {
        if minutes == 0 {
            return Err(Unclear::Past);
        }
        let length = TimeDelta::try_minutes(minutes).ok_or(Unclear::Far)?;
        let then = now.checked_add_signed(length).ok_or(Unclear::Far)?;
        return whole_minute(then).ok_or(Unclear::Far);
    }
    let today = now.date();
    let Some(day) = said.day else {
        let (time, _) = said.time.ok_or(Unclear::NoTime)?;
        let date = if today.and_time(time) > now {
            Some(today)
        } else {
            today.succ_opt()
        };
        return Ok(date.ok_or(Unclear::Far)?.and_time(time));
    };
    let time = match (day, said.time) {
        // "tonight 9" is in the evening.
        (Day::Tonight, Some((time, false))) if (1..12).contains(&time.hour()) => {
            time.overflowing_add_signed(TimeDelta::hours(12)).0
        }
        (_, Some((time, _))) => time,
        (Day::Today, None) => return Err(Unclear::NeedsTime),
        (Day::Tonight, None) => at_hour(EVENING),
        (_, None) => at_hour(MORNING),
    };
    let date = match day {
        Day::Today | Day::Tonight => Some(today),
        Day::Tomorrow => today.succ_opt(),
        Day::Weekday(day) => {
            let ahead = i64::from(day.days_since(today.weekday()));
            // Today only with a time that is still ahead: "mon" on a Monday is the next one.
            let is_today = ahead == 0 && said.time.is_some() && today.and_time(time) > now;
            days_later(today, if ahead == 0 && !is_today { 7 } else { ahead })
        }
        Day::NextWeek(day) => {
            let monday = 7 - i64::from(today.weekday().num_days_from_monday());
            days_later(today, monday + i64::from(day.num_days_from_monday()))
        }
        Day::NextMonth => months_later(today, 1),
        Day::Later(days) => days_later(today, days),
        Day::Yearly(month, day) => return yearly(month, day, time, now),
        Day::Date(year, month, day) => {
            let date = NaiveDate::from_ymd_opt(year, month, day);
            return Ok(date.ok_or(Unclear::NoSuchDay)?.and_time(time));
        }
    };
    Ok(date.ok_or(Unclear::Far)?.and_time(time))
}

/// The next time a day of the year comes: this year, or the first one that has it. A 29 February may be eight years off.
fn yearly(
    month: u32,
    day: u32,
    time: NaiveTime,
    now: NaiveDateTime,
) -> Result<NaiveDateTime, Unclear> {
    let mut is_one = false;
    for year in now.year()..=now.year().saturating_add(8) {
        let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
            continue;
        };
        is_one = true;
        if date.and_time(time) > now {
            return Ok(date.and_time(time));
        }
    }
    Err(if is_one {
        Unclear::Far
    } else {
        Unclear::NoSuchDay
    })
}

/// The next whole minute: a reminder is never early.
fn whole_minute(at: NaiveDateTime) -> Option<NaiveDateTime> {
    let whole = at.with_second(0)?.with_nanosecond(0)?;
    if whole == at {
        Some(at)
    } else {
        whole.checked_add_signed(TimeDelta::minutes(1))
    }
}

fn at_hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
