//! Between the composer and the disk: whatever comes first, nothing that was typed is lost.
//!
//! The disk answers in the order it was asked, but late. So a draft that was not read yet is never written over: what
//! was typed meanwhile waits for it, or is written behind it ([`Effect::AppendDraft`]). What the disk does not take
//! stays in memory, is tried again, and is what a composer opens with. A write that failed is tried again with the
//! newest text of its draft, never with its own, which may be older; one that was sent or discarded since, not at all.

mod again;
mod arrive;
mod change;
mod elsewhere;

use std::collections::BTreeMap;

use crate::model::{Conversation, Draft, DraftKey};

use super::State;
use super::answer::Then;
use super::composer::Composer;
use super::effect::Effect;
use super::item::first_line;

/// Between two texts that were written apart.
const APART: &str = "\n\n";

/// What is under way between the composer and the disk.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// How often each draft was asked for without an answer yet: only the last answer is the newest.
    asked: BTreeMap<DraftKey, u32>,
    /// The newest text of each draft that was read or written here: whole, also while a write of it is under way.
    newest: BTreeMap<DraftKey, Draft>,
    /// The texts whose drafts the disk changed by itself since they were written here: should their writing have failed,
    /// they are words to be put behind what is there now.
    displaced: BTreeMap<DraftKey, Draft>,
    /// Words to be written behind a draft that was not read, until the disk has them.
    tails: Vec<Tail>,
    /// Words that wait for the draft of their key: messages sent before it was known whether one waits for them, and
    /// what was written after those.
    held: Vec<Held>,
    /// The timer to save again runs.
    timer: bool,
    /// What is in `$EDITOR`.
    outside: Option<Draft>,
}

impl Keeping {
    /// Whether a message waits for its draft before it is sent.
    pub fn sends_wait(&self) -> bool {
        self.held.iter().any(|held| held.then.is_some())
    }
}

#[derive(Clone, PartialEq, Debug)]
struct Tail {
    draft: Draft,
    failed: bool,
}

#[derive(Clone, Debug)]
struct Held {
    composer: Composer,
    /// What happens after it is sent; none if it is not to be sent.
    then: Option<Then>,
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
        if let Some(mut composer) = self.composer.take_if(|composer| !composer.loading) {
            self.save(&mut composer, out);
            self.composer = Some(composer);
        }
    }

    /// Writes all that is not on the disk yet, as drafts: the program ends.
    pub fn save_everything(&mut self, out: &mut Vec<Effect>) {
        let held = std::mem::take(&mut self.keeping.held);
        let held = held.into_iter().map(|held| held.composer);
        let open = self.composer.take();
        for composer in held.chain(open).collect::<Vec<_>>() {
            self.keep(composer, out);
        }
        self.save_again(out);
    }

    /// The disk turned out to be damaged: what it took lately may not be readable. Everything known here is written
    /// anew, so that it is given back when the disk does not take it.
    pub fn doubt_everything(&mut self, out: &mut Vec<Effect>) {
        let newest = self.keeping.newest.values();
        out.extend(newest.map(|draft| Effect::SaveDraft(draft.clone())));
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
        if !composer.loading {
            self.save(&mut composer, out);
            return;
        }
        let key = &composer.key;
        if self
            .keeping
            .held
            .iter()
            .any(|held| held.composer.key == *key)
        {
            // The message before it takes the draft with it: these words are written after that.
            if let Some(was) = composer.was.take() {
                self.push_discard(was, out);
            }
            self.keeping.held.push(Held {
                composer,
                then: None,
            });
            return;
        }
        if !composer.editor.is_empty() {
            self.keep_behind(composer.draft(self.now), out);
        }
        if let Some(was) = composer.was {
            self.push_discard(was, out);
        }
    }

    /// Writes words behind the draft of their key. Where its newest text is not known here, the disk puts them there.
    fn keep_behind(&mut self, draft: Draft, out: &mut Vec<Effect>) {
        if let Some(newest) = self.keeping.newest.get(&draft.key) {
            let newest = newest.clone();
            let whole = behind(&newest, APART, draft);
            // The disk was asked since, and may have answered another text, which was not waited for.
            out.push(Effect::DraftKnown(newest));
            self.push_save(whole, out);
            return;
        }
        self.keeping.tails.push(Tail {
            draft: draft.clone(),
            failed: false,
        });
        out.push(Effect::AppendDraft(draft));
    }

    /// Writes the whole text of a draft.
    fn push_save(&mut self, draft: Draft, out: &mut Vec<Effect>) {
        self.take_unsaved(&draft.key);
        self.note_draft(&draft.key, true);
        let mut rows = self.list.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.conversation == draft.key.conversation) {
            row.drafted = Some((draft.key.mode, first_line(&draft.text)));
        }
        self.keeping.newest.insert(draft.key.clone(), draft.clone());
        out.push(Effect::SaveDraft(draft));
    }

    /// Removes a draft.
    fn push_discard(&mut self, key: DraftKey, out: &mut Vec<Effect>) {
        self.forget_draft(&key);
        out.push(Effect::DiscardDraft(key));
    }

    /// A draft is no more: a write of it that fails later is nobody's loss.
    pub fn forget_draft(&mut self, key: &DraftKey) {
        self.note_draft(key, false);
        self.take_unsaved(key);
        self.keeping.newest.remove(key);
        self.keeping.displaced.remove(key);
        self.keeping.tails.retain(|tail| tail.draft.key != *key);
    }

    /// The open conversation says which drafts wait in it: the last changed first.
    fn note_draft(&mut self, key: &DraftKey, there: bool) {
        let open = self.reading.as_mut();
        if let Some(reading) = open.filter(|open| open.conversation == key.conversation) {
            reading.drafts.retain(|draft| draft != key);
            if there {
                reading.drafts.insert(0, key.clone());
            } else if reading.drafts.is_empty() {
                // A row that has left the view is told nothing any more.
                let rows = self.list.rows.iter_mut();
                rows.filter(|row| row.conversation == key.conversation)
                    .for_each(|row| row.draft = false);
            }
        }
    }

    /// The disk changes drafts of a conversation by itself: what is known here is no longer the newest.
    pub fn distrust_drafts(&mut self, conversation: &Conversation) {
        let newest = std::mem::take(&mut self.keeping.newest);
        for (key, draft) in newest {
            let of_it = key.conversation == *conversation;
            let drafts = if of_it {
                &mut self.keeping.displaced
            } else {
                &mut self.keeping.newest
            };
            drafts.insert(key, draft);
        }
    }

    /// Writes what a composer holds, if the disk has something older.
    fn save(&mut self, composer: &mut Composer, out: &mut Vec<Effect>) {
        let was = composer.was.take();
        if std::mem::take(&mut composer.unsaved) {
            if let Some(from) = was.clone().filter(|_| !composer.editor.is_empty()) {
                self.push_move(composer.draft(self.now), from, out);
                return;
            }
            if composer.editor.is_empty() {
                self.push_discard(composer.key.clone(), out);
            } else {
                self.push_save(composer.draft(self.now), out);
            }
        }
        if let Some(was) = was {
            self.push_discard(was, out);
        }
    }

    /// Writes a draft whose words were another one, which it takes the place of.
    fn push_move(&mut self, draft: Draft, from: DraftKey, out: &mut Vec<Effect>) {
        self.take_unsaved(&draft.key);
        self.note_draft(&draft.key, true);
        self.keeping.newest.insert(draft.key.clone(), draft.clone());
        self.forget_draft(&from);
        out.push(Effect::MoveDraft { draft, from });
    }

    fn take_unsaved(&mut self, key: &DraftKey) -> Option<Draft> {
        let place = self.unsaved.iter().position(|kept| kept.key == *key)?;
        Some(self.unsaved.remove(place))
    }
}

/// A draft with the words of another one behind its own.
fn behind(before: &Draft, joint: &str, after: Draft) -> Draft {
    Draft {
        text: joined(&before.text, joint, &after.text),
        parent: after.parent.or_else(|| before.parent.clone()),
        ..after
    }
}

fn joined(before: &str, joint: &str, after: &str) -> String {
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}{joint}{after}"),
    }
}
