//! What is done with a draft as a whole: discarded, given another mode, handed to `$EDITOR`.

use crate::app::State;
use crate::app::answer::Then;
use crate::app::composer::Composer;
use crate::app::effect::Effect;
use crate::model::{Draft, DraftKey, Mode};
use crate::text::SafeText;

use crate::app::undo::{Part, Step};

use super::{APART, Held};

impl State {
    /// Discards the draft in the composer.
    pub fn discard_draft(&mut self, out: &mut Vec<Effect>) {
        if self.still_reading() {
            return;
        }
        if let Some(composer) = self.composer.take() {
            if composer.editor.is_empty() {
                self.say("The draft is discarded.");
            } else {
                let words = format!(
                    "The draft is discarded. {} brings it back.",
                    self.undo_keys()
                );
                self.say(SafeText::line(&words));
                self.did(Step::of(vec![Part::Draft(composer.draft(self.now))]));
            }
            self.push_discard(composer.key, out);
            self.fit_conversation();
        }
    }

    /// Brings a discarded draft back into a composer, behind what was written there since.
    pub fn bring_back(&mut self, draft: Draft, out: &mut Vec<Effect>) {
        let DraftKey { conversation, mode } = draft.key;
        let here = self.reading.as_ref();
        if here.is_none_or(|reading| reading.conversation != conversation) {
            self.open_conversation(conversation, true, out);
        }
        self.compose(mode, draft.parent, out);
        if let Some(composer) = &mut self.composer {
            composer.joint = APART;
            self.insert(&draft.text, out);
        }
    }

    /// Gives the text in the composer another mode: it moves to the draft of that mode, behind what is there.
    pub fn change_mode_to(&mut self, mode: Mode, out: &mut Vec<Effect>) {
        if self.still_reading() {
            return;
        }
        let Some(composer) = self
            .composer
            .as_mut()
            .filter(|composer| composer.key.mode != mode)
        else {
            return;
        };
        let key = DraftKey {
            mode,
            ..composer.key.clone()
        };
        composer.was = Some(std::mem::replace(&mut composer.key, key.clone()));
        composer.loading = true;
        composer.joint = APART;
        composer.unsaved = true;
        self.ask_draft(&key, out);
    }

    /// Holds a message whose draft was not read yet.
    pub fn hold(&mut self, composer: Composer, then: Then) {
        self.keeping.held.push(Held {
            composer,
            then: Some(then),
        });
    }

    /// Hands the draft to `$EDITOR`.
    pub fn edit_outside(&mut self, out: &mut Vec<Effect>) {
        if self.still_reading() {
            return;
        }
        self.save_draft(out);
        if let Some(composer) = &self.composer {
            self.keeping.outside = Some(composer.draft(self.now));
            out.push(Effect::Edit(composer.editor.text().to_owned()));
        }
    }

    /// The text came back from `$EDITOR`: into the composer it came from, or else to the disk.
    pub fn replace_draft(&mut self, text: &str, out: &mut Vec<Effect>) {
        let Some(outside) = self.keeping.outside.take() else {
            return;
        };
        let text = text.trim_end_matches(['\n', '\r']);
        match &mut self.composer {
            Some(composer) if composer.key == outside.key && !composer.loading => {
                composer.editor.replace_text(text);
                self.edited(out);
                self.save_draft(out);
            }
            _ => {
                let draft = Draft {
                    text: text.to_owned(),
                    updated_at: self.now,
                    ..outside
                };
                self.push_save(draft, out);
            }
        }
    }

    /// Whether the draft is not here yet, which is then said.
    pub fn still_reading(&mut self) -> bool {
        let loading = self.composer.as_ref().is_some_and(|open| open.loading);
        if loading {
            self.say("One moment: the draft is being read from the disk.");
        }
        loading
    }
}
