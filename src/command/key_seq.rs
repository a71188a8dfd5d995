//! One to three keys pressed one after the other, as a binding names them.

use super::key::{Key, KeyCode, Mods};
use super::key_names;
use std::fmt;
use std::str::FromStr;

/// The keys of one binding: `j`, `gg`, `Ctrl-x s`.
///
/// Written with spaces between the keys; plain characters may stand together (`gg` is `g g`) unless that is a key's
/// name (`Up` is the arrow, `U p` are two letters).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeySeq(Vec<Key>);

/// Why a text names no key or sequence of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No key at all.
    #[error("no key is named")]
    Empty,
    /// A word that is no key.
    #[error(
        "{0:?} is no key: use a character (j, G, <), Space, Enter, Esc, Tab, Backspace, Delete, Insert, Home, End, \
         PgUp, PgDn, Up, Down, Left, Right or F1 to F24, with Ctrl-, Alt- or Shift- before it if wanted"
    )]
    Unknown(String),
    /// More than [`KeySeq::MAX`] keys.
    #[error("{0} keys are too many: a binding has one to three")]
    TooLong(usize),
}

impl KeySeq {
    /// The most keys a binding may have.
    pub const MAX: usize = 3;

    /// The sequence of these keys, one to three.
    pub fn new(keys: impl IntoIterator<Item = Key>) -> Result<Self, KeyError> {
        let keys: Vec<Key> = keys.into_iter().map(Key::canonical).collect();
        match keys.len() {
            0 => Err(KeyError::Empty),
            1..=Self::MAX => Ok(Self(keys)),
            length => Err(KeyError::TooLong(length)),
        }
    }

    /// The keys in order; never empty.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// What is left to press after `pressed`: `None` if this sequence does not go on from there.
    pub(super) fn after(&self, pressed: &[Key]) -> Option<Self> {
        match self.0.strip_prefix(pressed)? {
            [] => None,
            rest => Some(Self(rest.to_vec())),
        }
    }

    /// Whether `longer` starts with this sequence and goes on.
    pub(super) fn starts(&self, longer: &Self) -> bool {
        longer.after(&self.0).is_some()
    }

    /// The sequence written without spaces, where that reads back as the same.
    fn joined(&self) -> Option<String> {
        let joined: String = self
            .0
            .iter()
            .map(|key| plain(*key))
            .collect::<Option<_>>()?;
        (self.0.len() == 1 || key_names::parse(&joined).is_none()).then_some(joined)
    }
}

impl From<Key> for KeySeq {
    fn from(key: Key) -> Self {
        Self(vec![key.canonical()])
    }
}

impl fmt::Display for KeySeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(joined) = self.joined() {
            return f.pad(&joined);
        }
        let names: Vec<String> = self.0.iter().map(Key::to_string).collect();
        f.pad(&names.join(" "))
    }
}

impl FromStr for KeySeq {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut keys = Vec::new();
        for word in text.split_whitespace() {
            if let Some(key) = key_names::parse(word) {
                keys.push(key);
            } else if word.chars().count() <= Self::MAX
                && word.chars().all(key_names::prints_as_itself)
            {
                keys.extend(word.chars().map(Key::char));
            } else {
                return Err(KeyError::Unknown(word.to_owned()));
            }
        }
        Self::new(keys)
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match text.trim() {
            "" => Err(KeyError::Empty),
            name => key_names::parse(name).ok_or_else(|| KeyError::Unknown(name.to_owned())),
        }
    }
}

/// The character of a key that is nothing but one and can be written as itself.
fn plain(key: Key) -> Option<char> {
    match key {
        Key {
            code: KeyCode::Char(c),
            mods: Mods::NONE,
        } if key_names::prints_as_itself(c) => Some(c),
        _ => None,
    }
}
