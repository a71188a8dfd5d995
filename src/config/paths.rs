//! Where every file of andibox is.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use thiserror::Error;

use super::{Address, ProfileName, ad_hoc, private_files};

/// The folders of the program. The XDG variables count on Linux; macOS and Windows have their own places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paths {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

/// Folders given on the command line in place of the usual ones. A relative one counts from the working directory.
#[derive(Clone, Debug, Default)]
pub struct PathOverrides {
    /// Settings, keys, keymap, themes, snippets.
    pub config_dir: Option<PathBuf>,
    /// The local copies and the local server's database; the log goes there too.
    pub data_dir: Option<PathBuf>,
}

/// Why the folders are not known or not made.
#[derive(Debug, Error)]
pub enum PathsError {
    /// No home directory, and not both folders given.
    #[error(
        "no home directory is known, so there is no place for settings and data; set HOME, or give both --config-dir \
         and --data-dir"
    )]
    NoHome,
    /// A folder cannot be made, or its path cannot be read as one.
    #[error("the folder {} cannot be made: {source}", path.display())]
    Folder {
        /// Which one.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Paths {
    /// Finds the folders; makes none.
    pub fn find(overrides: &PathOverrides) -> Result<Self, PathsError> {
        let config_dir = overrides.config_dir.as_deref().map(absolute).transpose()?;
        let data_dir = overrides.data_dir.as_deref().map(absolute).transpose()?;
        if let (Some(config_dir), Some(data_dir)) = (&config_dir, &data_dir) {
            return Ok(Self::of(config_dir, data_dir));
        }
        let usual = ProjectDirs::from("", "", "andibox").ok_or(PathsError::NoHome)?;
        let state_dir = match (&data_dir, usual.state_dir()) {
            (None, Some(state_dir)) => state_dir.to_owned(),
            (Some(data_dir), _) => data_dir.join("state"),
            (None, None) => usual.data_dir().join("state"),
        };
        Ok(Self {
            config: config_dir.unwrap_or_else(|| usual.config_dir().to_owned()),
            data: data_dir.unwrap_or_else(|| usual.data_dir().to_owned()),
            state: state_dir,
        })
    }

    /// The folders given, the log beneath the second.
    pub fn of(config_dir: &Path, data_dir: &Path) -> Self {
        Self {
            config: config_dir.to_owned(),
            data: data_dir.to_owned(),
            state: data_dir.join("state"),
        }
    }

    /// The folder of the settings.
    pub fn config_dir(&self) -> &Path {
        &self.config
    }

    /// The folder of the local copies.
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The keys.
    pub fn credentials_file(&self) -> PathBuf {
        self.config.join("credentials.toml")
    }

    /// The user's key bindings.
    pub fn keymap_file(&self) -> PathBuf {
        self.config.join("keymap.toml")
    }

    /// The user's themes.
    pub fn themes_dir(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The user's snippets.
    pub fn snippets_dir(&self) -> PathBuf {
        self.config.join("snippets")
    }

    /// The local copy of a profile: its folder is of this profile alone.
    pub fn profile_database(&self, name: &ProfileName) -> PathBuf {
        self.data
            .join("profiles")
            .join(name.as_str())
            .join("inbox.db")
    }

    /// The local copy of a server opened without a profile.
    pub fn server_database(&self, address: &Address) -> PathBuf {
        self.data
            .join("servers")
            .join(ad_hoc::folder(address))
            .join("inbox.db")
    }

    /// The data folder of the server inside the program.
    pub fn local_dir(&self) -> PathBuf {
        self.data.join("local")
    }

    /// The log.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("andibox.log")
    }

    /// Makes the folder a file will stand in, for the user alone (0700); one that is there is left as it is.
    pub fn make_folder_of(file: &Path) -> Result<(), PathsError> {
        let folder = file.parent().unwrap_or(file);
        private_files::make_folder(folder).map_err(|source| PathsError::Folder {
            path: folder.to_owned(),
            source,
        })
    }
}

fn absolute(path: &Path) -> Result<PathBuf, PathsError> {
    std::path::absolute(path).map_err(|source| PathsError::Folder {
        path: path.to_owned(),
        source,
    })
}
