//! The person's own keys: `keymap.toml` over a preset. Its format is documented in `docs/keys.md`.
//!
//! A wrong entry is skipped and told, with its place; the rest holds, and the inbox always opens.

mod check;
mod error;
mod hint;
mod read;

use super::Paths;
use super::load::read_text;
use super::source::Source;
use crate::command::{Keymap, Preset};

pub use error::{KeymapNote, KeymapProblem};

/// A documented `keymap.toml` in which everything is commented out.
pub const KEYMAP_EXAMPLE: &str = include_str!("../../../config/keymap.toml");

/// The keys in force, and what there is to say of the file they come from.
#[derive(Debug, Default)]
pub struct KeymapFile {
    /// The keys in force.
    pub keymap: Keymap,
    /// What they began as.
    pub preset: Preset,
    /// Everything wrong, in the order of the file.
    pub problems: Vec<KeymapProblem>,
    /// What may well be wished but is good to know, in the order of the file.
    pub notes: Vec<KeymapNote>,
}

impl KeymapFile {
    /// Reads `keymap.toml`; where there is none, the default keys hold. Never fails: see [`Self::problems`].
    pub fn load(paths: &Paths) -> Self {
        let path = paths.keymap_file();
        match read_text(&path) {
            Ok(Some(text)) => read::read(&Source::file(&path, &text)),
            Ok(None) => Self::default(),
            Err(source) => Self {
                problems: vec![KeymapProblem::Unreadable { path, source }],
                ..Self::default()
            },
        }
    }

    /// The keys a text of that name gives.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        read::read(&Source::file("keymap.toml".as_ref(), text))
    }
}
