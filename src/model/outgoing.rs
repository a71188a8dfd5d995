//! What we ask the server to do, durable from before the first request until its outcome is known.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Attachment, Author, ChannelId, ClientMessageId, Conversation, MessageId, Mode, Problem,
    ThreadId, ThreadStatus,
};

/// One thing to do on the server.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "action")]
pub enum Action {
    /// Write a message.
    Message {
        /// Where.
        conversation: Conversation,
        /// Reply or note.
        mode: Mode,
        /// The words.
        text: String,
        /// The message it answers.
        parent: Option<MessageId>,
        /// Who writes.
        author: Author,
        /// The files hung on it, by their addresses. Rows of before have none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attachments: Vec<Attachment>,
    },
    /// Change a thread's status.
    Status {
        /// The channel.
        channel: ChannelId,
        /// The thread.
        thread: ThreadId,
        /// The effective status when the person acted.
        from: ThreadStatus,
        /// The status asked for.
        to: ThreadStatus,
        /// Who changes it.
        author: Author,
    },
    /// Open a thread, and write its first message if there is one.
    NewThread {
        /// The channel.
        channel: ChannelId,
        /// The subject.
        title: String,
        /// The channel message it is made from (`metadata.sourceMessageId`).
        source: Option<MessageId>,
        /// The first message: its mode and words.
        first: Option<(Mode, String)>,
        /// Who opens it.
        author: Author,
        /// The thread the server made, once it has: the second step must not make another.
        created: Option<ThreadId>,
    },
}

impl Action {
    /// The conversation it belongs to; of a new thread, the channel's feed until the thread exists.
    pub fn conversation(&self) -> Conversation {
        match self {
            Self::Message { conversation, .. } => conversation.clone(),
            Self::Status {
                channel, thread, ..
            }
            | Self::NewThread {
                channel,
                created: Some(thread),
                ..
            } => Conversation::Thread {
                channel: channel.clone(),
                thread: thread.clone(),
            },
            Self::NewThread { channel, .. } => Conversation::Feed {
                channel: channel.clone(),
            },
        }
    }
}

/// How far an outgoing request has come. Each state is stored before the next thing happens.
#[derive(Clone, PartialEq, Debug)]
pub enum OutgoingState {
    /// Waiting in its undo window.
    Held {
        /// When the window ends.
        until: DateTime<Utc>,
    },
    /// To be sent, not before `after` if that is set (backoff).
    Queued {
        /// The earliest moment of the next try.
        after: Option<DateTime<Utc>>,
    },
    /// The request may be under way.
    Sending,
    /// The server has it.
    Sent,
    /// The server refused it; the words are kept.
    Rejected(Problem),
    /// The outcome is not known: look before asking again.
    Unknown {
        /// Why it is not known.
        problem: Problem,
        /// How often a clean answer did not contain it.
        absent: u8,
        /// When it was last looked for.
        checked_at: Option<DateTime<Utc>>,
    },
}

impl OutgoingState {
    /// The word for it, as stored and shown.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Queued { .. } => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Rejected(_) => "rejected",
            Self::Unknown { .. } => "unknown",
        }
    }
}

/// A row of the outbox.
#[derive(Clone, PartialEq, Debug)]
pub struct Outgoing {
    /// Our name for it.
    pub id: ClientMessageId,
    /// What to do.
    pub action: Action,
    /// How far it has come.
    pub state: OutgoingState,
    /// When the person asked for it.
    pub created_at: DateTime<Utc>,
    /// How many requests were made for it.
    pub attempts: u32,
    /// The last problem, kept while it is queued again.
    pub last_problem: Option<Problem>,
}
