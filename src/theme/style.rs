//! How one piece of text is drawn: colours and attributes.

use super::Color;

/// Colours and attributes of a role.
///
/// [`Color::Default`] leaves what is below; where nothing is, that is the terminal's own colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Colour of the text.
    pub fg: Color,
    /// Colour behind it.
    pub bg: Color,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Text and background colours swapped.
    pub reverse: bool,
}

impl Style {
    /// The terminal's own colours without attributes.
    pub const PLAIN: Self = Self {
        fg: Color::Default,
        bg: Color::Default,
        bold: false,
        dim: false,
        italic: false,
        underline: false,
        reverse: false,
    };

    /// Plain text of that colour.
    pub const fn fg(fg: Color) -> Self {
        Self { fg, ..Self::PLAIN }
    }

    /// The same on that background.
    pub const fn on(self, bg: Color) -> Self {
        Self { bg, ..self }
    }

    /// The same in bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same but faint.
    pub const fn dim(self) -> Self {
        Self { dim: true, ..self }
    }

    /// The same in italics.
    pub const fn italic(self) -> Self {
        Self {
            italic: true,
            ..self
        }
    }

    /// The same underlined.
    pub const fn underline(self) -> Self {
        Self {
            underline: true,
            ..self
        }
    }

    /// The same with the colours swapped.
    pub const fn reverse(self) -> Self {
        Self {
            reverse: true,
            ..self
        }
    }

    /// This style laid over `below`: its colours where it has some, and the attributes of both.
    pub fn over(self, below: Self) -> Self {
        Self {
            fg: self.fg.or(below.fg),
            bg: self.bg.or(below.bg),
            bold: self.bold || below.bold,
            dim: self.dim || below.dim,
            italic: self.italic || below.italic,
            underline: self.underline || below.underline,
            reverse: self.reverse || below.reverse,
        }
    }
}
