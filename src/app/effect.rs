//! What `update` wants done: data, carried out by the `terminal` room.

use crate::model::{
    Anchor, ChannelId, ClientMessageId, Conversation, Draft, DraftKey, MessageAnchor, MessageId,
    Outgoing, Seen, ThreadId,
};
use crate::query::ListSpec;
use crate::text::SafeText;

use super::msg::ListPurpose;

/// A timer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// Save the draft that is being typed.
    SaveDraft,
    /// Show what can follow the keys pressed so far.
    WhichKey(u32),
    /// Try again to save what could not be saved.
    SaveAgain,
    /// An undo window has ended.
    WindowEnds,
    /// See whether the keys rest that ran down the list.
    Rest,
}

/// An end of a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extend {
    /// Towards the start.
    Before,
    /// Towards the end.
    After,
}

/// What is to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Read the channels.
    LoadChannels,
    /// Read the counts of a scope.
    LoadCounts(Option<ChannelId>),
    /// Read the outbox counts.
    LoadOutboxCounts,
    /// Read rows of the list.
    LoadList {
        /// The question's number.
        generation: u64,
        /// What for.
        purpose: ListPurpose,
        /// What is asked.
        spec: ListSpec,
        /// Where.
        anchor: Anchor,
        /// At most so many rows.
        limit: u32,
    },
    /// Read a conversation.
    LoadConversation {
        /// The question's number.
        generation: u64,
        /// Which.
        conversation: Conversation,
        /// Where to start.
        anchor: MessageAnchor,
        /// At most so many messages.
        limit: u32,
    },
    /// Read conversations that may be wanted next, each from its end, when there is nothing else to do.
    LoadNear {
        /// The question's number.
        generation: u64,
        /// Which.
        conversations: Vec<Conversation>,
        /// At most so many messages of each.
        limit: u32,
    },
    /// Read more messages of the conversation.
    LoadMessages {
        /// The question's number.
        generation: u64,
        /// Which.
        conversation: Conversation,
        /// Where.
        anchor: MessageAnchor,
        /// At which end they are wanted.
        end: Extend,
        /// At most so many messages.
        limit: u32,
    },
    /// Read a thread's life.
    LoadLifecycle(ThreadId),
    /// Read the JSON of a message, or of the thread if none is named.
    LoadRaw(Conversation, Option<MessageId>),
    /// Find the messages of a conversation that hold these words.
    FindMessages {
        /// The question's number.
        generation: u64,
        /// Which conversation.
        conversation: Conversation,
        /// What is looked for, upper and lower case being the same.
        words: String,
    },
    /// Find the next (or previous) thread that waits for us.
    FindWaiting {
        /// After (or before) which thread.
        from: Option<ThreadId>,
        /// In which channel.
        channel: Option<ChannelId>,
        /// Towards longer or shorter waits.
        end: Extend,
    },
    /// Read a draft.
    LoadDraft(DraftKey),
    /// Write a draft to the disk.
    SaveDraft(Draft),
    /// Write a draft behind what the disk has under its key, a blank line between: what is there was not read here, and
    /// must not be written over. Answered by [`DraftAppended`](super::msg::Msg::DraftAppended) or
    /// [`DraftNotSaved`](super::msg::Msg::DraftNotSaved) with this very draft.
    AppendDraft(Draft),
    /// The text of [`DraftElsewhere`](super::msg::Msg::DraftElsewhere) was heard of: what is saved under its key from
    /// now on was written on it.
    DraftHeard(Draft),
    /// What is saved next under its key was written on this text, though the draft was asked for since.
    DraftKnown(Draft),
    /// Remove a draft.
    DiscardDraft(DraftKey),
    /// Make an outbox row of a draft, in one transaction, and send it. Answered by [`Queued`](super::msg::Msg::Queued)
    /// once that is on the disk. If it fails, the words come back by [`NotSent`](super::msg::Msg::NotSent); if the
    /// conversation went on since it was seen, by [`Stopped`](super::msg::Msg::Stopped).
    Send {
        /// The draft it was.
        draft: DraftKey,
        /// What to do, in this order.
        requests: Vec<Outgoing>,
        /// What the person had seen of the conversation.
        seen: Option<Seen>,
    },
    /// Ask for something that was no draft.
    Enqueue(Vec<Outgoing>),
    /// Send a rejected request again.
    Retry(ClientMessageId),
    /// Take those out of the outbox that have not left; their words become drafts. Answered by
    /// [`TakenBack`](super::msg::Msg::TakenBack) or [`NotTakenBack`](super::msg::Msg::NotTakenBack).
    TakeBack {
        /// The question's number.
        number: u64,
        /// Which.
        ids: Vec<ClientMessageId>,
    },
    /// Forget a request that was not sent. Answered by [`Discarded`](super::msg::Msg::Discarded).
    DiscardOutgoing(ClientMessageId),
    /// The person saw the conversation up to this message.
    MarkRead(Conversation, MessageId),
    /// The person wants it to count as unread.
    MarkUnread(Conversation),
    /// What is on screen: synchronised first.
    Watch {
        /// The open conversation.
        conversation: Option<Conversation>,
        /// The channel of the list.
        channel: Option<ChannelId>,
    },
    /// Synchronise now.
    Refresh,
    /// Call back after some milliseconds.
    After(Timer, u64),
    /// Put text into the clipboard.
    Copy(SafeText),
    /// Edit a text in `$EDITOR`.
    Edit(String),
    /// Have the terminal tell of the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Stop until the shell brings us back.
    Suspend,
    /// End the program.
    Quit,
}
