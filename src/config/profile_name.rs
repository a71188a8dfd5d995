//! The name of a profile: also the name of a folder, so it can be nothing that leaves the data folder.

use std::fmt;

/// A profile's name: 1 to 64 lower-case letters, digits, `-`, `_` and `.`, the first a letter or digit.
///
/// Lower case only, because two names that differ by case would be one folder on some file systems.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProfileName(String);

impl ProfileName {
    /// What a name may be, as the end of the sentence "expected …".
    pub const EXPECTED: &'static str = "a name of 1 to 64 lower-case letters, digits, '-', '_' or '.', beginning with a letter or digit";

    /// Reads a name; `None` when it is not [`Self::EXPECTED`].
    pub fn new(name: &str) -> Option<Self> {
        let first_is_plain = name
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let all_allowed = name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
        });
        (first_is_plain && all_allowed && name.len() <= 64).then(|| Self(name.to_owned()))
    }

    /// The built-in workspace, served by this process: `local`.
    pub fn local() -> Self {
        Self("local".to_owned())
    }

    /// Whether this is the built-in workspace.
    pub fn is_local(&self) -> bool {
        self.0 == "local"
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
