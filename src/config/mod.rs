//! What the user decided, and where it is kept: settings, profiles, keys and the folders of the program.
//!
//! Owns the layers (embedded `config/default.toml` < the user's `config.toml` < environment < command line), the
//! sentence said about a wrong setting, the paths of every file andibox keeps, and the writing of `config.toml` and
//! `credentials.toml`. Wrong settings never stop the program here: [`Config::load`] puts the default in their place
//! and lists the problems; the caller decides.

mod ad_hoc;
mod address;
mod changeable;
mod check_together;
mod credentials;
mod document;
mod downloads;
mod edit;
mod environment;
mod error;
mod field;
mod flags;
mod key_command;
mod key_store;
mod keymap;
mod keyring;
mod keys;
mod layers;
mod list;
mod load;
mod near;
mod origin;
mod paths;
mod private_files;
mod profile;
mod profile_name;
mod read_file;
mod resolve;
mod resolve_error;
mod settings;
mod show;
mod shown_value;
mod snippets;
mod source;
mod tables;
mod theme_file;
mod views;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub use address::Address;
pub use changeable::Changeable;
pub use credentials::{Credentials, CredentialsError};
pub use downloads::{NoDownloads, downloads};
pub use edit::{NewProfile, remove_profile, set_default_profile, store_profile, store_view};
pub use environment::Environment;
pub use error::ConfigError;
pub use flags::Flags;
pub use key_command::KeyCommand;
pub use key_store::{KeyStore, KeyStoreError};
pub use keymap::{KEYMAP_EXAMPLE, KeymapFile, KeymapNote, KeymapProblem};
pub use keyring::KeyringError;
pub use keys::{FoundKey, KeyError, KeySource};
pub use load::Config;
pub use origin::Origin;
pub use paths::{PathOverrides, Paths, PathsError};
pub use profile::Profile;
pub use profile_name::ProfileName;
pub use resolve::{ProfileKind, ProfileSettings};
pub use resolve_error::ResolveError;
pub use settings::{ComposerSettings, Identity, SendSettings, Settings, SyncSettings, UiSettings};
pub use show::ShownSetting;
pub use shown_value::shown_text;
pub use snippets::snippets;
pub use words::{ADVANCE, Auth, COLORS, HYPERLINKS, NOTIFY_METHODS, THEMES};
pub use write::WriteError;

/// Every setting with its comment, unit, range and default: the lowest layer.
pub const DEFAULT_CONFIG: &str = include_str!("../../config/default.toml");
