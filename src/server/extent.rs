//! How far a list is read: a short one is answered on the thread that took the request, a long one elsewhere.

use super::json::JsonWriter;

/// More rows than this are not read on a thread that serves the network: some hundred microseconds.
const SHORT_ROWS: usize = 64;
/// More bytes neither.
const SHORT_BYTES: usize = 128 * 1024;

/// How far to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// As long as it is short.
    Short,
    /// To the end.
    Whole,
}

impl Extent {
    /// Whether so many rows, written so far, are still within it.
    pub(super) fn holds(self, rows: usize, json: &JsonWriter) -> bool {
        self == Self::Whole || (rows <= SHORT_ROWS && json.len() <= SHORT_BYTES)
    }
}
