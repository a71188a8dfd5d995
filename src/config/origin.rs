//! Where a setting's value stands.

use std::fmt;
use std::path::PathBuf;

/// Where an effective value comes from. `Display` names it: `default`, `PATH:LINE`, `environment NAME`, `flag --NAME`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Origin {
    /// Nobody set it.
    #[default]
    Default,
    /// A file.
    File {
        /// Which one.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
    },
    /// An environment variable.
    Environment(&'static str),
    /// A flag of the command line, with its dashes.
    Flag(&'static str),
}

impl Origin {
    /// As an error begins: with the column.
    pub(super) fn precise(&self) -> String {
        match self {
            Self::File { path, line, column } => format!("{}:{line}:{column}", path.display()),
            Self::Environment(_) => "the environment".to_owned(),
            Self::Flag(_) => "the command line".to_owned(),
            Self::Default => "the default settings".to_owned(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line, .. } => write!(f, "{}:{line}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}
