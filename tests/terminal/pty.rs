//! The real binary in a real pseudo-terminal, with a terminal emulator reading what it writes.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A test that waits longer than this has found a fault.
const DEADLINE: Duration = Duration::from_secs(40);

/// A program in a pseudo-terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Every byte the program wrote.
    pub bytes: Vec<u8>,
}

impl Pty {
    /// Starts a program with a home of its own.
    pub fn start(command: &[&str], home: &Path, size: (u16, u16), env: &[(&str, &str)]) -> Self {
        let (cols, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        builder.env_clear();
        builder.env("PATH", std::env::var("PATH").unwrap());
        builder.env("HOME", home);
        builder.env("TERM", "xterm-256color");
        builder.env("USER", "ana");
        // A report of a panic must not push the rest off a small screen.
        builder.env("RUST_BACKTRACE", "0");
        for (name, value) in env {
            builder.env(name, value);
        }
        builder.cwd(home);
        let child = pair.slave.spawn_command(builder).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            parser: vt100::Parser::new(some(rows), some(cols), 0),
            bytes: Vec::new(),
        }
    }

    /// Writes bytes as the terminal would.
    pub fn send(&mut self, bytes: &str) {
        self.keys.write_all(bytes.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(some(rows), some(cols));
        self.master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    /// Reads until the screen holds the words.
    pub fn shows(&mut self, words: &str) {
        self.until(words, |pty| pty.screen().contains(words));
    }

    /// Reads until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds(self) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!(
                        "{what:?} did not come about; the screen:\n{}",
                        self.screen()
                    )
                }
                Err(RecvTimeoutError::Disconnected) => {
                    assert!(
                        holds(self),
                        "ended before {what:?}; the screen:\n{}",
                        self.screen()
                    );
                }
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.bytes.extend_from_slice(bytes);
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The emulated terminal.
    pub fn terminal(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill")
            .args([&format!("-{name}"), &id])
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// Waits for the end, and reads all that was written.
    pub fn ended(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(5)) {
            self.take(&bytes);
        }
        status
    }

    /// Whether the terminal is as the program found it.
    pub fn assert_restored(&self) {
        let screen = self.terminal();
        assert!(
            !screen.alternate_screen(),
            "the alternate screen is still on"
        );
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        let last = |code: &str| {
            let bytes = self.bytes.windows(code.len());
            bytes.rev().position(|it| it == code.as_bytes())
        };
        assert!(
            last("\x1b[?1004l") <= last("\x1b[?1004h"),
            "focus events are still on"
        );
    }
}

fn some(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It may have ended already; either way nothing of it may be left.
        drop(self.child.kill());
    }
}
