//! What Linux tells of a process. Elsewhere there is nothing to measure.

use std::fs;
use std::time::Duration;

/// Clock ticks a second in `/proc/PID/stat`: 100 on every Linux there is.
const TICKS: u64 = 100;

/// What it has used and holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Usage {
    pub cpu: Duration,
    /// Resident memory in KiB.
    pub memory: u64,
    /// Descriptors that are no sockets: files, pipes, the terminal.
    pub files: usize,
    /// Connections, which come and go with the server.
    pub sockets: usize,
}

/// Of a process, with all of its threads.
pub fn usage(id: u32) -> Option<Usage> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before may hold blanks; it ends with the last bracket.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    let cpu = ticks(11)? + ticks(12)?;
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let memory = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let links = fs::read_dir(format!("/proc/{id}/fd")).ok()?.flatten();
    let links: Vec<_> = links.flat_map(|link| fs::read_link(link.path())).collect();
    let is_socket = |link: &&std::path::PathBuf| link.to_string_lossy().starts_with("socket:");
    let sockets = links.iter().filter(is_socket).count();
    Some(Usage {
        cpu: Duration::from_millis(cpu * 1000 / TICKS),
        memory: memory.split_whitespace().nth(1)?.parse().ok()?,
        files: links.len() - sockets,
        sockets,
    })
}
