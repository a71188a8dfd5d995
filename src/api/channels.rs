//! The channel operations.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::path::Segment::{Id, Word};
use super::{Client, Error, Fetch, Validator};
use crate::model::{Channel, ChannelId, ClientMessageId, Item, Untrusted};

/// The body of `POST /channels`. The API documents none; this is what the local server takes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewChannel {
    /// The name people give it.
    pub name: Untrusted,
    /// A short handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Untrusted>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Untrusted>,
    /// Free metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl NewChannel {
    /// A channel of which only the name is said.
    pub fn named(name: impl Into<Untrusted>) -> Self {
        Self {
            name: name.into(),
            handle: None,
            description: None,
            metadata: None,
        }
    }
}

/// The body of `PATCH /channels/{channelId}`: what is `None` stays as it is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelPatch {
    /// The new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Untrusted>,
    /// The new handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Untrusted>,
    /// The new description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Untrusted>,
    /// The new metadata, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl Client {
    /// `GET /channels`.
    pub async fn list_channels(&self, last: Option<&Validator>) -> Result<Fetch<Channel>, Error> {
        self.list(&[Word("channels")], last).await
    }

    /// `POST /channels`.
    pub async fn create_channel(
        &self,
        body: &NewChannel,
        id: ClientMessageId,
    ) -> Result<Item<Channel>, Error> {
        self.create(&[Word("channels")], body, id).await
    }

    /// `GET /channels/{channelId}`.
    pub async fn get_channel(&self, channel: &ChannelId) -> Result<Item<Channel>, Error> {
        self.get(&[Word("channels"), Id(channel.as_str())]).await
    }

    /// `PATCH /channels/{channelId}`.
    pub async fn update_channel(
        &self,
        channel: &ChannelId,
        body: &ChannelPatch,
    ) -> Result<Item<Channel>, Error> {
        self.patch(&[Word("channels"), Id(channel.as_str())], body, None)
            .await
    }

    /// `DELETE /channels/{channelId}`.
    pub async fn delete_channel(&self, channel: &ChannelId) -> Result<(), Error> {
        self.delete(&[Word("channels"), Id(channel.as_str())]).await
    }
}
