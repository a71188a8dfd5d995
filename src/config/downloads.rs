//! Where attachments are saved.

use std::path::{Path, PathBuf};

use directories::UserDirs;
use thiserror::Error;

use super::UiSettings;

/// No home folder, and no folder in the settings that begins with `/`.
#[derive(Debug, Error)]
#[error("no home folder is known; set ui.download_folder in config.toml")]
pub struct NoDownloads;

/// The folder: the setting's, else the system's for downloads, else `Downloads` in the home folder. It may not be there.
///
/// # Errors
/// [`NoDownloads`].
pub fn downloads(settings: &UiSettings) -> Result<PathBuf, NoDownloads> {
    let folder = settings.download_folder.as_str();
    if Path::new(folder).is_absolute() {
        return Ok(folder.into());
    }
    let dirs = UserDirs::new().ok_or(NoDownloads)?;
    let home = dirs.home_dir();
    if let Some(rest) = folder.strip_prefix('~') {
        return Ok(home.join(rest.trim_start_matches('/')));
    }
    Ok(dirs
        .download_dir()
        .map_or_else(|| home.join("Downloads"), Path::to_owned))
}
