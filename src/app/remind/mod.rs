//! Reminders: a thread is put away until a time the person names, and comes back with a mark.

mod change;
mod due;
mod offers;
pub mod when;
mod words;

use chrono::{DateTime, Utc};

use crate::model::{BuiltinView, Conversation};
use crate::query::{Is, Query};
use crate::text::{SafeText, safe};

pub use change::ReminderChange;
pub use offers::Offer;

use change::said;

use super::State;
use super::effect::Effect;
use super::marks::Deed;
use super::overlay::Overlay;
use super::prompt::{Prompt, Purpose};
use super::undo::{Part, Step};
use when::{point, read_when, when_words};

/// What is known of all reminders.
#[derive(Clone, Debug, Default)]
pub struct Reminders {
    /// When the next becomes due: the program wakes then.
    pub next: Option<DateTime<Utc>>,
}

impl State {
    /// Asks until when the thread that has the focus is to be put away, or all that are marked.
    pub fn ask_reminder(&mut self) {
        let (conversation, title, is_set) = if self.marks.is_empty() {
            // Whether there is one is asked before a command runs.
            let Some(conversation) = self.target() else {
                return;
            };
            let due = self.reminder_ahead(&conversation);
            let name = self.name_for_reminder(&conversation);
            let title = match due {
                Some(due) => safe!(
                    "Remind me of {name} (now {})",
                    point(due, self.now, self.tz)
                ),
                None => safe!("Remind me of {name}"),
            };
            (Some(conversation), title, due.is_some())
        } else {
            let title = safe!("Remind me of {} marked threads", self.marks.len());
            (None, title, self.marked_have_reminders())
        };
        let offers = offers::offers(self.now, self.tz, is_set);
        let purpose = Purpose::Remind {
            conversation,
            offers,
        };
        let mut prompt = Prompt::new(title, purpose);
        prompt.hint = Some(offers::hint());
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// What a line typed for a reminder means, while it is typed.
    pub(super) fn reminder_hint(&self, text: &str) -> SafeText {
        if text.trim().is_empty() {
            return offers::hint();
        }
        if offers::is_removal(text) {
            return "Without a reminder.".into();
        }
        match read_when(text, self.now, self.tz) {
            Ok(due) => when_words(due, self.now, self.tz),
            Err(unclear) => unclear.sentence(),
        }
    }

    /// The line was accepted.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn accept_reminder(
        &mut self,
        conversation: Option<&Conversation>,
        text: &str,
        offer: Option<&Offer>,
        out: &mut Vec<Effect>,
    ) -> Result<(), SafeText> {
        let due = match (text.is_empty(), offer) {
            (true, Some(offer)) => offer.due,
            _ if offers::is_removal(text) => None,
            _ => {
                let due = read_when(text, self.now, self.tz);
                Some(due.map_err(when::Unclear::sentence)?)
            }
        };
        // The prompt may have stood open for a while.
        if due.is_some_and(|due| due <= self.now) {
            return Err(when::Unclear::Past.sentence());
        }
        match conversation {
            Some(conversation) => self.remind(conversation, due, out),
            None => {
                self.ask_for_marked(&Deed::Remind(due), out);
            }
        }
        Ok(())
    }

    /// Sets, changes or removes a thread's reminder, and leaves the thread if it is put away by that.
    pub fn remind(
        &mut self,
        conversation: &Conversation,
        due: Option<DateTime<Utc>>,
        out: &mut Vec<Effect>,
    ) {
        let change = ReminderChange {
            conversation: conversation.clone(),
            from: self.reminder_ahead(conversation),
            to: due,
            name: self.name_for_reminder(conversation),
        };
        if change.from.is_none() && due.is_none() && !self.is_back(conversation) {
            self.say(safe!("{} has no reminder.", change.name));
            return;
        }
        self.set_reminders(std::slice::from_ref(&change), out);
        // Who types commands goes on by one.
        if due.is_some() && self.typed.is_none() {
            let lost = self.scope.view == BuiltinView::NeedsReply;
            self.go_on_from(conversation, lost, out);
        }
        self.say(said(std::slice::from_ref(&change), self));
        self.did(Step::of(vec![Part::Reminders(vec![change])]));
    }

    /// Shows what is put away.
    pub fn go_snoozed(&mut self, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        self.set_view(BuiltinView::All);
        self.list.filter = Some(Query::is(Is::Snoozed));
        self.show_view(out);
    }

    /// Whether the list shows just what is put away.
    pub fn lists_snoozed(&self) -> bool {
        self.list.filter == Some(Query::is(Is::Snoozed))
    }

    /// When a thread's reminder that lies ahead is due.
    fn reminder_ahead(&self, conversation: &Conversation) -> Option<DateTime<Utc>> {
        let reminder = self.row_of(conversation)?.reminder?;
        (!reminder.is_due).then_some(reminder.due)
    }

    /// Whether a thread is back by a reminder.
    fn is_back(&self, conversation: &Conversation) -> bool {
        self.row_of(conversation)
            .and_then(|row| row.reminder)
            .is_some_and(|reminder| reminder.is_due)
    }

    fn name_for_reminder(&self, conversation: &Conversation) -> SafeText {
        self.row_of(conversation)
            .map_or_else(|| "this thread".into(), |row| row.person.clone())
    }
}
