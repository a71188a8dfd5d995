//! What can be opened and read: a thread, or a channel's own feed of top-level messages.

use serde::{Deserialize, Serialize};

use super::{ChannelId, ThreadId};

/// One conversation: everything that is read or written goes to one of these.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Conversation {
    /// A thread of a channel.
    Thread {
        /// The channel it lives in.
        channel: ChannelId,
        /// The thread.
        thread: ThreadId,
    },
    /// The messages of a channel that belong to no thread.
    Feed {
        /// The channel.
        channel: ChannelId,
    },
}

impl Conversation {
    /// The channel it belongs to.
    pub const fn channel(&self) -> &ChannelId {
        match self {
            Self::Thread { channel, .. } | Self::Feed { channel } => channel,
        }
    }

    /// The thread, unless it is a feed.
    pub const fn thread(&self) -> Option<&ThreadId> {
        match self {
            Self::Thread { thread, .. } => Some(thread),
            Self::Feed { .. } => None,
        }
    }
}
