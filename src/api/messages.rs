//! The message operations, of a channel's own feed and of a thread.

use super::path::Segment::{self, Id, Word};
use super::{Client, Error, Fetch, MessageBody, Validator};
use crate::model::{ChannelId, Item, Message, ThreadId};

impl Client {
    /// `GET /channels/{channelId}/messages`: the top-level messages of a channel.
    pub async fn list_channel_messages(
        &self,
        channel: &ChannelId,
        last: Option<&Validator>,
    ) -> Result<Fetch<Message>, Error> {
        self.list(&feed(channel), last).await
    }

    /// `POST /channels/{channelId}/messages`.
    pub async fn create_channel_message(
        &self,
        channel: &ChannelId,
        body: &MessageBody,
    ) -> Result<Item<Message>, Error> {
        self.create(&feed(channel), body.message(), body.id()).await
    }

    /// `GET /channels/{channelId}/threads/{threadId}/messages`.
    pub async fn list_thread_messages(
        &self,
        channel: &ChannelId,
        thread: &ThreadId,
        last: Option<&Validator>,
    ) -> Result<Fetch<Message>, Error> {
        self.list(&conversation(channel, thread), last).await
    }

    /// `POST /channels/{channelId}/threads/{threadId}/messages`.
    pub async fn create_thread_message(
        &self,
        channel: &ChannelId,
        thread: &ThreadId,
        body: &MessageBody,
    ) -> Result<Item<Message>, Error> {
        self.create(&conversation(channel, thread), body.message(), body.id())
            .await
    }
}

fn feed(channel: &ChannelId) -> [Segment<'_>; 3] {
    [Word("channels"), Id(channel.as_str()), Word("messages")]
}

fn conversation<'a>(channel: &'a ChannelId, thread: &'a ThreadId) -> [Segment<'a>; 5] {
    [
        Word("channels"),
        Id(channel.as_str()),
        Word("threads"),
        Id(thread.as_str()),
        Word("messages"),
    ]
}
