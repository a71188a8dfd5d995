//! Taking back what the outbox may still hold: the store is asked, and says what it gave back.

use crate::app::effect::Effect;
use crate::app::{Pane, State};
use crate::model::{Action, ClientMessageId, Conversation, DraftKey, Outgoing, OutgoingState};
use crate::text::SafeText;

use super::words::taken_words;
use super::{Part, StatusChange, Step};

/// A question to the store that is under way.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Asked {
    number: u64,
    /// What is taken back; none where the person asked for one request itself.
    step: Option<Step>,
    /// The key press at which it was asked, to see whether the person went on to something else.
    press: u32,
}

impl Asked {
    pub(super) const fn step(&self) -> Option<&Step> {
        self.step.as_ref()
    }

    pub(super) fn into_step(self) -> Option<Step> {
        self.step
    }
}

impl State {
    /// Takes a request back into the composer, with what was asked together with it.
    pub fn take_back(&mut self, id: ClientMessageId, out: &mut Vec<Effect>) {
        let of_step = |step: &Step| step.parts.iter().any(|part| part.is_of(id));
        if let Some(place) = self.undo.done.iter().position(of_step)
            && let Some(step) = self.undo.done.remove(place)
        {
            if let Err(step) = self.ask_back(step, out) {
                self.undo.done.insert(place, step);
            }
            return;
        }
        self.leave_composer(out);
        if let Some(conversation) = self.reading.as_ref().map(|open| open.conversation.clone())
            && !self.drafts_are_safe(&conversation)
        {
            return;
        }
        self.ask_store(None, vec![id], out);
    }

    /// Asks the store for a step's requests; the step is given back where that has to wait.
    pub(super) fn ask_back(&mut self, step: Step, out: &mut Vec<Effect>) -> Result<(), Step> {
        // What is open is written first: the words taken back go before it.
        self.leave_composer(out);
        for part in &step.parts {
            if let Part::Sent(sent) = part
                && !self.drafts_are_safe(&sent.key.conversation)
            {
                return Err(step);
            }
        }
        let ids = step.requests();
        self.ask_store(Some(step), ids, out);
        Ok(())
    }

    /// Whether the disk has the drafts of a conversation, to which it will write by itself.
    fn drafts_are_safe(&mut self, conversation: &Conversation) -> bool {
        let unsaved = |key: &DraftKey| key.conversation == *conversation;
        if self.unsaved.iter().any(|draft| unsaved(&draft.key)) {
            self.say("One moment: a draft of this conversation is not on the disk yet.");
            return false;
        }
        self.distrust_drafts(conversation);
        true
    }

    fn ask_store(&mut self, step: Option<Step>, ids: Vec<ClientMessageId>, out: &mut Vec<Effect>) {
        let number = self.next_generation();
        let press = self.press;
        self.undo.asked.push(Asked {
            number,
            step,
            press,
        });
        out.push(Effect::TakeBack { number, ids });
    }

    /// The store could not be asked: the step can be taken back another time.
    pub fn not_taken_back(&mut self, number: u64, why: &SafeText) {
        if let Some(asked) = self.answered(number)
            && let Some(step) = asked.step
        {
            self.undo.done.push_back(step);
        }
        let words = format!("It could not be taken back: {why}");
        self.complain(SafeText::line(&words));
    }

    fn answered(&mut self, number: u64) -> Option<Asked> {
        let place = self.undo.asked.iter().position(|it| it.number == number)?;
        Some(self.undo.asked.remove(place))
    }

    /// The store gave requests back, and made drafts of their words.
    pub fn taken_back(
        &mut self,
        number: u64,
        removed: &[ClientMessageId],
        drafts: &[DraftKey],
        out: &mut Vec<Effect>,
    ) {
        let Some(asked) = self.answered(number) else {
            return;
        };
        let free = asked.press == self.press && self.composer.is_none() && self.overlay.is_none();
        let Some(mut step) = asked.step else {
            self.one_taken_back(removed, drafts.first(), free, out);
            return;
        };
        for part in &mut step.parts {
            if let Part::Status(change) = part
                && !removed.contains(&change.id)
            {
                *change = change.clone().once_left();
            }
        }
        let mut sent = None;
        let (mut late, mut changes) = (Vec::new(), Vec::new());
        for part in &step.parts {
            match part {
                Part::Sent(it) if removed.contains(&it.id) => sent = Some(it.clone()),
                Part::Sent(it) => late.push(it.clone()),
                Part::Status(change) => changes.push(change.clone()),
                Part::Draft(_) | Part::Request(_) | Part::Reminders(_) | Part::Unread(_) => {}
            }
        }
        let (kept, changes): (Vec<StatusChange>, Vec<StatusChange>) = changes
            .into_iter()
            .partition(|change| change.would_hide_a_wait() && !removed.contains(&change.id));
        let asked_again = self.change_back(&changes, removed, out);
        let words = taken_words(sent.as_ref(), &late, &changes, &kept, asked_again);
        if free {
            match (&sent, &step.back) {
                (Some(sent), _) => {
                    self.edit_again(&sent.key, out);
                    if let Some(composer) = &mut self.composer {
                        composer.from_list = sent.from_list;
                    }
                }
                (None, Some(conversation)) => self.go_back(conversation, out),
                (None, None) => {}
            }
        }
        if late.is_empty() && kept.is_empty() {
            self.say(words);
        } else {
            self.complain(words);
        }
        let again = step.parts.into_iter();
        let again = again.filter(|part| match part {
            Part::Sent(it) => !late.contains(it),
            Part::Status(change) => !kept.contains(change),
            _ => true,
        });
        let again: Vec<Part> = again.collect();
        if !again.is_empty() {
            self.undo.undone.push(Step {
                parts: again,
                back: step.back,
            });
        }
    }

    /// A single request was asked for.
    fn one_taken_back(
        &mut self,
        removed: &[ClientMessageId],
        draft: Option<&DraftKey>,
        free: bool,
        out: &mut Vec<Effect>,
    ) {
        match draft {
            _ if removed.is_empty() => {
                self.complain("It is on its way already and cannot be taken back.");
            }
            Some(key) if free => {
                self.edit_again(key, out);
                self.say("Taken back: its words are a draft again.");
            }
            Some(_) => self.say("Taken back: its words are among the drafts."),
            None => self.say("Taken back."),
        }
    }

    /// Gives threads their former status: what was taken out of the outbox needs no more than to be shown, the others a
    /// second request. Answers how many were asked for.
    fn change_back(
        &mut self,
        changes: &[StatusChange],
        removed: &[ClientMessageId],
        out: &mut Vec<Effect>,
    ) -> usize {
        let mut requests: Vec<Outgoing> = Vec::new();
        for change in changes {
            self.show_status(&change.conversation, &change.from);
            if removed.contains(&change.id) {
                continue;
            }
            let back = StatusChange {
                from: change.to.clone(),
                to: change.from.clone(),
                ..change.clone()
            };
            if let Some(request) = self.status_request(&back) {
                self.name_request(request.id, &back);
                requests.push(request);
            }
        }
        let count = requests.len();
        if count > 0 {
            out.push(Effect::Enqueue(requests));
        }
        count
    }

    /// The request that gives a thread a status.
    pub(in crate::app) fn status_request(&mut self, change: &StatusChange) -> Option<Outgoing> {
        let Conversation::Thread { channel, thread } = change.conversation.clone() else {
            return None;
        };
        let action = Action::Status {
            channel,
            thread,
            from: change.from.clone(),
            to: change.to.clone(),
            author: self.me(),
        };
        Some(self.request(action, OutgoingState::Queued { after: None }))
    }

    /// A request with a name of its own.
    pub(in crate::app) fn request(&mut self, action: Action, state: OutgoingState) -> Outgoing {
        Outgoing {
            id: self.ids.next(self.now),
            action,
            state,
            created_at: self.now,
            attempts: 0,
            last_problem: None,
        }
    }

    /// Opens the composer for words that are a draft again.
    pub(in crate::app) fn edit_again(&mut self, key: &DraftKey, out: &mut Vec<Effect>) {
        self.pane = Pane::Conversation;
        self.go_back(&key.conversation, out);
        self.compose(key.mode, None, out);
    }

    /// Goes back to a conversation: its row is selected, and it is open where one was open.
    pub(in crate::app) fn go_back(&mut self, conversation: &Conversation, out: &mut Vec<Effect>) {
        if !self.select_conversation(conversation) {
            self.show_list_at(conversation, out);
        }
        let inside = matches!(self.pane, Pane::Conversation | Pane::Sidebar);
        if inside || super::super::geometry::layout(self).conversation.is_some() {
            self.open_conversation(conversation.clone(), inside, out);
        }
    }
}
