//! What `update` wants done: data, carried out by the `terminal` room.

use chrono::{DateTime, FixedOffset, Utc};

use crate::model::{
    Anchor, Author, ChannelId, ClientMessageId, Conversation, Draft, DraftKey, MessageAnchor,
    MessageId, Outgoing, Seen, ThreadId,
};
use crate::query::{ListSpec, Query, SavedView};
use crate::text::SafeText;

use super::msg::ListPurpose;
use super::notify::NotifyMethod;

/// A timer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// Save the draft that is being typed.
    SaveDraft,
    /// Show what can follow the keys pressed so far.
    WhichKey(u32),
    /// Try again to save what could not be saved.
    SaveAgain,
    /// A minute has passed, or a reminder is due.
    Tick,
    /// Look whether there is something to tell of outside of the screen.
    Notices,
    /// An undo window has ended.
    WindowEnds,
    /// See whether the keys rest that ran down the list.
    Rest,
    /// Count the saved views.
    CountViews,
}

/// An end of a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extend {
    /// Towards the start.
    Before,
    /// Towards the end.
    After,
}

/// An attachment to save; the person was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaveOrder {
    /// Tells it from others under way.
    pub number: u64,
    /// Where it is: http or https, printable ASCII.
    pub address: SafeText,
    /// The name it gets, which leads nowhere: see [`crate::text::file_name`].
    pub name: SafeText,
}

/// What many conversations are to count as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadMark {
    /// Read up to their last message.
    Read,
    /// Unread, by hand.
    Unread,
    /// As their messages say: a mark by hand is taken off.
    Unmarked,
}

/// What is to be done.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Read the channels.
    LoadChannels,
    /// Read the counts of a scope.
    LoadCounts(Option<ChannelId>),
    /// Count what passes each of these, when there is nothing else to do.
    CountViews {
        /// The question's number.
        generation: u64,
        /// Which.
        specs: Vec<ListSpec>,
    },
    /// Write a view into the settings. Answered by [`ViewSaved`](super::msg::Msg::ViewSaved) or
    /// [`ViewNotSaved`](super::msg::Msg::ViewNotSaved).
    SaveView(SavedView),
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
    /// Count the workspace as it is at a time, with the days of a time zone.
    LoadStats(DateTime<Utc>, FixedOffset),
    /// Read the JSON of a message, or of the thread if none is named.
    LoadRaw(Conversation, Option<MessageId>),
    /// Find the threads in which this person wrote, but one.
    LoadOthers {
        /// The question's number.
        generation: u64,
        /// Who.
        author: Box<Author>,
        /// The thread that is known already.
        but: Option<ThreadId>,
        /// At most so many.
        limit: u32,
    },
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
    /// Read threads to jump to: those last written in where nothing is typed, else those whose title or people have words
    /// that begin so.
    FindPlaces {
        /// The question's number.
        generation: u64,
        /// What was typed.
        text: String,
    },
    /// Read a draft.
    LoadDraft(DraftKey),
    /// Write a draft to the disk.
    SaveDraft(Draft),
    /// Write a draft whose words were another draft before the mode was changed, and remove that one: in one
    /// transaction, so that the words are never in both nor in none. Answered like [`Effect::SaveDraft`]; where it fails
    /// the other one counts as gone all the same, and goes with the next save of this one.
    MoveDraft {
        /// The draft it becomes.
        draft: Draft,
        /// The draft it was.
        from: DraftKey,
    },
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
    /// Set the reminders of threads, change them, or remove them (no time): all at once.
    SetReminders(Vec<(ThreadId, Option<DateTime<Utc>>)>),
    /// The person looked at a thread that is back by its reminder.
    ReminderSeen(ThreadId),
    /// Bring back what is due. Answered by [`Rung`](super::msg::Msg::Rung).
    RingReminders,
    /// The same for many, at once.
    MarkMany(Vec<Conversation>, ReadMark),
    /// Read the rows of threads that are marked. Answered by [`Marked`](super::msg::Msg::Marked) with those that are here.
    LoadMarked(Vec<ThreadId>),
    /// What is on screen: synchronised first.
    Watch {
        /// The open conversation.
        conversation: Option<Conversation>,
        /// The channel of the list.
        channel: Option<ChannelId>,
    },
    /// Synchronise now.
    Refresh,
    /// Read the snippets from their folder.
    LoadSnippets,
    /// Call back after some milliseconds.
    After(Timer, u64),
    /// Read the threads that pass each of these rules.
    LoadMatches(Vec<Query>),
    /// Tell the person outside of the screen.
    Notify(NotifyMethod, SafeText),
    /// Put text into the clipboard.
    Copy(SafeText),
    /// Open an address in the person's browser; they were asked. Answered by [`NotOpened`](super::msg::Msg::NotOpened)
    /// where that cannot be done.
    OpenAddress(SafeText),
    /// Save what an address leads to. Answered by [`Saving`](super::msg::Msg::Saving), then by
    /// [`SaveEnded`](super::msg::Msg::SaveEnded).
    Save(SaveOrder),
    /// Give up saving this.
    CancelSave(u64),
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
