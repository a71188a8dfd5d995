//! What Linux tells of a process. Elsewhere the figures are left out.

use std::fs;
use std::path::Path;

/// Resident memory, in MB, and the part of it that is no file's.
pub fn memory(id: u32) -> Option<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let of = |name| field(&status, name).map(|kilobytes| kilobytes as f64 / 1024.0);
    Some((of("VmRSS:")?, of("RssAnon:")?))
}

/// How often its threads were woken so far.
pub fn wake_ups(id: u32) -> Option<u64> {
    let tasks = fs::read_dir(format!("/proc/{id}/task")).ok()?;
    let of = |task: &Path| {
        let status = fs::read_to_string(task.join("status")).ok()?;
        field(&status, "voluntary_ctxt_switches:")
    };
    Some(tasks.flatten().filter_map(|task| of(&task.path())).sum())
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
