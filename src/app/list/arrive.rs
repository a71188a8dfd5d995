//! Rows that arrived: shown in place of the old ones, or put at an end of them.

use std::collections::HashSet;

use crate::app::State;
use crate::app::effect::{Effect, Extend};
use crate::app::item::ThreadItem;
use crate::app::msg::ListPurpose;
use crate::model::{BuiltinView, Conversation, ThreadRow, ThreadWindow};

use super::KEPT;

impl State {
    /// Rows arrived.
    pub fn list_arrived(
        &mut self,
        generation: u64,
        purpose: ListPurpose,
        mut window: ThreadWindow,
        out: &mut Vec<Effect>,
    ) {
        if generation != self.list.generation {
            return;
        }
        self.remember_marked();
        let done = &mut self.list.done;
        done.retain(|(asked, _)| *asked >= generation);
        // What the person's own action took out since the question was asked is still in its answer.
        let is_done = |row: &ThreadRow| done.iter().any(|(_, done)| *done == row.id);
        window.rows.retain(|row| !is_done(row));
        match purpose {
            ListPurpose::Show => self.replace_rows(window, out),
            ListPurpose::Merge => self.merge_rows(window, out),
            ListPurpose::More(end) => {
                self.extend_rows(end, window, out);
                return;
            }
        }
        // Rows asked for at an end were lost to this question.
        self.fetch_near_ends(out);
        if self.asked.list.answered() {
            self.merge_list(out);
        }
    }

    pub(super) fn replace_rows(&mut self, window: ThreadWindow, out: &mut Vec<Effect>) {
        let list = &mut self.list;
        let index = list.index();
        let height = index.map(|index| index.saturating_sub(list.top));
        list.before = window.before;
        list.after = window.after;
        list.total = window.total;
        list.shown = window.total;
        list.news = 0;
        list.loaded = true;
        let rows = window.rows.into_iter().map(Into::into).collect();
        let old = std::mem::replace(&mut list.rows, rows);
        self.put_feed_row();
        let list = &mut self.list;
        let goal = list.goal.take();
        let wanted = list.wanted.take();
        let wanted = wanted.filter(|wanted| list.place_of(wanted).is_some());
        let stayed = goal.is_none() && wanted.is_none() && list.index().is_some();
        if goal == Some(Extend::After) {
            list.selected = list.rows.last().map(|row| row.conversation.clone());
        } else if wanted.is_some() {
            list.selected = wanted;
        } else if goal == Some(Extend::Before) || !stayed {
            list.selected = index
                .filter(|_| goal.is_none())
                .and_then(|index| neighbour(&old, index, &list.rows))
                .or_else(|| list.rows.first().map(|row| row.conversation.clone()));
        }
        // A row that was here keeps its height on the screen, unless what is above it is asked for.
        let revealing = std::mem::take(&mut list.revealing);
        list.top = match (height, list.index()) {
            _ if revealing => 0,
            (Some(height), Some(index)) => index.saturating_sub(height),
            _ => 0,
        };
        self.keep_selection_visible();
        self.preview_selected(out);
    }

    /// The feed of the scope's channel is the first row of the views of what is going on there.
    pub(super) fn put_feed_row(&mut self) {
        self.put_local_feeds();
        let going_on = matches!(
            self.scope.view,
            BuiltinView::NeedsReply | BuiltinView::Open | BuiltinView::All
        );
        if self.list.before || self.is_filtered() || !going_on {
            return;
        }
        let feed = self
            .scope
            .channel
            .as_ref()
            .and_then(|id| self.channel(id))
            .filter(|channel| channel.feed > 0)
            .map(ThreadItem::feed);
        if let Some(feed) = feed
            && self.list.place_of(&feed.conversation).is_none()
        {
            self.list.rows.insert(0, feed);
        }
    }

    /// A feed's row says how many messages it has by now.
    pub fn refresh_feed_row(&mut self, out: &mut Vec<Effect>) {
        for row in &mut self.list.rows {
            if let Conversation::Feed { channel } = &row.conversation
                && let Some(item) = self.channels.iter().find(|item| item.id == *channel)
            {
                *row = ThreadItem::feed(item);
            }
        }
        self.leave_local_feeds();
        self.put_local_feeds();
        // Its first message may have come after the list was shown; a list somebody works in is left as it is. While
        // rows are under way those that are here may be of another view.
        let free = self.list.rows.is_empty() || !self.list.touched;
        if self.list.loaded && free && !self.asked.list.busy {
            self.put_feed_row();
            if self.list.selected.is_none() {
                self.list.selected = self.list.rows.first().map(|row| row.conversation.clone());
            }
            self.keep_selection_visible();
            self.preview_selected(out);
        }
    }

    fn extend_rows(&mut self, end: Extend, window: ThreadWindow, out: &mut Vec<Effect>) {
        let list = &mut self.list;
        list.extending = None;
        let known: HashSet<Conversation> = list
            .rows
            .iter()
            .map(|row| row.conversation.clone())
            .collect();
        let mut rows: Vec<ThreadItem> = window.rows.into_iter().map(Into::into).collect();
        rows.retain(|row| !known.contains(&row.conversation));
        // An answer that brings nothing ends the asking, whatever it says.
        let more = !rows.is_empty();
        // Neither the selected row nor what is on the screen is ever dropped.
        let shown_from = list.index().map_or(list.top, |index| index.min(list.top));
        match end {
            Extend::Before => {
                list.before = window.before && more;
                let put = rows.len();
                rows.append(&mut list.rows);
                list.rows = rows;
                list.top += put;
                self.put_feed_row();
                if self.list.rows.len() > put + known.len() {
                    self.list.top += 1;
                }
                let shown_to = self.list.top + self.list_height();
                let list = &mut self.list;
                let keep = list
                    .index()
                    .map_or(shown_to, |index| shown_to.max(index + 1))
                    .max(KEPT);
                if list.rows.len() > keep {
                    list.rows.truncate(keep);
                    list.after = true;
                }
            }
            Extend::After => {
                list.after = window.after && more;
                list.rows.append(&mut rows);
                let excess = list.rows.len().saturating_sub(KEPT).min(shown_from);
                if excess > 0 {
                    list.rows.drain(..excess);
                    list.top -= excess;
                    list.before = true;
                }
            }
        }
        self.keep_selection_visible();
        self.fetch_near_ends(out);
    }
}

/// What stands where the selected row stood: the next of the old rows that is still there, or else the one before.
fn neighbour(old: &[ThreadItem], index: usize, new: &[ThreadItem]) -> Option<Conversation> {
    let here: HashSet<&Conversation> = new.iter().map(|row| &row.conversation).collect();
    let (before, after) = old.split_at(index.min(old.len()));
    after
        .iter()
        .chain(before.iter().rev())
        .map(|row| &row.conversation)
        .find(|conversation| here.contains(conversation))
        .cloned()
}
