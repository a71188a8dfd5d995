//! Commands while something to read lies above the panes.

use crate::command::Command;

use crate::app::State;
use crate::app::effect::Effect;

impl State {
    /// Returns whether the command was one for the pager.
    pub(super) fn run_in_pager(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        if self.overlay.is_none() {
            return false;
        }
        if self.run_in_raw(command) {
            return true;
        }
        let half = (self.pager_height() / 2).max(1) as isize;
        match command {
            Command::MoveDown | Command::ScrollDown => self.move_overlay(1),
            Command::MoveUp | Command::ScrollUp => self.move_overlay(-1),
            Command::PageDown => self.move_overlay(half),
            Command::PageUp => self.move_overlay(-half),
            Command::First => self.move_overlay(isize::MIN),
            Command::Last => self.move_overlay(isize::MAX),
            Command::Back if self.clear_search() => true,
            Command::Back if self.leave_request() => true,
            Command::Open if self.show_request() => true,
            Command::Copy if self.copy_request() => true,
            Command::Back | Command::Open => {
                self.overlay = None;
                true
            }
            Command::Copy => {
                self.copy_pager(out);
                true
            }
            Command::Find if self.begin_search() => true,
            Command::Find | Command::FindNext | Command::FindPrevious => {
                self.say_unavailable(command);
                true
            }
            Command::Redraw | Command::Suspend | Command::Quit => false,
            // Everything else acts on what lies beneath: the pager would only be in the way.
            _ => {
                self.overlay = None;
                false
            }
        }
    }
}
