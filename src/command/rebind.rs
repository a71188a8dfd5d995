//! Changing a keymap as a person does: all keys of a command at once.

use super::{Command, Context, KeySeq, Keymap};

impl Keymap {
    /// Makes these, and only these, the keys that call the command by a binding of that very context. Each is taken from
    /// the command it called there before. What [`Context::Global`] binds is not touched.
    pub fn rebind(&mut self, context: Context, command: Command, keys: &[KeySeq]) {
        self.forget(context, command);
        for seq in keys {
            self.set(context, seq.clone(), Some(command));
        }
    }

    /// The keys that call the command there and that no shorter binding hides.
    pub fn reachable(&self, context: Context, command: Command) -> Vec<KeySeq> {
        let bindings = self.bindings(context);
        let hidden = |seq: &KeySeq| bindings.iter().any(|(short, _)| short.starts(seq));
        let mut keys = self.keys_for(context, command);
        keys.retain(|seq| !hidden(seq));
        keys
    }
}

impl Context {
    /// Whether a binding of that command can do anything here: what acts on the panes also acts from the composer and from
    /// what is only read, which are left first; a menu and a line of input take only what is made for them.
    pub fn accepts(self, command: Command) -> bool {
        let contexts = command.contexts();
        let on_panes = || contexts.iter().any(|context| context.has_panes());
        match self {
            Self::Menu | Self::Prompt => command.works_in(self),
            Self::Composer => contexts.contains(&self) || on_panes(),
            _ => on_panes(),
        }
    }

    const fn has_panes(self) -> bool {
        matches!(
            self,
            Self::Global | Self::Views | Self::Threads | Self::Conversation | Self::Pager
        )
    }
}
