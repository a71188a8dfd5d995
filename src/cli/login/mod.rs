//! `andibox login` and `logout`: a profile and its key, checked before they are stored.

mod browser;
mod target;
#[cfg(test)]
mod tests;

use std::io::{IsTerminal, Read, stdin};

use super::arguments::LoginArguments;
use super::connection::Channels;
use super::outcome::{say, warn};
use super::{Desk, Failure, connection};
use crate::api::{Address as ApiAddress, AuthHeader, Client, ClientOptions};
use crate::config::{
    Address, Auth, Credentials, KeyStore, NewProfile, Profile, ProfileName, WriteError,
    remove_profile, shown_text, store_profile,
};
use crate::model::{ApiKey, Problem, ProblemKind};
use crate::terminal::read_secret;
use crate::text::SafeText;

use target::{Target, profile_name};

/// Checks an address and a key by listing the channels, and stores them as a profile.
pub fn log_in(
    desk: &Desk,
    profile: Option<&str>,
    arguments: &LoginArguments,
) -> Result<(), Failure> {
    let target = Target::of(desk, profile, arguments)?;
    let address = &target.address;
    if address.is_open_to_eavesdroppers() && !target.allow_insecure_http {
        return Err(Failure::usage(format_args!(
            "{address} is plain http to another machine: anyone on the way could read the key. Use https, or say \
             --allow-insecure-http"
        )));
    }
    // Before a key is asked for that could then not be kept.
    target.key_store.is_built().map_err(Failure::usage)?;
    let key = if arguments.browser {
        browser::key(&target, role(desk))?
    } else {
        read_key(arguments, address)?
    };
    let channels = check(&target, &key)?;
    let Target { name, .. } = target;
    let before = desk.config.profiles.get(&name).cloned();
    let profile = NewProfile {
        address: target.address,
        auth: target.auth,
        allow_insecure_http: target.allow_insecure_http,
        key_store: target.key_store,
    };
    // The key first: a profile without a key is a riddle, a key without a profile is nothing.
    let (store, address) = (profile.key_store, &profile.address);
    store
        .store(&desk.paths, &name, address, &key)
        .map_err(Failure::failed)?;
    store_profile(&desk.paths, &name, &profile).map_err(Failure::failed)?;
    forget_elsewhere(desk, &name, &profile, before.as_ref());
    say(&SafeText::line(&format!(
        "Logged in to {} with {}, as profile {name}, the key in {}. andibox opens it.",
        profile.address,
        channels.words(),
        place(store)
    )))?;
    match channels.complaint() {
        Some(words) => say(&SafeText::line(&format!("But {words}."))),
        None => Ok(()),
    }
}

/// Forgets a profile and its key. The local copy of its inbox stays.
pub fn log_out(desk: &Desk, name: Option<&str>) -> Result<(), Failure> {
    let name = if let Some(name) = name {
        profile_name(name)?
    } else {
        let profile = desk.profile()?;
        profile
            .stored_as
            .filter(|name| !name.is_local())
            .ok_or_else(|| {
                Failure::usage("there is no profile to log out of; the local workspace needs none")
            })?
    };
    let had_key = forget_key(desk, &name)?;
    match remove_profile(&desk.paths, &name) {
        // A key without a profile is forgotten all the same.
        Err(WriteError::NoProfile(_)) if had_key => {}
        Err(error @ WriteError::NoProfile(_)) => {
            return Err(Failure::not_found(error));
        }
        other => other.map_err(Failure::failed)?,
    }
    let forgotten = if had_key {
        "and its key are forgotten here; the key itself still works until it is revoked"
    } else {
        "is forgotten"
    };
    let copy = desk.paths.profile_database(&name);
    say(&SafeText::line(&format!(
        "The profile {name} {forgotten}. The local copy of its inbox stays: {}",
        copy.display()
    )))
}

/// Forgets a profile's key wherever it may be. Where the keyring cannot be asked nothing is forgotten, since to say so would
/// not be true.
fn forget_key(desk: &Desk, name: &ProfileName) -> Result<bool, Failure> {
    let profile = desk.config.profiles.get(name);
    let in_keyring = match profile.map(|profile| (profile.key_store, &profile.address)) {
        Some((KeyStore::Keyring, Some(address))) => KeyStore::Keyring
            .remove(&desk.paths, name, address)
            .map_err(|error| Failure::failed(format_args!("nothing is forgotten: {error}")))?,
        _ => false,
    };
    let in_file = Credentials::at(&desk.paths).remove_key(name);
    Ok(in_file.map_err(Failure::failed)? || in_keyring)
}

/// Of a profile that was logged in to before: its old key is not left where nobody looks for it any more.
fn forget_elsewhere(desk: &Desk, name: &ProfileName, now: &NewProfile, before: Option<&Profile>) {
    let left = match before.map(|before| (before.key_store, &before.address)) {
        Some((KeyStore::Keyring, Some(address)))
            if now.key_store == KeyStore::File || now.address != *address =>
        {
            KeyStore::Keyring.remove(&desk.paths, name, address)
        }
        _ if now.key_store == KeyStore::Keyring => {
            KeyStore::File.remove(&desk.paths, name, &now.address)
        }
        _ => return,
    };
    if let Err(error) = left {
        warn(&format!("an older key of {name} may be left: {error}"));
    }
}

/// What the key of a login by browser may do: what this profile is to do.
const fn role(desk: &Desk) -> &'static str {
    if desk.config.is_read_only() {
        "viewer"
    } else {
        "editor"
    }
}

const fn place(store: KeyStore) -> &'static str {
    match store {
        KeyStore::File => "credentials.toml",
        KeyStore::Keyring => "the keyring",
    }
}

fn read_key(arguments: &LoginArguments, address: &Address) -> Result<ApiKey, Failure> {
    let secret = match arguments.with_key.as_deref() {
        Some("-") => {
            let mut secret = String::new();
            stdin()
                .read_to_string(&mut secret)
                .map_err(Failure::failed)?;
            secret
        }
        Some(file) => std::fs::read_to_string(file)
            // Somebody may have given the key itself, which must not be repeated.
            .map_err(|error| Failure::failed(format_args!("{}: {error}", shown_text(file))))?,
        None if stdin().is_terminal() => {
            let question = format!("API key for {address} (not shown): ");
            read_secret(&question).map_err(Failure::failed)?
        }
        None => {
            return Err(Failure::usage(
                "the key cannot be asked for without a terminal: give it with --with-key - on standard input, or get one with \
                 --browser",
            ));
        }
    };
    ApiKey::new(&secret).map_err(Failure::usage)
}

/// Lists the channels.
fn check(target: &Target, key: &ApiKey) -> Result<Channels, Failure> {
    let address = ApiAddress::parse(target.address.as_str()).map_err(Failure::usage)?;
    let mut options = ClientOptions::new(address);
    options.key = Some(key.clone());
    options.allow_insecure_http = target.allow_insecure_http;
    if target.auth == Auth::Bearer {
        options.auth = AuthHeader::Bearer;
    }
    let client = Client::new(options).map_err(|problem| not_stored(&problem))?;
    let runtime = connection::runtime()?;
    runtime
        .block_on(connection::list_channels(&client))
        .map_err(|error| not_stored(&error.problem))
}

/// Nobody tries again by itself here, and there is no profile yet to look at.
fn not_stored(problem: &Problem) -> Failure {
    let advice = match problem.kind {
        ProblemKind::InvalidKey | ProblemKind::AuthenticationRequired => {
            "Check that it is the whole key, and one of this server."
        }
        ProblemKind::Unreachable | ProblemKind::NotApi | ProblemKind::NotFound => {
            "Check the address; the API's ends in /api/v1."
        }
        ProblemKind::NoAnswer | ProblemKind::ServerError | ProblemKind::Busy => "Try again later.",
        ProblemKind::Insecure => "Use https, or say --allow-insecure-http.",
        _ => return Failure::request(problem),
    };
    Failure::request(problem).saying(format_args!(
        "{} Nothing is stored. {advice}",
        problem.what().expose()
    ))
}
