//! What simulated customers say (`assets/demo/customers.json`).

use serde::Deserialize;
use serde_json::Value;

/// Everything that can be said.
#[derive(Debug, Deserialize)]
pub(in crate::server) struct Cast {
    /// Answers to an answer.
    pub(super) followups: Vec<Followup>,
    /// First messages of new threads.
    pub(super) openers: Vec<Opener>,
    /// Why a delivery fails.
    pub(super) failures: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Followup {
    pub(super) lang: String,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Opener {
    /// The handle of the channel they write to.
    pub(super) channel: String,
    pub(super) title: Option<String>,
    pub(super) author: Value,
    pub(super) text: String,
}

/// The demo's customers.
pub(super) fn demo() -> Result<Cast, serde_json::Error> {
    serde_json::from_str(include_str!("../../../assets/demo/customers.json"))
}
