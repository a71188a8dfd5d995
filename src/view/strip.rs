//! One row, filled from both ends until they meet.

use crate::app::geometry::Area;
use crate::theme::Role;

use super::paint::{Canvas, Ink, Words};

/// What is left of a row.
pub(super) struct Strip {
    y: u16,
    start: u16,
    x: u16,
    end: u16,
    ground: Ink,
}

impl Strip {
    /// A row of an area; without any room if the area does not have that row.
    pub fn new(area: Area, row: u16, ground: Ink) -> Self {
        let end = area.x.saturating_add(area.w);
        Self {
            y: area.y.saturating_add(row),
            start: area.x,
            x: if row < area.h { area.x } else { end },
            end,
            ground,
        }
    }

    /// The columns left.
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// The next column from the left.
    pub fn x(&self) -> u16 {
        self.x
    }

    /// The row.
    pub fn y(&self) -> u16 {
        self.y
    }

    /// Takes columns back that were left free at the right.
    pub fn widen(&mut self, cols: u16) {
        self.end = self.end.saturating_add(cols);
    }

    /// Leaves columns free at the left.
    pub fn skip(&mut self, cols: u16) {
        self.x = self.x.saturating_add(cols).min(self.end);
    }

    /// Leaves columns free at the right.
    pub fn skip_end(&mut self, cols: u16) {
        self.end = self.end.saturating_sub(cols).max(self.x);
    }

    /// Leaves free what is more than so many columns from where the row began.
    pub fn narrow_to(&mut self, cols: u16) {
        self.end = self.end.min(self.start.saturating_add(cols)).max(self.x);
    }

    /// Writes at the left as much as there is room for, `…` where it is not all.
    pub fn put<'w>(&mut self, canvas: &mut Canvas, words: impl Into<Words<'w>>, role: Role) {
        self.put_within(canvas, words, role, u16::MAX);
    }

    /// The same, within so many columns.
    pub fn put_within<'w>(
        &mut self,
        canvas: &mut Canvas,
        words: impl Into<Words<'w>>,
        role: Role,
        cols: u16,
    ) {
        let ink = canvas.ink_on(role, self.ground);
        let cols = cols.min(self.room());
        let drawn = canvas.fitted(self.x, self.y, cols, words, ink);
        self.skip(drawn);
    }

    /// Writes at the right if all of it fits, and answers whether it did.
    pub fn put_end<'w>(
        &mut self,
        canvas: &mut Canvas,
        words: impl Into<Words<'w>>,
        role: Role,
    ) -> bool {
        let words = words.into();
        if !words.fits(self.room()) {
            return false;
        }
        let ink = canvas.ink_on(role, self.ground);
        let cols = words.width();
        self.end -= cols;
        canvas.text(self.end, self.y, cols, words, ink);
        true
    }

    /// Fills what is left with a sign of one column.
    pub fn fill(&mut self, canvas: &mut Canvas, sign: &'static str, role: Role) {
        let ink = canvas.ink_on(role, self.ground);
        canvas.rule(self.x, self.y, self.room(), sign, ink);
        self.x = self.end;
    }
}
