//! The sender's loop.

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use super::attempt::attempt;
use super::look::{Seen, look};
use super::outcome::{UNCLEAR, after_absence, look_due, undecidable};
use super::settle::{settle, store_state, trouble, until_stored};
use super::strategy::Strategy;
use crate::api;
use crate::model::{ClientMessageId, Outgoing, OutgoingState, Problem, ProblemKind};
use crate::sync::activity::Worker;
use crate::sync::backoff::backoff;
use crate::sync::chance::chance;
use crate::sync::disk::DiskError;
use crate::sync::gate::Permit;
use crate::sync::link::Phase;
use crate::sync::session::Session;

/// How often the outbox is looked at without being asked: another andibox of this profile, which does not send, may
/// have put something there, and the machine's clock may have been set.
const LOOK_IN: Duration = Duration::from_secs(5);
/// How long the end waits for requests under way. Shorter than what waits for us.
const LAST_REQUESTS: Duration = Duration::from_millis(1500);

pub(super) struct Sender {
    session: Arc<Session>,
    strategy: Arc<Strategy>,
    tasks: JoinSet<Report>,
    under_way: HashMap<Id, Outgoing>,
    looks: HashMap<ClientMessageId, Looks>,
    /// The local copy could not be read, so many times in a row.
    disk_failures: u32,
}

/// What a task leaves to the loop.
enum Report {
    /// Its row is settled.
    Settled,
    /// The look did not tell.
    Unclear,
    /// The look failed.
    NotLooked,
}

/// Looks at one row that told nothing.
#[derive(Default)]
struct Looks {
    unclear: u32,
    failed: u32,
    not_before: Option<DateTime<Utc>>,
}

impl Sender {
    pub(super) fn new(session: Arc<Session>, strategy: Arc<Strategy>) -> Self {
        Self {
            session,
            strategy,
            tasks: JoinSet::new(),
            under_way: HashMap::new(),
            looks: HashMap::new(),
            disk_failures: 0,
        }
    }

    pub(super) async fn run(mut self) {
        let session = Arc::clone(&self.session);
        if until_stored(&session, crate::store::Store::recover_sending)
            .await
            .is_none()
        {
            return;
        }
        let mut phases = session.link.changes();
        let mut live = false;
        loop {
            let was_live = live;
            live = *phases.borrow_and_update() == Phase::Live;
            let wait = match self.work(live, was_live).await {
                Ok(wait) => {
                    self.disk_failures = 0;
                    wait.map(|wait| wait.min(LOOK_IN))
                }
                Err(error) => Some(self.disk_failed(&error)),
            };
            session
                .activity
                .set(Worker::Sender, !self.under_way.is_empty());
            tokio::select! {
                biased;
                () = session.stop.cancelled() => break,
                // Counted as heard before the outbox is read, never after: what was asked is seen.
                () = session.outbox.notified() => session.activity.heard(Worker::Sender, usize::MAX),
                changed = phases.changed() => if changed.is_ok() { phases.mark_changed() },
                Some(done) = self.tasks.join_next_with_id() => self.ended(done).await,
                () = after(wait) => {}
            }
        }
        let ended = timeout(LAST_REQUESTS, async {
            while self.tasks.join_next().await.is_some() {}
        });
        if ended.await.is_err() {
            tracing::warn!("requests under way were given up; their outcome is looked for later");
        }
    }

    /// Starts all that may be started. Says how long until time alone gives something to do.
    async fn work(&mut self, live: bool, was_live: bool) -> Result<Option<Duration>, DiskError> {
        if !live {
            return Ok(None);
        }
        if !was_live {
            self.lift_backoffs().await?;
        }
        let mut next = self.look_for_unknown().await?;
        loop {
            let Some(due) = self.session.disk.run(crate::store::Store::next_due).await? else {
                break;
            };
            if due > self.session.now() {
                next = Some(earlier(next, due));
                break;
            }
            // The permit first: what is claimed is under way.
            let Some(permit) = self.enter().await else {
                break;
            };
            let now = self.session.now();
            let claimed = self.session.disk.run(move |store| store.claim_next(now));
            let Some(outgoing) = claimed.await? else {
                break;
            };
            self.send(outgoing, permit);
        }
        let wait = next.map(|next| (next - self.session.now()).to_std().unwrap_or_default());
        Ok(Some(wait.unwrap_or(LOOK_IN)))
    }

    /// The link is back: what waited because of it goes now.
    async fn lift_backoffs(&self) -> Result<(), DiskError> {
        self.session
            .disk
            .run(|store| {
                for outgoing in store.outbox()? {
                    let waits = matches!(outgoing.state, OutgoingState::Queued { after: Some(_) });
                    let asked_to = outgoing
                        .last_problem
                        .is_some_and(|problem| problem.kind == ProblemKind::Busy);
                    if waits && !asked_to {
                        store.retry_outgoing(outgoing.id)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// A permit, unless all is to stop or the link is gone meanwhile.
    async fn enter(&self) -> Option<Permit> {
        let permit = tokio::select! {
            permit = self.session.gate.enter() => permit,
            () = self.session.stop.cancelled() => return None,
        };
        (self.session.link.phase() == Phase::Live).then_some(permit)
    }

    /// Looks for rows of unknown outcome that are due. Says when the next is.
    async fn look_for_unknown(&mut self) -> Result<Option<DateTime<Utc>>, DiskError> {
        let outbox = self.session.disk.run(crate::store::Store::outbox).await?;
        self.looks
            .retain(|id, _| outbox.iter().any(|outgoing| outgoing.id == *id));
        let mut next = None;
        for outgoing in outbox {
            let OutgoingState::Unknown {
                absent, checked_at, ..
            } = outgoing.state
            else {
                continue;
            };
            if self.under_way.values().any(|it| it.id == outgoing.id) {
                continue;
            }
            let not_before = self.looks.get(&outgoing.id).and_then(|it| it.not_before);
            let due = look_due(absent, checked_at).max(not_before);
            if let Some(due) = due.filter(|due| *due > self.session.now()) {
                next = Some(earlier(next, due));
                continue;
            }
            let Some(permit) = self.enter().await else {
                return Ok(next);
            };
            self.look(outgoing, permit);
        }
        Ok(next)
    }

    fn send(&mut self, outgoing: Outgoing, permit: Permit) {
        let (session, strategy) = (Arc::clone(&self.session), Arc::clone(&self.strategy));
        let row = outgoing.clone();
        let task = self.tasks.spawn(async move {
            let outcome = attempt(&session, &strategy, &row).await;
            drop(permit);
            settle(&session, &row, outcome).await;
            Report::Settled
        });
        self.under_way.insert(task.id(), outgoing);
    }

    fn look(&mut self, outgoing: Outgoing, permit: Permit) {
        let (session, strategy) = (Arc::clone(&self.session), Arc::clone(&self.strategy));
        let row = outgoing.clone();
        let task = self.tasks.spawn(async move {
            let seen = look(&session, &strategy, &row).await;
            drop(permit);
            looked(&session, &row, seen).await
        });
        self.under_way.insert(task.id(), outgoing);
    }

    /// A task has ended.
    async fn ended(&mut self, done: Result<(Id, Report), JoinError>) {
        // Busy until the loop has looked at the outbox again.
        self.session.activity.heard(Worker::Sender, 0);
        let (id, report) = match done {
            Ok((id, report)) => (id, Some(report)),
            Err(error) => {
                tracing::error!(%error, "a request ended in a fault");
                (error.id(), None)
            }
        };
        let Some(outgoing) = self.under_way.remove(&id) else {
            return;
        };
        let unsettled = match report {
            Some(Report::Settled) => {
                self.looks.remove(&outgoing.id);
                return;
            }
            Some(Report::Unclear) => {
                let looks = self.looks.entry(outgoing.id).or_default();
                looks.unclear += 1;
                if looks.unclear >= UNCLEAR
                    && let OutgoingState::Unknown { problem, .. } = &outgoing.state
                {
                    let state = undecidable(problem);
                    return store_state(&self.session, outgoing.id, state, None).await;
                }
                looks
            }
            Some(Report::NotLooked) => self.looks.entry(outgoing.id).or_default(),
            None => {
                let problem = Problem::new(ProblemKind::Local, "a fault in andibox while it sent");
                let state = OutgoingState::Unknown {
                    problem,
                    absent: 0,
                    checked_at: None,
                };
                store_state(&self.session, outgoing.id, state, None).await;
                self.looks.entry(outgoing.id).or_default()
            }
        };
        unsettled.failed += 1;
        let wait = backoff(unsettled.failed, chance());
        let wait = TimeDelta::from_std(wait).unwrap_or_default();
        unsettled.not_before = Some(self.session.now() + wait);
    }

    fn disk_failed(&mut self, error: &DiskError) -> Duration {
        if self.disk_failures == 0 {
            self.session.tell_disk(error);
        }
        self.disk_failures = self.disk_failures.saturating_add(1);
        backoff(self.disk_failures, chance())
    }
}

/// Stores what a look found.
async fn looked(session: &Session, outgoing: &Outgoing, seen: Result<Seen, api::Error>) -> Report {
    let OutgoingState::Unknown {
        problem,
        absent,
        checked_at,
    } = &outgoing.state
    else {
        return Report::Settled;
    };
    match seen {
        Ok(Seen::Found(done)) => {
            settle(session, outgoing, Ok(done)).await;
            Report::Settled
        }
        Ok(Seen::Absent) => {
            let state = after_absence(problem, *absent, *checked_at, session.now());
            store_state(session, outgoing.id, state, None).await;
            Report::Settled
        }
        Ok(Seen::Unclear) => Report::Unclear,
        // What it was to stand in is not there, and it with it.
        Err(error) if error.status() == Some(404) => {
            let state = OutgoingState::Rejected(*error.problem);
            store_state(session, outgoing.id, state, None).await;
            Report::Settled
        }
        Err(error) => {
            trouble(session, &error);
            Report::NotLooked
        }
    }
}

fn earlier(a: Option<DateTime<Utc>>, b: DateTime<Utc>) -> DateTime<Utc> {
    a.map_or(b, |a| a.min(b))
}

async fn after(wait: Option<Duration>) {
    match wait {
        Some(wait) => sleep(wait).await,
        None => pending().await,
    }
}
