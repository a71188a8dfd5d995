//! Looking on the server for a request whose outcome is not known.

use super::attempt::{Done, thread_name};
use super::status::way;
use super::strategy::Strategy;
use crate::api::{self, Client, Fetched};
use crate::model::{
    Action, ChannelId, Conversation, Item, Listing, Message, Outgoing, StatusStrategy, Thread,
};
use crate::sync::session::Session;

/// What a look found.
#[derive(Debug)]
pub(super) enum Seen {
    /// The server has it.
    Found(Done),
    /// A clean answer without it.
    Absent,
    /// An answer without it, but with elements that cannot be read: one of them may be it.
    Unclear,
}

/// Looks for it.
pub(super) async fn look(
    session: &Session,
    strategy: &Strategy,
    outgoing: &Outgoing,
) -> Result<Seen, api::Error> {
    let client = &session.client;
    match &outgoing.action {
        Action::Status {
            channel,
            thread,
            to,
            ..
        } if way(strategy, outgoing) == StatusStrategy::Patch => {
            let item = client.get_thread(channel, thread).await?;
            Ok(if item.value.status == *to {
                Seen::Found(Done::Thread(Box::new(item)))
            } else {
                Seen::Absent
            })
        }
        Action::NewThread {
            channel,
            created: None,
            ..
        } => {
            let name = thread_name(outgoing.id).to_string();
            let listing = threads(client, channel).await?;
            Ok(find(listing, Done::Thread, |thread: &Thread| {
                let metadata = thread.metadata.as_ref();
                metadata.and_then(|it| it.get("clientMessageId")?.as_str()) == Some(&name)
            }))
        }
        Action::Message { .. } | Action::NewThread { .. } | Action::Status { .. } => {
            let name = outgoing.id.to_string();
            let listing = messages(client, &outgoing.action.conversation()).await?;
            Ok(find(listing, Done::Message, |message: &Message| {
                message.client_message_id() == Some(&name)
            }))
        }
    }
}

fn find<T>(
    listing: Listing<T>,
    done: impl FnOnce(Box<Item<T>>) -> Done,
    is_it: impl Fn(&T) -> bool,
) -> Seen {
    let whole = listing.broken.is_empty();
    match listing.items.into_iter().find(|item| is_it(&item.value)) {
        Some(item) => Seen::Found(done(Box::new(item))),
        None if whole => Seen::Absent,
        None => Seen::Unclear,
    }
}

async fn threads(client: &Client, channel: &ChannelId) -> Result<Listing<Thread>, api::Error> {
    Ok(whole(client.list_threads(channel, None).await?.fetched))
}

pub(super) async fn messages(
    client: &Client,
    conversation: &Conversation,
) -> Result<Listing<Message>, api::Error> {
    let fetch = match conversation {
        Conversation::Thread { channel, thread } => {
            client.list_thread_messages(channel, thread, None).await?
        }
        Conversation::Feed { channel } => client.list_channel_messages(channel, None).await?,
    };
    Ok(whole(fetch.fetched))
}

/// The list. Asked for without a validator it is always new; were it not, it must not count as empty.
fn whole<T>(fetched: Fetched<T>) -> Listing<T> {
    match fetched {
        Fetched::New { listing, .. } => listing,
        Fetched::NotModified | Fetched::Same => Listing::of(
            Vec::new(),
            vec![crate::model::Broken {
                path: "$".into(),
                reason: "no list came".into(),
            }],
        ),
    }
}
