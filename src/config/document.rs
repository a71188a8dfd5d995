//! Changing a TOML text in place: what is not changed keeps its comments, order and spacing.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::WriteError;
use super::load::read_text;
use super::source::Source;
use super::write::replace_text;

/// A settings file being changed. Every change is proved by reading the text again; one that does not read back as
/// meant is undone and refused.
pub(super) struct Document {
    path: PathBuf,
    text: String,
}

impl Document {
    /// Reads the file; one that is not there is empty. Refuses one that is not TOML.
    pub(super) fn read(path: &Path) -> Result<Self, WriteError> {
        let text = read_text(path).map_err(|source| WriteError::Io {
            path: path.to_owned(),
            source,
        })?;
        let document = Self {
            path: path.to_owned(),
            text: text.unwrap_or_default(),
        };
        document.parsed(&document.text)?;
        Ok(document)
    }

    /// Writes the file, whole or not at all.
    pub(super) fn save(&self) -> Result<(), WriteError> {
        replace_text(&self.path, &self.text)
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text a key holds.
    pub(super) fn text_at(&self, table: &[&str], key: &str) -> Option<String> {
        let root = DeTable::parse(&self.text).ok()?;
        text_at(root.get_ref(), table, key)
    }

    /// Whether there is such a key, or table.
    pub(super) fn has(&self, table: &[&str], key: &str) -> bool {
        DeTable::parse(&self.text)
            .is_ok_and(|root| descend(root.get_ref(), table).is_some_and(|t| t.contains_key(key)))
    }

    /// Sets a key; the table is made at the end of the file where there is none. `value` is TOML.
    pub(super) fn set(&mut self, table: &[&str], key: &str, value: &str) -> Result<(), WriteError> {
        let root = self.parsed(&self.text)?;
        let root = root.get_ref();
        let changed = match descend(root, table).map(|t| t.get(key)) {
            Some(Some(old)) => splice(&self.text, old.span(), value),
            Some(None) => {
                let at = self.end_of_entries(root, table)?;
                self.with_line(at, &format!("{key} = {value}"))
            }
            None => self.with_table(table, &format!("{key} = {value}")),
        };
        self.take(changed, table, |root| {
            let wanted = format!("x = {value}");
            let wanted = DeTable::parse(&wanted).ok()?;
            let wanted = wanted.get_ref().get("x")?.get_ref();
            let found = descend(root, table)?.get(key)?.get_ref();
            Some(match (wanted.as_str(), wanted.as_bool()) {
                (Some(text), _) => found.as_str() == Some(text),
                (_, Some(flag)) => found.as_bool() == Some(flag),
                _ => false,
            })
        })
    }

    /// Removes a table with what stands between its first and last line; false when there is none.
    pub(super) fn remove_table(&mut self, table: &[&str]) -> Result<bool, WriteError> {
        let root = self.parsed(&self.text)?;
        let root = root.get_ref();
        if descend(root, table).is_none() {
            return Ok(false);
        }
        let header = header_span(root, table, &self.text).ok_or_else(|| self.form(table))?;
        let start = line_start(&self.text, header.start);
        let mut end = self.end_of_entries(root, table)?;
        let before = self.text[..start].lines().next_back();
        if before.is_none_or(|line| line.trim().is_empty()) {
            end = blank_end(&self.text, end);
        }
        let changed = splice(&self.text, start..end, "");
        self.take(changed, table, |root| Some(descend(root, table).is_none()))?;
        Ok(true)
    }

    /// Where a new key of a table belongs: behind its last one, or behind its header.
    fn end_of_entries(&self, root: &DeTable<'_>, table: &[&str]) -> Result<usize, WriteError> {
        let entries = descend(root, table).map_or(0, |found| end_of(found, &self.text));
        let header = match header_span(root, table, &self.text) {
            Some(span) => span.end,
            None if table.is_empty() => 0,
            None => return Err(self.form(table)),
        };
        let end = entries.max(header);
        if end > 0 {
            return Ok(line_end(&self.text, end));
        }
        // No key above the first table: the new one goes above it and the comment that leads it.
        let mut at = first_header(root, &self.text).unwrap_or(self.text.len());
        at = line_start(&self.text, at);
        while let Some(line) = self.text[..at].lines().next_back() {
            if !line.trim_start().starts_with('#') {
                break;
            }
            at = line_start(&self.text, at - 1);
        }
        Ok(at)
    }

    fn with_line(&self, at: usize, line: &str) -> String {
        let newline = self.newline();
        let is_on_new_line = at == 0 || self.text[..at].ends_with('\n');
        let lead = if is_on_new_line { "" } else { newline };
        splice(&self.text, at..at, &format!("{lead}{line}{newline}"))
    }

    fn with_table(&self, table: &[&str], line: &str) -> String {
        let header: Vec<String> = table.iter().map(|part| bare_or_quoted(part)).collect();
        self.with_section(&format!("[{}]", header.join(".")), &[line.to_owned()])
    }

    /// The text with a header and its lines at the end.
    pub(super) fn with_section(&self, header: &str, lines: &[String]) -> String {
        let newline = self.newline();
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(newline);
        }
        if !text.trim().is_empty() && !text.ends_with("\n\n") && !text.ends_with("\n\r\n") {
            text.push_str(newline);
        }
        for line in std::iter::once(header).chain(lines.iter().map(String::as_str)) {
            text.push_str(line);
            text.push_str(newline);
        }
        text
    }

    fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    pub(super) fn take(
        &mut self,
        changed: String,
        table: &[&str],
        is_as_meant: impl Fn(&DeTable<'_>) -> Option<bool>,
    ) -> Result<(), WriteError> {
        let good =
            DeTable::parse(&changed).is_ok_and(|root| is_as_meant(root.get_ref()) == Some(true));
        if !good {
            return Err(self.form(table));
        }
        self.text = changed;
        Ok(())
    }

    fn parsed<'t>(&self, text: &'t str) -> Result<Spanned<DeTable<'t>>, WriteError> {
        DeTable::parse(text).map_err(|error| WriteError::NotToml {
            place: Source::file(&self.path, text)
                .place(error.span().map_or(0, |span| span.start))
                .precise(),
            message: error.message().to_owned(),
        })
    }

    fn form(&self, table: &[&str]) -> WriteError {
        WriteError::Form {
            path: self.path.clone(),
            table: table.join("."),
        }
    }
}

/// The text a key holds in a document that is read already.
pub(super) fn text_at(root: &DeTable<'_>, table: &[&str], key: &str) -> Option<String> {
    let value = descend(root, table)?.get(key)?;
    value.get_ref().as_str().map(str::to_owned)
}

fn descend<'d, 't>(root: &'d DeTable<'t>, table: &[&str]) -> Option<&'d DeTable<'t>> {
    table.iter().try_fold(root, |at, part| {
        at.get(*part).and_then(|value| value.get_ref().as_table())
    })
}

/// The header of a table, where it is written with one: `[profiles.acme]`.
fn header_span(root: &DeTable<'_>, table: &[&str], text: &str) -> Option<Range<usize>> {
    let (last, above) = table.split_last()?;
    let value = descend(root, above)?.get(*last)?;
    is_header(value, text).then(|| value.span())
}

fn is_header(value: &Spanned<DeValue<'_>>, text: &str) -> bool {
    value.get_ref().is_table() && text.get(value.span()).is_some_and(|at| at.starts_with('['))
}

/// The end of the last value written below a table's own header.
fn end_of(table: &DeTable<'_>, text: &str) -> usize {
    let ends = table.values().map(|value| match value.get_ref() {
        _ if is_header(value, text) => 0,
        DeValue::Array(items) if items.iter().any(|item| is_header(item, text)) => 0,
        DeValue::Table(inner) => end_of(inner, text).max(inline_end(value, text)),
        _ => value.span().end,
    });
    ends.max().unwrap_or(0)
}

/// The end of an inline table; a table made by dotted keys has no end of its own.
fn inline_end(value: &Spanned<DeValue<'_>>, text: &str) -> usize {
    let is_inline = text.get(value.span()).is_some_and(|at| at.starts_with('{'));
    if is_inline { value.span().end } else { 0 }
}

fn first_header(table: &DeTable<'_>, text: &str) -> Option<usize> {
    let starts = table.values().filter_map(|value| match value.get_ref() {
        _ if is_header(value, text) => Some(value.span().start),
        DeValue::Table(inner) => first_header(inner, text),
        DeValue::Array(items) => items
            .iter()
            .find(|item| is_header(item, text))
            .map(|item| item.span().start),
        _ => None,
    });
    starts.min()
}

fn splice(text: &str, span: Range<usize>, by: &str) -> String {
    let mut changed = text.to_owned();
    changed.replace_range(span, by);
    changed
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The end of the blank lines that begin at `from`.
fn blank_end(text: &str, from: usize) -> usize {
    let mut end = from;
    while end < text.len() && text[end..line_end(text, end)].trim().is_empty() {
        end = line_end(text, end);
    }
    end
}

fn bare_or_quoted(part: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !part.is_empty() && part.bytes().all(is_bare) {
        part.to_owned()
    } else {
        super::field::quoted(part)
    }
}
