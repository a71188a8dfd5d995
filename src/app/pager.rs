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
    /// A bar of a chart.
    Chart,
}

/// A line of a pager.
pub type PagerLine = Vec<(Tone, SafeText)>;

/// What a pager shows, to bring it up to date.
#[derive(Clone, PartialEq, Debug)]
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
    /// One of them.
    Request(Box<crate::model::RequestRecord>),
    /// The numbers of the workspace; none while they are counted.
    Stats(Option<Box<crate::model::Stats>>),
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
    /// The lines at which entries begin that the cursor goes through; none where there is only to read.
    entries: Vec<usize>,
    /// The entry that the cursor is on.
    pub selected: usize,
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
            entries: Vec::new(),
            selected: 0,
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

    /// All of it, to copy.
    pub fn text(&self) -> SafeText {
        let lines = self.lines.iter();
        let lines: Vec<String> = lines
            .map(|line| line.iter().map(|(_, text)| text.as_str()).collect())
            .collect();
        SafeText::block(&lines.join("\n"))
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

    /// Other lines with entries that begin at these.
    pub fn set_entries(&mut self, lines: Vec<PagerLine>, entries: Vec<usize>) {
        self.set_lines(lines);
        self.selected = self.selected.min(entries.len().saturating_sub(1));
        self.entries = entries;
    }

    /// The lines of the entry under the cursor.
    pub fn cursor(&self) -> Option<Range<usize>> {
        let start = *self.entries.get(self.selected)?;
        let end = self.entries.get(self.selected + 1);
        Some(start..end.copied().unwrap_or(self.lines.len()))
    }

    /// Goes so many entries further, and scrolls so that the entry is in sight. False where there are none.
    pub fn step(&mut self, by: isize, height: usize) -> bool {
        let last = self.entries.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        let Some(lines) = self.cursor() else {
            return false;
        };
        let first = self.rows.partition_point(|row| row.line < lines.start);
        let end = self.rows.partition_point(|row| row.line < lines.end);
        if end > self.top + height {
            self.top = end.saturating_sub(height);
        }
        if first < self.top {
            self.top = first;
        }
        if self.selected == 0 {
            self.top = 0;
        }
        true
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
