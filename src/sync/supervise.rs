//! A task that must not end: one that panics is reported and started again.

use std::sync::Arc;

use super::backoff::backoff;
use super::chance::chance;
use super::session::Session;
use crate::model::{Problem, ProblemKind};

/// Runs the task until it ends of itself, or all is to stop.
pub(super) async fn supervise<F>(session: Arc<Session>, name: &'static str, task: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut failures = 0;
    loop {
        // A task of its own, so that its panic ends here.
        let Err(error) = tokio::spawn(task()).await else {
            return;
        };
        if session.stop.is_cancelled() {
            return;
        }
        failures += 1;
        tracing::error!(%error, name, "a task of the synchronisation failed");
        session.tell_problem(Problem::new(
            ProblemKind::Local,
            format!("a fault in andibox ended its {name}; it is started again"),
        ));
        tokio::select! {
            () = tokio::time::sleep(backoff(failures, chance())) => {}
            () = session.stop.cancelled() => return,
        }
    }
}
