//! The effective configuration as lines, each with where it comes from. Never a key.

use std::fmt;

use super::layers::profile_key;
use super::tables::{PROFILE_SETTINGS, SETTINGS, VIEWS};
use super::{Config, Credentials, Environment, KeyStore, Origin, Profile, ProfileName};
use crate::model::ApiKey;

/// One line of `config show`. `Display`: `sync.open_thread_s = 3  # default`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownSetting {
    /// The key in full.
    pub key: String,
    /// The value as TOML; of a key its prefix, of a command its first word.
    pub value: String,
    /// Where it comes from.
    pub origin: String,
}

impl fmt::Display for ShownSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}  # {}", self.key, self.value, self.origin)
    }
}

impl Config {
    /// Every effective setting, in the order of `config/default.toml`, then the profiles by name.
    pub fn show(&self) -> Vec<ShownSetting> {
        let mut lines: Vec<ShownSetting> = SETTINGS
            .iter()
            .map(|setting| self.line(setting.key.to_owned(), setting.field.shown(&self.settings)))
            .collect();
        for view in &self.settings.views {
            lines.push(self.line(
                format!("{VIEWS}.{}", view.name),
                super::field::quoted(&view.query.to_string()),
            ));
        }
        for (name, profile) in &self.profiles {
            self.show_profile(name, profile, &mut lines);
        }
        if let Some(line) = &self.flags.api_key_command {
            lines.push(ShownSetting {
                key: "api_key_command".to_owned(),
                value: super::field::quoted(&line.to_string()),
                origin: Origin::Flag("--api-key-command").to_string(),
            });
        }
        if let Some(secret) = &self.environment.api_key {
            lines.push(ShownSetting {
                key: "api_key".to_owned(),
                value: match ApiKey::new(secret) {
                    Ok(key) => key.to_string(),
                    Err(why) => format!("({why})"),
                },
                origin: Origin::Environment(Environment::API_KEY).to_string(),
            });
        }
        lines
    }

    fn show_profile(&self, name: &ProfileName, profile: &Profile, lines: &mut Vec<ShownSetting>) {
        for setting in PROFILE_SETTINGS {
            let key = profile_key(name, setting.key);
            if setting.key == "read_only" && self.flags.read_only {
                lines.push(ShownSetting {
                    key,
                    value: "true".to_owned(),
                    origin: Origin::Flag("--read-only").to_string(),
                });
            } else if !(name.is_local() && setting.key == "address") {
                lines.push(self.line(key, setting.field.shown(profile)));
            }
        }
        if name.is_local() {
            return;
        }
        if profile.key_store == KeyStore::Keyring {
            // To look would be to ask the person to unlock it.
            lines.push(ShownSetting {
                key: profile_key(name, "key"),
                value: "(not looked for; `andibox doctor` asks for it)".to_owned(),
                origin: "the keyring".to_owned(),
            });
            return;
        }
        let value = match Credentials::at(&self.paths).load_key(name) {
            Ok(Some(key)) => key.to_string(),
            Ok(None) => "(none)".to_owned(),
            Err(_) => "(not used; `andibox config check` says why)".to_owned(),
        };
        lines.push(ShownSetting {
            key: profile_key(name, "key"),
            value,
            origin: self.paths.credentials_file().display().to_string(),
        });
    }

    fn line(&self, key: String, value: String) -> ShownSetting {
        ShownSetting {
            origin: self.origin(&key).to_string(),
            key,
            value,
        }
    }
}
