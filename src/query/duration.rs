//! Lengths of time as people type them: `30m`, `2h`, `7d`, `2w`.

use chrono::TimeDelta;

/// The units, longest first, with their minutes.
const UNITS: [(char, i64); 4] = [('w', 7 * 24 * 60), ('d', 24 * 60), ('h', 60), ('m', 1)];

/// A hundred years: beyond it a length is a slip of the finger, and arithmetic on dates could overflow.
const LONGEST_MINUTES: i64 = 100 * 366 * 24 * 60;

/// Reads a length of time: a whole number and `m`, `h`, `d` or `w`. `None` for anything else, and over 100 years.
pub fn read_duration(text: &str) -> Option<TimeDelta> {
    let unit = text.chars().next_back()?;
    let (_, minutes) = UNITS.into_iter().find(|(letter, _)| *letter == unit)?;
    let number = &text[..text.len() - unit.len_utf8()];
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let minutes = number.parse::<i64>().ok()?.checked_mul(minutes)?;
    (minutes <= LONGEST_MINUTES).then(|| TimeDelta::minutes(minutes))
}

/// Prints a length of time in the largest unit that divides it; less than a minute is dropped.
pub fn print_duration(length: TimeDelta) -> String {
    let minutes = length.num_minutes();
    let (unit, size) = UNITS
        .into_iter()
        .find(|(_, size)| minutes != 0 && minutes % size == 0)
        .unwrap_or(('m', 1));
    format!("{}{unit}", minutes / size)
}
