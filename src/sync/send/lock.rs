//! The lock that makes one sender a profile and machine.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::model::{Problem, ProblemKind};
use crate::sync::activity::Worker;
use crate::sync::session::Session;

/// How often a lock that another andibox holds is tried.
const AGAIN: Duration = Duration::from_secs(3);

/// The lock; the operating system lets go of it when this is dropped, or the process ends in whatever way.
pub(super) struct Held {
    _file: File,
}

/// Waits for the lock. None when all is to stop.
pub(super) async fn hold(session: &Session) -> Option<Held> {
    let mut told = false;
    loop {
        let path = session.lock_path.clone();
        let tried = tokio::task::spawn_blocking(move || try_hold(&path)).await;
        match tried {
            Ok(Ok(Some(held))) => return Some(held),
            Ok(Err(error)) if !told => {
                told = true;
                tracing::error!(%error, "the sender's lock cannot be taken");
                session.tell_problem(failed(&session.lock_path, &error));
            }
            // Another andibox holds it, and sends what waits here, too.
            Ok(Ok(None) | Err(_)) => {}
            Err(error) => tracing::error!(%error, "the sender's lock was not tried"),
        }
        session.activity.set(Worker::Sender, false);
        tokio::select! {
            () = session.stop.cancelled() => return None,
            () = session.outbox.notified() => session.activity.heard(Worker::Sender, usize::MAX),
            () = tokio::time::sleep(AGAIN) => {}
        }
    }
}

fn try_hold(path: &Path) -> io::Result<Option<Held>> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn failed(path: &Path, error: &io::Error) -> Problem {
    let words = format!(
        "nothing can be sent, since the lock {} cannot be taken: {error}",
        path.display()
    );
    Problem::new(ProblemKind::Local, words)
}
