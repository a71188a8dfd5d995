//! Asking the keyring.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};

use super::KeyringError;
use crate::config::{Address, ProfileName};
use crate::model::ApiKey;

/// Under which name the keyring keeps all of ours.
const SERVICE: &str = "andibox";
/// How long it is waited for: a person may have to type a password into its window first.
const PATIENCE: Duration = Duration::from_mins(1);

/// Opens the keyring; called on the thread that asks it.
pub(super) type Open = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// The keyring.
pub(in crate::config) struct Keyring {
    open: Open,
    patience: Duration,
}

impl Keyring {
    /// The one of this system; opened when it is asked.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a build without the feature has none"
    )]
    pub(in crate::config) const fn system() -> Result<Self, KeyringError> {
        Ok(Self::of(open_system, PATIENCE))
    }

    /// Any one, waited for so long.
    pub(super) const fn of(open: Open, patience: Duration) -> Self {
        Self { open, patience }
    }

    /// Reads a profile's key; nothing where none is kept.
    pub(in crate::config) fn load_key(
        &self,
        profile: &ProfileName,
        address: &Address,
    ) -> Result<Option<ApiKey>, KeyringError> {
        let secret = self.ask(profile, address, |entry| match entry.get_password() {
            Err(Error::NoEntry) => Ok(None),
            other => other.map(Some),
        })?;
        let key = secret.map(|secret| ApiKey::new(&secret)).transpose();
        key.map_err(|reason| KeyringError::NoKey { reason })
    }

    /// Keeps a profile's key in place of the one it had.
    pub(in crate::config) fn store_key(
        &self,
        profile: &ProfileName,
        address: &Address,
        key: &ApiKey,
    ) -> Result<(), KeyringError> {
        let key = key.clone();
        self.ask(profile, address, move |entry| {
            entry.set_password(key.expose())
        })
    }

    /// Forgets a profile's key; false when none was kept.
    pub(in crate::config) fn remove_key(
        &self,
        profile: &ProfileName,
        address: &Address,
    ) -> Result<bool, KeyringError> {
        self.ask(profile, address, |entry| match entry.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(error),
        })
    }

    /// Asks on a thread of its own, which is left behind where the keyring does not answer.
    fn ask<T: Send + 'static>(
        &self,
        profile: &ProfileName,
        address: &Address,
        question: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let open = self.open;
        let account = account(profile, address);
        let (sender, receiver) = channel();
        let work = move || {
            let answer = open()
                .and_then(|store| store.build(SERVICE, &account, None))
                .and_then(|entry| question(&entry));
            // Nobody waits any more: too late.
            drop(sender.send(answer));
        };
        let failed = |reason: String| KeyringError::Failed { reason };
        let thread = thread::Builder::new().name("keyring".to_owned());
        thread
            .spawn(work)
            .map_err(|error| failed(error.to_string()))?;
        match receiver.recv_timeout(self.patience) {
            Ok(answer) => answer.map_err(|error| failed(words(&error))),
            Err(RecvTimeoutError::Timeout) => Err(KeyringError::Silent {
                seconds: self.patience.as_secs(),
            }),
            Err(RecvTimeoutError::Disconnected) => Err(failed("it failed inside".to_owned())),
        }
    }
}

/// What a profile's key is kept under. The address is part of it: a profile that is led to another server does not take its
/// key along, and two folders of settings with a profile of one name do not share one.
pub(super) fn account(profile: &ProfileName, address: &Address) -> String {
    format!("{profile} at {address}")
}

/// What went wrong, without what some errors carry: the secret itself.
fn words(error: &Error) -> String {
    match error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            "what it holds for this profile cannot be read".to_owned()
        }
        Error::Ambiguous(_) => "it holds several keys for this profile".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(target_os = "macos")]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn open_system() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}
