//! The open conversation: which messages of it are here, what is selected, and how far it is scrolled.

mod arrive;
mod fetch;
pub mod near;
mod seen;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::model::MessageAnchor;
use crate::model::{Conversation, MessageId, Thread};
use crate::text::SafeText;

use super::State;
use super::about::Others;
use super::document::{Document, Setting};
use super::effect::{Effect, Extend};
use super::find::Find;
use super::geometry::layout;
use super::item::{MessageItem, ThreadItem};
use super::kinds::Kind;

/// Messages asked for at once.
const WINDOW: u32 = 60;
/// Messages kept at the most.
const KEPT: usize = 400;

/// Where to go once the messages are here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// The first or last message of all.
    End(Extend),
    /// This message.
    Message(MessageId),
}

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
    /// Kinds of message the person has hidden.
    pub hidden: BTreeSet<Kind>,
    /// The customer's other threads.
    pub others: Others,
    /// The line of the sidebar that the cursor is on, by its place in [`State::about`].
    pub about: Option<usize>,
    /// What is looked for in it.
    pub find: Option<Find>,
    /// Messages whose folded parts the person has unfolded.
    pub unfolded: BTreeSet<MessageId>,
    /// The person opened it, not only passed by.
    pub opened: bool,
    /// The newest message already reported as read.
    pub read: Option<MessageId>,
    /// The newest message that was ever here, and when it was written.
    pub latest: Option<(MessageId, Option<DateTime<Utc>>)>,
    /// Its messages were here at least once.
    pub loaded: bool,
    /// The key press at which what a view lists of it was asked for.
    pub listed: Option<u32>,
    /// Where to go once the messages are here.
    pub goal: Option<Goal>,
    /// More messages are under way at this end.
    pub extending: Option<Extend>,
    /// Drafts that wait here.
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
            hidden: BTreeSet::new(),
            others: Others::default(),
            about: None,
            find: None,
            unfolded: BTreeSet::new(),
            opened: false,
            read: None,
            latest: None,
            loaded: false,
            listed: None,
            goal: None,
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
            return;
        }
        self.caught_up();
        // A composer stands under the conversation it writes to, or nowhere.
        self.leave_composer(out);
        if let Some(mut reading) = self.take_near(&conversation) {
            reading.opened = opened;
            reading.generation = self.next_generation();
            self.reading = Some(reading);
            self.asked.conversation.answered();
            self.watch(out);
            self.fetch_more_messages(out);
            self.look_ahead(out);
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

    /// Shows no conversation.
    pub fn close_reading(&mut self, out: &mut Vec<Effect>) {
        self.caught_up();
        if self.reading.is_some() {
            self.leave_composer(out);
            self.reading = None;
            self.watch(out);
        }
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
                unfolded: &reading.unfolded,
                hidden: &reading.hidden,
                more: (reading.before > 0, reading.after > 0),
            };
            reading.document = Document::new(&reading.messages, &setting);
        }
    }

    /// The pane may have another size: lines are made anew if their width changed, and the place is kept.
    pub fn fit_conversation(&mut self) {
        self.count_composer();
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
}
