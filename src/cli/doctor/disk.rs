//! Whether a folder can be written, and how much room is left there.

use std::path::Path;
use std::process::{Command, Stdio};

/// Why nothing can be written in a folder; of one that is not there, whether it could be made. The file made to find
/// out has no name and is gone at once.
pub(super) fn why_not_writable(folder: &Path) -> Option<String> {
    match tempfile::tempfile_in(nearest(folder)) {
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    }
}

/// The bytes this user may still write there, as POSIX `df` says; none where it cannot be asked.
pub(super) fn free_bytes(folder: &Path) -> Option<u64> {
    let output = Command::new("df")
        .args(["-P", "-k", "--"])
        .arg(nearest(folder))
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    available(&String::from_utf8_lossy(&output.stdout))
}

/// The folder itself, or the nearest above it that is there.
fn nearest(folder: &Path) -> &Path {
    folder
        .ancestors()
        .find(|folder| folder.exists())
        .unwrap_or(folder)
}

/// Of `df -P -k`: the number before the percentage, in KiB. Names of file systems may hold blanks.
fn available(told: &str) -> Option<u64> {
    let fields: Vec<&str> = told.lines().nth(1)?.split_whitespace().collect();
    let percentage = fields.iter().position(|field| field.ends_with('%'))?;
    let kib: u64 = fields.get(percentage.checked_sub(1)?)?.parse().ok()?;
    Some(kib.saturating_mul(1024))
}

#[cfg(test)]
mod tests {
    use super::available;

    #[test]
    fn the_room_left_is_read_whatever_the_file_system_is_called() {
        let head = "Filesystem 1024-blocks Used Available Capacity Mounted on\n";
        let told = [
            "/dev/sda1 100 40 60 40% /",
            "map -static a b 100 40 60 40% /a b",
        ];
        for told in told {
            assert_eq!(available(&format!("{head}{told}\n")), Some(60 * 1024));
        }
        assert_eq!(available(""), None);
        assert_eq!(available(&format!("{head}none - - - - /proc\n")), None);
    }
}
