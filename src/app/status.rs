//! Changing a thread's status, and going on to the next.

use crate::command::Command;
use crate::model::{BuiltinView, Conversation, ThreadStatus, Waiting};
use crate::text::{SafeText, safe};

use super::effect::{Effect, Extend};
use super::item::{ThreadItem, status_word};
use super::marks::Deed;
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::settings::Advance;
use super::undo::{Part, StatusChange, Step};
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
    pub fn change_status(&mut self, to: &ThreadStatus, next: bool, out: &mut Vec<Effect>) {
        if self.ask_for_marked(&Deed::Status(to.clone()), out) {
            return;
        }
        match self.target() {
            Some(conversation) => self.settle_one(&conversation, to, next, out),
            None => self.say_no_thread(),
        }
    }

    /// Changes the status of one thread, whatever is marked; if `next`, goes on as the person has set.
    pub fn settle_one(
        &mut self,
        conversation: &Conversation,
        to: &ThreadStatus,
        next: bool,
        out: &mut Vec<Effect>,
    ) {
        let next = next && to.is_settled() && self.advance != Advance::Stay;
        if self.set_status(conversation, to.clone(), next, out) && next {
            self.advance_from(conversation, to, out);
        }
    }

    /// Goes on from a thread that is done, as the person has set.
    pub fn advance_from(
        &mut self,
        conversation: &Conversation,
        to: &ThreadStatus,
        out: &mut Vec<Effect>,
    ) {
        if self.advance == Advance::List {
            self.leave_composer(out);
            self.pane = Pane::Threads;
        }
        self.leave_for_next(conversation, to, out);
    }

    /// Asks for a thread's new status and shows it at once; `leaving` if the thread is left by that. Returns whether the
    /// thread has it now.
    pub fn set_status(
        &mut self,
        conversation: &Conversation,
        to: ThreadStatus,
        leaving: bool,
        out: &mut Vec<Effect>,
    ) -> bool {
        if self.refuse_writing() {
            return false;
        }
        if conversation.thread().is_none() {
            self.say(self.feed_has_no_status());
            return false;
        }
        let from = self.status_of(conversation);
        let word = status_word(&to);
        // Asking for the status it has settles it again where the customer wrote since.
        let again = from == to && self.wrote_again(conversation);
        if from == to && !again {
            self.say(SafeText::line(&format!("The thread is {word} already.")));
            return true;
        }
        let deed = if again {
            format!("settled, and {word} as it was")
        } else {
            word.to_string()
        };
        let words = self.row_of(conversation).map_or_else(
            || format!("The thread is {deed} now."),
            |row| format!("{}: {deed}.", row.person),
        );
        let change = self.status_change(conversation, from, to);
        self.change_statuses(vec![change], leaving, out);
        self.say(SafeText::line(&words));
        true
    }

    /// Whether the thread was settled and its customer wrote since.
    pub fn wrote_again(&self, conversation: &Conversation) -> bool {
        self.row_of(conversation)
            .is_some_and(|row| row.wrote_again && row.waiting.for_us().is_some())
    }

    /// A change of a thread's status, to be asked for.
    pub fn status_change(
        &mut self,
        conversation: &Conversation,
        from: ThreadStatus,
        to: ThreadStatus,
    ) -> StatusChange {
        StatusChange {
            id: self.ids.next(self.now),
            conversation: conversation.clone(),
            owed: self.wrote_again(conversation),
            from,
            to,
            name: self.name_of(conversation),
        }
    }

    /// Asks for new statuses of threads, and shows them at once: one step, however many they are. `leaving` if their
    /// thread is left by that, so that undoing it goes back there.
    pub fn change_statuses(
        &mut self,
        changes: Vec<StatusChange>,
        leaving: bool,
        out: &mut Vec<Effect>,
    ) {
        let first = changes.first().map(|change| change.conversation.clone());
        let (mut parts, mut requests) = (Vec::new(), Vec::new());
        for mut change in changes {
            if let Some(request) = self.status_request(&change) {
                change.id = request.id;
                self.show_status(&change.conversation, &change.to);
                requests.push(request);
                parts.push(Part::Status(change));
            }
        }
        if requests.is_empty() {
            return;
        }
        out.push(Effect::Enqueue(requests));
        let back = first.filter(|_| leaving);
        self.did(Step { parts, back });
    }

    /// Shows the new status at once; the store says the same a moment later.
    pub fn show_status(&mut self, conversation: &Conversation, to: &ThreadStatus) {
        for row in self.rows_of(conversation) {
            row.status = to.clone();
            if to.is_settled() && row.waiting.for_us().is_some() {
                row.waiting = Waiting::Nobody;
                row.wrote_again = false;
            }
        }
    }

    /// Leaves a thread that is done: its row goes where the view no longer has it, and the one that takes its place is
    /// opened.
    pub fn leave_for_next(
        &mut self,
        conversation: &Conversation,
        to: &ThreadStatus,
        out: &mut Vec<Effect>,
    ) {
        self.go_on_from(conversation, loses_row(self, to), out);
    }

    /// Goes on from a thread to the next one; its row is taken out of the list if that has `lost` it.
    pub fn go_on_from(&mut self, conversation: &Conversation, lost: bool, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        let reading = self.pane == Pane::Conversation;
        let selected = self.list.selected.as_ref() == Some(conversation);
        if let Some(thread) = conversation.thread() {
            if lost {
                self.drop_row(thread);
            } else if selected {
                self.move_selection(1, out);
            }
        }
        let next = self.list.selected.clone();
        match next.filter(|next| next != conversation) {
            Some(next) if reading => self.open_conversation(next, true, out),
            Some(_) => self.preview_selected(out),
            None => {
                if self.list.rows.is_empty() {
                    self.close_reading(out);
                }
                self.focus(Pane::Threads, out);
                self.say(safe!(
                    "That was the last one here: {} shows the next view.",
                    self.key_named(Command::ViewNext)
                ));
            }
        }
    }

    /// Asks which status.
    pub fn status_menu(&mut self) {
        if self.refuse_writing() || self.ask_status_of_marked() {
            return;
        }
        let Some(conversation) = self.target() else {
            self.say_no_thread();
            return;
        };
        if conversation.thread().is_none() {
            self.say(self.feed_has_no_status());
            return;
        }
        let now = self.status_of(&conversation);
        let title = SafeText::line(&format!("Status, now {}", status_word(&now)));
        let again = self.wrote_again(&conversation);
        let item = |key, words: &'static str, status: ThreadStatus| {
            let words = if again && status == now {
                SafeText::line(&format!("{words} as it is: settle it, nothing is sent"))
            } else {
                words.into()
            };
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
        if let Some(next) = self.waiting_beside(end) {
            self.waiting_found(Some(next), out);
            return;
        }
        let from = self.target().and_then(|target| target.thread().cloned());
        out.push(Effect::FindWaiting {
            from,
            channel: self.scope.channel.clone(),
            end,
        });
    }

    /// From a thread that was just answered, and so has no place of its own among those that wait, it goes on from
    /// where its row still stands.
    fn waiting_beside(&self, end: Extend) -> Option<Conversation> {
        let rows = &self.list.rows;
        let index = self.list.place_of(&self.target()?)?;
        let waits = |row: &&ThreadItem| !row.left && row.waiting.for_us().is_some();
        if self.scope.view != BuiltinView::NeedsReply || waits(&rows.get(index)?) {
            return None;
        }
        let (before, after) = rows.split_at(index);
        let next = match end {
            Extend::After => after.iter().find(waits),
            Extend::Before => before.iter().rev().find(waits),
        };
        next.map(|row| row.conversation.clone())
    }

    /// Where the next waiting thread is has arrived. It is shown, unless the person has begun something else.
    pub fn waiting_found(&mut self, found: Option<Conversation>, out: &mut Vec<Effect>) {
        if self.composer.is_some() || self.overlay.is_some() {
            return;
        }
        let Some(conversation) = found else {
            self.say("Nobody else waits for a reply.");
            return;
        };
        if !self.select_conversation(&conversation) {
            self.set_view(BuiltinView::NeedsReply);
            self.show_list_at(&conversation, out);
        }
        let opened = self.pane == Pane::Conversation;
        if opened || super::geometry::layout(self).conversation.is_some() {
            self.open_conversation(conversation, opened, out);
        }
    }
}

/// Whether the list loses a thread by this status.
pub(super) fn loses_row(state: &State, to: &ThreadStatus) -> bool {
    loses(state.scope.view, to) || state.queries_lose(to)
}

/// Whether a view loses a thread by this status. Drafts, outbox and failures are there whatever the status.
const fn loses(view: BuiltinView, to: &ThreadStatus) -> bool {
    match view {
        BuiltinView::NeedsReply | BuiltinView::Open | BuiltinView::WaitingForCustomer => {
            !matches!(to, ThreadStatus::Open)
        }
        BuiltinView::Closed => !matches!(to, ThreadStatus::Closed),
        BuiltinView::Archived => !matches!(to, ThreadStatus::Archived),
        BuiltinView::All | BuiltinView::Drafts | BuiltinView::Outbox | BuiltinView::Failed => false,
    }
}
