//! Sending: what waits in the outbox is made, looked for where its outcome is not known, and settled.
//!
//! The states and what leads from one to the next are those of reliability.md ("Nothing typed is ever lost, nothing is
//! sent twice"); `outcome` is that table. Only who holds the profile's lock sends.

mod ahead;
mod attempt;
mod clock;
mod elsewhere;
mod lock;
mod look;
mod outcome;
mod sender;
mod settle;
mod status;
mod strategy;
mod unknown;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use elsewhere::sender_is_running;

use super::session::Session;
use sender::Sender;
use strategy::Strategy;

/// Sends until all is to stop.
pub(super) async fn run(session: Arc<Session>) {
    let strategy = Strategy::load(&session).await;
    let Some(lock) = lock::hold(&session).await else {
        return;
    };
    Sender::new(session, strategy).run().await;
    drop(lock);
}
