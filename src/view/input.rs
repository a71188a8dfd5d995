//! A line that is typed, by the part of it the cursor is in.

use crate::app::geometry::Area;
use crate::text::editor::Editor;
use crate::theme::Role;

use super::paint::Canvas;
use super::strip::Strip;

/// Draws it behind a sign, and answers where the cursor stands.
pub(super) fn draw(
    canvas: &mut Canvas,
    row: Area,
    sign: &'static str,
    editor: &Editor,
) -> Option<(u16, u16)> {
    let ground = canvas.ink(Role::Overlay);
    let mut strip = Strip::new(row, 0, ground);
    strip.put(canvas, sign, Role::Key);
    strip.skip_end(1);
    let cols = strip.room();
    // A line longer than the box is shown by the part the cursor is in.
    let layout = editor.layout(usize::from(cols.max(2)));
    if let Some(range) = layout.rows.get(layout.row) {
        let words = editor.row_text(range.clone());
        canvas.text(strip.x(), row.y, cols, &words, ground);
    }
    (cols > 0 && row.h > 0).then(|| {
        let col = u16::try_from(layout.col).unwrap_or(0).min(cols - 1);
        (strip.x() + col, row.y)
    })
}
