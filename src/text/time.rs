//! Time in words. No function here reads a clock: now, then and the time zone are all given.

use chrono::{DateTime, Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};

use super::{SafeText, safe};

/// A short form for lists: `now`, `12m`, `3h`, `Tue`, `12 Mar`, `12 Mar 2024`; what lies ahead reads `in 5m`.
///
/// Minutes and hours go by the time passed, days by the local calendar: yesterday evening is `3h` at midnight, and a
/// weekday's name from noon on.
pub fn ago<Tz: TimeZone>(now: DateTime<Utc>, then: DateTime<Utc>, tz: &Tz) -> SafeText {
    let passed = now.signed_duration_since(then);
    let ahead = passed < TimeDelta::zero();
    let distance = passed.abs();
    let (today, date) = (local(now, tz).date(), local(then, tz).date());
    let in_future = if ahead { "in " } else { "" };
    if distance < TimeDelta::minutes(1) {
        return SafeText::from("now");
    }
    if distance < TimeDelta::hours(1) {
        return safe!("{in_future}{}m", distance.num_minutes());
    }
    if today == date || distance < TimeDelta::hours(12) {
        return safe!("{in_future}{}h", distance.num_hours());
    }
    let days = today.signed_duration_since(date).num_days();
    match days {
        1..=6 => safe!("{}", date.format("%a")),
        -6..=-1 => safe!("in {}d", -days),
        _ if today.year() == date.year() => safe!("{}", date.format("%-d %b")),
        _ => safe!("{}", date.format("%-d %b %Y")),
    }
}

/// A length of time in its two largest units: `<1m`, `12m`, `3h 20m`, `2d 4h`. A negative one is none.
pub fn duration_words(duration: TimeDelta) -> SafeText {
    let minutes = duration.num_minutes();
    let (days, hours, rest) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        _ if minutes < 1 => SafeText::from("<1m"),
        (0, 0, rest) => safe!("{rest}m"),
        (0, hours, 0) => safe!("{hours}h"),
        (0, hours, rest) => safe!("{hours}h {rest}m"),
        (days, 0, _) => safe!("{days}d"),
        (days, hours, _) => safe!("{days}d {hours}h"),
    }
}

/// The time of day, `13:00`.
pub fn clock<Tz: TimeZone>(then: DateTime<Utc>, tz: &Tz) -> SafeText {
    safe!("{}", local(then, tz).format("%H:%M"))
}

/// A day for the rule between two days: `Today`, `Yesterday`, `Tuesday 10 March`, with the year when it is another.
pub fn day<Tz: TimeZone>(now: DateTime<Utc>, then: DateTime<Utc>, tz: &Tz) -> SafeText {
    let (today, date) = (local(now, tz).date(), local(then, tz).date());
    match today.signed_duration_since(date).num_days() {
        0 => SafeText::from("Today"),
        1 => SafeText::from("Yesterday"),
        -1 => SafeText::from("Tomorrow"),
        _ if today.year() == date.year() => safe!("{}", date.format("%A %-d %B")),
        _ => safe!("{}", date.format("%A %-d %B %Y")),
    }
}

/// The wall clock at `then`. A server may send a time at the very edge of the calendar whose local time does not
/// exist; that one stays in UTC.
fn local<Tz: TimeZone>(then: DateTime<Utc>, tz: &Tz) -> NaiveDateTime {
    let utc = then.naive_utc();
    let offset = tz.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc)
}
