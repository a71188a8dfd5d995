//! What `[profiles.NAME]` says of one server. Each setting is in `tables.rs` and documented in `config/default.toml`.

use super::{Address, Auth, KeyCommand, KeyStore};
use crate::model::StatusStrategy;

/// One profile as configured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    /// The server; nothing where it is missing or wrong, which is a problem only when the profile is opened.
    pub address: Option<Address>,
    /// How the key travels.
    pub auth: Auth,
    /// Whether a key may go over plain http to another machine.
    pub allow_insecure_http: bool,
    /// How a thread's status is changed; nothing: found out by trying.
    pub thread_status: Option<StatusStrategy>,
    /// One of [`super::COLORS`]: the profile's colour in the frame.
    pub color: &'static str,
    /// Whether every write is refused.
    pub read_only: bool,
    /// The largest answer read, in MiB.
    pub max_body_mib: u32,
    /// A command line whose first line of output is the key.
    pub api_key_command: Option<KeyCommand>,
    /// Where a login keeps the key.
    pub key_store: KeyStore,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            address: None,
            auth: Auth::default(),
            allow_insecure_http: false,
            thread_status: None,
            color: "none",
            read_only: false,
            max_body_mib: 64,
            api_key_command: None,
            key_store: KeyStore::default(),
        }
    }
}
