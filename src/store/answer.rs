//! What the store answers: windows of rows, details, and what an applied list changed.

use std::fmt;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::model::{
    Broken, Channel, ChannelRow, Conversation, Draft, MessageId, Outgoing, Thread, ThreadId,
    ThreadRow,
};

/// A thread with everything the server said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct ThreadDetail {
    /// Its row.
    pub row: ThreadRow,
    /// The server's thread. Its status is the server's; the row's is the effective one.
    pub thread: Thread,
    /// Its JSON as the server sent it.
    pub json: String,
}

/// A channel with everything the server said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelDetail {
    /// Its row.
    pub row: ChannelRow,
    /// The server's channel.
    pub channel: Channel,
    /// Its JSON as the server sent it.
    pub json: String,
}

/// What an applied list changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Applied {
    /// How many of its elements were new or different.
    pub written: u32,
    /// How many it no longer lists.
    pub gone: u32,
    /// The threads whose rows changed, at most a thousand of them.
    pub threads: Vec<ThreadId>,
    /// Inbound messages that were not here before, in a conversation that had been pulled before.
    pub arrived: Vec<MessageId>,
    /// How many threads want their messages pulled now.
    pub to_pull: u32,
    /// Elements that were left to be read here, and could not be: they quote what the server sent.
    pub broken: Vec<Broken>,
}

/// What the server had said of a conversation when its messages were asked for: handed back with the answer, so
/// that news arriving in between is not taken for pulled.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Revision(pub(super) i64);

/// A conversation whose messages are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pull {
    /// The conversation.
    pub conversation: Conversation,
    /// To be handed to `apply_messages` with the answer.
    pub revision: Revision,
}

/// How many requests wait and failed, for the frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OutboxCounts {
    /// Held, queued, under way, or of unknown outcome.
    pub queued: u32,
    /// Refused.
    pub failed: u32,
}

/// A request that was taken back.
#[derive(Clone, PartialEq, Debug)]
pub struct TakenBack {
    /// The request, no longer in the outbox.
    pub outgoing: Outgoing,
    /// The draft its words went to, stored in the same transaction; none for a status change. Words of a thread
    /// that was not made yet go to the channel's feed draft.
    pub draft: Option<Draft>,
}

impl fmt::Display for Notice {
    /// A sentence or two for the person. It names a path, which is to be made safe before it is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::SetAside {
            file,
            drafts,
            outgoing,
            complete,
            ..
        } = self;
        let file = file.display();
        let some = |count: u32, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        let (drafts, outgoing) = (some(*drafts, "draft"), some(*outgoing, "unsent request"));
        // What matters first: a small screen cuts the end off.
        write!(
            f,
            "The local copy was damaged: {drafts} and {outgoing} were saved from it"
        )?;
        if *complete {
            write!(
                f,
                ", the rest is fetched again. It was set aside as {file}."
            )
        } else {
            write!(
                f,
                "; others could not be read, the rest is fetched again. It was set aside as {file}."
            )
        }
    }
}

/// Something to tell the person once the store is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The file was damaged: it was renamed, a new one was made, and what could be read was carried over.
    SetAside {
        /// Where the damaged file is now.
        file: PathBuf,
        /// Drafts carried over.
        drafts: u32,
        /// Outgoing requests carried over.
        outgoing: u32,
        /// Whether all drafts and requests could be read.
        complete: bool,
        /// When.
        at: DateTime<Utc>,
    },
}
