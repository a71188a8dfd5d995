//! Which profile and which server a key is stored for, where the command line does not say both.
//!
//! What the screen tells people whose key was refused is `andibox login`: that must ask for a key of the server they
//! use, and not carry it to another one.

use crate::cli::arguments::LoginArguments;
use crate::cli::{Desk, Failure};
use crate::config::{Address, Auth, KeyStore, ProfileName, shown_text};

/// Of a server that nobody named.
const HOSTED: &str = "https://andibase.com/api/v1";
/// What its profile is called.
const HOSTED_NAME: &str = "andibase";

/// What is logged in to.
pub(super) struct Target {
    pub name: ProfileName,
    pub address: Address,
    pub auth: Auth,
    pub allow_insecure_http: bool,
    pub key_store: KeyStore,
}

impl Target {
    /// An address that is given is a new profile, or the named one at another place. Without one it is the profile that
    /// would be opened, with what is stored of it; where there is none, the hosted service.
    pub fn of(
        desk: &Desk,
        profile: Option<&str>,
        arguments: &LoginArguments,
    ) -> Result<Self, Failure> {
        let named = arguments.name.as_deref().or(profile);
        let name = match named {
            Some(name) => profile_name(name)?,
            None if arguments.address.is_none() => opened(desk).map_or_else(hosted, Ok)?,
            None => hosted()?,
        };
        let stored = desk.config.profiles.get(&name);
        let stored = stored.filter(|_| arguments.address.is_none());
        let given = arguments.address.as_deref();
        let address = match stored.and_then(|stored| stored.address.clone()) {
            Some(address) => address,
            None => read(given.unwrap_or(HOSTED))?,
        };
        Ok(Self {
            name,
            address,
            auth: if arguments.bearer {
                Auth::Bearer
            } else {
                stored.map_or(Auth::XApiKey, |stored| stored.auth)
            },
            allow_insecure_http: arguments.allow_insecure_http
                || stored.is_some_and(|stored| stored.allow_insecure_http),
            key_store: if arguments.keyring {
                KeyStore::Keyring
            } else {
                stored.map_or(KeyStore::File, |stored| stored.key_store)
            },
        })
    }
}

/// The profile that andibox opens, if it is a stored one.
fn opened(desk: &Desk) -> Option<ProfileName> {
    let profile = desk.config.resolve().ok()?;
    profile.stored_as.filter(|name| !name.is_local())
}

fn hosted() -> Result<ProfileName, Failure> {
    profile_name(HOSTED_NAME)
}

fn read(address: &str) -> Result<Address, Failure> {
    Address::new(address).ok_or_else(|| {
        Failure::usage(format_args!(
            "{}: expected an address such as {HOSTED} (http or https, a host, no user). A key is no part of the command \
             line, where others see it: andibox asks for it",
            shown_text(address)
        ))
    })
}

/// Reads a profile's name.
pub(super) fn profile_name(name: &str) -> Result<ProfileName, Failure> {
    ProfileName::new(name).ok_or_else(|| {
        Failure::usage(format_args!(
            "{}: a profile's name is lower-case letters, digits, '-', '_' and '.'",
            shown_text(name)
        ))
    })
}
