//! `credentials.toml`: one key a profile, in a file that only its user may read.

use std::io;
use std::path::PathBuf;

use thiserror::Error;
use toml::de::DeTable;

use super::document::Document;
use super::field::quoted;
use super::load::read_text;
use super::private_files::loose;
use super::source::Source;
use super::tables::PROFILES;
use super::write::EditLock;
use super::{Paths, ProfileName, WriteError};
use crate::model::ApiKey;

/// The file of the keys. No error of it holds any text of the file.
#[derive(Clone, Debug)]
pub struct Credentials {
    path: PathBuf,
}

/// Why a key is not read or not kept.
#[derive(Debug, Error)]
pub enum CredentialsError {
    /// Others than the user may read it, or change what is read.
    #[error(
        "{} is open to other users (its permissions are {mode:o}), so the keys in it are not used. Close it with: {mend}",
        path.display()
    )]
    Loose {
        /// The file or its folder.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// The command that mends them.
        mend: String,
    },
    /// The file is there and cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file does not say what it should.
    #[error("{place}: {reason}")]
    Wrong {
        /// File, line and column.
        place: String,
        /// What is wrong and what is expected there.
        reason: String,
    },
    /// The file cannot be written; it is as it was.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Credentials {
    /// The file in its folder.
    pub fn at(paths: &Paths) -> Self {
        Self {
            path: paths.credentials_file(),
        }
    }

    /// Reads a profile's key; nothing where none is kept.
    pub fn load_key(&self, profile: &ProfileName) -> Result<Option<ApiKey>, CredentialsError> {
        Ok(self
            .read()?
            .into_iter()
            .find(|(name, _)| name == profile.as_str())
            .map(|(_, key)| key))
    }

    /// Keeps a profile's key in place of the one it had. The folder is made where needed.
    pub fn store_key(&self, profile: &ProfileName, key: &ApiKey) -> Result<(), CredentialsError> {
        let _held = EditLock::hold(&self.path)?;
        self.refuse_loose()?;
        let mut document = Document::read(&self.path)?;
        let table = [PROFILES, profile.as_str()];
        document.set(&table, "key", &quoted(key.expose()))?;
        Ok(document.save()?)
    }

    /// Forgets a profile's key; false when none was kept.
    pub fn remove_key(&self, profile: &ProfileName) -> Result<bool, CredentialsError> {
        if !self.path.exists() {
            return Ok(false);
        }
        let _held = EditLock::hold(&self.path)?;
        self.refuse_loose()?;
        let mut document = Document::read(&self.path)?;
        let found = document.remove_table(&[PROFILES, profile.as_str()])?;
        if found {
            document.save()?;
        }
        Ok(found)
    }

    /// Whether the file, if there is one, is closed to others and says what it should.
    pub fn check(&self) -> Result<(), CredentialsError> {
        self.read().map(|_| ())
    }

    fn read(&self) -> Result<Vec<(String, ApiKey)>, CredentialsError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        self.refuse_loose()?;
        let text = read_text(&self.path).map_err(|source| self.unreadable(source))?;
        self.keys(&text.unwrap_or_default())
    }

    fn keys(&self, text: &str) -> Result<Vec<(String, ApiKey)>, CredentialsError> {
        let wrong = |at: usize, reason: String| CredentialsError::Wrong {
            place: Source::file(&self.path, text).place(at).precise(),
            reason,
        };
        let root = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, format!("this is not TOML: {}", error.message()))
        })?;
        let mut keys = Vec::new();
        for (section, profiles) in root.get_ref() {
            let here = section.span().start;
            let (PROFILES, Some(profiles)) = (&**section.get_ref(), profiles.get_ref().as_table())
            else {
                return Err(wrong(
                    here,
                    "only tables such as [profiles.acme] belong here".to_owned(),
                ));
            };
            for (name, profile) in profiles {
                let here = name.span().start;
                let entry = profile
                    .get_ref()
                    .as_table()
                    .and_then(|profile| profile.get("key"));
                let Some(secret) = entry.and_then(|key| key.get_ref().as_str()) else {
                    return Err(wrong(
                        here,
                        "this profile needs one line key = \"…\"".to_owned(),
                    ));
                };
                let key = ApiKey::new(secret).map_err(|why| wrong(here, why.to_owned()))?;
                keys.push((name.get_ref().clone().into_owned(), key));
            }
        }
        Ok(keys)
    }

    fn refuse_loose(&self) -> Result<(), CredentialsError> {
        let Some((path, mode)) = loose(&self.path).map_err(|source| self.unreadable(source))?
        else {
            return Ok(());
        };
        let wanted = if path == self.path { "600" } else { "700" };
        let mend = format!("chmod {wanted} {}", shell_word(&path.display().to_string()));
        Err(CredentialsError::Loose { path, mode, mend })
    }

    fn unreadable(&self, source: io::Error) -> CredentialsError {
        CredentialsError::Unreadable {
            path: self.path.clone(),
            source,
        }
    }
}

/// A path as the shell takes it for one word, so that the command can be copied.
pub(super) fn shell_word(path: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+,@~".contains(letter);
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
