//! Everything that can happen to the program, as one closed enum.

use chrono::{DateTime, FixedOffset, Utc};

use super::effect::{Extend, Timer};
use crate::command::Key;
use crate::model::{
    ChannelId, ChannelRow, ClientMessageId, Conversation, Counts, Draft, DraftKey, Lifecycle, Link,
    MessageId, MessageWindow, News, Outgoing, Progress, RequestRecord, Snippet, Stats,
    StatusStrategy, Thread, ThreadId, ThreadRow, ThreadWindow, Untrusted,
};
use crate::query::SavedView;
use crate::text::SafeText;

/// What a window of the list was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListPurpose {
    /// A new question: show it.
    Show,
    /// The same question again because the store changed: merge calmly.
    Merge,
    /// More rows at an end.
    More(Extend),
}

/// What the store knows of an opened conversation.
#[derive(Clone, PartialEq, Debug)]
pub struct ConversationAnswer {
    /// The thread and its row; none for a feed, or if the store does not have it.
    pub thread: Option<(ThreadRow, Thread)>,
    /// The messages around the place to start.
    pub window: MessageWindow,
    /// What is on its way out.
    pub outgoing: Vec<Outgoing>,
    /// Which drafts wait, the last changed first.
    pub drafts: Vec<DraftKey>,
}

/// What changed in the store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The list of channels, or a count.
    Channels,
    /// Rows of threads.
    Threads,
    /// The messages of a conversation.
    Messages(Conversation),
    /// Something in the outbox.
    Outbox,
    /// A reminder was set, removed or became due.
    Reminders,
}

/// What became of saving an attachment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SaveEnd {
    /// It is on the disk.
    Saved {
        /// Where.
        path: String,
        /// How large, in bytes.
        bytes: u64,
        /// Its SHA-256 in hexadecimal digits.
        sha256: String,
    },
    /// The address leads to another host: nobody was asked about that one yet.
    Leads(Untrusted),
    /// It was given up here.
    Cancelled,
    /// There is none, for this reason. Nothing of it is left on the disk.
    Failed(Untrusted),
}

/// A message to the program.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// The program starts: everything is asked for.
    Start,
    /// The time, sent before each batch of messages and each minute: `update` has no clock of its own.
    Now(DateTime<Utc>, FixedOffset),
    /// The snippets, and what is wrong with their files; whether a person asked for them.
    Snippets {
        /// The snippets.
        snippets: Vec<Snippet>,
        /// A person asked.
        asked: bool,
        /// What is wrong.
        problems: Vec<Untrusted>,
    },
    /// The terminal's size.
    Resize(u16, u16),
    /// What the keys ran past is to follow now: something comes that may act on it.
    CatchUp,
    /// A key.
    Key(Key),
    /// The mouse did something.
    Mouse(super::mouse::Mouse),
    /// Something asked for in words.
    Deed(super::deed::Deed),
    /// Pasted text, as it came.
    Paste(String),
    /// A timer asked for by an effect.
    Timer(Timer),

    /// The channels.
    Channels(Vec<ChannelRow>),
    /// The counts of a scope.
    Counts(Option<ChannelId>, Counts),
    /// Rows of the list.
    List {
        /// Of which question.
        generation: u64,
        /// What for.
        purpose: ListPurpose,
        /// The rows.
        window: ThreadWindow,
    },
    /// A conversation that was opened or has changed.
    Conversation {
        /// Of which question.
        generation: u64,
        /// The answer.
        answer: Box<ConversationAnswer>,
    },
    /// Conversations that may be wanted next.
    Near {
        /// The question's number.
        generation: u64,
        /// What the store knows of each.
        answers: Vec<(Conversation, ConversationAnswer)>,
    },
    /// More messages at an end.
    MoreMessages {
        /// Of which question.
        generation: u64,
        /// At which end.
        end: Extend,
        /// The messages.
        window: MessageWindow,
    },
    /// The messages of the open conversation that hold the words looked for, oldest first.
    MessagesFound {
        /// Of which question.
        generation: u64,
        /// Which messages.
        hits: Vec<MessageId>,
    },
    /// The other threads of the customer, the newest first.
    Others {
        /// Of which question.
        generation: u64,
        /// The rows.
        rows: Vec<ThreadRow>,
    },
    /// A thread's life.
    Lifecycle(ThreadId, Box<Lifecycle>),
    /// The numbers of the workspace.
    Stats(Box<Stats>),
    /// The JSON of a message or thread.
    Raw(Untrusted),
    /// A draft from the disk; none if there is none.
    Draft(DraftKey, Option<Draft>),
    /// The draft is on the disk.
    DraftSaved(DraftKey),
    /// These words are on the disk, behind the draft that was there: those of the effect, unchanged.
    DraftAppended(Draft),
    /// Threads to jump to.
    Places {
        /// Of which question.
        generation: u64,
        /// The threads.
        rows: Vec<ThreadRow>,
    },
    /// Where the next waiting thread is; none if nobody waits.
    Waiting(Option<Conversation>),
    /// How many threads each of the saved views has.
    ViewCounts {
        /// Of which question.
        generation: u64,
        /// In the order of the question.
        counts: Vec<u32>,
    },
    /// A view is in the settings.
    ViewSaved(SavedView),
    /// A view could not be written, and why.
    ViewNotSaved(SavedView, String),
    /// The rows of marked threads.
    Marked(Vec<ThreadRow>),
    /// The outbox: how many wait, how many failed.
    OutboxCounts {
        /// Not sent yet.
        queued: u32,
        /// Rejected or unknown.
        failed: u32,
    },
    /// What was due is back; and when the next reminder will be due.
    Rung {
        /// The threads, each told once.
        threads: Vec<ThreadRow>,
        /// The next.
        next: Option<DateTime<Utc>>,
    },
    /// The threads that pass each rule of the notices.
    Matches(Vec<Vec<ThreadRow>>),
    /// The terminal came into sight, or went out of it.
    Focus(bool),
    /// The store changed.
    Changed(Vec<Change>),
    /// The server made a thread that was asked for here.
    ThreadCreated(ClientMessageId, Conversation),

    /// The state of the link.
    Link(Link),
    /// How far the synchronisation is.
    Progress(Progress),
    /// A request was made.
    Request(RequestRecord),
    /// Elements of a list that could not be read: how many, and where the first is.
    Broken(u32, Untrusted),
    /// What was learned about changing a status on this server.
    Strategy(StatusStrategy),

    /// `$EDITOR` came back with a text, or with a reason why not.
    Edited(Result<String, String>),
    /// An effect could not be done; a sentence that may hold foreign words. Nothing is lost.
    Failed(Untrusted),
    /// A draft could not be saved: it is kept in memory and tried again. The draft is the one of the effect, unchanged.
    DraftNotSaved(Draft, Untrusted),
    /// A draft could not be read: it is asked for again.
    DraftNotRead(DraftKey, Untrusted),
    /// A draft was saved that another andibox has changed meanwhile: what was to be saved, and what stands there now,
    /// the words of both.
    DraftElsewhere {
        /// The text of the effect.
        ours: String,
        /// On the disk.
        now: Draft,
    },
    /// A message was not sent, since another andibox has sent, changed or discarded its draft meanwhile. What is new in
    /// it is kept as the draft; without words: nothing was.
    SentElsewhere(Draft),
    /// What this draft has become stands in the outbox, on the disk.
    Queued(DraftKey),
    /// A message could not be put into the outbox: its words, which become a draft again.
    NotSent(Draft, Untrusted),
    /// A message was not put into the outbox, since its conversation went on while it was written: its words, which
    /// become a draft again, and what is new.
    Stopped(Draft, Box<News>),
    /// Requests were taken out of the outbox.
    TakenBack {
        /// Of which question.
        number: u64,
        /// Those that had not left.
        removed: Vec<ClientMessageId>,
        /// The drafts that hold their words now.
        drafts: Vec<DraftKey>,
    },
    /// Nothing could be taken out of the outbox: the question's number, and why.
    NotTakenBack(u64, Untrusted),
    /// A request was discarded, and was this; none: it was too late.
    Discarded(Option<Box<Outgoing>>),
    /// The server refused a request; why, in a sentence or two.
    Refused(ClientMessageId, Untrusted),
    /// This address could not be opened, for this reason.
    NotOpened(SafeText, Untrusted),
    /// So much of an attachment is here: its number, the bytes, and how many there will be, where that is known.
    Saving(u64, u64, Option<u64>),
    /// Saving an attachment came to an end.
    SaveEnded(u64, SaveEnd),
    /// A thing was done that only a word can show, such as a copy.
    Done(&'static str),
    /// The program is asked to end (SIGTERM, SIGHUP): save and go.
    Terminate,
}
