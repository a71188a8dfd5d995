//! The store's and the synchronisation's news as messages to the program.

use crate::app::effect::{Anchor, MessageAnchor};
use crate::app::msg::{Change, ListWindow, MessageWindow, Msg, StoredMessage};
use crate::store::{self, StoreEvent};
use crate::sync::SyncEvent;

/// What changed in the store.
pub fn store_event(event: StoreEvent) -> Msg {
    Msg::Changed(vec![match event {
        StoreEvent::Channels => Change::Channels,
        StoreEvent::Threads(_) | StoreEvent::Drafts => Change::Threads,
        StoreEvent::Conversation(conversation) => Change::Messages(conversation),
        StoreEvent::Outbox => Change::Outbox,
    }])
}

/// What the synchronisation says.
pub fn sync_event(event: SyncEvent) -> Option<Msg> {
    Some(match event {
        SyncEvent::Link(link) => Msg::Link(link),
        SyncEvent::Progress(progress) => Msg::Progress(progress),
        SyncEvent::Broken { count, first } => Msg::Broken(count, first),
        SyncEvent::Strategy(strategy) => Msg::Strategy(strategy),
        SyncEvent::ThreadCreated(id, conversation) => Msg::ThreadCreated(id, conversation),
        SyncEvent::Problem(problem) => Msg::Failed(problem.sentence()),
        SyncEvent::Idle => return None,
    })
}

pub(super) fn anchor(anchor: &Anchor) -> store::Anchor {
    match anchor {
        Anchor::First => store::Anchor::First,
        Anchor::Last => store::Anchor::Last,
        Anchor::Around(id) => store::Anchor::Around(id.clone()),
        Anchor::Before(id) => store::Anchor::Before(id.clone()),
        Anchor::After(id) => store::Anchor::After(id.clone()),
    }
}

pub(super) fn message_anchor(anchor: &MessageAnchor) -> store::MessageAnchor {
    match anchor {
        MessageAnchor::First => store::MessageAnchor::First,
        MessageAnchor::Last => store::MessageAnchor::Last,
        MessageAnchor::Around(id) => store::MessageAnchor::Around(id.clone()),
        MessageAnchor::Before(id) => store::MessageAnchor::Before(id.clone()),
        MessageAnchor::After(id) => store::MessageAnchor::After(id.clone()),
    }
}

pub(super) fn list_window(window: store::ThreadWindow) -> ListWindow {
    ListWindow {
        rows: window.rows,
        before: window.before,
        after: window.after,
        total: window.total,
    }
}

pub(super) fn message_window(window: store::MessageWindow) -> MessageWindow {
    MessageWindow {
        messages: window
            .messages
            .into_iter()
            .map(|stored| StoredMessage {
                message: stored.message,
                new: stored.new,
            })
            .collect(),
        before: window.before,
        after: window.after,
    }
}
