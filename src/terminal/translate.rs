//! The store's and the synchronisation's news as messages to the program.

use crate::app::msg::{Change, Msg};
use crate::store::StoreEvent;
use crate::sync::SyncEvent;

/// What changed in the store.
pub fn store_event(event: StoreEvent) -> Msg {
    Msg::Changed(vec![match event {
        StoreEvent::Channels => Change::Channels,
        StoreEvent::Threads(_) | StoreEvent::Drafts => Change::Threads,
        StoreEvent::Conversation(conversation) => Change::Messages(conversation),
        StoreEvent::Outbox => Change::Outbox,
        StoreEvent::Reminders => Change::Reminders,
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
        SyncEvent::Refused(id, problem) => Msg::Refused(id, problem.sentence()),
        SyncEvent::Problem(problem) => Msg::Failed(problem.sentence()),
        SyncEvent::Idle => return None,
    })
}
