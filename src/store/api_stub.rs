//! The signatures, before their bodies: each one moves to its own file.
#![allow(unused_variables, missing_docs, clippy::missing_errors_doc, clippy::unused_self, clippy::needless_pass_by_value)]

use chrono::{DateTime, Utc};

use super::answer::*;
use super::error::Result;
use super::open::Store;
use crate::model::*;
use crate::query::ListSpec;

impl Store {
    // --- reading
    /// Listed channels in the server's order.
    pub fn channels(&self) -> Result<Vec<ChannelRow>> { unimplemented!() }
    pub fn channel(&self, id: &ChannelId) -> Result<Option<ChannelDetail>> { unimplemented!() }
    pub fn counts(&self, channel: Option<&ChannelId>) -> Result<Counts> { unimplemented!() }
    pub fn threads(&self, spec: &ListSpec, anchor: &Anchor, limit: u32, now: DateTime<Utc>) -> Result<ThreadWindow> { unimplemented!() }
    pub fn thread(&self, id: &ThreadId) -> Result<Option<ThreadDetail>> { unimplemented!() }
    pub fn thread_row(&self, id: &ThreadId) -> Result<Option<ThreadRow>> { unimplemented!() }
    /// The next in the order of "Needs reply"; from the end it goes on at the start. Never `after` itself.
    pub fn next_waiting(&self, after: Option<&ThreadId>, channel: Option<&ChannelId>) -> Result<Option<ThreadRow>> { unimplemented!() }
    pub fn previous_waiting(&self, before: Option<&ThreadId>, channel: Option<&ChannelId>) -> Result<Option<ThreadRow>> { unimplemented!() }
    pub fn messages(&self, conversation: &Conversation, anchor: &MessageAnchor, limit: u32) -> Result<MessageWindow> { unimplemented!() }
    /// All messages of a conversation, oldest first, for the lifecycle.
    pub fn all_messages(&self, conversation: &Conversation) -> Result<Vec<Message>> { unimplemented!() }
    pub fn message(&self, id: &MessageId) -> Result<Option<Message>> { unimplemented!() }
    pub fn raw_message(&self, id: &MessageId) -> Result<Option<String>> { unimplemented!() }
    pub fn draft(&self, key: &DraftKey) -> Result<Option<Draft>> { unimplemented!() }
    pub fn drafts(&self) -> Result<Vec<Draft>> { unimplemented!() }
    /// Unconfirmed requests of a conversation, oldest first (held … rejected, and sent ones whose message is not here).
    pub fn outgoing(&self, conversation: &Conversation) -> Result<Vec<Outgoing>> { unimplemented!() }
    pub fn outgoing_by_id(&self, id: ClientMessageId) -> Result<Option<Outgoing>> { unimplemented!() }
    pub fn outbox(&self) -> Result<Vec<Outgoing>> { unimplemented!() }
    pub fn outbox_counts(&self) -> Result<OutboxCounts> { unimplemented!() }
    /// When `claim_next` may next have something to do, if nothing else changes.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>> { unimplemented!() }
    pub fn meta(&self, key: &str) -> Result<Option<String>> { unimplemented!() }
    // --- pulling
    pub fn threads_to_pull(&self, limit: u32) -> Result<Vec<Pull>> { unimplemented!() }
    pub fn revision(&self, conversation: &Conversation) -> Result<Revision> { unimplemented!() }
    pub fn pull_progress(&self) -> Result<Progress> { unimplemented!() }
    pub fn apply_channels(&self, listing: &Listing<Channel>) -> Result<Applied> { unimplemented!() }
    pub fn apply_threads(&self, channel: &ChannelId, listing: &Listing<Thread>) -> Result<Applied> { unimplemented!() }
    /// One thread, from `GET` or a PATCH of ours that is not in the outbox.
    pub fn apply_thread(&self, item: &Item<Thread>) -> Result<Applied> { unimplemented!() }
    pub fn apply_messages(&self, conversation: &Conversation, listing: &Listing<Message>, asked: Revision) -> Result<Applied> { unimplemented!() }
    /// Several conversations in one transaction: the first synchronisation is faster so.
    pub fn apply_pulls(&self, pulls: &[(Pull, Listing<Message>)]) -> Result<Applied> { unimplemented!() }
    // --- reading marks
    pub fn mark_read(&self, conversation: &Conversation, up_to: &MessageId) -> Result<bool> { unimplemented!() }
    pub fn mark_unread(&self, conversation: &Conversation) -> Result<bool> { unimplemented!() }
    // --- drafts and outbox (durable before they return)
    pub fn save_draft(&self, draft: &Draft) -> Result<()> { unimplemented!() }
    pub fn discard_draft(&self, key: &DraftKey) -> Result<Option<Draft>> { unimplemented!() }
    pub fn send(&self, draft: &DraftKey, outgoing: &Outgoing) -> Result<()> { unimplemented!() }
    pub fn enqueue(&self, outgoing: &Outgoing) -> Result<()> { unimplemented!() }
    /// Held, queued and rejected ones only; `None` when it is too late or there is no such request.
    pub fn take_back(&self, id: ClientMessageId, now: DateTime<Utc>) -> Result<Option<TakenBack>> { unimplemented!() }
    /// Stores a state; false when there is no such row any more (it was confirmed meanwhile). `problem` replaces `last_problem`, `None` keeps it.
    pub fn outgoing_state(&self, id: ClientMessageId, state: &OutgoingState, problem: Option<&Problem>) -> Result<bool> { unimplemented!() }
    /// Takes the next request that may be made, as `sending` with one attempt more.
    pub fn claim_next(&self, now: DateTime<Utc>) -> Result<Option<Outgoing>> { unimplemented!() }
    pub fn confirm_message(&self, id: ClientMessageId, item: &Item<Message>) -> Result<bool> { unimplemented!() }
    /// The answer to a status PATCH (the row is done) or to a create-thread (done unless its first message is still to be written: then it is queued again with `created` set).
    pub fn confirm_thread(&self, id: ClientMessageId, item: &Item<Thread>) -> Result<bool> { unimplemented!() }
    pub fn discard_outgoing(&self, id: ClientMessageId) -> Result<Option<Outgoing>> { unimplemented!() }
    /// Rejected ones are queued again; a queued one loses its backoff.
    pub fn retry_outgoing(&self, id: ClientMessageId) -> Result<bool> { unimplemented!() }
    /// Rows left in `sending` become `unknown`. To be called once by whoever holds the sender's lock.
    pub fn recover_sending(&self) -> Result<u32> { unimplemented!() }
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> { unimplemented!() }
    /// Whether another process has written since the last call; tell everybody to look again if so.
    pub fn changed_elsewhere(&self) -> Result<bool> { unimplemented!() }
}
