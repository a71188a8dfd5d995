//! The request log: one record a request, whatever became of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::model::{Problem, ProblemKind, RequestRecord, Untrusted};

/// Gets the record of every request when it has ended. It is called between two steps of a request, so it must be
/// quick and must not block: send the record on a channel.
pub type Observer = Arc<dyn Fn(RequestRecord) + Send + Sync>;

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// One request under way. Dropped before [`Entry::finish`] (its future was cancelled), it is recorded all the same:
/// the request may have been answered.
pub(super) struct Entry {
    observer: Option<Observer>,
    record: Option<RequestRecord>,
    started: Instant,
}

impl Entry {
    /// A request that starts now.
    pub(super) fn start(
        observer: Option<&Observer>,
        clock: &Clock,
        method: &'static str,
        path: impl Into<Untrusted>,
    ) -> Self {
        Self {
            observer: observer.cloned(),
            record: Some(RequestRecord {
                at: clock(),
                method,
                path: path.into(),
                status: None,
                millis: 0,
                bytes: 0,
                problem: None,
            }),
            started: Instant::now(),
        }
    }

    /// The answer's head is here.
    pub(super) fn answered(&mut self, status: u16) {
        if let Some(record) = &mut self.record {
            record.status = Some(status);
        }
    }

    /// This much of the body is here.
    pub(super) fn read(&mut self, bytes: u64) {
        if let Some(record) = &mut self.record {
            record.bytes = bytes;
        }
    }

    /// The answer is here, whole or not: the time stops.
    pub(super) fn ended(&mut self) -> Duration {
        let elapsed = self.started.elapsed();
        if let Some(record) = &mut self.record {
            record.millis = u32::try_from(elapsed.as_millis()).unwrap_or(u32::MAX);
        }
        elapsed
    }

    /// The outcome is known.
    pub(super) fn finish(mut self, problem: Option<&Problem>) {
        self.report(problem.cloned());
    }

    fn report(&mut self, problem: Option<Problem>) {
        if let Some(mut record) = self.record.take() {
            record.problem = problem;
            if let Some(observer) = &self.observer {
                observer(record);
            }
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.record.is_some() {
            self.ended();
            let given_up = Problem::new(
                ProblemKind::NoAnswer,
                "given up here before the answer came",
            );
            self.report(Some(given_up));
        }
    }
}
