//! The architecture as data: the rooms, what each may import, and where external crates may be named.
//!
//! The twin of the table in `ARCHITECTURE.md`: a change of one is a change of both.

/// A room of the crate (a module directly under `src`) and the rooms it may import.
pub type Room = (&'static str, &'static [&'static str]);

/// The rooms, from the ground up: a room may import only rooms that stand before it, so there can be no ring.
pub const ROOMS: &[Room] = &[
    ("model", &[]),
    ("text", &[]),
    ("command", &[]),
    ("theme", &[]),
    ("sqlite", &[]),
    ("query", &["model"]),
    ("config", &["model", "command", "theme", "query"]),
    ("api", &["model"]),
    ("store", &["model", "query", "sqlite"]),
    ("app", &["model", "text", "command", "query"]),
    ("sync", &["model", "api", "store"]),
    ("view", &["model", "text", "command", "theme", "app"]),
    ("server", &["model", "sqlite"]),
    (
        "terminal",
        &[
            "model", "text", "command", "theme", "query", "config", "store", "app", "sync", "view",
        ],
    ),
    (
        "cli",
        &[
            "model", "text", "command", "theme", "query", "config", "api", "store", "app", "sync",
            "view", "server", "terminal",
        ],
    ),
];

/// The external crates that belong to certain rooms.
pub const CRATES: &[(&str, &[&str])] = &[
    ("ratatui", &["view", "terminal"]),
    ("crossterm", &["terminal"]),
    ("signal_hook", &["terminal"]),
    ("unicode_width", &["text"]),
    ("unicode_segmentation", &["text"]),
    ("textwrap", &["text"]),
    ("nucleo_matcher", &["text"]),
    ("html2text", &["text"]),
    ("tokio", &["api", "sync", "server", "terminal", "cli"]),
    ("tokio_util", &["api", "sync", "server", "terminal", "cli"]),
    (
        "futures_util",
        &["api", "sync", "server", "terminal", "cli"],
    ),
    ("reqwest", &["api"]),
    ("rustls", &["api"]),
    ("webpki_root_certs", &["api"]),
    ("axum", &["server"]),
    ("tower", &["server"]),
    ("tower_http", &["server"]),
    ("sha2", &["server", "cli"]),
    ("subtle", &["server"]),
    ("getrandom", &["server"]),
    ("rusqlite", &["sqlite", "store", "server"]),
    ("toml", &["config"]),
    ("directories", &["config"]),
    ("keyring_core", &["config"]),
    ("zbus_secret_service_keyring_store", &["config"]),
    ("apple_native_keyring_store", &["config"]),
    ("windows_native_keyring_store", &["config"]),
    ("tempfile", &["config", "server", "terminal", "cli"]),
    ("serde_path_to_error", &["model", "api", "server"]),
    // The model holds ids; the others make them. `app` and `view` are pure and make none.
    (
        "uuid",
        &["model", "api", "store", "sync", "server", "terminal", "cli"],
    ),
    ("anyhow", &["terminal", "cli", "main"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("tracing_subscriber", &["cli"]),
];

/// The external crates any room may name.
pub const EVERYWHERE: &[&str] = &["serde", "serde_json", "chrono", "thiserror", "tracing"];

/// The rooms that may read an untrusted string or a key as it is: to store, send, compare or make safe. `query` prints
/// back the words of a query, which are made safe before they are shown; `config` writes the credentials.
pub const EXPOSES: &[&str] = &[
    "model", "api", "store", "query", "app", "sync", "server", "config", "cli",
];

/// The one file in which words reach the cells of the screen.
pub const PAINT: &str = "src/view/paint.rs";

/// What a room may import; none if there is no such room.
pub fn imports(name: &str) -> Option<&'static [&'static str]> {
    ROOMS
        .iter()
        .find(|(room, _)| *room == name)
        .map(|(_, imports)| *imports)
}
