//! What the store tells its listener after a commit.

use std::collections::BTreeSet;

use super::tally::Tally;
use crate::model::{Conversation, ThreadId};

/// Something changed in the store. Sent after the commit, on the thread that wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StoreEvent {
    /// Channels: their names, their order, their counts or their feeds.
    Channels,
    /// Rows of threads, and with them views and counts.
    Threads(Touched),
    /// What stands in a conversation: messages, outgoing ones, or the read mark.
    Conversation(Conversation),
    /// The outbox.
    Outbox,
    /// The drafts.
    Drafts,
    /// The reminders.
    Reminders,
}

/// Which threads changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These.
    These(Vec<ThreadId>),
    /// So many that looking again at everything is cheaper.
    Many,
}

/// Above this many a list of ids says less than "many".
const MANY: usize = 64;

/// What one transaction changed, gathered while it runs.
#[derive(Default, Debug)]
pub(super) struct Changes {
    pub channels: bool,
    pub outbox: bool,
    pub drafts: bool,
    pub reminders: bool,
    pub tally: Tally,
    threads: BTreeSet<ThreadId>,
    many: bool,
    conversations: BTreeSet<Conversation>,
}

impl Changes {
    pub fn thread(&mut self, id: &ThreadId) {
        if self.threads.len() < MANY {
            self.threads.insert(id.clone());
        } else if !self.threads.contains(id) {
            self.many = true;
        }
    }

    pub fn all_threads(&mut self) {
        self.many = true;
    }

    pub fn conversation(&mut self, conversation: &Conversation) {
        if !self.conversations.contains(conversation) {
            self.conversations.insert(conversation.clone());
        }
    }

    pub fn into_events(self) -> Vec<StoreEvent> {
        let mut events = Vec::new();
        if self.channels {
            events.push(StoreEvent::Channels);
        }
        if self.many {
            events.push(StoreEvent::Threads(Touched::Many));
        } else if !self.threads.is_empty() {
            let ids = self.threads.into_iter().collect();
            events.push(StoreEvent::Threads(Touched::These(ids)));
        }
        events.extend(self.conversations.into_iter().map(StoreEvent::Conversation));
        if self.outbox {
            events.push(StoreEvent::Outbox);
        }
        if self.drafts {
            events.push(StoreEvent::Drafts);
        }
        if self.reminders {
            events.push(StoreEvent::Reminders);
        }
        events
    }
}
