//! Attachments on their way to the disk: fetched by `api`, written beside their place, and put there whole or not at all.
//!
//! Each has a thread of its own: what waits for a disk must not hold up the synchronisation.

use std::collections::HashMap;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::api::{Download, DownloadError, download};
use crate::app::effect::SaveOrder;
use crate::app::msg::{Msg, SaveEnd};
use crate::terminal::{DownloadHandle, Postbox};
use crate::text::rich::host;
use crate::text::split_ending;

/// How often it is told how far a download is.
const TOLD: Duration = Duration::from_millis(250);
/// So many files of one name: the next is refused.
const SAME_NAME: u32 = 1000;

/// Where and how attachments are saved.
#[derive(Clone, Debug)]
pub struct SaveOptions {
    /// The folder; or why there is none.
    pub folder: Result<PathBuf, String>,
    /// The largest file, in bytes.
    pub limit: u64,
    /// How long a connection may take to come about.
    pub connect_timeout: Duration,
    /// How long a server may say nothing.
    pub silence: Duration,
}

/// Fetches and saves attachments.
pub struct Downloads {
    options: SaveOptions,
    post: Postbox,
    runtime: Handle,
    under_way: Arc<Mutex<HashMap<u64, CancellationToken>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Downloads {
    /// Nothing is under way yet.
    pub fn new(options: SaveOptions, post: Postbox, runtime: Handle) -> Self {
        Self {
            options,
            post,
            runtime,
            under_way: Arc::default(),
            threads: Mutex::default(),
        }
    }

    /// Gives up what is under way, and waits until nothing of it is left on the disk.
    pub fn end(&self) {
        for token in lock(&self.under_way).values() {
            token.cancel();
        }
        for thread in std::mem::take(&mut *lock(&self.threads)) {
            if thread.join().is_err() {
                tracing::error!("a download panicked");
            }
        }
    }
}

impl DownloadHandle for Downloads {
    fn save(&self, order: SaveOrder) {
        let number = order.number;
        let token = CancellationToken::new();
        lock(&self.under_way).insert(number, token.clone());
        let (options, post, runtime) = (
            self.options.clone(),
            self.post.clone(),
            self.runtime.clone(),
        );
        let under_way = Arc::clone(&self.under_way);
        let started = thread::Builder::new().name("download".into()).spawn(move || {
            let end = runtime.block_on(async {
                tokio::select! {
                    biased;
                    () = token.cancelled() => SaveEnd::Cancelled,
                    end = save(&options, &order, |bytes, of| post.send(Msg::Saving(number, bytes, of))) => end,
                }
            });
            lock(&under_way).remove(&number);
            if let SaveEnd::Saved { path, bytes, sha256 } = &end {
                // The host alone: what stands behind it is often a secret of its own.
                let host = host(&order.address).unwrap_or_default();
                tracing::info!(host, path, bytes, sha256, "an attachment was saved");
            }
            post.send(Msg::SaveEnded(number, end));
        });
        match started {
            Ok(thread) => {
                let mut threads = lock(&self.threads);
                threads.retain(|thread| !thread.is_finished());
                threads.push(thread);
            }
            Err(error) => {
                lock(&self.under_way).remove(&number);
                let end = SaveEnd::Failed(error.to_string().into());
                self.post.send(Msg::SaveEnded(number, end));
            }
        }
    }

    fn cancel(&self, number: u64) {
        if let Some(token) = lock(&self.under_way).get(&number) {
            token.cancel();
        }
    }
}

/// Fetches and saves one attachment. Dropping the future gives up; either way nothing is left but a whole file.
pub async fn save(
    options: &SaveOptions,
    order: &SaveOrder,
    mut progress: impl FnMut(u64, Option<u64>) + Send,
) -> SaveEnd {
    let failed = |why: String| SaveEnd::Failed(why.into());
    let folder = match &options.folder {
        Ok(folder) => folder,
        Err(why) => return failed(why.clone()),
    };
    let in_folder = |error: &io::Error| failed(format!("{}: {error}", folder.display()));
    let file = match part(folder) {
        Ok(file) => file,
        Err(error) => return in_folder(&error),
    };
    let mut sink = Sink {
        file: BufWriter::new(file),
        hash: Sha256::new(),
    };
    let wanted = Download {
        address: order.address.to_string(),
        limit: options.limit,
        connect_timeout: options.connect_timeout,
        silence: options.silence,
    };
    let mut told: Option<Instant> = None;
    let fetched = download(&wanted, &mut sink, |bytes, of| {
        if told.is_none_or(|told| told.elapsed() >= TOLD) {
            told = Some(Instant::now());
            progress(bytes, of);
        }
    });
    let bytes = match fetched.await {
        Ok(bytes) => bytes,
        Err(DownloadError::Leads(to)) => return SaveEnd::Leads(to.into()),
        Err(DownloadError::Sink(error)) => return in_folder(&error),
        Err(error) => return failed(error.to_string()),
    };
    match sink.put(folder, &order.name) {
        Ok((path, sha256)) => SaveEnd::Saved {
            path: path.display().to_string(),
            bytes,
            sha256,
        },
        Err(error) => in_folder(&error),
    }
}

/// A file of ours alone in the folder, removed when it is dropped.
fn part(folder: &Path) -> io::Result<NamedTempFile> {
    std::fs::create_dir_all(folder)?;
    tempfile::Builder::new()
        .prefix(".andibox-")
        .suffix(".part")
        .tempfile_in(folder)
}

struct Sink {
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink {
    /// Gives the file its name, or the name with a number: what has the name already is never touched.
    fn put(self, folder: &Path, name: &str) -> io::Result<(PathBuf, String)> {
        let mut file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        // A full disk may say so only now.
        file.as_file().sync_all()?;
        let digits = self.hash.finalize();
        let digits: Vec<String> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = split_ending(name);
        for number in 1..SAME_NAME {
            let path = folder.join(match number {
                1 => name.to_owned(),
                number => format!("{stem} ({number}){ending}"),
            });
            match file.persist_noclobber(&path) {
                Ok(_) => return Ok((path, digits.concat())),
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
                Err(error) => return Err(error.error),
            }
        }
        Err(io::Error::other(format!(
            "there are too many files named {name}"
        )))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing here can be half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
