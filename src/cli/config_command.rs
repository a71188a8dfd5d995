//! `andibox config`: where the settings are, what holds, and what is wrong.

use super::outcome::say;
use super::{Desk, Failure};
use crate::config::{Config, Environment, Flags, KeymapFile};
use crate::text::SafeText;

/// Prints the files and folders.
pub fn path(desk: &Desk) -> Result<(), Failure> {
    let paths = &desk.paths;
    for (name, path) in [
        ("config", paths.config_file()),
        ("credentials", paths.credentials_file()),
        ("keymap", paths.keymap_file()),
        ("data", paths.data_dir().to_owned()),
        ("log", paths.log_file()),
    ] {
        say(&SafeText::line(&format!("{name:<12} {}", path.display())))?;
    }
    Ok(())
}

/// Prints every setting with where it comes from.
pub fn show(desk: &Desk) -> Result<(), Failure> {
    for setting in desk.config.show() {
        say(&SafeText::line(&setting.to_string()))?;
    }
    problems(desk.config.problems.iter().map(ToString::to_string))
}

/// Prints what is wrong.
pub fn check(desk: &Desk, flags: &Flags) -> Result<(), Failure> {
    let settings = Config::check(&desk.paths, &Environment::read(), flags);
    let keys = KeymapFile::load(&desk.paths);
    if settings.is_empty() && keys.problems.is_empty() {
        return say(&"The settings are in order.".into());
    }
    let settings = settings.iter().map(ToString::to_string);
    problems(settings.chain(keys.problems.iter().map(ToString::to_string)))
}

fn problems(found: impl Iterator<Item = String>) -> Result<(), Failure> {
    let lines: Vec<String> = found.collect();
    if lines.is_empty() {
        Ok(())
    } else {
        Err(Failure::failed(lines.join("\nandibox: ")))
    }
}
