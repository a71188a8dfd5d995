//! What things look like: semantic roles, the styles a theme gives them, and what a terminal can show of it.
//!
//! The view asks for a [`Role`] and never for a colour. Colour alone never carries a state: the view writes a word or a
//! sign as well, and the theme `none` shows the same screen without any colour.
//! This room knows nothing of terminals: the view room turns [`Style`] into what it draws with.

mod builtin;
mod color;
mod depth;
mod reduce;
mod role;
mod style;

pub use builtin::{ThemeName, UnknownTheme};
pub use color::{Color, ColorError};
pub use depth::ColorDepth;
pub use role::Role;
pub use style::Style;

/// A style for each role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// The theme whose styles that function gives.
    pub fn from_fn(style: impl Fn(Role) -> Style) -> Self {
        Self {
            styles: std::array::from_fn(|index| style(Role::ALL[index])),
        }
    }

    /// The style of the role, to be laid over what is below it: see [`Style::over`].
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The theme with another style for one role: how a theme file or a setting changes a built-in theme.
    pub fn with(mut self, role: Role, style: Style) -> Self {
        self.styles[role as usize] = style;
        self
    }
}

impl Default for Theme {
    /// The dark theme in full colour.
    fn default() -> Self {
        Self::builtin(ThemeName::Dark)
    }
}

#[cfg(test)]
mod tests;
