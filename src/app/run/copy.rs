//! Copying: what of the selected message or thread, and the text of a pager.

use crate::command::Command;
use crate::model::Conversation;
use crate::text::{SafeText, safe};

use crate::app::about::Fact;
use crate::app::effect::Effect;
use crate::app::menu::{Choice, Menu, MenuItem};
use crate::app::overlay::Overlay;
use crate::app::{Pane, State};

impl State {
    /// Copies the entry of the sidebar under the cursor; elsewhere asks what to copy.
    pub(super) fn copy(&mut self, out: &mut Vec<Effect>) {
        match self.about_entry().filter(|_| self.pane == Pane::Sidebar) {
            Some(Fact::Pair(_, _, value)) => out.push(Effect::Copy(value)),
            Some(Fact::Thread(conversation, ..)) => {
                let id = conversation.thread().map(|id| SafeText::line(id.as_str()));
                out.extend(id.map(Effect::Copy));
            }
            _ => self.copy_menu(),
        }
    }

    /// Asks what to copy.
    pub(super) fn copy_menu(&mut self) {
        let target = self.target();
        let mut items = Vec::new();
        let message = self
            .reading
            .as_ref()
            .filter(|reading| Some(&reading.conversation) == target.as_ref())
            .and_then(|reading| reading.message());
        if let Some(item) = message {
            let copy = |text: &SafeText| Choice::Copy(text.clone());
            items.push(MenuItem::new('t', "text of the message", copy(&item.words)));
            let id = SafeText::line(item.id.as_str());
            items.push(MenuItem::new('m', "id of the message", copy(&id)));
            if let Some(attachment) = item.attachments.iter().find(|item| !item.url.is_empty()) {
                let words = "address of the attachment";
                items.push(MenuItem::new('a', words, copy(&attachment.url)));
            }
        }
        if let Some(Conversation::Thread { thread, .. }) = target {
            let id = SafeText::line(thread.as_str());
            items.push(MenuItem::new('i', "id of the thread", Choice::Copy(id)));
        }
        if items.is_empty() {
            self.say(safe!(
                "There is nothing here to copy: {} shows the next view.",
                self.key_named(Command::ViewNext)
            ));
        } else {
            self.overlay = Some(Overlay::Menu(Menu::new("Copy", items)));
        }
    }

    /// Copies all that the open pager holds.
    pub(super) fn copy_pager(&mut self, out: &mut Vec<Effect>) {
        if let Some(Overlay::Pager(pager)) = &self.overlay {
            out.push(Effect::Copy(pager.text()));
        }
    }
}
