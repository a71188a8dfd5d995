//! Taking back what was marked read or unread, and doing it again.

use crate::app::State;
use crate::app::effect::{Effect, ReadMark};
use crate::text::safe;

use super::{Part, Step, Unread};

impl State {
    /// What counted as read does so again, and the other way round. What came in meanwhile stays unread.
    pub(super) fn unread_back(&mut self, it: &Unread, out: &mut Vec<Effect>) {
        let to = if it.unread {
            ReadMark::Unmarked
        } else {
            ReadMark::Unread
        };
        self.mark_many(it, !it.unread, to, out);
    }

    /// Marks them again.
    pub(super) fn unread_again(&mut self, it: Unread, out: &mut Vec<Effect>) {
        let to = if it.unread {
            ReadMark::Unread
        } else {
            ReadMark::Read
        };
        self.mark_many(&it, it.unread, to, out);
        self.undo.redoing = true;
        self.did(Step::of(vec![Part::Unread(it)]));
        self.undo.redoing = false;
    }

    fn mark_many(&mut self, it: &Unread, unread: bool, to: ReadMark, out: &mut Vec<Effect>) {
        self.show_unread(&it.conversations, unread);
        out.push(Effect::MarkMany(it.conversations.clone(), to));
        let word = if unread { "unread" } else { "read" };
        self.say(match it.conversations.as_slice() {
            [one] => safe!("{}: {word} again.", self.name_of(one)),
            many => safe!("{} threads are {word} again.", many.len()),
        });
    }
}
