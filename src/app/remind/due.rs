//! Reminders that become due: the program wakes, the thread is back and says so until somebody looks at it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::effect::Effect;
use crate::app::item::line;
use crate::app::{Pane, State};
use crate::model::ThreadRow;
use crate::text::{SafeText, safe};

/// If bringing back what is due fails, it is tried again after so long.
const AGAIN: TimeDelta = TimeDelta::minutes(1);

impl State {
    /// Whether it is time to ask for what is due.
    pub fn reminder_is_due(&self) -> bool {
        self.reminders.next.is_some_and(|next| next <= self.now)
    }

    /// Brings back what is due, and asks when the next will be.
    pub fn ask_reminders(&mut self, out: &mut Vec<Effect>) {
        // The answer says when the next one is. Until it is here, the asking does not go round in circles.
        if self.reminder_is_due() {
            self.reminders.next = Some(self.now + AGAIN);
        }
        if self.asked.reminders.ask() {
            out.push(Effect::RingReminders);
        }
    }

    /// What was due is back.
    pub fn reminders_rung(
        &mut self,
        threads: &[ThreadRow],
        next: Option<DateTime<Utc>>,
        out: &mut Vec<Effect>,
    ) {
        self.reminders.next = next;
        if self.asked.reminders.answered() {
            self.ask_reminders(out);
        }
        if !threads.is_empty() {
            self.say(back(threads));
            self.notify_reminders(threads, out);
        }
    }

    /// The person looks at a thread that is back: its reminder is done.
    pub fn see_reminder(&mut self, out: &mut Vec<Effect>) {
        let showing = self.pane == Pane::Conversation && self.overlay.is_none();
        let Some(reading) = self.reading.as_mut().filter(|_| showing) else {
            return;
        };
        let Some(row) = reading.row.as_mut().filter(|_| reading.opened) else {
            return;
        };
        if row.reminder.is_none_or(|reminder| !reminder.is_due) {
            return;
        }
        row.reminder = None;
        let conversation = row.conversation.clone();
        for row in &mut self.list.rows {
            if row.conversation == conversation {
                row.reminder = None;
            }
        }
        if let Some(thread) = conversation.thread() {
            out.push(Effect::ReminderSeen(thread.clone()));
        }
    }
}

/// Who is back, in a sentence.
fn back(threads: &[ThreadRow]) -> SafeText {
    let name = |row: &ThreadRow| match row.person.as_ref().or(row.title.as_ref()) {
        Some(name) => line(name),
        None => "a thread".into(),
    };
    match threads {
        [one] => safe!("Reminder: {} is back.", name(one)),
        [one, two] => safe!("Reminder: {} and {} are back.", name(one), name(two)),
        [one, rest @ ..] => safe!("Reminder: {} and {} more are back.", name(one), rest.len()),
        [] => SafeText::default(),
    }
}
