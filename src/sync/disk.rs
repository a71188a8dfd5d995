//! The store, used away from the threads that serve the network.

use std::sync::Arc;

use crate::model::{Problem, ProblemKind};
use crate::store::{self, Store};

/// The store behind `spawn_blocking`.
#[derive(Clone)]
pub(super) struct Disk(Store);

/// Why the local copy could not be used. `Arc`, since one failure may be that of several lists.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum DiskError {
    /// The store's own words.
    #[error(transparent)]
    Store(#[from] Arc<store::Error>),
    /// A fault of ours: the work panicked, or the runtime is going down.
    #[error("a fault in this program while it used the local copy ({0})")]
    Broke(Arc<str>),
}

impl DiskError {
    /// In words for a person.
    pub(super) fn problem(&self) -> Problem {
        Problem::new(ProblemKind::Local, self.to_string())
    }
}

impl Disk {
    pub(super) const fn new(store: Store) -> Self {
        Self(store)
    }

    /// Does some work with the store. Once begun it is done to its end, even if nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> store::Result<T> + Send + 'static,
    ) -> Result<T, DiskError> {
        let store = self.0.clone();
        match tokio::task::spawn_blocking(move || work(&store)).await {
            Ok(answer) => answer.map_err(|error| DiskError::Store(Arc::new(error))),
            Err(error) => Err(DiskError::Broke(error.to_string().into())),
        }
    }
}
