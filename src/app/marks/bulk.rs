//! One action for all marked threads: first what will happen, then one key, then one step to undo.

use chrono::{DateTime, Utc};

use crate::app::effect::{Effect, ReadMark};
use crate::app::item::ThreadItem;
use crate::app::menu::{Choice, Menu, MenuItem};
use crate::app::overlay::Overlay;
use crate::app::remind::when::Unclear;
use crate::app::settings::Advance;
use crate::app::status::loses_row;
use crate::app::undo::{Part, StatusChange, Step, Unread};
use crate::app::{Pane, State};
use crate::model::{Conversation, Reminder, ThreadStatus};
use crate::text::SafeText;

use super::words;

/// What is done to every marked thread.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// Give it this status.
    Status(ThreadStatus),
    /// Count it as unread, or as read.
    Unread(bool),
    /// Put it away until then, or (no time) take its reminder away.
    Remind(Option<DateTime<Utc>>),
}

/// What will become of each marked thread.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// To be changed.
    pub changed: Vec<ThreadItem>,
    /// As wanted already.
    pub already: usize,
    /// Feeds of channels, which have no status and cannot be put away.
    pub feeds: usize,
    /// The server no longer has them.
    pub gone: usize,
    /// Marked where this list does not show them.
    pub elsewhere: Vec<SafeText>,
}

impl State {
    /// Whether there are marks; then the summary of what will happen to all of them is shown.
    pub fn ask_for_marked(&mut self, deed: &Deed, out: &mut Vec<Effect>) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        if matches!(deed, Deed::Status(_)) && self.refuse_writing() {
            return true;
        }
        self.look_at_marked(out);
        let plan = self.plan(deed);
        // Of reading, both ways are offered.
        if plan.changed.is_empty() && !matches!(deed, Deed::Unread(_)) {
            let words = words::nothing(deed, &plan);
            self.say(words);
            return true;
        }
        self.overlay = Some(Overlay::Menu(self.bulk_summary(deed)));
        true
    }

    /// Asks which status all marked threads get. False where nothing is marked.
    pub fn ask_status_of_marked(&mut self) -> bool {
        if self.marks.is_empty() {
            return false;
        }
        let title = SafeText::line(&format!("Status of {} marked threads", self.marks.len()));
        let item = |key, words: &'static str, status| {
            MenuItem::new(key, words, Choice::AskForMarked(Deed::Status(status)))
        };
        let items = vec![
            item('o', "open", ThreadStatus::Open),
            item('c', "closed", ThreadStatus::Closed),
            item('a', "archived", ThreadStatus::Archived),
        ];
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
        true
    }

    /// What will happen has changed while it was being read.
    pub(super) fn refresh_summary(&mut self) {
        let Some(Overlay::Menu(menu)) = &self.overlay else {
            return;
        };
        let deed = menu.items.iter().find_map(|item| match &item.choice {
            Choice::Marked(deed) => Some(deed.clone()),
            _ => None,
        });
        let selected = menu.selected;
        if let Some(deed) = deed {
            let mut menu = self.bulk_summary(&deed);
            menu.selected = selected.min(menu.items.len().saturating_sub(1));
            self.overlay = Some(Overlay::Menu(menu));
        }
    }

    fn bulk_summary(&self, deed: &Deed) -> Menu {
        let plan = self.plan(deed);
        let mut items = Vec::new();
        if let Deed::Unread(_) = deed {
            for (key, unread) in [('u', true), ('r', false)] {
                let deed = Deed::Unread(unread);
                let count = self.plan(&deed).changed.len();
                let words = words::button(&deed, count);
                items.push(MenuItem::new(key, words, Choice::Marked(deed)));
            }
        } else {
            let words = words::button(deed, plan.changed.len());
            items.push(MenuItem::new('y', words, Choice::Marked(deed.clone())));
        }
        let one = self.target().filter(|target| deed.is_for(target));
        if let Some(target) = one {
            let words = format!("Only {}, not the marked ones", self.name_of(&target));
            let only = Choice::Only(target, deed.clone());
            items.push(MenuItem::new('o', SafeText::line(&words), only));
        }
        Menu::new(words::summary(deed, &plan, self.now, self.tz), items)
    }

    fn plan(&self, deed: &Deed) -> Plan {
        let mut plan = Plan::default();
        for (item, shown) in self.marked_items() {
            if !shown {
                plan.elsewhere.push(item.person.clone());
            }
            match deed {
                Deed::Unread(unread) if item.unread == *unread => plan.already += 1,
                Deed::Status(_) | Deed::Remind(_) if item.thread().is_none() => plan.feeds += 1,
                Deed::Status(_) | Deed::Remind(_) if item.gone => plan.gone += 1,
                Deed::Remind(due) if has_reminder(&item, *due) => plan.already += 1,
                // A thread that is settled already is settled again where its customer wrote since.
                Deed::Status(to) if item.status == *to && !owes(&item) => plan.already += 1,
                Deed::Status(_) | Deed::Unread(_) | Deed::Remind(_) => plan.changed.push(item),
            }
        }
        plan
    }

    /// Does it, to all marked threads as they are now.
    pub fn do_to_marked(&mut self, deed: &Deed, out: &mut Vec<Effect>) {
        let plan = self.plan(deed);
        if plan.changed.is_empty() {
            let words = words::nothing(deed, &plan);
            self.say(words);
            return;
        }
        match deed {
            Deed::Status(_) if self.refuse_writing() => return,
            Deed::Status(to) => self.set_statuses(&plan.changed, to, out),
            Deed::Unread(unread) => self.set_unread(&plan.changed, *unread, out),
            Deed::Remind(Some(due)) if *due <= self.now => {
                // The summary stood open for a while.
                self.say(Unclear::Past.sentence());
                return;
            }
            Deed::Remind(due) => {
                self.remind_many(&plan.changed, *due, out);
                self.leave_done(&plan.changed, due.is_some(), out);
            }
        }
        self.clear_marks();
        let keys = self.undo_keys();
        let count = plan.changed.len();
        self.say(words::done(deed, count, &keys, self.now, self.tz));
    }

    /// Does it to one, whatever is marked.
    pub fn do_to_one(&mut self, one: &Conversation, deed: &Deed, out: &mut Vec<Effect>) {
        match deed {
            Deed::Status(to) => self.settle_one(one, to, true, out),
            Deed::Unread(_) => self.mark_one_unread(one.clone(), out),
            Deed::Remind(due) => self.remind(one, *due, out),
        }
    }

    fn set_statuses(&mut self, items: &[ThreadItem], to: &ThreadStatus, out: &mut Vec<Effect>) {
        let mut changes: Vec<StatusChange> = Vec::new();
        for item in items {
            let from = item.status.clone();
            let mut change = self.status_change(&item.conversation, from, to.clone());
            // A row that is not here has a name all the same.
            change.name = item.person.clone();
            change.owed = owes(item);
            changes.push(change);
        }
        self.change_statuses(changes, true, out);
        if self.advance != Advance::Stay {
            for item in items {
                if let Some(thread) = item.thread()
                    && loses_row(self, to)
                {
                    self.drop_row(thread);
                }
            }
        }
        self.leave_done(items, self.advance != Advance::Stay, out);
    }

    /// Goes to the list where the open conversation was one of them.
    fn leave_done(&mut self, items: &[ThreadItem], leaving: bool, out: &mut Vec<Effect>) {
        let open = self.reading.as_ref().map(|open| &open.conversation);
        let left = open.is_some_and(|open| items.iter().any(|item| item.conversation == *open));
        if left && self.pane == Pane::Conversation && leaving {
            self.focus(Pane::Threads, out);
        }
        self.preview_selected(out);
    }

    fn set_unread(&mut self, items: &[ThreadItem], unread: bool, out: &mut Vec<Effect>) {
        let conversations: Vec<Conversation> =
            items.iter().map(|item| item.conversation.clone()).collect();
        let to = if unread {
            ReadMark::Unread
        } else {
            ReadMark::Read
        };
        self.show_unread(&conversations, unread);
        out.push(Effect::MarkMany(conversations.clone(), to));
        let part = Part::Unread(Unread {
            conversations,
            unread,
        });
        self.did(Step::of(vec![part]));
        if self.pane == Pane::Conversation && unread {
            self.focus(Pane::Threads, out);
        }
    }

    /// Shows at once what counts as unread.
    pub fn show_unread(&mut self, conversations: &[Conversation], unread: bool) {
        for row in &mut self.list.rows {
            if conversations.contains(&row.conversation) {
                row.unread = unread;
            }
        }
        for conversation in conversations {
            if let Some(item) = self.marks.items.get_mut(conversation) {
                item.unread = unread;
            }
        }
        if let Some(reading) = &mut self.reading
            && unread
            && conversations.contains(&reading.conversation)
        {
            // Else it would be read again at once, being on the screen.
            reading.opened = false;
            reading.read = None;
        }
    }
}

impl Deed {
    /// Whether it can be done to a conversation at all.
    const fn is_for(&self, conversation: &Conversation) -> bool {
        match self {
            Self::Remind(_) => conversation.thread().is_some(),
            Self::Status(_) | Self::Unread(_) => true,
        }
    }
}

/// Whether it has the reminder that is asked for: this one, or none.
fn has_reminder(item: &ThreadItem, due: Option<DateTime<Utc>>) -> bool {
    match due {
        Some(due) => item.reminder == Some(Reminder { due, is_due: false }),
        None => item.reminder.is_none(),
    }
}

/// Whether its customer wrote since it was settled, and waits.
pub(super) fn owes(item: &ThreadItem) -> bool {
    item.wrote_again && item.waiting.for_us().is_some()
}
