//! Where a profile's key is found: the environment, a command, or where a login keeps it, in this order.

use std::process::{Command, ExitStatus, Stdio};

use thiserror::Error;

use super::{
    Changeable, Config, Environment, KeyCommand, KeyStore, KeyStoreError, ProfileKind,
    ProfileSettings,
};
use crate::model::ApiKey;

/// A key and where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundKey {
    /// The key.
    pub key: ApiKey,
    /// Where.
    pub source: KeySource,
}

/// Where a key was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeySource {
    /// `ANDI_API_KEY`.
    Environment,
    /// `--api-key-command`, or `api_key_command` of the profile.
    Command,
    /// `credentials.toml`.
    Credentials,
    /// The keyring of the operating system.
    Keyring,
}

/// Why there is no key. None of these holds a key or a command's arguments.
#[derive(Debug, Error)]
pub enum KeyError {
    /// Nothing gives one.
    #[error("there is no key for {profile}: {hint}")]
    None {
        /// The profile's name.
        profile: String,
        /// What to do.
        hint: String,
    },
    /// The workspace inside andibox has a key of its own, which its server keeps in its folder.
    #[error("the local workspace keeps its key itself")]
    Local,
    /// `ANDI_API_KEY` is no key.
    #[error("the environment: ANDI_API_KEY: {0}")]
    Environment(&'static str),
    /// Others can change the settings that name the command.
    #[error("the key command `{command}` is not run: {changeable}")]
    Changeable {
        /// Its first word.
        command: String,
        /// What they can change.
        changeable: Changeable,
    },
    /// The command could not be started.
    #[error("the key command `{command}` cannot be started: {source}")]
    NotStarted {
        /// Its first word.
        command: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The command failed.
    #[error("the key command `{command}` failed with {status}")]
    Failed {
        /// Its first word.
        command: String,
        /// Its exit code, or the signal that ended it.
        status: ExitStatus,
    },
    /// The command's first line is no key.
    #[error("the key command `{command}` gave no key in its first line: {reason}")]
    NoKey {
        /// Its first word.
        command: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The credentials file, or the keyring.
    #[error(transparent)]
    Store(#[from] KeyStoreError),
}

impl Config {
    /// Finds the key of a profile. May run a command that asks the user something on the terminal, so it belongs before
    /// the screen is taken.
    pub fn key_for(&self, profile: &ProfileSettings) -> Result<FoundKey, KeyError> {
        let ProfileKind::Remote { address, .. } = &profile.kind else {
            return Err(KeyError::Local);
        };
        if let Some(secret) = &self.environment.api_key {
            let key = ApiKey::new(secret).map_err(KeyError::Environment)?;
            return Ok(found(key, KeySource::Environment));
        }
        if let Some(line) = &self.flags.api_key_command {
            return Ok(found(key_of_command(line)?, KeySource::Command));
        }
        if let Some(line) = &profile.api_key_command {
            if let Some(changeable) = Changeable::of(&self.paths.config_file()) {
                return Err(KeyError::Changeable {
                    command: line.to_string(),
                    changeable,
                });
            }
            return Ok(found(key_of_command(line)?, KeySource::Command));
        }
        let Some(name) = &profile.stored_as else {
            return Err(KeyError::None {
                profile: profile.name.clone(),
                hint: "set ANDI_API_KEY, or give --api-key-command".to_owned(),
            });
        };
        let (source, whereto) = match profile.key_store {
            KeyStore::File => (KeySource::Credentials, ""),
            KeyStore::Keyring => (KeySource::Keyring, " --keyring"),
        };
        let key = profile.key_store.load(&self.paths, name, address)?;
        key.map(|key| found(key, source))
            .ok_or_else(|| KeyError::None {
                profile: profile.name.clone(),
                hint: format!(
                    "log in with `andibox login --profile {name}{whereto}`, or set ANDI_API_KEY"
                ),
            })
    }

    /// Whether `--read-only` was given.
    pub const fn is_read_only(&self) -> bool {
        self.flags.read_only
    }

    /// Whether a key of the environment stands above all others.
    pub fn has_key_in_environment(&self) -> bool {
        self.environment.api_key.is_some()
    }
}

impl KeySource {
    /// As the user knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Environment => Environment::API_KEY,
            Self::Command => "the key command",
            Self::Credentials => "credentials.toml",
            Self::Keyring => "the keyring",
        }
    }
}

fn found(key: ApiKey, source: KeySource) -> FoundKey {
    FoundKey { key, source }
}

/// Runs the user's own command line by the shell, as they wrote it; it may ask on the terminal, and its errors go there.
fn key_of_command(line: &KeyCommand) -> Result<ApiKey, KeyError> {
    let (shell, option) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let output = Command::new(shell)
        .arg(option)
        .arg(line.expose())
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| KeyError::NotStarted {
            command: line.to_string(),
            source,
        })?;
    if !output.status.success() {
        return Err(KeyError::Failed {
            command: line.to_string(),
            status: output.status,
        });
    }
    let text = String::from_utf8_lossy(&output.stdout);
    ApiKey::new(text.lines().next().unwrap_or_default()).map_err(|reason| KeyError::NoKey {
        command: line.to_string(),
        reason,
    })
}
