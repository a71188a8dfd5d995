//! The local copy for commands without a screen.

use std::path::PathBuf;

use chrono::Utc;

use super::Failure;
use super::outcome::warn;
use crate::config::{Paths, ProfileSettings};
use crate::store::{OpenOptions, Store};

/// Opens the local copy of a profile; none where there is none yet, and none is made. A damaged one is set aside, and
/// that is said on standard error.
///
/// # Errors
/// The store's.
pub fn open_existing(profile: &ProfileSettings) -> Result<Option<Store>, Failure> {
    if profile.database.exists() {
        open_with(profile, OpenOptions::quiet(Utc::now())).map(Some)
    } else {
        Ok(None)
    }
}

/// Opens the local copy of a profile, and makes it where there is none.
///
/// # Errors
/// The store's.
pub fn open_with(profile: &ProfileSettings, options: OpenOptions) -> Result<Store, Failure> {
    Paths::make_folder_of(&profile.database).map_err(Failure::failed)?;
    let options = OpenOptions {
        deriving: say_deriving,
        ..options
    };
    let opened = Store::open(&profile.database, options).map_err(Failure::failed)?;
    if let Some(notice) = &opened.notice {
        warn(&notice.to_string());
    }
    Ok(opened.store)
}

/// Why opening takes longer this once.
pub fn say_deriving() {
    warn(
        "the local copy is counted anew after the update; at a million messages this takes some seconds, once",
    );
}

/// The file whose lock says who sends for the profile on this machine.
pub fn lock_path(profile: &ProfileSettings) -> PathBuf {
    profile.database.with_file_name("sender.lock")
}
