//! How a server is to be run, and the clock it reads.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Where the server takes the time from, so that tests own it.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// How a server is to be run.
#[derive(Clone)]
pub struct ServerOptions {
    /// Whether an address that other machines can reach is allowed.
    pub allow_remote: bool,
    /// Whether an empty database is filled with the demo workspace.
    pub demo: bool,
    /// Whether customers are simulated and outbound messages delivered.
    pub simulate: bool,
    /// Whether a thread can be changed by `PATCH`. Off, the route answers 405, as a server without our extension of
    /// the API does.
    pub patch_threads: bool,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            allow_remote: false,
            demo: false,
            simulate: false,
            patch_threads: true,
            clock: Arc::new(SystemClock),
        }
    }
}

impl fmt::Debug for ServerOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerOptions")
            .field("allow_remote", &self.allow_remote)
            .field("demo", &self.demo)
            .field("simulate", &self.simulate)
            .field("patch_threads", &self.patch_threads)
            .finish_non_exhaustive()
    }
}
