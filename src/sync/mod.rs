//! Synchronisation: pulling what the server has into the store, and sending what waits in the outbox.
//!
//! Owns when to ask for what (`pull`), how a request is made, looked for and settled (`send`), whether the server
//! answers (`link`), backoff, and how a thread's status is changed on this server. Two tasks run beside each other, the
//! puller and the sender; both pass one `gate`. Pure decisions (schedule, intervals, backoff, throttle, link, outcome)
//! stand in files of their own and know no clock. It never draws and never blocks the runtime.

mod activity;
mod backoff;
mod chance;
mod disk;
mod event;
mod gate;
mod handle;
mod link;
mod options;
mod pull;
mod send;
mod session;
mod supervise;
mod throttle;
mod wake;

#[cfg(test)]
mod tests;

use std::time::Duration;

pub use event::SyncEvent;
pub use handle::Sync;
pub use options::{Clock, Events, Intervals, Options, StrategyChoice};
pub use send::sender_is_running;

/// How often a refused key is tried: it may have been renewed on the server.
const REFUSED_PROBE: Duration = Duration::from_mins(1);
