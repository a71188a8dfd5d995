//! Strings as the API sent them: anything at all may stand in them, customers write them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A string that came from outside and has not been made safe for any sink.
///
/// It has no `Display`, so it cannot slip into a format string; the `text` room turns it into a `SafeText`.
/// `Debug` escapes control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(String);

impl Untrusted {
    /// Takes a string as it came.
    pub fn new(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The string itself: for storage, for the wire, and for making it safe. Never for a sink.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Untrusted {
    fn from(raw: &str) -> Self {
        Self(raw.to_owned())
    }
}

impl From<String> for Untrusted {
    fn from(raw: String) -> Self {
        Self(raw)
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
