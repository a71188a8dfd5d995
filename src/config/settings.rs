//! The settings that hold for the whole program. Each one is in `tables.rs` and documented in `config/default.toml`.

use std::collections::BTreeMap;
use std::time::Duration;

use super::ProfileName;

/// The effective settings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The profile opened when none is named; nothing: the only one, or the local workspace.
    pub default_profile: Option<ProfileName>,
    /// Who writes the replies.
    pub identity: Identity,
    /// How often and how the server is asked.
    pub sync: SyncSettings,
    /// How what is written leaves.
    pub send: SendSettings,
    /// How the screen looks.
    pub ui: UiSettings,
}

/// The author of what is written here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Identity {
    /// The name customers see. After loading never empty: the operating system's user name stands in.
    pub name: String,
    /// The email address sent with it, where one is set.
    pub email: Option<String>,
}

/// Intervals and limits of synchronisation (`reliability.md`, "Sync").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyncSettings {
    /// Between two looks at the open thread.
    pub open_thread: Duration,
    /// Between two looks at the list of the channel on screen.
    pub thread_list: Duration,
    /// Between two looks at the other channels, at the least.
    pub others_min: Duration,
    /// The same, at the most, when they have been quiet. Never less than [`Self::others_min`].
    pub others_max: Duration,
    /// Requests at once to one server.
    pub concurrency: u32,
    /// For a connection to come about.
    pub connect_timeout: Duration,
    /// For a whole answer to arrive.
    pub request_timeout: Duration,
}

impl Default for SyncSettings {
    fn default() -> Self {
        Self {
            open_thread: Duration::from_secs(3),
            thread_list: Duration::from_secs(10),
            others_min: Duration::from_secs(30),
            others_max: Duration::from_mins(2),
            concurrency: 4,
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_mins(1),
        }
    }
}

/// Sending (`interface.md`, "Undo send").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SendSettings {
    /// How long a message is held before it leaves, in which it can be taken back; zero: not at all.
    pub undo_window: Duration,
    /// The same for single channels, by their id, handle or name.
    pub undo_window_of: BTreeMap<String, Duration>,
}

impl Default for SendSettings {
    fn default() -> Self {
        Self {
            undo_window: Duration::from_secs(5),
            undo_window_of: BTreeMap::new(),
        }
    }
}

/// The screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UiSettings {
    /// One of [`super::THEMES`].
    pub theme: &'static str,
    /// Whether the mouse is on at the start.
    pub mouse: bool,
    /// Whether a tip is shown at the start.
    pub tips: bool,
}

impl Default for UiSettings {
    fn default() -> Self {
        Self {
            theme: "auto",
            mouse: false,
            tips: true,
        }
    }
}
