//! A server with a generated workspace, and a home directory for its client.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::figures::{Column, Row};
use super::process;
use super::terminal::Terminal;

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");
/// A first synchronisation that takes longer has gone wrong.
const DEADLINE: Duration = Duration::from_mins(10);

/// The server, its data and a home.
pub struct Workspace {
    dir: TempDir,
    server: Child,
    address: String,
    key: String,
    messages: usize,
}

impl Workspace {
    /// Generates so many messages and serves them.
    pub fn new(messages: usize) -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let data = dir.path().join("server");
        std::fs::create_dir(dir.path().join("home"))?;
        let mut server = Command::new(ANDIBOX)
            .arg("serve")
            .arg("--data")
            .arg(&data)
            .args(["--generate", &messages.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = server.stdout.as_mut().context("the server has no output")?;
        let mut line = String::new();
        // The pipe stays open: the server ends when it cannot say its second line.
        BufReader::new(output).read_line(&mut line)?;
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .with_context(|| format!("the server said {line:?}"))?
            .to_owned();
        let key = std::fs::read_to_string(data.join("admin.key"))?
            .trim()
            .to_owned();
        Ok(Self {
            dir,
            server,
            address,
            key,
            messages,
        })
    }

    /// Starts andibox on the server.
    pub fn start(&self) -> Result<Terminal> {
        let command = [ANDIBOX, "--server", &self.address];
        Terminal::start(&command, &self.home(), &[("ANDI_API_KEY", &self.key)])
    }

    /// Starts it with no local copy and waits until that is complete.
    pub fn first_synchronisation(&mut self, column: &mut Column) -> Result<()> {
        let start = Instant::now();
        let mut terminal = self.start()?;
        terminal.started("Views")?;
        while self.copied()? < self.messages {
            if start.elapsed() > DEADLINE || self.server.try_wait()?.is_some() {
                bail!(
                    "{} of {} messages came; the screen:\n{}",
                    self.copied()?,
                    self.messages,
                    terminal.screen()
                );
            }
            terminal.listen(Duration::from_millis(50))?;
        }
        column.put(
            Row::FirstSynchronisation,
            self.messages as f64 / start.elapsed().as_secs_f64(),
        );
        if let Some((memory, _)) = process::memory(terminal.id()) {
            column.put(Row::FirstSynchronisationMemory, memory);
        }
        // It goes on writing what it derives for a moment.
        terminal.listen(Duration::from_secs(2))?;
        quit(&mut terminal)
    }

    /// The words by which the longest thread is found, from the server's database.
    pub fn longest_thread(&self) -> Result<String> {
        let conn = read_only(&self.dir.path().join("server/server.db"))?;
        let title: String = conn.query_row(
            "SELECT thread.title FROM thread JOIN
                (SELECT thread, count(*) AS many FROM message GROUP BY thread ORDER BY many DESC LIMIT 1) AS longest
             ON longest.thread = thread.n",
            [],
            |row| row.get(0),
        )?;
        Ok(title)
    }

    /// Ends the server; its client is left alone.
    pub fn stop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }

    fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// How many messages the local copy holds.
    fn copied(&self) -> Result<usize> {
        let servers = self.home().join(".local/share/andibox/servers");
        let Some(Ok(server)) = std::fs::read_dir(&servers)?.next() else {
            return Ok(0);
        };
        let conn = read_only(&server.path().join("inbox.db"))?;
        // Counting the messages would read an index from end to end, twenty times a second, beside the program that is
        // measured: they are counted once it says that it is through.
        let behind: i64 = conn.query_row(
            "SELECT count(*) FROM tally WHERE channel = 0 AND (view = 5 AND n = 0 OR view = 9 AND n > 0)",
            [],
            |row| row.get(0),
        )?;
        if behind > 0 {
            return Ok(0);
        }
        let count: i64 = conn.query_row("SELECT count(*) FROM message", [], |row| row.get(0))?;
        Ok(usize::try_from(count)?)
    }
}

fn read_only(path: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?)
}

/// Leaves the program as a person does, so that it closes its files.
pub fn quit(terminal: &mut Terminal) -> Result<()> {
    terminal.leave("q")?;
    thread::sleep(Duration::from_millis(200));
    Ok(())
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.stop();
    }
}
