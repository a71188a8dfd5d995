//! The bodies andibox sends, exactly as contract.md ("What the client sends") has them.
//!
//! A message can be made only here, from a [`Mode`] or a [`StatusEvent`], and cannot be changed afterwards: so nothing
//! written as a note can leave with another direction.

use serde_json::Map;

use crate::model::{
    Attachment, Author, AuthorRole, ClientMessageId, Direction, MessageId, MessageKind, Mode,
    NewMessage, NewThread, StatusEvent, Untrusted,
};

/// A message to be created. The id in its metadata is the request's `Idempotency-Key` as well.
#[derive(Clone, PartialEq, Debug)]
pub struct MessageBody {
    message: NewMessage,
    id: ClientMessageId,
}

impl MessageBody {
    /// What will be sent.
    pub const fn message(&self) -> &NewMessage {
        &self.message
    }

    /// The same with files hung on it. One without words then has no text at all (`text` may be null).
    #[must_use]
    pub fn with_attachments(mut self, attachments: Vec<Attachment>) -> Self {
        let wordless = |text: &Untrusted| text.expose().trim().is_empty();
        if !attachments.is_empty() {
            self.message.text = self.message.text.filter(|text| !wordless(text));
        }
        self.message.attachments = attachments;
        self
    }

    /// Our name for it.
    pub const fn id(&self) -> ClientMessageId {
        self.id
    }
}

/// A thread to be created. The id in its metadata is the request's `Idempotency-Key` as well.
#[derive(Clone, PartialEq, Debug)]
pub struct ThreadBody {
    thread: NewThread,
    id: ClientMessageId,
}

impl ThreadBody {
    /// What will be sent.
    pub const fn thread(&self) -> &NewThread {
        &self.thread
    }

    /// Our name for it.
    pub const fn id(&self) -> ClientMessageId {
        self.id
    }
}

/// Words of a person, as a reply or a note. Of the author, name and email are sent; the role is always agent.
pub fn written(
    mode: Mode,
    text: impl Into<Untrusted>,
    author: &Author,
    parent: Option<&MessageId>,
    id: ClientMessageId,
) -> MessageBody {
    let (direction, kind) = match mode {
        Mode::Reply => (Direction::Outbound, MessageKind::Text),
        Mode::Note => (Direction::Internal, MessageKind::Comment),
    };
    let message = NewMessage {
        parent_message_id: parent.cloned(),
        // The provider's adapter fills it in when it has delivered the message.
        external_id: None,
        direction,
        // The server knows whether a provider will deliver it.
        status: None,
        kind: Some(kind),
        text: Some(text.into()),
        author: signature(author),
        metadata: Some(named(id)),
        attachments: Vec::new(),
    };
    MessageBody { message, id }
}

/// A reply to the customer: `direction: outbound`, `kind: text`.
pub fn reply(
    text: impl Into<Untrusted>,
    author: &Author,
    parent: Option<&MessageId>,
    id: ClientMessageId,
) -> MessageBody {
    written(Mode::Reply, text, author, parent, id)
}

/// An internal note: `direction: internal`, `kind: comment`.
pub fn note(
    text: impl Into<Untrusted>,
    author: &Author,
    parent: Option<&MessageId>,
    id: ClientMessageId,
) -> MessageBody {
    written(Mode::Note, text, author, parent, id)
}

/// A status change as an event message, for servers that cannot change a status.
pub fn status_event(event: &StatusEvent, id: ClientMessageId) -> MessageBody {
    let event = StatusEvent {
        by: signature(&event.by),
        ..event.clone()
    };
    let message = event.to_message(Some(&id.to_string()));
    MessageBody { message, id }
}

/// A thread. `source` is the channel message it is made from. Its `clientMessageId` lets it be found again when the
/// answer was lost.
pub fn new_thread(title: &str, source: Option<&MessageId>, id: ClientMessageId) -> ThreadBody {
    let mut metadata = named(id);
    if let Some(source) = source {
        metadata.insert("sourceMessageId".into(), source.as_str().into());
    }
    let thread = NewThread {
        title: Some(title.trim())
            .filter(|title| !title.is_empty())
            .map(Into::into),
        status: None,
        external_id: None,
        metadata: Some(metadata),
    };
    ThreadBody { thread, id }
}

fn named(id: ClientMessageId) -> Map<String, serde_json::Value> {
    Map::from_iter([("clientMessageId".to_owned(), id.to_string().into())])
}

/// Who signs. The API takes no empty strings here (`NonEmptyString`).
fn signature(author: &Author) -> Author {
    let filled =
        |word: &Option<Untrusted>| word.clone().filter(|word| !word.expose().trim().is_empty());
    Author {
        name: filled(&author.name),
        email: filled(&author.email),
        ..Author::of(AuthorRole::Agent)
    }
}
