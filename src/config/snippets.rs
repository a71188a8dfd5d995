//! Snippets: one TOML file each in the folder `snippets` beside `config.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::read_text;
use super::near::near;
use super::shown_value::shown_value;
use super::source::Source;
use super::{ConfigError, Paths};
use crate::model::{Mode, Snippet};

/// The keys of a file.
const KEYS: [&str; 4] = ["name", "text", "channels", "mode"];
/// More files than this are not read: a folder of another kind was put there by mistake.
const MOST_FILES: usize = 2000;
/// The longest name, in characters: one line of a list.
const LONGEST_NAME: usize = 80;

/// The snippets by their names, and what is wrong with the files; a file with something wrong gives no snippet, the
/// others do.
pub fn snippets(paths: &Paths) -> (Vec<Snippet>, Vec<ConfigError>) {
    let folder = paths.snippets_dir();
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let files = match files(&folder) {
        Ok(files) => files,
        Err(source) => {
            let path = folder;
            problems.push(ConfigError::Folder { path, source });
            return (found, problems);
        }
    };
    for path in files {
        match read_text(&path) {
            Ok(Some(text)) => found.extend(read(&path, &text, &mut problems)),
            Ok(None) => {}
            Err(source) => problems.push(ConfigError::Folder { path, source }),
        }
    }
    found.sort_by(|one: &Snippet, other| one.name.cmp(&other.name));
    (found, problems)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut files = Vec::new();
    for entry in entries.take(MOST_FILES) {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path, text: &str, problems: &mut Vec<ConfigError>) -> Option<Snippet> {
    let source = Source::file(path, text);
    let before = problems.len();
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        problems.push(ConfigError::SnippetSyntax {
            origin: source.place(error.span().map_or(0, |span| span.start)),
            message: error.message().replace('\n', ", "),
        });
    }
    let mut reader = Reader {
        source: &source,
        problems,
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut snippet = Snippet {
        name: stem.into_owned(),
        text: String::new(),
        channels: Vec::new(),
        mode: None,
    };
    let mut texted = false;
    for (key, value) in document.get_ref() {
        let name: &str = key.get_ref();
        match (name, value.get_ref()) {
            ("name", DeValue::String(words)) if is_name(words) => {
                words.trim().clone_into(&mut snippet.name);
            }
            ("name", _) => reader.wrong(
                name,
                value,
                "a name in quotes, of 1 to 80 characters on one line",
            ),
            ("text", DeValue::String(words)) if !words.trim().is_empty() => {
                texted = true;
                words.trim_end().clone_into(&mut snippet.text);
            }
            ("text", _) => {
                texted = true;
                reader.wrong(name, value, "the words in quotes");
            }
            ("mode", DeValue::String(word)) if **word == *"reply" => {
                snippet.mode = Some(Mode::Reply);
            }
            ("mode", DeValue::String(word)) if **word == *"note" => {
                snippet.mode = Some(Mode::Note);
            }
            ("mode", _) => reader.wrong(name, value, "\"reply\" or \"note\""),
            ("channels", DeValue::Array(items)) => {
                for item in items {
                    match item.get_ref() {
                        DeValue::String(channel) => snippet.channels.push(channel.to_string()),
                        _ => reader.wrong(name, item, CHANNELS),
                    }
                }
            }
            ("channels", _) => reader.wrong(name, value, CHANNELS),
            _ => reader.unknown(name, key.span().start),
        }
    }
    if errors.is_empty() && !texted {
        reader.problems.push(ConfigError::WrongValue {
            origin: source.place(0),
            key: "text".to_owned(),
            found: "nothing".to_owned(),
            expected: "the words in quotes".to_owned(),
        });
    }
    (problems.len() == before).then_some(snippet)
}

const CHANNELS: &str = "a list of channels (id, handle or name), each in quotes";

struct Reader<'a> {
    source: &'a Source<'a>,
    problems: &'a mut Vec<ConfigError>,
}

impl Reader<'_> {
    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.problems.push(ConfigError::WrongValue {
            origin: self.source.place(value.span().start),
            key: key.to_owned(),
            found: shown_value(self.source.slice(value.span())),
            expected: expected.to_owned(),
        });
    }

    fn unknown(&mut self, key: &str, at: usize) {
        let hint = match near(key, KEYS).first() {
            Some(meant) => format!("Perhaps {meant} was meant."),
            None => format!("Allowed: {}.", KEYS.join(", ")),
        };
        self.problems.push(ConfigError::UnknownKey {
            origin: self.source.place(at),
            key: shown_value(key),
            hint,
        });
    }
}

fn is_name(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.chars().count() <= LONGEST_NAME && !words.contains(char::is_control)
}
