//! What the disk did not take or give is tried again, and kept in memory until then.

use crate::app::State;
use crate::app::composer::Composer;
use crate::app::effect::{Effect, Timer};
use crate::model::{Draft, DraftKey};
use crate::text::SafeText;

/// After a failed save it is tried again after so many milliseconds.
const SAVE_AGAIN: u64 = 2_000;

impl State {
    /// A draft could not be saved: it stays here, and is tried again.
    pub fn draft_not_saved(&mut self, draft: Draft, why: &SafeText, out: &mut Vec<Effect>) {
        let words = format!("The draft could not be saved, it is kept in memory: {why}");
        self.complain(SafeText::line(&words));
        let open = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == draft.key);
        let loaded = open.is_some_and(|composer| {
            composer.trouble = Some(why.clone());
            composer.unsaved |= !composer.loading;
            !composer.loading
        });
        let moved = |open: &Composer| open.was.as_ref() == Some(&draft.key);
        let moved = self.composer.as_ref().is_some_and(moved);
        let mut tails = self.keeping.tails.iter_mut();
        if let Some(tail) = tails.find(|tail| tail.draft == draft) {
            tail.failed = true;
        } else if !loaded && !moved {
            // The disk answers in order: this is the whole newest text of that draft.
            self.unsaved.retain(|other| other.key != draft.key);
            self.unsaved.push(draft);
        }
        self.try_again_soon(out);
    }

    /// A question may have gone without an answer: drafts still waited for are asked for again.
    pub fn draft_maybe_not_read(&mut self, out: &mut Vec<Effect>) {
        let loading = self.composer.as_ref().is_some_and(|open| open.loading);
        if loading || !self.keeping.held.is_empty() {
            self.keeping.asked.clear();
            self.try_again_soon(out);
        }
    }

    fn try_again_soon(&mut self, out: &mut Vec<Effect>) {
        if !self.keeping.timer {
            self.keeping.timer = true;
            out.push(Effect::After(Timer::SaveAgain, SAVE_AGAIN));
        }
    }

    /// Tries again to save what the disk did not take, and to read what it did not give.
    pub fn save_again(&mut self, out: &mut Vec<Effect>) {
        self.keeping.timer = false;
        self.save_draft(out);
        let mut waited_for: Vec<DraftKey> = Vec::new();
        let open = self.composer.iter().filter(|composer| composer.loading);
        let held = self.keeping.held.iter().map(|held| &held.composer);
        for composer in open.chain(held) {
            if !waited_for.contains(&composer.key) {
                waited_for.push(composer.key.clone());
            }
        }
        for draft in std::mem::take(&mut self.unsaved) {
            if waited_for.contains(&draft.key) {
                // The composer will open with it.
                self.unsaved.push(draft);
            } else {
                out.push(Effect::SaveDraft(draft));
            }
        }
        for tail in self.keeping.tails.iter_mut().filter(|tail| tail.failed) {
            if !waited_for.contains(&tail.draft.key) {
                tail.failed = false;
                out.push(Effect::AppendDraft(tail.draft.clone()));
            }
        }
        for key in waited_for {
            self.ask_draft(&key, out);
        }
    }

    /// The draft is on disk.
    pub fn draft_saved(&mut self, key: &DraftKey) {
        self.keeping
            .tails
            .retain(|tail| tail.failed || tail.draft.key != *key);
        let mended = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == *key)
            .is_some_and(|composer| composer.trouble.take().is_some());
        if mended {
            self.say("The draft is saved now.");
        }
    }
}
