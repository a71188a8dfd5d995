//! The tour: a few steps of triage, each done by doing it. It takes a line of its own and covers nothing.

use crate::command::{Command, Context, KeySeq};
use crate::text::{SafeText, safe};

use super::overlay::Overlay;
use super::{Pane, State};

/// A running tour: which step is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tour {
    step: usize,
}

/// A step: the command that does it, where its key is bound, and what it is for, in few words.
const STEPS: [(Command, Context, &str); 8] = [
    (Command::MoveDown, Context::Threads, "goes down the list"),
    (Command::Reply, Context::Threads, "writes a reply"),
    (Command::Send, Context::Composer, "sends it"),
    (Command::CloseAndNext, Context::Threads, "closes it"),
    (Command::Undo, Context::Threads, "takes that back"),
    (Command::Filter, Context::Threads, "filters by name"),
    (Command::Palette, Context::Threads, "finds any command"),
    (Command::Help, Context::Threads, "shows all keys"),
];

impl State {
    /// Starts the tour, or leaves it.
    pub fn toggle_tour(&mut self) {
        if self.tour.take().is_some() {
            self.say("The tour is over: the command tour starts it again.");
        } else {
            self.tour = Some(Tour::default());
        }
        self.fit_conversation();
        self.keep_selection_visible();
    }

    /// A command was run: if it was what the step asks for, and it came about, the next step is asked for.
    pub(super) fn tour_saw(&mut self, command: Command) {
        let Some(tour) = &mut self.tour else {
            return;
        };
        let wanted = STEPS.get(tour.step).map(|(wanted, ..)| *wanted);
        // Who sends and goes on in one has sent, too.
        let command = match command {
            Command::SendAndClose | Command::SendCloseNext => Command::Send,
            other => other,
        };
        let done = match command {
            Command::Send => self.composer.is_none(),
            Command::Reply => self.composer.is_some(),
            // What was closed already was not: the next step takes back what this one did.
            Command::CloseAndNext => self.undo.last_changed_a_status(),
            _ => true,
        };
        if wanted != Some(command) || !done {
            return;
        }
        tour.step += 1;
        if tour.step == STEPS.len() {
            self.toggle_tour();
        }
    }

    /// What the tour asks for, and the key that leaves it; nothing without a tour.
    pub fn tour_words(&self) -> Option<SafeText> {
        let tour = self.tour.as_ref()?;
        let (command, context, words) = STEPS.get(tour.step)?;
        let key = self.key_in(*context, *command);
        let before = self
            .way_there(*context, *command)
            .map(|key| format!("{key} "))
            .unwrap_or_default();
        let leave = self
            .first_key(Context::Global, Command::Tour)
            .map(|key| format!(" · {key} ends"))
            .unwrap_or_default();
        let (number, all) = (tour.step + 1, STEPS.len());
        Some(SafeText::line(&format!(
            "{number}/{all} {before}{key} {words}{leave}"
        )))
    }

    /// The key that must be pressed before, where the step's own means something else.
    fn way_there(&self, context: Context, command: Command) -> Option<KeySeq> {
        let listing = matches!(&self.overlay, Some(Overlay::Prompt(_)));
        if context == Context::Threads && listing {
            self.first_key(Context::Prompt, Command::Cancel)
        } else if context == Context::Threads && self.composer.is_some() {
            self.first_key(Context::Composer, Command::LeaveComposer)
        } else if command == Command::Filter && self.pane == Pane::Conversation {
            self.first_key(Context::Conversation, Command::Back)
        } else {
            None
        }
    }

    fn first_key(&self, context: Context, command: Command) -> Option<KeySeq> {
        self.keymap.keys_for(context, command).into_iter().next()
    }
}

/// Something useful to know.
type Tip = fn(&State) -> SafeText;

const TIPS: [Tip; 6] = [
    |state| {
        let key = state.key_named(Command::WaitingNext);
        safe!("Tip: {key} goes to who waits longest next, from anywhere.")
    },
    |state| {
        let key = state.key_named(Command::Lifecycle);
        safe!("Tip: {key} shows the life of a thread: who waited how long.")
    },
    |state| {
        let key = state.key_in(Context::Composer, Command::SendCloseNext);
        safe!("Tip: {key} sends, closes and goes to the next.")
    },
    |state| {
        let key = state.key_named(Command::Filter);
        safe!("Tip: {key} waiting:>2h lists only those who wait that long.")
    },
    |state| {
        let name = state.key_named(Command::ToggleMouse);
        safe!("Tip: the command {name} turns the mouse on.")
    },
    |_| "Tip: andibox --linear speaks the inbox line by line.".into(),
];

impl State {
    /// Something useful to know, another one at each start; none while the tour shows the first things.
    pub fn tip(&self, starts: u64) -> Option<SafeText> {
        let at = usize::try_from(starts.checked_sub(1)?).ok()?;
        Some(TIPS.get(at % TIPS.len())?(self))
    }
}
