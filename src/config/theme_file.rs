//! The user's own themes, `themes/NAME.toml`: a built-in theme with other looks for some roles (`docs/themes.md`).
//!
//! Every problem of a file is reported, and what is right of it is used.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::ConfigError;
use super::load::read_text;
use super::near::near;
use super::shown_value::shown_value;
use super::source::Source;
use super::words::THEMES;
use crate::theme::{Color, Role, Style, Theme, ThemeName};

type Key<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// The key that names the theme a file is laid over.
const INHERITS: &str = "inherits";
const COLOR: &str = "a colour: \"#rrggbb\", a number from 0 to 255, \"default\", or one of \"black\", \"red\", \
                     \"green\", \"yellow\", \"blue\", \"magenta\", \"cyan\", \"white\" with \"bright-\" before it if wanted";
/// The keys of a role that is a table.
const PARTS: [&str; 7] = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];

/// The names of the themes in the folder, in alphabetical order. Names of built-in themes are not among them.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names = all_names(folder);
    names.retain(|name| is_name(name) && !THEMES.contains(&name.as_str()));
    names
}

/// Whether a theme may have the name: it is the name of a file, so nothing in it may lead out of the folder.
pub(super) fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !name.is_empty() && name.len() <= 64 && name.bytes().all(allowed)
}

/// The theme of that name, with everything that is wrong in its file. One that cannot be read is the dark theme.
pub(super) fn read(folder: &Path, name: &str) -> (Theme, Vec<ConfigError>) {
    let path = folder.join(format!("{name}.toml"));
    match read_text(&path) {
        Ok(text) => read_theme(&Source::file(&path, &text.unwrap_or_default())),
        Err(source) => (
            Theme::default(),
            vec![ConfigError::UnreadableTheme { path, source }],
        ),
    }
}

/// Everything wrong with the files of the folder but the theme `read_already`.
pub(super) fn check(folder: &Path, read_already: &str) -> Vec<ConfigError> {
    let mut problems = Vec::new();
    for name in all_names(folder) {
        if !is_name(&name) || THEMES.contains(&name.as_str()) {
            problems.push(ConfigError::ThemeName {
                path: folder.join(format!("{name}.toml")),
            });
        } else if name != read_already {
            problems.extend(read(folder, &name).1);
        }
    }
    problems
}

fn all_names(folder: &Path) -> Vec<String> {
    // A folder that is not there holds no themes; one that cannot be read shows when a theme of it is asked for.
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            name.to_str()?.strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    names.sort_unstable();
    names
}

/// Reads one text.
pub(super) fn read_theme(source: &Source<'_>) -> (Theme, Vec<ConfigError>) {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader {
        source,
        broken_lines: Vec::new(),
        problems: Vec::new(),
    };
    for error in &errors {
        reader.syntax_error(error);
    }
    let document = document.get_ref();
    let mut theme = Theme::builtin(reader.inherited(document));
    for (key, value) in document {
        let name: &str = key.get_ref();
        match Role::from_name(name) {
            _ if name == INHERITS => {}
            Some(role) => {
                let style = reader.style(name, theme.style(role), value);
                theme = theme.with(role, style);
            }
            None => reader.unknown(
                key,
                name,
                "a role",
                Role::ALL.iter().map(|role| role.name()),
            ),
        }
    }
    reader.problems.sort_by_key(ConfigError::position);
    (theme, reader.problems)
}

struct Reader<'s> {
    source: &'s Source<'s>,
    broken_lines: Vec<usize>,
    problems: Vec<ConfigError>,
}

impl Reader<'_> {
    fn syntax_error(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        self.broken_lines.extend(self.source.lines(&span));
        self.problems.push(ConfigError::Syntax {
            origin: self.source.place(span.start),
            message: error.message().replace('\n', ", "),
        });
    }

    fn inherited(&mut self, document: &DeTable<'_>) -> ThemeName {
        let Some(value) = document.get(INHERITS) else {
            return ThemeName::default();
        };
        let named = value.get_ref().as_str().and_then(|name| name.parse().ok());
        named.unwrap_or_else(|| {
            let words = ThemeName::ALL.map(|name| format!("\"{name}\""));
            let expected = format!("the name of a built-in theme: {}", words.join(", "));
            self.wrong(INHERITS, value, &expected);
            ThemeName::default()
        })
    }

    /// The look of a role: what the file says, and the rest as inherited.
    fn style(&mut self, role: &str, inherited: Style, value: &Value<'_>) -> Style {
        let DeValue::Table(parts) = value.get_ref() else {
            let expected = format!("{COLOR}; or a table such as {{ fg = \"red\", bold = true }}");
            let fg = self.color(role, value, &expected);
            return Style {
                fg: fg.unwrap_or(inherited.fg),
                ..inherited
            };
        };
        let mut style = inherited;
        for (key, value) in parts {
            let part: &str = key.get_ref();
            let called = format!("{role}.{part}");
            let attribute = match part {
                "fg" => {
                    style.fg = self.color(&called, value, COLOR).unwrap_or(style.fg);
                    continue;
                }
                "bg" => {
                    style.bg = self.color(&called, value, COLOR).unwrap_or(style.bg);
                    continue;
                }
                "bold" => &mut style.bold,
                "dim" => &mut style.dim,
                "italic" => &mut style.italic,
                "underline" => &mut style.underline,
                "reverse" => &mut style.reverse,
                _ => {
                    self.unknown(key, &called, "a part of a role", PARTS.into_iter());
                    continue;
                }
            };
            match value.get_ref() {
                DeValue::Boolean(flag) => *attribute = *flag,
                _ => self.wrong(&called, value, "true or false"),
            }
        }
        style
    }

    fn color(&mut self, called: &str, value: &Value<'_>, expected: &str) -> Option<Color> {
        let color = match value.get_ref() {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            _ => None,
        };
        if color.is_none() {
            self.wrong(called, value, expected);
        }
        color
    }

    fn wrong(&mut self, called: &str, value: &Value<'_>, expected: &str) {
        let lines = self.source.lines(&value.span());
        // What a broken line seems to say is reported already.
        if !self.broken_lines.iter().any(|line| lines.contains(line)) {
            self.problems.push(ConfigError::WrongValue {
                origin: self.source.place(value.span().start),
                key: called.to_owned(),
                found: shown_value(self.source.slice(value.span())),
                expected: expected.to_owned(),
            });
        }
    }

    fn unknown<'a>(
        &mut self,
        key: &Key<'_>,
        called: &str,
        what: &'static str,
        all: impl Iterator<Item = &'a str> + Clone,
    ) {
        let last = called.rsplit('.').next().unwrap_or(called);
        let hint = match near(last, all.clone()).as_slice() {
            [] => format!("There is: {}.", all.collect::<Vec<_>>().join(", ")),
            near => format!("Did you mean {}?", near.join(" or ")),
        };
        self.problems.push(ConfigError::UnknownInTheme {
            origin: self.source.place(key.span().start),
            key: shown_value(called),
            what,
            hint,
        });
    }
}
