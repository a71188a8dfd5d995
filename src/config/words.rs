//! Settings that are one word of a short list.

/// How the key travels with a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Auth {
    /// In the header `x-api-key`.
    #[default]
    XApiKey,
    /// In the header `Authorization: Bearer`.
    Bearer,
}

impl Auth {
    /// The words of the setting `auth`.
    pub const WORDS: &'static [&'static str] = &["x-api-key", "bearer"];

    /// The setting's word for this.
    pub const fn word(self) -> &'static str {
        match self {
            Self::XApiKey => "x-api-key",
            Self::Bearer => "bearer",
        }
    }

    /// Reads the setting's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::XApiKey, Self::Bearer]
            .into_iter()
            .find(|auth| auth.word() == word)
    }
}

/// How a time of day is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ClockFormat {
    /// `13:05`.
    #[default]
    Hours24,
    /// `1:05 pm`.
    Hours12,
}

impl ClockFormat {
    /// The words of the setting `ui.time`.
    pub const WORDS: &'static [&'static str] = &["24h", "12h"];

    /// The setting's word for this.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hours24 => "24h",
            Self::Hours12 => "12h",
        }
    }

    /// Reads the setting's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Hours24, Self::Hours12]
            .into_iter()
            .find(|format| format.word() == word)
    }
}

/// The words of the setting `ui.theme`. `auto` asks the terminal for its background.
pub const THEMES: &[&str] = &["auto", "dark", "light", "high-contrast", "none"];

/// The words of the setting `color` of a profile.
pub const COLORS: &[&str] = &["none", "red", "yellow", "green", "cyan", "blue", "magenta"];

/// The words of the setting `thread_status` of a profile.
pub(super) const THREAD_STATUS: &[&str] = &["auto", "patch", "event"];
