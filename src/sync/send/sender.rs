//! The sender's loop.

use std::collections::HashMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::{Id, JoinSet};
use tokio::time::{sleep, timeout};

use super::ahead::{Ahead, look_ahead, stop};
use super::attempt::attempt;
use super::settle::{settle, until_stored};
use super::strategy::Strategy;
use super::unknown::Looks;
use crate::model::{ClientMessageId, Outgoing, OutgoingState, ProblemKind};
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
/// The same where nothing waits in it and nothing came for long: each look doubles the time to the next one up to this.
const LOOK_RARELY: Duration = Duration::from_mins(1);
/// How long the end waits for requests under way. Shorter than what waits for us.
const LAST_REQUESTS: Duration = Duration::from_millis(1500);

/// The sender.
pub(super) struct Sender {
    pub(super) session: Arc<Session>,
    pub(super) strategy: Arc<Strategy>,
    pub(super) tasks: JoinSet<Report>,
    pub(super) under_way: HashMap<Id, Outgoing>,
    pub(super) looks: HashMap<ClientMessageId, Looks>,
    /// The local copy could not be read, so many times in a row.
    pub(super) disk_failures: u32,
}

/// What a task leaves to the loop.
pub(super) enum Report {
    /// Its row is settled.
    Settled,
    /// The look did not tell.
    Unclear,
    /// The look failed.
    NotLooked,
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
        let mut look_in = LOOK_IN;
        loop {
            let was_live = live;
            live = *phases.borrow_and_update() == Phase::Live;
            let wait = match self.work(live, was_live, look_in).await {
                Ok(wait) => {
                    self.disk_failures = 0;
                    wait
                }
                Err(error) => Some(self.disk_failed(&error)),
            };
            session
                .activity
                .set(Worker::Sender, !self.under_way.is_empty());
            let quiet = look_in;
            look_in = LOOK_IN;
            tokio::select! {
                biased;
                () = session.stop.cancelled() => break,
                // Counted as heard before the outbox is read, never after: what was asked is seen.
                () = session.outbox.notified() => session.activity.heard(Worker::Sender, usize::MAX),
                changed = phases.changed() => if changed.is_ok() { phases.mark_changed() },
                Some(done) = self.tasks.join_next_with_id() => self.ended(done).await,
                () = after(wait) => look_in = (quiet * 2).min(LOOK_RARELY),
            }
        }
        let ended = timeout(LAST_REQUESTS, async {
            while self.tasks.join_next().await.is_some() {}
        });
        if ended.await.is_err() {
            tracing::warn!("requests under way were given up; their outcome is looked for later");
        }
    }

    /// Starts all that may be started. Says how long until time alone gives something to do; `look_in` where the outbox
    /// tells of nothing.
    async fn work(
        &mut self,
        live: bool,
        was_live: bool,
        look_in: Duration,
    ) -> Result<Option<Duration>, DiskError> {
        if !live {
            return Ok(None);
        }
        if !was_live {
            self.lift_backoffs().await?;
        }
        self.heed_clock().await?;
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
        Ok(Some(wait.map_or(look_in, |wait| wait.min(LOOK_IN))))
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
    pub(super) async fn enter(&self) -> Option<Permit> {
        let permit = tokio::select! {
            permit = self.session.gate.enter() => permit,
            () = self.session.stop.cancelled() => return None,
        };
        (self.session.link.phase() == Phase::Live).then_some(permit)
    }

    fn send(&mut self, outgoing: Outgoing, permit: Permit) {
        let (session, strategy) = (Arc::clone(&self.session), Arc::clone(&self.strategy));
        let row = outgoing.clone();
        let task = self.tasks.spawn(async move {
            let outcome = match look_ahead(&session, &row).await {
                Ok(Ahead::Clear) => attempt(&session, &strategy, &row).await,
                Ok(Ahead::MovedOn) => {
                    drop(permit);
                    stop(&session, &row).await;
                    return Report::Settled;
                }
                Err(setback) => Err(setback),
            };
            drop(permit);
            settle(&session, &row, outcome).await;
            Report::Settled
        });
        self.under_way.insert(task.id(), outgoing);
    }

    fn disk_failed(&mut self, error: &DiskError) -> Duration {
        if self.disk_failures == 0 {
            self.session.tell_disk(error);
        }
        self.disk_failures = self.disk_failures.saturating_add(1);
        backoff(self.disk_failures, chance())
    }
}

pub(super) fn earlier(a: Option<DateTime<Utc>>, b: DateTime<Utc>) -> DateTime<Utc> {
    a.map_or(b, |a| a.min(b))
}

async fn after(wait: Option<Duration>) {
    match wait {
        Some(wait) => sleep(wait).await,
        None => pending().await,
    }
}
