//! The keymap as a table to read: for the help overlay, `andibox keys` and the README.

use super::{Command, Context, Group, KeySeq, Keymap};

/// The rows of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetGroup {
    /// What the commands have in common.
    pub group: Group,
    /// The rows, in the order of the command table.
    pub rows: Vec<SheetRow>,
}

/// A command and the keys that call it in some contexts. A command with other keys elsewhere has another row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The command.
    pub command: Command,
    /// Where these keys call it; [`Context::Global`] stands for every context that takes global bindings.
    pub contexts: Vec<Context>,
    /// The keys, the one to show first. Empty for a command that only the palette or a menu calls.
    pub keys: Vec<KeySeq>,
}

/// The whole keymap, grouped, with every command in it at least once.
pub fn sheet(keymap: &Keymap) -> Vec<SheetGroup> {
    let rows = |group| {
        Command::ALL
            .iter()
            .filter(move |command| command.group() == group)
    };
    Group::ALL
        .into_iter()
        .map(|group| SheetGroup {
            group,
            rows: rows(group)
                .flat_map(|command| rows_of(keymap, *command))
                .collect(),
        })
        .collect()
}

impl SheetRow {
    /// The keys as they are written in a table: `j, Down`.
    pub fn keys_text(&self) -> String {
        let names: Vec<String> = self.keys.iter().map(KeySeq::to_string).collect();
        names.join(", ")
    }
}

fn rows_of(keymap: &Keymap, command: Command) -> Vec<SheetRow> {
    let mut rows: Vec<SheetRow> = Vec::new();
    for context in Context::ALL {
        let own = keymap.own_bindings(context).into_iter();
        let keys: Vec<KeySeq> = own
            .filter(|(_, bound)| *bound == command)
            .map(|(seq, _)| seq)
            .collect();
        if keys.is_empty() {
            continue;
        }
        match rows.iter_mut().find(|row| row.keys == keys) {
            Some(row) => row.contexts.push(context),
            None => rows.push(SheetRow {
                command,
                contexts: vec![context],
                keys,
            }),
        }
    }
    if rows.is_empty() {
        rows.push(SheetRow {
            command,
            contexts: command.contexts(),
            keys: Vec::new(),
        });
    }
    rows
}
