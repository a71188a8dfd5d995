//! Where a request goes, in the names people know.

use std::collections::HashMap;

use crate::cli::Failure;
use crate::model::{Action, ChannelId, Outgoing, Untrusted};
use crate::store::Store;

/// Where a request goes.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The channel's label; none of a channel that is not in the local copy.
    pub channel: Option<Untrusted>,
    /// The thread's title; of a thread still to be made, the title asked for.
    pub thread: Option<Untrusted>,
    /// The customer.
    pub person: Option<Untrusted>,
}

/// The places of many requests.
pub struct Places<'a> {
    store: &'a Store,
    channels: HashMap<ChannelId, Untrusted>,
}

impl<'a> Places<'a> {
    /// Reads the channels.
    pub fn new(store: &'a Store) -> Result<Self, Failure> {
        let rows = store.channels().map_err(Failure::failed)?;
        Ok(Self {
            store,
            channels: rows.into_iter().map(|row| (row.id, row.label)).collect(),
        })
    }

    /// Where a request goes.
    pub fn of(&mut self, outgoing: &Outgoing) -> Result<Place, Failure> {
        let conversation = outgoing.action.conversation();
        let mut place = Place {
            channel: self.channels.get(conversation.channel()).cloned(),
            ..Place::default()
        };
        if let Some(thread) = conversation.thread() {
            let row = self.store.thread_row(thread).map_err(Failure::failed)?;
            if let Some(row) = row {
                place.thread = row.title;
                place.person = row.person;
                place.channel.get_or_insert(row.channel_label);
            }
        }
        if let Action::NewThread { title, .. } = &outgoing.action {
            place.thread.get_or_insert_with(|| title.as_str().into());
        }
        Ok(place)
    }
}
