//! The keys of this frame's context, read off the keymap once.

use crate::app::State;
use crate::command::{Command, Context, KeySeq};
use crate::text::{SafeText, safe};

/// What calls what where the keyboard is.
pub(super) struct Keys {
    bindings: Vec<(KeySeq, Command)>,
}

impl Keys {
    /// The keys where the keyboard is now.
    pub fn new(state: &State) -> Self {
        Self::of(state, state.context())
    }

    /// The keys of a context.
    pub fn of(state: &State, context: Context) -> Self {
        Self {
            bindings: state.keymap.bindings(context),
        }
    }

    /// The key to show for a command, if one calls it.
    pub fn first(&self, command: Command) -> Option<SafeText> {
        let binding = self.bindings.iter().find(|(_, bound)| *bound == command);
        binding.map(|(keys, _)| safe!("{keys}"))
    }

    /// The first key of those that call a command, if they are several.
    pub fn prefix(&self, command: Command) -> Option<SafeText> {
        let binding = self.bindings.iter().find(|(_, bound)| *bound == command);
        match binding.map(|(keys, _)| keys.keys()) {
            Some([first, _, ..]) => Some(safe!("{first}")),
            _ => None,
        }
    }

    /// The key to name in a sentence: without one, the command's name, which the palette finds.
    pub fn named(&self, command: Command) -> SafeText {
        self.first(command).unwrap_or_else(|| command.name().into())
    }
}
