//! The two places a login keeps a key in: `credentials.toml`, or the keyring of the operating system.

use thiserror::Error;

use super::keyring::Keyring;
use super::{Address, Credentials, CredentialsError, KeyringError, Paths, ProfileName};
use crate::model::ApiKey;

/// Where the key of a profile is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum KeyStore {
    /// `credentials.toml`.
    #[default]
    File,
    /// The keyring of the operating system.
    Keyring,
}

/// Why a key is not read, kept or forgotten. None of these holds a key.
#[derive(Debug, Error)]
pub enum KeyStoreError {
    /// The file.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The keyring.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
}

impl KeyStore {
    /// The words of the setting `key_store`.
    pub const WORDS: &'static [&'static str] = &["file", "keyring"];

    /// The setting's word for this.
    pub const fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Keyring => "keyring",
        }
    }

    /// Reads the setting's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::File, Self::Keyring]
            .into_iter()
            .find(|store| store.word() == word)
    }

    /// Whether this build has it; asks the keyring for nothing.
    pub fn is_built(self) -> Result<(), KeyringError> {
        match self {
            Self::File => Ok(()),
            Self::Keyring => Keyring::system().map(drop),
        }
    }

    /// Reads a profile's key; nothing where none is kept. The keyring may ask the person to unlock it, and is waited for.
    pub fn load(
        self,
        paths: &Paths,
        profile: &ProfileName,
        address: &Address,
    ) -> Result<Option<ApiKey>, KeyStoreError> {
        Ok(match self {
            Self::File => Credentials::at(paths).load_key(profile)?,
            Self::Keyring => Keyring::system()?.load_key(profile, address)?,
        })
    }

    /// Keeps a profile's key in place of the one it had.
    pub fn store(
        self,
        paths: &Paths,
        profile: &ProfileName,
        address: &Address,
        key: &ApiKey,
    ) -> Result<(), KeyStoreError> {
        match self {
            Self::File => Credentials::at(paths).store_key(profile, key)?,
            Self::Keyring => Keyring::system()?.store_key(profile, address, key)?,
        }
        Ok(())
    }

    /// Forgets a profile's key; false when none was kept.
    pub fn remove(
        self,
        paths: &Paths,
        profile: &ProfileName,
        address: &Address,
    ) -> Result<bool, KeyStoreError> {
        Ok(match self {
            Self::File => Credentials::at(paths).remove_key(profile)?,
            Self::Keyring => Keyring::system()?.remove_key(profile, address)?,
        })
    }
}
