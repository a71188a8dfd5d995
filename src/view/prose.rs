//! Paragraphs, wrapped.

use crate::app::geometry::Area;
use crate::text::{SafeText, wrap};
use crate::theme::Role;

use super::paint::{Canvas, Ink, Words};

/// Paragraphs from the top left. Answers the rows they took.
pub(super) fn draw(canvas: &mut Canvas, area: Area, paragraphs: &[(Role, SafeText)]) -> u16 {
    lines(canvas, area, paragraphs, false)
}

/// Paragraphs with every line in the middle.
pub(super) fn centered(canvas: &mut Canvas, area: Area, paragraphs: &[(Role, SafeText)]) -> u16 {
    lines(canvas, area, paragraphs, true)
}

/// Marks that there is more than the area shows.
fn cut(canvas: &mut Canvas, area: Area, ink: Ink) {
    if area.w > 0 && area.h > 0 {
        canvas.text(area.x + area.w - 1, area.y + area.h - 1, 1, "…", ink);
    }
}

fn lines(canvas: &mut Canvas, area: Area, paragraphs: &[(Role, SafeText)], middle: bool) -> u16 {
    let mut row = 0;
    for (role, text) in paragraphs {
        let ink = canvas.ink(*role);
        for range in wrap(text, usize::from(area.w.max(1))) {
            if row >= area.h {
                cut(canvas, area, ink);
                return row;
            }
            let words = Words::Part(text, range.start, range.end);
            let indent = if middle {
                area.w.saturating_sub(words.width()) / 2
            } else {
                0
            };
            let (x, y) = (area.x.saturating_add(indent), area.y.saturating_add(row));
            canvas.text(x, y, area.w - indent, words, ink);
            row += 1;
        }
    }
    row
}
