//! What can go wrong with the local copy.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

use crate::sqlite;

/// Why the local copy could not be opened, read or written. Every sentence can be shown as it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A newer andibox wrote the file; it was not touched.
    #[error(
        "the local copy {} was written by a newer andibox (schema {found}, this one knows {known}): update andibox, or use another data directory",
        path.display()
    )]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The schema in the file.
        found: usize,
        /// The newest this program knows.
        known: usize,
    },
    /// The file is damaged. Opening it again sets it aside and saves the drafts and the outbox from it.
    #[error(
        "the local copy {} is damaged: start andibox again, it keeps the file, saves drafts and outbox from it and fetches the rest",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// No room left.
    #[error("the disk is full: {} could not be written", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("the local copy {} may not be written: check its permissions, and that the disk is not read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another program held the file for too long.
    #[error("another program is using the local copy {}: try again", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It could not be opened or set aside.
    #[error("the local copy {} cannot be opened: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The disk, or the system before it, did not do what it was asked to.
    #[error("the disk failed under the local copy {}: {source}; see that there is room, and that the disk is sound", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Something stored there cannot be read back.
    #[error(
        "the local copy holds something unreadable ({what}): start andibox again, it looks through all of it and mends it"
    )]
    Unreadable {
        /// What it should have been.
        what: &'static str,
    },
    /// Anything else SQLite says.
    #[error("the local copy failed: {0}")]
    Sqlite(rusqlite::Error),
}

/// The result of everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Without the path: the room's inner functions do not know it. [`Error::at`] gives the sentence its file.
impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        let path = PathBuf::new();
        if sqlite::is_damage(&source) {
            return Self::Damaged { path, source };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::SystemIoFailure) => match source.sqlite_error() {
                // The index of the log could not grow: nothing but a full disk does that.
                Some(ffi::Error { extended_code, .. })
                    if *extended_code == ffi::SQLITE_IOERR_SHMSIZE =>
                {
                    Self::DiskFull { path }
                }
                _ => Self::Disk { path, source },
            },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            None if is_unreadable(&source) => Self::Unreadable { what: "a row" },
            _ => Self::Sqlite(source),
        }
    }
}

/// Whether a value is not what we wrote: no text, or none of its type.
const fn is_unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
    )
}

impl From<sqlite::Error> for Error {
    fn from(error: sqlite::Error) -> Self {
        match error {
            sqlite::Error::TooNew { path, found, known } => {
                Self::NewerSchema { path, found, known }
            }
            sqlite::Error::Damaged { path, source } => Self::Damaged { path, source },
            sqlite::Error::Migration { path, source, .. }
            | sqlite::Error::Open { path, source } => match Self::from(source).at(&path) {
                Self::Sqlite(source) => Self::Open {
                    path,
                    source: source.into(),
                },
                known => known,
            },
        }
    }
}

impl Error {
    /// Whether the next opening should look closely: the file is damaged, or holds what we never wrote.
    pub(super) const fn is_suspicious(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Unreadable { .. })
    }

    /// The same error, naming its file.
    pub(super) fn at(mut self, file: &std::path::Path) -> Self {
        match &mut self {
            Self::Damaged { path, .. }
            | Self::DiskFull { path }
            | Self::ReadOnly { path }
            | Self::Busy { path }
            | Self::Disk { path, .. } => *path = file.to_path_buf(),
            _ => {}
        }
        self
    }
}
