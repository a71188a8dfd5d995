//! The words of times that people type, one at a time: units, days, months, times of day.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Times of day by name, with their hour.
const HOURS: [(&str, u32); 4] = [
    ("morning", 9),
    ("noon", 12),
    ("afternoon", 14),
    ("evening", 18),
];

/// Units of a length of time, with their minutes.
const UNITS: [(&str, i64); 13] = [
    ("m", 1),
    ("min", 1),
    ("mins", 1),
    ("minute", 1),
    ("minutes", 1),
    ("h", 60),
    ("hour", 60),
    ("hours", 60),
    ("d", DAY),
    ("day", DAY),
    ("days", DAY),
    ("week", WEEK),
    ("weeks", WEEK),
];

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;

/// `mo`, `mon`, … `monday`.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let begun = |(name, _): &&(&str, Weekday)| word.len() >= 2 && name.starts_with(word);
    DAYS.iter().find(begun).map(|(_, day)| *day)
}

/// `dec` … `december`, as a number from 1.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let begun = |name: &str| word.len() >= 3 && name.starts_with(word);
    let at = MONTHS.iter().position(|name| begun(name))?;
    u32::try_from(at + 1).ok()
}

/// Whether a word is the beginning of `tomorrow`, or how people shorten it.
pub(super) fn is_tomorrow(word: &str) -> bool {
    word.len() >= 3 && "tomorrow".starts_with(word) || matches!(word, "tmr" | "tmrw")
}

/// `1h30m`, `2h`, `3d`: minutes.
pub(super) fn length(word: &str) -> Option<i64> {
    let mut rest = word;
    let mut sum = 0_i64;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at(digits);
        let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (unit, behind) = behind.split_at(letters);
        sum = sum.checked_add(minutes(number, unit)?)?;
        rest = behind;
    }
    (!word.is_empty()).then_some(sum)
}

/// A number and a unit: minutes.
pub(super) fn minutes(number: &str, unit: &str) -> Option<i64> {
    let size = match unit {
        "w" => WEEK,
        unit => UNITS.iter().find(|(name, _)| *name == unit)?.1,
    };
    digits(number)?.checked_mul(size)
}

/// A time of day, and whether it says which half of the day it is.
pub(super) fn hour(word: &str) -> Option<(NaiveTime, bool)> {
    if let Some((_, hour)) = HOURS.iter().find(|(name, _)| *name == word) {
        return Some((NaiveTime::from_hms_opt(*hour, 0, 0)?, true));
    }
    let (clock, half) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (word, None),
    };
    let (hours, rest) = clock.split_once(':').unwrap_or((clock, "00"));
    if rest.len() != 2 || hours.len() > 2 {
        return None;
    }
    let hours = u32::try_from(digits(hours)?).ok()?;
    let rest = u32::try_from(digits(rest)?).ok()?;
    let hours = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
        Some(_) => return None,
        None => hours,
    };
    let time = NaiveTime::from_hms_opt(hours, rest, 0)?;
    Some((time, half.is_some() || hours > 12 || clock.starts_with('0')))
}

/// A day of a month as a number from 1 to 31: `25`, `25.`, `25th`.
pub(super) fn day_number(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th", "."]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let day = u32::try_from(digits(bare)?).ok()?;
    (bare.len() <= 2 && (1..=31).contains(&day)).then_some(day)
}

/// `2027`.
pub(super) fn year(word: &str) -> Option<i32> {
    let year = i32::try_from(digits(word)?).ok()?;
    (word.len() == 4).then_some(year)
}

/// `2026-12-24` as year, month and day; the day may be none of the calendar.
pub(super) fn iso(word: &str) -> Option<(i32, u32, u32)> {
    let mut parts = word.split('-');
    let year = year(parts.next()?)?;
    let month = u32::try_from(digits(parts.next()?)?).ok()?;
    let day = u32::try_from(digits(parts.next()?)?).ok()?;
    parts.next().is_none().then_some((year, month, day))
}

/// The same day so many months later, or the last one of that month where it is shorter.
pub(super) fn months_later(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    date.checked_add_months(chrono::Months::new(months))
}

/// So many days later.
pub(super) fn days_later(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}

fn digits(word: &str) -> Option<i64> {
    let all = !word.is_empty() && word.len() <= 9 && word.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| word.parse().ok()).flatten()
}
