//! Before a reply leaves: whether its conversation went on after it was written, so that nobody is answered past. The
//! local copy is asked of each, at no request's cost; the server of those that had to wait longer than their window.

use super::attempt::Setback;
use super::look::messages;
use super::settle::until_stored;
use crate::api::{self, Class};
use crate::model::{Action, Mode, Outgoing, Problem, ProblemKind, news_among};
use crate::sync::SyncEvent;
use crate::sync::pull::Ask;
use crate::sync::session::Session;

/// What lies ahead of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ahead {
    /// It may leave.
    Clear,
    /// A customer or a colleague wrote, or changed the status, after what the person had seen.
    MovedOn,
}

/// Looks into the local copy, and reads the conversation of a reply that waited longer than its window. A note goes to
/// nobody who could be answered past, and a request without what was seen was decided by a person.
pub(super) async fn look_ahead(session: &Session, outgoing: &Outgoing) -> Result<Ahead, Setback> {
    let Action::Message {
        conversation,
        mode: Mode::Reply,
        author,
        ..
    } = &outgoing.action
    else {
        return Ok(Ahead::Clear);
    };
    let id = outgoing.id;
    let known = session.disk.run(move |store| {
        let Some((seen, fresh)) = store.seen_by(id)? else {
            return Ok(None);
        };
        let went_on = store.went_on(id, &seen)?;
        Ok(Some((seen, fresh, went_on)))
    });
    let Some((seen, fresh, went_on)) = known.await? else {
        return Ok(Ahead::Clear);
    };
    if went_on {
        return Ok(Ahead::MovedOn);
    }
    if session.now() <= fresh {
        return Ok(Ahead::Clear);
    }
    match messages(&session.client, conversation).await {
        Ok(listing) => {
            session.gate.answered();
            let all = listing.items.into_iter().map(|item| item.value).collect();
            Ok(if news_among(all, &seen, author).is_empty() {
                Ahead::Clear
            } else {
                Ahead::MovedOn
            })
        }
        // Who may not read it may still write to it, and if it is gone, that is the answer to the message, too.
        Err(error) if error.class == Class::Rejected => Ok(Ahead::Clear),
        Err(error) => Err(Setback::Api(nothing_sent(error))),
    }
}

/// Only reading was tried: whatever became of it, the outcome of the message is known.
fn nothing_sent(error: api::Error) -> api::Error {
    let class = match error.class {
        Class::Unknown => Class::Retry,
        class => class,
    };
    api::Error { class, ..error }
}

/// The reply is not sent: the person reads what came, and decides.
pub(super) async fn stop(session: &Session, outgoing: &Outgoing) {
    let problem = Problem::new(ProblemKind::MovedOn, "");
    let (id, told) = (outgoing.id, problem.clone());
    let stopped = until_stored(session, move |store| store.stop_outgoing(id, &problem)).await;
    if stopped == Some(true) {
        session.tell(SyncEvent::Refused(id, told));
    }
    session.ask(Ask::Written(outgoing.action.conversation()));
}
