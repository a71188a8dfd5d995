//! A message of a conversation, made safe.

use crate::model::StoredMessage;
use chrono::{DateTime, Utc};

use crate::model::{
    Action, Attachment, Author, AuthorRole, ClientMessageId, Direction, Message, MessageId,
    MessageKind, MessageStatus, Mode, Outgoing, OutgoingState, StatusEvent, Untrusted,
};
use crate::text::rich::{self, Rich};
use crate::text::{SafeText, file_name};

use super::{filled, line, role_word};

/// What stands before the title of a thread that is to be made.
pub const NEW_THREAD: &str = "New thread: ";

/// An attachment's line.
#[derive(Clone, PartialEq, Debug)]
pub struct AttachmentItem {
    /// The name, else a word for it.
    pub name: SafeText,
    /// The media type.
    pub kind: SafeText,
    /// Its address.
    pub url: SafeText,
    /// Its size in words.
    pub size: SafeText,
    /// The name it gets on this machine.
    pub file: SafeText,
}

impl From<&Attachment> for AttachmentItem {
    fn from(attachment: &Attachment) -> Self {
        Self {
            name: filled(attachment.name.as_ref()).unwrap_or_else(|| "attachment".into()),
            kind: filled(attachment.content_type.as_ref()).unwrap_or_default(),
            url: filled(attachment.url.as_ref()).unwrap_or_default(),
            size: attachment.size_bytes.map(bytes_words).unwrap_or_default(),
            file: file(attachment),
        }
    }
}

/// What a message is on the screen.
#[derive(Clone, PartialEq, Debug)]
pub enum MessageLook {
    /// From the customer.
    Customer,
    /// From us to the customer.
    Ours,
    /// An internal note.
    Note,
    /// Something that happened, in one line.
    Event,
}

/// How far a message of ours has come.
#[derive(Clone, PartialEq, Debug)]
pub enum Delivery {
    /// Not a message of ours.
    None,
    /// As the server says.
    Server(MessageStatus),
    /// Still in our outbox.
    Local(ClientMessageId, &'static str),
}

/// What a request of ours asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Request {
    /// A reply or a note.
    Message,
    /// A status.
    Status,
    /// A thread.
    NewThread,
}

/// A message of the open conversation.
#[derive(Clone, PartialEq, Debug)]
pub struct MessageItem {
    /// The id; of one in the outbox, our own.
    pub id: MessageId,
    /// The message it answers.
    pub parent: Option<MessageId>,
    /// What it is.
    pub look: MessageLook,
    /// The category, where it is worth a word.
    pub kind: MessageKind,
    /// A direction that the documentation does not name, as it came.
    pub direction: SafeText,
    /// Who wrote it.
    pub author: SafeText,
    /// All that is known of them, of a customer.
    pub writer: Option<Box<Author>>,
    /// What they are.
    pub role: AuthorRole,
    /// The role in a word.
    pub role_word: SafeText,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// When, as it came: shown where `at` could not be read.
    pub at_raw: SafeText,
    /// The author's own name, if they have one.
    pub name: Option<SafeText>,
    /// The words, laid out for reading.
    pub body: Rich,
    /// The words to copy: as they came; of HTML, its text.
    pub words: SafeText,
    /// What hangs on it.
    pub attachments: Vec<AttachmentItem>,
    /// How far it has come.
    pub delivery: Delivery,
    /// Why it failed.
    pub problem: SafeText,
    /// Newer than the read mark.
    pub new: bool,
    /// Of one in the outbox: what is asked for.
    pub outgoing: Option<Request>,
    /// Of a thread that is to be made: the channel message it is made of.
    pub source: Option<MessageId>,
    /// Of a message that is held: until when.
    pub until: Option<DateTime<Utc>>,
}

impl From<StoredMessage> for MessageItem {
    fn from(stored: StoredMessage) -> Self {
        let new = stored.new;
        let message = stored.message;
        let look = look(&message);
        let body = body(&message);
        let failed = message.status == MessageStatus::Failed;
        Self {
            parent: message.parent_message_id.clone(),
            author: filled(message.author.label())
                .unwrap_or_else(|| role_word(&message.author.role)),
            role_word: role_word(&message.author.role),
            name: filled(message.author.name.as_ref()),
            role: message.author.role.clone(),
            writer: (look == MessageLook::Customer).then(|| Box::new(message.author.clone())),
            at: message.created_at.at(),
            at_raw: line(message.created_at.raw()),
            words: words(&message, &body),
            body,
            attachments: message.attachments.iter().map(Into::into).collect(),
            delivery: match look {
                MessageLook::Ours => Delivery::Server(message.status.clone()),
                // Of a word nobody knows nobody can say that it is not worth showing.
                _ if matches!(message.status, MessageStatus::Other(_)) => {
                    Delivery::Server(message.status.clone())
                }
                _ if failed => Delivery::Server(MessageStatus::Failed),
                _ => Delivery::None,
            },
            problem: if failed {
                failure(&message)
            } else {
                SafeText::default()
            },
            look,
            direction: match &message.direction {
                Direction::Other(word) => line(word),
                _ => SafeText::default(),
            },
            kind: message.kind,
            id: message.id,
            new,
            outgoing: None,
            source: None,
            until: None,
        }
    }
}

impl MessageItem {
    /// The message that an outgoing request will become, if it will become one.
    pub fn outgoing(outgoing: &Outgoing) -> Option<Self> {
        let (look, parent, author, text) = match &outgoing.action {
            Action::Message {
                mode,
                text,
                parent,
                author,
                ..
            } => {
                let look = match mode {
                    Mode::Reply => MessageLook::Ours,
                    Mode::Note => MessageLook::Note,
                };
                (look, parent.clone(), author, text.clone())
            }
            Action::Status {
                from, to, author, ..
            } => {
                let event = StatusEvent {
                    from: from.clone(),
                    to: to.clone(),
                    base: to.clone(),
                    by: author.clone(),
                    at: None,
                };
                let text = event.to_message(None).text.unwrap_or_default();
                (MessageLook::Event, None, author, text.expose().to_owned())
            }
            Action::NewThread { title, author, .. } => (
                MessageLook::Event,
                None,
                author,
                format!("{NEW_THREAD}{title}"),
            ),
        };
        let problem = match &outgoing.state {
            OutgoingState::Rejected(problem) | OutgoingState::Unknown { problem, .. } => {
                line(&problem.sentence())
            }
            _ => outgoing
                .last_problem
                .as_ref()
                .map(|problem| line(&problem.sentence()))
                .unwrap_or_default(),
        };
        Some(Self {
            id: MessageId::new(outgoing.id.to_string()),
            parent,
            look,
            kind: MessageKind::Text,
            direction: SafeText::default(),
            author: filled(author.label()).unwrap_or_else(|| "You".into()),
            name: filled(author.name.as_ref()),
            role: author.role.clone(),
            writer: None,
            role_word: role_word(&author.role),
            at: Some(outgoing.created_at),
            at_raw: SafeText::default(),
            words: SafeText::block(&text),
            body: Rich::message(&text),
            attachments: match &outgoing.action {
                Action::Message { attachments, .. } => attachments.iter().map(Into::into).collect(),
                _ => Vec::new(),
            },
            delivery: Delivery::Local(outgoing.id, outgoing.state.word()),
            problem,
            new: false,
            outgoing: Some(match outgoing.action {
                Action::Message { .. } => Request::Message,
                Action::Status { .. } => Request::Status,
                Action::NewThread { .. } => Request::NewThread,
            }),
            source: match &outgoing.action {
                Action::NewThread { source, .. } => source.clone(),
                _ => None,
            },
            until: match outgoing.state {
                OutgoingState::Held { until } => Some(until),
                _ => None,
            },
        })
    }

    /// Whether it is one line that can be folded away.
    pub fn is_event(&self) -> bool {
        self.look == MessageLook::Event
    }

    /// The request of a message that is still held, so that it can be taken back.
    pub fn held(&self, now: DateTime<Utc>) -> Option<ClientMessageId> {
        match self.delivery {
            Delivery::Local(id, _) if self.until.is_some_and(|until| until > now) => Some(id),
            _ => None,
        }
    }

    /// Whether something about it failed.
    pub fn failed(&self) -> bool {
        matches!(
            self.delivery,
            Delivery::Server(MessageStatus::Failed) | Delivery::Local(_, "rejected" | "unknown")
        )
    }
}

fn look(message: &Message) -> MessageLook {
    match (&message.direction, &message.kind) {
        (_, MessageKind::Event | MessageKind::System) | (Direction::System, _) => {
            MessageLook::Event
        }
        (Direction::Outbound, _) => MessageLook::Ours,
        (Direction::Internal, _) => MessageLook::Note,
        _ => MessageLook::Customer,
    }
}

fn body(message: &Message) -> Rich {
    match &message.text {
        Some(text) if !text.expose().trim().is_empty() => Rich::message(text.expose().trim_end()),
        _ => Rich::plain(match &message.kind {
            MessageKind::Call => "(a call, without a summary)".into(),
            MessageKind::Event | MessageKind::System => "(an event without words)".into(),
            _ if message.attachments.is_empty() => "(no text)".into(),
            _ => SafeText::default(),
        }),
    }
}

fn words(message: &Message, body: &Rich) -> SafeText {
    match &message.text {
        Some(text) if !rich::is_html(text.expose()) => SafeText::block(text.expose().trim_end()),
        _ => body.text.clone(),
    }
}

/// The reason a provider gave, where metadata holds one under a usual name.
fn failure(message: &Message) -> SafeText {
    let reason = message.metadata.as_ref().and_then(|metadata| {
        [
            "deliveryError",
            "failureReason",
            "failure",
            "error",
            "reason",
        ]
        .into_iter()
        .find_map(|name| metadata.get(name)?.as_str())
    });
    reason.map_or_else(|| "the provider gave no reason".into(), SafeText::line)
}

/// The name that is given, else the end of the address: as a plain file name.
fn file(attachment: &Attachment) -> SafeText {
    let given = |word: Option<&Untrusted>| word.map(Untrusted::expose).and_then(file_name);
    let address = attachment.url.as_ref().map(Untrusted::expose);
    let path = address
        .and_then(|address| address.split(['?', '#']).next())
        .and_then(|address| Some(address.split_once("://")?.1.split_once('/')?.1));
    given(attachment.name.as_ref())
        .or_else(|| path.and_then(file_name))
        .unwrap_or_else(|| "attachment".into())
}

/// A size in words.
pub fn bytes_words(bytes: f64) -> SafeText {
    let text = if bytes < 1024.0 {
        format!("{bytes:.0} B")
    } else if bytes < 1024.0 * 1024.0 {
        format!("{:.0} KB", bytes / 1024.0)
    } else {
        format!("{:.1} MB", bytes / (1024.0 * 1024.0))
    };
    SafeText::line(&text)
}
