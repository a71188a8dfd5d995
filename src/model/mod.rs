//! The words of the program: the API's documented resources, read tolerantly, and the local values beside them.
//!
//! Owns what a channel, thread and message are, what andibox derives from them (effective status, waiting clock,
//! lifecycle), and the local values that are not the server's (drafts, outgoing requests, link state).
//! Imports no other room. A string the API sent is [`Untrusted`] until the `text` room has made it safe.

mod attachment;
mod author;
mod channel;
mod conversation;
mod curl;
mod draft;
mod ids;
mod key;
mod later;
mod lifecycle;
mod link;
mod listing;
mod message;
mod news;
mod open_enum;
mod outgoing;
mod problem;
mod reminder;
mod row;
mod snippet;
mod stamp;
mod stats;
mod status;
mod thread;
mod two_hands;
mod untrusted;
mod view;
mod waiting;
mod window;
mod written;

#[cfg(test)]
mod tests;

pub use attachment::Attachment;
pub use author::{Author, AuthorRole};
pub use channel::Channel;
pub use conversation::Conversation;
pub use curl::curl;
pub use draft::{Draft, DraftKey, Mode};
pub use ids::{ChannelId, ClientMessageId, ClientMessageIds, MessageId, ThreadId};
pub use key::ApiKey;
pub use later::{Element, read_listing_later};
pub use lifecycle::{Lifecycle, Moment, MomentKind, Wait, lifecycle};
pub use link::{Link, Progress, RequestRecord, StatusStrategy};
pub use listing::{Broken, Item, Listing, Unreadable, read_item, read_listing};
pub use message::{Direction, Message, MessageKind, MessageStatus, NewMessage};
pub use news::{News, Seen, is_news, news_among};
pub use outgoing::{Action, Outgoing, OutgoingState};
pub use problem::{Issue, Problem, ProblemKind};
pub use reminder::Reminder;
pub use row::{ChannelRow, ThreadRow};
pub use snippet::Snippet;
pub use stamp::Stamp;
pub use stats::{AgeBucket, ChannelBacklog, DayCount, DayCounts, Recent, Stats, Times};
pub use status::{StatusEvent, ThreadStatus, effective_status};
pub use thread::{NewThread, Thread, ThreadPatch};
pub use two_hands::two_hands;
pub use untrusted::Untrusted;
pub use view::{BuiltinView, Counts, Sort};
pub use waiting::{Waiting, waiting};
pub use window::{Anchor, MessageAnchor, MessageWindow, StoredMessage, ThreadWindow};
pub use written::{
    ATTACHMENT, Written, address_host, attachment_line, attachment_of, unreadable_attachment,
};
