//! The usual times, to be chosen instead of typed.

use chrono::{DateTime, FixedOffset, Utc};

use super::when::{EXAMPLES, read_when, when_words};
use crate::text::{SafeText, safe};

/// The usual choices, as they would be typed. One that has passed today is not offered.
const USUAL: [(&str, &str); 6] = [
    ("2h", "In two hours"),
    ("tonight", "Tonight"),
    ("tomorrow", "Tomorrow morning"),
    ("3d 9", "In three days"),
    ("next week", "Next Monday"),
    ("next month", "In a month"),
];

/// A choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it is called.
    pub label: SafeText,
    /// What it means, in words.
    pub meaning: SafeText,
    /// The time; none removes the reminder.
    pub due: Option<DateTime<Utc>>,
}

/// The choices at a time of day.
pub(super) fn offers(now: DateTime<Utc>, tz: FixedOffset, is_set: bool) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for (typed, label) in USUAL {
        if let Ok(due) = read_when(typed, now, tz) {
            // On a Sunday, Monday is tomorrow.
            if offers.iter().all(|offer| offer.due != Some(due)) {
                offers.push(Offer {
                    label: label.into(),
                    meaning: when_words(due, now, tz),
                    due: Some(due),
                });
            }
        }
    }
    if is_set {
        offers.push(Offer {
            label: "No reminder".into(),
            meaning: "the thread is back now".into(),
            due: None,
        });
    }
    offers
}

/// What stands below an empty line.
pub(super) fn hint() -> SafeText {
    safe!("Choose, or type: {EXAMPLES}.")
}

/// Whether a line asks for no reminder.
pub(super) fn is_removal(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "never" | "none" | "no" | "off" | "remove")
}
