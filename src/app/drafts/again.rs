//! What the disk did not take or give is tried again, and kept in memory until then.

use std::collections::BTreeSet;

use crate::app::State;
use crate::app::composer::Composer;
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Change;
use crate::app::notice::Notice;
use crate::model::{Draft, DraftKey, MessageId};
use crate::text::SafeText;

use super::{APART, Tail, behind, joined};

/// How the news begins that a message did not come to the outbox.
const NOT_SENT: &str = "Not sent";
/// After a failed save it is tried again after so many milliseconds.
const SAVE_AGAIN: u64 = 2_000;

impl State {
    /// A draft could not be saved: it stays here, and is tried again.
    pub fn draft_not_saved(&mut self, draft: &Draft, why: &SafeText, out: &mut Vec<Effect>) {
        let open = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == draft.key);
        let mut told = false;
        let loaded = open.is_some_and(|composer| {
            // It stands below the words, and need not take the place of other news again and again.
            told = composer.trouble.as_ref() == Some(why);
            composer.trouble = Some(why.clone());
            composer.unsaved |= !composer.loading;
            !composer.loading
        });
        let mut tails = self.keeping.tails.iter_mut();
        if let Some(tail) = tails.find(|tail| !tail.failed && tail.draft == *draft) {
            tail.failed = true;
        } else if !loaded {
            if let Some(newest) = self.keeping.newest.get(&draft.key).cloned() {
                self.take_unsaved(&draft.key);
                self.unsaved.push(newest);
            } else if let Some(displaced) = self.keeping.displaced.remove(&draft.key) {
                self.keeping.tails.push(Tail {
                    draft: displaced,
                    failed: true,
                });
            } else {
                // It was sent or discarded since.
                return;
            }
        }
        if !told {
            let words = format!("The draft could not be saved, it is kept in memory: {why}");
            self.complain(SafeText::line(&words));
        }
        self.try_again_soon(out);
    }

    /// A message could not be put into the outbox: its words are a draft again.
    pub fn not_sent(&mut self, draft: Draft, why: &SafeText, out: &mut Vec<Effect>) {
        let words = format!("{NOT_SENT}, its words are kept as a draft: {why}");
        self.complain(SafeText::line(&words));
        // It was shown as answered, which it is not.
        self.store_changed(&[Change::Threads], out);
        self.never_sent(&draft.key);
        self.words_back(draft, Some(why), out);
    }

    /// Words that were to be sent are a draft again, before what was written since. `why` stands in the composer.
    pub(in crate::app) fn words_back(
        &mut self,
        draft: Draft,
        why: Option<&SafeText>,
        out: &mut Vec<Effect>,
    ) {
        let key = draft.key.clone();
        let loaded = |open: &&mut Composer| open.key == key && !open.loading;
        if let Some(composer) = self.composer.as_mut().filter(loaded) {
            let text = joined(&draft.text, APART, composer.editor.text());
            composer.editor.set_text(&text);
            self.edited(out);
            return;
        }
        let moved = |open: &&mut Composer| open.was.as_ref() == Some(&key);
        if let Some(composer) = self.composer.as_mut().filter(moved) {
            // The words that were there have gone to the other mode; what takes their place stays.
            composer.was = None;
            self.keeping.newest.remove(&key);
        }
        // What was written since stands behind it.
        let mut whole = match self.keeping.newest.get(&key) {
            Some(newest) => behind(&draft, APART, newest.clone()),
            None => draft,
        };
        for tail in std::mem::take(&mut self.keeping.tails) {
            if tail.draft.key == key {
                whole = behind(&whole, APART, tail.draft);
            } else {
                self.keeping.tails.push(tail);
            }
        }
        if self.waited_for().contains(&key) {
            self.take_unsaved(&key);
            self.keeping.newest.insert(key, whole.clone());
            self.unsaved.push(whole);
        } else {
            let parent = whole.parent.clone();
            self.push_save(whole, out);
            self.show_again(&key, parent, why, out);
        }
    }

    /// Shows the words of a message that was not sent where they were written, if nothing else is shown there.
    fn show_again(
        &mut self,
        key: &DraftKey,
        parent: Option<MessageId>,
        why: Option<&SafeText>,
        out: &mut Vec<Effect>,
    ) {
        let here = self.reading.as_ref();
        let here = here.is_some_and(|reading| reading.conversation == key.conversation);
        if here && self.composer.is_none() && self.overlay.is_none() {
            self.compose(key.mode, parent, out);
            if let Some(composer) = &mut self.composer {
                composer.trouble = why.cloned();
            }
        }
    }

    /// A draft could not be read: it is asked for again if it is still waited for.
    pub fn draft_not_read(&mut self, key: &DraftKey, why: &SafeText, out: &mut Vec<Effect>) {
        if self.last_answer(key) && self.waited_for().contains(key) {
            let words = format!("The draft could not be read, it is tried again: {why}");
            self.complain(SafeText::line(&words));
            self.try_again_soon(out);
        }
    }

    /// The drafts that a composer, or a message sent too early, waits for.
    fn waited_for(&self) -> BTreeSet<DraftKey> {
        let held = self.keeping.held.iter().map(|held| &held.composer);
        self.composer
            .iter()
            .chain(held)
            .filter(|composer| composer.loading)
            .map(|composer| composer.key.clone())
            .collect()
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
        let waited_for = self.waited_for();
        for draft in std::mem::take(&mut self.unsaved) {
            if waited_for.contains(&draft.key) {
                // The composer will open with it.
                self.unsaved.push(draft);
            } else {
                self.push_save(draft, out);
            }
        }
        for tail in self.keeping.tails.iter_mut().filter(|tail| tail.failed) {
            if !waited_for.contains(&tail.draft.key) {
                tail.failed = false;
                out.push(Effect::AppendDraft(tail.draft.clone()));
            }
        }
        for key in waited_for {
            if !self.keeping.asked.contains_key(&key) {
                self.ask_draft(&key, out);
            }
        }
    }

    /// The draft is on disk.
    pub fn draft_saved(&mut self, key: &DraftKey) {
        self.keeping.displaced.remove(key);
        let mended = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == *key)
            .is_some_and(|composer| composer.trouble.take().is_some());
        // That a message did not go out is still the greater news.
        let unsent = |notice: &Notice| notice.text.starts_with(NOT_SENT);
        if !mended {
            return;
        }
        if self.notice.as_ref().is_some_and(unsent) {
            self.complain("Not sent; its words are saved as a draft now.");
        } else {
            self.say("The draft is saved now.");
        }
    }

    /// Words that were written behind a draft are on disk.
    pub fn draft_appended(&mut self, draft: &Draft) {
        let mut tails = self.keeping.tails.iter();
        if let Some(place) = tails.position(|tail| tail.draft == *draft) {
            self.keeping.tails.remove(place);
        }
    }
}
