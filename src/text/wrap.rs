//! Breaking text into the lines of a pane.
//!
//! Lines break between words (`words.rs` says what those are), and inside a word that is wider than the pane between
//! grapheme clusters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::width::{cluster_width, simple_width};
use super::words::{Word, each_word, visible_len};

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
