//! News of conversations, as one line each, and not too many at once.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{
    Author, Conversation, Direction, Message, MessageAnchor, MessageId, StatusEvent, is_news,
};
use crate::store::{Error, Store};
use crate::text::{SafeText, safe, truncate};

/// So many are said one by one; of more, only how many.
const MOST: usize = 5;
/// Between two rounds of news that nobody asked for.
const REST: Duration = Duration::from_secs(2);
/// Messages of a conversation that are looked at when it changed.
const LOOK: u32 = 30;
/// Columns of the beginning of a message.
const WORDS: usize = 100;

/// What is not said yet.
pub struct News {
    me: Author,
    since: DateTime<Utc>,
    told: HashSet<MessageId>,
    waiting: Vec<(Option<Conversation>, SafeText)>,
    last: Option<Instant>,
}

impl News {
    /// News from a moment on, for one who writes as `me`. A little before it counts too: clocks differ.
    pub fn new(me: Author, now: DateTime<Utc>) -> Self {
        Self {
            me,
            since: now - TimeDelta::minutes(2),
            told: HashSet::new(),
            waiting: Vec::new(),
            last: None,
        }
    }

    /// What happened before this is no news: the first copy of an inbox is not told message by message.
    pub fn start(&mut self, now: DateTime<Utc>) {
        self.since = now;
        self.waiting
            .retain(|(conversation, _)| conversation.is_none());
    }

    /// These were said in full.
    pub fn said(&mut self, ids: impl IntoIterator<Item = MessageId>, conversation: &Conversation) {
        self.told.extend(ids);
        self.waiting
            .retain(|(of, _)| of.as_ref() != Some(conversation));
    }

    /// A sentence about the program itself.
    pub fn add(&mut self, line: SafeText) {
        self.waiting.push((None, line));
    }

    /// A conversation has changed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn changed(&mut self, store: &Store, conversation: &Conversation) -> Result<(), Error> {
        let window = store.messages(conversation, &MessageAnchor::Last, LOOK)?;
        for stored in window.messages {
            let message = stored.message;
            let late = message.created_at.at().is_some_and(|at| at >= self.since);
            if late && is_news(&message, &self.me) && self.told.insert(message.id.clone()) {
                let line = line(store, conversation, &message)?;
                self.waiting.push((Some(conversation.clone()), line));
            }
        }
        Ok(())
    }

    /// Whether something of this conversation was not said yet.
    pub fn waits_for(&self, conversation: &Conversation) -> bool {
        self.waiting
            .iter()
            .any(|(of, _)| of.as_ref() == Some(conversation))
    }

    /// When what waits may be said unasked; none if nothing waits.
    pub fn due(&self) -> Option<Instant> {
        if self.waiting.is_empty() {
            return None;
        }
        Some(self.last.map_or_else(Instant::now, |last| last + REST))
    }

    /// Takes what is to be said.
    pub fn take(&mut self) -> Vec<SafeText> {
        let all = std::mem::take(&mut self.waiting);
        if !all.is_empty() {
            self.last = Some(Instant::now());
        }
        let more = all.len().saturating_sub(MOST);
        let mut lines: Vec<SafeText> = all.into_iter().take(MOST).map(|(_, line)| line).collect();
        if more > 0 {
            lines.push(safe!("And {more} more: who says who waits."));
        }
        lines
    }
}

fn line(store: &Store, conversation: &Conversation, message: &Message) -> Result<SafeText, Error> {
    let row = match conversation.thread() {
        Some(thread) => store.thread_row(thread)?,
        None => None,
    };
    let name = |raw: &crate::model::Untrusted| SafeText::line(raw.expose());
    let who = message
        .author
        .label()
        .map_or_else(|| "someone".into(), name);
    let channel = row.as_ref().map(|row| name(&row.channel_label));
    let title = row.as_ref().and_then(|row| row.title.as_ref()).map(name);
    let place = [channel, title];
    let place: Vec<&str> = place.iter().flatten().map(SafeText::as_str).collect();
    let place = place.join(", ");
    if StatusEvent::of(message).is_some() {
        return Ok(safe!("Status changed by {} ({place}).", who.as_str()));
    }
    let what = match message.direction {
        Direction::Internal => "New note by",
        Direction::Outbound => "Answered by",
        _ => "New message from",
    };
    let words = message.text.as_ref().map(name).unwrap_or_default();
    let words = truncate(&words, WORDS);
    Ok(safe!("{what} {} ({place}): {words}", who.as_str()))
}
