//! What the terminal shows, and the fewest bytes that make it show the next frame.
//!
//! ratatui's own way writes every changed cell, and a cursor position for every gap between them; a key that brings
//! another conversation changes thousands. Here blanks are erased in one go, small gaps are written over, and a frame
//! that changes nothing is no bytes at all.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;

use super::hyperlinks::Hyperlinks;
use super::pen::{Pen, print};
use crate::app::geometry::Area;
use crate::text::SafeText;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// So many blanks are erased; fewer are written, which takes no more bytes.
const ERASED: u16 = 6;
/// Unchanged cells between two changed ones that are written over rather than passed by.
const GAP: u16 = 4;

/// Two frames: the one that is shown and the one that is painted.
pub(super) struct Sheet {
    shown: Buffer,
    next: Buffer,
    /// Whether `shown` is what the terminal shows.
    known: bool,
    /// Where the cursor stands, if it is to be seen.
    cursor: Option<(u16, u16)>,
    out: Vec<u8>,
    links: Hyperlinks,
}

/// What a frame says beside its cells.
#[derive(Default)]
pub(super) struct Painted {
    /// Where the cursor stands, if it is to be seen.
    pub cursor: Option<(u16, u16)>,
    /// Which cells lead where.
    pub links: Vec<(Area, SafeText)>,
}

impl Sheet {
    /// A terminal of which nothing is known.
    pub fn new() -> Self {
        Self {
            shown: Buffer::default(),
            next: Buffer::default(),
            known: false,
            cursor: None,
            out: Vec::new(),
            links: Hyperlinks::default(),
        }
    }

    /// Forgets what is on the screen: the next frame draws everything.
    pub const fn forget(&mut self) {
        self.known = false;
    }

    /// Has a frame painted that has no links: see [`Sheet::linked_frame`].
    #[cfg(test)]
    pub fn frame(
        &mut self,
        size: (u16, u16),
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> &[u8] {
        self.linked_frame(size, |buffer| Painted {
            cursor: paint(buffer),
            links: Vec::new(),
        })
    }

    /// Has a frame painted, every cell of it, and gives what must be written so that the terminal shows it: nothing
    /// where it does already.
    pub fn linked_frame(
        &mut self,
        (cols, rows): (u16, u16),
        paint: impl FnOnce(&mut Buffer) -> Painted,
    ) -> &[u8] {
        let area = Rect::new(0, 0, cols, rows);
        if self.next.area != area {
            self.next = Buffer::empty(area);
        }
        let Painted { cursor, links } = paint(&mut self.next);
        if !self.links.stamp(&mut self.next, &links) {
            self.known = false;
        }
        self.out.clear();
        self.out.extend_from_slice(BEGIN);
        if !self.known || self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.known = false;
            self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        }
        let mut writer = Writer {
            out: &mut self.out,
            pen: Pen::default(),
            links: &self.links,
            at: None,
        };
        let width = usize::from(cols.max(1));
        let both = self
            .next
            .content
            .chunks(width)
            .zip(self.shown.content.chunks(width));
        for ((next, shown), y) in both.zip(0..) {
            writer.row(y, next, shown);
        }
        writer.become_style(Pen::default());
        if self.out.len() == BEGIN.len() && self.cursor == cursor {
            return &[];
        }
        match cursor {
            Some((x, y)) => {
                print(&mut self.out, format_args!("\x1b[{};{}H", y + 1, x + 1));
                if !self.known || self.cursor.is_none() {
                    self.out.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if !self.known || self.cursor.is_some() => {
                self.out.extend_from_slice(b"\x1b[?25l");
            }
            None => {}
        }
        self.out.extend_from_slice(END);
        (self.known, self.cursor) = (true, cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
        &self.out
    }
}

/// Writes the rows of one frame.
struct Writer<'a> {
    out: &'a mut Vec<u8>,
    pen: Pen,
    links: &'a Hyperlinks,
    /// Where the terminal's cursor is, as far as that is certain.
    at: Option<(u16, u16)>,
}

impl Writer<'_> {
    fn row(&mut self, y: u16, next: &[Cell], shown: &[Cell]) {
        // Columns before this one have lost half of a wide glyph, or are about to.
        let mut torn = 0;
        let mut x = 0;
        while x < next.len() {
            let columns = columns(&next[x]).min(next.len() - x);
            if x >= torn && same(&next[x], &shown[x]) {
                x += columns;
                continue;
            }
            let blanks = blanks(&next[x..], &shown[x..], torn.saturating_sub(x));
            let end = x + blanks.max(columns);
            for (column, cell) in shown.iter().enumerate().take(end).skip(x) {
                torn = torn.max(column + self::columns(cell));
            }
            self.go(x as u16, y, next);
            if blanks >= usize::from(ERASED) {
                self.erase(blanks);
            } else {
                for cell in &next[x..x + blanks.max(1)] {
                    self.put(cell, columns, next.len());
                }
                torn = torn.max(x + apart(next[x].symbol()));
            }
            x = end;
        }
    }

    /// Brings the cursor to a cell, over the unchanged ones of its row where that takes fewer bytes.
    fn go(&mut self, x: u16, y: u16, row: &[Cell]) {
        if self.at == Some((x, y)) {
            return;
        }
        if self.pen.link != 0 {
            // A link is open for its own letters only.
            let mut pen = self.pen;
            pen.link = 0;
            self.become_style(pen);
        }
        match self.at {
            Some((from, same)) if same == y && from < x => {
                let gap = &row[usize::from(from)..usize::from(x)];
                if x - from <= GAP && gap.iter().all(|cell| self.writes(cell)) {
                    for cell in gap {
                        self.out.extend_from_slice(cell.symbol().as_bytes());
                    }
                } else {
                    print(self.out, format_args!("\x1b[{}C", x - from));
                }
            }
            _ if x == 0 => print(self.out, format_args!("\x1b[{}H", y + 1)),
            _ => print(self.out, format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    /// Whether a cell can be written as it is with the pen that is in hand.
    fn writes(&self, cell: &Cell) -> bool {
        let one_letter = cell.symbol().len() == 1;
        one_letter && (self.pen == Pen::of(cell) || (is_blank(cell) && self.pen.leaves_blank()))
    }

    /// Erases cells; the cursor stays.
    fn erase(&mut self, count: usize) {
        if !self.pen.leaves_blank() {
            self.become_style(Pen::default());
        }
        print(self.out, format_args!("\x1b[{count}X"));
    }

    /// Takes the pen for this style, and ends or begins a link where it differs.
    fn become_style(&mut self, style: Pen) {
        if self.pen.link != style.link {
            self.links.begin(style.link, self.out);
        }
        self.pen.become_style(style, self.out);
    }

    fn put(&mut self, cell: &Cell, columns: usize, width: usize) {
        let symbol = cell.symbol();
        if !(is_blank(cell) && self.pen.leaves_blank()) {
            self.become_style(Pen::of(cell));
        }
        if columns > 1
            && symbol.chars().nth(1).is_some()
            && let Some((x, y)) = self.at
        {
            // A terminal may draw such a cluster narrower: no old letter may be left beside it.
            self.out.extend_from_slice(" ".repeat(columns).as_bytes());
            print(self.out, format_args!("\x1b[{};{}H", y + 1, x + 1));
        }
        self.out.extend_from_slice(symbol.as_bytes());
        self.at = self.at.filter(|_| is_certain(symbol)).and_then(|(x, y)| {
            // After the last column terminals differ about where the cursor is.
            let x = usize::from(x) + columns;
            (x < width).then_some((x as u16, y))
        });
    }
}

/// How many cells from here on are blank, up to the last one of them that has to be written. `torn` of them must be
/// written whatever they show.
fn blanks(next: &[Cell], shown: &[Cell], torn: usize) -> usize {
    let blank = next.iter().take_while(|cell| is_blank(cell));
    let changed = blank
        .zip(shown)
        .enumerate()
        .filter(|(at, (next, shown))| *at < torn || !same(next, shown));
    changed.last().map_or(0, |(at, _)| at + 1)
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).leaves_blank()
}

/// Whether two cells look the same: the colour of letters does not matter where there are none.
fn same(one: &Cell, other: &Cell) -> bool {
    let (symbol, before) = (one.symbol().as_bytes(), other.symbol().as_bytes());
    let equal = match (symbol, before) {
        ([symbol], [before]) => symbol == before,
        _ => symbol == before,
    };
    equal
        && (Pen::of(one) == Pen::of(other) || (symbol == b" " && is_blank(one) && is_blank(other)))
}

/// The columns a cell's glyph covers, at least one.
fn columns(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        return 1;
    }
    usize::from(symbol.cell_width().max(1))
}

/// The columns a cluster covers in terminals (and tmux) that draw its parts one after another. Those columns are
/// written after it, so that nothing of it stays behind.
fn apart(symbol: &str) -> usize {
    if symbol.len() <= 4 {
        return 0;
    }
    let parts = symbol.chars();
    parts
        .map(|part| usize::from(part.encode_utf8(&mut [0; 4]).cell_width()))
        .sum()
}

/// Whether every terminal agrees about the columns of a symbol. After any other the cursor is placed anew.
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(sign), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(sign,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{2013}'..='\u{2026}'
        | '\u{2500}'..='\u{259f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}
