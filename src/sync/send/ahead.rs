//! Before a reply leaves that had to wait: whether its conversation went on after it was written, so that nobody is
//! answered past.

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
    /// A customer or a colleague wrote after what the person had seen.
    MovedOn,
}

/// Reads the conversation of a reply that waited longer than its window. A note goes to nobody who could be answered
/// past, and a request without what was seen was decided by a person.
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
    let Some((seen, fresh)) = session.disk.run(move |store| store.seen_by(id)).await? else {
        return Ok(Ahead::Clear);
    };
    if session.now() <= fresh {
        return Ok(Ahead::Clear);
    }
    match messages(&session.client, conversation).await {
        Ok(listing) => {
            session.gate.answered();
            let all = listing.items.into_iter().map(|item| item.value).collect();
            let mut news = news_among(all, &seen, author);
            // A change of the status is nothing that would be answered past.
            news.retain(|message| crate::model::StatusEvent::of(message).is_none());
            Ok(if news.is_empty() {
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
