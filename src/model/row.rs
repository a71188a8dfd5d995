//! Rows of the lists, as the store keeps them ready.

use chrono::{DateTime, Utc};

use super::{ChannelId, Mode, Reminder, ThreadId, ThreadStatus, Untrusted, Waiting};

/// A channel in the channels pane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelRow {
    /// The channel.
    pub id: ChannelId,
    /// Name, else handle, else id.
    pub label: Untrusted,
    /// The handle, if it has one.
    pub handle: Option<Untrusted>,
    /// Threads of it that need a reply.
    pub needs_reply: u32,
    /// Threads of it that are open.
    pub open: u32,
    /// Top-level messages in its feed.
    pub feed: u32,
    /// The newest message of its feed.
    pub feed_last_at: Option<DateTime<Utc>>,
    /// Requests on their way to its feed, among them threads that are still to be made.
    pub feed_outgoing: u32,
    /// Requests to its feed that were refused.
    pub feed_failed: u32,
    /// Whether a draft waits in its feed.
    pub feed_draft: bool,
}

/// A thread in the list. Everything in it is derived when a message is written, not when the list is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadRow {
    /// The thread.
    pub id: ThreadId,
    /// Its channel.
    pub channel: ChannelId,
    /// The channel's label.
    pub channel_label: Untrusted,
    /// The subject.
    pub title: Option<Untrusted>,
    /// The customer: the author of the last inbound message.
    pub person: Option<Untrusted>,
    /// The beginning of the last message people wrote.
    pub snippet: Option<Untrusted>,
    /// The effective status, with what is still in the outbox applied.
    pub status: ThreadStatus,
    /// Who waits.
    pub waiting: Waiting,
    /// A settled thread in which the customer wrote again.
    pub wrote_again: bool,
    /// When the last message came.
    pub last_message_at: Option<DateTime<Utc>>,
    /// Messages newer than what was read, as known.
    pub unread: bool,
    /// How many messages are known.
    pub messages: u32,
    /// Deliveries and requests of it that failed and were not answered since.
    pub failed: u32,
    /// Requests of it still on their way.
    pub outgoing: u32,
    /// Whether a draft waits.
    pub draft: bool,
    /// The words of the draft that was changed last; only where drafts are listed.
    pub drafted: Option<(Mode, Untrusted)>,
    /// Its reminder.
    pub reminder: Option<Reminder>,
    /// The server no longer lists it.
    pub gone: bool,
}
