//! The keymap as tables of Markdown: those of the README and of docs/keys.md are made here, and a test keeps them true.

use super::{Command, Context, Keymap, SheetRow, sheet};

use Command as C;

/// What the README shows, a row each.
const MOST_USED: &[&[Command]] = &[
    &[C::MoveDown, C::MoveUp],
    &[C::First, C::Last],
    &[C::Open, C::Back],
    &[C::PaneLeft, C::PaneRight, C::PaneNext],
    &[C::PageDown, C::PageUp],
    &[C::WaitingNext, C::WaitingPrevious],
    &[C::Reply, C::Note],
    &[C::Send, C::SendAndClose, C::SendCloseNext],
    &[C::LeaveComposer, C::ExternalEditor, C::DiscardDraft],
    &[C::CloseAndNext, C::Archive, C::Reopen, C::StatusMenu],
    &[C::Undo],
    &[C::Filter, C::Jump],
    &[C::ViewPrevious, C::ViewNext],
    &[C::GoOpen, C::GoClosed, C::GoDrafts, C::GoFailed],
    &[C::NewThread, C::Promote, C::ChannelMessage],
    &[C::Lifecycle, C::Sidebar, C::ToggleEvents, C::Raw],
    &[C::Copy, C::MarkUnread, C::ShowNews, C::Refresh],
    &[C::Palette, C::Help, C::RequestLog],
    &[C::Redraw, C::Suspend, C::Quit],
];

/// The commands used most, with the first keys of each.
pub fn most_used(keymap: &Keymap) -> String {
    let mut text = "| key | does |\n|---|---|\n".to_owned();
    for commands in MOST_USED {
        let keys: Vec<String> = commands
            .iter()
            .map(|command| code(&first_keys(keymap, *command)))
            .collect();
        let words: Vec<&str> = commands.iter().map(|command| command.help()).collect();
        text.push_str(&format!(
            "| {} | {} |\n",
            keys.join(" · "),
            words.join(" · ")
        ));
    }
    text
}

/// Every command: its name, where it has which keys, and what it does.
pub fn whole_table(keymap: &Keymap) -> String {
    let mut text = String::new();
    for group in sheet(keymap) {
        text.push_str(&format!(
            "\n### {}\n\n| keys | where | command | does |\n|---|---|---|---|\n",
            group.group.title()
        ));
        for row in &group.rows {
            text.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                all_keys(row),
                places(row),
                row.command,
                row.command.help()
            ));
        }
    }
    text
}

/// The first key of a command where it is used most: on the panes, else where it works at all.
fn first_keys(keymap: &Keymap, command: Command) -> Vec<String> {
    let places = [Context::Threads, Context::Conversation];
    let mut keys = places
        .into_iter()
        .chain(Context::ALL)
        .map(|context| keymap.keys_for(context, command));
    let keys = keys.find(|keys| !keys.is_empty()).unwrap_or_default();
    // Of two names of a key that all keyboards have, one is enough; but Esc and q are both worth knowing.
    let most = if matches!(command, C::Back | C::Palette) {
        2
    } else {
        1
    };
    keys.iter().take(most).map(ToString::to_string).collect()
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
