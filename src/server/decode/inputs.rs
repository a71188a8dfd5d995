//! The bodies of the channel, thread and message operations, field by field as documented. Unknown properties are
//! ignored.

use serde_json::{Map, Value};

use super::super::Fault;
use super::{Field, Fields, decode};
use crate::model::{AuthorRole, Direction, MessageKind, MessageStatus, ThreadStatus};

/// The body of `POST /channels`.
#[derive(Debug)]
pub(in crate::server) struct ChannelInput {
    pub(in crate::server) name: String,
    pub(in crate::server) handle: Option<String>,
    pub(in crate::server) description: Option<String>,
    /// JSON.
    pub(in crate::server) metadata: Option<String>,
}

impl ChannelInput {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            let name = fields.required_non_empty("name");
            let handle = fields.string_or_null("handle").value();
            let description = fields.string_or_null("description").value();
            let metadata = fields.object_or_null("metadata").value();
            Some(Self {
                name: name?,
                handle,
                description,
                metadata,
            })
        })
    }
}

/// The body of `PATCH /channels/{channelId}`.
#[derive(Debug)]
pub(in crate::server) struct ChannelPatch {
    pub(in crate::server) name: Option<String>,
    pub(in crate::server) handle: Field<String>,
    pub(in crate::server) description: Field<String>,
    /// JSON.
    pub(in crate::server) metadata: Field<String>,
}

impl ChannelPatch {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            Some(Self {
                name: fields.non_empty("name"),
                handle: fields.string_or_null("handle"),
                description: fields.string_or_null("description"),
                metadata: fields.object_or_null("metadata"),
            })
        })
    }
}

/// The body of `POST /channels/{channelId}/threads` (schema `CreateThreadInput`).
#[derive(Debug)]
pub(in crate::server) struct ThreadInput {
    pub(in crate::server) title: Option<String>,
    pub(in crate::server) status: ThreadStatus,
    pub(in crate::server) external_id: Option<String>,
    /// JSON.
    pub(in crate::server) metadata: Option<String>,
}

impl ThreadInput {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            Some(Self {
                title: fields.string_or_null("title").value(),
                status: fields
                    .choice("status", ThreadStatus::DOCUMENTED)
                    .map_or(ThreadStatus::Open, ThreadStatus::read),
                external_id: fields.string_or_null("externalId").value(),
                metadata: fields.object_or_null("metadata").value(),
            })
        })
    }
}

/// The body of `PATCH /channels/{channelId}/threads/{threadId}`: our extension of the API.
#[derive(Debug)]
pub(in crate::server) struct ThreadPatch {
    pub(in crate::server) status: Option<ThreadStatus>,
    pub(in crate::server) title: Field<String>,
    /// JSON.
    pub(in crate::server) metadata: Field<String>,
    /// Who changes it: name and email, where given.
    pub(in crate::server) author: (Option<String>, Option<String>),
}

impl ThreadPatch {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, |fields| {
            Some(Self {
                status: fields
                    .choice("status", ThreadStatus::DOCUMENTED)
                    .map(ThreadStatus::read),
                title: fields.string_or_null("title"),
                metadata: fields.object_or_null("metadata"),
                author: fields
                    .child("author", |author| {
                        Some((author.non_empty("name"), author.non_empty("email")))
                    })
                    .unwrap_or_default(),
            })
        })
    }
}

/// The body of both `POST …/messages` operations.
#[derive(Debug)]
pub(in crate::server) struct MessageInput {
    pub(in crate::server) parent_id: Option<String>,
    pub(in crate::server) external_id: Option<String>,
    pub(in crate::server) direction: Direction,
    pub(in crate::server) status: Option<MessageStatus>,
    pub(in crate::server) kind: MessageKind,
    pub(in crate::server) text: Option<String>,
    /// JSON.
    pub(in crate::server) raw: Option<String>,
    /// JSON, with the documented fields only.
    pub(in crate::server) author: String,
    /// JSON.
    pub(in crate::server) metadata: Option<String>,
    /// JSON, with the documented fields only.
    pub(in crate::server) attachments: String,
}

impl MessageInput {
    pub(in crate::server) fn read(body: &[u8]) -> Result<Self, Fault> {
        decode(body, Self::of)
    }

    /// Reads a message out of a larger body.
    fn of(fields: &Fields<'_>) -> Option<Self> {
        let parent_id = fields.string_or_null("parentMessageId").value();
        let external_id = fields.string_or_null("externalId").value();
        let direction = fields.required_choice("direction", Direction::DOCUMENTED);
        let status = fields
            .choice("status", MessageStatus::DOCUMENTED)
            .map(MessageStatus::read);
        let kind = fields
            .choice("kind", MessageKind::DOCUMENTED)
            .map_or(MessageKind::Text, MessageKind::read);
        let text = fields.string_or_null("text").value();
        let raw = fields
            .any("raw")
            .filter(|raw| !raw.is_null())
            .map(Value::to_string);
        let author = fields.required_child("author", author);
        let metadata = fields.object_or_null("metadata").value();
        let attachments = fields.children("attachments", attachment);
        Some(Self {
            parent_id,
            external_id,
            direction: Direction::read(direction?),
            status,
            kind,
            text,
            raw,
            author: Value::Object(author?).to_string(),
            metadata,
            attachments: Value::Array(attachments).to_string(),
        })
    }
}

fn author(fields: &Fields<'_>) -> Option<Map<String, Value>> {
    let mut author = Map::new();
    let role = fields.required_choice("role", AuthorRole::DOCUMENTED);
    if let Some(role) = role {
        author.insert("role".into(), role.into());
    }
    for name in ["name", "email", "phone", "avatarUrl", "externalId"] {
        if let Some(text) = fields.non_empty(name) {
            author.insert(name.into(), text.into());
        }
    }
    role.map(|_| author)
}

fn attachment(fields: &Fields<'_>) -> Value {
    let mut attachment = Map::new();
    for name in ["name", "contentType", "url"] {
        if let Some(text) = fields.non_empty(name) {
            attachment.insert(name.into(), text.into());
        }
    }
    for (name, value) in [
        ("sizeBytes", fields.number("sizeBytes")),
        ("metadata", fields.object("metadata")),
    ] {
        if let Some(value) = value {
            attachment.insert(name.into(), value.clone());
        }
    }
    Value::Object(attachment)
}
