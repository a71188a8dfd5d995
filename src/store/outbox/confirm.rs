//! The server has it.

use super::super::apply::{channel_key_or_new, put_alone, put_thread};
use super::super::error::Result;
use super::super::open::Store;
use super::super::writer::Durability;
use super::state::{delete, store_action, store_state};
use super::{find, touched};
use crate::model::{Action, ClientMessageId, Conversation, Item, Message, OutgoingState, Thread};

impl Store {
    /// The server has the message of a request: in one transaction the request goes and the message stands in its
    /// conversation. False when the request was gone already (a list held its message first).
    ///
    /// # Errors
    /// When it cannot be written: then the request is as it was.
    pub fn confirm_message(&self, id: ClientMessageId, item: &Item<Message>) -> Result<bool> {
        self.write(Durability::Ours, |conn, changes| {
            let outgoing = find(conn, id)?;
            // The route that was asked is the truth; the message's own words stand in for it only without a request.
            let conversation = match &outgoing {
                Some(outgoing) => outgoing.action.conversation(),
                None => own_conversation(&item.value),
            };
            if outgoing.is_some() {
                delete(conn, id)?;
                touched(conn, &conversation, changes)?;
            }
            put_alone(conn, &conversation, item, changes)?;
            Ok(outgoing.is_some())
        })
    }

    /// The server has answered a request with a thread. A new thread is done, unless its first message is still to
    /// be written: then the request is queued again, with the thread's id in it. A status change stands as sent
    /// until the thread's messages, and with them its events, have been pulled again, so that the status does not
    /// flicker. False when there was no such request any more.
    ///
    /// # Errors
    /// When it cannot be written: then the request is as it was.
    pub fn confirm_thread(&self, id: ClientMessageId, item: &Item<Thread>) -> Result<bool> {
        self.write(Durability::Ours, |conn, changes| {
            let outgoing = find(conn, id)?;
            let channel = match &outgoing {
                Some(outgoing) => outgoing.action.conversation().channel().clone(),
                None => item.value.channel_id.clone(),
            };
            let channel = channel_key_or_new(conn, &channel)?;
            put_thread(conn, channel, item, false, changes)?;
            let Some(mut outgoing) = outgoing else {
                return Ok(false);
            };
            let before = outgoing.action.conversation();
            match &mut outgoing.action {
                Action::NewThread {
                    first: Some(_),
                    created: created @ None,
                    ..
                } => {
                    *created = Some(item.value.id.clone());
                    store_action(conn, &outgoing)?;
                    store_state(conn, id, &OutgoingState::Queued { after: None }, None)?;
                }
                Action::Status { .. } => store_state(conn, id, &OutgoingState::Sent, None)?,
                Action::NewThread { .. } | Action::Message { .. } => delete(conn, id)?,
            }
            touched(conn, &before, changes)?;
            touched(conn, &outgoing.action.conversation(), changes)?;
            Ok(true)
        })
    }
}

fn own_conversation(message: &Message) -> Conversation {
    let channel = message.channel_id.clone();
    match &message.thread_id {
        Some(thread) => Conversation::Thread {
            channel,
            thread: thread.clone(),
        },
        None => Conversation::Feed { channel },
    }
}
