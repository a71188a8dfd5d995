//! Whether others than the user can write the settings: what stands there is run, so whoever can change it runs it.

use std::fmt;
use std::path::{Path, PathBuf};

use super::credentials::shell_word;
use super::private_files::changeable;

/// A file of settings, or the folder it is in, that others can change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changeable {
    /// Which.
    pub path: PathBuf,
    /// Its permissions.
    pub mode: u32,
}

impl Changeable {
    /// The file or the first folder that decides what it says, if others can write it.
    pub fn of(file: &Path) -> Option<Self> {
        let (path, mode) = changeable(file)?;
        Some(Self { path, mode })
    }
}

impl fmt::Display for Changeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display().to_string();
        write!(
            f,
            "{path} can be changed by other users (its permissions are {:o}), and with it the commands andibox runs. \
             Close it with: chmod go-w {}",
            self.mode,
            shell_word(&path)
        )
    }
}
