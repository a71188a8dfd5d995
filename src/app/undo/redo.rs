//! Doing again what was taken back, in the way it was done first.

use crate::app::State;
use crate::app::effect::Effect;
use crate::model::{Draft, DraftKey};
use crate::text::SafeText;

use super::{Part, Sent, StatusChange, Step};

/// What is done again as soon as its draft is here.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Again {
    /// The key press it belongs to: whatever is opened later is nobody's order to send.
    press: u32,
    what: What,
}

#[derive(Clone, PartialEq, Debug)]
enum What {
    Send(Sent),
    Discard(Draft),
}

impl Again {
    fn key(&self) -> &DraftKey {
        match &self.what {
            What::Send(sent) => &sent.key,
            What::Discard(draft) => &draft.key,
        }
    }

    fn text(&self) -> &str {
        match &self.what {
            What::Send(sent) => &sent.text,
            What::Discard(draft) => &draft.text,
        }
    }
}

impl State {
    /// Does again what was taken back last.
    pub fn do_again(&mut self, out: &mut Vec<Effect>) {
        if !Self::is_local(self.undo.undone.last()) && self.refuse_writing() {
            return;
        }
        let Some(step) = self.undo.undone.pop() else {
            let words = format!(
                "Nothing to do again: {} has taken nothing back since the last change.",
                self.undo_keys()
            );
            self.say(SafeText::line(&words));
            return;
        };
        let Step { mut parts, back } = step;
        let first = parts
            .iter()
            .position(|part| !matches!(part, Part::Status(_)));
        match first.map(|place| parts.swap_remove(place)) {
            // What it closes is closed by sending it in the same way.
            Some(Part::Sent(sent)) => self.again_with_draft(What::Send(sent), out),
            Some(Part::Draft(draft)) => self.again_with_draft(What::Discard(draft), out),
            Some(Part::Request(request)) => {
                self.undo.redoing = true;
                out.push(Effect::DiscardOutgoing(request.id));
                // The answer is the step; until it is here nothing else can be done.
            }
            Some(Part::Reminders(changes)) => self.remind_again(&changes, out),
            Some(Part::Unread(it)) => self.unread_again(it, out),
            Some(Part::Status(_)) | None => {
                let changes = parts.into_iter().filter_map(|part| match part {
                    Part::Status(change) => Some(change),
                    _ => None,
                });
                self.change_again(changes.collect(), back.is_some(), out);
            }
        }
    }

    fn change_again(&mut self, changes: Vec<StatusChange>, next: bool, out: &mut Vec<Effect>) {
        self.undo.redoing = true;
        let words = match changes.as_slice() {
            [change] => format!("{}: {}.", change.name, change.to.as_str()),
            many => format!("{} threads are changed again.", many.len()),
        };
        let last = changes.last().cloned();
        self.change_statuses(changes, next, out);
        self.undo.redoing = false;
        if next && let Some(last) = last {
            self.leave_for_next(&last.conversation, &last.to, out);
        }
        self.say(SafeText::line(&words));
    }

    fn again_with_draft(&mut self, what: What, out: &mut Vec<Effect>) {
        let again = Again {
            press: self.press,
            what,
        };
        let key = again.key().clone();
        self.undo.again = Some(again);
        self.edit_again(&key, out);
    }

    /// A draft is in the composer: what was waiting for it is done, if the words are the same.
    pub(in crate::app) fn draft_is_here(&mut self, out: &mut Vec<Effect>) {
        let Some(again) = self.undo.again.take() else {
            return;
        };
        let Some(composer) = &self.composer else {
            return;
        };
        if again.press != self.press || composer.key != *again.key() {
            return;
        }
        if composer.editor.text().trim_end() != again.text().trim_end() {
            self.complain(
                "The draft was changed since it was taken back: look at it, then send or discard it.",
            );
            return;
        }
        self.undo.redoing = true;
        match again.what {
            What::Send(sent) => self.send(sent.then, out),
            What::Discard(_) => self.discard_draft(out),
        }
        self.undo.redoing = false;
    }
}
