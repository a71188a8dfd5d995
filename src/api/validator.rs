//! Asking for a list only if it has changed.

use std::hash::{DefaultHasher, Hasher};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::Listing;

/// What is remembered of a list's last answer, to tell whether the next one says anything new.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Validator {
    /// The server's `ETag`, sent back as `If-None-Match`.
    #[serde(default)]
    pub etag: Option<String>,
    /// A hash of the body, for servers without one. It may differ between builds of andibox: then a body is read
    /// once more than needed.
    pub hash: u64,
}

impl Validator {
    pub(super) fn of(etag: Option<String>, body: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(body);
        Self {
            etag,
            hash: hasher.finish(),
        }
    }
}

/// What asking for a list brought.
#[derive(Clone, Debug)]
pub enum Fetched<T> {
    /// 304: the server says that nothing has changed.
    NotModified,
    /// The server sent the body it sent last time; it was not parsed.
    Same,
    /// A body that differs from last time's.
    New {
        /// What stands in it.
        listing: Listing<T>,
        /// What to ask with next time.
        validator: Validator,
        /// The body's size in bytes, after decompression.
        bytes: u64,
    },
}

/// An answered list request.
#[derive(Clone, Debug)]
pub struct Fetch<T> {
    /// What it brought.
    pub fetched: Fetched<T>,
    /// How long it took, from the start of the request to the end of the answer (without parsing).
    pub elapsed: Duration,
}
