//! Channels: where conversations come in.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::{ChannelId, Stamp, Untrusted};

/// A channel. The API gives no schema for it: only `id` is certain, and anything else that is not of the shape
/// expected here counts as missing, or a whole channel with all its threads would be out of reach for it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// The id.
    pub id: ChannelId,
    /// The name people gave it.
    #[serde(default, deserialize_with = "if_readable")]
    pub name: Option<Untrusted>,
    /// A short handle.
    #[serde(default, deserialize_with = "if_readable")]
    pub handle: Option<Untrusted>,
    /// What it is for.
    #[serde(default, deserialize_with = "if_readable")]
    pub description: Option<Untrusted>,
    /// Free metadata.
    #[serde(default, deserialize_with = "if_readable")]
    pub metadata: Option<Map<String, Value>>,
    /// When it was made.
    #[serde(default, deserialize_with = "if_readable")]
    pub created_at: Option<Stamp>,
    /// When it last changed.
    #[serde(default, deserialize_with = "if_readable")]
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

fn if_readable<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}
