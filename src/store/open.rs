//! Opening the local copy, and the handle everybody holds.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};

use super::answer::Notice;
use super::damage;
use super::derive::again;
use super::error::{Error, Result};
use super::event::StoreEvent;
use super::readers::Readers;
use super::salvage;
use super::writer::{Durability, Writer};

/// Called after every commit with what changed, on the thread that wrote: it should only pass the event on.
pub type Listener = Arc<dyn Fn(StoreEvent) + Send + Sync>;

/// How to open the store.
#[derive(Clone)]
pub struct OpenOptions {
    /// Who is told of changes.
    pub listener: Listener,
    /// The time now, for the name of a damaged file that is set aside.
    pub now: DateTime<Utc>,
    /// Called before all threads are derived anew, once after an update: at a million messages that takes seconds.
    pub deriving: fn(),
}

impl OpenOptions {
    /// Nobody listens.
    pub fn quiet(now: DateTime<Utc>) -> Self {
        Self {
            listener: Arc::new(|_| {}),
            now,
            deriving: || {},
        }
    }
}

/// An opened store.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// Something to tell the person.
    pub notice: Option<Notice>,
}

/// The local copy of one profile. Cheap to clone; may be used from any thread. Reads never wait for a write;
/// writes wait for each other.
#[derive(Clone)]
pub struct Store {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub path: PathBuf,
    pub readers: Readers,
    pub writer: Writer,
    /// A query met damage: nothing more is written.
    pub met_damage: AtomicBool,
}

impl Inner {
    /// An error of a query: damage is remembered here and for the next opening.
    pub(super) fn noticed(&self, error: Error) -> Error {
        let error = damage::suspect(&self.path, error.at(&self.path));
        if matches!(error, Error::Damaged { .. }) {
            self.met_damage.store(true, Ordering::SeqCst);
        }
        error
    }
}

impl Store {
    /// Opens the file, makes it if there is none, and brings its schema up to date. A damaged file is renamed,
    /// its drafts and outbox are carried into a new one, and [`Opened::notice`] says so.
    ///
    /// Rows left in `sending` are not touched here: a second andibox may open the file while the first one sends.
    /// Who holds the sender's lock calls [`Store::recover_sending`].
    ///
    /// # Errors
    /// [`Error::NewerSchema`] (the file is untouched), [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Open`].
    pub fn open(path: &Path, options: OpenOptions) -> Result<Opened> {
        let deriving = options.deriving;
        let opened = match open_sound(path, &options) {
            Err(Error::Damaged { .. }) => mend(path, options),
            other => other.map(|writer| (writer, None)),
        };
        let (writer, notice) = opened.map_err(|error| plainly(path, error))?;
        let inner = Inner {
            path: path.to_path_buf(),
            readers: Readers::new(path),
            writer,
            met_damage: AtomicBool::new(false),
        };
        let store = Self {
            inner: Arc::new(inner),
        };
        if store.read(again::is_wanted)? {
            deriving();
            store.write(Durability::Pulled, |conn, changes| {
                again::derive_all(conn, changes)
            })?;
        }
        Ok(Opened { store, notice })
    }

    /// Whether a query met damage: from then on nothing is written, since it could not be relied on.
    pub fn met_damage(&self) -> bool {
        self.inner.met_damage.load(Ordering::SeqCst)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }
}

/// SQLite says no more than that it cannot open a file, or that the disk failed; the system says why.
fn plainly(path: &Path, error: Error) -> Error {
    if !matches!(error, Error::Open { .. } | Error::Disk { .. }) {
        return error;
    }
    if path.is_dir() {
        return Error::Open {
            path: path.to_path_buf(),
            source: "it is a folder, and should be a file or nothing".into(),
        };
    }
    let probe = salvage::with(path, ".probe");
    let made = std::fs::File::create(&probe).and_then(|_| std::fs::remove_file(&probe));
    match made.map_err(|error| salvage::failed(path, error)) {
        Err(clearer @ (Error::ReadOnly { .. } | Error::DiskFull { .. })) => clearer,
        _ => error,
    }
}

fn open_sound(path: &Path, options: &OpenOptions) -> Result<Writer> {
    damage::look_at_files(path, options.now)?;
    Writer::open(path, Arc::clone(&options.listener))
}

/// Sets a damaged file aside and saves what only it has.
fn mend(path: &Path, options: OpenOptions) -> Result<(Writer, Option<Notice>)> {
    let _turn = salvage::Turn::wait(path)?;
    let aside = match salvage::left_over(path)? {
        Some(aside) => aside,
        None => match open_sound(path, &options) {
            Err(Error::Damaged { .. }) => salvage::set_aside(path, options.now)?,
            // Another andibox has mended it meanwhile.
            other => return Ok((other?, None)),
        },
    };
    damage::forget(path);
    let writer = Writer::open(path, options.listener)?;
    let notice = salvage::carry_over(&aside, &writer, options.now)?;
    salvage::carried(path);
    Ok((writer, Some(notice)))
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.inner.path.display())
    }
}
