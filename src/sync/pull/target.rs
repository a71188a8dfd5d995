//! What can be pulled.

use crate::model::{ChannelId, Conversation, ThreadId};

/// One thing to ask the server for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Target {
    /// The list of channels. It is small, and so it is also the probe for the link.
    Channels,
    /// The list of a channel's threads.
    Threads(ChannelId),
    /// One thread, after it was changed from here: cheaper than its list.
    Thread(ChannelId, ThreadId),
    /// The messages of a conversation.
    Messages(Conversation),
}

impl Target {
    /// Where its validator is remembered from one start to the next. Messages of threads have none: they are asked
    /// for when the thread has moved, and then a validator saves nothing.
    pub(super) fn remembered(&self) -> Option<String> {
        match self {
            Self::Channels => Some("validator channels".into()),
            Self::Threads(channel) => Some(format!("validator threads {}", channel.as_str())),
            Self::Messages(Conversation::Feed { channel }) => {
                Some(format!("validator feed {}", channel.as_str()))
            }
            Self::Messages(Conversation::Thread { .. }) | Self::Thread(..) => None,
        }
    }
}
