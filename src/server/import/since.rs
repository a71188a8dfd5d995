//! Times relative to the moment of loading, such as `-3d4h12m`.

use chrono::TimeDelta;

/// How long ago it was; none when the words cannot be read.
pub(super) fn since(text: &str) -> Option<TimeDelta> {
    let mut rest = text.strip_prefix('-')?;
    let mut total = TimeDelta::zero();
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let count: i64 = rest.get(..digits)?.parse().ok()?;
        let unit = rest.get(digits..=digits)?;
        let part = match unit {
            "d" => TimeDelta::try_days(count),
            "h" => TimeDelta::try_hours(count),
            "m" => TimeDelta::try_minutes(count),
            "s" => TimeDelta::try_seconds(count),
            _ => None,
        };
        total = total.checked_add(&part?)?;
        rest = rest.get(digits + 1..)?;
    }
    (text.len() > 1).then_some(total)
}
