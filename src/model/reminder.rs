//! A reminder: a thread put away until a time the person named. Only this machine knows of it.

use chrono::{DateTime, Utc};

/// A thread's reminder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// When the thread is to come back.
    pub due: DateTime<Utc>,
    /// It has come back, and nobody has looked at it since.
    pub is_due: bool,
}
