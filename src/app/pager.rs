//! Something to read over the whole body: its lines, and how they break into rows where they are too long.

use std::ops::Range;

use crate::text::{SafeText, width, wrap};

use super::help::Search;

/// How a piece of text reads; the theme decides how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Less important.
    Dim,
    /// A heading.
    Strong,
    /// A key.
    Key,
    /// It went well.
    Good,
    /// It needs a look.
    Warn,
    /// It went wrong.
    Bad,
}

/// A line of a pager.
pub type PagerLine = Vec<(Tone, SafeText)>;

/// What a pager shows, to bring it up to date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PagerKind {
    /// The keys.
    Help,
    /// A thread's life.
    Lifecycle(crate::model::ThreadId),
    /// JSON.
    Raw,
    /// The requests made.
    Requests,
    /// What came while somebody wrote.
    News,
}

/// Something to read.
#[derive(Clone, PartialEq, Debug)]
pub struct Pager {
    /// What.
    pub kind: PagerKind,
    /// Its title.
    pub title: SafeText,
    /// The first row on the screen.
    pub top: usize,
    /// What is searched for, of the help.
    pub search: Option<Box<Search>>,
    lines: Vec<PagerLine>,
    rows: Vec<PagerRow>,
    /// The columns the rows were made for.
    cols: usize,
}

/// A row on the screen: a line, or a part of one that is too long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PagerRow {
    /// Which line.
    pub line: usize,
    /// The bytes of the line, all its pieces taken as one text.
    pub part: Range<usize>,
    /// Columns left free before it: what goes on from the row above stands further in.
    pub indent: usize,
}

impl Pager {
    /// Lines to read, in so many columns.
    pub fn new(kind: PagerKind, title: SafeText, lines: Vec<PagerLine>, cols: usize) -> Self {
        let rows = rows_of(&lines, cols);
        Self {
            kind,
            title,
            top: 0,
            search: None,
            lines,
            rows,
            cols,
        }
    }

    /// The lines.
    pub fn lines(&self) -> &[PagerLine] {
        &self.lines
    }

    /// The rows they take.
    pub fn rows(&self) -> &[PagerRow] {
        &self.rows
    }

    /// Other lines, in the same place.
    pub fn set_lines(&mut self, lines: Vec<PagerLine>) {
        self.rows = rows_of(&lines, self.cols);
        self.lines = lines;
    }

    /// Scrolls by rows, where so many are shown, and never behind its end.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Other columns: the line at the top stays there.
    pub fn fit(&mut self, cols: usize) {
        if cols == self.cols {
            return;
        }
        let line = self.rows.get(self.top).map_or(0, |row| row.line);
        self.cols = cols;
        self.rows = rows_of(&self.lines, cols);
        self.top = self.rows.partition_point(|row| row.line < line);
    }
}

fn rows_of(lines: &[PagerLine], cols: usize) -> Vec<PagerRow> {
    let mut rows = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let bytes = line.iter().map(|(_, words)| words.len()).sum();
        let mut put = |part, indent| {
            rows.push(PagerRow {
                line: number,
                part,
                indent,
            });
        };
        // No character takes more columns than bytes.
        if bytes <= cols {
            put(0..bytes, 0);
            continue;
        }
        let text: String = line.iter().map(|(_, words)| words.as_str()).collect();
        let first = wrap(&text, cols).first().map_or(0..bytes, Clone::clone);
        let rest = first.end + blanks(&text[first.end..]);
        put(first, 0);
        if rest < bytes {
            let indent = hang(line, &text, cols);
            for part in wrap(&text[rest..], cols.saturating_sub(indent).max(1)) {
                put(rest + part.start..rest + part.end, indent);
            }
        }
    }
    rows
}

/// How far in the rest of a line stands: below its last piece where the ones before it are short, as in a table, else
/// a little further in than the line itself.
fn hang(line: &PagerLine, text: &str, cols: usize) -> usize {
    let last = line.last().map_or(0, |(_, words)| words.len());
    let before = &text[..text.len() - last];
    let piece = &text[before.len()..];
    let column = width(before) + blanks(piece);
    if !before.is_empty() && column * 2 <= cols {
        column
    } else {
        (blanks(text) + 2).min(cols / 2)
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
