//! Messages: what people wrote, and what happened.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::open_enum::open_enum;
use super::{Attachment, Author, ChannelId, MessageId, Stamp, ThreadId, Untrusted};

open_enum! {
    /// Whether a message was received, sent, or made inside.
    Direction {
        /// From the customer.
        Inbound = "inbound",
        /// To the customer.
        Outbound = "outbound",
        /// Among staff: the customer never sees it.
        Internal = "internal",
        /// By the system.
        System = "system",
    }
}

open_enum! {
    /// Delivery or ingestion status of a message.
    MessageStatus {
        /// On its way to the provider.
        Pending = "pending",
        /// Taken in.
        Received = "received",
        /// Handed to the provider.
        Sent = "sent",
        /// Arrived.
        Delivered = "delivered",
        /// Did not arrive.
        Failed = "failed",
    }
}

open_enum! {
    /// Normalized message category.
    MessageKind {
        /// A message in words.
        Text = "text",
        /// Something that happened.
        Event = "event",
        /// A phone call.
        Call = "call",
        /// A remark, such as an internal note.
        Comment = "comment",
        /// A message of the system.
        System = "system",
    }
}

/// A message, as both message lists document it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// The channel it was written to.
    pub channel_id: ChannelId,
    /// The thread, or none for a top-level message of the channel.
    #[serde(default)]
    pub thread_id: Option<ThreadId>,
    /// The message it answers.
    #[serde(default)]
    pub parent_message_id: Option<MessageId>,
    /// The provider's id.
    #[serde(default)]
    pub external_id: Option<Untrusted>,
    /// Which way it went.
    pub direction: Direction,
    /// Delivery or ingestion state.
    pub status: MessageStatus,
    /// Category.
    pub kind: MessageKind,
    /// The words.
    #[serde(default)]
    pub text: Option<Untrusted>,
    /// What the provider sent, whole.
    #[serde(default)]
    pub raw: Value,
    /// Who wrote it.
    pub author: Author,
    /// Free metadata.
    #[serde(default)]
    pub metadata: Option<Map<String, Value>>,
    /// Attachments; the schema never says null, but servers do.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub attachments: Vec<Attachment>,
    /// When it was written.
    pub created_at: Stamp,
    /// When it last changed, such as by a delivery report.
    pub updated_at: Stamp,
}

impl Message {
    /// The `metadata.clientMessageId` an andibox wrote into it, if one did.
    pub fn client_message_id(&self) -> Option<&str> {
        self.metadata.as_ref()?.get("clientMessageId")?.as_str()
    }
}

/// The body of both `POST …/messages` operations.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewMessage {
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_message_id: Option<MessageId>,
    /// The provider's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<Untrusted>,
    /// Which way it goes.
    pub direction: Direction,
    /// Delivery state; left to the server by andibox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MessageStatus>,
    /// Category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MessageKind>,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Untrusted>,
    /// Who writes it.
    pub author: Author,
    /// Free metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// Attachments by address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

fn null_is_empty<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<Vec<T>>::deserialize(from).map(Option::unwrap_or_default)
}
