//! The keymap as tables of Markdown: those of the README and of docs/keys.md are made here, and a test keeps them true.

use super::{Command, Context, Keymap, SheetRow, sheet};

use Command as C;

/// What the README shows: two commands a row.
const MOST_USED: &[[Command; 2]] = &[
    [C::MoveDown, C::MoveUp],
    [C::First, C::Last],
    [C::Open, C::Back],
    [C::PageDown, C::PageUp],
    [C::PaneLeft, C::PaneRight],
    [C::ViewPrevious, C::ViewNext],
    [C::WaitingNext, C::WaitingPrevious],
    [C::Reply, C::Note],
    [C::Send, C::SendCloseNext],
    [C::LeaveComposer, C::DiscardDraft],
    [C::ExternalEditor, C::Undo],
    [C::CloseAndNext, C::Archive],
    [C::Reopen, C::StatusMenu],
    [C::NewThread, C::Promote],
    [C::Filter, C::Jump],
    [C::GoOpen, C::GoClosed],
    [C::GoDrafts, C::GoFailed],
    [C::Lifecycle, C::Sidebar],
    [C::Raw, C::Copy],
    [C::MarkUnread, C::ShowNews],
    [C::Palette, C::Help],
    [C::RequestLog, C::Refresh],
    [C::Suspend, C::Quit],
];

/// The commands used most, with the keys of each.
pub fn most_used(keymap: &Keymap) -> String {
    let mut text = "| key | does | key | does |\n|---|---|---|---|\n".to_owned();
    for [left, right] in MOST_USED {
        let [first, second] = [left, right].map(|command| {
            let keys = code(&keys_to_show(keymap, *command));
            format!("{keys} | {}", command.help())
        });
        text.extend(["| ", &first, " | ", &second, " |\n"]);
    }
    text
}

/// Every command: its name, where it has which keys, and what it does.
pub fn whole_table(keymap: &Keymap) -> String {
    let mut text = String::new();
    for group in sheet(keymap) {
        let title = group.group.title();
        text.extend([
            "\n### ",
            title,
            "\n\n| keys | where | command | does |\n|---|---|---|---|\n",
        ]);
        for row in &group.rows {
            let (keys, places) = (all_keys(row), places(row));
            let (name, help) = (row.command.name(), row.command.help());
            text.extend([
                "| ", &keys, " | ", &places, " | ", name, " | ", help, " |\n",
            ]);
        }
    }
    text
}

/// The keys of a command where it is used most: on the panes, else where it works at all. At most two, which are enough
/// to begin with.
fn keys_to_show(keymap: &Keymap, command: Command) -> Vec<String> {
    let places = [Context::Threads, Context::Conversation];
    let mut keys = places
        .into_iter()
        .chain(Context::ALL)
        .map(|context| keymap.keys_for(context, command));
    let keys = keys.find(|keys| !keys.is_empty()).unwrap_or_default();
    keys.iter().take(2).map(ToString::to_string).collect()
}

fn all_keys(row: &SheetRow) -> String {
    let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
    code(&keys)
}

fn places(row: &SheetRow) -> String {
    let names: Vec<&str> = row.contexts.iter().map(|context| context.name()).collect();
    names.join(", ")
}

fn code(keys: &[String]) -> String {
    let keys: Vec<String> = keys
        .iter()
        .map(|keys| format!("`{}`", keys.replace('|', "\\|")))
        .collect();
    if keys.is_empty() {
        "–".to_owned()
    } else {
        keys.join(" ")
    }
}
