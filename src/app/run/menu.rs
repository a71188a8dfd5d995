//! Commands while a choice is asked for.

use crate::command::{Command, Context};

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::text::safe;

/// Rows that a page is.
const PAGE: isize = 5;

impl State {
    /// Returns whether the command was one for the menu.
    pub(super) fn run_in_menu(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        match command {
            Command::Accept if matches!(self.overlay, Some(Overlay::Stop(_))) => {
                let leave = self.key_in(Context::Menu, Command::Cancel);
                self.say(safe!("s sends it all the same, {leave} goes on writing."));
            }
            Command::Accept => self.choose_selected(out),
            Command::Cancel => self.leave_menu(),
            Command::MoveDown => return self.move_overlay(1),
            Command::MoveUp => return self.move_overlay(-1),
            Command::PageDown => return self.move_overlay(PAGE),
            Command::PageUp => return self.move_overlay(-PAGE),
            Command::First => return self.move_overlay(isize::MIN),
            Command::Last => return self.move_overlay(isize::MAX),
            _ => return false,
        }
        true
    }
}
