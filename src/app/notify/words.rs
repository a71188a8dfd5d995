//! What a notice says: counts and channels; names and words of customers only where the person asked for them.

use std::collections::BTreeMap;

use crate::app::item::line;
use crate::model::{ThreadRow, Untrusted};
use crate::text::{SafeText, safe, truncate};

/// Channels named before the rest is a number.
const CHANNELS: usize = 3;
/// Columns of a name or of words: a notice is short.
const WIDEST: usize = 60;

/// Of threads that came to match.
pub(super) fn matching(rows: &[&ThreadRow], show_text: bool) -> SafeText {
    let what = match rows.len() {
        1 => "1 thread".into(),
        count => safe!("{count} threads"),
    };
    said(&what, rows, show_text)
}

/// Of reminders that are due.
pub(super) fn reminders(rows: &[&ThreadRow], show_text: bool) -> SafeText {
    let what = match rows.len() {
        1 => "1 reminder".into(),
        count => safe!("{count} reminders"),
    };
    said(&what, rows, show_text)
}

fn said(what: &SafeText, rows: &[&ThreadRow], show_text: bool) -> SafeText {
    match rows {
        [row] if show_text => {
            let who = row.person.as_ref().map(short).unwrap_or_default();
            let words = row.snippet.as_ref().map(short).unwrap_or_default();
            safe!("{what} in {}: {who}: {words}", short(&row.channel_label))
        }
        _ => safe!("{what} in {}", channels(rows)),
    }
}

/// `Email 2, WhatsApp 1 and 4 other channels`.
fn channels(rows: &[&ThreadRow]) -> SafeText {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        *counts
            .entry(short(&row.channel_label).to_string())
            .or_default() += 1;
    }
    let more = counts.len().saturating_sub(CHANNELS);
    let named: Vec<String> = counts
        .iter()
        .take(CHANNELS)
        .map(|(label, count)| match rows.len() {
            1 => label.clone(),
            _ => format!("{label} {count}"),
        })
        .collect();
    let named = named.join(", ");
    SafeText::line(&match more {
        0 => named,
        1 => format!("{named} and another channel"),
        more => format!("{named} and {more} other channels"),
    })
}

fn short(raw: &Untrusted) -> SafeText {
    SafeText::line(&truncate(&line(raw), WIDEST))
}
