//! A buffer as text: its characters, and its styles.

use andibox::view::{Drawn, draw};
use andibox::{app::State, theme::Theme};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Draws a state in its own size.
pub fn drawn(state: &State, theme: &Theme) -> (Buffer, Drawn) {
    let (w, h) = state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    let drawn = draw(state, theme, &mut buffer);
    (buffer, drawn)
}

/// The characters, row by row, without the blanks at the ends.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += symbol.cell_width().max(1);
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// The same with each run of one style in brackets: `[b blue:Jane]`.
pub fn styled(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let (mut open, mut run) = (String::new(), String::new());
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let style = style_words(cell.fg, cell.bg, cell.modifier);
            if style != open {
                close(&mut row, &open, &mut run);
                open = style;
            }
            run.push_str(cell.symbol());
            x += cell.symbol().cell_width().max(1);
        }
        close(&mut row, &open, &mut run);
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

fn close(row: &mut String, style: &str, run: &mut String) {
    if style.is_empty() {
        row.push_str(run);
    } else {
        row.extend(["⟦", style, ":", run.as_str(), "⟧"]);
    }
    run.clear();
}

fn style_words(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut words = Vec::new();
    for (set, word) in [
        (Modifier::BOLD, "b"),
        (Modifier::DIM, "d"),
        (Modifier::ITALIC, "i"),
        (Modifier::UNDERLINED, "u"),
        (Modifier::REVERSED, "r"),
    ] {
        if modifier.contains(set) {
            words.push(word.to_owned());
        }
    }
    if fg != Color::Reset {
        words.push(format!("{fg}"));
    }
    if bg != Color::Reset {
        words.push(format!("on {bg}"));
    }
    words.join(" ")
}
