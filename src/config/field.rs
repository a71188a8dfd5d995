//! One setting: its key, what it may be, and where its value lives. `tables.rs` lists them all.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use toml::de::DeValue;

use super::KeyCommand;
use crate::query::Query;

/// One setting of `S` ([`super::Settings`] or [`super::Profile`]).
pub(super) struct Setting<S: 'static> {
    /// The key, with its table in the case of [`super::Settings`].
    pub(super) key: &'static str,
    /// What it may be.
    pub(super) field: Field<S>,
}

/// What a setting may be. Reading, checking, explaining and showing all follow from it.
pub(super) enum Field<S: 'static> {
    /// Whole seconds.
    Seconds(RangeInclusive<u32>, fn(&mut S) -> &mut Duration),
    /// Whole seconds, one entry a name.
    SecondsOf(
        &'static str,
        RangeInclusive<u32>,
        fn(&mut S) -> &mut BTreeMap<String, Duration>,
    ),
    /// A count, one entry a name.
    WholeOf(
        &'static str,
        RangeInclusive<u32>,
        &'static str,
        fn(&mut S) -> &mut BTreeMap<String, u32>,
    ),
    /// A count, with the name of what is counted.
    Whole(RangeInclusive<u32>, &'static str, fn(&mut S) -> &mut u32),
    /// True or false; and what an unreadable value counts as, where the default would be the less safe one.
    Flag(Option<bool>, fn(&mut S) -> &mut bool),
    /// One word of a list.
    Word {
        of: &'static [&'static str],
        read: fn(&S) -> &'static str,
        write: fn(&mut S, &'static str),
    },
    /// A text with a rule of its own: `write` says whether it took it.
    Text {
        expected: &'static str,
        read: fn(&S) -> &str,
        write: fn(&mut S, &str) -> bool,
    },
    /// A list of queries.
    Queries(fn(&mut S) -> &mut Vec<String>),
    /// A command line. It may hold a secret, so only its first word is ever shown.
    Command(fn(&mut S) -> &mut Option<KeyCommand>),
}

/// A value, wherever it came from.
pub(super) enum Raw<'a> {
    Text(&'a str),
    Whole(Option<u32>),
    Flag(bool),
    /// Names with counts; none where a value is not one.
    Table(Vec<(&'a str, Option<u32>)>),
    /// Texts; none where an element is not one.
    List(Vec<Option<&'a str>>),
    Other,
}

impl<'a> Raw<'a> {
    pub(super) fn of(value: &'a DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text),
            DeValue::Integer(_) => Self::Whole(whole(value)),
            DeValue::Boolean(flag) => Self::Flag(*flag),
            DeValue::Table(table) => Self::Table(
                table
                    .iter()
                    .map(|(name, value)| (name.get_ref().as_ref(), whole(value.get_ref())))
                    .collect(),
            ),
            DeValue::Array(items) => Self::List(
                items
                    .iter()
                    .map(|item| match item.get_ref() {
                        DeValue::String(text) => Some(text.as_ref()),
                        _ => None,
                    })
                    .collect(),
            ),
            DeValue::Float(_) | DeValue::Datetime(_) => Self::Other,
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<u32> {
    match value {
        DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
        _ => None,
    }
}

impl<S: Clone> Field<S> {
    /// Sets the value; false when it is not [`Self::expected`], and then nothing is changed.
    pub(super) fn set(&self, target: &mut S, raw: &Raw<'_>) -> bool {
        match (self, raw) {
            (Self::Seconds(range, at), Raw::Whole(Some(count))) if range.contains(count) => {
                *at(target) = Duration::from_secs(u64::from(*count));
                true
            }
            (Self::SecondsOf(_, range, at), Raw::Table(entries)) => {
                let read = |(name, count): &(&str, Option<u32>)| {
                    let count = count.filter(|count| range.contains(count))?;
                    Some(((*name).to_owned(), Duration::from_secs(u64::from(count))))
                };
                let table: Option<BTreeMap<_, _>> = entries.iter().map(read).collect();
                table.map(|table| *at(target) = table).is_some()
            }
            (Self::WholeOf(_, range, _, at), Raw::Table(entries)) => {
                let read = |(name, count): &(&str, Option<u32>)| {
                    let count = count.filter(|count| range.contains(count))?;
                    Some(((*name).to_owned(), count))
                };
                let table: Option<BTreeMap<_, _>> = entries.iter().map(read).collect();
                table.map(|table| *at(target) = table).is_some()
            }
            (Self::Whole(range, _, at), Raw::Whole(Some(count))) if range.contains(count) => {
                *at(target) = *count;
                true
            }
            (Self::Flag(_, at), Raw::Flag(flag)) => {
                *at(target) = *flag;
                true
            }
            (Self::Word { of, write, .. }, Raw::Text(text)) => {
                let word = of.iter().find(|word| *word == text);
                word.inspect(|word| write(target, word)).is_some()
            }
            (Self::Text { write, .. }, Raw::Text(text)) => write(target, text),
            (Self::Queries(at), Raw::List(items)) => {
                let read = |item: Option<&str>| {
                    let text = item?;
                    query_fault(text).is_none().then(|| text.to_owned())
                };
                let texts: Option<Vec<String>> = items.iter().copied().map(read).collect();
                texts.map(|texts| *at(target) = texts).is_some()
            }
            (Self::Command(at), Raw::Text(line)) if !line.contains(['\n', '\r', '\0']) => {
                *at(target) = KeyCommand::new(line);
                true
            }
            _ => false,
        }
    }

    /// Puts what stands for an unreadable value, where that is not the default; says whether it did.
    pub(super) fn set_safe(&self, target: &mut S) -> bool {
        let Self::Flag(Some(safe), at) = self else {
            return false;
        };
        *at(target) = *safe;
        true
    }

    /// Which element of a list is wrong, and what is expected in its place.
    pub(super) fn wrong_item(&self, raw: &Raw<'_>) -> Option<(usize, String)> {
        let (Self::Queries(_), Raw::List(items)) = (self, raw) else {
            return None;
        };
        let fault = |item: Option<&str>| match item {
            Some(text) => query_fault(text),
            None => Some("a query in quotes".to_owned()),
        };
        let mut faults = items.iter().copied().enumerate();
        faults.find_map(|(place, item)| Some((place, fault(item)?)))
    }

    /// What is allowed, as the end of the sentence "expected …"; the comments of `default.toml` say the same words.
    pub(super) fn expected(&self) -> String {
        match self {
            Self::Seconds(range, _) => format!(
                "a whole number of seconds from {} to {}",
                range.start(),
                range.end()
            ),
            Self::SecondsOf(of, range, _) => format!(
                "a table of {of}, each with a whole number of seconds from {} to {}",
                range.start(),
                range.end()
            ),
            Self::WholeOf(of, range, what, _) => format!(
                "a table of {of}, each with a whole number of {what} from {} to {}",
                range.start(),
                range.end()
            ),
            Self::Whole(range, of, _) => {
                format!(
                    "a whole number of {of} from {} to {}",
                    range.start(),
                    range.end()
                )
            }
            Self::Flag(..) => "true or false".to_owned(),
            Self::Word { of, .. } => {
                let words: Vec<String> = of.iter().map(|word| format!("\"{word}\"")).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Text { expected, .. } => (*expected).to_owned(),
            Self::Queries(_) => "a list of queries in quotes".to_owned(),
            Self::Command(_) => "a command line in quotes, or \"\" for none".to_owned(),
        }
    }

    /// The value as it would stand in the file; of a command its first word only.
    pub(super) fn shown(&self, of: &S) -> String {
        let mut copy = of.clone();
        match self {
            Self::Seconds(_, at) => at(&mut copy).as_secs().to_string(),
            Self::SecondsOf(_, _, at) => {
                let entries = at(&mut copy).iter().map(|(name, time)| {
                    let count = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
                    (name.clone(), toml::Value::Integer(count))
                });
                toml::Value::Table(entries.collect()).to_string()
            }
            Self::WholeOf(.., at) => {
                let entries = at(&mut copy)
                    .iter()
                    .map(|(name, count)| (name.clone(), toml::Value::Integer(i64::from(*count))));
                toml::Value::Table(entries.collect()).to_string()
            }
            Self::Whole(_, _, at) => at(&mut copy).to_string(),
            Self::Flag(_, at) => at(&mut copy).to_string(),
            Self::Word { read, .. } => quoted(read(of)),
            Self::Text { read, .. } => quoted(read(of)),
            Self::Queries(at) => {
                let texts = at(&mut copy).iter().cloned().map(toml::Value::String);
                toml::Value::Array(texts.collect()).to_string()
            }
            Self::Command(at) => quoted(
                &at(&mut copy)
                    .as_ref()
                    .map_or(String::new(), KeyCommand::to_string),
            ),
        }
    }

    /// Whether its value must not be shown in an error.
    pub(super) fn is_private(&self) -> bool {
        matches!(self, Self::Command(_))
    }
}

/// What is wrong with a text that should be a query; an empty one asks for everything, which nobody means.
fn query_fault(text: &str) -> Option<String> {
    match Query::parse(text) {
        Ok(query) if query.is_empty() => Some("a query that is not empty".to_owned()),
        Ok(_) => None,
        Err(error) => Some(format!("a query ({error})")),
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
