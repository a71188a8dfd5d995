//! The writing thread: drafts, the outbox and read marks, in the order they were asked for.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use chrono::Utc;

use super::desk::{Postbox, SyncHandle, UnderWay};
use super::drafts::Drafts;
use crate::app::effect::{Effect, ReadMark};
use crate::app::msg::Msg;
use crate::model::{Action, Draft, DraftKey, Outgoing, Written};
use crate::store::{self, ReadState, Store};

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
        let mut writer = Writer {
            drafts: Drafts::new(store.clone()),
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
            // Whether it is sent is said in the frame that closes the composer, if the disk is not slow. The next key is
            // meant for what the others' answers bring up. Who is back stands in the frame that the loop woke for.
            Effect::LoadDraft(_)
            | Effect::Send { .. }
            | Effect::TakeBack { .. }
            | Effect::RingReminders => self.post.asked(),
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
    drafts: Drafts,
    post: Postbox,
    sync: Arc<dyn SyncHandle>,
}

impl Writer {
    fn run(&mut self, ordered: &Receiver<(Effect, UnderWay)>) {
        while let Ok(first) = ordered.recv() {
            let mut batch = VecDeque::from([first]);
            batch.extend(ordered.try_iter());
            while let Some((order, under_way)) = batch.pop_front() {
                if !superseded(&order, &batch) {
                    self.carry_out(&order);
                }
                drop(under_way);
            }
        }
        for (draft, why) in self.drafts.finish() {
            self.post
                .send(Msg::DraftNotSaved(draft, why.to_string().into()));
        }
    }

    fn carry_out(&mut self, effect: &Effect) {
        match self.write(effect) {
            Ok(Some(msg)) => self.post.send(msg),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "a write failed");
                report(&self.post, effect, error.to_string());
            }
        }
    }

    fn write(&mut self, effect: &Effect) -> store::Result<Option<Msg>> {
        let store = &self.store;
        match effect {
            Effect::LoadDraft(key) => {
                return Ok(Some(Msg::Draft(key.clone(), self.drafts.read(key)?)));
            }
            Effect::SaveDraft(draft) => return self.drafts.save(draft),
            Effect::MoveDraft { draft, from } => return self.drafts.change_mode(draft, from),
            Effect::AppendDraft(draft) => return self.drafts.append(draft).map(Some),
            Effect::DraftHeard(now) => self.drafts.heard(now),
            Effect::DraftKnown(draft) => self.drafts.know(draft),
            Effect::DiscardDraft(key) => return self.drafts.discard(key),
            Effect::Send {
                draft,
                requests,
                seen,
            } => {
                let msg = match words(draft, requests) {
                    Some(words) => self.drafts.send(&words, requests, seen.as_ref())?,
                    None => store
                        .send(draft, requests)
                        .map(|()| Msg::Queued(draft.clone()))?,
                };
                self.sync.outbox_changed();
                return Ok(Some(msg));
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
                let drafts: Vec<&Draft> = taken.iter().filter_map(|it| it.draft.as_ref()).collect();
                for draft in &drafts {
                    self.drafts.know(draft);
                }
                return Ok(Some(Msg::TakenBack {
                    number: *number,
                    drafts: drafts.iter().map(|draft| draft.key.clone()).collect(),
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
            Effect::SetReminders(reminders) => store.set_reminders(reminders, Utc::now())?,
            Effect::ReminderSeen(thread) => store.reminder_seen(thread)?,
            Effect::RingReminders => {
                let rung = store.ring_reminders(Utc::now())?;
                return Ok(Some(Msg::Rung {
                    threads: rung.threads,
                    next: rung.next,
                }));
            }
            Effect::MarkUnread(conversation) => {
                store.mark_unread(conversation)?;
            }
            Effect::MarkMany(conversations, to) => {
                store.mark_many(conversations, read_state(*to))?;
            }
            _ => {}
        }
        Ok(None)
    }
}

const fn read_state(mark: ReadMark) -> ReadState {
    match mark {
        ReadMark::Read => ReadState::Read,
        ReadMark::Unread => ReadState::Unread,
        ReadMark::Unmarked => ReadState::Unmarked,
    }
}

/// Tells the program what could not be written; words of the person go back with it.
fn report(post: &Postbox, effect: &Effect, why: String) {
    let why = why.into();
    post.send(match effect {
        Effect::SaveDraft(draft) | Effect::MoveDraft { draft, .. } | Effect::AppendDraft(draft) => {
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
        Action::Message {
            text,
            parent,
            attachments,
            ..
        } => Some(Draft {
            key: key.clone(),
            text: Written::draft(text, attachments),
            parent: parent.clone(),
            updated_at: Utc::now(),
        }),
        _ => None,
    }
}

/// Whether an order need not be carried out. While the disk was busy the person typed on: only the newest text of a
/// draft is written, unless what comes between says what that was written on.
fn superseded(order: &Effect, batch: &VecDeque<(Effect, UnderWay)>) -> bool {
    for (later, _) in batch {
        match (later, order) {
            (Effect::DraftHeard(text) | Effect::DraftKnown(text), Effect::SaveDraft(draft))
                if text.key == draft.key =>
            {
                return false;
            }
            _ if same_draft(later, order) => return true,
            _ => {}
        }
    }
    false
}

fn same_draft(later: &Effect, earlier: &Effect) -> bool {
    match (later, earlier) {
        (Effect::SaveDraft(later), Effect::SaveDraft(earlier)) => later.key == earlier.key,
        (Effect::DiscardDraft(later), Effect::SaveDraft(earlier)) => *later == earlier.key,
        _ => false,
    }
}
