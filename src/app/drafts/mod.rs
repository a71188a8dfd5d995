//! Between the composer and the disk: whatever comes first, nothing that was typed is lost.
//!
//! The disk answers in the order it was asked, but late. So a draft that was not read yet is never written over: what
//! was typed meanwhile waits for it, or is written behind it ([`Effect::AppendDraft`]). What the disk does not take
//! stays in memory, is tried again, and is what a composer opens with.

mod again;
mod arrive;
mod change;

use std::collections::BTreeMap;

use crate::model::{Draft, DraftKey};

use super::State;
use super::answer::Then;
use super::composer::Composer;
use super::effect::Effect;

/// Between two texts that were written apart.
const APART: &str = "\n\n";

/// What is under way between the composer and the disk.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// How often each draft was asked for without an answer yet: only the last answer is the newest.
    asked: BTreeMap<DraftKey, u32>,
    /// Words to be written behind a draft that was not read, until the disk has them.
    tails: Vec<Tail>,
    /// Messages sent before it was known whether a draft waits for them.
    held: Vec<Held>,
    /// The timer to save again runs.
    timer: bool,
    /// What is in `$EDITOR`.
    outside: Option<Draft>,
}

#[derive(Clone, PartialEq, Debug)]
struct Tail {
    draft: Draft,
    failed: bool,
}

#[derive(Clone, Debug)]
struct Held {
    composer: Composer,
    then: Then,
}

impl State {
    /// Asks the disk for a draft.
    pub fn ask_draft(&mut self, key: &DraftKey, out: &mut Vec<Effect>) {
        *self.keeping.asked.entry(key.clone()).or_default() += 1;
        out.push(Effect::LoadDraft(key.clone()));
    }

    /// Leaves the composer; the draft is kept.
    pub fn leave_composer(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = self.composer.take() {
            self.keep(composer, out);
            self.fit_conversation();
        }
    }

    /// Writes the draft to the disk if it has changed and the one on the disk is known.
    pub fn save_draft(&mut self, out: &mut Vec<Effect>) {
        let now = self.now;
        if let Some(composer) = self.composer.as_mut().filter(|composer| !composer.loading) {
            save(composer, now, out);
        }
    }

    /// Writes all that is not on the disk yet, as drafts: the program ends.
    pub fn save_everything(&mut self, out: &mut Vec<Effect>) {
        for held in std::mem::take(&mut self.keeping.held) {
            self.keep(held.composer, out);
        }
        if let Some(composer) = self.composer.take() {
            self.keep(composer, out);
        }
        self.save_again(out);
    }

    /// Whether something typed is only in memory because the disk did not take it.
    pub fn draft_in_danger(&self) -> bool {
        let troubled = |composer: &Composer| composer.trouble.is_some() && composer.unsaved;
        !self.unsaved.is_empty()
            || self.keeping.tails.iter().any(|tail| tail.failed)
            || self.composer.as_ref().is_some_and(troubled)
    }

    /// A composer is gone: its words go to the disk.
    fn keep(&mut self, mut composer: Composer, out: &mut Vec<Effect>) {
        let now = self.now;
        if !composer.loading {
            save(&mut composer, now, out);
            return;
        }
        if !composer.editor.is_empty() {
            self.keep_behind(composer.draft(now), out);
        }
        out.extend(composer.was.map(Effect::DiscardDraft));
    }

    /// Writes words behind the draft of their key, which was not read.
    fn keep_behind(&mut self, draft: Draft, out: &mut Vec<Effect>) {
        // What the disk did not take is newer than what it has, and known.
        if let Some(mut whole) = self.take_unsaved(&draft.key) {
            whole.text = joined(&whole.text, APART, &draft.text);
            whole.parent = draft.parent.or(whole.parent);
            out.push(Effect::SaveDraft(whole));
            return;
        }
        self.keeping.tails.push(Tail {
            draft: draft.clone(),
            failed: false,
        });
        out.push(Effect::AppendDraft(draft));
    }

    fn take_unsaved(&mut self, key: &DraftKey) -> Option<Draft> {
        let place = self.unsaved.iter().position(|kept| kept.key == *key)?;
        Some(self.unsaved.remove(place))
    }
}

fn save(composer: &mut Composer, now: chrono::DateTime<chrono::Utc>, out: &mut Vec<Effect>) {
    if std::mem::take(&mut composer.unsaved) {
        out.push(if composer.editor.is_empty() {
            Effect::DiscardDraft(composer.key.clone())
        } else {
            Effect::SaveDraft(composer.draft(now))
        });
    }
    out.extend(composer.was.take().map(Effect::DiscardDraft));
}

fn joined(before: &str, joint: &str, after: &str) -> String {
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}{joint}{after}"),
    }
}
