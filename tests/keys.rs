//! Keys from outside: `andibox keys`, a keymap of one's own in the real program, and the tables of the documents.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "keys/command.rs"]
mod command;
#[path = "keys/documents.rs"]
mod documents;
#[path = "keys/inbox.rs"]
mod inbox;
#[path = "terminal/pty.rs"]
#[expect(
    dead_code,
    reason = "what it can do beyond reading the screen is used elsewhere"
)]
mod pty;

use std::path::Path;

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

/// A home whose `keymap.toml` says this.
fn home_with(keymap: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("keymap.toml"), keymap).unwrap();
    home
}

/// Runs the binary: its exit code, what it prints, what it complains of.
fn run(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = std::process::Command::new(ANDIBOX)
        .env_clear()
        .env("HOME", home)
        .env("USER", "ana")
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}
