//! What happened in a conversation since somebody saw it: what nobody must be answered past.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Author, Direction, Message, MessageId, MessageKind, StatusEvent, ThreadStatus};

/// What of a conversation was on the screen when somebody wrote.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The newest message; none where there was none.
    pub newest: Option<MessageId>,
    /// When that was written, if it says so.
    pub at: Option<DateTime<Utc>>,
    /// The thread's effective status.
    pub status: ThreadStatus,
}

/// What happened since.
#[derive(Clone, PartialEq, Debug)]
pub struct News {
    /// Messages of others, oldest first.
    pub messages: Vec<Message>,
    /// The status somebody else gave the thread, if it is another one.
    pub status: Option<ThreadStatus>,
    /// What there is to be seen by now.
    pub seen: Seen,
}

/// Whether a message stops who is about to write as `me`: a customer's, a colleague's, or a change of the status by
/// somebody else. Our own ones do not, nor does what merely happened.
pub fn is_news(message: &Message, me: &Author) -> bool {
    if StatusEvent::of(message).is_some() {
        return !message.author.is_same_person(me);
    }
    if matches!(message.kind, MessageKind::Event | MessageKind::System) {
        return false;
    }
    match message.direction {
        Direction::Inbound | Direction::Other(_) => true,
        Direction::Outbound | Direction::Internal => !message.author.is_same_person(me),
        Direction::System => false,
    }
}

/// The messages that are news to somebody who had seen so much, oldest first, out of all of a conversation.
pub fn news_among(mut messages: Vec<Message>, seen: &Seen, me: &Author) -> Vec<Message> {
    let place = |message: &Message| (message.created_at.at(), message.id.clone());
    let newest = messages
        .iter()
        .find(|message| Some(&message.id) == seen.newest.as_ref())
        .map(place)
        .or_else(|| Some((Some(seen.at?), seen.newest.clone()?)));
    if seen.newest.is_some() && newest.is_none() {
        // It is gone, and nobody knows where it stood.
        return Vec::new();
    }
    // One whose time cannot be read has no place among the others.
    messages.retain(|message| message.created_at.at().is_some());
    messages.retain(|message| {
        newest
            .as_ref()
            .is_none_or(|newest| place(message) > *newest)
    });
    messages.retain(|message| is_news(message, me));
    messages.sort_by_key(place);
    messages
}
