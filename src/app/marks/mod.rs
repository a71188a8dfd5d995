//! Marks: the threads that the next action is to be for, by their ids. They outlive scrolling, news and other views.

mod bulk;
mod words;

use std::collections::BTreeMap;

use crate::model::{Conversation, ThreadId, ThreadRow};
use crate::text::SafeText;

use super::State;
use super::effect::Effect;
use super::item::ThreadItem;

pub use bulk::Deed;

/// The marked threads, each with what was last known of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks {
    items: BTreeMap<Conversation, ThreadItem>,
    last: Option<Conversation>,
}

impl Marks {
    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many are marked.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether a conversation is marked.
    pub fn has(&self, conversation: &Conversation) -> bool {
        self.items.contains_key(conversation)
    }

    fn put(&mut self, row: &ThreadItem) {
        self.items.insert(row.conversation.clone(), row.clone());
    }

    fn toggle(&mut self, row: &ThreadItem) {
        if self.items.remove(&row.conversation).is_none() {
            self.put(row);
        }
    }
}

impl State {
    /// Marks the selected row, or takes its mark away, and moves on to the next.
    pub fn mark_selected(&mut self, out: &mut Vec<Effect>) {
        let Some(row) = self.list.row() else {
            return;
        };
        self.marks.toggle(row);
        self.marks.last = Some(row.conversation.clone());
        self.look_at_marked(out);
        self.move_selection(1, out);
    }

    /// Marks every row from the one marked last to the selected one.
    pub fn mark_range(&mut self, out: &mut Vec<Effect>) {
        let Some(here) = self.list.index() else {
            return;
        };
        let last = self.marks.last.as_ref();
        let Some(there) = last.and_then(|last| self.list.place_of(last)) else {
            self.say("A range begins at the last mark, and none is in these rows: mark its first row, then its last.");
            return;
        };
        for row in &self.list.rows[here.min(there)..=here.max(there)] {
            self.marks.put(row);
        }
        self.marks.last = self.list.selected.clone();
        self.look_at_marked(out);
        self.say_marked();
    }

    /// Marks what is not marked and takes the marks of what is, among the rows of the list that are here.
    pub fn invert_marks(&mut self, out: &mut Vec<Effect>) {
        for row in &self.list.rows {
            self.marks.toggle(row);
        }
        self.look_at_marked(out);
        self.say_marked();
    }

    /// Takes all marks away. False where there is none.
    pub fn clear_marks(&mut self) -> bool {
        let cleared = !self.marks.is_empty();
        self.marks = Marks::default();
        if cleared {
            self.say("The marks are taken away.");
        }
        cleared
    }

    fn say_marked(&mut self) {
        let more = if self.list.before || self.list.after {
            " There are more rows than those that are here; only these were looked at."
        } else {
            ""
        };
        let words = format!("{} marked.{more}", self.marks.len());
        self.say(SafeText::line(&words));
    }

    /// A reply goes to one: who has marked some is told so.
    pub fn say_one_of_marked(&mut self, conversation: &Conversation) {
        if !self.marks.is_empty() && self.composer.is_some() {
            let words = format!(
                "{} are marked; this goes to {} only.",
                self.marks.len(),
                self.name_of(conversation)
            );
            self.say(SafeText::line(&words));
        }
    }

    /// Rows are about to be replaced: what they say of marked threads is kept.
    pub fn remember_marked(&mut self) {
        if self.marks.is_empty() {
            return;
        }
        for row in self.list.rows.iter().filter(|row| !row.left) {
            if let Some(item) = self.marks.items.get_mut(&row.conversation) {
                item.clone_from(row);
            }
        }
    }

    /// Asks the store for the marked threads that no row shows as they are now.
    pub fn look_at_marked(&mut self, out: &mut Vec<Effect>) {
        let shown = |conversation: &Conversation| {
            let place = self.list.place_of(conversation);
            place.is_some_and(|place| !self.list.rows[place].left)
        };
        let marked = self.marks.items.keys();
        let unseen: Vec<ThreadId> = marked
            .filter(|conversation| !shown(conversation))
            .filter_map(|conversation| conversation.thread().cloned())
            .collect();
        if !unseen.is_empty() {
            out.push(Effect::LoadMarked(unseen));
        }
    }

    /// What the store knows of marked threads has arrived: a summary that is open says it.
    pub fn marked_arrived(&mut self, rows: Vec<ThreadRow>) {
        for row in rows {
            let row = ThreadItem::from(row);
            if let Some(item) = self.marks.items.get_mut(&row.conversation) {
                *item = row;
            }
        }
        self.refresh_summary();
    }

    /// Whether one of the marked threads has a reminder.
    pub fn marked_have_reminders(&self) -> bool {
        let items = self.marked_items();
        items.iter().any(|(item, _)| item.reminder.is_some())
    }

    /// The marked threads as they are known now, in the order of the list; those it does not show come last.
    fn marked_items(&self) -> Vec<(ThreadItem, bool)> {
        let mut items: Vec<(usize, ThreadItem, bool)> = Vec::new();
        for (conversation, kept) in &self.marks.items {
            let place = self.list.place_of(conversation);
            let row = place.and_then(|place| self.list.rows.get(place));
            let place = place.unwrap_or(usize::MAX);
            match row {
                Some(row) if !row.left => items.push((place, row.clone(), true)),
                Some(_) => items.push((place, kept.clone(), true)),
                None => items.push((place, kept.clone(), false)),
            }
        }
        items.sort_by_key(|(place, ..)| *place);
        items
            .into_iter()
            .map(|(_, item, shown)| (item, shown))
            .collect()
    }
}
