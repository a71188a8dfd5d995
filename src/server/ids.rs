//! Ids: UUID v7, in the order they were made even within one millisecond.

use uuid::{Builder, Uuid};

use super::chance::Rng;
use super::time::Millis;

/// Makes ids whose order is the order they were made in, so that messages of one millisecond keep theirs
/// (lists are sorted by time, then id).
#[derive(Debug)]
pub(super) struct IdMaker {
    last: Option<Millis>,
    made: u16,
    rng: Rng,
}

impl IdMaker {
    pub(super) const fn new(rng: Rng) -> Self {
        Self {
            last: None,
            made: 0,
            rng,
        }
    }

    /// A new id for something that was made at `at`.
    pub(super) fn make(&mut self, at: Millis) -> String {
        if self.last == Some(at) {
            self.made = self.made.wrapping_add(1);
        } else {
            self.last = Some(at);
            self.made = 0;
        }
        let mut tail = [0_u8; 10];
        tail[2..].copy_from_slice(&self.rng.bits().to_be_bytes());
        // 12 bits of the first two bytes survive the version: 4,096 ids a millisecond keep their order.
        tail[..2].copy_from_slice(&(self.made & 0x0fff).to_be_bytes());
        let millis = u64::try_from(at.count()).unwrap_or(0);
        let id: Uuid = Builder::from_unix_timestamp_millis(millis, &tail).into_uuid();
        id.hyphenated().to_string()
    }
}
