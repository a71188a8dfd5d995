//! Pulling: lists are fetched by importance, and what they bring is taken into the store.

mod apply;
mod entry;
mod fetch;
mod interval;
mod outcome;
mod puller;
mod report;
mod schedule;
mod target;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};

use super::session::Session;
use crate::model::Conversation;
use puller::Puller;

pub(super) use schedule::Watched;

/// What others ask of the puller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ask {
    /// Something else is on screen.
    Watch,
    /// Everything is to be looked at now.
    Refresh,
    /// The conversation was changed from here.
    Written(Conversation),
    /// Much time has passed unseen: everything is old.
    Woke,
    /// It is doubtful whether the server is there.
    Probe,
}

/// Pulls until all is to stop.
pub(super) async fn run(session: Arc<Session>, asked: Arc<Mutex<mpsc::UnboundedReceiver<Ask>>>) {
    // Nobody else takes it but a puller that is started again after this one.
    let mut asked = asked.lock().await;
    Puller::new(session).run(&mut asked).await;
}
