//! Simulated customers and a simulated provider, so that a local inbox lives.
//!
//! The course of things is decided by [`Simulation::step`] from the database, the time and chance alone; [`run`] only
//! calls it when something is due.

mod cast;
mod customers;
mod delivery;
mod language;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::Notify;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use cast::Cast;
pub(super) use delivery::first_report;

use super::Clock;
use super::Fault;
use super::chance::Rng;
use super::db::{Db, Writer};
use super::time::Millis;

/// Between two messages of customers, in seconds.
const QUIET: (i64, i64) = (20, 90);
/// The shortest sleep: where many reports are due, the writer has others to serve between them.
const SHORTEST: TimeDelta = TimeDelta::milliseconds(50);
/// The longest sleep, in case a wake-up is missed.
const LONGEST: TimeDelta = TimeDelta::minutes(2);

/// What is going on.
#[derive(Debug)]
pub(super) struct Simulation {
    cast: Cast,
    next_customer: Option<Millis>,
}

impl Simulation {
    pub(super) const fn new(cast: Cast) -> Self {
        Self {
            cast,
            next_customer: None,
        }
    }

    /// Does what is due at `now` and says when to be called next.
    pub(super) fn step(
        &mut self,
        db: &mut Db,
        now: Millis,
        rng: &mut Rng,
    ) -> Result<Millis, Fault> {
        if self.next_customer.is_none() {
            delivery::adopt(db.conn(), now)?;
        }
        let next_report = delivery::step(db.conn(), &self.cast.failures, now, rng)?;
        let pause = |rng: &mut Rng| TimeDelta::seconds(rng.between(QUIET.0, QUIET.1));
        let mut next_customer = match self.next_customer {
            Some(at) => at,
            None => now.plus(pause(rng)),
        };
        if next_customer <= now {
            customers::speak(db, &self.cast, now, rng)?;
            next_customer = now.plus(pause(rng));
        }
        self.next_customer = Some(next_customer);
        let next = next_report.map_or(next_customer, |report| report.min(next_customer));
        Ok(next.clamp(now.plus(SHORTEST), now.plus(LONGEST)))
    }
}

/// Runs the simulation until `stop`. `written` wakes it, since a new message may be due before anything else.
pub(super) async fn run(
    writer: Writer,
    clock: Arc<dyn Clock>,
    written: Arc<Notify>,
    stop: CancellationToken,
) {
    let (cast, rng) = match (cast::demo(), Rng::from_system()) {
        (Ok(cast), Ok(rng)) => (cast, rng),
        (Err(error), _) => return tracing::error!(%error, "the simulated customers cannot be read"),
        (_, Err(error)) => return tracing::error!(%error, "no chance, no customers"),
    };
    let world = Arc::new(Mutex::new((Simulation::new(cast), rng)));
    while !stop.is_cancelled() {
        let now = Millis::of(clock.now());
        let shared = Arc::clone(&world);
        let step = writer
            .run(move |db| {
                let mut world = shared.lock().unwrap_or_else(PoisonError::into_inner);
                let (simulation, rng) = &mut *world;
                simulation.step(db, now, rng)
            })
            .await;
        let pause = match step {
            Ok(next) => next.since(now).to_std().unwrap_or_default(),
            Err(fault) => {
                tracing::warn!(?fault, "a step of the simulation failed");
                Duration::from_secs(10)
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = written.notified() => {}
            () = stop.cancelled() => {}
        }
    }
}
