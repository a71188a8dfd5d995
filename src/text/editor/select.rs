//! The selection: from where it was begun to the cursor. Whatever is typed or put in takes its place.

use std::ops::Range;

use super::{Editor, Last};

/// Where a selection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    at: usize,
    /// It was set by a mark: motions without Shift extend the selection, too.
    stays: bool,
}

impl Editor {
    /// What is selected, if anything is.
    pub fn selection(&self) -> Option<Range<usize>> {
        let at = self.anchor?.at.min(self.text.len());
        let range = at.min(self.cursor)..at.max(self.cursor);
        (!range.is_empty()).then_some(range)
    }

    /// Begins a selection at the cursor that motions extend, or ends the one there is.
    pub fn mark(&mut self) {
        self.begin(Last::Other);
        self.anchor = match self.anchor {
            Some(anchor) if anchor.stays => None,
            _ => Some(Anchor {
                at: self.cursor,
                stays: true,
            }),
        };
    }

    /// Whether a mark is set.
    pub fn is_marked(&self) -> bool {
        self.anchor.is_some_and(|anchor| anchor.stays)
    }

    /// Nothing is selected any more. Answers whether something was begun.
    pub fn unselect(&mut self) -> bool {
        self.anchor.take().is_some()
    }

    /// Moves the cursor and selects what it passes.
    pub fn extend(&mut self, motion: impl FnOnce(&mut Self) -> bool) -> bool {
        let anchor = self.anchor.unwrap_or(Anchor {
            at: self.cursor,
            stays: false,
        });
        let moved = motion(self);
        self.anchor = Some(anchor);
        moved
    }

    /// Selects a part of the text, the cursor behind it; both ends moved onto edges of clusters.
    pub fn select(&mut self, range: Range<usize>) {
        self.begin(Last::Other);
        let end = range.end.min(self.text.len());
        self.anchor = Some(Anchor {
            at: self.edge_at_or_before(range.start.min(end)),
            stays: false,
        });
        self.cursor = self.edge_at_or_after(end);
    }

    /// Takes the selected text out, to be yanked. Answers whether there was any.
    pub fn cut(&mut self) -> bool {
        let Some(range) = self.selection() else {
            return false;
        };
        self.text[range.clone()].clone_into(&mut self.killed);
        self.erase(range.start, range.end, Last::Other, false)
    }

    /// The selected text, which can be yanked from now on; none: nothing is selected.
    pub fn copy(&mut self) -> Option<String> {
        let range = self.selection()?;
        self.text[range].clone_into(&mut self.killed);
        self.begin(Last::Other);
        self.anchor = None;
        Some(self.killed.clone())
    }

    /// Puts a text in the place of a part, in one undoable step.
    pub fn replace_range(&mut self, range: Range<usize>, text: &str) {
        self.begin(Last::Other);
        self.anchor = None;
        let start = self.edge_at_or_before(range.start.min(self.text.len()));
        let end = self.edge_at_or_after(range.end.clamp(start, self.text.len()));
        let text = super::clean::clean(&self.text[..start], text, self.one_line);
        self.edit(start, end, text);
    }

    /// What an insertion replaces: the selection, or nothing at the cursor.
    pub(super) fn place_of_insertion(&self) -> Range<usize> {
        self.selection().unwrap_or(self.cursor..self.cursor)
    }

    /// A motion ends a selection that no mark holds.
    pub(super) fn motion_unselects(&mut self) {
        self.anchor = self.anchor.filter(|anchor| anchor.stays);
    }
}
