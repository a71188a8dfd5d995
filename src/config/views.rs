//! Reading `[[views]]`: each is checked by itself, and one that is wrong is left out and reported.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::near::near;
use super::shown_value::shown_value;
use super::source::Source;
use super::tables::VIEWS;
use super::{ConfigError, layers::Layers};
use crate::model::Sort;
use crate::query::{Query, SavedView};

/// The settings of a view.
const KEYS: &[&str] = &["name", "query", "sort", "channel"];
/// The orders, by their words.
const SORTS: &[(&str, Sort)] = &[("newest", Sort::Newest), ("waiting", Sort::WaitingLongest)];

/// The word of an order.
pub(super) fn sort_word(sort: Sort) -> &'static str {
    let found = SORTS.iter().find(|(_, known)| *known == sort);
    found.map_or("newest", |(word, _)| word)
}

/// Reads the list of views.
pub(super) fn read_views(source: &Source<'_>, value: &Spanned<DeValue<'_>>, layers: &mut Layers) {
    let DeValue::Array(items) = value.get_ref() else {
        layers.problems.push(not_a_view(source, value));
        return;
    };
    for item in items {
        match item.get_ref().as_table() {
            Some(table) => {
                let reader = Reader {
                    source,
                    at: item.span().start,
                };
                reader.view(table, layers);
            }
            None => layers.problems.push(not_a_view(source, item)),
        }
    }
}

fn not_a_view(source: &Source<'_>, value: &Spanned<DeValue<'_>>) -> ConfigError {
    ConfigError::WrongValue {
        origin: source.place(value.span().start),
        key: VIEWS.to_owned(),
        found: shown_value(source.slice(value.span())),
        expected: "views, each begun by a line [[views]]".to_owned(),
    }
}

struct Reader<'s> {
    source: &'s Source<'s>,
    /// Where the view begins, in bytes.
    at: usize,
}

impl Reader<'_> {
    fn view(&self, table: &DeTable<'_>, layers: &mut Layers) {
        let before = layers.problems.len();
        for key in table.keys() {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                layers.problems.push(self.unknown(key));
            }
        }
        let mut problems = Vec::new();
        let view = self.read(table, layers, &mut problems);
        layers.problems.extend(problems);
        if let Some(view) = view.filter(|_| before == layers.problems.len()) {
            let key = format!("{VIEWS}.{}", view.name);
            layers.origins.insert(key, self.source.origin(self.at));
            layers.settings.views.push(view);
        }
    }

    fn read(
        &self,
        table: &DeTable<'_>,
        layers: &Layers,
        problems: &mut Vec<ConfigError>,
    ) -> Option<SavedView> {
        let mut text = |key: &str, expected: &str, fits: &dyn Fn(&str) -> bool| {
            let value = table.get(key)?;
            let text = value.get_ref().as_str().filter(|text| fits(text));
            if text.is_none() {
                problems.push(ConfigError::WrongValue {
                    origin: self.source.place(value.span().start),
                    key: format!("{VIEWS}.{key}"),
                    found: shown_value(self.source.slice(value.span())),
                    expected: expected.to_owned(),
                });
            }
            text.map(str::to_owned)
        };
        let named = "a name of 1 to 40 characters on one line";
        let name = text("name", named, &SavedView::is_name);
        let written = text(
            "query",
            "a query in quotes, or \"\" for all threads",
            &|_| true,
        );
        let is_sort = |text: &str| SORTS.iter().any(|(word, _)| *word == text);
        let sort = text("sort", "one of \"newest\", \"waiting\"", &is_sort);
        let filled = |text: &str| !text.trim().is_empty();
        let channel = text("channel", "a channel's id, handle or name", &filled);
        for key in ["name", "query"] {
            if !table.contains_key(key) {
                let reason = format!("the {key} is missing; add a line {key} = \"…\".");
                problems.push(self.wrong(self.at, VIEWS, reason));
            }
        }
        let (name, written) = (name?, written?);
        if layers
            .settings
            .views
            .iter()
            .any(|view| view.is_named(&name))
        {
            let reason = format!("there is a view \"{name}\" already; give this one another name.");
            problems.push(self.wrong(self.start(table, "name"), "views.name", reason));
            return None;
        }
        match Query::parse(&written) {
            Ok(query) => Some(SavedView {
                name,
                query,
                sort: sort_of(sort.as_deref()),
                channel,
            }),
            Err(error) => {
                let reason = format!("the query cannot be read: {error}");
                problems.push(self.wrong(self.start(table, "query"), "views.query", reason));
                None
            }
        }
    }

    fn start(&self, table: &DeTable<'_>, key: &str) -> usize {
        table.get(key).map_or(self.at, |value| value.span().start)
    }

    fn wrong(&self, at: usize, key: &str, reason: String) -> ConfigError {
        ConfigError::Contradiction {
            origin: self.source.place(at),
            key: key.to_owned(),
            reason,
        }
    }

    fn unknown(&self, key: &Spanned<toml::de::DeString<'_>>) -> ConfigError {
        let near = near(key.get_ref(), KEYS.iter().copied());
        ConfigError::UnknownKey {
            origin: self.source.place(key.span().start),
            key: shown_value(&format!("{VIEWS}.{}", key.get_ref())),
            hint: if near.is_empty() {
                format!("There is: {}.", KEYS.join(", "))
            } else {
                format!("Did you mean {}?", near.join(" or "))
            },
        }
    }
}

fn sort_of(word: Option<&str>) -> Sort {
    let found = SORTS.iter().find(|(known, _)| Some(*known) == word);
    found.map_or(Sort::Newest, |(_, sort)| *sort)
}
