//! Writing a settings file whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{PathsError, ProfileName};

/// Why a settings file was not written. The file is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The disk, or its permissions.
    #[error("{} cannot be written: {source}; it is as it was", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The folder is not there and cannot be made.
    #[error(transparent)]
    Folder(#[from] PathsError),
    /// The file is not TOML as it stands; writing into it might destroy more.
    #[error("{place}: this is not TOML: {message}; mend it first, nothing was written")]
    NotToml {
        /// File, line and column.
        place: String,
        /// What the reader says; never text of the file.
        message: String,
    },
    /// The file says it in a form this program does not edit, such as an inline table.
    #[error(
        "{}: {table} is written in a form that andibox does not edit; write it as a line [{table}] with its settings \
         below, or change it by hand. Nothing was written",
        path.display()
    )]
    Form {
        /// The file.
        path: PathBuf,
        /// The table.
        table: String,
    },
    /// No profile has this name.
    #[error("there is no profile \"{0}\" in the settings")]
    NoProfile(ProfileName),
    /// A view of this name is there.
    #[error("there is a view \"{0}\" in the settings already; choose another name")]
    ViewExists(String),
    /// The built-in workspace can be neither stored nor removed.
    #[error("the profile \"local\" is the workspace inside andibox; choose another name")]
    Local,
}

/// Holds the folder for one read-change-write, so that two andiboxes do not undo each other's change.
pub(super) struct EditLock {
    /// The lock lasts as long as the file is open.
    _held: File,
}

impl EditLock {
    /// Makes the folder of `file` where needed and waits for the lock.
    pub(super) fn hold(file: &Path) -> Result<Self, WriteError> {
        super::Paths::make_folder_of(file)?;
        let path = file.with_file_name(".lock");
        let held = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .and_then(|held| held.lock().map(|()| held))
            .map_err(|source| WriteError::Io { path, source })?;
        Ok(Self { _held: held })
    }
}

/// Replaces a file: `fill` writes a temporary one beside it, which takes its place once it is whole on the disk.
/// A new file is readable by its user alone; an old one keeps its permissions, and a link stays a link.
pub(super) fn replace(
    path: &Path,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), WriteError> {
    replace_inner(path, fill).map_err(|source| WriteError::Io {
        path: path.to_owned(),
        source,
    })
}

/// Replaces a file's text, as [`replace`] does.
pub(super) fn replace_text(path: &Path, text: &str) -> Result<(), WriteError> {
    replace(path, |file| file.write_all(text.as_bytes()))
}

fn replace_inner(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    // People keep their settings in a repository and link to them: the file behind the link is the one to replace.
    let target = match std::fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new()
        .prefix(".andibox-")
        .tempfile_in(folder)?;
    fill(beside.as_file_mut())?;
    if let Ok(old) = std::fs::metadata(&target) {
        beside.as_file().set_permissions(old.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// The new name is on the disk only when its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
