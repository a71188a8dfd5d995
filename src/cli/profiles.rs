//! `andibox profiles`: the servers andibox knows, which one it opens, and whether there is a key.

use serde_json::json;

use super::json::say_json;
use super::outcome::{say, warn};
use super::{Desk, Failure};
use crate::config::{Address, Credentials, KeyStore, Profile, ProfileName};
use crate::text::{SafeText, pad};

/// Whether there is a key for a profile.
enum Key {
    /// The local workspace's server has it.
    Own,
    Environment,
    Command,
    Stored,
    /// The system's keyring has it, or should: to look would be to ask the person to unlock it.
    Keyring,
    None,
    /// Why the stored ones cannot be used.
    Unusable(String),
}

/// Prints every profile, the local workspace last.
pub fn run(desk: &Desk, as_json: bool) -> Result<(), Failure> {
    let opened = desk.config.resolve();
    let default = opened
        .as_ref()
        .ok()
        .and_then(|profile| profile.stored_as.as_ref());
    let local = ProfileName::local();
    let plain = Profile::default();
    let others = desk
        .config
        .profiles
        .iter()
        .filter(|(name, _)| !name.is_local());
    let own = desk.config.profiles.get(&local).unwrap_or(&plain);
    let all: Vec<(&ProfileName, &Profile)> = others.chain([(&local, own)]).collect();
    let widest = all.iter().map(|(name, _)| name.as_str().len()).max();
    for (name, profile) in all {
        let is_default = default == Some(name);
        let key = key(desk, name, profile);
        let address = profile.address.as_ref().map(Address::as_str);
        if as_json {
            say_json(&json!({
                "name": name.as_str(),
                "default": is_default,
                "local": name.is_local(),
                "address": address,
                "key": key.word(),
                "readOnly": profile.read_only,
            }))?;
            continue;
        }
        let mark = if is_default { '*' } else { ' ' };
        let name_column = pad(name.as_str(), widest.unwrap_or(0));
        let place = match address {
            _ if name.is_local() => "the workspace inside andibox",
            Some(address) => address,
            None => "no usable address: andibox config check says more",
        };
        let read_only = if profile.read_only { ", read-only" } else { "" };
        let line = format!("{mark} {name_column}  {place}  {}{read_only}", key.words());
        say(&SafeText::line(&line))?;
    }
    if let Err(error) = opened {
        warn(&error.to_string());
    }
    let problems: Vec<String> = desk
        .config
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::failed(problems.join("\nandibox: ")))
}

/// Looks where the inbox would, but runs no command.
fn key(desk: &Desk, name: &ProfileName, profile: &Profile) -> Key {
    if name.is_local() {
        return Key::Own;
    }
    if desk.config.has_key_in_environment() {
        return Key::Environment;
    }
    if profile.api_key_command.is_some() {
        return Key::Command;
    }
    if profile.key_store == KeyStore::Keyring {
        return match profile.key_store.is_built() {
            Ok(()) => Key::Keyring,
            Err(error) => Key::Unusable(error.to_string()),
        };
    }
    match Credentials::at(&desk.paths).load_key(name) {
        Ok(Some(_)) => Key::Stored,
        Ok(None) => Key::None,
        Err(error) => Key::Unusable(error.to_string()),
    }
}

impl Key {
    const fn word(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Environment => "environment",
            Self::Command => "command",
            Self::Stored => "stored",
            Self::Keyring => "keyring",
            Self::None => "none",
            Self::Unusable(_) => "unusable",
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Own => "keeps its own key".to_owned(),
            Self::Environment => "key from ANDI_API_KEY".to_owned(),
            Self::Command => "key by its command".to_owned(),
            Self::Stored => "key stored".to_owned(),
            Self::Keyring => "key in the keyring".to_owned(),
            Self::None => "no key: andibox login stores one".to_owned(),
            Self::Unusable(why) => format!("key not usable: {why}"),
        }
    }
}
