//! Rows and messages made safe once, when they arrive, so that drawing costs nothing but drawing.

mod message;

use chrono::{DateTime, Utc};

use crate::model::{
    AuthorRole, ChannelId, ChannelRow, Conversation, Mode, Reminder, ThreadRow, ThreadStatus,
    Untrusted, Waiting,
};
use crate::text::SafeText;

pub use message::{
    AttachmentItem, Delivery, MessageItem, MessageLook, NEW_THREAD, Request, bytes_words,
};

/// A channel in the places pane.
#[derive(Clone, PartialEq, Debug)]
pub struct ChannelItem {
    /// The channel.
    pub id: ChannelId,
    /// Its label.
    pub label: SafeText,
    /// What a setting may call it: its name and its handle, in lower case.
    pub names: Vec<String>,
    /// Threads that need a reply.
    pub needs_reply: u32,
    /// Messages in its feed.
    pub feed: u32,
    /// The newest of them.
    pub feed_last_at: Option<DateTime<Utc>>,
    /// Requests on their way to its feed.
    pub feed_outgoing: u32,
    /// Those that were refused.
    pub feed_failed: u32,
    /// A draft waits in its feed.
    pub feed_draft: bool,
}

impl From<ChannelRow> for ChannelItem {
    fn from(row: ChannelRow) -> Self {
        Self {
            label: line(&row.label),
            names: std::iter::once(&row.label)
                .chain(&row.handle)
                .map(|name| name.expose().trim().to_lowercase())
                .collect(),
            id: row.id,
            needs_reply: row.needs_reply,
            feed: row.feed,
            feed_last_at: row.feed_last_at,
            feed_outgoing: row.feed_outgoing,
            feed_failed: row.feed_failed,
            feed_draft: row.feed_draft,
        }
    }
}

/// A row of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct ThreadItem {
    /// What it opens.
    pub conversation: Conversation,
    /// The customer, or the subject where nobody is known.
    pub person: SafeText,
    /// The subject, else the last words.
    pub title: SafeText,
    /// The last words.
    pub snippet: SafeText,
    /// The channel's label.
    pub channel: SafeText,
    /// The effective status.
    pub status: ThreadStatus,
    /// Who waits.
    pub waiting: Waiting,
    /// Settled, and the customer wrote again.
    pub wrote_again: bool,
    /// The last message.
    pub last_at: Option<DateTime<Utc>>,
    /// Something new in it.
    pub unread: bool,
    /// What failed.
    pub failed: u32,
    /// What is on its way out.
    pub outgoing: u32,
    /// A draft waits.
    pub draft: bool,
    /// Its first words, where drafts are listed.
    pub drafted: Option<(Mode, SafeText)>,
    /// Its reminder.
    pub reminder: Option<Reminder>,
    /// The server no longer has it.
    pub gone: bool,
    /// It no longer belongs to the view, and stays until the list is shown anew.
    pub left: bool,
}

impl ThreadItem {
    /// The thread, unless the row is a feed.
    pub fn thread(&self) -> Option<&crate::model::ThreadId> {
        self.conversation.thread()
    }

    /// The row of a channel's feed.
    pub fn feed(channel: &ChannelItem) -> Self {
        Self {
            conversation: Conversation::Feed {
                channel: channel.id.clone(),
            },
            person: SafeText::line(&format!("# {} feed", channel.label.as_str())),
            title: SafeText::line(&match channel.feed {
                1 => "1 message without a thread".to_owned(),
                count => format!("{count} messages without a thread"),
            }),
            snippet: SafeText::default(),
            channel: channel.label.clone(),
            status: ThreadStatus::Open,
            waiting: Waiting::Nobody,
            wrote_again: false,
            last_at: channel.feed_last_at,
            unread: false,
            failed: channel.feed_failed,
            outgoing: channel.feed_outgoing,
            draft: channel.feed_draft,
            drafted: None,
            reminder: None,
            gone: false,
            left: false,
        }
    }
}

impl From<ThreadRow> for ThreadItem {
    fn from(row: ThreadRow) -> Self {
        let snippet = row.snippet.as_ref().map(line).unwrap_or_default();
        let title = filled(row.title.as_ref());
        let person = filled(row.person.as_ref());
        Self {
            person: person
                .or_else(|| title.clone())
                .unwrap_or_else(|| "Nobody yet".into()),
            title: title.unwrap_or_else(|| {
                if snippet.is_empty() {
                    NO_TITLE.into()
                } else {
                    snippet.clone()
                }
            }),
            snippet,
            channel: line(&row.channel_label),
            conversation: Conversation::Thread {
                channel: row.channel,
                thread: row.id,
            },
            status: row.status,
            waiting: row.waiting,
            wrote_again: row.wrote_again,
            last_at: row.last_message_at,
            unread: row.unread,
            failed: row.failed,
            outgoing: row.outgoing,
            draft: row.draft,
            drafted: row
                .drafted
                .map(|(mode, words)| (mode, first_line(words.expose()))),
            reminder: row.reminder,
            gone: row.gone,
            left: false,
        }
    }
}

/// What stands for the title of a thread that has none.
pub const NO_TITLE: &str = "(no subject)";

/// The first line of a text that says something.
pub fn first_line(text: &str) -> SafeText {
    let mut lines = text.lines().map(str::trim);
    SafeText::line(lines.find(|line| !line.is_empty()).unwrap_or(""))
}

/// A one-line string of the API, made safe.
pub fn line(raw: &Untrusted) -> SafeText {
    SafeText::line(raw.expose())
}

/// The status in a word.
pub fn status_word(status: &ThreadStatus) -> SafeText {
    SafeText::line(status.as_str())
}

/// The role in a word.
pub fn role_word(role: &AuthorRole) -> SafeText {
    match role {
        AuthorRole::User => "customer".into(),
        AuthorRole::Unknown => "unknown sender".into(),
        other => SafeText::line(other.as_str()),
    }
}

fn filled(raw: Option<&Untrusted>) -> Option<SafeText> {
    raw.map(line).filter(|text| !text.trim().is_empty())
}
