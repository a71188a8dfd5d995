//! Reminders: a thread is put away until a time the person names, and comes back with a mark.

mod due;
mod offers;
pub mod when;
mod words;

use chrono::{DateTime, Utc};

use crate::model::{BuiltinView, Conversation, Reminder};
use crate::query::{Is, Query};
use crate::text::{SafeText, safe};

pub use offers::Offer;

use super::State;
use super::effect::Effect;
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

/// A reminder that was set, changed or removed: a step that can be taken back by asking for `from` again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReminderChange {
    /// Of which thread.
    pub conversation: Conversation,
    /// When it was due before; none if there was none.
    pub from: Option<DateTime<Utc>>,
    /// When it is due now; none if it was removed.
    pub to: Option<DateTime<Utc>>,
    /// Whose thread it is.
    pub name: SafeText,
}

impl State {
    /// Asks until when the thread that has the focus is to be put away.
    pub fn ask_reminder(&mut self) {
        // Whether there is one is asked before a command runs.
        let Some(conversation) = self.target() else {
            return;
        };
        let due = self.reminder_ahead(&conversation);
        let title = match due {
            Some(due) => safe!(
                "Remind me of {} (now {})",
                self.name_for_reminder(&conversation),
                point(due, self.now, self.tz)
            ),
            None => safe!("Remind me of {}", self.name_for_reminder(&conversation)),
        };
        let offers = offers::offers(self.now, self.tz, due.is_some());
        let mut prompt = Prompt::new(
            title,
            Purpose::Remind {
                conversation,
                offers,
            },
        );
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
        conversation: &Conversation,
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
        self.remind(conversation, due, out);
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
        self.set_reminder(conversation, due, out);
        if due.is_some() {
            let lost = self.scope.view == BuiltinView::NeedsReply;
            self.go_on_from(conversation, lost, out);
        }
        self.say(said(&change, self));
        self.did(Step::of(vec![Part::Reminder(change)]));
    }

    /// Does a change again that was taken back.
    pub fn remind_again(&mut self, change: &ReminderChange, out: &mut Vec<Effect>) {
        if change.to.is_some_and(|due| due <= self.now) {
            self.say(safe!(
                "{}: the time of the reminder has passed.",
                change.name
            ));
            return;
        }
        self.set_reminder(&change.conversation, change.to, out);
        self.say(said(change, self));
        self.did_again(Step::of(vec![Part::Reminder(change.clone())]));
    }

    /// Takes back a change of a reminder.
    pub fn take_back_reminder(&mut self, change: &ReminderChange, out: &mut Vec<Effect>) {
        // A time that has passed meanwhile brings the thread back.
        let from = change.from.filter(|from| *from > self.now);
        self.set_reminder(&change.conversation, from, out);
        let back = ReminderChange {
            from: change.to,
            to: from,
            ..change.clone()
        };
        // Its row was taken out of the list by the change: it stands there again.
        self.list
            .done
            .retain(|(_, done)| Some(done) != back.conversation.thread());
        if from.is_none() {
            self.show_list_at(&back.conversation, out);
        }
        self.say(said(&back, self));
    }

    fn set_reminder(
        &mut self,
        conversation: &Conversation,
        due: Option<DateTime<Utc>>,
        out: &mut Vec<Effect>,
    ) {
        let Some(thread) = conversation.thread() else {
            return;
        };
        let reminder = due.map(|due| Reminder { due, is_due: false });
        let open = self
            .reading
            .as_mut()
            .and_then(|reading| reading.row.as_mut());
        for row in self.list.rows.iter_mut().chain(open) {
            if row.conversation == *conversation {
                row.reminder = reminder;
            }
        }
        out.push(Effect::SetReminder(thread.clone(), due));
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

fn said(change: &ReminderChange, state: &State) -> SafeText {
    let name = &change.name;
    match change.to {
        Some(due) => safe!(
            "{name}: put away until {}, or until the customer writes.",
            point(due, state.now, state.tz)
        ),
        None => safe!("{name}: no reminder any more."),
    }
}
