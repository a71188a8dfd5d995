//! Asking the server for one target.

use std::time::Duration;

use tokio::time::Instant;

use super::target::Target;
use crate::api::{self, Client, Fetch, Fetched, Validator};
use crate::model::{Channel, Conversation, Item, Listing, Message, Thread};
use crate::store::Revision;
use crate::sync::disk::{Disk, DiskError};

/// What was known of a target when it was last pulled.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) validator: Validator,
    /// What the server had said of the conversation.
    pub(super) revision: Revision,
}

/// What a fetch brought.
pub(super) enum Brought {
    /// What is here is up to date.
    Nothing,
    /// Something to be applied.
    Body(Body),
}

/// Something to be applied.
pub(super) enum Body {
    Channels(Listing<Channel>),
    Threads(Listing<Thread>),
    Thread(Box<Item<Thread>>),
    Messages(Listing<Message>),
}

impl Body {
    /// How many elements there are to apply.
    pub(super) fn elements(&self) -> usize {
        match self {
            Self::Channels(listing) => listing.len(),
            Self::Threads(listing) => listing.len(),
            Self::Messages(listing) => listing.len(),
            Self::Thread(_) => 1,
        }
    }
}

/// A finished fetch.
pub(super) struct Answer {
    pub(super) brought: Brought,
    /// To be remembered once it is applied.
    pub(super) known: Option<Known>,
    /// What the server had said of the conversation before it was asked.
    pub(super) revision: Revision,
    /// How long it took.
    pub(super) cost: Duration,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    Api(api::Error),
    Disk(DiskError),
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

impl From<api::Error> for Failure {
    fn from(error: api::Error) -> Self {
        Self::Api(error)
    }
}

/// Fetches a target. `urgent`: the store is to hear of the answer even if nothing changed. `revision`: what the server
/// said of the conversation, where that was read a moment ago; an old one costs another fetch, and no news.
pub(super) async fn fetch(
    client: Client,
    disk: Disk,
    target: Target,
    known: Option<Known>,
    urgent: bool,
    revision: Option<Revision>,
) -> Result<Answer, Failure> {
    let started = Instant::now();
    let mut last = known.as_ref().map(|known| known.validator.clone());
    match target {
        Target::Channels => {
            let fetch = client.list_channels(last.as_ref()).await?;
            Ok(answer(fetch, Revision::default(), Body::Channels))
        }
        Target::Threads(channel) => {
            let fetch = client.list_threads(&channel, last.as_ref()).await?;
            Ok(answer(fetch, Revision::default(), Body::Threads))
        }
        Target::Thread(channel, thread) => {
            let item = client.get_thread(&channel, &thread).await?;
            Ok(Answer {
                brought: Brought::Body(Body::Thread(Box::new(item))),
                known: None,
                revision: Revision::default(),
                cost: started.elapsed(),
            })
        }
        Target::Messages(Conversation::Feed { channel }) => {
            let fetch = client
                .list_channel_messages(&channel, last.as_ref())
                .await?;
            Ok(answer(fetch, Revision::default(), Body::Messages))
        }
        Target::Messages(Conversation::Thread { channel, thread }) => {
            let conversation = Conversation::Thread {
                channel: channel.clone(),
                thread: thread.clone(),
            };
            let revision = match revision {
                Some(revision) => revision,
                None => disk.run(move |store| store.revision(&conversation)).await?,
            };
            // The store passes over messages of a thread it does not know: nothing may count as pulled then.
            let stranger = revision == Revision::default();
            if stranger {
                last = None;
            }
            let fetch = client
                .list_thread_messages(&channel, &thread, last.as_ref())
                .await?;
            let mut answer = answer(fetch, revision, Body::Messages);
            if stranger {
                answer.known = None;
            }
            let moved = known.is_none_or(|known| known.revision != revision);
            if matches!(answer.brought, Brought::Nothing) && (moved || urgent) {
                // The thread moved and its messages did not: the store has to hear that they were pulled.
                let nothing_new = Listing::of(Vec::new(), Vec::new());
                answer.brought = Brought::Body(Body::Messages(nothing_new));
                answer.known = last.map(|validator| Known {
                    validator,
                    revision,
                });
            }
            Ok(answer)
        }
    }
}

fn answer<T>(fetch: Fetch<T>, revision: Revision, body: impl FnOnce(Listing<T>) -> Body) -> Answer {
    let (brought, known) = match fetch.fetched {
        Fetched::NotModified | Fetched::Same => (Brought::Nothing, None),
        Fetched::New {
            listing, validator, ..
        } => {
            let known = Known {
                validator,
                revision,
            };
            (Brought::Body(body(listing)), Some(known))
        }
    };
    Answer {
        brought,
        known,
        revision,
        cost: fetch.elapsed,
    }
}
