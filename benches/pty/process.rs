//! What Linux tells of a process. Elsewhere the figures are left out.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Resident memory, in MB, and the part of it that is no file's.
pub fn memory(id: u32) -> Option<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let of = |name| field(&status, name).map(|kilobytes| kilobytes as f64 / 1024.0);
    Some((of("VmRSS:")?, of("RssAnon:")?))
}

/// How often each of its threads was woken so far.
pub fn wake_ups(id: u32) -> Option<WakeUps> {
    let tasks = fs::read_dir(format!("/proc/{id}/task")).ok()?;
    let of = |task: &Path| {
        let status = fs::read_to_string(task.join("status")).ok()?;
        let count = field(&status, "voluntary_ctxt_switches:")?;
        Some((task.to_path_buf(), count))
    };
    Some(
        tasks
            .flatten()
            .filter_map(|task| of(&task.path()))
            .collect(),
    )
}

/// The wake-ups of threads, by thread.
pub type WakeUps = HashMap<PathBuf, u64>;

/// How many there were between the two. Threads may have ended: theirs are not counted.
pub fn woken(before: &WakeUps, after: &WakeUps) -> u64 {
    let since = |(task, count): (&PathBuf, &u64)| count - before.get(task).unwrap_or(&0).min(count);
    after.iter().map(since).sum()
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
