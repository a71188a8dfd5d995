//! Making the request of an outbox row.

use super::status;
use super::strategy::Strategy;
use crate::api::{self, Client, MessageBody, body};
use crate::model::{Action, ClientMessageId, Conversation, Item, Message, Outgoing, Thread};
use crate::sync::disk::DiskError;
use crate::sync::session::Session;

/// What the server made of it.
#[derive(Debug)]
pub(super) enum Done {
    Message(Box<Item<Message>>),
    Thread(Box<Item<Thread>>),
}

/// Why it is not done.
#[derive(Debug)]
pub(super) enum Setback {
    Api(api::Error),
    /// The local copy could not be read, before anything was sent.
    Disk(DiskError),
}

impl From<api::Error> for Setback {
    fn from(error: api::Error) -> Self {
        Self::Api(error)
    }
}

impl From<DiskError> for Setback {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

/// Makes the request.
pub(super) async fn attempt(
    session: &Session,
    strategy: &Strategy,
    outgoing: &Outgoing,
) -> Result<Done, Setback> {
    let client = &session.client;
    let id = outgoing.id;
    let item = match &outgoing.action {
        Action::Message {
            conversation,
            mode,
            text,
            parent,
            author,
            attachments,
        } => {
            let body = body::written(*mode, text.as_str(), author, parent.as_ref(), id)
                .with_attachments(attachments.clone());
            post(client, conversation, &body).await?
        }
        Action::NewThread {
            created: Some(_),
            first: Some((mode, text)),
            author,
            ..
        } => {
            let body = body::written(*mode, text.as_str(), author, None, id);
            post(client, &outgoing.action.conversation(), &body).await?
        }
        Action::NewThread {
            channel,
            created: Some(thread),
            ..
        } => {
            let item = client.get_thread(channel, thread).await?;
            return Ok(Done::Thread(Box::new(item)));
        }
        Action::NewThread {
            channel,
            title,
            source,
            ..
        } => {
            let body = body::new_thread(title, source.as_ref(), thread_name(id));
            let item = client.create_thread(channel, &body).await?;
            return Ok(Done::Thread(Box::new(item)));
        }
        Action::Status { .. } => return status::change(session, strategy, outgoing).await,
    };
    Ok(Done::Message(Box::new(item)))
}

/// Creates a message.
pub(super) async fn post(
    client: &Client,
    conversation: &Conversation,
    body: &MessageBody,
) -> Result<Item<Message>, api::Error> {
    match conversation {
        Conversation::Thread { channel, thread } => {
            client.create_thread_message(channel, thread, body).await
        }
        Conversation::Feed { channel } => client.create_channel_message(channel, body).await,
    }
}

/// The name under which the thread of a request is made. Its first message bears the request's own: two requests with
/// one `Idempotency-Key` are an error to some servers, and a server may give the first answer to the second.
pub(super) fn thread_name(id: ClientMessageId) -> ClientMessageId {
    // The last bits of a uuid v7 are random: it stays one, and no other request has it.
    ClientMessageId::new(uuid::Uuid::from_u128(id.uuid().as_u128() ^ 1))
}
