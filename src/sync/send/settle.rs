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
use crate::sync::session::Session;

/// Stores the outcome of a request.
pub(super) async fn settle(session: &Session, outgoing: &Outgoing, outcome: Result<Done, Setback>) {
    match outcome {
        Ok(done) => confirm(session, outgoing, done).await,
        Err(Setback::Api(error)) => {
            // First, so that nothing else is sent into the same trouble.
            trouble(session, &error);
            let state = after_failure(&error, outgoing.attempts, session.now(), chance());
            store_state(session, outgoing.id, state, Some(*error.problem)).await;
        }
        Err(Setback::Disk(error)) => {
            session.tell_disk(&error);
            let problem = error.problem();
            let error = api::Error {
                class: Class::Retry,
                problem: Box::new(problem),
            };
            let state = after_failure(&error, outgoing.attempts, session.now(), chance());
            store_state(session, outgoing.id, state, Some(*error.problem)).await;
        }
    }
}

/// What a failed request says of the server.
pub(super) fn trouble(session: &Session, error: &api::Error) {
    let problem = &error.problem;
    match error.class {
        Class::Auth => session.link.refused(problem),
        Class::Retry if is_unreachable(problem.kind) => session.link.lost(problem, false),
        Class::Retry if problem.kind == ProblemKind::Busy => session.gate.busy(problem.retry_after),
        Class::Retry | Class::Unknown => session.ask(Ask::Probe),
        Class::Rejected => {}
    }
}

/// Stores a state; one in which a person must act is shown.
pub(super) async fn store_state(
    session: &Session,
    id: ClientMessageId,
    state: OutgoingState,
    problem: Option<Problem>,
) {
    let shown = match &state {
        OutgoingState::Rejected(problem) => Some(problem.clone()),
        _ => None,
    };
    let stored = until_stored(session, move |store| {
        store.outgoing_state(id, &state, problem.as_ref())
    })
    .await;
    // Without a row its message was seen on the server meanwhile, and nothing is wrong.
    if let (Some(true), Some(problem)) = (stored, shown) {
        session.tell(SyncEvent::Refused(id, problem));
    }
}

/// The server has it.
async fn confirm(session: &Session, outgoing: &Outgoing, done: Done) {
    session.gate.answered();
    let id = outgoing.id;
    let conversation = match done {
        Done::Message(item) => {
            until_stored(session, move |store| store.confirm_message(id, &item)).await;
            outgoing.action.conversation()
        }
        Done::Thread(item) => {
            let conversation = Conversation::Thread {
                channel: outgoing.action.conversation().channel().clone(),
                thread: item.value.id.clone(),
            };
            until_stored(session, move |store| store.confirm_thread(id, &item)).await;
            if matches!(outgoing.action, Action::NewThread { .. }) {
                session.tell(SyncEvent::ThreadCreated(id, conversation.clone()));
            }
            conversation
        }
    };
    session.ask(Ask::Written(conversation));
}

/// Stores something that must be stored: tries again until it is, or all is to stop. What is not stored then is found
/// by looking at the next start, since the row still says `sending`.
pub(super) async fn until_stored<T: Send + 'static>(
    session: &Session,
    work: impl Fn(&Store) -> store::Result<T> + Send + Sync + 'static,
) -> Option<T> {
    let work = Arc::new(work);
    let mut failures = 0;
    loop {
        let once = Arc::clone(&work);
        match session.disk.run(move |store| once(store)).await {
            Ok(answer) => return Some(answer),
            Err(error) => {
                if failures == 0 {
                    session.tell_disk(&error);
                }
                failures += 1;
            }
        }
        tokio::select! {
            () = tokio::time::sleep(backoff(failures, chance())) => {}
            () = session.stop.cancelled() => return None,
        }
    }
}
