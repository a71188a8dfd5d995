//! Storing what became of a request, and telling whom it concerns.

use std::sync::Arc;

use super::attempt::{Done, Setback};
use super::outcome::after_failure;
use crate::api::{self, Class};
use crate::model::{
    Action, ClientMessageId, Conversation, Outgoing, OutgoingState, Problem, ProblemKind,
};
use crate::store::{self, Store};
use crate::sync::SyncEvent;
use crate::sync::backoff::backoff;
use crate::sync::chance::chance;
use crate::sync::link::is_unreachable;
use crate::sync::pull::Ask;
use crate::sync::shared::Shared;

/// Stores the outcome of a request.
pub(super) async fn settle(shared: &Shared, outgoing: &Outgoing, outcome: Result<Done, Setback>) {
    match outcome {
        Ok(done) => confirm(shared, outgoing, done).await,
        Err(Setback::Api(error)) => {
            // First, so that nothing else is sent into the same trouble.
            trouble(shared, &error);
            let state = after_failure(&error, outgoing.attempts, shared.now(), chance());
            store_state(shared, outgoing.id, state, Some(*error.problem)).await;
        }
        Err(Setback::Disk(error)) => {
            shared.tell_disk(&error);
            let problem = error.problem();
            let error = api::Error {
                class: Class::Retry,
                problem: Box::new(problem),
            };
            let state = after_failure(&error, outgoing.attempts, shared.now(), chance());
            store_state(shared, outgoing.id, state, Some(*error.problem)).await;
        }
    }
}

/// What a failed request says of the server.
pub(super) fn trouble(shared: &Shared, error: &api::Error) {
    let problem = &error.problem;
    match error.class {
        Class::Auth => shared.link.refused(problem),
        Class::Retry if is_unreachable(problem.kind) => shared.link.lost(problem, false),
        Class::Retry if problem.kind == ProblemKind::Busy => shared.gate.busy(problem.retry_after),
        Class::Retry | Class::Unknown => shared.ask(Ask::Probe),
        Class::Rejected => {}
    }
}

/// Stores a state; one in which a person must act is shown.
pub(super) async fn store_state(
    shared: &Shared,
    id: ClientMessageId,
    state: OutgoingState,
    problem: Option<Problem>,
) {
    let shown = match &state {
        OutgoingState::Rejected(problem) => Some(problem.clone()),
        _ => None,
    };
    let stored = until_stored(shared, move |store| {
        store.outgoing_state(id, &state, problem.as_ref())
    })
    .await;
    // Without a row its message was seen on the server meanwhile, and nothing is wrong.
    if let (Some(true), Some(problem)) = (stored, shown) {
        shared.tell_problem(problem);
    }
}

/// The server has it.
async fn confirm(shared: &Shared, outgoing: &Outgoing, done: Done) {
    shared.gate.answered();
    let id = outgoing.id;
    let conversation = match done {
        Done::Message(item) => {
            until_stored(shared, move |store| store.confirm_message(id, &item)).await;
            outgoing.action.conversation()
        }
        Done::Thread(item) => {
            let conversation = Conversation::Thread {
                channel: outgoing.action.conversation().channel().clone(),
                thread: item.value.id.clone(),
            };
            until_stored(shared, move |store| store.confirm_thread(id, &item)).await;
            if matches!(outgoing.action, Action::NewThread { .. }) {
                shared.tell(SyncEvent::ThreadCreated(id, conversation.clone()));
            }
            conversation
        }
    };
    shared.ask(Ask::Written(conversation));
}

/// Stores something that must be stored: tries again until it is, or all is to stop. What is not stored then is found
/// by looking at the next start, since the row still says `sending`.
pub(super) async fn until_stored<T: Send + 'static>(
    shared: &Shared,
    work: impl Fn(&Store) -> store::Result<T> + Send + Sync + 'static,
) -> Option<T> {
    let work = Arc::new(work);
    let mut failures = 0;
    loop {
        let once = Arc::clone(&work);
        match shared.disk.run(move |store| once(store)).await {
            Ok(answer) => return Some(answer),
            Err(error) => {
                if failures == 0 {
                    shared.tell_disk(&error);
                }
                failures += 1;
            }
        }
        tokio::select! {
            () = tokio::time::sleep(backoff(failures, chance())) => {}
            () = shared.stop.cancelled() => return None,
        }
    }
}
