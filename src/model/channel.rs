//! Channels: where conversations come in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ChannelId, Stamp, Untrusted};

/// A channel. The API gives no schema for it: only `id` is certain.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// The id.
    pub id: ChannelId,
    /// The name people gave it.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// A short handle.
    #[serde(default)]
    pub handle: Option<Untrusted>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Untrusted>,
    /// Free metadata.
    #[serde(default)]
    pub metadata: Option<Map<String, Value>>,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<Stamp>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<Stamp>,
}

impl Channel {
    /// What to call it: the name, else the handle, else the id.
    pub fn label(&self) -> Untrusted {
        [&self.name, &self.handle]
            .into_iter()
            .flatten()
            .find(|word| !word.expose().trim().is_empty())
            .cloned()
            .unwrap_or_else(|| self.id.as_str().into())
    }
}
