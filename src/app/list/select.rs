//! The selection: always a row that is here, or none.

use crate::app::State;
use crate::app::effect::{Effect, Extend};
use crate::model::Anchor;
use crate::model::{Conversation, ThreadId};

impl State {
    /// Moves the selection by rows.
    pub fn move_selection(&mut self, by: isize, out: &mut Vec<Effect>) {
        let Some(last) = self.list.rows.len().checked_sub(1) else {
            return;
        };
        let index = self.list.index().unwrap_or(0);
        self.select_index(index.saturating_add_signed(by).min(last), out);
    }

    /// Selects a row by its place.
    pub fn select_index(&mut self, index: usize, out: &mut Vec<Effect>) {
        let Some(row) = self.list.rows.get(index) else {
            return;
        };
        self.list.selected = Some(row.conversation.clone());
        self.keep_selection_visible();
        self.preview_selected(out);
        self.fetch_near_ends(out);
    }

    /// Moves the selection by rows; what is shown beside the list stays.
    pub(super) fn select_beside(&mut self, by: isize, out: &mut Vec<Effect>) {
        let index = self.list.index().unwrap_or(0).saturating_add_signed(by);
        let last = self.list.rows.len().saturating_sub(1);
        if let Some(row) = self.list.rows.get(index.min(last)) {
            self.list.selected = Some(row.conversation.clone());
            self.keep_selection_visible();
            self.fetch_near_ends(out);
        }
    }

    /// The first or last row of the whole list, which may not be here yet.
    pub fn select_end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        let (missing, index, anchor) = match end {
            Extend::Before => (self.list.before, 0, Anchor::First),
            Extend::After => (
                self.list.after,
                self.list.rows.len().saturating_sub(1),
                Anchor::Last,
            ),
        };
        if missing {
            self.list.wanted = None;
            self.list.goal = Some(end);
            self.ask_list(anchor, out);
        } else {
            self.select_index(index, out);
        }
    }

    /// Selects the row of a conversation if it is here, and says whether it is.
    pub fn select_conversation(&mut self, conversation: &Conversation) -> bool {
        let here = self.list.place_of(conversation).is_some();
        if here {
            self.list.selected = Some(conversation.clone());
            self.keep_selection_visible();
        }
        here
    }

    /// Takes a row out of the list because the person's own action moved it elsewhere, and selects the one that
    /// takes its place.
    pub fn drop_row(&mut self, thread: &ThreadId) {
        // An answer that is under way still has it.
        self.list.done.push((self.list.generation, thread.clone()));
        let Some(index) = self
            .list
            .rows
            .iter()
            .position(|row| row.thread() == Some(thread))
        else {
            return;
        };
        let selected = self.list.index() == Some(index);
        self.list.rows.remove(index);
        self.list.total = self.list.total.saturating_sub(1);
        self.list.shown = self.list.shown.saturating_sub(1);
        if index < self.list.top {
            self.list.top -= 1;
        }
        if selected {
            // Rows that have left the view are done, too: one of them is next only where there is no other.
            let (before, after) = self.list.rows.split_at(index);
            let mut near = after.iter().chain(before.iter().rev());
            let next = near.clone().find(|row| !row.left).or_else(|| near.next());
            self.list.selected = next.map(|row| row.conversation.clone());
        }
        self.keep_selection_visible();
    }
}
