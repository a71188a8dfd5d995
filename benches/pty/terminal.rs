//! A program in a pseudo-terminal of 200x50; every piece it writes is stamped when it arrives.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::cells::Cells;

/// Columns and rows.
pub const SIZE: (u16, u16) = (200, 50);
/// What takes longer than this has gone wrong.
const DEADLINE: Duration = Duration::from_secs(30);
/// The program is done with a key when it has written nothing for so long: the pace of a held key.
const QUIET: Duration = Duration::from_millis(30);

/// What a key did.
#[derive(Clone, Copy)]
pub struct Answer {
    /// Until the first changed cell arrived.
    pub first: Duration,
    /// Until the last byte arrived.
    pub last: Duration,
    /// Bytes written.
    pub bytes: usize,
}

/// Something that was written.
struct Piece {
    at: Instant,
    /// Whether it wrote a cell.
    cells: bool,
    bytes: usize,
}

/// The program and its terminal.
pub struct Terminal {
    started: Instant,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    cells: Cells,
}

impl Terminal {
    /// Starts a program with a home of its own.
    pub fn start(command: &[&str], home: &Path, env: &[(&str, &str)]) -> Result<Self> {
        let pair = native_pty_system().openpty(size(SIZE))?;
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        builder.env_clear();
        builder.env("PATH", std::env::var("PATH").unwrap_or_default());
        builder.env("HOME", home);
        builder.env("TERM", "xterm-256color");
        builder.env("USER", "ana");
        for (name, value) in env {
            builder.env(name, value);
        }
        builder.cwd(home);
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(count) = reader.read(&mut buffer) {
                let now = Instant::now();
                if count == 0 || sender.send((now, buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer()?;
        let started = Instant::now();
        let child = pair.slave.spawn_command(builder)?;
        drop(pair.slave);
        let (cols, rows) = SIZE;
        let side = |count| NonZeroU16::new(count).context("a side of the terminal is 0");
        Ok(Self {
            started,
            master: pair.master,
            child,
            keys,
            output,
            parser: vt100::Parser::new(side(rows)?, side(cols)?, 0),
            cells: Cells::default(),
        })
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// Since the start until the screen holds the words.
    pub fn started(&mut self, words: &str) -> Result<Duration> {
        Ok(self.until(|screen| screen.contains(words))? - self.started)
    }

    /// Presses a key and waits until it is answered.
    pub fn press(&mut self, key: &str) -> Result<Answer> {
        self.drain(Duration::ZERO)?;
        let start = Instant::now();
        self.send(key)?;
        self.answer(start)
    }

    /// Gives the terminal another size and waits until it is answered.
    pub fn resize(&mut self, to: (u16, u16)) -> Result<Answer> {
        self.drain(Duration::ZERO)?;
        let side = |count| NonZeroU16::new(count).context("a side of the terminal is 0");
        self.parser.screen_mut().set_size(side(to.1)?, side(to.0)?);
        let start = Instant::now();
        self.master.resize(size(to))?;
        self.answer(start)
    }

    /// Presses a key and waits until the screen is so; how long that took.
    pub fn press_until(&mut self, key: &str, so: impl Fn(&str) -> bool) -> Result<Duration> {
        self.drain(Duration::ZERO)?;
        let start = Instant::now();
        self.send(key)?;
        let end = self.until(so)?;
        self.drain(QUIET)?;
        Ok(end - start)
    }

    /// Holds a key down: after the last press, how long the screen goes on changing without a pause, and how long at
    /// all.
    pub fn hold(
        &mut self,
        key: &str,
        presses: usize,
        every: Duration,
    ) -> Result<(Duration, Duration)> {
        self.drain(QUIET)?;
        let mut last = Instant::now();
        for press in 0..presses {
            last = Instant::now();
            self.send(key)?;
            if press + 1 < presses {
                self.drain_until(last + every)?;
            }
        }
        let mut list = last;
        while let Some(piece) = self.piece(QUIET)? {
            if piece.cells {
                list = piece.at;
            }
        }
        let mut whole = list;
        while let Some(piece) = self.piece(Duration::from_millis(200))? {
            if piece.cells {
                whole = piece.at;
            }
        }
        Ok((list - last, whole - last))
    }

    /// Counts the bytes and pieces that are written in a time.
    pub fn listen(&mut self, time: Duration) -> Result<(usize, usize)> {
        let end = Instant::now() + time;
        let (mut pieces, mut bytes) = (0, 0);
        while let Some(piece) = self.piece(end.saturating_duration_since(Instant::now()))? {
            pieces += 1;
            bytes += piece.bytes;
        }
        Ok((pieces, bytes))
    }

    /// Reads until nothing comes for so long.
    pub fn drain(&mut self, quiet: Duration) -> Result<()> {
        while self.piece(quiet)?.is_some() {}
        Ok(())
    }

    /// Presses a key after which the program ends.
    pub fn leave(&mut self, key: &str) -> Result<()> {
        self.send(key)?;
        let end = Instant::now() + DEADLINE;
        while self.child.try_wait()?.is_none() {
            if Instant::now() > end {
                bail!("the program does not end; the screen:\n{}", self.screen());
            }
            // Ended or not: what it writes has to be read, or it waits for that.
            drop(self.output.recv_timeout(Duration::from_millis(2)));
        }
        Ok(())
    }

    /// The screen's text.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    fn drain_until(&mut self, end: Instant) -> Result<()> {
        while self
            .piece(end.saturating_duration_since(Instant::now()))?
            .is_some()
        {}
        Ok(())
    }

    fn send(&mut self, key: &str) -> Result<()> {
        self.keys.write_all(key.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    fn answer(&mut self, start: Instant) -> Result<Answer> {
        let mut answer = Answer {
            first: Duration::ZERO,
            last: Duration::ZERO,
            bytes: 0,
        };
        let mut seen = false;
        loop {
            let patience = if seen { QUIET } else { DEADLINE };
            let Ok((at, bytes)) = self.output.recv_timeout(patience) else {
                if seen {
                    return Ok(answer);
                }
                bail!("a key was not answered; the screen:\n{}", self.screen());
            };
            answer.bytes += bytes.len();
            answer.last = at - start;
            if self.cells.written(&bytes) && !seen {
                seen = true;
                answer.first = at - start;
            }
            self.parser.process(&bytes);
        }
    }

    fn until(&mut self, so: impl Fn(&str) -> bool) -> Result<Instant> {
        let end = Instant::now() + DEADLINE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Some(Piece { at, .. }) = self.piece(left)? else {
                bail!(
                    "what was waited for did not come; the screen:\n{}",
                    self.screen()
                );
            };
            if so(&self.screen()) {
                return Ok(at);
            }
        }
    }

    fn piece(&mut self, patience: Duration) -> Result<Option<Piece>> {
        match self.output.recv_timeout(patience) {
            Ok((at, bytes)) => {
                let cells = self.cells.written(&bytes);
                self.parser.process(&bytes);
                Ok(Some(Piece {
                    at,
                    cells,
                    bytes: bytes.len(),
                }))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the program ended; the screen:\n{}", self.screen())
            }
        }
    }
}

fn size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing of it may be left, however far it came.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
