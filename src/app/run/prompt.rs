//! Commands while a line is typed into a prompt.

use crate::command::Command;

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::typing;

/// Rows of the palette's list that a page is.
const PAGE: isize = 10;

impl State {
    /// Returns whether the command was one for the prompt.
    pub(super) fn run_in_prompt(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        if self.is_searching() {
            return self.run_in_search(command);
        }
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else {
            return false;
        };
        match command {
            Command::Accept => self.accept_prompt(out),
            Command::Cancel => self.cancel_prompt(out),
            Command::CursorUp => {
                self.move_overlay(-1);
            }
            Command::CursorDown => {
                self.move_overlay(1);
            }
            Command::PageUp => {
                self.move_overlay(-PAGE);
            }
            Command::PageDown => {
                self.move_overlay(PAGE);
            }
            Command::Redraw | Command::Suspend | Command::Quit => return false,
            editing => {
                if typing::apply(&mut prompt.editor, editing, usize::from(u16::MAX)) {
                    self.prompt_changed(out);
                }
            }
        }
        true
    }
}
