//! The real binary in a real pseudo-terminal that may be killed at any moment, with a terminal emulator reading it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A proof that waits longer than this has found a fault.
const DEADLINE: Duration = Duration::from_mins(1);

/// What never may be seen on a screen or in a log.
pub const NEVER: [&str; 3] = ["database is locked", "database is busy", "SQLITE_BUSY"];

/// A program in a pseudo-terminal.
pub struct Pty {
    /// Held, or the terminal would hang up.
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// The beginning of a frame whose end has not come.
    pending: Vec<u8>,
    reaped: bool,
    /// How many bytes it wrote.
    pub written: usize,
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
            _master: pair.master,
            child,
            output,
            parser: vt100::Parser::new(some(rows), some(cols), 0),
            pending: Vec::new(),
            reaped: false,
            written: 0,
        }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Writes bytes as the terminal would. Those that nobody reads any more are nobody's loss.
    pub fn send(&mut self, bytes: &str) {
        if let Err(error) = self.keys.write_all(bytes.as_bytes()) {
            assert!(
                self.child.try_wait().unwrap().is_some(),
                "the terminal takes no keys: {error}"
            );
        }
    }

    /// Reads until the screen holds the words.
    pub fn shows(&mut self, words: &str) {
        self.until(words, |pty| pty.screen().contains(words));
    }

    /// Reads until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds(self) {
            match self.output.recv_timeout(left(end)) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => {
                    let ended = matches!(why, RecvTimeoutError::Disconnected);
                    let why = if ended { "ended before" } else { "waited for" };
                    panic!("{why} {what:?}; the screen:\n{}", self.screen());
                }
            }
        }
    }

    /// Reads until something holds or the time is over; whether it holds.
    pub fn within(&mut self, time: Duration, holds: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + time;
        while !holds(self) {
            match self.output.recv_timeout(left(end)) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => return holds(self),
            }
        }
        true
    }

    /// Whether the program has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Reads until something holds that the screen does not tell.
    pub fn until_by_looking(&mut self, what: &str, holds: impl Fn() -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds() {
            assert!(
                Instant::now() < end,
                "waited for {what:?}; the screen:\n{}",
                self.screen()
            );
            self.listen(Duration::from_millis(5));
        }
    }

    /// Reads for a time; how many bytes came.
    pub fn listen(&mut self, time: Duration) -> usize {
        let before = self.written;
        let end = Instant::now() + time;
        while let Ok(bytes) = self.output.recv_timeout(left(end)) {
            self.take(&bytes);
        }
        self.written - before
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written += bytes.len();
        self.pending.extend_from_slice(bytes);
        let whole = whole(&self.pending);
        if whole == 0 {
            return;
        }
        self.parser.process(&self.pending[..whole]);
        self.pending.drain(..whole);
        let screen = self.screen();
        for never in NEVER {
            assert!(
                !screen.contains(never),
                "the screen says {never:?}:\n{screen}"
            );
        }
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
        signal(self.id(), name);
    }

    /// `kill -9`, and nothing of it is left when this returns.
    pub fn kill(mut self) {
        self.end_by("KILL");
    }

    /// Waits for the end, and reads all that was written.
    pub fn ended(&mut self) -> ExitStatus {
        // What it writes has to be read, or it waits for that.
        while let Ok(bytes) = self.output.recv_timeout(DEADLINE) {
            self.take(&bytes);
        }
        let status = self.child.wait().unwrap();
        self.reaped = true;
        status
    }

    fn end_by(&mut self, name: &str) {
        if !self.reaped {
            self.signal(name);
            self.child.wait().unwrap();
            self.reaped = true;
        }
    }
}

/// How many bytes a terminal shows by now: a frame is shown when all of it is there.
fn whole(bytes: &[u8]) -> usize {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|it| it == mark);
    match (last(BEGIN), last(END)) {
        (Some(begin), end) if end.is_none_or(|end| end < begin) => begin,
        _ => {
            // The mark itself may have come in two pieces.
            let cut = (1..BEGIN.len())
                .rev()
                .find(|cut| bytes.ends_with(&BEGIN[..*cut]));
            bytes.len() - cut.unwrap_or(0)
        }
    }
}

/// Sends a signal to a process.
pub fn signal(id: u32, name: &str) {
    let status = std::process::Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status()
        .unwrap();
    assert!(status.success(), "no process {id} to {name}");
}

fn left(end: Instant) -> Duration {
    end.saturating_duration_since(Instant::now())
}

fn some(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Pty {
    fn drop(&mut self) {
        if !self.reaped && self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.end_by("KILL");
        }
    }
}
