//! The keys nobody may lose: the ways out of each place, and to everything else.

use super::{Command, Context, KeySeq, Keymap};

/// Where which commands must have a key, whatever a keymap says.
const LIFELINES: &[(Command, &[Context])] = &[
    (
        Command::Quit,
        &[
            Context::Views,
            Context::Threads,
            Context::Conversation,
            Context::Composer,
            Context::Pager,
            Context::Menu,
            Context::Prompt,
        ],
    ),
    (
        Command::Palette,
        &[Context::Views, Context::Threads, Context::Conversation],
    ),
    (
        Command::Back,
        &[Context::Views, Context::Conversation, Context::Pager],
    ),
    (Command::LeaveComposer, &[Context::Composer]),
    (Command::Accept, &[Context::Menu, Context::Prompt]),
    (Command::Cancel, &[Context::Menu, Context::Prompt]),
];

/// A command that had lost its last key somewhere, and was given its default one back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifeline {
    /// The command.
    pub command: Command,
    /// The key it keeps.
    pub seq: KeySeq,
    /// Where it would have had none.
    pub contexts: Vec<Context>,
}

impl Keymap {
    /// Gives back a key to every command that must have one and has lost it, and says which. Without these a person could
    /// not leave the program, or not reach a command that has no key.
    pub fn keep_lifelines(&mut self) -> Vec<Lifeline> {
        let mut kept: Vec<Lifeline> = Vec::new();
        for (command, contexts) in LIFELINES {
            for context in *contexts {
                if !self.reachable(*context, *command).is_empty() {
                    continue;
                }
                let defaults = Self::default().keys_for(*context, *command);
                let Some(seq) = defaults.into_iter().next() else {
                    continue;
                };
                self.free(*context, &seq);
                self.set(*context, seq.clone(), Some(*command));
                let same = |line: &&mut Lifeline| line.command == *command && line.seq == seq;
                match kept.iter_mut().find(same) {
                    Some(line) => line.contexts.push(*context),
                    None => kept.push(Lifeline {
                        command: *command,
                        seq,
                        contexts: vec![*context],
                    }),
                }
            }
        }
        kept
    }

    /// Takes away what would act before the keys are pressed to their end.
    fn free(&mut self, context: Context, seq: &KeySeq) {
        for (short, _) in self.bindings(context) {
            if short.starts(seq) {
                self.set(context, short, None);
            }
        }
    }
}
