//! Moving the cursor through the text: by cluster, word, line and whole text. Every motion answers whether it moved.

use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, Last};
use crate::text::width;

impl Editor {
    /// One cluster to the left.
    pub fn left(&mut self) -> bool {
        self.go(self.edge_before(self.cursor))
    }

    /// One cluster to the right.
    pub fn right(&mut self) -> bool {
        self.go(self.edge_after(self.cursor))
    }

    /// To the start of this word, or of the one before.
    pub fn word_left(&mut self) -> bool {
        self.go(self.word_start())
    }

    /// To the end of this word, or of the one after.
    pub fn word_right(&mut self) -> bool {
        self.go(self.word_end())
    }

    /// To the start of the line (as written, not as wrapped).
    pub fn line_start(&mut self) -> bool {
        self.go(self.start_of_line())
    }

    /// To the end of the line (as written, not as wrapped).
    pub fn line_end(&mut self) -> bool {
        self.go(self.end_of_line())
    }

    /// To the start of the text.
    pub fn text_start(&mut self) -> bool {
        self.go(0)
    }

    /// To the end of the text.
    pub fn text_end(&mut self) -> bool {
        self.go(self.text.len())
    }

    /// To a byte offset, or the nearest edge of a cluster before it.
    pub fn move_to_byte(&mut self, at: usize) -> bool {
        self.go(self.edge_at_or_before(at.min(self.text.len())))
    }

    fn go(&mut self, at: usize) -> bool {
        self.begin(Last::Other);
        self.motion_unselects();
        let moved = at != self.cursor;
        self.cursor = at;
        moved
    }

    pub(super) fn start_of_line(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    pub(super) fn end_of_line(&self) -> usize {
        self.text[self.cursor..]
            .find('\n')
            .map_or(self.text.len(), |at| self.cursor + at)
    }

    pub(super) fn word_start(&self) -> usize {
        let mut words = self.text[..self.cursor].split_word_bound_indices().rev();
        let start = words
            .find(|(_, segment)| is_word(segment))
            .map_or(0, |(at, _)| at);
        self.edge_at_or_before(start)
    }

    pub(super) fn word_end(&self) -> usize {
        let mut words = self.text[self.cursor..].split_word_bound_indices();
        let end = words.find(|(_, segment)| is_word(segment));
        self.edge_at_or_after(end.map_or(self.text.len(), |(at, segment)| {
            self.cursor + at + segment.len()
        }))
    }
}

/// Words and pictures are worth stopping at; blanks and punctuation are not.
fn is_word(segment: &str) -> bool {
    segment.contains(char::is_alphanumeric) || (!segment.is_ascii() && width(segment) > 1)
}
