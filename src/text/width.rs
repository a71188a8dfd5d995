//! How many columns a text takes, counted as the screen draws it: cluster by cluster.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The terminal columns of `text` drawn on one line. Control characters are not drawn and count nothing.
///
/// Agrees with ratatui, which draws one grapheme cluster a cell: the sum over clusters, not the width of the whole.
pub fn width(text: &str) -> usize {
    if let Some(columns) = simple_width(text) {
        return columns;
    }
    text.graphemes(true).map(cluster_width).sum()
}

/// The columns of one grapheme cluster.
pub(super) fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 {
        return usize::from(!cluster.as_bytes()[0].is_ascii_control());
    }
    if cluster.contains(char::is_control) {
        return 0;
    }
    // ratatui adds a column for each halfwidth voicing mark (its `CellWidth`); measuring must do as drawing does.
    let sound_marks = cluster
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    cluster.width() + sound_marks
}

/// The columns of a text in which every character is a cluster of one column; `None` for any other text.
pub(super) fn simple_width(text: &str) -> Option<usize> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Some(text.len());
    }
    let mut columns = 0;
    for c in text.chars() {
        if !is_simple(c) {
            return None;
        }
        columns += 1;
    }
    Some(columns)
}

/// Letters and signs of Latin, Greek and Cyrillic that are one cluster and one column whatever stands beside them.
fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a1}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}' | '\u{370}'..='\u{377}'
        | '\u{384}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}')
}
