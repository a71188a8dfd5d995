//! A thread's status: what the server reports, and what people see.

use serde_json::{Value, json};

use super::open_enum::open_enum;
use super::{Author, AuthorRole, Direction, Message, MessageKind, NewMessage, Stamp, Untrusted};

open_enum! {
    /// A thread's lifecycle state.
    ThreadStatus {
        /// Being worked on.
        Open = "open",
        /// Done.
        Closed = "closed",
        /// Put away.
        Archived = "archived",
    }
}

impl ThreadStatus {
    /// Whether the thread is done with. A status the documentation does not name is not: its customer must not wait
    /// unseen because a server has a word for "snoozed".
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Closed | Self::Archived)
    }
}

/// A status change recorded as a thread message, so that every andibox of a team sees the same status on a
/// server whose API cannot change it (and so that a lifecycle reads the same everywhere).
///
/// One from a status to the same status settles a thread again: its customer wrote after it was closed, and needs no
/// answer. The effective status stays; the waiting clock counts from the newest event on.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusEvent {
    /// The effective status before.
    pub from: ThreadStatus,
    /// The status asked for.
    pub to: ThreadStatus,
    /// The status the server itself reported when the event was written.
    pub base: ThreadStatus,
    /// Who changed it.
    pub by: Author,
    /// When; `None` in an event that is about to be written.
    pub at: Option<Stamp>,
}

impl StatusEvent {
    /// Reads the event out of a message, if it is one.
    pub fn of(message: &Message) -> Option<Self> {
        if message.direction != Direction::System || message.kind != MessageKind::Event {
            return None;
        }
        let event = message.metadata.as_ref()?.get("andibox")?;
        if event.get("event").and_then(Value::as_str) != Some("thread.status") {
            return None;
        }
        let status = |name: &str| {
            event
                .get(name)
                .and_then(Value::as_str)
                .map(ThreadStatus::read)
        };
        Some(Self {
            from: status("from")?,
            to: status("to")?,
            base: status("base")?,
            by: message.author.clone(),
            at: Some(message.created_at.clone()),
        })
    }

    /// The message that records it.
    pub fn to_message(&self, client_message_id: Option<&str>) -> NewMessage {
        let verb = match &self.to {
            to if *to == self.from && to.is_settled() => "settled",
            ThreadStatus::Closed => "closed",
            ThreadStatus::Archived => "archived",
            ThreadStatus::Open => "reopened",
            ThreadStatus::Other(word) => word.expose(),
        };
        let by = self.by.label().map_or("support", Untrusted::expose);
        let mut metadata = serde_json::Map::new();
        metadata.insert(
            "andibox".into(),
            json!({
                "event": "thread.status",
                "from": self.from.as_str(),
                "to": self.to.as_str(),
                "base": self.base.as_str(),
            }),
        );
        if let Some(id) = client_message_id {
            metadata.insert("clientMessageId".into(), id.into());
        }
        let mut author = self.by.clone();
        author.role = AuthorRole::Agent;
        NewMessage {
            parent_message_id: None,
            external_id: None,
            direction: Direction::System,
            status: None,
            kind: Some(MessageKind::Event),
            text: Some(format!("Thread {verb} by {by}").into()),
            author,
            metadata: Some(metadata),
            attachments: Vec::new(),
        }
    }
}

/// The status people see: the `to` of the newest status event if the server's own status still equals that
/// event's `base`, else the server's own status.
pub fn effective_status(server: &ThreadStatus, newest: Option<&StatusEvent>) -> ThreadStatus {
    match newest {
        Some(event) if event.base == *server => event.to.clone(),
        _ => server.clone(),
    }
}
