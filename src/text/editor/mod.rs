//! The editing buffer of the composer and of one-line prompts: text, cursor, undo, kill and yank. It draws nothing.
//!
//! The cursor always stands between two grapheme clusters, so a family emoji is one step and one backspace. What is
//! put in is cleaned first (`clean.rs`), so that what is drawn is what will be sent.

mod clean;
mod kill;
mod motion;
mod select;
#[cfg(test)]
mod tests;
mod undo;
mod visual;

use unicode_segmentation::GraphemeCursor;

use super::sanitize;
use undo::{History, Step};
pub use visual::Layout;

/// A text being edited, with its cursor and its past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// A byte offset into `text`, always on the edge of a grapheme cluster.
    cursor: usize,
    one_line: bool,
    /// The column that up and down aim for, while nothing but up and down happens.
    goal: Option<usize>,
    killed: String,
    last: Last,
    /// Where the selection begins.
    anchor: Option<select::Anchor>,
    history: History,
}

/// What the last call did, as far as the next one may go on with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Typed,
    ErasedBack,
    ErasedForward,
    Killed,
}

impl Editor {
    /// An empty editor of several lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty editor of one line: line ends put in become blanks, and `newline` does nothing.
    pub fn one_line() -> Self {
        Self {
            one_line: true,
            ..Self::default()
        }
    }

    /// An editor of several lines holding `text`, with the cursor at its end.
    pub fn with_text(text: &str) -> Self {
        let mut editor = Self::default();
        editor.set_text(text);
        editor
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is written, not even a blank.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether this is an editor of one line.
    pub fn is_one_line(&self) -> bool {
        self.one_line
    }

    /// The cursor as a byte offset into the text.
    pub fn cursor_byte(&self) -> usize {
        self.cursor
    }

    /// Another document: replaces the text, puts the cursor at its end and forgets the past. The killed text stays.
    pub fn set_text(&mut self, text: &str) {
        self.text = clean::clean("", text, self.one_line);
        self.cursor = self.text.len();
        self.history = History::default();
        self.anchor = None;
        self.begin(Last::Other);
    }

    /// Replaces the whole text in one undoable step, as coming back from an external editor does.
    pub fn replace_text(&mut self, text: &str) {
        self.begin(Last::Other);
        let text = clean::clean("", text, self.one_line);
        if text != self.text {
            self.edit(0, self.text.len(), text);
        }
    }

    /// Types one character. Typing is undone a word at a time. A line end is [`Editor::newline`].
    pub fn insert_char(&mut self, c: char) {
        if sanitize::is_line_end(c) {
            self.newline();
            return;
        }
        let mut buffer = [0; 4];
        let typed = clean::clean(
            &self.text[..self.place_of_insertion().start],
            c.encode_utf8(&mut buffer),
            self.one_line,
        );
        if typed.is_empty() {
            return;
        }
        let goes_on =
            self.last == Last::Typed && (c.is_whitespace() || !self.blank_before_cursor());
        self.begin(Last::Typed);
        let place = self.place_of_insertion();
        self.history.join_next(goes_on && place.is_empty());
        self.edit(place.start, place.end, typed);
    }

    /// Inserts a text, such as a paste or a snippet, in one undoable step.
    pub fn insert_str(&mut self, text: &str) {
        self.begin(Last::Other);
        let place = self.place_of_insertion();
        let text = clean::clean(&self.text[..place.start], text, self.one_line);
        if !text.is_empty() {
            self.edit(place.start, place.end, text);
        }
    }

    /// Starts a new line.
    pub fn newline(&mut self) {
        if !self.one_line {
            self.begin(Last::Other);
            let place = self.place_of_insertion();
            self.edit(place.start, place.end, "\n".to_owned());
        }
    }

    /// Deletes the cluster before the cursor. Answers whether there was one.
    pub fn backspace(&mut self) -> bool {
        if let Some(place) = self.selection() {
            return self.erase(place.start, place.end, Last::Other, false);
        }
        let start = self.edge_before(self.cursor);
        let goes_on = self.last == Last::ErasedBack;
        self.erase(start, self.cursor, Last::ErasedBack, goes_on)
    }

    /// Deletes the cluster after the cursor. Answers whether there was one.
    pub fn delete(&mut self) -> bool {
        if let Some(place) = self.selection() {
            return self.erase(place.start, place.end, Last::Other, false);
        }
        let end = self.edge_after(self.cursor);
        let goes_on = self.last == Last::ErasedForward;
        self.erase(self.cursor, end, Last::ErasedForward, goes_on)
    }

    /// Takes the last step back. Answers whether there was one.
    pub fn undo(&mut self) -> bool {
        self.begin(Last::Other);
        let step = self.history.undo();
        self.apply(step)
    }

    /// Does the step taken back last again. Answers whether there was one.
    pub fn redo(&mut self) -> bool {
        self.begin(Last::Other);
        let step = self.history.redo();
        self.apply(step)
    }

    fn apply(&mut self, step: Option<Step>) -> bool {
        let Some(step) = step else {
            return false;
        };
        self.anchor = None;
        self.text
            .replace_range(step.at..step.at + step.removed.len(), &step.inserted);
        self.cursor = step.cursor;
        true
    }

    fn erase(&mut self, start: usize, end: usize, kind: Last, goes_on: bool) -> bool {
        self.begin(kind);
        if start == end {
            return false;
        }
        self.history.join_next(goes_on);
        self.edit(start, end, String::new());
        true
    }

    /// The one way the text changes: replaces `start..end` and puts the cursor behind what came in.
    fn edit(&mut self, start: usize, end: usize, inserted: String) {
        self.anchor = None;
        let cursor_before = self.cursor;
        let removed = self.text[start..end].to_owned();
        self.text.replace_range(start..end, &inserted);
        // What came in may have joined what stands behind it into one cluster.
        self.cursor = self.edge_at_or_after(start + inserted.len());
        self.history
            .record(start, removed, inserted, cursor_before, self.cursor);
    }

    /// Every call that does something says so first: it ends the runs of other calls.
    fn begin(&mut self, kind: Last) {
        self.last = kind;
        self.goal = None;
    }

    fn blank_before_cursor(&self) -> bool {
        self.text[..self.cursor]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    }

    fn edge_before(&self, at: usize) -> usize {
        let mut edges = GraphemeCursor::new(at, self.text.len(), true);
        edges
            .prev_boundary(&self.text, 0)
            .ok()
            .flatten()
            .unwrap_or(0)
    }

    fn edge_after(&self, at: usize) -> usize {
        let mut edges = GraphemeCursor::new(at, self.text.len(), true);
        edges
            .next_boundary(&self.text, 0)
            .ok()
            .flatten()
            .unwrap_or(self.text.len())
    }

    fn is_edge(&self, at: usize) -> bool {
        GraphemeCursor::new(at, self.text.len(), true)
            .is_boundary(&self.text, 0)
            .unwrap_or(true)
    }

    fn edge_at_or_after(&self, at: usize) -> usize {
        if self.is_edge(at) {
            at
        } else {
            self.edge_after(at)
        }
    }

    fn edge_at_or_before(&self, at: usize) -> usize {
        if self.is_edge(at) {
            at
        } else {
            self.edge_before(at)
        }
    }
}
