//! What a synchronisation is made from.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::SyncEvent;
use crate::api::Client;
use crate::store::Store;

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Called with every event, on a thread of the runtime: it should only pass the event on.
pub type Events = Arc<dyn Fn(SyncEvent) + Send + Sync>;

/// How often lists are asked for, and how many at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Intervals {
    /// Between two looks at the open conversation.
    pub open_thread: Duration,
    /// Between two looks at the thread list of the watched channel.
    pub thread_list: Duration,
    /// Between two looks at any other list, while it changes …
    pub others_min: Duration,
    /// … and when it has not changed for long.
    pub others_max: Duration,
    /// The most requests at once.
    pub concurrency: usize,
}

impl Default for Intervals {
    fn default() -> Self {
        Self {
            open_thread: Duration::from_secs(3),
            thread_list: Duration::from_secs(10),
            others_min: Duration::from_secs(30),
            others_max: Duration::from_mins(2),
            concurrency: 4,
        }
    }
}

/// How a thread's status is to be changed (`thread_status` in the config).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StrategyChoice {
    /// By `PATCH`, until the server turns out not to have it; then by event. What was learned is remembered.
    #[default]
    Auto,
    /// By `PATCH` only.
    Patch,
    /// By event message only.
    Event,
}

/// What a synchronisation is made from.
#[derive(Clone)]
pub struct Options {
    /// The local copy.
    pub store: Store,
    /// The server.
    pub client: Client,
    /// How often lists are asked for.
    pub settings: Intervals,
    /// How a thread's status is changed.
    pub strategy: StrategyChoice,
    /// Nothing is ever written to the server; the outbox is left alone.
    pub read_only: bool,
    /// Who is told.
    pub events: Events,
    /// The time.
    pub clock: Clock,
    /// The file whose lock says who sends for this profile on this machine. It is made if there is none, and stays.
    pub lock_path: PathBuf,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("store", &self.store)
            .field("client", &self.client)
            .field("settings", &self.settings)
            .field("strategy", &self.strategy)
            .field("read_only", &self.read_only)
            .field("lock_path", &self.lock_path)
            .finish_non_exhaustive()
    }
}
