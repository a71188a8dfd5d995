//! The list of threads: windows of rows, a selection by id, and calm merging of news.

mod arrive;
mod filling;
mod local;
mod merge;
pub mod passing;
mod select;

use crate::model::Anchor;
use crate::model::{Conversation, ThreadId};
use crate::query::{ListSpec, Query};

use super::effect::{Effect, Extend};
use super::geometry::{ROWS_PER_THREAD, layout};
use super::item::ThreadItem;
use super::msg::ListPurpose;
use super::{Pane, State};

pub use filling::Filling;

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
    /// How many matched when the rows were shown, and those that were put behind them since.
    pub shown: u32,
    /// The selected row, by what it opens.
    pub selected: Option<Conversation>,
    /// The first row on the screen.
    pub top: usize,
    /// Threads that came since and would move the rows.
    pub news: u32,
    /// The rows under way are those of a first synchronisation: they are shown as they come.
    pub fills: bool,
    /// The news are asked for: the rows above the selected one are to be seen, as far as it stays in sight.
    pub revealing: bool,
    /// The person has moved or acted here since the list was shown.
    pub touched: bool,
    /// The filter in force.
    pub filter: Option<Query>,
    /// Rows were here at least once.
    pub loaded: bool,
    /// Which end was asked for more rows.
    pub extending: Option<Extend>,
    /// The end to go to once the rows are here.
    pub goal: Option<Extend>,
    /// The row to select once it is here.
    pub wanted: Option<Conversation>,
    /// Threads the person's own action took out, by the number of the last question before it: its answer still has
    /// them.
    pub done: Vec<(u64, ThreadId)>,
}

impl List {
    /// Where the selected row is among those that are here.
    pub fn index(&self) -> Option<usize> {
        self.place_of(self.selected.as_ref()?)
    }

    /// The selected row.
    pub fn row(&self) -> Option<&ThreadItem> {
        self.index().and_then(|index| self.rows.get(index))
    }

    /// Where the row of a conversation is among those that are here.
    pub fn place_of(&self, conversation: &Conversation) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| row.conversation == *conversation)
    }
}

impl State {
    /// The question the list asks.
    pub fn list_spec(&self) -> ListSpec {
        if let Some(view) = self.saved_view() {
            let spec = self.spec_of(view);
            let filter = match (&spec.filter, &self.list.filter) {
                (Some(saved), Some(typed)) => Some(saved.and(typed)),
                _ => spec.filter,
            };
            return ListSpec { filter, ..spec };
        }
        ListSpec {
            view: self.scope.view,
            channel: self.scope.channel.clone(),
            filter: self.list.filter.clone(),
            sort: self.scope.view.sort(),
        }
    }

    /// Shows the list anew, around the selected thread where `keep` says so. The rows that are here stay until the
    /// new ones have come.
    pub fn show_list(&mut self, keep: bool, out: &mut Vec<Effect>) {
        let anchor = match self.list.selected.as_ref().and_then(Conversation::thread) {
            Some(thread) if keep => Anchor::Around(thread.clone()),
            _ => Anchor::First,
        };
        if !keep {
            self.list.selected = None;
        }
        self.show_from(anchor, out);
    }

    /// Shows the news: those above the selected row too, as far as it stays in sight.
    pub fn show_news(&mut self, out: &mut Vec<Effect>) {
        if self.list.news == 0 {
            self.say("There is no news to show.");
        }
        self.show_list(true, out);
        self.list.revealing = true;
    }

    /// Shows the list anew, around a conversation, which is selected if the list has it.
    pub fn show_list_at(&mut self, conversation: &Conversation, out: &mut Vec<Effect>) {
        let anchor = match conversation.thread() {
            Some(thread) => Anchor::Around(thread.clone()),
            None => Anchor::First,
        };
        self.list.selected = None;
        self.show_from(anchor, out);
        self.list.wanted = Some(conversation.clone());
    }

    fn show_from(&mut self, anchor: Anchor, out: &mut Vec<Effect>) {
        self.list.touched = false;
        self.list.goal = None;
        self.list.wanted = None;
        self.list.revealing = false;
        self.ask_list(anchor, out);
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
        // The window must cover what is on the screen, so it stands around the middle of that.
        let height = self.list_height();
        let last = self.list.rows.len().saturating_sub(1);
        let middle = (self.list.top + height / 2).min(last);
        let fills = self.filling.takes_in(self.now);
        let selected = self.list.selected.as_ref();
        let anchor = match self.list.rows.get(middle).and_then(ThreadItem::thread) {
            // Where the list fills only the selected row keeps its place.
            _ if fills && self.list.touched => match selected.and_then(Conversation::thread) {
                Some(thread) => Anchor::Around(thread.clone()),
                None => Anchor::First,
            },
            Some(thread) if self.list.top > 0 => Anchor::Around(thread.clone()),
            _ => Anchor::First,
        };
        self.push_list(ListPurpose::Merge, anchor, out);
        self.list.fills = fills;
    }

    fn ask_list(&mut self, anchor: Anchor, out: &mut Vec<Effect>) {
        // A new question makes the one under way worthless: its answer is dropped by its number.
        self.asked.list.busy = true;
        self.asked.list.again = false;
        self.push_list(ListPurpose::Show, anchor, out);
    }

    fn push_list(&mut self, purpose: ListPurpose, anchor: Anchor, out: &mut Vec<Effect>) {
        let generation = self.next_generation();
        self.list.generation = generation;
        self.list.extending = None;
        self.list.fills = false;
        let screens = self.list_height() as u32 * 3;
        out.push(Effect::LoadList {
            generation,
            purpose,
            spec: self.list_spec(),
            anchor,
            limit: screens.max(WINDOW),
        });
    }

    /// Asks for more rows when the cursor comes near an end of those that are here.
    fn fetch_near_ends(&mut self, out: &mut Vec<Effect>) {
        let Some(index) = self.list.index() else {
            return;
        };
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

    /// How many rows the list shows; one where it is not on the screen.
    pub fn list_height(&self) -> usize {
        let rows = layout(self)
            .threads
            .map_or(1, |pane| pane.inner.h / ROWS_PER_THREAD);
        usize::from(rows.max(1))
    }

    /// Scrolls the list just so far that the selected row is on the screen. A list that is not on the screen keeps
    /// its place.
    pub fn keep_selection_visible(&mut self) {
        if layout(self).threads.is_none() {
            let last = self.list.rows.len().saturating_sub(1);
            self.list.top = self.list.top.min(last);
            return;
        }
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

    /// What the screen shows of a conversation: its row in the list, and the head of it where it is open.
    pub(super) fn rows_of<'a>(
        &'a mut self,
        conversation: &'a Conversation,
    ) -> impl Iterator<Item = &'a mut ThreadItem> {
        let open = self
            .reading
            .as_mut()
            .and_then(|reading| reading.row.as_mut());
        let rows = self.list.rows.iter_mut().chain(open);
        rows.filter(move |row| row.conversation == *conversation)
    }

    /// Shows the selected thread beside the list, if there is room and the person wants it.
    pub fn preview_selected(&mut self, out: &mut Vec<Effect>) {
        self.caught_up();
        if self.stays() {
            return;
        }
        match self.list.selected.clone() {
            Some(conversation) if self.previews() => {
                self.open_conversation(conversation, false, out);
            }
            Some(_) => {}
            None => self.close_reading(out),
        }
    }

    /// What is being answered or read stays: only the list's own movements change the preview.
    fn stays(&self) -> bool {
        self.composer.is_some() || matches!(self.pane, Pane::Conversation | Pane::Sidebar)
    }

    /// Whether the selected thread is shown beside the list.
    fn previews(&self) -> bool {
        !self.stays() && self.preview && layout(self).conversation.is_some()
    }
}
