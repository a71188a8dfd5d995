//! Messages that arrived: in place of the old ones, with the place and the selection kept, or at an end of them.

use std::collections::{HashMap, HashSet};

use crate::app::State;
use crate::app::effect::{Effect, Extend};
use crate::app::geometry::layout;
use crate::app::item::{MessageItem, ThreadItem, line};
use crate::app::kinds;
use crate::app::msg::ConversationAnswer;
use crate::app::scroll::Place;
use crate::command::Command;
use crate::model::{
    Author, Conversation, Direction, Message, MessageId, MessageWindow, StoredMessage,
};
use crate::text::safe;

use super::{Goal, KEPT, Reading};

impl State {
    /// The messages of the open conversation arrived.
    pub fn conversation_arrived(
        &mut self,
        generation: u64,
        answer: ConversationAnswer,
        out: &mut Vec<Effect>,
    ) {
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.generation == generation)
        else {
            return;
        };
        let first = !reading.loaded;
        let goal = reading.goal.take();
        let Some(place) = self.fill(answer) else {
            return;
        };
        self.build_document();
        match goal {
            Some(Goal::End(end)) => self.scroll_to_end(end, out),
            Some(Goal::Message(id)) => self.arrive_at(id, out),
            None if first => self.start_place(),
            None => self.restore_place(place),
        }
        self.composer_sees();
        self.name_addressee();
        self.fetch_more_messages(out);
        if self.asked.conversation.answered() {
            self.reload_conversation(out);
        } else {
            self.listed_is_here(out);
        }
        self.look_ahead(out);
    }

    /// Puts what the store knows into the conversation that is open; its lines are to be made anew. Gives the place of
    /// what is on the screen.
    pub(super) fn fill(&mut self, answer: ConversationAnswer) -> Option<Place> {
        let feed = self.feed_row();
        let reading = self.reading.as_mut()?;
        let first = !reading.loaded;
        match answer.thread {
            Some((row, thread)) => {
                let row = ThreadItem::from(row);
                reading.title = thread
                    .title
                    .as_ref()
                    .map(line)
                    .filter(|title| !title.trim().is_empty())
                    .unwrap_or_else(|| row.title.clone());
                for listed in &mut self.list.rows {
                    // The list is not told of a row that has left it: this is why it did.
                    if listed.left && listed.conversation == row.conversation {
                        listed.status = row.status.clone();
                        listed.waiting = row.waiting;
                    }
                }
                reading.row = Some(row);
                reading.thread = Some(Box::new(thread));
            }
            None => {
                if let Some(feed) = feed {
                    reading.title = feed.person.clone();
                    reading.row = Some(feed);
                }
            }
        }
        // A request that came through stands among the messages, under the id the server gave it.
        let sent: HashMap<String, MessageId> = answer
            .window
            .messages
            .iter()
            .filter_map(|stored| {
                let ours = stored.message.client_message_id()?;
                Some((ours.to_owned(), stored.message.id.clone()))
            })
            .collect();
        let local: Vec<MessageItem> = answer
            .outgoing
            .iter()
            .filter(|outgoing| !sent.contains_key(&outgoing.id.to_string()))
            .filter_map(MessageItem::outgoing)
            .collect();
        let mut messages = items(answer.window.messages, &self.facts.me);
        let was_new: HashMap<&MessageId, bool> = reading
            .messages
            .iter()
            .map(|item| (&item.id, item.new))
            .collect();
        // "New" is what was new when the person came: it stays marked while they read on.
        for message in &mut messages {
            match was_new.get(&message.id) {
                Some(new) => message.new = *new,
                None if !first && reading.opened => message.new = false,
                None => {}
            }
        }
        let server = messages.len();
        if answer.window.after == 0 {
            // Behind a gap they would look like the answer to what stands before it.
            messages.extend(local);
        }
        let place = reading.place_among(&messages, &sent);
        let selected = reading.selection_among(&messages, &sent);
        reading.local = messages.len() - server;
        reading.messages = messages;
        reading.selected = selected;
        reading.before = answer.window.before;
        reading.after = answer.window.after;
        reading.drafts = answer.drafts;
        reading.loaded = true;
        if reading.after == 0 {
            reading.latest = reading.newest().map(|item| (item.id.clone(), item.at));
        }
        Some(place)
    }

    fn arrive_at(&mut self, id: MessageId, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        reading.follow = false;
        let found = reading.messages.iter().find(|item| item.id == id);
        if found.is_some_and(|item| kinds::hides(&reading.hidden, item)) {
            self.show_all_kinds();
        }
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.messages.iter().any(|item| item.id == id) {
            reading.selected = Some(id);
            self.show_selected(out);
        } else {
            self.scroll_to_end(Extend::After, out);
            self.say(safe!(
                "That message is not in the local copy: {} asks the server.",
                self.key_named(Command::Refresh)
            ));
        }
    }

    /// The feed row of the channel whose feed is open.
    fn feed_row(&self) -> Option<ThreadItem> {
        match &self.reading.as_ref()?.conversation {
            Conversation::Feed { channel } => self.channel(channel).map(ThreadItem::feed),
            Conversation::Thread { .. } => None,
        }
    }

    /// More messages arrived at an end. What is on the screen is never dropped for them.
    pub fn more_messages_arrived(
        &mut self,
        generation: u64,
        end: Extend,
        window: MessageWindow,
        out: &mut Vec<Effect>,
    ) {
        let height = usize::from(layout(self).messages.h);
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.generation == generation)
        else {
            return;
        };
        let place = reading.place();
        reading.extending = None;
        let shown = reading.shown(height);
        let known: HashSet<&MessageId> = reading.messages.iter().map(|item| &item.id).collect();
        let mut more = items(window.messages, &self.facts.me);
        more.retain(|item| !known.contains(&item.id));
        // An answer that brings nothing ends the asking, whatever it says.
        let nothing = more.is_empty();
        let put = more.len();
        let server = reading.messages.len() - reading.local;
        match end {
            Extend::Before => {
                reading.before = if nothing { 0 } else { window.before };
                more.append(&mut reading.messages);
                reading.messages = more;
                let keep = KEPT.max(put + shown.end);
                let server = server + put;
                if server > keep {
                    reading.messages.truncate(keep);
                    reading.local = 0;
                    reading.after += (server - keep) as u32;
                }
            }
            Extend::After => {
                reading.after = if nothing { 0 } else { window.after };
                reading.messages.splice(server..server, more);
                let excess = (server + put).saturating_sub(KEPT).min(shown.start);
                if excess > 0 {
                    reading.messages.drain(..excess);
                    reading.before += excess as u32;
                }
            }
        }
        if reading.index().is_none() {
            reading.selected = place.message().cloned();
        }
        self.build_document();
        self.restore_place(place);
        if !nothing {
            self.fetch_more_messages(out);
        }
    }
}

/// Messages for the screen. What the person wrote or did is not new to them, whichever program they did it with.
fn items(messages: Vec<StoredMessage>, me: &Author) -> Vec<MessageItem> {
    let ours = |message: &Message| message.direction != Direction::Inbound && message.author.is(me);
    messages
        .into_iter()
        .map(|mut stored| {
            stored.new &= !ours(&stored.message);
            stored.into()
        })
        .collect()
}

impl Reading {
    /// The messages that are on the screen, by their places.
    fn shown(&self, height: usize) -> std::ops::Range<usize> {
        let lines = &self.document.lines;
        let message = |line: usize| {
            lines
                .get(line.min(lines.len().saturating_sub(1)))
                .map_or(0, |line| line.message)
        };
        message(self.top)..message(self.top + height) + 1
    }

    /// What is selected once these messages are here: the same one, also under its new id, or else its neighbour.
    fn selection_among(
        &self,
        messages: &[MessageItem],
        sent: &HashMap<String, MessageId>,
    ) -> Option<MessageId> {
        let selected = self.selected.as_ref()?;
        let selected = sent.get(selected.as_str()).unwrap_or(selected);
        let here: HashSet<&MessageId> = messages.iter().map(|item| &item.id).collect();
        if here.contains(selected) {
            return Some(selected.clone());
        }
        let index = self.index().unwrap_or(self.messages.len());
        let (before, after) = self.messages.split_at(index);
        after
            .iter()
            .chain(before.iter().rev())
            .map(|item| &item.id)
            .find(|id| here.contains(id))
            .or_else(|| messages.last().map(|item| &item.id))
            .cloned()
    }
}
