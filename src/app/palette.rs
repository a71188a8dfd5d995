//! The palette: any command by a part of its name or its help, the likeliest first.

use crate::command::{Command, Context};
use crate::text::{Fit, Fuzzy};

use super::State;
use super::availability::availability;
use super::overlay::Overlay;
use super::prompt::{Prompt, Purpose};

/// Commands that are remembered as used lately.
const RECENT: usize = 8;

/// How a command was found, the best first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    /// Its name begins so.
    Name,
    /// Words of its name begin so.
    NameWords,
    /// Words of its help begin so.
    Help,
    /// Its name has the letters in their order.
    Letters(u32),
}

impl State {
    /// Asks for a command.
    pub fn ask_command(&mut self) {
        let context = self.context();
        let mut prompt = Prompt::new("Command", Purpose::Palette);
        prompt.context = context;
        prompt.matches = self.commands_found("", context);
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// The commands of a context that a text may mean. Those found alike stand in this order: what can run now, what was
    /// called here lately, the alphabet.
    pub(super) fn commands_found(&self, text: &str, context: Context) -> Vec<Command> {
        let mut fuzzy = Fuzzy::new(text);
        let offered = Command::ALL.iter().copied().filter(|command| {
            *command != Command::Palette
                && self.offers(*command)
                && (command.works_in(context) || command.works_in(Context::Global))
        });
        let mut found: Vec<_> = offered
            .filter_map(|command| {
                let how = how_found(&mut fuzzy, command)?;
                let disabled = availability(self, command).is_err();
                let recent = self.recent.iter().position(|recent| *recent == command);
                let rank = (how, disabled, recent.unwrap_or(usize::MAX), command.name());
                Some((rank, command))
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        found.into_iter().map(|(_, command)| command).collect()
    }

    /// A command was called from the palette.
    pub(super) fn remember_command(&mut self, command: Command) {
        self.recent.retain(|recent| *recent != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
    }
}

fn how_found(fuzzy: &mut Fuzzy, command: Command) -> Option<Found> {
    let name = fuzzy.fit(command.name());
    match name {
        Some(Fit::Begins) => return Some(Found::Name),
        Some(Fit::Words) => return Some(Found::NameWords),
        _ => {}
    }
    if fuzzy.fit_words(command.help()).is_some() {
        return Some(Found::Help);
    }
    match name {
        Some(Fit::Letters(spread)) => Some(Found::Letters(spread)),
        _ => None,
    }
}
