//! The text as it is seen: wrapped to a width, with the cursor in a row and a column.
//!
//! The last column of the width is kept for the cursor behind a full line, so the text is wrapped one column short of
//! it and the cursor's column is always less than the width (of at least two).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, Last};
use crate::text::width::{cluster_width, simple_width};
use crate::text::{SafeText, width, wrap};

/// The wrapped text of an [`Editor`] at one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The byte range of each visual line, without the blanks at its end. Draw them by [`Editor::row_text`].
    pub rows: Vec<Range<usize>>,
    /// The row of the cursor, an index into `rows`.
    pub row: usize,
    /// The column of the cursor.
    pub col: usize,
}

impl Editor {
    /// The visual lines and the cursor's place among them, in one go.
    pub fn layout(&self, width: usize) -> Layout {
        let rows = self.visual_lines(width);
        let (row, col) = self.place(&rows, width);
        Layout { rows, row, col }
    }

    /// The byte ranges of the visual lines at a width, without the blanks at their ends.
    pub fn visual_lines(&self, width: usize) -> Vec<Range<usize>> {
        wrap(&self.text, text_columns(width))
    }

    /// The cursor's row and column at a width, both from zero.
    pub fn cursor_position(&self, width: usize) -> (usize, usize) {
        self.place(&self.visual_lines(width), width)
    }

    /// A part of the text for drawing, column for column as it is measured.
    pub fn row_text(&self, row: Range<usize>) -> SafeText {
        SafeText::unmarked_line(self.text.get(row).unwrap_or_default())
    }

    /// To the visual line above, keeping the column as well as it goes; on the first one to the start of the text.
    /// Answers whether the cursor moved.
    pub fn up(&mut self, width: usize) -> bool {
        self.vertically(width, |row, _| row.checked_sub(1), 0)
    }

    /// To the visual line below, keeping the column as well as it goes; on the last one to the end of the text.
    /// Answers whether the cursor moved.
    pub fn down(&mut self, width: usize) -> bool {
        self.vertically(
            width,
            |row, rows| Some(row + 1).filter(|&below| below < rows),
            self.text.len(),
        )
    }

    /// To a row and column on the screen, as a mouse points; outside of the text to its nearest place.
    pub fn move_to(&mut self, width: usize, row: usize, col: usize) {
        let rows = self.visual_lines(width);
        let cursor = self.at_column(&rows, row.min(rows.len() - 1), col);
        self.move_to_byte(cursor);
    }

    fn vertically(
        &mut self,
        width: usize,
        to: impl Fn(usize, usize) -> Option<usize>,
        otherwise: usize,
    ) -> bool {
        let Layout { rows, row, col } = self.layout(width);
        let goal = self.goal.unwrap_or(col);
        let before = self.cursor;
        self.begin(Last::Other);
        self.motion_unselects();
        self.cursor = match to(row, rows.len()) {
            Some(row) => self.at_column(&rows, row, goal),
            None => otherwise,
        };
        self.goal = Some(goal);
        self.cursor != before
    }

    fn place(&self, rows: &[Range<usize>], columns: usize) -> (usize, usize) {
        let row = rows
            .partition_point(|row| row.start <= self.cursor)
            .saturating_sub(1);
        // An indentation wider than the pane is not on any row: its cursor stands before the row that follows.
        let row = if row + 1 < rows.len() && self.starts_paragraph_before(rows, row + 1) {
            row + 1
        } else {
            row
        };
        let start = rows.get(row).map_or(0, |row| row.start.min(self.cursor));
        let col = width(&self.text[start..self.cursor]);
        (row, col.min(text_columns(columns)))
    }

    /// Whether `row` is the first of its paragraph and the cursor stands in the blanks left out before it.
    fn starts_paragraph_before(&self, rows: &[Range<usize>], row: usize) -> bool {
        let between = rows[row - 1].end..self.cursor;
        self.text
            .get(between)
            .is_some_and(|left_out| left_out.contains('\n'))
    }

    /// The cursor's place in `row` nearest to a column.
    fn at_column(&self, rows: &[Range<usize>], row: usize, col: usize) -> usize {
        let start = rows[row].start;
        let end = self.last_place(rows, row);
        let text = &self.text[start..end];
        if simple_width(text).is_some() {
            return text
                .char_indices()
                .nth(col)
                .map_or(end, |(at, _)| start + at);
        }
        let mut used = 0;
        for (at, cluster) in text.grapheme_indices(true) {
            let columns = cluster_width(cluster);
            if used + columns > col {
                return start + at;
            }
            used += columns;
        }
        end
    }

    /// The last place of the cursor that belongs to `row`: before its line end, or before the next row's start.
    fn last_place(&self, rows: &[Range<usize>], row: usize) -> usize {
        let end = rows[row].end;
        let Some(next) = rows.get(row + 1) else {
            return self.text.len();
        };
        match self.text[end..next.start].find('\n') {
            Some(line_end) => end + line_end,
            None => self.edge_before(next.start).max(rows[row].start),
        }
    }
}

/// The columns left for text.
fn text_columns(width: usize) -> usize {
    width.saturating_sub(1).max(1)
}
