//! What can be wrong with the settings, in sentences that say where, what stands there and what is allowed.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::{CredentialsError, Origin};

/// One problem of the configuration. `Display` is the whole report of it.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file is there and cannot be read; nothing of it is used.
    #[error("{}: this file cannot be read ({source}); the default settings are used.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A folder or file of snippets that cannot be read; it gives none.
    #[error("{}: this cannot be read ({source}); it gives no snippets.", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file of a snippet is not TOML; it gives no snippet.
    #[error("{}: this is not TOML: {message}.", origin.precise())]
    SnippetSyntax {
        /// Where.
        origin: Origin,
        /// What the reader says; never text of the file.
        message: String,
    },
    /// The text is not TOML there. Lines around it may be lost; what could be read is used.
    #[error("{}: this is not TOML: {message}.", origin.precise())]
    Syntax {
        /// Where.
        origin: Origin,
        /// What the reader says; never text of the file.
        message: String,
    },
    /// A key that no setting has.
    #[error("{}: {key} is not a setting. {hint}", origin.precise())]
    UnknownKey {
        /// Where.
        origin: Origin,
        /// The key with its tables, as in `sync.open_tread_s`.
        key: String,
        /// A sentence naming what was perhaps meant, or all there is.
        hint: String,
    },
    /// A value of the wrong type or out of its range. The default is used.
    #[error("{}: {key} = {found}: expected {expected}.", origin.precise())]
    WrongValue {
        /// Where.
        origin: Origin,
        /// The setting, the environment variable or the flag.
        key: String,
        /// What stands there, shortened, as a TOML value; anything like a key is masked.
        found: String,
        /// What is allowed.
        expected: String,
    },
    /// Two settings that do not go together.
    #[error("{}: {key}: {reason}", origin.precise())]
    Contradiction {
        /// Where the one to be changed stands.
        origin: Origin,
        /// The setting.
        key: String,
        /// A sentence.
        reason: String,
    },
    /// A theme file is there and cannot be read.
    #[error("{}: this theme cannot be read ({source}); the dark one is used.", path.display())]
    UnreadableTheme {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A key of a theme file that is no role, or no part of one. The rest of the theme holds.
    #[error("{}: {key} is not {what}. {hint}", origin.precise())]
    UnknownInTheme {
        /// Where.
        origin: Origin,
        /// The key, as in `note` or `note.colour`.
        key: String,
        /// What it should have been.
        what: &'static str,
        /// A sentence naming what was perhaps meant, or all there is.
        hint: String,
    },
    /// A theme file that no setting can name (found by [`super::Config::check`] only).
    #[error(
        "{}: no theme can have this name: use letters, digits, '-' and '_', at most 64, and none of {}.",
        path.display(),
        super::THEMES.join(", ")
    )]
    ThemeName {
        /// The file.
        path: PathBuf,
    },
    /// `credentials.toml` cannot be used (found by [`super::Config::check`] only).
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}

impl ConfigError {
    /// Where the problem stands, as far as there is one place.
    pub fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Syntax { origin, .. }
            | Self::SnippetSyntax { origin, .. }
            | Self::UnknownKey { origin, .. }
            | Self::WrongValue { origin, .. }
            | Self::UnknownInTheme { origin, .. }
            | Self::Contradiction { origin, .. } => Some(origin),
            Self::Unreadable { .. }
            | Self::UnreadableTheme { .. }
            | Self::ThemeName { .. }
            | Self::Folder { .. }
            | Self::Credentials(_) => None,
        }
    }

    /// Line and column, to put the problems of one file in order.
    pub(super) fn position(&self) -> (usize, usize) {
        match self.origin() {
            Some(Origin::File { line, column, .. }) => (*line, *column),
            _ => (0, 0),
        }
    }

    /// Whether a part of the user's file could not be read at all, so that settings in it may be missing.
    pub fn hides_settings(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::Syntax { .. })
    }
}
