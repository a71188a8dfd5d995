//! One run of the synchronisation: what its puller and its sender both hold.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::activity::{Activity, Worker};
use super::disk::{Disk, DiskError};
use super::gate::Gate;
use super::link::Keeper;
use super::options::{Clock, Events, Options, StrategyChoice};
use super::pull::{Ask, Watched};
use super::{Intervals, SyncEvent};
use crate::api::Client;
use crate::model::Problem;

/// One run.
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) disk: Disk,
    pub(super) settings: Intervals,
    pub(super) choice: StrategyChoice,
    pub(super) read_only: bool,
    pub(super) lock_path: PathBuf,
    pub(super) gate: Arc<Gate>,
    pub(super) link: Keeper,
    pub(super) activity: Activity,
    /// Something in the outbox may have changed.
    pub(super) outbox: Notify,
    pub(super) stop: CancellationToken,
    asks: mpsc::UnboundedSender<Ask>,
    watched: Mutex<Watched>,
    events: Events,
    clock: Clock,
}

impl Session {
    pub(super) fn new(options: Options, asks: mpsc::UnboundedSender<Ask>) -> Self {
        let Options {
            store,
            client,
            settings,
            strategy,
            read_only,
            events,
            clock,
            lock_path,
        } = options;
        Self {
            client,
            disk: Disk::new(store),
            settings,
            choice: strategy,
            read_only,
            lock_path,
            gate: Gate::new(settings.concurrency),
            link: Keeper::new(Arc::clone(&events), Arc::clone(&clock)),
            activity: Activity::new(Arc::clone(&events)),
            outbox: Notify::new(),
            stop: CancellationToken::new(),
            asks,
            watched: Mutex::default(),
            events,
            clock,
        }
    }

    /// The time.
    pub(super) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    pub(super) fn tell(&self, event: SyncEvent) {
        (self.events)(event);
    }

    /// Shows a problem to the person.
    pub(super) fn tell_problem(&self, problem: Problem) {
        self.tell(SyncEvent::Problem(problem));
    }

    /// The local copy could not be used: logs it and shows it.
    pub(super) fn tell_disk(&self, error: &DiskError) {
        tracing::error!(%error, "the local copy could not be used");
        self.tell_problem(error.problem());
    }

    /// Asks the puller for something.
    pub(super) fn ask(&self, ask: Ask) {
        self.activity.asked(Worker::Puller);
        if self.asks.send(ask).is_err() {
            tracing::debug!("asked after the end");
        }
    }

    /// Wakes the sender.
    pub(super) fn wake_sender(&self) {
        if !self.read_only {
            self.activity.asked(Worker::Sender);
            self.outbox.notify_one();
        }
    }

    pub(super) fn set_watched(&self, watched: Watched) {
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = watched;
    }

    /// What is on screen. Kept here so that a puller that is started again knows it.
    pub(super) fn watched(&self) -> Watched {
        self.watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
