//! The course of one synchronisation: what is known so far, and whether it has come to an end.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::Sender;
use super::waits::worth_waiting;
use crate::model::{
    ClientMessageId, Link, Outgoing, OutgoingState, Problem, ProblemKind, RequestRecord, Untrusted,
};
use crate::sync::SyncEvent;

/// A link that was there may be gone for this long.
const AWAY: Duration = Duration::from_secs(20);
/// A longer wait that the server asks for ends the run, in seconds.
const LONG: u64 = 60;
/// Without anything fetched or sent for this long nothing more is expected.
const PATIENCE: Duration = Duration::from_mins(2);
/// A list that failed so often in a row is given up.
const TRIES: u32 = 3;

/// Something that happened.
#[derive(Debug)]
pub(super) enum Note {
    /// The synchronisation told it.
    Sync(SyncEvent),
    /// A request was made.
    Request(Box<RequestRecord>),
    /// The outbox changed.
    Outbox,
}

/// How it ended.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum End {
    /// All that can be done is done.
    Done,
    /// The server is not there, or refuses the key.
    NoLink(Problem),
    /// A signal.
    Stopped,
}

/// What is known so far.
pub(super) struct Course {
    sender: Sender,
    /// How often each request had been tried when it was first seen.
    tried: HashMap<ClientMessageId, u32>,
    /// What is in the outbox, and what was.
    seen: HashSet<ClientMessageId>,
    /// Refused before this run.
    refused_before: HashSet<ClientMessageId>,
    link: Link,
    was_live: bool,
    lost_at: Option<Instant>,
    idle: bool,
    /// When something was last fetched or sent.
    moved_at: Instant,
    /// How many were in the outbox when it was last looked at.
    left: usize,
    /// The server asked to wait for longer than a run may last.
    asked_to_wait: Option<Problem>,
    /// Lists that failed last time they were asked for, by their path.
    failing: HashMap<Untrusted, (u32, Problem)>,
    /// Requests made.
    pub(super) requests: u32,
    /// Elements that cannot be read.
    pub(super) broken: Vec<(u32, Untrusted)>,
    /// What a person must see, each once.
    pub(super) problems: Vec<Problem>,
}

impl Course {
    pub(super) fn new(outbox: Vec<Outgoing>, sender: Sender, now: Instant) -> Self {
        let mut course = Self {
            sender,
            tried: HashMap::new(),
            seen: HashSet::new(),
            refused_before: HashSet::new(),
            link: Link::Connecting,
            was_live: false,
            lost_at: None,
            idle: false,
            moved_at: now,
            left: outbox.len(),
            asked_to_wait: None,
            failing: HashMap::new(),
            requests: 0,
            broken: Vec::new(),
            problems: Vec::new(),
        };
        course.see(&outbox);
        for row in outbox {
            if matches!(row.state, OutgoingState::Rejected(_)) {
                course.refused_before.insert(row.id);
            }
        }
        course
    }

    pub(super) fn hear(&mut self, note: Note, now: Instant) {
        match note {
            Note::Outbox => {
                // The sender says that it is idle when it has followed this up.
                self.idle = false;
            }
            Note::Request(record) => self.hear_request(*record, now),
            Note::Sync(SyncEvent::Idle) => self.idle = true,
            Note::Sync(SyncEvent::Link(link)) => self.hear_link(link, now),
            Note::Sync(SyncEvent::Broken { count, first }) => self.broken.push((count, first)),
            Note::Sync(SyncEvent::Problem(problem)) => {
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
            Note::Sync(_) => {}
        }
    }

    fn hear_link(&mut self, link: Link, now: Instant) {
        if matches!(link, Link::Live { .. }) {
            self.was_live = true;
            self.lost_at = None;
        } else {
            self.lost_at.get_or_insert(now);
        }
        self.link = link;
    }

    fn hear_request(&mut self, record: RequestRecord, now: Instant) {
        self.requests += 1;
        // Whoever asked it says so when all that follows from the answer is done.
        self.idle = false;
        if let Some(problem) = &record.problem
            && problem.kind == ProblemKind::Busy
            && problem.retry_after.is_some_and(|asked| asked > LONG)
        {
            // Nothing at all is asked of the server until then.
            self.asked_to_wait = Some(problem.clone());
        }
        if record.method != "GET" {
            return;
        }
        match record.problem {
            None => {
                self.moved_at = now;
                self.failing.remove(&record.path);
            }
            Some(problem) => {
                let entry = self.failing.entry(record.path);
                let (count, last) = entry.or_insert_with(|| (0, problem.clone()));
                *count += 1;
                *last = problem;
            }
        }
    }

    fn see(&mut self, outbox: &[Outgoing]) {
        for row in outbox {
            if self.seen.insert(row.id) {
                self.tried.insert(row.id, row.attempts);
            }
        }
    }

    /// Whether it may have ended: only then the outbox need be looked at.
    pub(super) fn may_end(&self, now: Instant) -> bool {
        self.idle
            || self.asked_to_wait.is_some()
            || now >= self.moved_at + PATIENCE
            || matches!(self.link, Link::Offline { .. } | Link::KeyRefused { .. })
    }

    /// Whether it has ended, and how.
    pub(super) fn end(
        &mut self,
        outbox: &[Outgoing],
        wall: DateTime<Utc>,
        now: Instant,
    ) -> Option<End> {
        self.see(outbox);
        self.look_for_movement(outbox, now);
        if let Some(problem) = &self.asked_to_wait {
            return Some(End::NoLink(problem.clone()));
        }
        match &self.link {
            Link::KeyRefused { problem, .. } => return Some(End::NoLink(problem.clone())),
            Link::Offline { problem, .. } => {
                let patience = if self.was_live { AWAY } else { Duration::ZERO };
                let gone = self.lost_at.is_some_and(|at| now >= at + patience);
                return gone.then(|| End::NoLink(problem.clone()));
            }
            Link::Connecting => return None,
            Link::Live { .. } => {}
        }
        if now >= self.moved_at + PATIENCE {
            return Some(End::Done);
        }
        if !self.idle {
            return None;
        }
        let sends = self.sender == Sender::Here && worth_waiting(outbox, &self.tried, wall);
        (!sends && !self.retries()).then_some(End::Done)
    }

    /// Sending, and waiting for an undo window, are worth patience; a request that fails again is not.
    fn look_for_movement(&mut self, outbox: &[Outgoing], now: Instant) {
        let held = outbox
            .iter()
            .any(|row| matches!(row.state, OutgoingState::Held { .. }));
        if held || outbox.len() < self.left {
            self.moved_at = now;
        }
        self.left = outbox.len();
    }

    /// Whether nothing was under way at the end.
    pub(super) const fn is_idle(&self) -> bool {
        self.idle
    }

    /// Whether a list that failed is going to be asked for again soon.
    fn retries(&self) -> bool {
        self.failing
            .values()
            .any(|(count, problem)| !problem.kind.needs_a_person() && *count < TRIES)
    }

    /// Whether all has been fetched and only the outbox keeps the run going.
    pub(super) fn waits_for_outbox(&self) -> bool {
        self.idle
            && self.sender == Sender::Here
            && matches!(self.link, Link::Live { .. })
            && !self.retries()
    }

    /// The lists that could not be fetched. One that is not there was deleted meanwhile, which is no failure.
    pub(super) fn unfetched(&self) -> impl Iterator<Item = &Problem> {
        self.failing
            .values()
            .map(|(_, problem)| problem)
            .filter(|problem| problem.kind != ProblemKind::NotFound)
    }

    /// How many requests of the outbox are not there any more.
    pub(super) fn sent(&self, left: &[Outgoing]) -> usize {
        self.seen
            .iter()
            .filter(|id| !left.iter().any(|row| row.id == **id))
            .count()
    }

    /// Whether a request was refused in this run.
    pub(super) fn refused_now(&self, row: &Outgoing) -> bool {
        matches!(row.state, OutgoingState::Rejected(_)) && !self.refused_before.contains(&row.id)
    }
}
