//! A TOML text and the places in it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Origin;

/// The text of one file.
pub(super) struct Source<'a> {
    path: PathBuf,
    text: &'a str,
    embedded: bool,
}

impl<'a> Source<'a> {
    /// A file of the user's.
    pub(super) fn file(path: &Path, text: &'a str) -> Self {
        Self {
            path: path.to_owned(),
            text,
            embedded: false,
        }
    }

    /// The defaults built into the program.
    pub(super) fn embedded(text: &'a str) -> Self {
        Self {
            path: PathBuf::from("config/default.toml"),
            text,
            embedded: true,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The place of a byte, for an error.
    pub(super) fn place(&self, at: usize) -> Origin {
        let before = self.before(at);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Origin::File {
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The origin of a value: its place, or `default` in the embedded text.
    pub(super) fn origin(&self, at: usize) -> Origin {
        if self.embedded {
            Origin::Default
        } else {
            self.place(at)
        }
    }

    /// The text of a span; nothing where the span is not one of this text.
    pub(super) fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }

    /// The lines a span touches, from 0.
    pub(super) fn lines(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.before(span.start).matches('\n').count();
        let last = self.before(span.end).matches('\n').count();
        first..last.max(first) + 1
    }

    fn before(&self, at: usize) -> &'a str {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        &self.text[..at]
    }
}
