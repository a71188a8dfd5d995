//! Windows: the part of a list or conversation that is asked for, and what stands in it.

use super::{Message, MessageId, ThreadId, ThreadRow};

/// Where a window of threads lies. An id that is not in the list is placed where it would stand; an unknown id
/// means the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// At the top.
    First,
    /// At the bottom.
    Last,
    /// With this thread in its middle (or where it would stand).
    Around(ThreadId),
    /// Right after this thread.
    After(ThreadId),
    /// Right before this thread.
    Before(ThreadId),
}

/// A window of a list of threads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThreadWindow {
    /// The rows, in the list's order.
    pub rows: Vec<ThreadRow>,
    /// Whether there are rows before them.
    pub before: bool,
    /// Whether there are rows after them.
    pub after: bool,
    /// How many rows the list has.
    pub total: u32,
    /// How many rows stand before the first, where that is known without counting.
    pub offset: Option<u32>,
}

/// Where a window of messages lies. An unknown id means the last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MessageAnchor {
    /// From the oldest on.
    First,
    /// Up to the newest.
    Last,
    /// With this message in its middle.
    Around(MessageId),
    /// Right after this message.
    After(MessageId),
    /// Right before this message.
    Before(MessageId),
}

/// A message of a window.
#[derive(Clone, PartialEq, Debug)]
pub struct StoredMessage {
    /// The message.
    pub message: Message,
    /// Newer than what was read, in a conversation that was read before.
    pub new: bool,
}

/// A window of a conversation, oldest first, ordered by `(createdAt, id)`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MessageWindow {
    /// The messages.
    pub messages: Vec<StoredMessage>,
    /// How many stand before them.
    pub before: u32,
    /// How many stand after them.
    pub after: u32,
}
