//! Bars made of characters, with the numbers beside them.

use crate::app::overlay::{PagerLine, Tone};
use crate::text::{SafeText, fit, pad, width};

/// What a bar is made of.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    /// `█`.
    Solid,
    /// `▒`: told from the other without a colour.
    Shaded,
}

/// One row: a name, a bar, and in words how long the bar is.
pub(super) struct Bar {
    pub name: SafeText,
    /// How long, in any unit that the whole chart has.
    pub value: i64,
    pub words: SafeText,
}

/// The rows of a chart in so many columns: the longest bar fills them. Bars of one chart are of one scale.
pub(super) fn bars(rows: &[Bar], cols: usize) -> Vec<PagerLine> {
    let widest = |of: fn(&Bar) -> &SafeText| rows.iter().map(|row| width(of(row))).max();
    let most = rows.iter().map(|row| row.value).max().unwrap_or(0);
    // A name may take half of the columns, a bar what the numbers leave.
    let names = widest(|row| &row.name).unwrap_or(0).min(cols / 2);
    let words = widest(|row| &row.words).unwrap_or(0);
    let room = cols.saturating_sub(names + words + 2);
    rows.iter()
        .map(|row| {
            let bar = bar(row.value, most, room, Fill::Solid);
            let gap = if bar.is_empty() { "" } else { " " };
            vec![
                (
                    Tone::Plain,
                    SafeText::line(&format!("{} ", fit(&row.name, names))),
                ),
                (Tone::Chart, SafeText::line(&format!("{bar}{gap}"))),
                (Tone::Plain, row.words.clone()),
            ]
        })
        .collect()
}

/// A bar for a value, where the largest takes all the columns. Whatever is more than nothing takes one at least.
pub(super) fn bar(value: i64, most: i64, cols: usize, fill: Fill) -> String {
    if value <= 0 || most <= 0 || cols == 0 {
        return String::new();
    }
    let cols = i128::try_from(cols).unwrap_or(i128::MAX);
    let share = i128::from(value) * cols / i128::from(most);
    let sign = match fill {
        Fill::Solid => "█",
        Fill::Shaded => "▒",
    };
    sign.repeat(usize::try_from(share).unwrap_or(0).max(1))
}

/// Charts side by side, each in so many columns with some between them.
pub(super) fn beside(columns: Vec<Vec<PagerLine>>, cols: usize, gap: usize) -> Vec<PagerLine> {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let last = columns.len().saturating_sub(1);
    let mut lines = vec![PagerLine::new(); height];
    for (place, column) in columns.into_iter().enumerate() {
        let mut column = column.into_iter();
        for line in &mut lines {
            let pieces = column.next().unwrap_or_default();
            let used: usize = pieces.iter().map(|(_, words)| width(words)).sum();
            line.extend(pieces);
            if place < last {
                let blanks = pad("", (cols + gap).saturating_sub(used));
                line.push((Tone::Plain, SafeText::line(&blanks)));
            }
        }
    }
    lines
}
