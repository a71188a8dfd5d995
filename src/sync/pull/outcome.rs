//! What the puller makes of what comes back.

use std::time::Duration;

use tokio::task::{Id, JoinError};
use tokio::time::Instant;

use super::apply::{Outcome, Ready};
use super::fetch::{Brought, Failure};
use super::puller::{Fetched, Puller};
use super::target::Target;
use crate::api::{self, Class};
use crate::model::{Conversation, ProblemKind};
use crate::store::Store;
use crate::sync::backoff::{LONGEST, asked_or_backoff};
use crate::sync::chance::chance;
use crate::sync::disk::DiskError;
use crate::sync::link::{is_doubtful, is_unreachable};

impl Puller {
    pub(super) fn fetched(&mut self, done: Result<(Id, Fetched), JoinError>) {
        let (id, fetched) = match done {
            Ok((id, fetched)) => (id, fetched),
            Err(error) if error.is_cancelled() => {
                // Given up by us: it is asked for again.
                if let Some(target) = self.fetching.remove(&error.id()) {
                    self.schedule
                        .failed(&target, Duration::ZERO, Instant::now());
                }
                return;
            }
            Err(error) => {
                let broke = DiskError::Broke(error.to_string().into());
                (error.id(), Err(Failure::Disk(broke)))
            }
        };
        let Some(target) = self.fetching.remove(&id) else {
            return;
        };
        match fetched {
            Ok(answer) => {
                self.session.gate.answered();
                self.reports.answered(&target);
                match answer.brought {
                    Brought::Nothing => self.up_to_date(&target, false, answer.cost),
                    Brought::Body(body) => self.ready.push(Ready {
                        target,
                        body,
                        known: answer.known,
                        revision: answer.revision,
                        cost: answer.cost,
                    }),
                }
            }
            Err(Failure::Api(error)) => self.failed(&target, &error),
            Err(Failure::Disk(error)) => self.not_stored(&target, &error),
        }
    }

    /// A target is up to date in the store.
    fn up_to_date(&mut self, target: &Target, changed: bool, cost: Duration) {
        let now = Instant::now();
        self.schedule
            .succeeded(target, changed, cost, now, chance());
        // A first synchronisation would gather as many as there are threads.
        if !self.schedule.follows(target) {
            self.known.remove(target);
        }
        self.session.link.confirmed(*target == Target::Channels);
    }

    fn failed(&mut self, target: &Target, error: &api::Error) {
        let problem = &error.problem;
        let failures = self.schedule.failures(target) + 1;
        let wait = asked_or_backoff(problem.retry_after, failures, chance());
        let now = Instant::now();
        let probe = *target == Target::Channels;
        self.schedule.failed(target, wait, now);
        if problem.kind == ProblemKind::Busy {
            self.session.gate.busy(problem.retry_after);
        }
        match error.class {
            Class::Auth => self.session.link.refused(problem),
            // It was asked to wait, and does; only if that goes on the link is down.
            _ if probe && problem.status == Some(429) && failures < 3 && !self.only_probe() => {}
            _ if probe || is_unreachable(problem.kind) => self.session.link.lost(problem, probe),
            Class::Rejected => {
                self.schedule.refused(target, LONGEST, now);
                if problem.kind == ProblemKind::NotFound {
                    // Probably deleted: the list of channels or threads will say so.
                    self.look_above(target, now);
                } else if let Some(event) = self.reports.refused(target, problem) {
                    self.session.tell(event);
                }
            }
            _ if is_doubtful(problem.kind) => self.schedule.probe_at(now),
            _ => {}
        }
    }

    fn look_above(&mut self, target: &Target, now: Instant) {
        match target {
            Target::Messages(Conversation::Thread { channel, .. }) | Target::Thread(channel, _) => {
                self.schedule
                    .list_soon(&Target::Threads(channel.clone()), now);
            }
            _ => self.schedule.list_soon(&Target::Channels, now),
        }
    }

    pub(super) async fn applied(&mut self, done: Result<Vec<Outcome>, JoinError>) {
        self.applying = None;
        let targets = std::mem::take(&mut self.applied_targets);
        // Before all else: the one that writes is what a first synchronisation waits for.
        self.apply_next();
        match done {
            Ok(outcomes) => {
                for outcome in outcomes {
                    self.settle(outcome);
                }
                self.tell_progress().await;
            }
            Err(error) => {
                let error = DiskError::Broke(error.to_string().into());
                for target in targets {
                    self.not_stored(&target, &error);
                }
            }
        }
    }

    fn settle(&mut self, outcome: Outcome) {
        let Outcome {
            target,
            known,
            cost,
            broken,
            applied,
        } = outcome;
        let applied = match applied {
            Ok(applied) => applied,
            Err(error) => return self.not_stored(&target, &error),
        };
        self.reports.disk(false);
        if known.is_some() {
            self.known.insert(target.clone(), known);
        }
        if let Some(event) = self.reports.broken(&target, &broken) {
            self.session.tell(event);
        }
        self.news |= applied.to_pull > 0;
        let changed = applied.written > 0 || applied.gone > 0;
        self.up_to_date(&target, changed, cost);
        if target == Target::Channels {
            self.channels_known = false;
        }
    }

    /// Puts the store's channels into the schedule.
    pub(super) async fn learn_channels(&mut self) {
        if self.channels_known || self.only_probe() {
            return;
        }
        match self.session.disk.run(Store::channels).await {
            Ok(channels) => {
                let ids: Vec<_> = channels.into_iter().map(|row| row.id).collect();
                self.schedule.channels(&ids, Instant::now());
                self.channels_known = true;
                self.tell_progress().await;
            }
            Err(error) => self.disk_failed(&error),
        }
    }

    async fn tell_progress(&mut self) {
        match self.session.disk.run(Store::pull_progress).await {
            Ok(progress) => {
                if let Some(event) = self.reports.progress(progress, self.schedule.is_listed()) {
                    self.session.tell(event);
                }
            }
            Err(error) => self.disk_failed(&error),
        }
    }

    /// What was fetched could not be stored: nothing changed, and it is tried again.
    fn not_stored(&mut self, target: &Target, error: &DiskError) {
        let wait = asked_or_backoff(None, self.schedule.failures(target) + 1, chance());
        self.schedule.failed(target, wait, Instant::now());
        self.disk_failed(error);
    }

    pub(super) fn disk_failed(&mut self, error: &DiskError) {
        if self.reports.disk(true) {
            self.session.tell_disk(error);
        }
    }
}
