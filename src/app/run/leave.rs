//! Leaving the program: it asks only if something is unsent or unsaved, and nothing typed is left behind.

use crate::command::Command;
use crate::text::SafeText;

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::menu::{Choice, Menu, MenuItem};
use crate::app::overlay::Overlay;

impl State {
    /// The way out by Esc or q at the top.
    pub(super) fn ask_to_leave(&mut self, out: &mut Vec<Effect>) {
        let mut items = vec![MenuItem::new('s', "Stay", Choice::Nothing)];
        let words = if self.draft_in_danger() {
            "The disk did not take a draft: quitting now may lose it.".to_owned()
        } else {
            let Some(words) = self.unsent_words() else {
                self.leave(out);
                return;
            };
            let wait = "Quit as soon as it is sent";
            items.push(MenuItem::new('w', wait, Choice::QuitWhenSent));
            words
        };
        items.push(MenuItem::new('q', "Quit", Choice::Quit));
        self.overlay = Some(Overlay::Menu(Menu::new(SafeText::line(&words), items)));
    }

    /// What becomes of what is not sent yet; none if everything is.
    fn unsent_words(&self) -> Option<String> {
        match self.queued {
            0 => None,
            1 => Some("1 request is not sent yet. It is kept, and sent at the next start.".into()),
            count => Some(format!(
                "{count} requests are not sent yet. They are kept, and sent at the next start."
            )),
        }
    }

    /// Waits for the outbox to be empty, then ends.
    pub fn quit_when_sent(&mut self) {
        self.ending = true;
        self.say("andibox ends as soon as everything is sent. Any key stays.");
    }

    /// The outbox was counted: if the program waits for it to be empty, it ends now.
    pub fn end_if_sent(&mut self, out: &mut Vec<Effect>) {
        if self.ending && self.queued == 0 {
            self.leave(out);
        }
    }

    /// The way out by Ctrl-c, from anywhere: the second one is taken at its word.
    pub(super) fn quit(&mut self, out: &mut Vec<Effect>) {
        if self.quitting {
            self.leave(out);
            return;
        }
        self.quitting = true;
        let key = self.key_named(Command::Quit);
        if self.draft_in_danger() {
            let words =
                format!("{key} again quits and may lose a draft that the disk did not take.");
            self.complain(SafeText::line(&words));
        } else {
            let unsent = self.unsent_words().unwrap_or_default();
            let words = format!("{key} again quits. Drafts are kept. {unsent}");
            self.say(SafeText::line(words.trim_end()));
        }
    }

    /// Ends the program.
    pub fn leave(&mut self, out: &mut Vec<Effect>) {
        self.save_everything(out);
        self.fit_conversation();
        out.push(Effect::Quit);
    }
}
