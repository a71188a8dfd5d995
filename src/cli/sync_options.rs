//! From a profile to a synchronisation of it.

use std::sync::Arc;

use chrono::Utc;

use super::local_copy::lock_path;
use super::synchronised;
use crate::api::Client;
use crate::config::{ProfileSettings, SyncSettings};
use crate::model::StatusStrategy;
use crate::store::Store;
use crate::sync::{Events, Intervals, Options, StrategyChoice};

/// As the settings say. Must be used on a tokio runtime: when the store was last brought up to date is noted there.
pub fn of(
    profile: &ProfileSettings,
    settings: &SyncSettings,
    store: &Store,
    client: Client,
    events: Events,
) -> Options {
    Options {
        store: store.clone(),
        client,
        settings: Intervals {
            open_thread: settings.open_thread,
            thread_list: settings.thread_list,
            others_min: settings.others_min,
            others_max: settings.others_max,
            concurrency: settings.concurrency as usize,
        },
        strategy: match profile.thread_status {
            None => StrategyChoice::Auto,
            Some(StatusStrategy::Patch) => StrategyChoice::Patch,
            Some(StatusStrategy::Event) => StrategyChoice::Event,
        },
        read_only: profile.read_only,
        events: synchronised::noting(store, events),
        clock: Arc::new(Utc::now),
        lock_path: lock_path(profile),
    }
}
