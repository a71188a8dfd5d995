//! Taking in what the server listed: one transaction a call, and only what is new or different is written.

mod channels;
mod message;
mod messages;
mod order;
mod threads;

use std::collections::HashMap;

use rusqlite::Connection;

use super::answer::Applied;
use super::error::Result;
use super::event::Changes;
use crate::model::ThreadId;

pub(super) use channels::key_or_new as channel_key_or_new;
pub(super) use messages::put_alone;
pub(super) use threads::put_thread;

/// The ids of changed threads that an [`Applied`] carries at most.
const MOST_IDS: usize = 1000;

impl Applied {
    fn changed(&mut self, id: &ThreadId) {
        if self.threads.len() < MOST_IDS && self.threads.last() != Some(id) {
            self.threads.push(id.clone());
        }
    }

    fn count_pulls(&mut self, conn: &Connection, changes: &Changes) -> Result<()> {
        let stale = i64::from(super::tally::stale(conn)?) + changes.tally.stale();
        self.to_pull = u32::try_from(stale).unwrap_or(0);
        Ok(())
    }
}

/// What is already here, by id.
type Known<T> = HashMap<String, T>;
