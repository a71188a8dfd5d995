//! The settings that hold for the whole program. Each one is in `tables.rs` and documented in `config/default.toml`.

use std::collections::BTreeMap;
use std::time::Duration;

use super::ProfileName;
use crate::query::SavedView;

/// The effective settings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// The profile opened when none is named; nothing: the only one, or the local workspace.
    pub default_profile: Option<ProfileName>,
    /// Who writes the replies.
    pub identity: Identity,
    /// How often and how the server is asked.
    pub sync: SyncSettings,
    /// How what is written leaves.
    pub send: SendSettings,
    /// What is being written.
    pub composer: ComposerSettings,
    /// What is told outside of the screen.
    pub notify: NotifySettings,
    /// How the screen looks.
    pub ui: UiSettings,
    /// The user's own views, in the order of the file.
    pub views: Vec<SavedView>,
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

/// The composer (`interface.md`, "Composer").
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ComposerSettings {
    /// The most characters a reply may have in single channels, by their id, handle or name.
    pub limit_of: BTreeMap<String, u32>,
}

/// Notices outside of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotifySettings {
    /// One of [`super::NOTIFY_METHODS`].
    pub method: &'static str,
    /// Queries: a thread that comes to match one is told of. Each of them can be read.
    pub rules: Vec<String>,
    /// Whether a notice may hold names and words of customers.
    pub show_text: bool,
}

impl Default for NotifySettings {
    fn default() -> Self {
        Self {
            method: "off",
            rules: vec!["is:unread".to_owned(), "waiting:>1h".to_owned()],
            show_text: false,
        }
    }
}

/// The screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UiSettings {
    /// One of [`super::THEMES`], or the name of a theme file.
    pub theme: String,
    /// Whether links are told to the terminal: one of [`super::HYPERLINKS`].
    pub hyperlinks: &'static str,
    /// Where attachments are saved; empty: the system's folder for downloads.
    pub download_folder: String,
    /// The largest attachment saved, in MiB.
    pub download_limit_mib: u32,
    /// Where one goes when a thread is done: one of [`super::ADVANCE`].
    pub advance: &'static str,
    /// Whether the mouse is on at the start.
    pub mouse: bool,
    /// Whether a tip is shown at the start.
    pub tips: bool,
}

impl Default for UiSettings {
    fn default() -> Self {
        Self {
            theme: "auto".to_owned(),
            hyperlinks: "auto",
            download_folder: String::new(),
            download_limit_mib: 100,
            advance: "next",
            mouse: false,
            tips: true,
        }
    }
}
