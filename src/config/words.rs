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

/// The words of the setting `ui.theme`, beside the names of theme files. `auto` is light where the terminal says so in
/// `COLORFGBG`, else dark.
pub const THEMES: &[&str] = &["auto", "dark", "light", "high-contrast", "none"];

/// The words of the setting `ui.hyperlinks`.
pub const HYPERLINKS: &[&str] = &["auto", "on", "off"];
/// What `ui.theme` may be, as the end of the sentence "expected …".
pub(super) const THEMES_EXPECTED: &str = "one of \"auto\", \"dark\", \"light\", \"high-contrast\", \"none\", or the name \
                                          of one of the files in the folder themes";
/// The words of the setting `notify.method`.
pub const NOTIFY_METHODS: &[&str] = &["off", "bell", "osc9", "osc777", "desktop"];

/// The words of the setting `color` of a profile.
pub const COLORS: &[&str] = &["none", "red", "yellow", "green", "cyan", "blue", "magenta"];

/// The words of the setting `thread_status` of a profile.
pub(super) const THREAD_STATUS: &[&str] = &["auto", "patch", "event"];

/// Where one goes when a thread is done (`ui.advance`).
pub const ADVANCE: &[&str] = &["next", "stay", "list"];
