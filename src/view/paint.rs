//! The one place where text enters cells.
//!
//! Nothing but [`SafeText`], parts of it and the program's own words can be painted. Whatever is asked for is clipped
//! to the buffer, text is set grapheme by grapheme with the columns `text` measures, and a wide glyph that would not fit
//! whole is left out.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::app::geometry::Area;
use crate::text::rich::Look;
use crate::text::{SafeText, width};
use crate::theme::{Color, Role, Style, Theme};

/// What may be painted.
#[derive(Clone, Copy)]
pub(super) enum Words<'a> {
    /// The program's own.
    Own(&'static str),
    /// Anybody's, made safe.
    Safe(&'a SafeText),
    /// The bytes from one to another of such a text.
    Part(&'a SafeText, usize, usize),
}

impl From<&'static str> for Words<'_> {
    fn from(words: &'static str) -> Self {
        Self::Own(words)
    }
}

impl<'a> From<&'a SafeText> for Words<'a> {
    fn from(words: &'a SafeText) -> Self {
        Self::Safe(words)
    }
}

/// A cluster of more bytes than this a column is no text anybody reads: such a text is cut without being measured.
const BYTES_A_COLUMN: usize = 64;

/// Columns of the widest cluster that is looked for when something is painted over its end.
const WIDEST: u16 = 8;

impl<'a> Words<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Own(words) => words,
            Self::Safe(words) => words.as_str(),
            Self::Part(words, from, to) => words.as_str().get(from..to).unwrap_or_default(),
        }
    }

    /// The columns it takes.
    pub fn width(self) -> u16 {
        u16::try_from(width(self.text())).unwrap_or(u16::MAX)
    }

    /// Whether it takes no more than so many columns.
    pub fn fits(self, cols: u16) -> bool {
        let (bytes, cols) = (self.text().len(), usize::from(cols));
        bytes <= cols || (bytes <= cols * BYTES_A_COLUMN && width(self.text()) <= cols)
    }
}

/// How text is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(Style);

impl Ink {
    /// This ink on a ground. On a reversed ground its colours would turn into blotches: only its attributes are kept.
    pub fn over(self, ground: Self) -> Self {
        let style = self.0.over(ground.0);
        if ground.0.reverse {
            let Style { fg, bg, dim, .. } = ground.0;
            return Self(Style {
                fg,
                bg,
                dim,
                ..style
            });
        }
        Self(style)
    }

    fn cells(self) -> CellStyle {
        let style = self.0;
        let attributes = [
            (style.bold, Modifier::BOLD),
            (style.dim, Modifier::DIM),
            (style.italic, Modifier::ITALIC),
            (style.underline, Modifier::UNDERLINED),
            (style.reverse, Modifier::REVERSED),
        ];
        let mut modifiers = Modifier::empty();
        for (set, modifier) in attributes {
            modifiers.set(modifier, set);
        }
        CellStyle {
            fg: color(style.fg),
            bg: color(style.bg),
            add_modifier: modifiers,
            ..CellStyle::default()
        }
    }
}

/// The buffer, with the theme that says how roles look.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    /// Links of which nothing is covered, with where they lead.
    links: Vec<(Area, SafeText)>,
}

impl<'a> Canvas<'a> {
    /// A clean sheet.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        let mut canvas = Self {
            buffer,
            theme,
            links: Vec::new(),
        };
        let whole = canvas.buffer.area;
        let ground = canvas.ink(Role::Text);
        canvas.reset(whole, ground);
        canvas
    }

    /// How a role is painted where nothing is below.
    pub fn ink(&self, role: Role) -> Ink {
        Ink(self.theme.style(role).over(self.theme.style(Role::Text)))
    }

    /// How a role is painted on a ground.
    pub fn ink_on(&self, role: Role, ground: Ink) -> Ink {
        Ink(self.theme.style(role)).over(ground)
    }

    /// An ink with the look of a run of a message's words.
    pub fn dressed(&self, ink: Ink, look: Look) -> Ink {
        let role = match look {
            Look { aside: true, .. } => Some(Role::Dim),
            Look { link: Some(_), .. } => Some(Role::Hyperlink),
            Look { code: true, .. } => Some(Role::Code),
            _ => None,
        };
        let mut style = role.map_or(ink.0, |role| self.theme.style(role).over(ink.0));
        style.bold |= look.strong;
        style.italic |= look.emphasis;
        Ink(style)
    }

    /// What was just painted on these columns of a row leads to this address. What is painted over it takes that away.
    pub fn link(&mut self, x: u16, y: u16, cols: u16, address: &SafeText) {
        let row = self.clip(Area {
            x,
            y,
            w: cols,
            h: 1,
        });
        if !row.is_empty() {
            let area = Area {
                x: row.x,
                y: row.y,
                w: row.width,
                h: 1,
            };
            self.links.push((area, address.clone()));
        }
    }

    /// The links that are on the sheet.
    pub fn take_links(&mut self) -> Vec<(Area, SafeText)> {
        std::mem::take(&mut self.links)
    }

    /// Wipes an area.
    pub fn blank(&mut self, area: Area, ink: Ink) {
        let area = self.clip(area);
        for y in area.top()..area.bottom() {
            self.split(area.x, y);
        }
        self.reset(area, ink);
    }

    /// Writes on one row, at most so many columns, and answers how many it took. What does not fit is cut off.
    pub fn text<'w>(
        &mut self,
        x: u16,
        y: u16,
        cols: u16,
        words: impl Into<Words<'w>>,
        ink: Ink,
    ) -> u16 {
        let row = self.clip(Area {
            x,
            y,
            w: cols,
            h: 1,
        });
        if row.is_empty() || row.x != x {
            return 0;
        }
        self.split(x, y);
        let text = words.into().text();
        let cols = usize::from(row.width);
        let style = ink.cells();
        // Most of what is painted: a byte is a cell, and nothing has to be measured.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let cells = self.cells(row);
            for (cell, byte) in cells.iter_mut().zip(text.bytes()) {
                cell.set_char(char::from(byte)).set_style(style);
            }
            return text.len().min(cols) as u16;
        }
        let (end, _) = self.buffer.set_stringn(x, y, text, cols, style);
        end - x
    }

    /// The same, with `…` where something was cut off.
    pub fn fitted<'w>(
        &mut self,
        x: u16,
        y: u16,
        cols: u16,
        words: impl Into<Words<'w>>,
        ink: Ink,
    ) -> u16 {
        let words = words.into();
        if cols == 0 || words.fits(cols) {
            return self.text(x, y, cols, words, ink);
        }
        let drawn = self.text(x, y, cols - 1, words, ink);
        drawn + self.text(x.saturating_add(drawn), y, 1, "…", ink)
    }

    /// Fills a row's columns with one sign of one column.
    pub fn rule(&mut self, x: u16, y: u16, cols: u16, sign: &'static str, ink: Ink) {
        let row = self.clip(Area {
            x,
            y,
            w: cols,
            h: 1,
        });
        if row.is_empty() {
            return;
        }
        self.split(row.x, y);
        let style = ink.cells();
        for cell in self.cells(row) {
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// Takes away a wide glyph that begins in a column before and reaches here: a part of it is about to be covered.
    fn split(&mut self, x: u16, y: u16) {
        let first = self.buffer.area.x.max(x.saturating_sub(WIDEST));
        for column in (first..x).rev() {
            let cell = &mut self.buffer[(column, y)];
            let symbol = cell.symbol();
            if symbol == " " {
                // It may be covered by a glyph that begins further left.
                continue;
            }
            if symbol.len() > 1 && width(symbol) > usize::from(x - column) {
                cell.set_symbol(" ");
            }
            return;
        }
    }

    fn reset(&mut self, area: Rect, ink: Ink) {
        self.links.retain(|(link, _)| {
            let link = Rect::new(link.x, link.y, link.w, link.h);
            link.intersection(area).is_empty()
        });
        let mut blank = Cell::EMPTY;
        blank.set_style(ink.cells());
        for y in area.top()..area.bottom() {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            self.cells(row).fill(blank.clone());
        }
    }

    /// The cells of one row, which must lie in the buffer.
    fn cells(&mut self, row: Rect) -> &mut [Cell] {
        if row.is_empty() {
            return &mut [];
        }
        let from = self.buffer.index_of(row.x, row.y);
        &mut self.buffer.content[from..from + usize::from(row.width)]
    }

    fn clip(&self, area: Area) -> Rect {
        // The state's size and the buffer's can differ for a frame while the terminal is resized.
        let rect = Rect {
            x: area.x,
            y: area.y,
            width: area.w.min(u16::MAX - area.x),
            height: area.h.min(u16::MAX - area.y),
        };
        let clipped = rect.intersection(self.buffer.area);
        if clipped.is_empty() {
            Rect::default()
        } else {
            clipped
        }
    }
}

const fn color(color: Color) -> Option<CellColor> {
    const SIXTEEN: [CellColor; 16] = [
        CellColor::Black,
        CellColor::Red,
        CellColor::Green,
        CellColor::Yellow,
        CellColor::Blue,
        CellColor::Magenta,
        CellColor::Cyan,
        CellColor::Gray,
        CellColor::DarkGray,
        CellColor::LightRed,
        CellColor::LightGreen,
        CellColor::LightYellow,
        CellColor::LightBlue,
        CellColor::LightMagenta,
        CellColor::LightCyan,
        CellColor::White,
    ];
    match color {
        Color::Default => None,
        Color::Ansi(index) => Some(SIXTEEN[(index % 16) as usize]),
        Color::Indexed(index) => Some(CellColor::Indexed(index)),
        Color::Rgb(r, g, b) => Some(CellColor::Rgb(r, g, b)),
    }
}
