//! The binary in a home of its own, and a server for it.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

pub const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

pub fn andibox(home: &Path) -> Command {
    let mut command = Command::new(ANDIBOX);
    command
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap())
        .env("HOME", home)
        .env("USER", "ana")
        .stdin(Stdio::null());
    command
}

pub fn run(home: &Path, arguments: &[&str]) -> Output {
    andibox(home).args(arguments).output().unwrap()
}

pub fn run_with(home: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = andibox(home)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    if let Err(error) = stdin.write_all(input.as_bytes()) {
        // A command that refuses its arguments ends before it reads.
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
    drop(stdin);
    child.wait_with_output().unwrap()
}

pub fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// `andibox serve`, until it is dropped.
pub struct Serving {
    pub child: Child,
    pub address: String,
    pub key: String,
    pub key_line: String,
    _folder: TempDir,
}

impl Serving {
    pub fn start(home: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = andibox(home)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let key_line = lines.next().unwrap().unwrap();
        let file = folder.path().join("admin.key");
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Self {
            address: first.strip_prefix("listening on ").unwrap().to_owned(),
            key: std::fs::read_to_string(file).unwrap().trim().to_owned(),
            key_line,
            child,
            _folder: folder,
        }
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill")
            .args([&format!("-{name}"), &id])
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
