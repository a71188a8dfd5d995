//! Reading one TOML text into the layers. Every problem of it is reported, and what is right is used.

use std::collections::btree_map::Entry;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::field::Raw;
use super::layers::{Incoming, Layers, profile_key};
use super::near::near;
use super::shown_value::shown_value;
use super::source::Source;
use super::tables::{
    PROFILE_SETTINGS, PROFILES, SETTINGS, VIEWS, is_section, profile_setting, setting,
};
use super::views::read_views;
use super::{ConfigError, Origin, ProfileName};

type Key<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// Reads `source` over what `layers` holds.
pub(super) fn read_file(source: &Source<'_>, layers: &mut Layers) {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader {
        source,
        broken_lines: Vec::new(),
        layers,
    };
    for error in &errors {
        reader.syntax_error(error);
    }
    for (key, value) in document.get_ref() {
        reader.top(key, value);
    }
    if !errors.is_empty() {
        reader.protect_profiles();
    }
}

struct Reader<'s, 'l> {
    source: &'s Source<'s>,
    broken_lines: Vec<usize>,
    layers: &'l mut Layers,
}

impl Reader<'_, '_> {
    fn syntax_error(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        self.broken_lines.extend(self.source.lines(&span));
        self.layers.problems.push(ConfigError::Syntax {
            origin: self.source.place(span.start),
            message: error.message().replace('\n', ", "),
        });
    }

    /// In a text that is not TOML a line may be lost, and it may be the one that says `read_only = true`: a profile
    /// from such a text is read-only unless it readably says otherwise.
    fn protect_profiles(&mut self) {
        let place = self
            .layers
            .problems
            .iter()
            .find(|problem| problem.hides_settings())
            .and_then(ConfigError::origin)
            .cloned()
            .unwrap_or_default();
        for (name, profile) in &mut self.layers.profiles {
            let key = profile_key(name, "read_only");
            if let Entry::Vacant(unsaid) = self.layers.origins.entry(key) {
                profile.read_only = true;
                unsaid.insert(place.clone());
            }
        }
    }

    fn top(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        match value.get_ref() {
            DeValue::Table(table) if name == PROFILES => {
                for (key, value) in table {
                    self.profile(key, value);
                }
            }
            DeValue::Table(table) if is_section(name) => {
                for (key, value) in table {
                    let full = format!("{name}.{}", key.get_ref());
                    if setting(&full).is_some() {
                        let incoming = self.incoming(&full, key, value);
                        self.layers.set(&full, incoming);
                    } else {
                        self.unknown(key, &full);
                    }
                }
            }
            _ if name == VIEWS => read_views(self.source, value, self.layers),
            _ if name == PROFILES || is_section(name) => {
                self.not_a_table(key, value, name);
            }
            _ if setting(name).is_some() => {
                let incoming = self.incoming(name, key, value);
                self.layers.set(name, incoming);
            }
            _ => self.unknown(key, name),
        }
    }

    fn profile(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let shown = format!("{PROFILES}.{}", shown_value(key.get_ref()));
        let Some(name) = ProfileName::new(key.get_ref()) else {
            self.layers.problems.push(ConfigError::WrongValue {
                origin: self.source.place(key.span().start),
                key: format!("the profile's name in [{shown}]"),
                found: shown_value(key.get_ref()),
                expected: ProfileName::EXPECTED.to_owned(),
            });
            return;
        };
        let DeValue::Table(table) = value.get_ref() else {
            self.not_a_table(key, value, &shown);
            return;
        };
        self.layers.profiles.entry(name.clone()).or_default();
        self.layers.origins.insert(
            format!("{PROFILES}.{name}"),
            self.source.origin(key.span().start),
        );
        for (key, value) in table {
            let full = profile_key(&name, key.get_ref());
            if profile_setting(key.get_ref()).is_some() {
                let incoming = self.incoming(&full, key, value);
                self.layers.set_in_profile(&name, key.get_ref(), incoming);
            } else {
                self.unknown_in_profile(key, &full);
            }
        }
    }

    fn incoming<'v>(&self, full: &str, key: &Key<'_>, value: &'v Value<'_>) -> Incoming<'v> {
        let lines = self.source.lines(&(key.span().start..value.span().end));
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.item(item)).collect(),
            _ => Vec::new(),
        };
        Incoming {
            raw: Raw::of(value.get_ref()),
            items,
            origin: self.source.origin(value.span().start),
            place: self.source.place(value.span().start),
            called: full.to_owned(),
            found: shown_value(self.source.slice(value.span())),
            broken: self.broken_lines.iter().any(|line| lines.contains(line)),
        }
    }

    fn item(&self, item: &Value<'_>) -> (Origin, String) {
        let span = item.span();
        let place = self.source.place(span.start);
        (place, shown_value(self.source.slice(span)))
    }

    fn not_a_table(&mut self, key: &Key<'_>, value: &Value<'_>, name: &str) {
        self.layers.problems.push(ConfigError::WrongValue {
            origin: self.source.place(key.span().start),
            key: name.to_owned(),
            found: shown_value(self.source.slice(value.span())),
            expected: format!("a table, begun by the line [{name}]"),
        });
    }

    fn unknown(&mut self, key: &Key<'_>, full: &str) {
        let keys: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
        let section = full.split_once('.').map(|(section, _)| section);
        let mut here: Vec<&str> = keys
            .iter()
            .filter(|key| section.is_none() || key.split('.').next() == section)
            .map(|key| match section {
                Some(_) => *key,
                None => key.split('.').next().unwrap_or(key),
            })
            .collect();
        here.dedup();
        if section.is_none() {
            here.push(VIEWS);
            here.push(PROFILES);
        }
        let hint = hint(full, keys.iter().chain(&here).copied(), &here);
        self.push_unknown(key, full, hint);
    }

    fn unknown_in_profile(&mut self, key: &Key<'_>, full: &str) {
        let keys: Vec<&str> = PROFILE_SETTINGS.iter().map(|setting| setting.key).collect();
        let word: &str = key.get_ref();
        let hint = if matches!(word, "key" | "api_key" | "apikey" | "token" | "secret") {
            "A key does not belong in this file: `andibox login` keeps it in credentials.toml, and api_key_command can \
             fetch it from a password manager."
                .to_owned()
        } else {
            hint(word, keys.iter().copied(), &keys)
        };
        self.push_unknown(key, full, hint);
    }

    fn push_unknown(&mut self, key: &Key<'_>, full: &str, hint: String) {
        self.layers.problems.push(ConfigError::UnknownKey {
            origin: self.source.place(key.span().start),
            key: shown_value(full),
            hint,
        });
    }
}

fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, all: &[&str]) -> String {
    let near = near(word, candidates);
    if near.is_empty() {
        format!("There is: {}.", all.join(", "))
    } else {
        format!("Did you mean {}?", near.join(" or "))
    }
}
