//! The local copy of a profile's workspace: one SQLite file that the screen is drawn from.
//!
//! Owns what was pulled (channels, threads, messages, with their JSON as sent), what is derived from it when it is
//! written (effective status, waiting clock, unread, counts, full-text index), and what only we have: drafts, the
//! outbox, read marks. Plain synchronous; it never names the network. Callers stay off the drawing thread.

mod answer;
mod apply;
mod channels;
mod class;
mod conversation;
mod damage;
mod derive;
mod drafts;
mod elsewhere;
mod error;
mod event;
mod examine;
mod find;
mod fingerprint;
mod jump;
mod list;
mod meta;
mod open;
mod others;
mod outbox;
mod place;
mod pull;
mod readers;
mod reading;
mod reminders;
mod salvage;
mod schema;
mod search;
mod stats;
mod tally;
mod time;
mod unreadable;
mod writer;

#[cfg(test)]
mod tests;

pub use answer::{
    Applied, ChannelDetail, Notice, OutboxCounts, Pull, Revision, TakenBack, ThreadDetail,
};
pub use elsewhere::Sending;
pub use error::{Error, Result};
pub use event::{StoreEvent, Touched};
pub use examine::{Contents, Examination, Waiting, examine, set_aside};
pub use list::Tallying;
pub use open::{Listener, OpenOptions, Opened, Store};
pub use reading::ReadState;
pub use reminders::Rung;
pub use unreadable::Unreadable;
