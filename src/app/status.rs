//! Changing a thread's status, and going on to the next.

use crate::model::{Action, Conversation, ThreadStatus};
use crate::text::SafeText;

use super::effect::{Effect, Extend};
use super::item::{ThreadItem, status_word};
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::{Pane, State};

impl State {
    /// The conversation a command acts on: the one on the screen that has the focus.
    pub fn target(&self) -> Option<Conversation> {
        match self.pane {
            Pane::Conversation | Pane::Sidebar => self
                .reading
                .as_ref()
                .map(|reading| reading.conversation.clone()),
            Pane::Threads | Pane::Places => self.list.selected.clone(),
        }
    }

    /// What is known of a conversation's row.
    pub fn row_of(&self, conversation: &Conversation) -> Option<&ThreadItem> {
        let open = self
            .reading
            .as_ref()
            .filter(|reading| reading.conversation == *conversation)
            .and_then(|reading| reading.row.as_ref());
        open.or_else(|| {
            self.list
                .rows
                .iter()
                .find(|row| row.conversation == *conversation)
        })
    }

    /// The effective status as it is on the screen.
    pub fn status_of(&self, conversation: &Conversation) -> ThreadStatus {
        self.row_of(conversation)
            .map_or(ThreadStatus::Open, |row| row.status.clone())
    }

    /// Changes the status of the thread that has the focus, and goes on to the next one if `next`.
    pub fn change_status(&mut self, to: ThreadStatus, next: bool, out: &mut Vec<Effect>) {
        match self.target() {
            Some(conversation) => {
                if self.set_status(&conversation, to, out) && next {
                    self.leave_for_next(&conversation, out);
                }
            }
            None => self.say("No thread is selected."),
        }
    }

    /// Asks for a thread's new status and shows it at once. Returns whether the thread has it now.
    pub fn set_status(
        &mut self,
        conversation: &Conversation,
        to: ThreadStatus,
        out: &mut Vec<Effect>,
    ) -> bool {
        if self.refuse_writing() {
            return false;
        }
        let Conversation::Thread { channel, thread } = conversation.clone() else {
            self.say("A channel's feed has no status: t makes a thread of a message.");
            return false;
        };
        let from = self.status_of(conversation);
        let word = status_word(&to);
        if from == to {
            self.say(SafeText::line(&format!("The thread is {word} already.")));
            return true;
        }
        let person = self.row_of(conversation).map(|row| row.person.clone());
        let person = person.unwrap_or_default();
        self.show_status(conversation, &to);
        out.push(Effect::Enqueue(vec![Action::Status {
            channel,
            thread,
            from,
            to,
            author: self.me(),
        }]));
        self.say(SafeText::line(&format!("{person}: {word}.")));
        true
    }

    /// Shows the new status at once; the store says the same a moment later.
    fn show_status(&mut self, conversation: &Conversation, to: &ThreadStatus) {
        for row in &mut self.list.rows {
            if row.conversation == *conversation {
                row.status = to.clone();
            }
        }
        if let Some(reading) = &mut self.reading
            && reading.conversation == *conversation
            && let Some(row) = &mut reading.row
        {
            row.status = to.clone();
        }
    }

    /// Leaves a thread that is done: its row goes, and the one that takes its place is opened.
    pub fn leave_for_next(&mut self, conversation: &Conversation, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        self.list.touched = true;
        let reading = self.pane == Pane::Conversation;
        let settled = !matches!(
            self.scope.view,
            crate::model::BuiltinView::All
                | crate::model::BuiltinView::Closed
                | crate::model::BuiltinView::Archived
        );
        if let Some(thread) = conversation.thread() {
            let selected = self.list.selected.as_ref() == Some(conversation);
            if settled {
                self.drop_row(thread);
            } else if selected {
                self.move_selection(1, out);
            }
        }
        let Some(next) = self
            .list
            .selected
            .clone()
            .filter(|next| next != conversation)
        else {
            self.reading = None;
            self.pane = Pane::Threads;
            if self.list.rows.is_empty() {
                self.say("That was the last one here.");
            }
            return;
        };
        if reading {
            self.open_conversation(next, true, out);
        } else {
            self.preview_selected(out);
        }
    }

    /// Asks which status.
    pub fn status_menu(&mut self) {
        let Some(conversation) = self.target().filter(|target| target.thread().is_some()) else {
            self.say("No thread is selected.");
            return;
        };
        let now = self.status_of(&conversation);
        let title = SafeText::line(&format!("Status, now {}", status_word(&now)));
        let item = |key, words: &'static str, status: ThreadStatus| {
            MenuItem::new(key, words, Choice::Status(conversation.clone(), status))
        };
        self.overlay = Some(Overlay::Menu(Menu::new(
            title,
            vec![
                item('o', "open", ThreadStatus::Open),
                item('c', "closed", ThreadStatus::Closed),
                item('a', "archived", ThreadStatus::Archived),
            ],
        )));
    }

    /// Goes to the next (or previous) thread that waits for us.
    pub fn go_waiting(&mut self, end: Extend, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        let from = self.target().and_then(|target| target.thread().cloned());
        out.push(Effect::FindWaiting {
            from,
            channel: self.scope.channel.clone(),
            end,
        });
    }

    /// Where the next waiting thread is has arrived.
    pub fn waiting_found(&mut self, found: Option<Conversation>, out: &mut Vec<Effect>) {
        let Some(conversation) = found else {
            self.say("Nobody else waits for a reply.");
            return;
        };
        self.list.touched = true;
        let here = self
            .list
            .rows
            .iter()
            .any(|row| row.conversation == conversation);
        if here {
            self.select_conversation(&conversation);
        } else {
            self.scope.view = crate::model::BuiltinView::NeedsReply;
            self.list.filter = None;
            self.list.selected = Some(conversation.clone());
            self.show_list(true, out);
        }
        let opened = self.pane == Pane::Conversation;
        if opened || super::geometry::layout(self).conversation.is_some() {
            self.open_conversation(conversation, opened, out);
        }
    }
}
