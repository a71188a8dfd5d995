//! What the table says of a command, and how to ask it.

use super::table::TABLE;
use super::{Command, Context, Group, KeySeq};
use std::fmt;

/// One row of the table.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) command: Command,
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) group: Group,
    pub(super) bindings: &'static [Binding],
}

/// The contexts where a command works, with the keys that call it there.
#[derive(Debug)]
pub(super) struct Binding {
    pub(super) contexts: &'static [Context],
    pub(super) keys: &'static [&'static str],
}

impl Command {
    /// The name in the keymap, the palette and the documentation: `close-and-next`.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// What it does, in one line without a full stop.
    pub fn help(self) -> &'static str {
        self.spec().help
    }

    /// The heading it stands under in the help.
    pub fn group(self) -> Group {
        self.spec().group
    }

    /// Where the table says it works. [`Context::Global`] stands for every context that takes it from there.
    pub fn contexts(self) -> Vec<Context> {
        let mut contexts = Vec::new();
        for context in self
            .spec()
            .bindings
            .iter()
            .flat_map(|binding| binding.contexts)
        {
            if !contexts.contains(context) {
                contexts.push(*context);
            }
        }
        contexts
    }

    /// Whether it works in that context, by a binding of its own there or by a global one.
    pub fn works_in(self, context: Context) -> bool {
        let contexts = self.contexts();
        contexts.contains(&context)
            || (contexts.contains(&Context::Global) && context.inherits(self))
    }

    /// The default keys in that very context (not those it takes from [`Context::Global`]), the one to show first.
    pub fn default_keys(self, context: Context) -> Vec<KeySeq> {
        let here = self
            .spec()
            .bindings
            .iter()
            .filter(|binding| binding.contexts.contains(&context));
        // A key that does not parse would be lost here without a word: a test parses them all.
        here.flat_map(|binding| binding.keys)
            .filter_map(|keys| keys.parse().ok())
            .collect()
    }

    /// The command that shows the saved view of this number.
    pub fn of_saved_view(number: usize) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|command| command.saved_view() == Some(number))
    }

    /// The number of the saved view it shows, from 1.
    pub const fn saved_view(self) -> Option<usize> {
        Some(match self {
            Self::GoViewOne => 1,
            Self::GoViewTwo => 2,
            Self::GoViewThree => 3,
            Self::GoViewFour => 4,
            Self::GoViewFive => 5,
            Self::GoViewSix => 6,
            Self::GoViewSeven => 7,
            Self::GoViewEight => 8,
            Self::GoViewNine => 9,
            _ => return None,
        })
    }

    /// The command of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|spec| spec.name == name)
            .map(|spec| spec.command)
    }

    fn spec(self) -> &'static Spec {
        // The enum and the table are made from the same rows.
        &TABLE[self as usize]
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
