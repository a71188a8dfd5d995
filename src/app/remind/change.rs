//! Reminders set, changed, removed, taken back and set again: of one thread, or of many as one step.

use chrono::{DateTime, Utc};

use super::when::point;
use crate::app::State;
use crate::app::effect::Effect;
use crate::app::item::ThreadItem;
use crate::app::undo::{Part, Step};
use crate::model::{BuiltinView, Conversation, Reminder, ThreadId};
use crate::text::{SafeText, safe};

/// A reminder that was set, changed or removed: it is taken back by asking for `from` again.
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
    /// Sets, changes or removes the reminders of many threads: one step.
    pub fn remind_many(
        &mut self,
        items: &[ThreadItem],
        due: Option<DateTime<Utc>>,
        out: &mut Vec<Effect>,
    ) {
        let change = |item: &ThreadItem| ReminderChange {
            conversation: item.conversation.clone(),
            from: item.reminder.filter(|it| !it.is_due).map(|it| it.due),
            to: due,
            name: item.person.clone(),
        };
        let changes: Vec<ReminderChange> = items.iter().map(change).collect();
        self.set_reminders(&changes, out);
        if due.is_some() && self.scope.view == BuiltinView::NeedsReply {
            for thread in items.iter().filter_map(ThreadItem::thread) {
                self.drop_row(thread);
            }
        }
        self.did(Step::of(vec![Part::Reminders(changes)]));
    }

    /// Does changes again that were taken back.
    pub fn remind_again(&mut self, changes: &[ReminderChange], out: &mut Vec<Effect>) {
        let passed = |change: &ReminderChange| change.to.is_some_and(|due| due <= self.now);
        if let Some(change) = changes.iter().find(|change| passed(change)) {
            self.say(safe!(
                "{}: the time of the reminder has passed.",
                change.name
            ));
            return;
        }
        self.set_reminders(changes, out);
        self.say(said(changes, self));
        self.did_again(Step::of(vec![Part::Reminders(changes.to_vec())]));
    }

    /// Takes changes of reminders back.
    pub fn take_back_reminders(&mut self, changes: &[ReminderChange], out: &mut Vec<Effect>) {
        let now = self.now;
        let back = |change: &ReminderChange| ReminderChange {
            from: change.to,
            // A time that has passed meanwhile brings the thread back.
            to: change.from.filter(|from| *from > now),
            ..change.clone()
        };
        let back: Vec<ReminderChange> = changes.iter().map(back).collect();
        self.set_reminders(&back, out);
        // Rows were taken out of the list by the change: they stand there again.
        let is_back = |thread: &ThreadId| {
            let mut threads = back.iter().filter_map(|it| it.conversation.thread());
            threads.any(|it| it == thread)
        };
        self.list.done.retain(|(_, done)| !is_back(done));
        if let Some(first) = back.iter().find(|change| change.to.is_none()) {
            let first = first.conversation.clone();
            self.show_list_at(&first, out);
        }
        let words = match back.as_slice() {
            [_] => said(&back, self),
            many => safe!("{} threads are as they were.", many.len()),
        };
        self.say(words);
    }

    /// Asks for reminders and shows them at once.
    pub(super) fn set_reminders(&mut self, changes: &[ReminderChange], out: &mut Vec<Effect>) {
        let mut asked: Vec<(ThreadId, Option<DateTime<Utc>>)> = Vec::new();
        for change in changes {
            if let Some(thread) = change.conversation.thread() {
                self.show_reminder(&change.conversation, change.to);
                asked.push((thread.clone(), change.to));
            }
        }
        if !asked.is_empty() {
            out.push(Effect::SetReminders(asked));
        }
    }

    fn show_reminder(&mut self, conversation: &Conversation, due: Option<DateTime<Utc>>) {
        let reminder = due.map(|due| Reminder { due, is_due: false });
        for row in self.rows_of(conversation) {
            row.reminder = reminder;
        }
    }
}

/// What was done, in a sentence.
pub(super) fn said(changes: &[ReminderChange], state: &State) -> SafeText {
    match changes {
        [] => SafeText::default(),
        [change] => {
            let name = &change.name;
            match change.to {
                Some(due) => safe!(
                    "{name}: put away until {}, or until the customer writes.",
                    point(due, state.now, state.tz)
                ),
                None => safe!("{name}: no reminder any more."),
            }
        }
        many => safe!("{} threads are changed again.", many.len()),
    }
}
