//! The keymaps to begin with: the table's own, and what differs for hands that know vim or Gmail.

use super::{Command, Context, Keymap};

use Command as C;
use Context::{Conversation, Global, Pager, Threads, Views};

const GLOBAL: &[Context] = &[Global];
const PANES: &[Context] = &[Views, Threads, Conversation];
const THREAD: &[Context] = &[Threads, Conversation];
const THREADS: &[Context] = &[Threads];
const CONVERSATION: &[Context] = &[Conversation];

/// A keymap to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Preset {
    /// The keys of the table.
    #[default]
    Default,
    /// For hands that know vim.
    Vim,
    /// For hands that know Gmail's shortcuts.
    Gmail,
}

/// All keys of a command in these contexts, in place of those of the table.
type Change = (&'static [Context], Command, &'static [&'static str]);

/// `u` undoes and `Ctrl-r` redoes; windows by `Ctrl-w`, tabs by `gt`, pages by `Ctrl-f`; `dd` takes a line away.
const VIM: &[Change] = &[
    (GLOBAL, C::PageDown, &["Ctrl-d", "PgDn", "Ctrl-f"]),
    (GLOBAL, C::PageUp, &["Ctrl-u", "PgUp", "Ctrl-b"]),
    (THREADS, C::ScrollDown, &["J", "Ctrl-e"]),
    (THREADS, C::ScrollUp, &["K", "Ctrl-y"]),
    (GLOBAL, C::PaneLeft, &["h", "Left", "Ctrl-w h"]),
    (GLOBAL, C::PaneRight, &["l", "Right", "Ctrl-w l"]),
    (GLOBAL, C::PaneNext, &["Tab", "Ctrl-w w"]),
    (GLOBAL, C::PanePrevious, &["Shift-Tab", "Ctrl-w p"]),
    (GLOBAL, C::ViewPrevious, &["[", "gT"]),
    (GLOBAL, C::ViewNext, &["]", "gt"]),
    (GLOBAL, C::Back, &["Esc", "q", "Ctrl-o"]),
    (THREAD, C::CloseAndNext, &["e", "dd"]),
    (THREAD, C::MarkUnread, &["U"]),
    (GLOBAL, C::Undo, &["u"]),
    (GLOBAL, C::Redo, &["Ctrl-r"]),
    (GLOBAL, C::Refresh, &["gr", "F5"]),
    (GLOBAL, C::Palette, &[":", "Ctrl-k"]),
    (PANES, C::EnlargePane, &["+", "Ctrl-w >"]),
    (PANES, C::ShrinkPane, &["_", "Ctrl-w <"]),
    (GLOBAL, C::Quit, &["Ctrl-c", "ZZ", "ZQ"]),
];

/// In a conversation `j` `k` go to the next thread and `n` `p` to the next message; `u` goes back to the list. `e` is done
/// with it, `#` puts it away for good. `a` answers, as "reply to all" does there: it must not archive.
const GMAIL: &[Change] = &[
    (THREADS, C::OpenLink, &["gl"]),
    (THREADS, C::Open, &["o"]),
    (CONVERSATION, C::OpenLink, &["o", "gl"]),
    (&[Views, Conversation, Pager], C::Back, &["u"]),
    (CONVERSATION, C::NextThread, &["j", "J"]),
    (CONVERSATION, C::PreviousThread, &["k", "K"]),
    (CONVERSATION, C::MoveDown, &["n"]),
    (CONVERSATION, C::MoveUp, &["p"]),
    (CONVERSATION, C::FindNext, &[";"]),
    (CONVERSATION, C::FindPrevious, &[","]),
    (PANES, C::TogglePreview, &["P"]),
    (THREAD, C::Archive, &["#"]),
    (THREAD, C::Reply, &["r", "a"]),
    (THREAD, C::MarkUnread, &["U"]),
    (PANES, C::ChannelMessage, &["C"]),
    (GLOBAL, C::GoOpen, &["go", "gi"]),
    (GLOBAL, C::GoOutbox, &["gx", "gt"]),
    (GLOBAL, C::Palette, &["Ctrl-k", ":", "."]),
];

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vim, Self::Gmail];

    /// The name in `keymap.toml`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
            Self::Gmail => "gmail",
        }
    }

    /// The preset of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    const fn changes(self) -> &'static [Change] {
        match self {
            Self::Default => &[],
            Self::Vim => VIM,
            Self::Gmail => GMAIL,
        }
    }
}

impl From<Preset> for Keymap {
    fn from(preset: Preset) -> Self {
        let mut keymap = Self::default();
        for (contexts, command, keys) in preset.changes() {
            // A key that does not parse would be lost here without a word: a test parses them all.
            let keys: Vec<_> = keys.iter().filter_map(|keys| keys.parse().ok()).collect();
            for context in *contexts {
                keymap.rebind(*context, *command, &keys);
            }
        }
        keymap
    }
}

/// The changes of a preset, for the test that parses their keys.
#[cfg(test)]
pub(super) fn keys_of(preset: Preset) -> Vec<&'static str> {
    let changes = preset.changes().iter();
    changes.flat_map(|(_, _, keys)| *keys).copied().collect()
}
