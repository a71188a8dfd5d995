//! A buffer of cells as an SVG. Every run of cells says how long it is, so that a viewer's font cannot move the next one.

use andibox::theme::ThemeName;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL: (f32, f32) = (8.4, 16.4);
const MARGIN: f32 = 14.0;

/// The colours a terminal has of its own.
pub struct Terminal {
    ground: &'static str,
    ink: &'static str,
}

impl Terminal {
    /// A terminal that a theme is made for.
    pub const fn of(theme: ThemeName) -> Self {
        match theme {
            ThemeName::Light => Self {
                ground: "#ffffff",
                ink: "#1c1f24",
            },
            ThemeName::Dark | ThemeName::HighContrast | ThemeName::None => Self {
                ground: "#16181d",
                ink: "#d7dae0",
            },
        }
    }
}

/// The sixteen colours, as xterm has them.
const SIXTEEN: [&str; 16] = [
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
];

/// The picture.
pub fn of(buffer: &Buffer, terminal: &Terminal) -> String {
    let ground = terminal.ground;
    let area = buffer.area;
    let width = f32::from(area.width) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(area.height) * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n\
         <g font-family=\"'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\" \
         xml:space=\"preserve\">\n"
    );
    for y in 0..area.height {
        row(buffer, y, terminal, &mut svg);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn row(buffer: &Buffer, y: u16, terminal: &Terminal, svg: &mut String) {
    let mut x = 0;
    while x < buffer.area.width {
        let first = &buffer[(x, y)];
        let start = x;
        let mut text = String::new();
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let cells = UnicodeWidthStr::width(cell.symbol()).max(1) as u16;
            // Wide glyphs stand alone: their width differs most between fonts.
            if !same_style(first, cell) || (cells > 1 && x > start) {
                break;
            }
            text.push_str(cell.symbol());
            x += cells;
            if cells > 1 {
                break;
            }
        }
        let place = (start, y, x - start);
        run(first, &text, place, terminal, svg);
    }
}

fn same_style(one: &Cell, other: &Cell) -> bool {
    one.fg == other.fg && one.bg == other.bg && one.modifier == other.modifier
}

fn run(
    cell: &Cell,
    text: &str,
    (x, y, cells): (u16, u16, u16),
    terminal: &Terminal,
    svg: &mut String,
) {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let (mut ink, mut ground) = (color(cell.fg, terminal.ink), color(cell.bg, ""));
    if reversed {
        let ground_was = if ground.is_empty() {
            terminal.ground.to_owned()
        } else {
            ground
        };
        (ink, ground) = (ground_was, ink);
    }
    let left = MARGIN + f32::from(x) * CELL.0;
    let top = MARGIN + f32::from(y) * CELL.1;
    let width = f32::from(cells) * CELL.0;
    if !ground.is_empty() {
        let height = CELL.1;
        let ground = format!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{ground}\"/>\n"
        );
        svg.push_str(&ground);
    }
    if !text.trim().is_empty() {
        let mut style = String::new();
        if cell.modifier.contains(Modifier::BOLD) {
            style.push_str(" font-weight=\"bold\"");
        }
        if cell.modifier.contains(Modifier::ITALIC) {
            style.push_str(" font-style=\"italic\"");
        }
        if cell.modifier.contains(Modifier::UNDERLINED) {
            style.push_str(" text-decoration=\"underline\"");
        }
        if cell.modifier.contains(Modifier::DIM) {
            style.push_str(" opacity=\"0.65\"");
        }
        let base = top + 12.7;
        let text = format!(
            "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{ink}\"{style}>{}</text>\n",
            escaped(text)
        );
        svg.push_str(&text);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace(' ', "\u{a0}")
}

fn color(color: Color, default: &str) -> String {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Indexed(index) => match andibox::theme::Color::Indexed(index).rgb() {
            Some((r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
            None => default.to_owned(),
        },
        other => match NAMED.iter().position(|named| *named == other) {
            Some(index) => SIXTEEN[index].to_owned(),
            None => default.to_owned(),
        },
    }
}
