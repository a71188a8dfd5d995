//! A text that is written again and again, kept by its name.

use super::Mode;

/// A snippet, as its file has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// By which it is found.
    pub name: String,
    /// Its text, with `{{variables}}`.
    pub text: String,
    /// Only in these channels, by id, handle or name; empty: in all.
    pub channels: Vec<String>,
    /// Only in replies or only in notes; none: in both.
    pub mode: Option<Mode>,
}
