//! The list of threads: windows of rows, a selection by id, and calm merging of news.

use crate::model::{Conversation, ThreadId};
use crate::query::{ListSpec, Query};

use super::effect::{Anchor, Effect, Extend};
use super::geometry::{ROWS_PER_THREAD, layout};
use super::item::ThreadItem;
use super::msg::{ListPurpose, ListWindow};
use super::{Pane, State};

/// Rows asked for at once: some screens full.
const WINDOW: u32 = 160;
/// More rows are asked for when the cursor is so near the end of what is here.
const MARGIN: usize = 30;
/// Rows kept at the most; beyond that those at the far end are dropped and fetched again when needed.
const KEPT: usize = 640;

/// The list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct List {
    /// The number of the question the rows answer.
    pub generation: u64,
    /// The rows that are here.
    pub rows: Vec<ThreadItem>,
    /// Whether there are more before them.
    pub before: bool,
    /// Whether there are more after them.
    pub after: bool,
    /// All threads that match.
    pub total: u32,
    /// The selected row, by what it opens.
    pub selected: Option<Conversation>,
    /// The first row on the screen.
    pub top: usize,
    /// Threads that came since and would move the rows.
    pub news: u32,
    /// The person has moved or acted here since the list was shown.
    pub touched: bool,
    /// The filter in force.
    pub filter: Option<Query>,
    /// Rows were here at least once.
    pub loaded: bool,
    /// Which end was asked for more rows.
    pub extending: Option<Extend>,
    /// The row to select once the rows of that end are here.
    pub goal: Option<Extend>,
}

impl List {
    /// Where the selected row is among those that are here.
    pub fn index(&self) -> Option<usize> {
        let selected = self.selected.as_ref()?;
        self.rows
            .iter()
            .position(|row| row.conversation == *selected)
    }

    /// The selected row.
    pub fn row(&self) -> Option<&ThreadItem> {
        self.index().and_then(|index| self.rows.get(index))
    }
}

impl State {
    /// The question the list asks.
    pub fn list_spec(&self) -> ListSpec {
        ListSpec {
            view: self.scope.view,
            channel: self.scope.channel.clone(),
            filter: self.list.filter.clone(),
            sort: self.scope.view.sort(),
        }
    }

    /// Shows the list anew, around the selected thread where `keep` says so.
    pub fn show_list(&mut self, keep: bool, out: &mut Vec<Effect>) {
        let anchor = match self.list.selected.as_ref().and_then(Conversation::thread) {
            Some(thread) if keep => Anchor::Around(thread.clone()),
            _ => Anchor::First,
        };
        if !keep {
            self.list.selected = None;
            self.list.top = 0;
        }
        self.list.touched = false;
        self.ask_list(ListPurpose::Show, anchor, out);
        self.ask_counts(out);
    }

    /// Asks for the counts of the scope.
    pub fn ask_counts(&mut self, out: &mut Vec<Effect>) {
        if self.asked.counts.ask() {
            out.push(Effect::LoadCounts(self.scope.channel.clone()));
        }
    }

    /// Asks again because the store changed: the same rows, to be merged calmly.
    pub fn merge_list(&mut self, out: &mut Vec<Effect>) {
        if !self.asked.list.ask() {
            return;
        }
        // The window must cover what is on the screen, so it stands around the first row shown.
        let anchor = match self
            .list
            .rows
            .get(self.list.top)
            .and_then(ThreadItem::thread)
        {
            Some(thread) if self.list.top > 0 => Anchor::Around(thread.clone()),
            _ => Anchor::First,
        };
        self.push_list(ListPurpose::Merge, anchor, out);
    }

    fn ask_list(&mut self, purpose: ListPurpose, anchor: Anchor, out: &mut Vec<Effect>) {
        // A new question makes the one under way worthless: its answer is dropped by its number.
        self.asked.list.busy = true;
        self.asked.list.again = false;
        self.push_list(purpose, anchor, out);
    }

    fn push_list(&mut self, purpose: ListPurpose, anchor: Anchor, out: &mut Vec<Effect>) {
        let generation = self.next_generation();
        self.list.generation = generation;
        self.list.extending = None;
        out.push(Effect::LoadList {
            generation,
            purpose,
            spec: self.list_spec(),
            anchor,
            limit: WINDOW,
        });
    }

    /// Rows arrived.
    pub fn list_arrived(
        &mut self,
        generation: u64,
        purpose: ListPurpose,
        window: ListWindow,
        out: &mut Vec<Effect>,
    ) {
        if generation != self.list.generation {
            return;
        }
        match purpose {
            ListPurpose::Show => self.replace_rows(window, out),
            ListPurpose::Merge => self.merge_rows(window, out),
            ListPurpose::More(end) => {
                self.extend_rows(end, window);
                return;
            }
        }
        if self.asked.list.answered() {
            self.merge_list(out);
        }
    }

    fn replace_rows(&mut self, window: ListWindow, out: &mut Vec<Effect>) {
        let index = self.list.index();
        self.list.before = window.before;
        self.list.after = window.after;
        self.list.total = window.total;
        self.list.rows = window.rows.into_iter().map(Into::into).collect();
        self.list.news = 0;
        self.list.loaded = true;
        self.put_feed_row();
        let goal = self.list.goal.take();
        if goal == Some(Extend::After) {
            self.list.selected = self.list.rows.last().map(|row| row.conversation.clone());
        } else if self.list.index().is_none() {
            // The selected thread has left the list: stay at the same height.
            let index = index
                .unwrap_or(0)
                .min(self.list.rows.len().saturating_sub(1));
            self.list.selected = self
                .list
                .rows
                .get(index)
                .map(|row| row.conversation.clone());
        }
        self.keep_selection_visible();
        self.preview_selected(out);
    }

    /// The feed of the scope's channel is the first row of its list.
    fn put_feed_row(&mut self) {
        if self.list.before || self.list.filter.is_some() {
            return;
        }
        let feed = self
            .scope
            .channel
            .as_ref()
            .and_then(|id| self.channel(id))
            .filter(|channel| channel.feed > 0)
            .map(ThreadItem::feed);
        if let Some(feed) = feed {
            self.list.rows.insert(0, feed);
        }
    }

    /// News never move a row under the cursor: what is on the screen is brought up to date in its place, rows that
    /// follow the last one are added, and whatever would have to be put between waits in `news`.
    fn merge_rows(&mut self, window: ListWindow, out: &mut Vec<Effect>) {
        if !self.list.touched {
            // Nobody looks at a certain row yet: the first stays the selected one.
            let first = self.list.index().is_none_or(|index| index == 0);
            if first {
                self.list.selected = None;
            }
            self.replace_rows(window, out);
            return;
        }
        self.list.total = window.total;
        let mut fresh: Vec<ThreadItem> = window.rows.into_iter().map(Into::into).collect();
        let mut seen_from = None;
        for row in &mut self.list.rows {
            if row.thread().is_none() {
                continue;
            }
            match fresh
                .iter()
                .position(|new| new.conversation == row.conversation)
            {
                Some(index) => {
                    seen_from = Some(seen_from.map_or(index, |most: usize| most.max(index)));
                    *row = fresh[index].clone();
                }
                // Rows outside of the window's reach are not known to have left.
                None if !window.before && !window.after => row.left = true,
                None => {}
            }
        }
        let known = |item: &ThreadItem| {
            self.list
                .rows
                .iter()
                .any(|row| row.conversation == item.conversation)
        };
        let tail = seen_from.map_or(0, |most| most + 1);
        let appended: Vec<_> = if self.list.after {
            Vec::new()
        } else {
            let tail = tail.min(fresh.len());
            fresh
                .split_off(tail)
                .into_iter()
                .filter(|item| !known(item))
                .collect()
        };
        self.list.news = fresh.iter().filter(|item| !known(item)).count() as u32;
        if !self.list.after {
            self.list.after = window.after;
        }
        self.list.rows.extend(appended);
        self.keep_selection_visible();
    }

    fn extend_rows(&mut self, end: Extend, window: ListWindow) {
        self.list.extending = None;
        let mut rows: Vec<ThreadItem> = window.rows.into_iter().map(Into::into).collect();
        rows.retain(|new| {
            !self
                .list
                .rows
                .iter()
                .any(|row| row.conversation == new.conversation)
        });
        match end {
            Extend::Before => {
                self.list.before = window.before;
                self.list.top += rows.len();
                rows.append(&mut self.list.rows);
                self.list.rows = rows;
                self.put_feed_row();
                if self.list.rows.len() > KEPT {
                    self.list.rows.truncate(KEPT);
                    self.list.after = true;
                }
            }
            Extend::After => {
                self.list.after = window.after;
                self.list.rows.append(&mut rows);
                let excess = self.list.rows.len().saturating_sub(KEPT);
                let excess = excess.min(self.list.top);
                if excess > 0 {
                    self.list.rows.drain(..excess);
                    self.list.top -= excess;
                    self.list.before = true;
                }
            }
        }
        self.keep_selection_visible();
    }

    /// Moves the selection by rows.
    pub fn move_selection(&mut self, by: isize, out: &mut Vec<Effect>) {
        self.list.touched = true;
        if self.list.rows.is_empty() {
            return;
        }
        let last = self.list.rows.len() - 1;
        let index = self.list.index().unwrap_or(0);
        let index = index.saturating_add_signed(by).min(last);
        self.select_index(index, out);
    }

    /// Selects a row by its place.
    pub fn select_index(&mut self, index: usize, out: &mut Vec<Effect>) {
        let Some(row) = self.list.rows.get(index) else {
            return;
        };
        self.list.selected = Some(row.conversation.clone());
        self.keep_selection_visible();
        self.preview_selected(out);
        self.fetch_near_ends(index, out);
    }

    fn fetch_near_ends(&mut self, index: usize, out: &mut Vec<Effect>) {
        if self.list.extending.is_some() {
            return;
        }
        let end = if self.list.after && index + MARGIN >= self.list.rows.len() {
            Extend::After
        } else if self.list.before && index < MARGIN {
            Extend::Before
        } else {
            return;
        };
        let anchor = match end {
            Extend::After => self.list.rows.iter().rev().find_map(ThreadItem::thread),
            Extend::Before => self.list.rows.iter().find_map(ThreadItem::thread),
        };
        let Some(thread) = anchor.cloned() else {
            return;
        };
        self.list.extending = Some(end);
        out.push(Effect::LoadList {
            generation: self.list.generation,
            purpose: ListPurpose::More(end),
            spec: self.list_spec(),
            anchor: match end {
                Extend::After => Anchor::After(thread),
                Extend::Before => Anchor::Before(thread),
            },
            limit: WINDOW,
        });
    }

    /// The first or last row of the whole list, which may not be here yet.
    pub fn select_end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        self.list.touched = true;
        let (missing, index, anchor) = match end {
            Extend::Before => (self.list.before, 0, Anchor::First),
            Extend::After => (
                self.list.after,
                self.list.rows.len().saturating_sub(1),
                Anchor::Last,
            ),
        };
        if missing {
            self.list.selected = None;
            self.list.goal = Some(end);
            self.ask_list(ListPurpose::Show, anchor, out);
        } else {
            self.select_index(index, out);
        }
    }

    /// Selects the row of a conversation if it is here.
    pub fn select_conversation(&mut self, conversation: &Conversation) {
        if self
            .list
            .rows
            .iter()
            .any(|row| row.conversation == *conversation)
        {
            self.list.selected = Some(conversation.clone());
            self.keep_selection_visible();
        }
    }

    /// Takes a row out of the list because the person's own action moved it elsewhere, and selects the one that
    /// takes its place.
    pub fn drop_row(&mut self, thread: &ThreadId) {
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
        if selected {
            let index = index.min(self.list.rows.len().saturating_sub(1));
            self.list.selected = self
                .list
                .rows
                .get(index)
                .map(|row| row.conversation.clone());
        }
        self.keep_selection_visible();
    }

    /// How many rows the list shows.
    pub fn list_height(&self) -> usize {
        let rows = layout(self)
            .threads
            .map_or(1, |pane| pane.inner.h / ROWS_PER_THREAD);
        usize::from(rows.max(1))
    }

    /// Scrolls the list just so far that the selected row is on the screen.
    pub fn keep_selection_visible(&mut self) {
        let height = self.list_height();
        let most = self.list.rows.len().saturating_sub(height);
        self.list.top = self.list.top.min(most);
        if let Some(index) = self.list.index() {
            if index < self.list.top {
                self.list.top = index;
            } else if index >= self.list.top + height {
                self.list.top = index + 1 - height;
            }
        }
    }

    /// Shows the selected thread beside the list, if there is room and the person wants it.
    pub fn preview_selected(&mut self, out: &mut Vec<Effect>) {
        let Some(conversation) = self.list.selected.clone() else {
            if self.composer.is_none() && self.pane != Pane::Conversation {
                self.reading = None;
            }
            return;
        };
        // What is being answered or read stays: only the list's own movements change the preview.
        if self.composer.is_some() || self.pane == Pane::Conversation {
            return;
        }
        if self.preview && layout(self).conversation.is_some() {
            self.open_conversation(conversation, false, out);
        }
    }
}
