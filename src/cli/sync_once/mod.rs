//! `andibox sync`: one synchronisation by hand. Everything is fetched, what waits is sent, and it ends.
//!
//! The same synchronisation as the inbox's, with intervals so long that nothing is asked for twice; `course` decides
//! from what it tells when all is done, or nothing more can be.

mod course;
mod progress;
mod summary;
#[cfg(test)]
mod tests;
mod waits;

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use super::arguments::SyncArguments;
use super::connection::{self, Observer};
use super::local_server::{Bound, Running};
use super::outcome::warn;
use super::{Desk, Failure, local_copy, log, sync_options, synchronised};
use crate::config::{KeyError, ProfileKind, ProfileSettings};
use crate::model::{ApiKey, Problem, ProblemKind};
use crate::store::{OpenOptions, Store, StoreEvent};
use crate::sync::{Events, Intervals, Sync, sender_is_running};
use course::{Course, End, Note};
use progress::Progress;
use summary::Summary;

/// How often is looked whether waiting still makes sense, beside what is told.
const LOOK: Duration = Duration::from_millis(500);
/// Longer than any run: nothing is fetched a second time.
const NEVER: Duration = Duration::from_hours(24);

/// Who sends what waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sender {
    /// We do.
    Here,
    /// Another andibox holds the lock.
    Elsewhere,
    /// The profile is read-only.
    Nobody,
}

/// Runs the command.
pub fn run(desk: &Desk, arguments: &SyncArguments) -> Result<(), Failure> {
    let profile = desk.profile()?;
    if let Err(why) = log::start(&desk.paths) {
        warn(&format!("No log is kept: {why}"));
    }
    let (told, notes) = unbounded_channel();
    let store = open(&profile, told.clone())?;
    let sender = sender(&profile)?;
    let runtime = connection::runtime()?;
    let once = Once {
        desk,
        profile: &profile,
        store: &store,
        sender,
        told,
        progress: Progress::new(arguments.json),
    };
    let ended = runtime.block_on(once.run(notes));
    runtime.shutdown_timeout(Duration::from_secs(2));
    let (end, course) = ended?;
    let summary = Summary::new(&profile.name, &store, &course, &end, sender)?;
    if arguments.json {
        summary.say_json()?;
    } else {
        summary.say()?;
    }
    summary.verdict()
}

fn open(profile: &ProfileSettings, told: UnboundedSender<Note>) -> Result<Store, Failure> {
    let options = OpenOptions {
        now: Utc::now(),
        listener: Arc::new(move |event| {
            if event == StoreEvent::Outbox {
                // Nobody listens any more once the end is decided.
                drop(told.send(Note::Outbox));
            }
        }),
        deriving: local_copy::say_deriving,
    };
    local_copy::open_with(profile, options)
}

fn sender(profile: &ProfileSettings) -> Result<Sender, Failure> {
    if profile.read_only {
        return Ok(Sender::Nobody);
    }
    let lock = local_copy::lock_path(profile);
    match sender_is_running(&lock) {
        Ok(true) => Ok(Sender::Elsewhere),
        Ok(false) => Ok(Sender::Here),
        Err(error) => Err(Failure::failed(format_args!(
            "the sender's lock {} cannot be tried: {error}",
            lock.display()
        ))),
    }
}

/// One run.
struct Once<'a> {
    desk: &'a Desk,
    profile: &'a ProfileSettings,
    store: &'a Store,
    sender: Sender,
    told: UnboundedSender<Note>,
    progress: Progress,
}

impl Once<'_> {
    async fn run(mut self, mut notes: UnboundedReceiver<Note>) -> Result<(End, Course), Failure> {
        let (address, key, running) = self.server().await?;
        let client = self.client(&address, key);
        let started = match client {
            Ok(client) => Sync::start(self.options(client)),
            Err(problem) => {
                end(running).await;
                return Err(Failure::request(&problem));
            }
        };
        let course = self.follow(&mut notes).await;
        self.progress.end();
        started.shutdown().await;
        end(running).await;
        let (how, course) = course?;
        if how == End::Done {
            synchronised::note(self.store, Utc::now());
        }
        Ok((how, course))
    }

    /// The address and its key; the local workspace's server is started first.
    async fn server(&self) -> Result<(String, ApiKey, Option<Running>), Failure> {
        match &self.profile.kind {
            ProfileKind::Local { folder } => {
                let bound = Bound::new().map_err(Failure::failed)?;
                let address = format!("http://{}/api/v1", bound.address);
                let running = bound.run(folder).await.map_err(|why| {
                    Failure::failed(format_args!("the local server cannot start: {why}"))
                })?;
                Ok((address, running.key.clone(), Some(running)))
            }
            ProfileKind::Remote { address, .. } => {
                let key = self.desk.config.key_for(self.profile).map_err(no_key)?.key;
                Ok((address.to_string(), key, None))
            }
        }
    }

    fn client(&self, address: &str, key: ApiKey) -> Result<crate::api::Client, Problem> {
        let told = self.told.clone();
        let observer: Observer =
            Arc::new(move |record| drop(told.send(Note::Request(Box::new(record)))));
        let sync = &self.desk.config.settings.sync;
        connection::client(self.profile, sync, address, key, Some(observer))
    }

    fn options(&self, client: crate::api::Client) -> crate::sync::Options {
        let told = self.told.clone();
        let events: Events = Arc::new(move |event| drop(told.send(Note::Sync(event))));
        let settings = &self.desk.config.settings.sync;
        let mut options = sync_options::of(self.profile, settings, self.store, client, events);
        options.settings = Intervals {
            thread_list: Duration::from_secs(1),
            others_min: NEVER,
            others_max: NEVER,
            ..options.settings
        };
        // Who has no lock only fetches.
        options.read_only = self.sender != Sender::Here;
        options
    }

    /// Follows what is told until the end.
    async fn follow(
        &mut self,
        notes: &mut UnboundedReceiver<Note>,
    ) -> Result<(End, Course), Failure> {
        let mut terminate = signal(SignalKind::terminate()).map_err(Failure::failed)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::failed)?;
        let mut course = Course::new(self.outbox().await?, self.sender, Instant::now());
        loop {
            tokio::select! {
                biased;
                _ = terminate.recv() => return Ok((End::Stopped, course)),
                _ = interrupt.recv() => return Ok((End::Stopped, course)),
                Some(note) = notes.recv() => {
                    if let Note::Sync(event) = &note {
                        self.progress.show(event);
                    }
                    course.hear(note, Instant::now());
                    if !notes.is_empty() {
                        continue;
                    }
                }
                () = tokio::time::sleep(LOOK) => {}
            }
            if !course.may_end(Instant::now()) {
                continue;
            }
            let outbox = self.outbox().await?;
            if let Some(end) = course.end(&outbox, Utc::now(), Instant::now()) {
                return Ok((end, course));
            }
            self.progress.waiting(&course, &outbox, Utc::now());
        }
    }

    async fn outbox(&self) -> Result<Vec<crate::model::Outgoing>, Failure> {
        let store = self.store.clone();
        // Away from the threads that serve the network.
        match tokio::task::spawn_blocking(move || store.outbox()).await {
            Ok(answer) => answer.map_err(Failure::failed),
            Err(error) => Err(Failure::failed(error)),
        }
    }
}

async fn end(running: Option<Running>) {
    if let Some(running) = running {
        running.end().await;
    }
}

fn no_key(error: KeyError) -> Failure {
    match error {
        KeyError::None { .. } => Failure::auth(error),
        _ => Failure::request(&Problem::new(ProblemKind::Local, error.to_string())).saying(error),
    }
}
