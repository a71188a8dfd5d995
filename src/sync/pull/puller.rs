//! The puller's loop.

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::{Id, JoinError, JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::Ask;
use super::apply::{Outcome, Ready, apply};
use super::fetch::{Answer, Failure, Known, fetch};
use super::report::Reports;
use super::schedule::{Backlog, Schedule, Taken};
use super::target::Target;
use crate::sync::activity::Worker;
use crate::sync::chance::chance;
use crate::sync::link::Phase;
use crate::sync::session::Session;

/// When the link returns, what is not on screen is asked for within this time.
const SPREAD: Duration = Duration::from_secs(2);
/// The most lists applied in one go …
const BATCH: usize = 128;
/// … and the most elements in them, but for a single list that has more: a person's own write waits no longer than for
/// one of these, some thirty milliseconds.
const BATCH_ELEMENTS: usize = 2000;
/// Fetching stands back while so many elements wait to be applied, so that they do not fill the memory.
const READY_ELEMENTS: usize = BATCH_ELEMENTS;
/// How many conversations with news are taken from the store at once.
const NEWS: usize = 64;

/// What a fetch came back with.
pub(super) type Fetched = Result<Answer, Failure>;

/// The puller.
pub(super) struct Puller {
    pub(super) session: Arc<Session>,
    pub(super) schedule: Schedule,
    pub(super) reports: Reports,
    pub(super) known: HashMap<Target, Option<Known>>,
    pub(super) fetches: JoinSet<Fetched>,
    pub(super) fetching: HashMap<Id, Target>,
    pub(super) ready: Vec<Ready>,
    pub(super) applying: Option<JoinHandle<Vec<Outcome>>>,
    /// What `applying` is about, should it not come back.
    pub(super) applied_targets: Vec<Target>,
    /// The store may hold news that the schedule does not know.
    pub(super) news: bool,
    /// The channels in the schedule are those of the store.
    pub(super) channels_known: bool,
    pub(super) phase: Phase,
}

impl Puller {
    pub(super) fn new(session: Arc<Session>) -> Self {
        let now = Instant::now();
        let mut schedule = Schedule::new(session.settings, now);
        schedule.watch(session.watched(), now);
        Self {
            schedule,
            reports: Reports::default(),
            known: HashMap::new(),
            fetches: JoinSet::new(),
            fetching: HashMap::new(),
            ready: Vec::new(),
            applying: None,
            applied_targets: Vec::new(),
            news: true,
            channels_known: false,
            phase: session.link.phase(),
            session,
        }
    }

    pub(super) async fn run(mut self, asked: &mut mpsc::UnboundedReceiver<Ask>) {
        let mut phases = self.session.link.changes();
        // Where a puller is started again the link may be in any phase.
        phases.mark_changed();
        loop {
            while let Ok(ask) = asked.try_recv() {
                self.hear(ask);
            }
            self.follow(&mut phases);
            self.learn_channels().await;
            self.take_news().await;
            // Listened to from before the first try on: no permit is given back unheard.
            let gate = Arc::clone(&self.session.gate);
            let freed = gate.freed();
            tokio::pin!(freed);
            freed.as_mut().enable();
            let started = self.start().await;
            let wake = self.wake(started);
            self.session
                .activity
                .set(Worker::Puller, self.is_busy(started));
            let stop = self.session.stop.clone();
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                Some(ask) = asked.recv() => self.hear(ask),
                changed = phases.changed() => if changed.is_ok() { phases.mark_changed() },
                Some(done) = self.fetches.join_next_with_id() => self.fetched(done),
                done = finished(&mut self.applying) => self.applied(done).await,
                () = freed => {}
                () = at(wake) => {}
            }
        }
        // What was fetched and is being applied is finished; the rest is fetched again some day.
        if let Some(applying) = self.applying.take() {
            drop(applying.await);
        }
    }

    fn hear(&mut self, ask: Ask) {
        let now = Instant::now();
        match ask {
            Ask::Watch => self.schedule.watch(self.session.watched(), now),
            Ask::Refresh => {
                self.schedule.refresh(now);
                self.news = true;
            }
            Ask::Woke => {
                // Their connections are from before: they would be waited for until their time is up.
                self.fetches.abort_all();
                self.schedule.link_returned(now, SPREAD, chance);
                self.schedule.probe_at(now);
                self.news = true;
            }
            Ask::Written(conversation) => self.schedule.written(&conversation, now),
            Ask::Probe => self.schedule.probe_at(now),
        }
        self.session.activity.heard(Worker::Puller, 1);
    }

    /// Follows the link.
    fn follow(&mut self, phases: &mut watch::Receiver<Phase>) {
        if !phases.has_changed().unwrap_or(false) {
            return;
        }
        let phase = *phases.borrow_and_update();
        let now = Instant::now();
        match phase {
            Phase::Live if matches!(self.phase, Phase::Offline(_) | Phase::KeyRefused(_)) => {
                self.schedule.link_returned(now, SPREAD, chance);
                self.news = true;
            }
            Phase::Connecting | Phase::Live => {}
            Phase::Offline(at) | Phase::KeyRefused(at) => self.schedule.probe_at(at),
        }
        self.phase = phase;
    }

    pub(super) const fn only_probe(&self) -> bool {
        !matches!(self.phase, Phase::Live)
    }

    /// Takes conversations with news out of the store into the schedule, a few at a time.
    async fn take_news(&mut self) {
        if !self.news || self.only_probe() {
            return;
        }
        let Backlog { waiting, held } = self.schedule.backlog(Instant::now());
        if waiting >= NEWS / 2 {
            return;
        }
        self.news = false;
        // All of these may stand before the ones that are not known yet.
        let limit = (NEWS + waiting + held) as u32;
        match self
            .session
            .disk
            .run(move |store| store.threads_to_pull(limit))
            .await
        {
            Ok(pulls) => {
                let full = pulls.len() >= limit as usize;
                let new = self.schedule.moved(pulls, Instant::now());
                self.news = full && new > 0;
            }
            Err(error) => self.disk_failed(&error),
        }
    }

    /// Starts what may be started, and says as of when: what was due by then waits for something else than time.
    async fn start(&mut self) -> Instant {
        let mut now = Instant::now();
        // Looked at first: a permit that is taken and given back unused would wake this loop again.
        while self.has_room() && self.is_due(now) {
            let Some(permit) = self.session.gate.try_enter() else {
                break;
            };
            let Some(Taken {
                target,
                urgent,
                revision,
            }) = self.schedule.take(now, self.only_probe())
            else {
                break;
            };
            let known = self.known(&target).await;
            let client = self.session.client.reading_later();
            let disk = self.session.disk.clone();
            let asked = target.clone();
            let task = self.fetches.spawn(async move {
                let fetched = fetch(client, disk, asked, known, urgent, revision).await;
                drop(permit);
                fetched
            });
            self.fetching.insert(task.id(), target);
            now = Instant::now();
        }
        self.apply_next();
        now
    }

    /// Has applied what waits for it, unless something is being applied.
    pub(super) fn apply_next(&mut self) {
        if self.applying.is_some() || self.ready.is_empty() {
            return;
        }
        let batch: Vec<Ready> = self.ready.drain(..self.batch()).collect();
        self.applied_targets = batch.iter().map(|ready| ready.target.clone()).collect();
        self.applying = Some(tokio::spawn(apply(
            self.session.disk.clone(),
            self.session.client.clone(),
            batch,
        )));
    }

    /// Whether what is fetched next could be applied soon.
    fn has_room(&self) -> bool {
        let waiting: usize = self.ready.iter().map(|ready| ready.body.elements()).sum();
        self.ready.len() < 2 * BATCH && waiting < READY_ELEMENTS
    }

    /// How many of the lists that wait are applied in one go.
    fn batch(&self) -> usize {
        let mut elements = 0;
        let small = self.ready.iter().take(BATCH).take_while(|ready| {
            elements += ready.body.elements();
            elements <= BATCH_ELEMENTS
        });
        small.count().max(1)
    }

    fn is_due(&self, now: Instant) -> bool {
        self.schedule
            .next(self.only_probe())
            .is_some_and(|next| next <= now)
    }

    async fn known(&mut self, target: &Target) -> Option<Known> {
        if let Some(known) = self.known.get(target) {
            return known.clone();
        }
        let name = target.remembered()?;
        let known = match self.session.disk.run(move |store| store.meta(&name)).await {
            Ok(json) => json
                .and_then(|json| serde_json::from_str(&json).ok())
                .map(|validator| Known {
                    validator,
                    revision: crate::store::Revision::default(),
                }),
            Err(error) => {
                self.disk_failed(&error);
                None
            }
        };
        self.known.insert(target.clone(), known.clone());
        known
    }

    /// When time alone gives something to do. What was due when requests were last started waits for the gate.
    fn wake(&self, started: Instant) -> Option<Instant> {
        let opens = self.session.gate.opens();
        let next = self.schedule.next(self.only_probe())?;
        if next <= started {
            return opens;
        }
        Some(opens.map_or(next, |opens| next.max(opens)))
    }

    fn is_busy(&self, started: Instant) -> bool {
        self.is_due(started)
            || !self.fetches.is_empty()
            || self.applying.is_some()
            || !self.ready.is_empty()
    }
}

async fn at(wake: Option<Instant>) {
    match wake {
        Some(wake) => sleep_until(wake).await,
        None => pending().await,
    }
}

async fn finished(
    applying: &mut Option<JoinHandle<Vec<Outcome>>>,
) -> Result<Vec<Outcome>, JoinError> {
    match applying {
        Some(applying) => applying.await,
        None => pending().await,
    }
}
