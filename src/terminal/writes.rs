//! The writing thread: drafts, the outbox and read marks, in the order they were asked for.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use chrono::Utc;

use super::desk::{Postbox, SyncHandle, UnderWay};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::model::{Action, Draft, DraftKey, Outgoing};
use crate::store::{self, Store};

/// The thread's end of the program.
#[derive(Debug)]
pub struct Writes {
    orders: Sender<(Effect, UnderWay)>,
    thread: JoinHandle<()>,
    post: Postbox,
}

impl Writes {
    /// Starts the thread.
    pub fn start(store: Store, post: Postbox, sync: Arc<dyn SyncHandle>) -> std::io::Result<Self> {
        let (orders, ordered) = channel();
        let writer = Writer {
            store,
            post: post.clone(),
            sync,
        };
        let thread = thread::Builder::new()
            .name("store-writes".into())
            .spawn(move || writer.run(&ordered))?;
        Ok(Self {
            orders,
            thread,
            post,
        })
    }

    /// Orders a write.
    pub fn ask(&self, effect: Effect) {
        let under_way = match &effect {
            // The next key is meant for what their answers bring up.
            Effect::LoadDraft(_) | Effect::TakeBack { .. } => self.post.asked(),
            _ => self.post.ordered(),
        };
        if let Err(lost) = self.orders.send((effect, under_way)) {
            let (effect, _) = lost.0;
            report(&self.post, &effect, "the writing thread has ended".into());
        }
    }

    /// Waits until all is written.
    pub fn finish(self) {
        drop(self.orders);
        if self.thread.join().is_err() {
            tracing::error!("the writing thread panicked");
        }
    }
}

struct Writer {
    store: Store,
    post: Postbox,
    sync: Arc<dyn SyncHandle>,
}

impl Writer {
    fn run(&self, ordered: &Receiver<(Effect, UnderWay)>) {
        while let Ok(first) = ordered.recv() {
            let mut batch = VecDeque::from([first]);
            batch.extend(ordered.try_iter());
            while let Some((order, under_way)) = batch.pop_front() {
                // While the disk was busy the person typed on: only the newest text of a draft is written.
                if !batch.iter().any(|(later, _)| same_draft(later, &order)) {
                    self.carry_out(&order);
                }
                drop(under_way);
            }
        }
    }

    fn carry_out(&self, effect: &Effect) {
        match self.write(effect) {
            Ok(Some(msg)) => self.post.send(msg),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "a write failed");
                report(&self.post, effect, error.to_string());
            }
        }
    }

    fn write(&self, effect: &Effect) -> store::Result<Option<Msg>> {
        let store = &self.store;
        match effect {
            Effect::LoadDraft(key) => {
                return Ok(Some(Msg::Draft(key.clone(), store.draft(key)?)));
            }
            Effect::SaveDraft(draft) => {
                store.save_draft(draft)?;
                return Ok(Some(Msg::DraftSaved(draft.key.clone())));
            }
            Effect::AppendDraft(draft) => {
                store.save_draft(&behind(store.draft(&draft.key)?, draft))?;
                return Ok(Some(Msg::DraftAppended(draft.clone())));
            }
            Effect::DiscardDraft(key) => {
                store.discard_draft(key)?;
            }
            Effect::Send {
                draft,
                requests,
                seen,
            } => {
                let news = match seen {
                    Some(seen) => store.send_unless_news(draft, requests, seen)?,
                    None => store.send(draft, requests).map(|()| None)?,
                };
                if let (Some(news), Some(words)) = (news, words(draft, requests)) {
                    return Ok(Some(Msg::Stopped(words, Box::new(news))));
                }
                self.sync.outbox_changed();
            }
            Effect::Enqueue(requests) => {
                store.enqueue_all(requests)?;
                self.sync.outbox_changed();
            }
            Effect::Retry(id) => {
                store.retry_outgoing(*id)?;
                self.sync.outbox_changed();
            }
            Effect::TakeBack { number, ids } => {
                let taken = store.take_back_all(ids, Utc::now())?;
                // What waited behind it may go now.
                self.sync.outbox_changed();
                let drafts = taken.iter().filter_map(|taken| taken.draft.as_ref());
                return Ok(Some(Msg::TakenBack {
                    number: *number,
                    drafts: drafts.map(|draft| draft.key.clone()).collect(),
                    removed: taken.iter().map(|taken| taken.outgoing.id).collect(),
                }));
            }
            Effect::DiscardOutgoing(id) => {
                let discarded = store.discard_outgoing(*id)?;
                self.sync.outbox_changed();
                return Ok(Some(Msg::Discarded(discarded.map(Box::new))));
            }
            Effect::MarkRead(conversation, message) => {
                store.mark_read(conversation, message)?;
            }
            Effect::MarkUnread(conversation) => {
                store.mark_unread(conversation)?;
            }
            _ => {}
        }
        Ok(None)
    }
}

/// A draft behind what is there already.
fn behind(there: Option<Draft>, draft: &Draft) -> Draft {
    let text = match &there {
        Some(there) if !there.text.is_empty() => format!("{}\n\n{}", there.text, draft.text),
        _ => draft.text.clone(),
    };
    Draft {
        text,
        parent: draft
            .parent
            .clone()
            .or(there.and_then(|there| there.parent)),
        ..draft.clone()
    }
}

/// Tells the program what could not be written; words of the person go back with it.
fn report(post: &Postbox, effect: &Effect, why: String) {
    let why = why.into();
    post.send(match effect {
        Effect::SaveDraft(draft) | Effect::AppendDraft(draft) => {
            Msg::DraftNotSaved(draft.clone(), why)
        }
        Effect::LoadDraft(key) => Msg::DraftNotRead(key.clone(), why),
        Effect::TakeBack { number, .. } => Msg::NotTakenBack(*number, why),
        Effect::Send {
            draft, requests, ..
        } => match words(draft, requests) {
            Some(words) => Msg::NotSent(words, why),
            None => Msg::Failed(why),
        },
        _ => Msg::Failed(why),
    });
}

/// What a person wrote, of a message that is no request yet.
fn words(key: &DraftKey, requests: &[Outgoing]) -> Option<Draft> {
    match &requests.first()?.action {
        Action::Message { text, parent, .. } => Some(Draft {
            key: key.clone(),
            text: text.clone(),
            parent: parent.clone(),
            updated_at: Utc::now(),
        }),
        _ => None,
    }
}

fn same_draft(later: &Effect, earlier: &Effect) -> bool {
    match (later, earlier) {
        (Effect::SaveDraft(later), Effect::SaveDraft(earlier)) => later.key == earlier.key,
        (Effect::DiscardDraft(later), Effect::SaveDraft(earlier)) => *later == earlier.key,
        _ => false,
    }
}
