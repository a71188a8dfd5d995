//! The link to the server, as it is shown.

use chrono::{DateTime, Utc};

use super::Problem;

/// Whether the server answers.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Link {
    /// Nothing was asked yet.
    #[default]
    Connecting,
    /// The last request was answered.
    Live {
        /// When the store was last brought up to date.
        at: DateTime<Utc>,
    },
    /// The server cannot be reached, or does not answer as one.
    Offline {
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        problem: Problem,
        /// When it is tried again.
        retry_at: Option<DateTime<Utc>>,
    },
    /// The key is refused: nothing more is sent until there is another.
    KeyRefused {
        /// Since when.
        since: DateTime<Utc>,
        /// The server's answer.
        problem: Problem,
    },
}

/// How far a synchronisation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Conversations whose messages are here.
    pub done: u32,
    /// Conversations whose messages are wanted.
    pub total: u32,
}

/// How a thread's status is changed on this server (see [`super::StatusEvent`]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StatusStrategy {
    /// By `PATCH`.
    Patch,
    /// By an event message.
    Event,
}

/// One request, as the request log shows it. No key, no body.
#[derive(Clone, PartialEq, Debug)]
pub struct RequestRecord {
    /// When it was started.
    pub at: DateTime<Utc>,
    /// The HTTP method.
    pub method: &'static str,
    /// Path and query, ids as they came.
    pub path: super::Untrusted,
    /// The status code; none when no answer came.
    pub status: Option<u16>,
    /// From start to the end of the body, in milliseconds.
    pub millis: u32,
    /// Bytes of the answer's body.
    pub bytes: u64,
    /// What went wrong, if something did.
    pub problem: Option<Problem>,
}
