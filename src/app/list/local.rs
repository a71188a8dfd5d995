//! What only we have, in the views of it: channels whose feed holds a draft or requests, and what Enter opens there.

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::item::{ChannelItem, Delivery, ThreadItem};
use crate::model::{BuiltinView, MessageId};

/// Whether a channel's own conversation stands in a view of what only we have. New threads stand there until the server
/// has made them.
fn stands_in(view: BuiltinView, channel: &ChannelItem) -> bool {
    match view {
        BuiltinView::Drafts => channel.feed_draft,
        BuiltinView::Outbox => channel.feed_outgoing > 0,
        BuiltinView::Failed => channel.feed_failed > 0,
        _ => false,
    }
}

impl State {
    /// How many rows a view has: threads, and feeds where only we have something in them.
    pub fn count_of(&self, view: BuiltinView) -> u32 {
        self.counts.of(view) + self.local_feeds(view).count() as u32
    }

    /// How many rows the list has, of those it asks the store for and of those it puts before them.
    pub fn listed(&self) -> u32 {
        if self.is_filtered() {
            self.list.total
        } else {
            self.list.total + self.local_feeds(self.scope.view).count() as u32
        }
    }

    fn local_feeds(&self, view: BuiltinView) -> impl Iterator<Item = &ChannelItem> {
        let scope = self.scope.channel.as_ref();
        self.channels
            .iter()
            .filter(move |channel| scope.is_none_or(|scope| *scope == channel.id))
            .filter(move |channel| stands_in(view, channel))
    }

    /// Puts the feeds of the view into the list: before its rows, or behind them where somebody looks at them.
    pub(super) fn put_local_feeds(&mut self) {
        if self.is_filtered() {
            return;
        }
        let feeds: Vec<ThreadItem> = self
            .local_feeds(self.scope.view)
            .map(ThreadItem::feed)
            .filter(|feed| self.list.place_of(&feed.conversation).is_none())
            .collect();
        if !self.list.touched && !self.list.before {
            self.list.rows.splice(0..0, feeds);
        } else if !self.list.after {
            self.list.rows.extend(feeds);
        }
    }

    /// A feed that no longer has anything of the view says so, like any other row that has left it.
    pub(super) fn leave_local_feeds(&mut self) {
        let local = matches!(
            self.scope.view,
            BuiltinView::Drafts | BuiltinView::Outbox | BuiltinView::Failed
        );
        let here: Vec<_> = self
            .local_feeds(self.scope.view)
            .map(|channel| channel.id.clone())
            .collect();
        for row in &mut self.list.rows {
            let feed = row.thread().is_none();
            row.left |= local && feed && !here.contains(row.conversation.channel());
        }
    }

    /// Enter in a view of what only we have: what the row stands there for is opened as soon as it is here.
    pub fn open_listed(&mut self, out: &mut Vec<Effect>) {
        let local = matches!(
            self.scope.view,
            BuiltinView::Drafts | BuiltinView::Outbox | BuiltinView::Failed
        );
        let press = self.press;
        if let Some(reading) = self.reading.as_mut().filter(|_| local) {
            reading.listed = Some(press);
            // What is here may be older than what the row stands for.
            self.reload_conversation(out);
        }
    }

    /// The conversation is here: what was asked for in it is opened, unless the person went on to something else.
    pub fn listed_is_here(&mut self, out: &mut Vec<Effect>) {
        let busy = self.composer.is_some() || self.overlay.is_some();
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.listed.take() != Some(self.press) || busy {
            return;
        }
        match self.scope.view {
            BuiltinView::Drafts => {
                if let Some(mode) = reading.drafts.first().map(|key| key.mode) {
                    self.compose(mode, None, out);
                }
            }
            BuiltinView::Outbox => self.offer(
                |delivery, failed| matches!(delivery, Delivery::Local(..)) && !failed,
                out,
            ),
            BuiltinView::Failed => self.offer(|_, failed| failed, out),
            _ => {}
        }
    }

    /// Selects the first message of a kind, and offers what can be done with it.
    fn offer(&mut self, wanted: fn(&Delivery, bool) -> bool, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let is_wanted = |id: &&MessageId| {
            let item = reading.messages.iter().find(|item| item.id == **id);
            item.is_some_and(|item| wanted(&item.delivery, item.failed()))
        };
        // Ours first: the others can only be looked at.
        let ours = reading.messages.iter().rev().take(reading.local);
        let ours: Vec<&MessageId> = ours.map(|item| &item.id).collect();
        let theirs = reading.messages.iter().map(|item| &item.id);
        let found = ours.into_iter().rev().chain(theirs).find(is_wanted);
        let Some(found) = found.cloned() else {
            return;
        };
        reading.selected = Some(found);
        reading.follow = false;
        self.show_selected(out);
        let ours = self
            .reading
            .as_ref()
            .and_then(|reading| reading.message())
            .is_some_and(|item| matches!(item.delivery, Delivery::Local(..)));
        if ours {
            self.open_message();
        }
    }
}
