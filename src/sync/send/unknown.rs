//! Rows of unknown outcome: when they are looked for, and what is made of what was seen.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{Id, JoinError};

use super::look::{Seen, look};
use super::outcome::{UNCLEAR, after_absence, look_due, undecidable};
use super::sender::{Report, Sender, earlier};
use super::settle::{settle, store_state, trouble};
use crate::api;
use crate::model::{Outgoing, OutgoingState, Problem, ProblemKind};
use crate::store::Store;
use crate::sync::activity::Worker;
use crate::sync::backoff::{LONGEST, backoff};
use crate::sync::chance::chance;
use crate::sync::disk::DiskError;
use crate::sync::gate::Permit;
use crate::sync::session::Session;

/// Looks at one row that told nothing.
#[derive(Default)]
pub(super) struct Looks {
    unclear: u32,
    failed: u32,
    not_before: Option<DateTime<Utc>>,
}

impl Sender {
    /// Looks for rows of unknown outcome that are due. Says when the next is.
    pub(super) async fn look_for_unknown(&mut self) -> Result<Option<DateTime<Utc>>, DiskError> {
        let outbox = self.session.disk.run(Store::outbox).await?;
        self.looks
            .retain(|id, _| outbox.iter().any(|outgoing| outgoing.id == *id));
        // Further away than any wait of ours: the clock was put back since.
        let latest = self.session.now() + LONGEST;
        for looks in self.looks.values_mut() {
            looks.not_before = looks.not_before.filter(|it| *it <= latest);
        }
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
    pub(super) async fn ended(&mut self, done: Result<(Id, Report), JoinError>) {
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
