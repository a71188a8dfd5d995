//! Opening the local copy, and the handle everybody holds.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
}

impl OpenOptions {
    /// Nobody listens.
    pub fn quiet(now: DateTime<Utc>) -> Self {
        Self {
            listener: Arc::new(|_| {}),
            now,
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
        let (writer, notice) = match Writer::open(path, Arc::clone(&options.listener)) {
            Err(Error::Damaged { .. }) => {
                let aside = salvage::set_aside(path, options.now)?;
                damage::forget(path);
                let writer = Writer::open(path, options.listener)?;
                let notice = salvage::carry_over(&aside, &writer, options.now)?;
                (writer, Some(notice))
            }
            other => (other?, None),
        };
        let inner = Inner {
            path: path.to_path_buf(),
            readers: Readers::new(path),
            writer,
        };
        let store = Self {
            inner: Arc::new(inner),
        };
        if store.read(again::is_wanted)? {
            store.write(Durability::Pulled, |conn, changes| {
                again::derive_all(conn, changes)
            })?;
        }
        Ok(Opened { store, notice })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.inner.path.display())
    }
}
