//! Reading `keymap.toml` over a preset, in the order of the file.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::Origin;
use super::super::shown_value::shown_value;
use super::super::source::Source;
use super::hint::hint;
use super::{KeymapFile, KeymapProblem, check};
use crate::command::{Command, Context, KeySeq, Keymap, Preset};

type Key<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// Left of the sign, what takes keys away instead of giving them to a command.
const UNBIND: &str = "unbind";
const PRESET: &str = "preset";
/// What may stand right of the sign.
const KEYS: &str =
    "a key such as \"e\", several such as [\"e\", \"g x\", \"Ctrl-x s\"], or [] for none";

/// Reads a text. Every problem of it is reported, and what is right is used.
pub(super) fn read(source: &Source<'_>) -> KeymapFile {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader {
        source,
        broken_lines: Vec::new(),
        keys: KeymapFile::default(),
        given: Given::default(),
    };
    for error in &errors {
        reader.syntax_error(error);
    }
    let tops = in_order(document.get_ref());
    for (key, value) in &tops {
        if key.get_ref() == PRESET && !reader.is_broken(key, value) {
            reader.preset(value);
        }
    }
    for (key, value) in &tops {
        if key.get_ref() != PRESET {
            reader.table(key, value);
        }
    }
    let Reader {
        mut keys, given, ..
    } = reader;
    check::check(&mut keys, &given, source);
    keys
}

/// What the file gives and takes, with where it says so.
#[derive(Default)]
pub(super) struct Given {
    /// The bindings.
    pub keys: HashMap<(Context, KeySeq), (Command, Origin)>,
    /// The commands whose keys it lists, in its order.
    pub commands: Vec<(Context, Command, Origin)>,
    /// The keys it takes away.
    pub unbound: Vec<(Context, KeySeq, Origin)>,
}

struct Reader<'s> {
    source: &'s Source<'s>,
    broken_lines: Vec<usize>,
    keys: KeymapFile,
    given: Given,
}

impl Reader<'_> {
    fn syntax_error(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        self.broken_lines.extend(self.source.lines(&span));
        self.keys.problems.push(KeymapProblem::Syntax {
            origin: self.source.place(span.start),
            message: error.message().replace('\n', ", "),
        });
    }

    fn preset(&mut self, value: &Value<'_>) {
        let origin = self.source.place(value.span().start);
        let DeValue::String(name) = value.get_ref() else {
            self.form(
                value,
                PRESET.to_owned(),
                "one of \"default\", \"vim\", \"gmail\"",
            );
            return;
        };
        if let Some(preset) = Preset::from_name(name) {
            self.keys.preset = preset;
            self.keys.keymap = Keymap::from(preset);
            return;
        }
        let all = Preset::ALL.into_iter().map(Preset::name);
        self.keys.problems.push(KeymapProblem::Unknown {
            origin,
            what: PRESET,
            found: format!("\"{}\"", shown_value(name)),
            hint: hint(name, all, "There is default, vim and gmail."),
        });
    }

    fn table(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        let Some(context) = Context::from_name(name) else {
            let names: Vec<&str> = Context::ALL.into_iter().map(Context::name).collect();
            let rest = format!(
                "There is preset, and a table for each of {}.",
                names.join(", ")
            );
            let all = names.iter().copied().chain([PRESET]);
            self.keys.problems.push(KeymapProblem::Unknown {
                origin: self.source.place(key.span().start),
                what: "context",
                found: format!("[{}]", shown_value(name)),
                hint: hint(name, all, &rest),
            });
            return;
        };
        let DeValue::Table(table) = value.get_ref() else {
            self.form(
                value,
                name.to_owned(),
                "a table, such as [threads], with a line for each command",
            );
            return;
        };
        let entries = in_order(table);
        // Whatever the order, keys that are bound here are not taken away here.
        for (key, value) in &entries {
            if key.get_ref() == UNBIND && !self.is_broken(key, value) {
                self.unbind(context, value);
            }
        }
        for (key, value) in &entries {
            if key.get_ref() != UNBIND && !self.is_broken(key, value) {
                self.entry(context, key, value);
            }
        }
    }

    fn unbind(&mut self, context: Context, value: &Value<'_>) {
        let Some(found) = self.seqs(value, &format!("[{context}] {UNBIND}")) else {
            return;
        };
        for (seq, origin) in found {
            self.keys.keymap.unbind(context, seq.clone());
            self.given.unbound.push((context, seq, origin));
        }
    }

    fn entry(&mut self, context: Context, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        let origin = self.source.place(key.span().start);
        let Some(command) = Command::from_name(name) else {
            let here = Command::ALL
                .iter()
                .filter(|command| context.accepts(**command));
            self.keys.problems.push(KeymapProblem::Unknown {
                origin,
                what: "command",
                found: format!("[{context}] {}", shown_value(name)),
                hint: hint(
                    name,
                    here.map(|command| command.name()),
                    "`andibox keys` lists them all.",
                ),
            });
            return;
        };
        if !context.accepts(command) {
            self.keys.problems.push(KeymapProblem::NotHere {
                origin,
                context,
                command,
                places: command.contexts(),
            });
            return;
        }
        let Some(found) = self.seqs(value, &format!("[{context}] {name}")) else {
            return;
        };
        let mut taken = Vec::new();
        for (seq, origin) in found {
            if self.is_free(context, command, &seq, &origin) {
                let key = (context, seq.clone());
                self.given.keys.insert(key, (command, origin));
                taken.push(seq);
            }
        }
        self.keys.keymap.rebind(context, command, &taken);
        self.given.commands.push((context, command, origin));
    }

    /// Whether a command may have these keys.
    fn is_free(
        &mut self,
        context: Context,
        command: Command,
        seq: &KeySeq,
        origin: &Origin,
    ) -> bool {
        let types = seq.keys().first().is_some_and(|key| key.text().is_some());
        if context.takes_text() && types {
            self.keys.problems.push(KeymapProblem::TakesText {
                origin: origin.clone(),
                context,
                seq: seq.clone(),
                command,
            });
            return false;
        }
        let Some((first, place)) = self.given.keys.get(&(context, seq.clone())) else {
            return true;
        };
        // The same keys for the same command again say nothing wrong.
        if *first != command {
            let line = match place {
                Origin::File { line, .. } => *line,
                _ => 0,
            };
            self.keys.problems.push(KeymapProblem::Twice {
                origin: origin.clone(),
                context,
                seq: seq.clone(),
                command,
                first: *first,
                line,
            });
        }
        false
    }

    /// The keys a value names, each with its place. `None` where it is not a value of keys, or names only wrong ones: a
    /// command whose new keys are all misspelt keeps those it has.
    fn seqs(&mut self, value: &Value<'_>, entry: &str) -> Option<Vec<(KeySeq, Origin)>> {
        let named: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::String(_) => vec![value],
            DeValue::Array(values) => values.iter().collect(),
            _ => {
                self.form(value, entry.to_owned(), KEYS);
                return None;
            }
        };
        let mut found = Vec::new();
        for value in &named {
            let origin = self.source.place(value.span().start);
            let DeValue::String(text) = value.get_ref() else {
                self.form(value, entry.to_owned(), KEYS);
                continue;
            };
            match text.parse::<KeySeq>() {
                Ok(seq) => found.push((seq, origin)),
                Err(error) => self.keys.problems.push(KeymapProblem::Key {
                    origin,
                    entry: entry.to_owned(),
                    error,
                }),
            }
        }
        (named.is_empty() || !found.is_empty()).then_some(found)
    }

    fn form(&mut self, value: &Value<'_>, entry: String, expected: &'static str) {
        self.keys.problems.push(KeymapProblem::Form {
            origin: self.source.place(value.span().start),
            entry,
            found: shown_value(self.source.slice(value.span())),
            expected,
        });
    }

    /// Whether it stands on a line that is not TOML, which was told already.
    fn is_broken(&self, key: &Key<'_>, value: &Value<'_>) -> bool {
        let lines = self.source.lines(&(key.span().start..value.span().end));
        self.broken_lines.iter().any(|line| lines.contains(line))
    }
}

/// The entries of a table as the file has them.
fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
