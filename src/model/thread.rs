//! Threads: one conversation inside a channel.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ChannelId, Stamp, ThreadId, ThreadStatus, Untrusted};

/// A thread, as `POST /channels/{channelId}/threads` documents it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thread {
    /// The id.
    pub id: ThreadId,
    /// The channel it lives in.
    pub channel_id: ChannelId,
    /// The subject.
    #[serde(default)]
    pub title: Option<Untrusted>,
    /// The status the server reports; the status people see is the effective one.
    pub status: ThreadStatus,
    /// The provider's id.
    #[serde(default)]
    pub external_id: Option<Untrusted>,
    /// Free metadata.
    #[serde(default)]
    pub metadata: Option<Map<String, Value>>,
    /// When the last message came.
    #[serde(default)]
    pub last_message_at: Option<Stamp>,
    /// When it was closed; archiving keeps it, reopening clears it.
    #[serde(default)]
    pub closed_at: Option<Stamp>,
    /// When it was opened.
    pub created_at: Stamp,
    /// When anything about it last changed.
    pub updated_at: Stamp,
}

/// The body of `POST /channels/{channelId}/threads` (schema `CreateThreadInput`).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewThread {
    /// The subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Untrusted>,
    /// The status to start in; the server's default is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ThreadStatus>,
    /// The provider's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<Untrusted>,
    /// Free metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

/// The body of `PATCH /channels/{channelId}/threads/{threadId}`: our extension of the API, not documented by it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThreadPatch {
    /// The new status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ThreadStatus>,
    /// The new subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Untrusted>,
}
