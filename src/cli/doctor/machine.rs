//! This machine: settings, keys, terminal, folders, disk.

use std::io::{IsTerminal, stdout};
use std::path::Path;

use super::disk::{free_bytes, why_not_writable};
use super::finding::{Finding, Report};
use crate::cli::{Desk, Failure};
use crate::config::{Changeable, Credentials, KeymapFile, ProfileKind, ProfileSettings};
use crate::theme::ColorDepth;

/// Below this much room, in bytes, the local copy may soon not be written …
const LITTLE: u64 = 256 * MIB;
/// … and below this it cannot.
const NONE: u64 = 16 * MIB;
const MIB: u64 = 1024 * 1024;

/// What does not depend on the profile.
pub(super) fn look(desk: &Desk, report: &mut Report) -> Result<(), Failure> {
    report.add(Finding::ok("version", env!("CARGO_PKG_VERSION")))?;
    settings(desk, report)?;
    keys(desk, report)?;
    credentials(desk, report)?;
    report.add(terminal())
}

/// What does.
pub(super) fn look_at_profile(
    desk: &Desk,
    profile: &ProfileSettings,
    report: &mut Report,
) -> Result<(), Failure> {
    report.add(about(desk, profile))?;
    let data = profile.database.parent().unwrap_or(&profile.database);
    let log = desk.paths.log_file();
    let folders = [
        ("settings", desk.paths.config_dir()),
        ("data", data),
        ("log", log.parent().unwrap_or(&log)),
    ];
    let mut all_writable = true;
    for (what, folder) in folders {
        if let Some(why) = why_not_writable(folder) {
            all_writable = false;
            let words = format!(
                "the folder of the {what}, {}, cannot be written: {why}. Give yourself the right to write there, or \
                 choose another with --config-dir and --data-dir",
                folder.display()
            );
            let finding = Finding::fail("folders", words);
            report.add(finding.fact("folder", folder.display().to_string()))?;
        }
    }
    if all_writable {
        let words = format!("settings, log and {} can be written", data.display());
        report.add(Finding::ok("folders", words))?;
    }
    report.add(disk(data))
}

fn settings(desk: &Desk, report: &mut Report) -> Result<(), Failure> {
    for problem in &desk.config.problems {
        report.add(Finding::fail("settings", problem))?;
    }
    let file = desk.paths.config_file();
    let shown = file.display();
    if let Some(changeable) = Changeable::of(&file) {
        report.add(Finding::warn("settings", changeable))?;
    }
    if !desk.config.problems.is_empty() {
        return Ok(());
    }
    let words = if file.exists() {
        shown.to_string()
    } else {
        format!("defaults; {shown} would hold yours")
    };
    report.add(Finding::ok("settings", words).fact("file", shown.to_string()))
}

fn keys(desk: &Desk, report: &mut Report) -> Result<(), Failure> {
    let keys = KeymapFile::load(&desk.paths);
    for problem in &keys.problems {
        report.add(Finding::fail("keys", problem))?;
    }
    if !keys.problems.is_empty() {
        return Ok(());
    }
    let file = desk.paths.keymap_file();
    let words = if file.exists() {
        format!("{}, from the preset {}", file.display(), keys.preset.name())
    } else {
        format!("defaults; {} would hold yours", file.display())
    };
    report.add(Finding::ok("keys", words).fact("preset", keys.preset.name()))
}

fn credentials(desk: &Desk, report: &mut Report) -> Result<(), Failure> {
    let file = desk.paths.credentials_file();
    report.add(match Credentials::at(&desk.paths).check() {
        Err(error) => Finding::fail("credentials", error),
        Ok(()) if file.exists() => Finding::ok(
            "credentials",
            format!("{}, readable by you alone", file.display()),
        ),
        Ok(()) => Finding::ok(
            "credentials",
            format!("none stored; {} would hold them", file.display()),
        ),
    })
}

fn about(desk: &Desk, profile: &ProfileSettings) -> Finding {
    let place = match &profile.kind {
        ProfileKind::Local { folder } => format!("the local workspace in {}", folder.display()),
        ProfileKind::Remote { address, .. } => address.to_string(),
    };
    let why = desk.config.why_read_only(profile);
    let read_only = why.map_or_else(String::new, |why| format!(", read-only: {why}"));
    Finding::ok("profile", format!("{}: {place}{read_only}", profile.name))
        .fact("name", profile.name.as_str())
        .fact("readOnly", profile.read_only)
}

fn terminal() -> Finding {
    let depth = match ColorDepth::detect(|name| std::env::var(name).ok()) {
        ColorDepth::None => "no colours",
        ColorDepth::Ansi16 => "16 colours",
        ColorDepth::Ansi256 => "256 colours",
        ColorDepth::TrueColor => "true colour",
    };
    let term = std::env::var("TERM").unwrap_or_else(|_| "unknown".to_owned());
    if stdout().is_terminal() {
        Finding::ok("terminal", format!("{term}, {depth}"))
    } else {
        Finding::ok("terminal", "standard output is not a terminal")
    }
}

fn disk(data: &Path) -> Finding {
    let Some(free) = free_bytes(data) else {
        return Finding::ok("disk", "how much is free could not be found out");
    };
    let words = format!("{} free at {}", size(free), data.display());
    let finding = match free {
        ..NONE => Finding::fail(
            "disk",
            format!("only {words}: nothing more can be stored. Make room"),
        ),
        NONE..LITTLE => Finding::warn("disk", format!("only {words}. Make room")),
        LITTLE.. => Finding::ok("disk", words),
    };
    finding.fact("freeBytes", free)
}

/// Bytes in a unit that fits.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..MIB => format!("{} KiB", bytes / 1024),
        MIB.. if bytes < 1024 * MIB => format!("{} MiB", bytes / MIB),
        _ => format!("{} GiB", bytes / (1024 * MIB)),
    }
}

/// The permissions of a file, where there is one and the system has such.
#[cfg(unix)]
pub(super) fn mode(file: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let known = std::fs::metadata(file).ok()?;
    Some(known.permissions().mode() & 0o777)
}

/// Elsewhere the folders of a user are closed to the others by the system's own rules.
#[cfg(not(unix))]
pub(super) fn mode(_file: &Path) -> Option<u32> {
    None
}
