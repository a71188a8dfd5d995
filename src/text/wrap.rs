//! Breaking text into the lines of a pane.
//!
//! Lines break at blanks and after hyphens between letters; inside words of other scripts where the Unicode line
//! breaking algorithm allows it; inside a word that is wider than the pane, between grapheme clusters.

use std::ops::Range;

use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;

use super::width::{cluster_width, simple_width};

/// The byte ranges of the visual lines of `text` in a pane of `cols` columns (at least one).
///
/// Every `\n` ends a line, empty lines stay. A range leaves out the line's `\n` and the blanks at its end. No line is
/// wider than `cols` unless a single cluster is. An empty text is one empty line.
pub fn wrap(text: &str, cols: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    each_line(text, cols, &mut |line| lines.push(line));
    lines
}

/// How many lines [`wrap`] makes.
pub fn wrap_count(text: &str, cols: usize) -> usize {
    let mut lines = 0;
    each_line(text, cols, &mut |_| lines += 1);
    lines
}

fn each_line(text: &str, cols: usize, emit: &mut impl FnMut(Range<usize>)) {
    let mut start = 0;
    for paragraph in text.split('\n') {
        let mut shifted = |line: Range<usize>| emit(start + line.start..start + line.end);
        wrap_paragraph(paragraph, cols.max(1), &mut shifted);
        start += paragraph.len() + 1;
    }
}

/// The visual lines of a text without line ends.
pub(super) fn wrap_paragraph(paragraph: &str, cols: usize, emit: &mut impl FnMut(Range<usize>)) {
    let visible = visible_len(paragraph);
    // No character takes more columns than bytes, so a short paragraph need not be measured.
    if visible <= cols || simple_width(&paragraph[..visible]).is_some_and(|columns| columns <= cols)
    {
        emit(0..visible);
        return;
    }
    let mut filling = Filling {
        text: paragraph,
        cols,
        line: 0..0,
        columns: 0,
        emit,
    };
    each_word(paragraph, cols, &mut |word| filling.add(&word));
    filling.finish();
}

/// A piece of text that may not be broken unless it must.
struct Word {
    range: Range<usize>,
    columns: usize,
    /// Columns of the blanks behind the word, which hang over the line's end.
    blanks: usize,
}

/// The line being filled.
struct Filling<'a, F> {
    text: &'a str,
    cols: usize,
    line: Range<usize>,
    /// Columns of the line with the blanks behind its last word.
    columns: usize,
    emit: &'a mut F,
}

impl<F: FnMut(Range<usize>)> Filling<'_, F> {
    fn add(&mut self, word: &Word) {
        if !word.range.is_empty() && self.columns + word.columns > self.cols {
            if !self.line.is_empty() {
                (self.emit)(self.line.clone());
            }
            // Blanks too wide to leave room for the first word are not worth a line.
            self.line = word.range.start..word.range.start;
            self.columns = 0;
            if word.columns > self.cols {
                self.fill_by_cluster(word);
                self.columns += word.blanks;
                return;
            }
        }
        if !word.range.is_empty() {
            self.line.end = word.range.end;
        }
        self.columns += word.columns + word.blanks;
    }

    /// Lays out a word that is wider than the pane.
    fn fill_by_cluster(&mut self, word: &Word) {
        let text = &self.text[word.range.clone()];
        let one_column_each = simple_width(text).is_some();
        let mut place = |at: usize, length: usize, columns: usize| {
            let at = word.range.start + at;
            if columns > 0 && self.columns + columns > self.cols && !self.line.is_empty() {
                (self.emit)(self.line.clone());
                self.line = at..at;
                self.columns = 0;
            }
            self.line.end = at + length;
            self.columns += columns;
        };
        if one_column_each {
            text.char_indices()
                .for_each(|(at, c)| place(at, c.len_utf8(), 1));
        } else {
            text.grapheme_indices(true)
                .for_each(|(at, cluster)| place(at, cluster.len(), cluster_width(cluster)));
        }
    }

    fn finish(self) {
        (self.emit)(self.line);
    }
}

/// The words of a paragraph in order; the first is empty when the paragraph is indented.
fn each_word(paragraph: &str, cols: usize, add: &mut impl FnMut(Word)) {
    let mut at = 0;
    let mut pending: Option<Word> = None;
    while at < paragraph.len() {
        let end = at + chunk_len(&paragraph[at..]);
        let next = end + blanks_len(&paragraph[end..]);
        let blanks = next - end;
        let chunk = &paragraph[at..end];
        if let Some(word) = pending.take() {
            let columns = word.columns + word.blanks + super::width(chunk);
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
        piece(0..chunk.len(), super::width(chunk), true);
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
fn visible_len(text: &str) -> usize {
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
