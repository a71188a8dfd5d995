//! A draft that came from the disk: into the composer, or before a message that was sent too early.

use crate::app::composer::Composer;
use crate::app::effect::Effect;
use crate::app::{Pane, State};
use crate::model::{Draft, DraftKey};

use super::{APART, joined, save};

impl State {
    /// A draft came from the disk.
    pub fn draft_arrived(&mut self, key: &DraftKey, draft: Option<Draft>, out: &mut Vec<Effect>) {
        if let Some(asked) = self.keeping.asked.get_mut(key) {
            *asked = asked.saturating_sub(1);
            if *asked > 0 {
                // It was read before something that was written since.
                return;
            }
            self.keeping.asked.remove(key);
        }
        let waiting = |composer: &Composer| composer.loading && composer.key == *key;
        let held = self
            .keeping
            .held
            .iter()
            .position(|held| waiting(&held.composer));
        let open = self.composer.as_ref().is_some_and(waiting);
        if held.is_none() && !open {
            return;
        }
        let (mut draft, mut unsaved) = self.newest(key, draft);
        let mut was = None;
        if let Some(held) = held.map(|place| self.keeping.held.remove(place)) {
            match draft.take().filter(|draft| !draft.text.trim().is_empty()) {
                None => self.dispatch(held.composer, held.then, out),
                // Nobody has seen those words: they must not go out with the new ones, nor be lost by them.
                Some(older) => {
                    let mut whole = held.composer.draft(self.now);
                    whole.text = joined(&older.text, APART, &whole.text);
                    whole.parent = whole.parent.or(older.parent);
                    draft = Some(whole);
                    unsaved = true;
                    self.complain(
                        "Not sent: an older draft was waiting here. Look at both, then send.",
                    );
                    was = self.reopen(held.composer);
                }
            }
        }
        self.fill_composer(key, draft, unsaved, out);
        out.extend(was.map(Effect::DiscardDraft));
    }

    /// The draft as it stands: what the disk did not take is newer than what it has. And whether the disk lacks it.
    fn newest(&mut self, key: &DraftKey, disk: Option<Draft>) -> (Option<Draft>, bool) {
        let kept = self.take_unsaved(key);
        let mut unsaved = kept.is_some();
        let mut draft = kept.or(disk);
        let tails = std::mem::take(&mut self.keeping.tails);
        for tail in tails {
            if tail.failed && tail.draft.key == *key {
                unsaved = true;
                draft = Some(match draft {
                    Some(before) => Draft {
                        text: joined(&before.text, APART, &tail.draft.text),
                        ..before
                    },
                    None => tail.draft,
                });
            } else {
                self.keeping.tails.push(tail);
            }
        }
        (draft, unsaved)
    }

    /// Shows a composer again whose message could not go out, where it is not in the way. Else its words become a
    /// draft; returned is the draft they were before.
    fn reopen(&mut self, mut composer: Composer) -> Option<DraftKey> {
        let here = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.conversation == composer.key.conversation);
        if here && self.composer.is_none() && self.overlay.is_none() {
            composer.editor.set_text("");
            composer.timer = false;
            self.composer = Some(composer);
            self.pane = Pane::Conversation;
            return None;
        }
        if let Some(open) = &mut self.composer
            && open.key == composer.key
        {
            open.joint = APART;
        }
        composer.was
    }

    /// Puts the draft before what was typed in the composer that waits for it; without one it goes to the disk.
    fn fill_composer(
        &mut self,
        key: &DraftKey,
        draft: Option<Draft>,
        unsaved: bool,
        out: &mut Vec<Effect>,
    ) {
        let now = self.now;
        let waiting = self
            .composer
            .as_mut()
            .filter(|composer| composer.loading && composer.key == *key);
        let Some(composer) = waiting else {
            if unsaved {
                out.extend(draft.map(Effect::SaveDraft));
            }
            return;
        };
        composer.loading = false;
        composer.unsaved |= unsaved;
        if let Some(draft) = draft {
            // Keys were faster than the disk: what was typed goes behind what was there.
            let typed = composer.editor.text();
            let text = joined(&draft.text, composer.joint, typed);
            composer.editor.set_text(&text);
            composer.parent = composer.parent.take().or(draft.parent);
        }
        composer.joint = "";
        composer.counted = None;
        if composer.was.is_some() {
            save(composer, now, out);
        }
        self.save_soon(out);
        self.name_addressee();
        self.fit_conversation();
    }
}
