//! Making a text fit a number of columns, never through a grapheme cluster.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::width::{cluster_width, simple_width, width};

const ELLIPSIS: char = '…';

/// At most `cols` columns of `text`, with `…` in place of what was cut from its end.
pub fn truncate(text: &str, cols: usize) -> Cow<'_, str> {
    if width(text) <= cols {
        return Cow::Borrowed(text);
    }
    if cols == 0 {
        return Cow::Borrowed("");
    }
    let kept = text[..head(text, cols - 1)].trim_end_matches(' ');
    Cow::Owned(format!("{kept}{ELLIPSIS}"))
}

/// At most `cols` columns of `text`, with `…` in place of what was cut from its middle. For names whose end tells
/// them apart: files, addresses, ids.
pub fn truncate_middle(text: &str, cols: usize) -> Cow<'_, str> {
    if width(text) <= cols {
        return Cow::Borrowed(text);
    }
    if cols == 0 {
        return Cow::Borrowed("");
    }
    let before = &text[..head(text, cols / 2)];
    let after = &text[tail(text, cols - 1 - width(before))..];
    Cow::Owned(format!("{before}{ELLIPSIS}{after}"))
}

/// `text` with blanks behind it up to `cols` columns; a wider one stays as it is.
pub fn pad(text: &str, cols: usize) -> Cow<'_, str> {
    let missing = cols.saturating_sub(width(text));
    if missing == 0 {
        return Cow::Borrowed(text);
    }
    let mut padded = String::with_capacity(text.len() + missing);
    padded.push_str(text);
    padded.extend(std::iter::repeat_n(' ', missing));
    Cow::Owned(padded)
}

/// Exactly `cols` columns: truncated or padded, as a table's column needs.
pub fn fit(text: &str, cols: usize) -> Cow<'_, str> {
    match truncate(text, cols) {
        Cow::Borrowed(short) => pad(short, cols),
        Cow::Owned(cut) => Cow::Owned(pad(&cut, cols).into_owned()),
    }
}

/// The bytes of the longest head of `text` within `cols` columns.
pub(super) fn head(text: &str, cols: usize) -> usize {
    if simple_width(text).is_some() {
        return text
            .char_indices()
            .nth(cols)
            .map_or(text.len(), |(at, _)| at);
    }
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += cluster_width(cluster);
        if used > cols {
            return at;
        }
    }
    text.len()
}

/// Where the longest tail of `text` within `cols` columns starts.
fn tail(text: &str, cols: usize) -> usize {
    let mut used = 0;
    let mut start = text.len();
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += cluster_width(cluster);
        if used > cols {
            break;
        }
        start = at;
    }
    start
}
