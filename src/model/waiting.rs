//! The waiting clock: who waits for whom, and since when.

use chrono::{DateTime, Utc};

use super::{Direction, Message, MessageKind, MessageStatus, ThreadStatus};

/// Who waits in a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Waiting {
    /// Nobody: nothing was written, or it was settled.
    #[default]
    Nobody,
    /// The customer waits for a first answer since then.
    FirstReply(DateTime<Utc>),
    /// The customer waits for another answer since then.
    Reply(DateTime<Utc>),
    /// We wait for the customer since our last message.
    Customer(DateTime<Utc>),
}

impl Waiting {
    /// Since when the customer waits for us, if they do.
    pub const fn for_us(self) -> Option<DateTime<Utc>> {
        match self {
            Self::FirstReply(since) | Self::Reply(since) => Some(since),
            Self::Nobody | Self::Customer(_) => None,
        }
    }
}

/// Reads the waiting clock off a thread's messages, oldest first.
///
/// It starts at the first inbound message not yet answered; an outbound message that did not fail stops it; system,
/// internal and failed ones do not. In a thread that is not open only what came after `settled_at` (when it was
/// closed or archived, or settled again since) counts: there the customer wrote again.
pub fn waiting<'a>(
    messages: impl IntoIterator<Item = &'a Message>,
    status: &ThreadStatus,
    settled_at: Option<DateTime<Utc>>,
) -> Waiting {
    let mut answered = None;
    let mut unanswered = None;
    let settled = status.is_settled();
    for message in messages {
        let Some(at) = message.created_at.at() else {
            continue;
        };
        match message.direction {
            Direction::Inbound if counts(&message.kind) => {
                let after_settling = settled_at.is_some_and(|settled_at| at > settled_at);
                if unanswered.is_none() && (!settled || after_settling) {
                    unanswered = Some(at);
                }
            }
            Direction::Outbound if message.status != MessageStatus::Failed => {
                answered = Some(at);
                unanswered = None;
            }
            _ => {}
        }
    }
    match (unanswered, answered) {
        (Some(since), None) => Waiting::FirstReply(since),
        (Some(since), Some(_)) => Waiting::Reply(since),
        (None, Some(at)) if !settled => Waiting::Customer(at),
        (None, _) => Waiting::Nobody,
    }
}

/// An inbound event ("the customer opened the chat") is no question; everything else inbound may be one.
pub(super) const fn counts(kind: &MessageKind) -> bool {
    !matches!(kind, MessageKind::Event | MessageKind::System)
}
