//! The thread operations.

use super::path::Segment::{self, Id, Word};
use super::{Client, Error, Fetch, ThreadBody, Validator};
use crate::model::{Author, ChannelId, Item, Thread, ThreadId, ThreadPatch};

impl Client {
    /// `GET /channels/{channelId}/threads`.
    pub async fn list_threads(
        &self,
        channel: &ChannelId,
        last: Option<&Validator>,
    ) -> Result<Fetch<Thread>, Error> {
        self.list(&threads(channel), last).await
    }

    /// `POST /channels/{channelId}/threads`.
    pub async fn create_thread(
        &self,
        channel: &ChannelId,
        body: &ThreadBody,
    ) -> Result<Item<Thread>, Error> {
        self.create(&threads(channel), body.thread(), body.id())
            .await
    }

    /// `GET /channels/{channelId}/threads/{threadId}`.
    pub async fn get_thread(
        &self,
        channel: &ChannelId,
        thread: &ThreadId,
    ) -> Result<Item<Thread>, Error> {
        self.get(&one(channel, thread)).await
    }

    /// `PATCH /channels/{channelId}/threads/{threadId}`: our extension. A server without it says 405, 501, or 404 for a
    /// thread it has; all three come as [`super::Class::Rejected`] with that status.
    ///
    /// The body has no place for who changes it, so `by` travels in the header `x-andibox-author`, which a server that
    /// does not know it ignores; the local server names that person in the thread's lifecycle.
    pub async fn update_thread(
        &self,
        channel: &ChannelId,
        thread: &ThreadId,
        body: &ThreadPatch,
        by: Option<&Author>,
    ) -> Result<Item<Thread>, Error> {
        self.patch(&one(channel, thread), body, by).await
    }
}

fn threads(channel: &ChannelId) -> [Segment<'_>; 3] {
    [Word("channels"), Id(channel.as_str()), Word("threads")]
}

fn one<'a>(channel: &'a ChannelId, thread: &'a ThreadId) -> [Segment<'a>; 4] {
    let [channels, channel, threads] = threads(channel);
    [channels, channel, threads, Id(thread.as_str())]
}
