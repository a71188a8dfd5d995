//! Where a key press lands: each context has bindings of its own, and some also take the global ones.

use super::Command;
use std::fmt;

/// The place that has the keyboard.
///
/// | context | takes the global bindings | keys without a binding |
/// |---|---|---|
/// | Views, Threads, Conversation, Pager | all of them | do nothing |
/// | Menu | rows up and down, help, redraw, suspend, quit | may choose an item by its letter |
/// | Composer, Prompt | none | printable ones are text |
///
/// A context's own binding hides a global one of the same keys. Composer and Prompt take no global binding at all, so
/// that no key that is bound elsewhere can ever swallow a letter someone types; what must work there is bound there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Not a place of its own: the bindings that navigation contexts share.
    Global,
    /// The pane of views and channels.
    Views,
    /// The list of threads.
    Threads,
    /// The messages of one thread, or the feed of a channel.
    Conversation,
    /// The editor of a reply, a note or another message.
    Composer,
    /// What is only read and scrolled: help, raw, lifecycle, statistics, request log, sidebar.
    Pager,
    /// A choice of one among some, or a question: status menu, channel picker, "send anyway?".
    Menu,
    /// One line of input, alone or above a list that it narrows: filter, title, palette, jump.
    Prompt,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 8] = [
        Self::Global,
        Self::Views,
        Self::Threads,
        Self::Conversation,
        Self::Composer,
        Self::Pager,
        Self::Menu,
        Self::Prompt,
    ];

    /// The name in `keymap.toml`, such as `threads`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Views => "views",
            Self::Threads => "threads",
            Self::Conversation => "conversation",
            Self::Composer => "composer",
            Self::Pager => "pager",
            Self::Menu => "menu",
            Self::Prompt => "prompt",
        }
    }

    /// The context of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// Whether a global binding of `command` also acts here.
    pub const fn inherits(self, command: Command) -> bool {
        match self {
            Self::Global | Self::Views | Self::Threads | Self::Conversation | Self::Pager => true,
            // Choosing must not start anything else on what lies beneath the menu.
            Self::Menu => matches!(
                command,
                Command::MoveDown
                    | Command::MoveUp
                    | Command::First
                    | Command::Last
                    | Command::PageDown
                    | Command::PageUp
                    | Command::Help
                    | Command::Redraw
                    | Command::Suspend
                    | Command::Quit
            ),
            Self::Composer | Self::Prompt => false,
        }
    }

    /// Whether a printable key that is not bound is text here.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Composer | Self::Prompt)
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
