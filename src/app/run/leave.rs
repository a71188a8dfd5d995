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
        let words = if self.draft_in_danger() {
            "The disk did not take a draft: quitting now may lose it.".to_owned()
        } else {
            match self.queued {
                0 => {
                    self.leave(out);
                    return;
                }
                1 => {
                    "1 request is not sent yet. It is kept, and sent at the next start.".to_owned()
                }
                count => format!(
                    "{count} requests are not sent yet. They are kept, and sent at the next start."
                ),
            }
        };
        self.overlay = Some(Overlay::Menu(Menu::new(
            SafeText::line(&words),
            vec![
                MenuItem::new('s', "Stay", Choice::Nothing),
                MenuItem::new('q', "Quit", Choice::Quit),
            ],
        )));
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
            let words = format!("{key} again quits. Drafts are kept.");
            self.say(SafeText::line(&words));
        }
    }

    /// Ends the program.
    pub fn leave(&mut self, out: &mut Vec<Effect>) {
        self.save_everything(out);
        self.fit_conversation();
        out.push(Effect::Quit);
    }
}
