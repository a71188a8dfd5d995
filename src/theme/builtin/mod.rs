//! The built-in themes. Each is one function from role to style that names every role.

mod colored;
mod high_contrast;
mod none;

use super::Theme;
use std::fmt;
use std::str::FromStr;

pub(super) use none::style as without_color;

/// The built-in themes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// Soft colours for black and dark grey terminals.
    #[default]
    Dark,
    /// Deep colours for white and light terminals.
    Light,
    /// White and strong colours on black, whatever the terminal's own colours are.
    HighContrast,
    /// No colours: bold, faint, underlined, reversed.
    None,
}

/// A text that names no built-in theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no theme: use dark, light, high-contrast or none")]
pub struct UnknownTheme(pub String);

impl ThemeName {
    /// Every built-in theme.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::None];

    /// The name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::None => "none",
        }
    }
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ThemeName {
    type Err = UnknownTheme;

    fn from_str(name: &str) -> Result<Self, UnknownTheme> {
        let found = Self::ALL.into_iter().find(|theme| theme.name() == name);
        found.ok_or_else(|| UnknownTheme(name.to_owned()))
    }
}

impl Theme {
    /// That built-in theme in full colour; see [`Theme::reduced_to`] for terminals that show less.
    pub fn builtin(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::from_fn(|role| colored::style(&colored::DARK, role)),
            ThemeName::Light => Self::from_fn(|role| colored::style(&colored::LIGHT, role)),
            ThemeName::HighContrast => Self::from_fn(high_contrast::style),
            ThemeName::None => Self::from_fn(none::style),
        }
    }
}
