//! Commands while the composer has the keyboard.

use crate::command::{Command, Context};
use crate::text::{SafeText, safe};

use crate::app::State;
use crate::app::answer::Then;
use crate::app::availability::NOT_YET;
use crate::app::effect::Effect;

impl State {
    /// Returns whether the command was one for the composer. A command from elsewhere (the palette offers them) runs
    /// on the panes, and leaves the composer first if it goes to another place: an open composer always stands under
    /// the conversation it writes to.
    pub(super) fn run_in_composer(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        if self.run_in_snippets(command, out) {
            return true;
        }
        if NOT_YET.contains(&command) {
            self.say_unavailable(command);
            return true;
        }
        match command {
            Command::Attach => self.ask_attachment(),
            Command::Snippets => self.choose_snippet(),
            Command::NextBlank => self.next_blank(),
            Command::LeaveComposer if self.unselect() => {}
            Command::CopySelection => self.copy_selection(out),
            Command::CutSelection if !self.has_selected() => self.say_nothing_selected(),
            Command::SelectMark => {
                self.edit(command, out);
                self.say_mark();
            }
            Command::Send => self.send(Then::Stay, out),
            Command::SendAndClose => self.send(Then::Close, out),
            Command::SendCloseNext => self.send(Then::CloseNext, out),
            Command::LeaveComposer => {
                let kept = self
                    .composer
                    .as_ref()
                    .is_some_and(|composer| !composer.editor.is_empty());
                let from_list = self.composer.as_ref().is_some_and(|open| open.from_list);
                self.leave_composer(out);
                if from_list {
                    self.back_beside();
                }
                if kept {
                    self.say("The draft is kept.");
                }
            }
            Command::DiscardDraft => self.discard_draft(out),
            Command::ChangeMode => self.change_mode(out),
            Command::ExternalEditor => self.edit_outside(out),
            Command::PageDown => self.look_about(true, out),
            Command::PageUp => self.look_about(false, out),
            Command::Palette
            | Command::Help
            | Command::ReloadSnippets
            | Command::Redraw
            | Command::Suspend
            | Command::Quit => return false,
            other if !other.works_in(Context::Composer) => {
                if !stays(other) {
                    self.leave_composer(out);
                }
                return false;
            }
            editing => self.edit(editing, out),
        }
        true
    }
}

impl State {
    fn has_selected(&self) -> bool {
        let open = self.composer.as_ref();
        open.is_some_and(|composer| composer.editor.selection().is_some())
    }

    fn say_nothing_selected(&mut self) {
        let key = self.key_in(Context::Composer, Command::SelectMark);
        self.say(safe!(
            "Nothing is selected: {key} sets a mark, then move the cursor."
        ));
    }

    /// A mark is not to be seen by itself.
    fn say_mark(&mut self) {
        let open = self.composer.as_ref();
        if open.is_some_and(|composer| composer.editor.is_marked()) {
            let key = self.key_in(Context::Composer, Command::LeaveComposer);
            self.say(safe!(
                "The mark is set: move the cursor to select, {key} takes it away."
            ));
        } else {
            self.say("The mark is taken away.");
        }
    }

    /// What is selected is so no more. Returns whether something was.
    fn unselect(&mut self) -> bool {
        let open = self.composer.as_mut();
        open.is_some_and(|composer| composer.editor.unselect())
    }

    fn copy_selection(&mut self, out: &mut Vec<Effect>) {
        let open = self.composer.as_mut();
        match open.and_then(|composer| composer.editor.copy()) {
            Some(words) => out.push(Effect::Copy(SafeText::block(&words))),
            None => self.say_nothing_selected(),
        }
    }

    /// Scrolls the conversation above the composer: whoever comes to its end has seen what is there.
    fn look_about(&mut self, down: bool, out: &mut Vec<Effect>) {
        self.scroll_half(down, out);
        let follows = self.reading.as_ref().is_some_and(|reading| reading.follow);
        if follows && let Some(composer) = &mut self.composer {
            composer.seen = None;
            self.composer_sees();
        }
    }
}

/// Commands that show something and leave everything where it is.
const fn stays(command: Command) -> bool {
    matches!(
        command,
        Command::Lifecycle
            | Command::Raw
            | Command::RequestLog
            | Command::Refresh
            | Command::ShowNews
            | Command::ToggleEvents
            | Command::ScrollDown
            | Command::ScrollUp
            | Command::EnlargePane
            | Command::ShrinkPane
    )
}
