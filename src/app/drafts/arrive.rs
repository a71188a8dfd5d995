//! A draft that came from the disk: into the composer, or before a message that was sent too early.

use crate::app::composer::Composer;
use crate::app::effect::Effect;
use crate::app::{Pane, State};
use crate::model::{Draft, DraftKey};

use super::{APART, Held, behind, joined};

impl State {
    /// A draft came from the disk.
    pub fn draft_arrived(&mut self, key: &DraftKey, draft: Option<Draft>, out: &mut Vec<Effect>) {
        if !self.last_answer(key) {
            // It was read before something that was written since.
            return;
        }
        let waiting = |composer: &Composer| composer.loading && composer.key == *key;
        let (held, others) = std::mem::take(&mut self.keeping.held)
            .into_iter()
            .partition::<Vec<_>, _>(|held| waiting(&held.composer));
        self.keeping.held = others;
        let open = self.composer.as_ref().is_some_and(waiting);
        if held.is_empty() && !open {
            return;
        }
        let (draft, unsaved) = self.newest(key, draft);
        match draft.filter(|draft| !draft.text.trim().is_empty()) {
            None => {
                self.keeping.newest.remove(key);
                let rest = self.send_held(held, out);
                self.fill_composer(key, rest, out);
            }
            Some(draft) => {
                self.keeping.newest.insert(key.clone(), draft.clone());
                let draft = self.behind_older(draft, unsaved, held, out);
                self.fill_composer(key, Some(draft), out);
                self.answered_stop(out);
            }
        }
    }

    /// Messages that waited go out; what was written after them becomes the draft.
    fn send_held(&mut self, held: Vec<Held>, out: &mut Vec<Effect>) -> Option<Draft> {
        let mut rest: Option<Draft> = None;
        for Held { composer, then } in held {
            if let Some(then) = then {
                self.dispatch(composer, then, out);
                continue;
            }
            let draft = composer.draft(self.now);
            rest = Some(match rest {
                Some(before) => behind(&before, APART, draft),
                None => draft,
            });
        }
        let rest = rest.filter(|rest| !rest.text.is_empty());
        if let Some(rest) = &rest {
            self.push_save(rest.clone(), out);
        }
        rest
    }

    /// Whether this is the answer to the last question for the draft.
    pub(super) fn last_answer(&mut self, key: &DraftKey) -> bool {
        let Some(asked) = self.keeping.asked.get_mut(key) else {
            return true;
        };
        *asked -= 1;
        let last = *asked == 0;
        if last {
            self.keeping.asked.remove(key);
        }
        last
    }

    /// The draft as it stands: what the disk did not take is newer than what it has. And whether the disk lacks it.
    fn newest(&mut self, key: &DraftKey, disk: Option<Draft>) -> (Option<Draft>, bool) {
        let kept = self.take_unsaved(key);
        let mut unsaved = kept.is_some();
        let mut draft = kept.or(disk);
        for tail in std::mem::take(&mut self.keeping.tails) {
            if tail.failed && tail.draft.key == *key {
                unsaved = true;
                draft = Some(match draft {
                    Some(before) => behind(&before, APART, tail.draft),
                    None => tail.draft,
                });
            } else {
                self.keeping.tails.push(tail);
            }
        }
        (draft, unsaved)
    }

    /// Messages were sent before an older draft was seen. Those words must not go out with the new ones, nor be lost
    /// by them: all are written as the draft, and shown where that is in nobody's way.
    fn behind_older(
        &mut self,
        mut draft: Draft,
        unsaved: bool,
        held: Vec<Held>,
        out: &mut Vec<Effect>,
    ) -> Draft {
        if held.is_empty() && !unsaved {
            return draft;
        }
        let mut shown = None;
        for Held { composer, then } in held {
            draft = behind(&draft, APART, composer.draft(self.now));
            if then.is_some() {
                shown = Some(composer);
            }
        }
        self.push_save(draft.clone(), out);
        if let Some(composer) = shown {
            self.complain("Not sent: an older draft was waiting here. Look at both, then send.");
            self.reopen(composer);
        }
        draft
    }

    /// Shows a composer again whose message could not go out, empty, to be filled with all that waits for it.
    fn reopen(&mut self, mut composer: Composer) {
        if let Some(open) = &mut self.composer {
            if open.key == composer.key {
                open.joint = APART;
            }
            return;
        }
        let here = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.conversation == composer.key.conversation);
        if here && self.overlay.is_none() {
            composer.editor.set_text("");
            composer.timer = false;
            composer.unsaved = false;
            self.composer = Some(composer);
            self.pane = Pane::Conversation;
        }
    }

    /// Puts the draft before what was typed in the composer that waits for it.
    fn fill_composer(&mut self, key: &DraftKey, draft: Option<Draft>, out: &mut Vec<Effect>) {
        let Some(mut composer) = self
            .composer
            .take_if(|composer| composer.loading && composer.key == *key)
        else {
            return;
        };
        composer.loading = false;
        if let Some(draft) = draft {
            // Keys were faster than the disk: what was typed goes behind what was there.
            let typed = composer.editor.text();
            let text = joined(&draft.text, composer.joint, typed);
            composer.editor.set_text(&text);
            composer.parent = composer.parent.take().or(draft.parent);
        }
        composer.joint = "";
        composer.stale = true;
        if composer.was.is_some() {
            self.save(&mut composer, out);
        }
        self.composer = Some(composer);
        self.save_soon(out);
        self.name_addressee();
        self.fit_conversation();
        self.draft_is_here(out);
    }
}
