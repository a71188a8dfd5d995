//! Undo and redo: what was done, as steps, newest last.
//!
//! A step is a list: a message with the close asked together with it, or the changes of several threads, is taken back
//! as one. What the outbox still holds is taken out of it; a status that has left is changed back by a second request.
//! Steps outlive a change of the thread, not the program; a held row does both.

mod back;
mod redo;
mod unread;
mod window;
mod words;

use std::collections::VecDeque;

use crate::command::Command;
use crate::model::{
    ClientMessageId, Conversation, Draft, DraftKey, MessageId, Outgoing, ThreadStatus, Untrusted,
};
use crate::text::SafeText;

use super::State;
use super::answer::Then;
use super::effect::Effect;
use super::remind::ReminderChange;

pub use window::Windows;

use back::Asked;
use redo::Again;

/// Steps remembered.
const MOST: usize = 100;
/// Status requests whose names are remembered, to say of a refused one what it was.
const NAMED: usize = 200;

/// What can be undone and done again.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Questions to the store that are under way.
    asked: Vec<Asked>,
    /// What is done again as soon as its draft is here.
    again: Option<Again>,
    /// What is done now was undone before: the other steps can still be done again.
    redoing: bool,
    /// What each status request was about.
    named: VecDeque<(ClientMessageId, SafeText)>,
    /// What was said of the message that is held.
    said: Option<SafeText>,
}

/// What was done at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The parts, in their order.
    pub parts: Vec<Part>,
    /// The thread that was left by it, and is gone back to.
    pub back: Option<Conversation>,
}

/// A part of a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// A message was sent.
    Sent(Sent),
    /// A status was changed.
    Status(StatusChange),
    /// A draft was discarded.
    Draft(Draft),
    /// A request was discarded.
    Request(Box<Outgoing>),
    /// Reminders were set, changed or removed: one, or those of all that was marked.
    Reminders(Vec<ReminderChange>),
    /// Conversations were marked read or unread.
    Unread(Unread),
}

/// Conversations that were marked read or unread.
#[derive(Clone, PartialEq, Debug)]
pub struct Unread {
    /// Which; none of them was so before.
    pub conversations: Vec<Conversation>,
    /// Whether they count as unread now.
    pub unread: bool,
}

/// A message that was sent.
#[derive(Clone, PartialEq, Debug)]
pub struct Sent {
    /// Its request.
    pub id: ClientMessageId,
    /// The draft it was.
    pub key: DraftKey,
    /// Its words, as they went out.
    pub text: String,
    /// The message it answers.
    pub parent: Option<MessageId>,
    /// What was done with it.
    pub then: Then,
    /// To whom it went.
    pub name: SafeText,
    /// Its composer was opened from the list.
    pub from_list: bool,
}

/// A status that was changed.
#[derive(Clone, PartialEq, Debug)]
pub struct StatusChange {
    /// The request.
    pub id: ClientMessageId,
    /// Of which thread.
    pub conversation: Conversation,
    /// What it was.
    pub from: ThreadStatus,
    /// What it is.
    pub to: ThreadStatus,
    /// Whose thread it is.
    pub name: SafeText,
    /// It was settled, and its customer wrote since.
    pub owed: bool,
}

impl StatusChange {
    /// Whether the former status cannot be asked for again: its event would be newer than what the customer wrote, and
    /// nobody would see any more that they wait.
    fn would_hide_a_wait(&self) -> bool {
        self.owed && !self.to.is_settled()
    }

    /// The same with what undoing leads to, once it has left. A thread that was settled while its customer waits is
    /// opened: a second event that settles it would hide the wait, too.
    fn once_left(self) -> Self {
        if self.owed && self.to.is_settled() {
            let from = ThreadStatus::Open;
            return Self { from, ..self };
        }
        self
    }

    /// Whether undoing opens it for the sake of who waits.
    fn opens_for_a_wait(&self) -> bool {
        self.owed && self.from == ThreadStatus::Open
    }
}

impl Undo {
    /// Whether something that was taken back can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Whether the last thing done changed the status of a thread.
    pub(super) fn last_changed_a_status(&self) -> bool {
        let last = self.done.back();
        last.is_some_and(|step| {
            step.parts
                .iter()
                .any(|part| matches!(part, Part::Status(_)))
        })
    }
}

impl Step {
    /// A step that stays where it is.
    pub const fn of(parts: Vec<Part>) -> Self {
        Self { parts, back: None }
    }

    /// The requests it made.
    fn requests(&self) -> Vec<ClientMessageId> {
        let id = |part: &Part| match part {
            Part::Sent(sent) => Some(sent.id),
            Part::Status(change) => Some(change.id),
            Part::Draft(_) | Part::Request(_) | Part::Reminders(_) | Part::Unread(_) => None,
        };
        self.parts.iter().filter_map(id).collect()
    }
}

impl Part {
    fn is_of(&self, request: ClientMessageId) -> bool {
        match self {
            Self::Sent(sent) => sent.id == request,
            Self::Status(change) => change.id == request,
            Self::Draft(_) | Self::Request(_) | Self::Reminders(_) | Self::Unread(_) => false,
        }
    }
}

impl State {
    /// Something was done that can be undone.
    pub fn did(&mut self, step: Step) {
        for part in &step.parts {
            if let Part::Status(change) = part {
                self.name_request(change.id, change);
            }
        }
        if step.parts.is_empty() {
            return;
        }
        if !self.undo.redoing {
            self.undo.undone.clear();
        }
        if self.undo.done.len() == MOST {
            self.undo.done.pop_front();
        }
        self.undo.done.push_back(step);
    }

    /// A step that was taken back was done again: the others that were can still be.
    pub fn did_again(&mut self, step: Step) {
        let before = std::mem::replace(&mut self.undo.redoing, true);
        self.did(step);
        self.undo.redoing = before;
    }

    /// Whether a command undoes, or does again, what is this machine's alone: a read-only profile has no say in it.
    pub fn undoes_locally(&self, command: Command) -> bool {
        match command {
            Command::Undo => Self::is_local(self.undo.done.back()),
            Command::Redo => Self::is_local(self.undo.undone.last()),
            _ => false,
        }
    }

    fn is_local(step: Option<&Step>) -> bool {
        let is_local = |part: &Part| matches!(part, Part::Reminders(_) | Part::Unread(_));
        step.is_some_and(|step| step.parts.iter().all(is_local))
    }

    fn name_request(&mut self, id: ClientMessageId, change: &StatusChange) {
        if self.undo.named.len() == NAMED {
            self.undo.named.pop_front();
        }
        let words = format!("{} is not {}.", change.name, change.to.as_str());
        self.undo.named.push_back((id, SafeText::line(&words)));
    }

    /// Takes back what was done last.
    pub fn take_back_last(&mut self, out: &mut Vec<Effect>) {
        if !Self::is_local(self.undo.done.back()) && self.refuse_writing() {
            return;
        }
        if self.keeping.sends_wait() {
            self.say("One moment: a message is being sent.");
            return;
        }
        let Some(mut step) = self.undo.done.pop_back() else {
            self.take_back_held(out);
            return;
        };
        match step.parts.as_slice() {
            [Part::Draft(draft)] => {
                let draft = draft.clone();
                self.undo.undone.push(step);
                self.bring_back(draft, out);
            }
            [Part::Reminders(changes)] => {
                let changes = changes.clone();
                self.undo.undone.push(step);
                self.take_back_reminders(&changes, out);
            }
            [Part::Unread(it)] => {
                let it = it.clone();
                self.undo.undone.push(step);
                self.unread_back(&it, out);
            }
            [Part::Request(_)] => {
                if let Some(Part::Request(request)) = step.parts.pop() {
                    self.put_back(*request, out);
                }
            }
            _ => {
                if let Err(step) = self.ask_back(step, out) {
                    self.undo.done.push_back(step);
                }
            }
        }
    }

    /// A discarded request stands in the outbox again, as it was.
    fn put_back(&mut self, request: Outgoing, out: &mut Vec<Effect>) {
        let words = format!("Back in the outbox: {}.", self.request_words(&request));
        self.say(SafeText::line(&words));
        self.undo
            .undone
            .push(Step::of(vec![Part::Request(Box::new(request.clone()))]));
        out.push(Effect::Enqueue(vec![request]));
    }

    /// With nothing to undo, what the open conversation still holds, such as after a start, is taken back.
    fn take_back_held(&mut self, out: &mut Vec<Effect>) {
        let here = self.target();
        let held = self
            .reading
            .as_ref()
            .filter(|reading| Some(&reading.conversation) == here.as_ref())
            .and_then(|reading| {
                reading
                    .messages
                    .iter()
                    .rev()
                    .find_map(|item| item.held(self.now))
            });
        match held {
            Some(id) => self.take_back(id, out),
            None => self.say(
                "Nothing to undo: no send in its window, no change of a status, no discard of this session is left.",
            ),
        }
    }

    /// A request was discarded: it can be brought back. None: it was too late.
    pub fn discarded(&mut self, request: Option<Outgoing>) {
        let redoing = std::mem::take(&mut self.undo.redoing);
        let Some(request) = request else {
            self.complain("It is on its way already and cannot be discarded.");
            return;
        };
        for step in &mut self.undo.done {
            step.parts.retain(|part| !part.is_of(request.id));
        }
        self.undo.done.retain(|step| !step.parts.is_empty());
        let words = format!(
            "Discarded: {}. {} brings it back.",
            self.request_words(&request),
            self.undo_keys()
        );
        self.say(SafeText::line(&words));
        self.undo.redoing = redoing;
        self.did(Step::of(vec![Part::Request(Box::new(request))]));
        self.undo.redoing = false;
    }

    /// A request was refused: said with what it was about, where that is known here.
    pub fn request_refused(&mut self, id: ClientMessageId, why: &Untrusted) {
        let named = self.undo.named.iter().find(|(named, _)| *named == id);
        let what = named.map_or("", |(_, words)| words.as_str());
        self.complain(SafeText::line(
            format!("{what} {}", why.expose()).trim_start(),
        ));
    }

    /// Words that could not be put into the outbox are a draft again: the step is none, and is answered.
    pub(in crate::app) fn never_sent(&mut self, key: &DraftKey) -> Option<Step> {
        let is_it = |part: &Part| matches!(part, Part::Sent(sent) if sent.key == *key);
        let is_it = |step: &Step| step.parts.iter().any(is_it);
        if let Some(place) = self.undo.done.iter().rposition(is_it) {
            return self.undo.done.remove(place);
        }
        // It is being taken back already: the answer is nobody's any more.
        let asked = |asked: &Asked| asked.step().is_some_and(is_it);
        let place = self.undo.asked.iter().position(asked)?;
        self.undo.asked.remove(place).into_step()
    }
}
