//! What can go wrong with a SQLite file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A newer program wrote the file. It was not touched.
    #[error(
        "{} was written by a newer version of the program (schema {found}, this one knows {known})",
        path.display()
    )]
    TooNew {
        /// The file.
        path: PathBuf,
        /// The schema version the file carries.
        found: usize,
        /// The newest schema version this program knows.
        known: usize,
    },
    /// The file is no database, or its pages contradict each other.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A step of the schema failed; the steps before it stay, the failed one left nothing behind.
    #[error("{}: the schema step {name:?} failed", path.display())]
    Migration {
        /// The file.
        path: PathBuf,
        /// The step's name.
        name: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Anything else: no permission, disk full, locked by another program for too long.
    #[error("{} cannot be opened", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite or the system said.
        source: rusqlite::Error,
    },
}

impl Error {
    /// Sorts SQLite's error into damage and the rest.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        if is_damage(&source) {
            Self::Damaged { path, source }
        } else {
            Self::Open { path, source }
        }
    }
}

/// Whether an error of a later query says that the file itself is damaged: a page may be bad that opening never read.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    ) || is_damaged_index(error)
}

/// The full-text index reports a version it finds overwritten as an error of the statement.
fn is_damaged_index(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(_, Some(words)) if words.starts_with("invalid fts5 file format"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overwritten_version_of_the_full_text_index_is_damage() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE VIRTUAL TABLE t USING fts5(x); UPDATE t_config SET v = 0 WHERE k = 'version';",
        )
        .unwrap();
        let error = conn
            .execute("INSERT INTO t VALUES ('word')", [])
            .unwrap_err();
        assert!(is_damage(&error), "{error:?}");
        let other = conn.execute("INSERT INTO nothing VALUES (1)", []);
        assert!(!is_damage(&other.unwrap_err()));
    }
}
