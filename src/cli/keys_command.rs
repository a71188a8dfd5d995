//! `andibox keys`: every command with its keys, and what is wrong with `keymap.toml`.

use clap::Args;
use serde_json::{Value, json};

use super::json::say_json;
use super::outcome::say;
use super::{Desk, Failure};
use crate::command::{Command, Context, KeySeq, Keymap};
use crate::config::{KEYMAP_EXAMPLE, KeymapFile, Origin};
use crate::text::{SafeText, pad, width};

/// Arguments of `andibox keys`.
#[derive(Args, Debug)]
pub struct KeysArguments {
    /// Only this place, with what it takes from the global ones: views, threads, conversation, composer, pager, menu, prompt
    #[arg(value_name = "CONTEXT", value_parser = context)]
    pub context: Option<Context>,
    /// JSON Lines: one object for each command of each place
    #[arg(long)]
    pub json: bool,
    /// What is wrong with keymap.toml, and what is good to know; the exit code is 1 if anything is wrong
    #[arg(long, conflicts_with_all = ["context", "example"])]
    pub conflicts: bool,
    /// Print a documented keymap.toml to begin with
    #[arg(long, conflicts_with_all = ["context", "json"])]
    pub example: bool,
}

fn context(name: &str) -> Result<Context, String> {
    let names: Vec<&str> = Context::ALL.into_iter().map(Context::name).collect();
    Context::from_name(name).ok_or_else(|| format!("there is {}", names.join(", ")))
}

/// Prints what is asked for. Fails where `keymap.toml` is wrong, after it has printed.
pub fn run(desk: &Desk, arguments: &KeysArguments) -> Result<(), Failure> {
    if arguments.example {
        return KEYMAP_EXAMPLE
            .lines()
            .try_for_each(|line| say(&SafeText::line(line)));
    }
    let file = KeymapFile::load(&desk.paths);
    if arguments.conflicts {
        return conflicts(&file, arguments.json);
    }
    let rows = match arguments.context {
        Some(context) => rows_in(&file.keymap, context),
        None => all_rows(&file.keymap),
    };
    if arguments.json {
        print_json(&rows)?;
    } else {
        print_text(&rows)?;
    }
    let problems: Vec<String> = file.problems.iter().map(ToString::to_string).collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::failed(problems.join("\nandibox: ")))
    }
}

/// A command in a place, with its keys there.
struct Row {
    context: Context,
    command: Command,
    keys: Vec<KeySeq>,
}

/// The bindings of each context, and at last the commands that have no key anywhere, in the context they work in.
fn all_rows(keymap: &Keymap) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for context in Context::ALL {
        rows.extend(rows_of(context, &keymap.own_bindings(context)));
    }
    let keyless = |command: &&Command| !rows.iter().any(|row| row.command == **command);
    let without: Vec<Row> = Command::ALL
        .iter()
        .filter(keyless)
        .flat_map(|command| {
            command.contexts().into_iter().map(|context| Row {
                context,
                command: *command,
                keys: Vec::new(),
            })
        })
        .collect();
    rows.extend(without);
    rows.sort_by_key(|row| row.context);
    rows
}

/// Everything that can be called in one context, with a key or without.
fn rows_in(keymap: &Keymap, context: Context) -> Vec<Row> {
    let mut rows = rows_of(context, &keymap.bindings(context));
    let here = Command::ALL
        .iter()
        .filter(|command| command.works_in(context));
    for command in here {
        if !rows.iter().any(|row| row.command == *command) {
            rows.push(Row {
                context,
                command: *command,
                keys: Vec::new(),
            });
        }
    }
    rows
}

fn rows_of(context: Context, bindings: &[(KeySeq, Command)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for command in Command::ALL {
        let of_command = bindings.iter().filter(|(_, bound)| bound == command);
        let keys: Vec<KeySeq> = of_command.map(|(seq, _)| seq.clone()).collect();
        if !keys.is_empty() {
            rows.push(Row {
                context,
                command: *command,
                keys,
            });
        }
    }
    rows
}

fn print_text(rows: &[Row]) -> Result<(), Failure> {
    let keys = |row: &Row| match row.keys.as_slice() {
        [] => "(no key)".to_owned(),
        keys => {
            let names: Vec<String> = keys.iter().map(KeySeq::to_string).collect();
            names.join(", ")
        }
    };
    let key_cols = rows.iter().map(|row| width(&keys(row))).max().unwrap_or(0);
    let name_cols = rows.iter().map(|row| row.command.name().len()).max();
    let mut last = None;
    for row in rows {
        if last != Some(row.context) {
            if last.is_some() {
                say(&SafeText::default())?;
            }
            say(&SafeText::line(&format!("[{}]", row.context)))?;
            last = Some(row.context);
        }
        let line = format!(
            "  {}  {:<name_cols$}  {}",
            pad(&keys(row), key_cols),
            row.command.name(),
            row.command.help(),
            name_cols = name_cols.unwrap_or(0),
        );
        say(&SafeText::line(&line))?;
    }
    Ok(())
}

fn print_json(rows: &[Row]) -> Result<(), Failure> {
    for row in rows {
        let keys: Vec<String> = row.keys.iter().map(KeySeq::to_string).collect();
        let line = json!({
            "context": row.context.name(),
            "command": row.command.name(),
            "keys": keys,
            "help": row.command.help(),
            "group": row.command.group().title(),
        });
        say_json(&line)?;
    }
    Ok(())
}

fn conflicts(file: &KeymapFile, as_json: bool) -> Result<(), Failure> {
    let problems = file.problems.iter().map(|problem| {
        let words = problem.to_string();
        ("problem", problem.origin().cloned(), words)
    });
    let notes = file
        .notes
        .iter()
        .map(|note| ("note", Some(note.origin().clone()), note.to_string()));
    for (level, origin, words) in problems.chain(notes) {
        if as_json {
            say_json(&json_line(level, origin.as_ref(), &words))?;
        } else {
            say(&SafeText::line(&format!("{level:<8} {words}")))?;
        }
    }
    match file.problems.len() {
        0 if file.notes.is_empty() && !as_json => say(&"The keys are in order.".into()),
        0 => Ok(()),
        1 => Err(Failure::failed("one thing is wrong with the keys")),
        count => Err(Failure::failed(format_args!(
            "{count} things are wrong with the keys"
        ))),
    }
}

fn json_line(level: &str, origin: Option<&Origin>, words: &str) -> Value {
    let (file, line, column) = match origin {
        Some(Origin::File { path, line, column }) => {
            (Some(path.display().to_string()), Some(line), Some(column))
        }
        _ => (None, None, None),
    };
    json!({
        "level": level,
        "file": file,
        "line": line,
        "column": column,
        "message": words,
    })
}
