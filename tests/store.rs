//! The local copy, through its public face: what is pulled, what is derived, windows, drafts, outbox, opening.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its values has failed"
)]

#[path = "store/derived.rs"]
mod derived;
#[path = "store/drafts.rs"]
mod drafts;
#[path = "store/factory.rs"]
mod factory;
#[path = "store/held.rs"]
mod held;
#[path = "store/jump.rs"]
mod jump;
#[path = "store/later.rs"]
mod later;
#[path = "store/laws.rs"]
mod laws;
#[path = "store/news.rs"]
mod news;
#[path = "store/opening.rs"]
mod opening;
#[path = "store/outbox.rs"]
mod outbox;
#[path = "store/pulling.rs"]
mod pulling;
#[path = "store/reading.rs"]
mod reading;
#[path = "store/reminders.rs"]
mod reminders;
#[path = "store/search.rs"]
mod search;
#[path = "store/stats.rs"]
mod stats;
#[path = "store/windows.rs"]
mod windows;
