//! The words of a text: the pieces a line is not broken within.
//!
//! Words end at blanks, after hyphens between letters, and in other scripts where the Unicode line breaking algorithm
//! allows a break.

use std::ops::Range;

use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;

use super::width::{cluster_width, simple_width, width};

/// A piece of text that may not be broken unless it must.
pub(super) struct Word {
    /// The bytes of the word.
    pub(super) range: Range<usize>,
    /// The columns of the word.
    pub(super) columns: usize,
    /// Columns of the blanks behind the word, which hang over the line's end.
    pub(super) blanks: usize,
}

/// The words of a paragraph in order; the first is empty when the paragraph is indented.
pub(super) fn each_word(paragraph: &str, cols: usize, add: &mut impl FnMut(Word)) {
    let mut at = 0;
    let mut pending: Option<Word> = None;
    while at < paragraph.len() {
        let end = at + chunk_len(&paragraph[at..]);
        let next = end + blanks_len(&paragraph[end..]);
        let blanks = next - end;
        let chunk = &paragraph[at..end];
        if let Some(word) = pending.take() {
            let columns = word.columns + word.blanks + width(chunk);
            if columns <= cols && sticks_together(&paragraph[word.range.clone()], chunk) {
                pending = Some(Word {
                    range: word.range.start..end,
                    columns,
                    blanks,
                });
                at = next;
                continue;
            }
            add(word);
        }
        each_piece(chunk, &mut |piece, columns, last| {
            let range = at + piece.start..at + piece.end;
            if last {
                pending = Some(Word {
                    range,
                    columns,
                    blanks,
                });
            } else {
                add(Word {
                    range,
                    columns,
                    blanks: 0,
                });
            }
        });
        at = next;
    }
    if let Some(word) = pending {
        add(word);
    }
}

/// The pieces of a text without blanks between which a line may break, with their columns; `true` for the last one.
fn each_piece(chunk: &str, piece: &mut impl FnMut(Range<usize>, usize, bool)) {
    if let Some(columns) = simple_width(chunk) {
        let mut start = 0;
        for (at, _) in chunk.match_indices('-') {
            if between_letters(chunk, at) {
                let part = start..at + 1;
                piece(part.clone(), simple_width(&chunk[part]).unwrap_or(0), false);
                start = at + 1;
            }
        }
        let rest = if start == 0 {
            columns
        } else {
            simple_width(&chunk[start..]).unwrap_or(0)
        };
        piece(start..chunk.len(), rest, true);
        return;
    }
    if chunk.chars().any(needs_a_dictionary) {
        piece(0..chunk.len(), width(chunk), true);
        return;
    }
    let mut breaks = WordSeparator::UnicodeBreakProperties
        .find_words(chunk)
        .scan(0, |at, word| {
            *at += word.word.len() + word.whitespace.len();
            Some(*at)
        })
        .peekable();
    let (mut start, mut columns) = (0, 0);
    for (at, cluster) in chunk.grapheme_indices(true) {
        let end = at + cluster.len();
        columns += cluster_width(cluster);
        // A break inside a cluster is none.
        while breaks.next_if(|&opportunity| opportunity < end).is_some() {}
        let breaks_here =
            breaks.peek() == Some(&end) || (cluster == "-" && between_letters(chunk, at));
        if end < chunk.len() && breaks_here {
            piece(start..end, columns, false);
            (start, columns) = (end, 0);
        }
    }
    piece(start..chunk.len(), columns, true);
}

/// Thai, Lao, Khmer and Burmese set no blanks and break by dictionaries, which are not built in. Such a run is one
/// word, filled by cluster; asking the algorithm would make it complain on standard error, which is the screen.
fn needs_a_dictionary(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19ff}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}' | '\u{11700}'..='\u{1174f}')
}

fn between_letters(text: &str, hyphen: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    letter(text[..hyphen].chars().next_back()) && letter(text[hyphen + 1..].chars().next())
}

/// French sets a blank before some punctuation and inside its quotation marks; a line does not break there.
fn sticks_together(before: &str, after: &str) -> bool {
    matches!(before, "«" | "‹")
        || !before.is_empty() && matches!(after, "!" | "?" | ":" | ";" | "»" | "›" | "%")
}

/// Blanks are plain spaces; the others (no-break, ideographic) are left to the line breaking algorithm.
fn is_blank(c: char) -> bool {
    c == ' '
}

/// The bytes up to the first blank that a line may break at. A blank that shares a cluster with what stands before
/// or behind it (a number sign, a combining mark) is a character like others.
fn chunk_len(text: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text[from..].find(' ') {
        let blank = from + found;
        if !follows_in_cluster(&text[..blank]) && blanks_len(&text[blank..]) > 0 {
            return blank;
        }
        from = blank + 1;
    }
    text.len()
}

/// The bytes of the blanks `text` begins with, without one that carries a combining mark.
fn blanks_len(text: &str) -> usize {
    let run = text.len() - text.trim_start_matches(is_blank).len();
    let followed = text[run..].chars().next().is_some_and(|c| !c.is_ascii());
    if run > 0
        && followed
        && text[run - 1..]
            .graphemes(true)
            .next()
            .is_some_and(|cluster| cluster.len() > 1)
    {
        return run - 1;
    }
    run
}

/// The bytes of `text` without the blanks at its end.
pub(super) fn visible_len(text: &str) -> usize {
    let visible = text.trim_end_matches(is_blank).len();
    if visible < text.len() && follows_in_cluster(&text[..visible]) {
        visible + 1
    } else {
        visible
    }
}

/// Whether a blank behind `text` would be in one cluster with its last character.
fn follows_in_cluster(text: &str) -> bool {
    let last = text.chars().next_back().filter(|c| !c.is_ascii());
    last.is_some_and(|last| {
        [last, ' ']
            .iter()
            .collect::<String>()
            .graphemes(true)
            .count()
            == 1
    })
}
