//! A store in memory that answers like the real one: reads at once, drafts in the order they were asked for.

use std::collections::{BTreeMap, VecDeque};

use crate::app::effect::Effect;
use crate::app::msg::{ConversationAnswer, Msg};
use crate::model::{
    Action, Anchor, BuiltinView, ChannelRow, ClientMessageId, Conversation, Counts, Draft,
    DraftKey, MessageAnchor, MessageId, MessageWindow, News, Outgoing, Reminder, StoredMessage,
    ThreadId, ThreadRow, ThreadStatus, ThreadWindow, Waiting, Written,
};
use crate::query::ListSpec;

use super::things::full_thread;

#[derive(Default, Debug)]
pub struct Store {
    pub channels: Vec<ChannelRow>,
    pub rows: Vec<ThreadRow>,
    pub messages: BTreeMap<Conversation, Vec<StoredMessage>>,
    pub outgoing: Vec<Outgoing>,
    pub drafts: BTreeMap<DraftKey, Draft>,
    /// What was asked of the server, in order.
    pub asked: Vec<Action>,
    /// The drafts that a conversation is said to hold.
    pub waiting_drafts: Vec<DraftKey>,
    /// What happened in a conversation that the screen does not show yet.
    pub news: Option<(Conversation, News)>,
    /// The requests that have not left.
    pub waits: Vec<Outgoing>,
    /// Where the next waiting thread is.
    pub waiting: Option<Conversation>,
    /// The disk takes nothing.
    pub full: bool,
    /// It has the time to read ahead.
    pub ahead: bool,
}

impl Store {
    /// Carries out an effect, as far as it is the store's.
    pub fn answer(&mut self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::LoadChannels => Msg::Channels(self.channels.clone()),
            Effect::LoadCounts(channel) => Msg::Counts(channel.clone(), Counts::default()),
            Effect::LoadOutboxCounts => Msg::OutboxCounts {
                queued: 0,
                failed: 0,
            },
            Effect::LoadList {
                generation,
                purpose,
                spec,
                anchor,
                limit,
            } => Msg::List {
                generation: *generation,
                purpose: *purpose,
                window: self.list(spec, anchor, *limit as usize),
            },
            Effect::LoadConversation {
                generation,
                conversation,
                anchor,
                limit,
            } => Msg::Conversation {
                generation: *generation,
                answer: Box::new(self.conversation(conversation, anchor, *limit as usize)),
            },
            Effect::LoadNear {
                generation,
                conversations,
                limit,
            } if self.ahead => Msg::Near {
                generation: *generation,
                answers: conversations
                    .iter()
                    .map(|it| {
                        let last = MessageAnchor::Last;
                        (it.clone(), self.conversation(it, &last, *limit as usize))
                    })
                    .collect(),
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
                window: self.window(conversation, anchor, *limit as usize),
            },
            Effect::FindPlaces { generation, text } => Msg::Places {
                generation: *generation,
                rows: self.named(text),
            },
            Effect::FindMessages {
                generation,
                conversation,
                words,
            } => Msg::MessagesFound {
                generation: *generation,
                hits: self.holding(conversation, words),
            },
            Effect::CountViews { generation, specs } => Msg::ViewCounts {
                generation: *generation,
                counts: specs
                    .iter()
                    .map(|spec| self.list(spec, &Anchor::First, 1).total)
                    .collect(),
            },
            Effect::SaveView(view) if self.full => {
                Msg::ViewNotSaved(view.clone(), "no space left on device".to_owned())
            }
            Effect::SaveView(view) => Msg::ViewSaved(view.clone()),
            Effect::LoadMarked(threads) => {
                let marked = |row: &&ThreadRow| threads.contains(&row.id);
                Msg::Marked(self.rows.iter().filter(marked).cloned().collect())
            }
            Effect::FindWaiting { .. } => Msg::Waiting(self.waiting.clone()),
            Effect::LoadRaw(..) => Msg::Raw("{\n  \"id\": 1\n}".into()),
            other => return self.write(other),
        })
    }

    /// The first two where nothing is typed; else all that hold the text.
    fn named(&self, text: &str) -> Vec<ThreadRow> {
        let holds = |row: &&ThreadRow| {
            let words = [&row.person, &row.title].map(|words| {
                words
                    .as_ref()
                    .map_or(String::new(), |words| words.expose().to_lowercase())
            });
            words.concat().contains(&text.to_lowercase())
        };
        let most = if text.is_empty() { 2 } else { usize::MAX };
        self.rows.iter().filter(holds).take(most).cloned().collect()
    }

    fn holding(&self, conversation: &Conversation, words: &str) -> Vec<MessageId> {
        let messages = self.messages.get(conversation).into_iter().flatten();
        messages
            .filter(|stored| {
                let text = stored.message.text.as_ref();
                text.is_some_and(|text| text.expose().contains(words))
            })
            .map(|stored| stored.message.id.clone())
            .collect()
    }

    fn write(&mut self, effect: &Effect) -> Option<Msg> {
        match effect {
            Effect::SetReminders(reminders) => {
                for (thread, due) in reminders {
                    let reminder = due.map(|due| Reminder { due, is_due: false });
                    for row in self.rows.iter_mut().filter(|row| row.id == *thread) {
                        row.reminder = reminder;
                    }
                }
                None
            }
            Effect::LoadDraft(key) => Some(Msg::Draft(key.clone(), self.drafts.get(key).cloned())),
            Effect::SaveDraft(draft) if self.full => Some(not_saved(draft.clone())),
            // Nothing was written; the draft it was is gone to the program all the same.
            Effect::MoveDraft { draft, from } if self.full => {
                self.drafts.remove(from);
                Some(not_saved(draft.clone()))
            }
            Effect::MoveDraft { draft, from } => {
                self.drafts.remove(from);
                self.write(&Effect::SaveDraft(draft.clone()))
            }
            Effect::AppendDraft(draft) if self.full => Some(not_saved(draft.clone())),
            Effect::Send {
                draft, requests, ..
            } if self.full => Some(not_sent(draft, requests)),
            Effect::TakeBack { number, .. } if self.full => {
                Some(Msg::NotTakenBack(*number, "no space left on device".into()))
            }
            Effect::SaveDraft(draft) => {
                self.drafts.insert(draft.key.clone(), draft.clone());
                Some(Msg::DraftSaved(draft.key.clone()))
            }
            Effect::AppendDraft(draft) => {
                let whole = match self.drafts.get(&draft.key) {
                    Some(before) => Draft {
                        text: format!("{}\n\n{}", before.text, draft.text),
                        ..draft.clone()
                    },
                    None => draft.clone(),
                };
                self.drafts.insert(draft.key.clone(), whole);
                Some(Msg::DraftAppended(draft.clone()))
            }
            Effect::DiscardDraft(key) => {
                self.drafts.remove(key);
                None
            }
            Effect::Send {
                draft,
                requests,
                seen,
            } => {
                let news = self.news.as_ref().filter(|(of, news)| {
                    *of == draft.conversation
                        && seen.as_ref().is_some_and(|seen| *seen != news.seen)
                });
                if let Some((_, news)) = news {
                    let draft = words_of(draft, requests);
                    return Some(Msg::Stopped(draft, Box::new(news.clone())));
                }
                self.drafts.remove(draft);
                self.ask(requests);
                Some(Msg::Queued(draft.clone()))
            }
            Effect::Enqueue(requests) => {
                self.ask(requests);
                None
            }
            Effect::TakeBack { number, ids } => Some(self.take_back(*number, ids)),
            Effect::DiscardOutgoing(id) => {
                let place = self.waits.iter().position(|request| request.id == *id);
                let request = place.map(|place| Box::new(self.waits.remove(place)));
                Some(Msg::Discarded(request))
            }
            _ => None,
        }
    }

    fn ask(&mut self, requests: &[Outgoing]) {
        let actions: Vec<Action> = requests.iter().map(|it| it.action.clone()).collect();
        self.settle(&actions);
        self.asked.extend(actions);
        self.waits.extend(requests.iter().cloned());
    }

    /// As the real store does: what waits goes, its words before those of the draft.
    fn take_back(&mut self, number: u64, ids: &[ClientMessageId]) -> Msg {
        let (mut removed, mut drafts) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(place) = self.waits.iter().position(|request| request.id == *id) else {
                continue;
            };
            removed.push(*id);
            match self.waits.remove(place).action {
                Action::Message {
                    conversation,
                    mode,
                    text,
                    parent,
                    attachments,
                    ..
                } => {
                    let text = Written::draft(&text, &attachments);
                    let key = DraftKey { conversation, mode };
                    let text = match self.drafts.get(&key) {
                        Some(there) => format!("{text}\n\n{}", there.text),
                        None => text,
                    };
                    let draft = Draft {
                        key: key.clone(),
                        text,
                        parent,
                        updated_at: super::things::noon(),
                    };
                    self.drafts.insert(key.clone(), draft);
                    drafts.push(key);
                }
                Action::Status { thread, from, .. } => {
                    for row in self.rows.iter_mut().filter(|row| row.id == thread) {
                        row.status = from.clone();
                    }
                }
                Action::NewThread { .. } => {}
            }
        }
        Msg::TakenBack {
            number,
            removed,
            drafts,
        }
    }

    /// A status asked for is the effective one at once.
    fn settle(&mut self, actions: &[Action]) {
        for action in actions {
            if let Action::Status { thread, to, .. } = action {
                for row in self.rows.iter_mut().filter(|row| row.id == *thread) {
                    row.status = to.clone();
                    if to.is_settled() {
                        row.waiting = Waiting::Nobody;
                        row.wrote_again = false;
                    }
                }
            }
        }
    }

    fn list(&self, spec: &ListSpec, anchor: &Anchor, limit: usize) -> ThreadWindow {
        let all: Vec<&ThreadRow> = self
            .rows
            .iter()
            .filter(|row| belongs(row, spec.view))
            .filter(|row| spec.channel.as_ref().is_none_or(|id| row.channel == *id))
            .filter(|row| {
                let words = spec.filter.as_ref().map(ToString::to_string);
                let title = row.title.as_ref().map_or("", |title| title.expose());
                words.is_none_or(|words| title.contains(&words))
            })
            .collect();
        let place = |id: &ThreadId| all.iter().position(|row| row.id == *id);
        let (from, to) = match anchor {
            Anchor::First => (0, limit),
            Anchor::Last => (all.len().saturating_sub(limit), all.len()),
            Anchor::Around(id) => {
                let from = place(id).unwrap_or(0).saturating_sub(limit / 2);
                (from, from + limit)
            }
            Anchor::Before(id) => {
                let to = place(id).unwrap_or(0);
                (to.saturating_sub(limit), to)
            }
            Anchor::After(id) => {
                let from = place(id).map_or(0, |place| place + 1);
                (from, from + limit)
            }
        };
        let (from, to) = (from.min(all.len()), to.min(all.len()));
        ThreadWindow {
            offset: None,
            rows: all[from..to].iter().map(|row| (*row).clone()).collect(),
            before: from > 0,
            after: to < all.len(),
            total: all.len() as u32,
        }
    }

    fn conversation(
        &self,
        conversation: &Conversation,
        anchor: &MessageAnchor,
        limit: usize,
    ) -> ConversationAnswer {
        let row = self
            .rows
            .iter()
            .find(|row| conversation.thread() == Some(&row.id));
        ConversationAnswer {
            thread: row.map(|row| (row.clone(), full_thread(row))),
            window: self.window(conversation, anchor, limit),
            outgoing: self
                .outgoing
                .iter()
                .filter(|outgoing| outgoing.action.conversation() == *conversation)
                .cloned()
                .collect(),
            drafts: self
                .waiting_drafts
                .iter()
                .filter(|key| key.conversation == *conversation)
                .cloned()
                .collect(),
        }
    }

    fn window(
        &self,
        conversation: &Conversation,
        anchor: &MessageAnchor,
        limit: usize,
    ) -> MessageWindow {
        let none = Vec::new();
        let all = self.messages.get(conversation).unwrap_or(&none);
        let place = |id: &MessageId| all.iter().position(|stored| stored.message.id == *id);
        let last = all.len().saturating_sub(limit);
        let (from, to) = match anchor {
            MessageAnchor::First => (0, limit),
            MessageAnchor::Last => (last, all.len()),
            MessageAnchor::Around(id) => {
                let from = place(id).map_or(last, |place| place.saturating_sub(limit / 2));
                (from, from + limit)
            }
            MessageAnchor::Before(id) => {
                let to = place(id).unwrap_or(all.len());
                (to.saturating_sub(limit), to)
            }
            MessageAnchor::After(id) => {
                let from = place(id).map_or(last, |place| place + 1);
                (from, from + limit)
            }
        };
        let to = to.min(all.len());
        MessageWindow {
            messages: all[from..to].to_vec(),
            before: from as u32,
            after: (all.len() - to) as u32,
        }
    }
}

/// Whether it is a question of the screen's, which a later one of its kind makes worthless.
pub fn superseded(effect: &Effect, later: &VecDeque<Effect>) -> bool {
    use crate::app::msg::ListPurpose::More;
    later.iter().any(|later| match (later, effect) {
        (Effect::LoadList { purpose, .. }, Effect::LoadList { .. }) => !matches!(purpose, More(_)),
        (
            Effect::LoadConversation { .. },
            Effect::LoadConversation { .. } | Effect::LoadMessages { .. },
        ) => true,
        _ => false,
    })
}

pub fn text_of(action: &Action) -> &str {
    match action {
        Action::Message { text, .. } => text,
        _ => "",
    }
}

pub fn not_saved(draft: Draft) -> Msg {
    Msg::DraftNotSaved(draft, "no space left on device".into())
}

pub fn words_of(key: &DraftKey, requests: &[Outgoing]) -> Draft {
    Draft {
        key: key.clone(),
        text: match &requests[0].action {
            Action::Message {
                text, attachments, ..
            } => Written::draft(text, attachments),
            _ => String::new(),
        },
        parent: None,
        updated_at: super::things::noon(),
    }
}

pub fn not_sent(key: &DraftKey, requests: &[Outgoing]) -> Msg {
    Msg::NotSent(words_of(key, requests), "no space left on device".into())
}

fn belongs(row: &ThreadRow, view: BuiltinView) -> bool {
    match view {
        BuiltinView::NeedsReply if row.reminder.is_some_and(|it| !it.is_due) => false,
        BuiltinView::NeedsReply => row.status == ThreadStatus::Open || row.wrote_again,
        BuiltinView::Open => row.status == ThreadStatus::Open,
        BuiltinView::Closed => row.status == ThreadStatus::Closed,
        BuiltinView::Archived => row.status == ThreadStatus::Archived,
        BuiltinView::All => true,
        BuiltinView::Drafts => row.draft,
        BuiltinView::Failed => row.failed > 0,
        BuiltinView::Outbox => row.outgoing > 0,
        BuiltinView::WaitingForCustomer => false,
    }
}
