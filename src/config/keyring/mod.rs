//! Keys in the keyring of the operating system (Secret Service, Keychain, Credential Manager): the feature `keyring`.
//!
//! Without the feature everything here says how to have it. With it, each question is asked on a thread of its own and
//! waited for so long and no longer: the keyring of Linux blocks, for ever where nobody unlocks it, and may not be
//! asked from a thread of the runtime at all.

#[cfg(feature = "keyring")]
mod asked;
#[cfg(feature = "keyring")]
#[cfg(test)]
mod tests;

use thiserror::Error;

#[cfg(feature = "keyring")]
pub(super) use asked::Keyring;
#[cfg(not(feature = "keyring"))]
pub(super) use unbuilt::Keyring;

/// Why the keyring gave, took or forgot nothing. None of these holds a key.
#[derive(Debug, Error)]
pub enum KeyringError {
    /// The program was built without it.
    #[error(
        "this andibox is built without the system's keyring. Build it with it (cargo install --path . --features \
         keyring), or fetch the key by --api-key-command"
    )]
    NotBuilt,
    /// It did not answer.
    #[error(
        "the keyring did not answer within {seconds} s. Unlock it and try again, or set ANDI_API_KEY"
    )]
    Silent {
        /// How long it was waited for.
        seconds: u64,
    },
    /// It answered with an error.
    #[error(
        "the keyring cannot be used: {reason}. Without one, keep the key in the file: key_store = \"file\""
    )]
    Failed {
        /// What it says; never what it holds.
        reason: String,
    },
    /// What it holds is no key.
    #[error("the keyring holds something for this profile that is no key: {reason}")]
    NoKey {
        /// What is wrong with it.
        reason: &'static str,
    },
}

#[cfg(not(feature = "keyring"))]
mod unbuilt {
    //! The keyring of a program that has none.

    use super::KeyringError;
    use crate::config::{Address, ProfileName};
    use crate::model::ApiKey;

    /// There is none of these.
    pub(in crate::config) enum Keyring {}

    impl Keyring {
        pub(in crate::config) const fn system() -> Result<Self, KeyringError> {
            Err(KeyringError::NotBuilt)
        }

        pub(in crate::config) const fn load_key(
            &self,
            _: &ProfileName,
            _: &Address,
        ) -> Result<Option<ApiKey>, KeyringError> {
            match *self {}
        }

        pub(in crate::config) const fn store_key(
            &self,
            _: &ProfileName,
            _: &Address,
            _: &ApiKey,
        ) -> Result<(), KeyringError> {
            match *self {}
        }

        pub(in crate::config) const fn remove_key(
            &self,
            _: &ProfileName,
            _: &Address,
        ) -> Result<bool, KeyringError> {
            match *self {}
        }
    }
}
