//! The keyring, with the one that its library brings for tests.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use keyring_core::{CredentialStore, Error, mock};

use super::{Keyring, KeyringError};
use crate::config::{Address, ProfileName};
use crate::model::ApiKey;

const SECRET: &str = "andi_live_Zx81QwErTy0123456789AbCdEfGh";
const LONG: Duration = Duration::from_mins(1);

#[expect(clippy::unnecessary_wraps, reason = "others do not open")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    static STORE: LazyLock<Arc<mock::Store>> = LazyLock::new(|| mock::Store::new().unwrap());
    Ok(STORE.clone())
}

fn name(name: &str) -> ProfileName {
    ProfileName::new(name).unwrap()
}

fn address(address: &str) -> Address {
    Address::new(address).unwrap()
}

#[test]
fn a_key_is_kept_replaced_and_forgotten() {
    let keyring = Keyring::of(open, LONG);
    let (acme, here) = (name("acme"), address("https://a.test/api/v1"));
    assert_eq!(keyring.load_key(&acme, &here).unwrap(), None);
    assert!(!keyring.remove_key(&acme, &here).unwrap());
    for secret in ["andi_live_one", SECRET] {
        let key = ApiKey::new(secret).unwrap();
        keyring.store_key(&acme, &here, &key).unwrap();
        assert_eq!(keyring.load_key(&acme, &here).unwrap(), Some(key));
    }
    assert!(keyring.remove_key(&acme, &here).unwrap());
    assert_eq!(keyring.load_key(&acme, &here).unwrap(), None);
}

#[test]
fn a_key_belongs_to_its_profile_and_its_server() {
    let keyring = Keyring::of(open, LONG);
    let (one, here) = (name("one"), address("https://a.test"));
    let key = ApiKey::new(SECRET).unwrap();
    keyring.store_key(&one, &here, &key).unwrap();
    for (profile, address) in [("two", "https://a.test"), ("one", "https://evil.test")] {
        let found = keyring.load_key(&name(profile), &self::address(address));
        assert_eq!(found.unwrap(), None, "{profile} {address}");
    }
}

#[test]
fn it_may_be_asked_from_a_thread_of_the_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let found = runtime.block_on(async {
        Keyring::of(open, LONG).load_key(&name("runtime"), &address("https://a.test"))
    });
    assert_eq!(found.unwrap(), None);
}

#[test]
fn one_that_does_not_answer_is_not_waited_for_for_ever() {
    fn never() -> keyring_core::Result<Arc<CredentialStore>> {
        loop {
            std::thread::park();
        }
    }
    let keyring = Keyring::of(never, Duration::ZERO);
    let error = keyring
        .load_key(&name("acme"), &address("https://a.test"))
        .unwrap_err();
    assert!(matches!(error, KeyringError::Silent { .. }), "{error}");
    assert!(error.to_string().contains("Unlock it"), "{error}");
}

#[test]
fn no_error_of_it_holds_what_it_holds() {
    fn broken() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(Error::BadEncoding(SECRET.as_bytes().to_vec()))
    }
    fn malformed() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(Error::BadDataFormat(
            SECRET.as_bytes().to_vec(),
            SECRET.into(),
        ))
    }
    fn locked() -> keyring_core::Result<Arc<CredentialStore>> {
        Err(Error::NoStorageAccess("it is locked".into()))
    }
    fn panics() -> keyring_core::Result<Arc<CredentialStore>> {
        panic!("inside")
    }
    for (open, expected) in [
        (broken as super::asked::Open, "cannot be read"),
        (malformed, "cannot be read"),
        (locked, "it is locked"),
        (panics, "it failed inside"),
    ] {
        let keyring = Keyring::of(open, LONG);
        let error = keyring
            .load_key(&name("acme"), &address("https://a.test"))
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("Zx81"), "{error:?}");
    }
}

#[test]
fn what_is_no_key_is_said_and_not_shown() {
    let (odd, here) = (name("odd"), address("https://a.test"));
    let entry = open()
        .unwrap()
        .build("andibox", &super::asked::account(&odd, &here), None);
    entry.unwrap().set_password("two words").unwrap();
    let error = Keyring::of(open, LONG).load_key(&odd, &here).unwrap_err();
    assert!(matches!(error, KeyringError::NoKey { .. }), "{error:?}");
    assert!(!error.to_string().contains("two words"), "{error}");
}
