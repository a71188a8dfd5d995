//! The open conversation: which messages of it are here, what is selected, and how far it is scrolled.

use crate::model::{Conversation, MessageId, Thread};
use crate::text::SafeText;

use super::document::{Document, Setting};
use super::effect::{Effect, Extend, MessageAnchor};
use super::geometry::layout;
use super::item::{MessageItem, ThreadItem, line};
use super::msg::{ConversationAnswer, MessageWindow};
use super::{Pane, State};

/// Messages asked for at once.
const WINDOW: u32 = 60;
/// Messages kept at the most.
const KEPT: usize = 400;

/// The open conversation.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// Which.
    pub conversation: Conversation,
    /// The number of the question its messages answer.
    pub generation: u64,
    /// The thread's row; of a feed, the feed's.
    pub row: Option<ThreadItem>,
    /// The thread as the server knows it; none for a feed.
    pub thread: Option<Box<Thread>>,
    /// The subject.
    pub title: SafeText,
    /// The messages that are here, oldest first, then what is on its way out.
    pub messages: Vec<MessageItem>,
    /// How many of them are on their way out.
    pub local: usize,
    /// How many are before them.
    pub before: u32,
    /// How many are after them.
    pub after: u32,
    /// The lines.
    pub document: Document,
    /// The first line on the screen.
    pub top: usize,
    /// The last line stays on the screen when messages come.
    pub follow: bool,
    /// The selected message.
    pub selected: Option<MessageId>,
    /// Whether events are shown each.
    pub events: bool,
    /// The person opened it, not only passed by.
    pub opened: bool,
    /// The newest message already reported as read.
    pub read: Option<MessageId>,
    /// The newest message that was here when the person last looked, so that a send can tell what is new.
    pub loaded: bool,
    /// More messages are under way at this end.
    pub extending: Option<Extend>,
    /// Drafts that wait here, in words.
    pub drafts: Vec<crate::model::DraftKey>,
}

impl Reading {
    fn new(conversation: Conversation) -> Self {
        Self {
            conversation,
            generation: 0,
            row: None,
            thread: None,
            title: SafeText::default(),
            messages: Vec::new(),
            local: 0,
            before: 0,
            after: 0,
            document: Document::default(),
            top: 0,
            follow: true,
            selected: None,
            events: false,
            opened: false,
            read: None,
            loaded: false,
            extending: None,
            drafts: Vec::new(),
        }
    }

    /// Where the selected message is among those that are here.
    pub fn index(&self) -> Option<usize> {
        let selected = self.selected.as_ref()?;
        self.messages.iter().position(|item| item.id == *selected)
    }

    /// The selected message.
    pub fn message(&self) -> Option<&MessageItem> {
        self.index().and_then(|index| self.messages.get(index))
    }

    /// The newest message of the server's that is here.
    pub fn newest(&self) -> Option<&MessageItem> {
        let server = self.messages.len() - self.local.min(self.messages.len());
        self.messages[..server].last()
    }

    /// Whom we talk to.
    pub fn person(&self) -> SafeText {
        self.row
            .as_ref()
            .map_or_else(|| self.title.clone(), |row| row.person.clone())
    }
}

impl State {
    /// Shows a conversation; `opened` if the person asked for it and did not only pass by.
    pub fn open_conversation(
        &mut self,
        conversation: Conversation,
        opened: bool,
        out: &mut Vec<Effect>,
    ) {
        if let Some(reading) = &mut self.reading
            && reading.conversation == conversation
        {
            reading.opened |= opened;
            self.mark_seen(out);
            return;
        }
        let mut reading = Reading::new(conversation.clone());
        reading.opened = opened;
        // What the list knows is shown at once; the messages follow in the same frame or the next.
        reading.row = self
            .list
            .rows
            .iter()
            .find(|row| row.conversation == conversation)
            .cloned();
        reading.title = reading
            .row
            .as_ref()
            .map(|row| row.title.clone())
            .unwrap_or_default();
        let generation = self.next_generation();
        reading.generation = generation;
        self.reading = Some(reading);
        self.asked.conversation.busy = true;
        self.asked.conversation.again = false;
        out.push(Effect::LoadConversation {
            generation,
            conversation,
            anchor: MessageAnchor::Last,
            limit: WINDOW,
        });
        self.watch(out);
    }

    /// Says what is on the screen, so that it is synchronised first.
    pub fn watch(&self, out: &mut Vec<Effect>) {
        out.push(Effect::Watch {
            conversation: self
                .reading
                .as_ref()
                .map(|reading| reading.conversation.clone()),
            channel: self.scope.channel.clone(),
        });
    }

    /// Reads the open conversation again because the store changed.
    pub fn reload_conversation(&mut self, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            return;
        };
        let limit = (reading.messages.len() as u32).max(WINDOW);
        let anchor = match reading.newest() {
            _ if reading.after == 0 => MessageAnchor::Last,
            Some(_) => match reading.messages.get(reading.messages.len() / 2) {
                Some(middle) => MessageAnchor::Around(middle.id.clone()),
                None => MessageAnchor::Last,
            },
            None => MessageAnchor::Last,
        };
        let conversation = reading.conversation.clone();
        if !self.asked.conversation.ask() {
            return;
        }
        let generation = self.next_generation();
        if let Some(reading) = &mut self.reading {
            reading.generation = generation;
            reading.extending = None;
        }
        out.push(Effect::LoadConversation {
            generation,
            conversation,
            anchor,
            limit,
        });
    }

    /// The messages of the open conversation arrived.
    pub fn conversation_arrived(
        &mut self,
        generation: u64,
        answer: ConversationAnswer,
        out: &mut Vec<Effect>,
    ) {
        let feed = self.feed_row();
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.generation == generation)
        else {
            return;
        };
        let first = !reading.loaded;
        let place = reading.place();
        match answer.thread {
            Some((row, thread)) => {
                let row = ThreadItem::from(row);
                reading.title = thread
                    .title
                    .as_ref()
                    .map_or_else(|| row.title.clone(), line);
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
        let mut messages: Vec<MessageItem> =
            answer.window.messages.into_iter().map(Into::into).collect();
        let local: Vec<_> = answer
            .outgoing
            .iter()
            .filter_map(MessageItem::outgoing)
            .collect();
        reading.local = local.len();
        // "New" is what was new when the person came: it stays marked while they read on.
        for message in &mut messages {
            if let Some(old) = reading.messages.iter().find(|old| old.id == message.id) {
                message.new = old.new;
            } else if !first && reading.opened {
                message.new = false;
            }
        }
        messages.extend(local);
        reading.messages = messages;
        reading.before = answer.window.before;
        reading.after = answer.window.after;
        reading.drafts = answer.drafts;
        reading.loaded = true;
        self.build_document();
        if first {
            self.start_place();
        } else {
            self.restore_place(place);
        }
        self.mark_seen(out);
        if self.asked.conversation.answered() {
            self.reload_conversation(out);
        }
    }

    /// The feed row of the channel whose feed is open.
    fn feed_row(&self) -> Option<ThreadItem> {
        match &self.reading.as_ref()?.conversation {
            Conversation::Feed { channel } => self.channel(channel).map(ThreadItem::feed),
            Conversation::Thread { .. } => None,
        }
    }

    /// More messages arrived at an end.
    pub fn more_messages_arrived(&mut self, generation: u64, end: Extend, window: MessageWindow) {
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.generation == generation)
        else {
            return;
        };
        let place = reading.place();
        reading.extending = None;
        let mut more: Vec<MessageItem> = window.messages.into_iter().map(Into::into).collect();
        more.retain(|new| !reading.messages.iter().any(|old| old.id == new.id));
        match end {
            Extend::Before => {
                reading.before = window.before;
                more.append(&mut reading.messages);
                reading.messages = more;
                let server = reading.messages.len() - reading.local;
                if server > KEPT {
                    let dropped = server - KEPT;
                    reading.messages.drain(KEPT..);
                    reading.local = 0;
                    reading.after += dropped as u32;
                }
            }
            Extend::After => {
                reading.after = window.after;
                let at = reading.messages.len() - reading.local;
                reading.messages.splice(at..at, more);
                let excess = (reading.messages.len() - reading.local).saturating_sub(KEPT);
                if excess > 0 {
                    reading.messages.drain(..excess);
                    reading.before += excess as u32;
                }
            }
        }
        self.build_document();
        self.restore_place(place);
    }

    /// Makes the lines anew: after a change of the messages, of the width, or of the day.
    pub fn build_document(&mut self) {
        let width = layout(self).messages.w;
        let (now, tz) = (self.now, self.tz);
        if let Some(reading) = &mut self.reading {
            let setting = Setting {
                width,
                now,
                tz,
                events: reading.events,
                more: (reading.before > 0, reading.after > 0),
            };
            reading.document = Document::new(&reading.messages, &setting);
        }
    }

    /// The pane may have another size: lines are made anew if their width changed, and the place is kept.
    pub fn fit_conversation(&mut self) {
        let area = layout(self).messages;
        let Some(reading) = &self.reading else {
            return;
        };
        let place = reading.place();
        if area.w > 0 && reading.document.width != area.w {
            self.build_document();
        }
        self.restore_place(place);
    }

    /// A thread is read when it was open with its last message on the screen.
    pub fn mark_seen(&mut self, out: &mut Vec<Effect>) {
        let height = usize::from(layout(self).messages.h);
        let showing = self.pane == Pane::Conversation || self.composer.is_some();
        let Some(reading) = &mut self.reading else {
            return;
        };
        if !reading.opened || !showing || !reading.loaded || reading.after > 0 || height == 0 {
            return;
        }
        if reading.top + height < reading.document.lines.len().saturating_sub(1) {
            return;
        }
        let Some(newest) = reading.newest().map(|item| item.id.clone()) else {
            return;
        };
        if reading.read.as_ref() != Some(&newest) {
            reading.read = Some(newest.clone());
            out.push(Effect::MarkRead(reading.conversation.clone(), newest));
        }
    }

    /// Asks for more messages when the screen nears an end of those that are here.
    pub fn fetch_more_messages(&mut self, out: &mut Vec<Effect>) {
        let height = usize::from(layout(self).messages.h);
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.extending.is_some() || !reading.loaded {
            return;
        }
        let server = reading.messages.len() - reading.local;
        let (end, anchor) = if reading.before > 0 && reading.top < height * 2 {
            let Some(first) = reading.messages.first() else {
                return;
            };
            (Extend::Before, MessageAnchor::Before(first.id.clone()))
        } else if reading.after > 0 && reading.top + height * 3 > reading.document.lines.len() {
            let Some(last) = reading.messages[..server].last() else {
                return;
            };
            (Extend::After, MessageAnchor::After(last.id.clone()))
        } else {
            return;
        };
        reading.extending = Some(end);
        out.push(Effect::LoadMessages {
            generation: reading.generation,
            conversation: reading.conversation.clone(),
            anchor,
            end,
            limit: WINDOW,
        });
    }

    /// The first or last message of the whole conversation.
    pub fn conversation_end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            return;
        };
        let missing = match end {
            Extend::Before => reading.before > 0,
            Extend::After => reading.after > 0,
        };
        if !missing {
            self.scroll_to_end(end, out);
            return;
        }
        let conversation = reading.conversation.clone();
        let generation = self.next_generation();
        if let Some(reading) = &mut self.reading {
            reading.generation = generation;
            reading.extending = None;
            reading.follow = end == Extend::After;
            reading.top = 0;
            reading.selected = None;
        }
        self.asked.conversation.busy = true;
        out.push(Effect::LoadConversation {
            generation,
            conversation,
            anchor: match end {
                Extend::Before => MessageAnchor::First,
                Extend::After => MessageAnchor::Last,
            },
            limit: WINDOW,
        });
    }
}
