//! The composer: one draft a conversation and mode, kept on disk while it is typed.

use crate::command::Command;
use crate::model::{Draft, DraftKey, MessageId, Mode};
use crate::text::{SafeText, editor::Editor};

use super::State;
use super::effect::{Effect, Timer};
use super::geometry::layout;

/// Typing rests at most so long before it is on disk, in milliseconds (the promise is 300).
const SAVE_AFTER: u64 = 150;
/// After a failed save it is tried again so often, in milliseconds.
const SAVE_AGAIN: u64 = 2_000;

/// The open composer.
#[derive(Clone, Debug)]
pub struct Composer {
    /// Which draft. Fixed when it was opened: a reply can never reach another conversation.
    pub key: DraftKey,
    /// The words.
    pub editor: Editor,
    /// The message it answers.
    pub parent: Option<MessageId>,
    /// The first words of that message.
    pub parent_words: SafeText,
    /// Whom it goes to.
    pub to: SafeText,
    /// By which channel.
    pub channel: SafeText,
    /// Whether what is on disk is older than what is here.
    pub unsaved: bool,
    /// Whether a timer to save it runs.
    pub timer: bool,
    /// Why it could not be saved, if so.
    pub trouble: Option<SafeText>,
    /// The draft on disk was asked for and is not here yet.
    pub loading: bool,
}

impl Composer {
    /// The draft as it stands.
    pub fn draft(&self, now: chrono::DateTime<chrono::Utc>) -> Draft {
        Draft {
            key: self.key.clone(),
            text: self.editor.text().to_owned(),
            parent: self.parent.clone(),
            updated_at: now,
        }
    }

    /// Whether it goes to the customer.
    pub fn is_reply(&self) -> bool {
        self.key.mode == Mode::Reply
    }
}

impl State {
    /// Opens the composer for the open conversation.
    pub fn compose(&mut self, mode: Mode, parent: Option<MessageId>, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        let Some(reading) = &mut self.reading else {
            return;
        };
        reading.opened = true;
        let parent_words = parent
            .as_ref()
            .and_then(|id| reading.messages.iter().find(|item| item.id == *id))
            .map(|item| {
                let first = item.body.as_str().lines().next().unwrap_or("");
                SafeText::line(&format!("{}: {first}", item.author))
            })
            .unwrap_or_default();
        let key = DraftKey {
            conversation: reading.conversation.clone(),
            mode,
        };
        let to = reading.person();
        let channel = self.channel_label(key.conversation.channel());
        out.push(Effect::LoadDraft(key.clone()));
        self.composer = Some(Composer {
            key,
            editor: Editor::new(),
            parent,
            parent_words,
            to,
            channel,
            unsaved: false,
            timer: false,
            trouble: None,
            loading: true,
        });
        self.pane = super::Pane::Conversation;
        self.fit_conversation();
        self.mark_seen(out);
    }

    /// Leaves the composer; the draft is kept.
    pub fn leave_composer(&mut self, out: &mut Vec<Effect>) {
        self.save_draft(out);
        if self.composer.take().is_some() {
            self.fit_conversation();
        }
    }

    /// Writes the draft to the disk if it has changed.
    pub fn save_draft(&mut self, out: &mut Vec<Effect>) {
        let now = self.now;
        let Some(composer) = self.composer.as_mut().filter(|composer| composer.unsaved) else {
            return;
        };
        composer.unsaved = false;
        out.push(if composer.editor.is_empty() {
            Effect::DiscardDraft(composer.key.clone())
        } else {
            Effect::SaveDraft(composer.draft(now))
        });
    }

    /// A draft came from the disk.
    pub fn draft_arrived(&mut self, key: &DraftKey, draft: Option<Draft>) {
        let Some(composer) = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == *key && composer.loading)
        else {
            return;
        };
        composer.loading = false;
        // What the disk did not take is newer than what it has.
        let kept = self.unsaved.iter().position(|kept| kept.key == *key);
        let draft = kept.map(|place| self.unsaved.remove(place)).or(draft);
        let Some(draft) = draft else {
            return;
        };
        if composer.editor.is_empty() {
            composer.editor.set_text(&draft.text);
        } else {
            // Keys were faster than the disk: what was typed goes behind what was there.
            let typed = composer.editor.text().to_owned();
            composer.editor.set_text(&format!("{}{typed}", draft.text));
        }
        if composer.parent.is_none() {
            composer.parent = draft.parent;
        }
        self.fit_conversation();
    }

    /// A draft could not be saved: it stays here, and is tried again.
    pub fn draft_not_saved(&mut self, draft: Draft, why: &SafeText, out: &mut Vec<Effect>) {
        let words = format!("The draft could not be saved, it is kept in memory: {why}");
        self.complain(SafeText::line(&words));
        let open = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == draft.key);
        if let Some(composer) = open {
            composer.unsaved = true;
            composer.trouble = Some(why.clone());
        } else {
            self.unsaved.retain(|other| other.key != draft.key);
            self.unsaved.push(draft);
        }
        out.push(Effect::After(Timer::SaveAgain, SAVE_AGAIN));
    }

    /// Tries again to save what the disk did not take.
    pub fn save_again(&mut self, out: &mut Vec<Effect>) {
        self.save_draft(out);
        out.extend(self.unsaved.drain(..).map(Effect::SaveDraft));
    }

    /// The draft is on disk.
    pub fn draft_saved(&mut self, key: &DraftKey) {
        let open = self
            .composer
            .as_mut()
            .filter(|composer| composer.key == *key);
        if let Some(composer) = open {
            composer.trouble = None;
        }
    }

    /// Text was pasted.
    pub fn insert(&mut self, text: &str, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.editor.insert_str(text);
            self.edited(out);
        }
    }

    /// A character was typed.
    pub fn insert_char(&mut self, letter: char, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.editor.insert_char(letter);
            self.edited(out);
        }
    }

    /// The text came back from `$EDITOR`.
    pub fn replace_draft(&mut self, text: &str, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.editor.replace_text(text.trim_end_matches('\n'));
            self.edited(out);
            self.save_draft(out);
        }
    }

    /// Carries out an editing command.
    pub fn edit(&mut self, command: Command, out: &mut Vec<Effect>) {
        let width = layout(self).composer.map_or(40, |pane| {
            usize::from(pane.inner.w.saturating_sub(2).max(1))
        });
        let Some(composer) = &mut self.composer else {
            return;
        };
        if super::typing::apply(&mut composer.editor, command, width) {
            self.edited(out);
        }
    }

    fn edited(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.unsaved = true;
            if !composer.timer {
                composer.timer = true;
                out.push(Effect::After(Timer::SaveDraft, SAVE_AFTER));
            }
        }
        self.fit_conversation();
    }

    /// The timer to save the draft has run out.
    pub fn save_timer(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.timer = false;
        }
        self.save_draft(out);
    }
}
