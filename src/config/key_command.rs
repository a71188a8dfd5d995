//! The command line that fetches a key. A secret may stand in it, so it is never shown whole.

use std::fmt;

/// A command line for the shell. `Debug` and `Display` show its first word only.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyCommand(String);

impl KeyCommand {
    /// Takes a command line; nothing where it is blank.
    pub fn new(line: &str) -> Option<Self> {
        (!line.trim().is_empty()).then(|| Self(line.to_owned()))
    }

    /// The whole line, for the shell alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.0.split_whitespace();
        // `KEY=secret program`: an assignment before the program's name may be the secret.
        match (words.next(), words.next()) {
            (Some(program), _) if program.contains('=') => f.write_str("…"),
            (Some(program), None) => f.write_str(program),
            (Some(program), Some(_)) => write!(f, "{program} …"),
            (None, _) => Ok(()),
        }
    }
}

impl fmt::Debug for KeyCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyCommand({self})")
    }
}
