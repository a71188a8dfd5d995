//! The reading thread: answers the program's questions from the store, the newest of a kind only.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Utc};

use super::desk::{Postbox, UnderWay};
use super::views::ViewCount;
use crate::app::effect::{Effect, Extend};
use crate::app::msg::{ConversationAnswer, ListPurpose, Msg};
use crate::app::notify;
use crate::model::{
    Anchor, BuiltinView, Conversation, DraftKey, MessageAnchor, MessageId, Mode, ThreadId,
    ThreadRow, Untrusted, lifecycle,
};
use crate::query::{ListSpec, Query};
use crate::store::{self, Store};

/// Nothing is read ahead within so long of a question: the keys' own come first.
const QUIET: Duration = Duration::from_millis(15);

/// The thread's end of the program.
#[derive(Debug)]
pub struct Reads {
    questions: Sender<(Effect, UnderWay)>,
    post: Postbox,
}

impl Reads {
    /// Starts the thread.
    pub fn start(store: Store, post: Postbox) -> std::io::Result<Self> {
        let (questions, asked) = channel();
        let reader = Reader {
            store,
            post: post.clone(),
        };
        thread::Builder::new()
            .name("store-reads".into())
            .spawn(move || reader.run(&asked))?;
        Ok(Self { questions, post })
    }

    /// Asks.
    pub fn ask(&self, effect: Effect) {
        // No frame waits for what nobody has asked for yet.
        let under_way = match effect {
            Effect::LoadNear { .. } | Effect::CountViews { .. } => self.post.ordered(),
            _ => self.post.asked(),
        };
        if self.questions.send((effect, under_way)).is_err() {
            self.post
                .send(Msg::Failed("the reading thread has ended".into()));
        }
    }
}

struct Reader {
    store: Store,
    post: Postbox,
}

impl Reader {
    fn run(&self, asked: &Receiver<(Effect, UnderWay)>) {
        // What may be wanted next is read once nothing else was asked for a moment.
        let mut ahead: Option<(Effect, UnderWay)> = None;
        let mut views: Option<ViewCount> = None;
        let mut quiet = QUIET;
        loop {
            let next = if ahead.is_some() || views.is_some() {
                asked.recv_timeout(quiet)
            } else {
                asked.recv().map_err(RecvTimeoutError::from)
            };
            let first = match next {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some((question, _under_way)) = ahead.take() {
                        self.look_ahead(&question);
                    } else if let Some(count) = views.take() {
                        views = self.count_on(count);
                        // A piece after the other, as long as nothing is asked.
                        quiet = Duration::ZERO;
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            quiet = QUIET;
            let mut batch = VecDeque::from([first]);
            batch.extend(asked.try_iter());
            while let Some((question, under_way)) = batch.pop_front() {
                if matches!(question, Effect::LoadNear { .. }) {
                    ahead = Some((question, under_way));
                    continue;
                }
                let under_way = match ViewCount::take(&question, under_way) {
                    Ok(count) => {
                        views = Some(count);
                        continue;
                    }
                    Err(under_way) => under_way,
                };
                if let Effect::LoadStats(now, tz) = question {
                    self.count_apart(now, tz, under_way);
                    continue;
                }
                if !batch.iter().any(|(later, _)| supersedes(later, &question)) {
                    let msg = self
                        .answer(&question)
                        .unwrap_or_else(|error| Some(Msg::Failed(error.to_string().into())));
                    if let Some(msg) = msg {
                        self.post.send(msg);
                    }
                }
                drop(under_way);
            }
        }
    }

    /// Counts the workspace on a thread of its own: what the next keys ask for does not wait for that.
    fn count_apart(&self, now: DateTime<Utc>, tz: FixedOffset, under_way: UnderWay) {
        let (store, post) = (self.store.clone(), self.post.clone());
        let count = move || {
            post.send(match store.stats(now, tz) {
                Ok(stats) => Msg::Stats(Box::new(stats)),
                Err(error) => Msg::Failed(error.to_string().into()),
            });
            drop(under_way);
        };
        let started = thread::Builder::new()
            .name("store-stats".into())
            .spawn(count);
        if let Err(error) = started {
            let words = format!("The numbers cannot be counted: {error}");
            self.post.send(Msg::Failed(words.into()));
        }
    }

    fn look_ahead(&self, question: &Effect) {
        match self.answer(question) {
            Ok(Some(msg)) => self.post.send(msg),
            Ok(None) => {}
            // Nobody asked for it yet. Who does is told.
            Err(error) => tracing::debug!(%error, "nothing was read ahead"),
        }
    }

    /// Counts a piece of the views; gives back what is left to count.
    fn count_on(&self, mut count: ViewCount) -> Option<ViewCount> {
        match count.count(&self.store) {
            Ok(None) => return Some(count),
            Ok(Some(msg)) => self.post.send(msg),
            Err(error) => self.post.send(Msg::Failed(
                format!("The saved views cannot be counted: {error}").into(),
            )),
        }
        None
    }

    fn answer(&self, effect: &Effect) -> store::Result<Option<Msg>> {
        let store = &self.store;
        Ok(Some(match effect {
            Effect::LoadChannels => Msg::Channels(store.channels()?),
            Effect::LoadCounts(channel) => {
                Msg::Counts(channel.clone(), store.counts(channel.as_ref())?)
            }
            Effect::LoadOutboxCounts => {
                let counts = store.outbox_counts()?;
                Msg::OutboxCounts {
                    queued: counts.queued,
                    failed: counts.failed,
                }
            }
            Effect::LoadList {
                generation,
                purpose,
                spec,
                anchor,
                limit,
            } => Msg::List {
                generation: *generation,
                purpose: *purpose,
                window: store.threads(spec, anchor, *limit, Utc::now())?,
            },
            Effect::LoadConversation {
                generation,
                conversation,
                anchor,
                limit,
            } => Msg::Conversation {
                generation: *generation,
                answer: Box::new(self.conversation(conversation, anchor, *limit)?),
            },
            Effect::LoadNear {
                generation,
                conversations,
                limit,
            } => Msg::Near {
                generation: *generation,
                answers: conversations
                    .iter()
                    .map(|it| {
                        let read = self.conversation(it, &MessageAnchor::Last, *limit)?;
                        Ok((it.clone(), read))
                    })
                    .collect::<store::Result<_>>()?,
            },
            Effect::LoadMessages {
                generation,
                conversation,
                anchor,
                end,
                limit,
            } => Msg::MoreMessages {
                generation: *generation,
                end: *end,
                window: store.messages(conversation, anchor, *limit)?,
            },
            Effect::LoadLifecycle(thread) => return self.lifecycle(thread),
            Effect::LoadRaw(conversation, message) => {
                Msg::Raw(self.raw(conversation, message.as_ref())?)
            }
            Effect::LoadOthers {
                generation,
                author,
                but,
                limit,
            } => Msg::Others {
                generation: *generation,
                rows: store.threads_of(author, but.as_ref(), *limit)?,
            },
            Effect::FindMessages {
                generation,
                conversation,
                words,
            } => Msg::MessagesFound {
                generation: *generation,
                hits: store.find_messages(conversation, words)?,
            },
            Effect::LoadMatches(rules) => Msg::Matches(self.matches(rules)?),
            Effect::FindWaiting { from, channel, end } => {
                let found = match end {
                    Extend::After => store.next_waiting(from.as_ref(), channel.as_ref())?,
                    Extend::Before => store.previous_waiting(from.as_ref(), channel.as_ref())?,
                };
                Msg::Waiting(found.map(conversation_of))
            }
            Effect::LoadMarked(threads) => {
                let mut rows = Vec::with_capacity(threads.len());
                for thread in threads {
                    rows.extend(store.thread_row(thread)?);
                }
                Msg::Marked(rows)
            }
            Effect::FindPlaces { generation, text } => Msg::Places {
                generation: *generation,
                rows: store.threads_to_jump_to(text)?,
            },
            _ => return Ok(None),
        }))
    }

    /// The threads that pass each rule.
    fn matches(&self, rules: &[Query]) -> store::Result<Vec<Vec<ThreadRow>>> {
        let passing = |rule: &Query| {
            let spec = ListSpec {
                filter: Some(rule.clone()),
                ..ListSpec::of(BuiltinView::All)
            };
            let window = self
                .store
                .threads(&spec, &Anchor::First, notify::MOST, Utc::now())?;
            Ok(window.rows)
        };
        rules.iter().map(passing).collect()
    }

    fn conversation(
        &self,
        conversation: &Conversation,
        anchor: &MessageAnchor,
        limit: u32,
    ) -> store::Result<ConversationAnswer> {
        let store = &self.store;
        let window = store.messages(conversation, anchor, limit)?;
        let thread = match conversation.thread() {
            Some(thread) => store.thread(thread)?,
            None => None,
        };
        Ok(ConversationAnswer {
            thread: thread.map(|detail| (detail.row, detail.thread)),
            window,
            outgoing: store.outgoing(conversation)?,
            drafts: self.drafts(conversation)?,
        })
    }

    fn drafts(&self, conversation: &Conversation) -> store::Result<Vec<DraftKey>> {
        let mut drafts = Vec::new();
        for mode in [Mode::Reply, Mode::Note] {
            let key = DraftKey {
                conversation: conversation.clone(),
                mode,
            };
            drafts.extend(self.store.draft(&key)?);
        }
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.updated_at));
        Ok(drafts.into_iter().map(|draft| draft.key).collect())
    }

    fn lifecycle(&self, thread: &ThreadId) -> store::Result<Option<Msg>> {
        let Some(detail) = self.store.thread(thread)? else {
            return Ok(Some(Msg::Failed("that thread is not here".into())));
        };
        let conversation = conversation_of(detail.row);
        let messages = self.store.all_messages(&conversation)?;
        let life = lifecycle(&detail.thread, &messages);
        Ok(Some(Msg::Lifecycle(thread.clone(), Box::new(life))))
    }

    fn raw(
        &self,
        conversation: &Conversation,
        message: Option<&MessageId>,
    ) -> store::Result<Untrusted> {
        let json = match (message, conversation) {
            (Some(message), _) => self.store.raw_message(conversation, message)?,
            (None, Conversation::Thread { thread, .. }) => {
                self.store.thread(thread)?.map(|detail| detail.json)
            }
            (None, Conversation::Feed { channel }) => {
                self.store.channel(channel)?.map(|detail| detail.json)
            }
        };
        Ok(json.unwrap_or_else(|| "null".to_owned()).into())
    }
}

/// Whether a later question makes an earlier one worthless: its answer would be dropped by its number.
fn supersedes(later: &Effect, earlier: &Effect) -> bool {
    match (later, earlier) {
        (Effect::LoadList { purpose, .. }, Effect::LoadList { .. }) => {
            !matches!(purpose, ListPurpose::More(_))
        }
        (
            Effect::LoadConversation { .. },
            Effect::LoadConversation { .. } | Effect::LoadMessages { .. },
        )
        | (Effect::FindMessages { .. }, Effect::FindMessages { .. })
        | (Effect::LoadOthers { .. }, Effect::LoadOthers { .. }) => true,
        // What was written in last is asked for once, and narrowed by every later answer.
        (Effect::FindPlaces { .. }, Effect::FindPlaces { text, .. }) => !text.is_empty(),
        _ => false,
    }
}

fn conversation_of(row: ThreadRow) -> Conversation {
    Conversation::Thread {
        channel: row.channel,
        thread: row.id,
    }
}
