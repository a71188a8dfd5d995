//! Opening a file for writing and for reading.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Error, Migration, migrate};

/// How far a commit must have come before it counts (`PRAGMA synchronous`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Synchronous {
    /// A commit may be lost with the machine's power, never the file's order.
    Normal,
    /// A commit is on the disk.
    Full,
}

/// How to open a file.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How durable a commit is.
    pub synchronous: Synchronous,
    /// How long to wait for another connection's lock.
    pub busy_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            synchronous: Synchronous::Full,
            busy_timeout: Duration::from_secs(5),
        }
    }
}

/// Opens a file for reading and writing, makes it where there is none (readable by its owner only), and brings its
/// schema up to date. WAL, foreign keys on.
///
/// # Errors
/// [`Error::TooNew`] leaves the file untouched. [`Error::Damaged`], [`Error::Migration`], [`Error::Open`].
pub fn open(path: &Path, options: &Options, migrations: &[Migration]) -> Result<Connection, Error> {
    create_private(path);
    refuse_newer(path, options, migrations.len())?;
    let mut conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|source| Error::of(path, source))?;
    configure(&conn, options).map_err(|source| Error::of(path, source))?;
    migrate::migrate(&mut conn, path, migrations)?;
    // Only now: a step that rebuilds a table must not trip over the references to it.
    conn.pragma_update(None, "foreign_keys", true)
        .map_err(|source| Error::of(path, source))?;
    Ok(conn)
}

/// Opens a file that [`open`] has made, for reading only. It sees the last commit and never waits for a writer.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Open`].
pub fn open_reader(path: &Path) -> Result<Connection, Error> {
    let conn = read_only(path).map_err(|source| Error::of(path, source))?;
    conn.busy_timeout(Options::default().busy_timeout)
        .and_then(|()| stable_plans(&conn))
        .map_err(|source| Error::of(path, source))?;
    Ok(conn)
}

fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
}

/// Looks at the version through a read-only connection: one that may write would move the log into a file that a
/// newer program owns, merely by closing it.
fn refuse_newer(path: &Path, options: &Options, known: usize) -> Result<(), Error> {
    let conn = read_only(path).map_err(|source| Error::of(path, source))?;
    conn.busy_timeout(options.busy_timeout)
        .map_err(|source| Error::of(path, source))?;
    migrate::version(&conn, path, known).map(|_| ())
}

fn configure(conn: &Connection, options: &Options) -> rusqlite::Result<()> {
    conn.busy_timeout(options.busy_timeout)?;
    stable_plans(conn)?;
    conn.pragma_update(None, "foreign_keys", false)?;
    use_wal(conn, options.busy_timeout)?;
    let synchronous = match options.synchronous {
        Synchronous::Normal => "NORMAL",
        Synchronous::Full => "FULL",
    };
    conn.pragma_update(None, "synchronous", synchronous)?;
    // Reading the schema finds a truncated or foreign file now, not at the first query.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Keeps prepared statements prepared: otherwise SQLite looks at the values bound to them when it plans, and plans
/// anew whenever another value is bound, which for look-ups by key is every time.
fn stable_plans(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Two processes that make the same new file both ask for WAL, and SQLite does not call the busy handler for that
/// lock: hence our own patience.
fn use_wal(conn: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        let mode = conn.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        });
        match mode {
            Err(error) if is_busy(&error) && start.elapsed() < patience => {
                thread::sleep(Duration::from_millis(10));
            }
            other => return other.map(|_| ()),
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Makes an empty file that only its owner may read; SQLite gives its log the same mode. Where it cannot be made
/// (it exists, the directory is missing), opening says so next.
fn create_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path));
}
