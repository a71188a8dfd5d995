//! From pressed keys to a command: the bindings in force, which start as the table's defaults.

use super::{Command, Context, Key, KeySeq};

/// The bindings in force.
///
/// Bindings are kept in the order they were made, so that the first key of a command is the one to show for it.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone)]
struct Binding {
    context: Context,
    seq: KeySeq,
    /// `None` hides a global binding of the same keys.
    command: Option<Command>,
}

/// What pressed keys mean so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// Nothing is bound to them. In a context that takes text, a first printable key is text; otherwise drop them all.
    None,
    /// They begin these bindings: what is left to press and what it does. Never empty; wait for the next key.
    Prefix(Vec<(KeySeq, Command)>),
    /// They are a binding.
    Command(Command),
}

/// Something in a keymap that cannot work as its writer wished.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// One binding begins another, which can therefore never be pressed to its end.
    #[error(
        "in {context}: {short} ({short_command}) is also how {long} ({long_command}) begins, which cannot be reached"
    )]
    Prefix {
        /// Where both are in force.
        context: Context,
        /// The binding that acts at once.
        short: KeySeq,
        /// What it does.
        short_command: Command,
        /// The binding out of reach.
        long: KeySeq,
        /// What it would do.
        long_command: Command,
    },
    /// A binding that begins with a printable key where text is typed: that character could no longer be typed.
    #[error("in {context}: {seq} ({command}) takes a character that could then no longer be typed")]
    Text {
        /// Where text is typed.
        context: Context,
        /// The binding.
        seq: KeySeq,
        /// What it does.
        command: Command,
    },
}

/// A binding of a context that acts in place of a global one. That may well be wished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shadow {
    /// Where.
    pub context: Context,
    /// The keys of both.
    pub seq: KeySeq,
    /// What they do there.
    pub command: Command,
    /// What they do elsewhere.
    pub global: Command,
}

impl Default for Keymap {
    /// The table's default keys.
    fn default() -> Self {
        let mut bindings = Vec::new();
        for command in Command::ALL {
            for context in command.contexts() {
                bindings.extend(
                    command
                        .default_keys(context)
                        .into_iter()
                        .map(|seq| Binding {
                            context,
                            seq,
                            command: Some(*command),
                        }),
                );
            }
        }
        Self { bindings }
    }
}

impl Keymap {
    /// Binds the keys in that context and returns what they were bound to there before.
    pub fn bind(&mut self, context: Context, seq: KeySeq, command: Command) -> Option<Command> {
        self.set(context, seq, Some(command))
    }

    /// Makes the keys do nothing in that context, also where a global binding would act, and returns what they were
    /// bound to there before.
    pub fn unbind(&mut self, context: Context, seq: KeySeq) -> Option<Command> {
        self.set(context, seq, None)
    }

    /// What the keys pressed so far mean in that context. A whole binding wins over a longer one.
    pub fn resolve(&self, context: Context, pressed: &[Key]) -> Match {
        let pressed: Vec<Key> = pressed.iter().map(|key| key.canonical()).collect();
        let mut longer = Vec::new();
        for (seq, command) in self.in_force(context) {
            if seq.keys() == pressed {
                return Match::Command(command);
            }
            longer.extend(seq.after(&pressed).map(|rest| (rest, command)));
        }
        if longer.is_empty() || pressed.is_empty() {
            Match::None
        } else {
            Match::Prefix(longer)
        }
    }

    /// The keys that call the command in that context, the one to show first. Empty if none does.
    pub fn keys_for(&self, context: Context, command: Command) -> Vec<KeySeq> {
        let of_command = self
            .in_force(context)
            .filter(|(_, bound)| *bound == command);
        of_command.map(|(seq, _)| seq.clone()).collect()
    }

    /// Every binding that acts in that context: its own, then those it takes from [`Context::Global`].
    pub fn bindings(&self, context: Context) -> Vec<(KeySeq, Command)> {
        self.in_force(context)
            .map(|(seq, command)| (seq.clone(), command))
            .collect()
    }

    /// The bindings made in that very context, without those it takes from [`Context::Global`].
    pub fn own_bindings(&self, context: Context) -> Vec<(KeySeq, Command)> {
        self.own(context)
            .filter_map(|binding| Some((binding.seq.clone(), binding.command?)))
            .collect()
    }

    /// All that cannot work, to be told to whoever wrote the keymap. The defaults have none.
    pub fn conflicts(&self) -> Vec<Conflict> {
        Context::ALL
            .into_iter()
            .flat_map(|context| self.conflicts_in(context))
            .collect()
    }

    /// The bindings of contexts that hide a global one of the same keys that does something else.
    pub fn shadows(&self) -> Vec<Shadow> {
        let mut found = Vec::new();
        for context in Context::ALL {
            for (seq, command) in self.own_bindings(context) {
                let global = self
                    .own(Context::Global)
                    .find(|global| context != Context::Global && global.seq == seq)
                    .and_then(|global| global.command)
                    .filter(|global| *global != command && context.inherits(*global));
                found.extend(global.map(|global| Shadow {
                    context,
                    seq,
                    command,
                    global,
                }));
            }
        }
        found
    }

    fn conflicts_in(&self, context: Context) -> Vec<Conflict> {
        let bindings = self.bindings(context);
        let mut found = Vec::new();
        for (short, short_command) in &bindings {
            if context.takes_text() && short.keys().first().is_some_and(|key| key.text().is_some())
            {
                found.push(Conflict::Text {
                    context,
                    seq: short.clone(),
                    command: *short_command,
                });
            }
            for (long, long_command) in bindings.iter().filter(|(long, _)| short.starts(long)) {
                found.push(Conflict::Prefix {
                    context,
                    short: short.clone(),
                    short_command: *short_command,
                    long: long.clone(),
                    long_command: *long_command,
                });
            }
        }
        found
    }

    pub(super) fn set(
        &mut self,
        context: Context,
        seq: KeySeq,
        command: Option<Command>,
    ) -> Option<Command> {
        let same = |binding: &Binding| binding.context == context && binding.seq == seq;
        let before = self
            .bindings
            .iter()
            .find(|binding| same(binding))
            .and_then(|binding| binding.command);
        self.bindings.retain(|binding| !same(binding));
        self.bindings.push(Binding {
            context,
            seq,
            command,
        });
        before
    }

    /// Takes away the bindings of a command in that very context.
    pub(super) fn forget(&mut self, context: Context, command: Command) {
        self.bindings
            .retain(|binding| binding.context != context || binding.command != Some(command));
    }

    fn own(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings
            .iter()
            .filter(move |binding| binding.context == context)
    }

    fn in_force(&self, context: Context) -> impl Iterator<Item = (&KeySeq, Command)> {
        let global = self.own(Context::Global).filter(move |global| {
            context != Context::Global
                && global
                    .command
                    .is_some_and(|command| context.inherits(command))
                && !self.own(context).any(|own| own.seq == global.seq)
        });
        self.own(context)
            .chain(global)
            .filter_map(|binding| Some((&binding.seq, binding.command?)))
    }
}
