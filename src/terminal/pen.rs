//! How a terminal is told to write: as few bytes as take it from one style to the next.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Attributes that can be seen on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// The numbers of the attributes (ECMA-48, SGR).
const ATTRIBUTES: [(Modifier, &[u8]); 9] = [
    (Modifier::BOLD, b"1"),
    (Modifier::DIM, b"2"),
    (Modifier::ITALIC, b"3"),
    (Modifier::UNDERLINED, b"4"),
    (Modifier::SLOW_BLINK, b"5"),
    (Modifier::RAPID_BLINK, b"6"),
    (Modifier::REVERSED, b"7"),
    (Modifier::HIDDEN, b"8"),
    (Modifier::CROSSED_OUT, b"9"),
];

/// The style the terminal writes with now.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    attributes: Modifier,
    /// The number of the link it writes (see [`super::hyperlinks`]); 0 for none.
    pub link: u32,
}

impl Pen {
    /// A cell's style.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            attributes: cell.modifier,
            link: super::hyperlinks::number(cell),
        }
    }

    /// Whether a space written so looks like an erased cell.
    pub fn leaves_blank(self) -> bool {
        self.bg == Color::Reset && self.link == 0 && !self.attributes.intersects(SEEN_ON_BLANKS)
    }

    /// Tells the terminal to write in this style from now on.
    pub fn become_style(&mut self, style: Self, out: &mut Vec<u8>) {
        if *self == style {
            return;
        }
        let start = out.len();
        out.extend_from_slice(b"\x1b[");
        // Attributes go one by one only in some terminals: taking one away is done by taking all away.
        if !(self.attributes - style.attributes).is_empty() || style == Self::default() {
            *self = Self::default();
            out.extend_from_slice(b"0;");
        }
        for (attribute, number) in ATTRIBUTES {
            if (style.attributes - self.attributes).contains(attribute) {
                out.extend_from_slice(number);
                out.push(b';');
            }
        }
        if self.fg != style.fg {
            color(out, style.fg, 30);
        }
        if self.bg != style.bg {
            color(out, style.bg, 40);
        }
        *self = style;
        if out.len() - start == 2 {
            // Nothing that a terminal can show.
            out.truncate(start);
        } else {
            let last = out.len() - 1;
            out[last] = b'm';
        }
    }
}

/// A colour's numbers, with a `;` after each; `base` is 30 for letters and 40 for what is behind them.
fn color(out: &mut Vec<u8>, color: Color, base: u8) {
    let (low, high) = (base, base + 60);
    let number = match color {
        Color::Reset => low + 9,
        Color::Black => low,
        Color::Red => low + 1,
        Color::Green => low + 2,
        Color::Yellow => low + 3,
        Color::Blue => low + 4,
        Color::Magenta => low + 5,
        Color::Cyan => low + 6,
        Color::Gray => low + 7,
        Color::DarkGray => high,
        Color::LightRed => high + 1,
        Color::LightGreen => high + 2,
        Color::LightYellow => high + 3,
        Color::LightBlue => high + 4,
        Color::LightMagenta => high + 5,
        Color::LightCyan => high + 6,
        Color::White => high + 7,
        Color::Indexed(index) => return print(out, format_args!("{};5;{index};", low + 8)),
        Color::Rgb(r, g, b) => return print(out, format_args!("{};2;{r};{g};{b};", low + 8)),
    };
    print(out, format_args!("{number};"));
}

/// Prints into the bytes of a frame.
pub(super) fn print(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    // Memory takes whatever is written.
    let _ = out.write_fmt(words);
}
