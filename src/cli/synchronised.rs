//! When the local copy was last brought up to date, for `andibox doctor`.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use tokio::runtime::Handle;

use crate::model::Link;
use crate::store::Store;
use crate::sync::{Events, SyncEvent};

/// Where it is noted.
pub const NOTED: &str = "synchronised_at";
/// Noted no more often than this: each note is a write, and makes another andibox of the profile look again.
pub const OFTEN: TimeDelta = TimeDelta::minutes(5);

/// Passes events on, and notes now and then that the server answered. Nothing but doctor reads it, so a note that
/// cannot be written is only logged.
pub fn noting(store: &Store, events: Events) -> Events {
    let store = store.clone();
    let last = Mutex::new(None::<DateTime<Utc>>);
    Arc::new(move |event| {
        if let SyncEvent::Link(Link::Live { at }) = &event {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.is_none_or(|last| (*at - last).abs() >= OFTEN) {
                *last = Some(*at);
                note_beside(store.clone(), *at);
            }
        }
        events(event);
    })
}

/// Notes it now.
pub fn note(store: &Store, at: DateTime<Utc>) {
    let word = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    if let Err(error) = store.set_meta(NOTED, &word) {
        tracing::warn!(%error, "when the local copy was brought up to date could not be noted");
    }
}

/// Events come on threads that serve the network, which must not wait for the disk.
fn note_beside(store: Store, at: DateTime<Utc>) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn_blocking(move || note(&store, at));
    }
}
