//! Changing a thread's status: by `PATCH`, or, where the server has no such route, by an event message.

use super::attempt::{Done, Setback, post};
use super::strategy::Strategy;
use crate::api::{self, Class, body};
use crate::model::{
    Action, Author, ChannelId, Conversation, Outgoing, Problem, ProblemKind, StatusEvent,
    StatusStrategy, ThreadId, ThreadPatch, ThreadStatus,
};
use crate::sync::session::Session;

/// What a `PATCH` came to.
enum Patched {
    Done(Done),
    /// The server cannot do it that way; the status it reported, if it did.
    NoRoute(api::Error, Option<ThreadStatus>),
}

/// Changes the status.
pub(super) async fn change(
    session: &Session,
    strategy: &Strategy,
    outgoing: &Outgoing,
) -> Result<Done, Setback> {
    let Action::Status {
        channel,
        thread,
        to,
        author,
        ..
    } = &outgoing.action
    else {
        return Err(refusal(None, "this is no change of a status").into());
    };
    if way(strategy, outgoing) == StatusStrategy::Event {
        return by_event(session, outgoing, None).await;
    }
    match by_patch(session, channel, thread, to, author).await? {
        Patched::Done(done) => {
            strategy.learn(session, StatusStrategy::Patch).await;
            Ok(done)
        }
        Patched::NoRoute(_, reported) if strategy.may_learn() => {
            strategy.learn(session, StatusStrategy::Event).await;
            by_event(session, outgoing, reported).await
        }
        Patched::NoRoute(error, _) => Err(Setback::Api(error)),
    }
}

/// How this change is made. To settle a thread again is to record that nothing is owed: a `PATCH` to the status the
/// thread has already changes nothing on any server, so that is always an event.
pub(super) fn way(strategy: &Strategy, outgoing: &Outgoing) -> StatusStrategy {
    match &outgoing.action {
        Action::Status { from, to, .. } if from == to => StatusStrategy::Event,
        _ => strategy.current(),
    }
}

async fn by_patch(
    session: &Session,
    channel: &ChannelId,
    thread: &ThreadId,
    to: &ThreadStatus,
    by: &Author,
) -> Result<Patched, api::Error> {
    let patch = ThreadPatch {
        status: Some(to.clone()),
        title: None,
    };
    let error = match session
        .client
        .update_thread(channel, thread, &patch, Some(by))
        .await
    {
        Ok(item) if item.value.status == *to => {
            return Ok(Patched::Done(Done::Thread(Box::new(item))));
        }
        // It took the request and did something else.
        Ok(item) => {
            let reported = Some(item.value.status);
            return Ok(Patched::NoRoute(no_route(None), reported));
        }
        Err(error) => error,
    };
    match error.status() {
        Some(status @ (405 | 501)) => Ok(Patched::NoRoute(no_route(Some(status)), None)),
        Some(404) => match session.client.get_thread(channel, thread).await {
            // The thread is there, the route is not.
            Ok(item) => Ok(Patched::NoRoute(
                no_route(Some(404)),
                Some(item.value.status),
            )),
            Err(other) if other.status() == Some(404) => Err(error),
            // The `PATCH` did nothing; whether it could is for the next try to find out.
            Err(other) => Err(other),
        },
        _ => Err(error),
    }
}

async fn by_event(
    session: &Session,
    outgoing: &Outgoing,
    reported: Option<ThreadStatus>,
) -> Result<Done, Setback> {
    let Action::Status {
        channel,
        thread,
        from,
        to,
        author,
    } = &outgoing.action
    else {
        return Err(refusal(None, "this is no change of a status").into());
    };
    let base = match reported {
        Some(status) => status,
        None => last_reported(session, channel, thread).await?,
    };
    let event = StatusEvent {
        from: from.clone(),
        to: to.clone(),
        base,
        by: author.clone(),
        at: None,
    };
    let conversation = Conversation::Thread {
        channel: channel.clone(),
        thread: thread.clone(),
    };
    let body = body::status_event(&event, outgoing.id);
    let item = post(&session.client, &conversation, &body).await?;
    Ok(Done::Message(Box::new(item)))
}

/// The status the server last reported.
async fn last_reported(
    session: &Session,
    channel: &ChannelId,
    thread: &ThreadId,
) -> Result<ThreadStatus, Setback> {
    let id = thread.clone();
    if let Some(detail) = session.disk.run(move |store| store.thread(&id)).await? {
        return Ok(detail.thread.status);
    }
    let item = session.client.get_thread(channel, thread).await?;
    Ok(item.value.status)
}

fn no_route(status: Option<u16>) -> api::Error {
    refusal(
        status,
        "this server cannot change a thread's status by PATCH; set thread_status = \"event\" (or \"auto\") for this profile",
    )
}

fn refusal(status: Option<u16>, words: &str) -> api::Error {
    let mut problem = Problem::new(ProblemKind::Refused, words);
    problem.status = status;
    api::Error {
        class: Class::Rejected,
        problem: Box::new(problem),
    }
}
