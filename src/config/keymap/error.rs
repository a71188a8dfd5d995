//! What can be wrong with `keymap.toml`, in sentences that say where, what stands there and what is allowed.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::super::Origin;
use crate::command::{Command, Context, KeyError, KeySeq};

/// One problem of `keymap.toml`. `Display` is the whole report of it.
#[derive(Debug, Error)]
pub enum KeymapProblem {
    /// The file is there and cannot be read.
    #[error("{}: this file cannot be read ({source}); the default keys are used.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The text is not TOML there. Lines around it may be lost; what could be read is used.
    #[error("{}: this is not TOML: {message}.", origin.precise())]
    Syntax {
        /// Where.
        origin: Origin,
        /// What the reader says; never text of the file.
        message: String,
    },
    /// A preset, context or command that is none.
    #[error("{}: {found} is no {what}. {hint}", origin.precise())]
    Unknown {
        /// Where.
        origin: Origin,
        /// What was expected: `preset`, `context`, `command`.
        what: &'static str,
        /// What stands there, with its context.
        found: String,
        /// A sentence naming what was perhaps meant, or all there is.
        hint: String,
    },
    /// A text that is no key. The others of the entry hold.
    #[error("{}: {entry}: {error}.", origin.precise())]
    Key {
        /// Where.
        origin: Origin,
        /// Context and command.
        entry: String,
        /// What is wrong, with what is allowed.
        error: KeyError,
    },
    /// A value of the wrong kind.
    #[error("{}: {entry} = {found}: expected {expected}.", origin.precise())]
    Form {
        /// Where.
        origin: Origin,
        /// Context and command, or what else stands left of the sign.
        entry: String,
        /// What stands there.
        found: String,
        /// What is allowed.
        expected: &'static str,
    },
    /// A command that can do nothing in that context.
    #[error("{}: {command} does nothing in [{context}]. It works in {}.", origin.precise(), names(places))]
    NotHere {
        /// Where.
        origin: Origin,
        /// The context.
        context: Context,
        /// The command.
        command: Command,
        /// Where it works.
        places: Vec<Context>,
    },
    /// Keys given to two commands of a context. The first one has them.
    #[error("{}: {seq} in [{context}] is {first} already (line {line}); {command} does not get it.", origin.precise())]
    Twice {
        /// Where the second one stands.
        origin: Origin,
        /// The context.
        context: Context,
        /// The keys.
        seq: KeySeq,
        /// The command that does not get them.
        command: Command,
        /// The command that has them.
        first: Command,
        /// The line of the first one.
        line: usize,
    },
    /// A character bound where text is typed.
    #[error(
        "{}: {seq} in [{context}] could then no longer be typed; {command} does not get it. Begin with Ctrl- or a key \
         without a character.", origin.precise()
    )]
    TakesText {
        /// Where.
        origin: Origin,
        /// The context.
        context: Context,
        /// The keys.
        seq: KeySeq,
        /// The command.
        command: Command,
    },
    /// Keys that begin others, which can therefore not be pressed to their end.
    #[error(
        "{}: {short} in [{context}] is {short_command} at once, so {} cannot be reached. Unbind the one or the other.",
        origin.precise(), hidden(longer)
    )]
    Hidden {
        /// Where the one of them stands that the file brings.
        origin: Origin,
        /// The context.
        context: Context,
        /// The keys that act.
        short: KeySeq,
        /// What they do.
        short_command: Command,
        /// What begins with them.
        longer: Vec<(KeySeq, Command)>,
    },
    /// A command nobody may lose had no key left. It was given one.
    #[error("{}: {command} would have no key in {}; {seq} keeps calling it there.", origin.precise(), names(contexts))]
    LockedOut {
        /// Where its last key was taken, as far as one entry did.
        origin: Origin,
        /// The command.
        command: Command,
        /// Its key.
        seq: KeySeq,
        /// Where.
        contexts: Vec<Context>,
    },
}

impl KeymapProblem {
    /// Where the problem stands, as far as there is one place.
    pub const fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Unreadable { .. } => None,
            Self::Syntax { origin, .. }
            | Self::Unknown { origin, .. }
            | Self::Key { origin, .. }
            | Self::Form { origin, .. }
            | Self::NotHere { origin, .. }
            | Self::Twice { origin, .. }
            | Self::TakesText { origin, .. }
            | Self::Hidden { origin, .. }
            | Self::LockedOut { origin, .. } => Some(origin),
        }
    }
}

/// What may well be wished. `Display` is the whole sentence.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeymapNote {
    /// A binding acts in place of a global one.
    #[error("{}: {seq} in [{context}] is {command}, and no longer {global} as elsewhere.", origin.precise())]
    Shadows {
        /// Where.
        origin: Origin,
        /// The context.
        context: Context,
        /// The keys.
        seq: KeySeq,
        /// What they do there.
        command: Command,
        /// What they do elsewhere.
        global: Command,
    },
    /// A command lost its last key in a context to another one.
    #[error(
        "{}: {seq} in [{context}] is {command} now, and {loser} has no key left there; the palette has it.",
        origin.precise()
    )]
    NoKeyLeft {
        /// Where.
        origin: Origin,
        /// The context.
        context: Context,
        /// The keys.
        seq: KeySeq,
        /// Who has them.
        command: Command,
        /// Who had them.
        loser: Command,
    },
}

impl KeymapNote {
    /// Where.
    pub const fn origin(&self) -> &Origin {
        match self {
            Self::Shadows { origin, .. } | Self::NoKeyLeft { origin, .. } => origin,
        }
    }
}

fn names(contexts: &[Context]) -> String {
    let names: Vec<&str> = contexts.iter().map(|context| context.name()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The first two, and how many more.
fn hidden(longer: &[(KeySeq, Command)]) -> String {
    let named: Vec<String> = longer
        .iter()
        .take(2)
        .map(|(seq, command)| format!("{seq} ({command})"))
        .collect();
    match longer.len() {
        0..=2 => named.join(" and "),
        count => format!("{} and {} more", named.join(", "), count - 2),
    }
}
