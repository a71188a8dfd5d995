//! The layers while they are laid over one another: later ones win, and each value remembers where it came from.

use std::collections::BTreeMap;

use super::field::{Raw, Setting};
use super::tables::{PROFILES, profile_setting, setting};
use super::words::THEMES;
use super::{ConfigError, Origin, Profile, ProfileName, Settings};

/// Everything read so far.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) settings: Settings,
    pub(super) profiles: BTreeMap<ProfileName, Profile>,
    /// By full key (`sync.open_thread_s`, `profiles.acme.color`); `profiles.acme` is where the profile begins.
    pub(super) origins: BTreeMap<String, Origin>,
    pub(super) problems: Vec<ConfigError>,
    /// The names of the user's own themes.
    pub(super) themes: Vec<String>,
}

/// A value on its way into the layers.
pub(super) struct Incoming<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) origin: Origin,
    /// Where it stands, for an error; the origin but for the embedded defaults.
    pub(super) place: Origin,
    /// How an error calls it: the full key, or the name of the variable or flag.
    pub(super) called: String,
    /// How an error shows it.
    pub(super) found: String,
    /// Of a list, where each element stands and how an error shows it.
    pub(super) items: Vec<(Origin, String)>,
    /// Its line cannot be trusted and is reported already: it counts as unreadable.
    pub(super) broken: bool,
}

/// What came of setting a value.
#[derive(Default)]
struct Outcome {
    /// Where the value now in force stands, if it changed.
    origin: Option<Origin>,
    problem: Option<ConfigError>,
}

impl Layers {
    /// Sets one setting of the program. The key must be one of the table.
    pub(super) fn set(&mut self, key: &str, incoming: Incoming<'_>) {
        let Some(setting) = setting(key) else { return };
        let outcome = match &incoming.raw {
            Raw::Text(name) if key == "ui.theme" && !incoming.broken && !self.has_theme(name) => {
                Outcome {
                    origin: None,
                    problem: Some(self.no_such_theme(incoming, &setting.field.expected())),
                }
            }
            _ => put(setting, &mut self.settings, incoming),
        };
        self.remember(key.to_owned(), outcome);
    }

    /// Sets one setting of a profile, which is there from now on. The key must be one of the table.
    pub(super) fn set_in_profile(&mut self, name: &ProfileName, key: &str, incoming: Incoming<'_>) {
        let Some(setting) = profile_setting(key) else {
            return;
        };
        let profile = self.profiles.entry(name.clone()).or_default();
        let outcome = put(setting, profile, incoming);
        self.remember(profile_key(name, key), outcome);
    }

    /// The origin of a full key.
    pub(super) fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).cloned().unwrap_or_default()
    }

    fn has_theme(&self, name: &str) -> bool {
        THEMES.contains(&name) || self.themes.iter().any(|theme| theme == name)
    }

    fn no_such_theme(&self, incoming: Incoming<'_>, expected: &str) -> ConfigError {
        let expected = if self.themes.is_empty() {
            expected.to_owned()
        } else {
            format!("{expected}, which are: {}", self.themes.join(", "))
        };
        ConfigError::WrongValue {
            origin: incoming.place,
            key: incoming.called,
            found: incoming.found,
            expected,
        }
    }

    fn remember(&mut self, key: String, outcome: Outcome) {
        self.problems.extend(outcome.problem);
        if let Some(origin) = outcome.origin {
            self.origins.insert(key, origin);
        }
    }
}

/// The full key of a profile's setting.
pub(super) fn profile_key(name: &ProfileName, key: &str) -> String {
    format!("{PROFILES}.{name}.{key}")
}

fn put<S: Clone>(setting: &Setting<S>, target: &mut S, incoming: Incoming<'_>) -> Outcome {
    if !incoming.broken && setting.field.set(target, &incoming.raw) {
        return Outcome {
            origin: Some(incoming.origin),
            problem: None,
        };
    }
    let is_changed = setting.field.set_safe(target);
    if incoming.broken {
        return Outcome::default();
    }
    if let Some((place, expected)) = setting.field.wrong_item(&incoming.raw)
        && let Some((origin, found)) = incoming.items.into_iter().nth(place)
    {
        return Outcome {
            origin: None,
            problem: Some(ConfigError::WrongValue {
                origin,
                key: format!("{}[{place}]", incoming.called),
                found,
                expected,
            }),
        };
    }
    let found = if setting.field.is_private() {
        "(not shown)".to_owned()
    } else {
        incoming.found
    };
    Outcome {
        origin: is_changed.then_some(incoming.origin),
        problem: Some(ConfigError::WrongValue {
            origin: incoming.place,
            key: incoming.called,
            found,
            expected: setting.field.expected(),
        }),
    }
}
