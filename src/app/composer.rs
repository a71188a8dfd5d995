//! The composer: one draft a conversation and mode, under the conversation it writes to.

use crate::command::Command;
use crate::model::{Conversation, Draft, DraftKey, MessageId, Mode, Seen};
use crate::text::{self, SafeText, editor::Editor};

use super::State;
use super::effect::{Effect, Timer};
use super::geometry::layout;
use super::snippets::Pick;

/// Typing rests at most so long before it is on disk, in milliseconds (the promise is 300).
const SAVE_AFTER: u64 = 150;
/// More lines than this no composer shows; they are not counted.
const COUNTED: usize = 120;

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
    /// The draft on disk was asked for and is not here yet. Until then nothing is written over it.
    pub loading: bool,
    /// What stands between the draft on disk and what was written here, once the former is here.
    pub joint: &'static str,
    /// The draft these words were before the mode was changed: removed once they are safe as this one.
    pub was: Option<DraftKey>,
    /// The columns lines were counted at, and how many there were.
    pub counted: Option<(usize, usize)>,
    /// The text has changed since.
    pub stale: bool,
    /// What of the conversation the person had seen when it was opened, or was last shown what is new; none while the
    /// conversation is not here.
    pub seen: Option<Seen>,
    /// The list of snippets, while one is looked for.
    pub pick: Option<Pick>,
    /// Where the person left the list, so that it does not open there again.
    pub passed: Option<usize>,
    /// The person was asked and sends it though it is too long.
    pub long: bool,
    /// The person was asked and sends what looks like the call of a snippet.
    pub calls: bool,
    /// It was opened from the list: that has the keyboard again afterwards, where it stands beside the conversation.
    pub from_list: bool,
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

    /// How many lines the text takes in so many columns, as far as a screen can show them.
    pub fn lines(&self, columns: usize) -> usize {
        match self.counted {
            Some((at, lines)) if at == columns => lines,
            _ => count_lines(self.editor.text(), columns),
        }
    }

    fn count(&mut self, columns: usize) {
        if self.stale || self.counted.is_none_or(|(at, _)| at != columns) {
            self.counted = Some((columns, count_lines(self.editor.text(), columns)));
            self.stale = false;
        }
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
        let key = DraftKey {
            conversation: reading.conversation.clone(),
            mode,
        };
        self.ask_draft(&key, out);
        let channel = self.channel_label(key.conversation.channel());
        self.composer = Some(Composer {
            key,
            editor: Editor::new(),
            parent,
            parent_words: SafeText::default(),
            to: SafeText::default(),
            channel,
            unsaved: false,
            timer: false,
            trouble: None,
            loading: true,
            joint: "",
            was: None,
            counted: None,
            stale: true,
            seen: None,
            pick: None,
            passed: None,
            long: false,
            calls: false,
            from_list: false,
        });
        self.composer_sees();
        self.name_addressee();
        self.pane = super::Pane::Conversation;
        self.fit_conversation();
        if self
            .composer
            .as_ref()
            .is_some_and(|composer| composer.parent.is_some())
        {
            // The composer took lines away: what is answered stays on the screen.
            self.show_selected(out);
        }
    }

    /// Says in the composer's frame whom it goes to and what it answers, as far as that is known by now.
    pub fn name_addressee(&mut self) {
        let (Some(composer), Some(reading)) = (&mut self.composer, &self.reading) else {
            return;
        };
        if composer.key.conversation != reading.conversation {
            return;
        }
        composer.to = match &reading.conversation {
            Conversation::Thread { .. } => reading.person(),
            Conversation::Feed { .. } => composer.channel.clone(),
        };
        let parent = composer
            .parent
            .as_ref()
            .and_then(|id| reading.messages.iter().find(|item| item.id == *id));
        if let Some(item) = parent {
            let first = item.body.text.as_str().lines().next().unwrap_or("");
            composer.parent_words = SafeText::line(&format!("{}: {first}", item.author));
        }
    }

    /// Text was pasted.
    pub fn insert(&mut self, text: &str, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.editor.insert_str(text);
            composer.pick = None;
            self.edited(out);
        }
    }

    /// A character was typed.
    pub fn insert_char(&mut self, letter: char, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.editor.insert_char(letter);
            self.edited(out);
            self.find_snippets();
        }
    }

    /// Carries out an editing command.
    pub fn edit(&mut self, command: Command, out: &mut Vec<Effect>) {
        let columns = layout(self)
            .composer
            .map_or(40, |pane| text_columns(pane.inner.w));
        let Some(composer) = &mut self.composer else {
            return;
        };
        if super::typing::apply(&mut composer.editor, command, columns) {
            self.edited(out);
        }
        self.find_snippets();
    }

    /// The text in the composer has changed.
    pub fn edited(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.unsaved = true;
            composer.stale = true;
        }
        self.save_soon(out);
        self.fit_conversation();
    }

    /// Sets the timer to save, unless it runs; while the draft on disk is not here there is nothing to save yet.
    pub fn save_soon(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer
            && composer.unsaved
            && !composer.loading
            && !composer.timer
        {
            composer.timer = true;
            out.push(Effect::After(Timer::SaveDraft, SAVE_AFTER));
        }
    }

    /// The timer to save the draft has run out.
    pub fn save_timer(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = &mut self.composer {
            composer.timer = false;
        }
        self.save_draft(out);
    }

    /// Counts the composer's lines, once for all the times its height is asked for until the next change.
    pub fn count_composer(&mut self) {
        let Some(pane) = layout(self).composer else {
            return;
        };
        if let Some(composer) = &mut self.composer {
            composer.count(text_columns(pane.inner.w));
        }
    }
}

/// The columns of the composer's text in a pane of so many.
pub fn text_columns(inner: u16) -> usize {
    usize::from(inner.saturating_sub(2).max(1))
}

/// Like `Editor::visual_lines`, but it stops counting where no screen goes on: a draft may be of any length.
fn count_lines(text: &str, columns: usize) -> usize {
    let columns = columns.saturating_sub(1).max(1);
    // Enough for the lines that count, unless hardly any of it can be seen.
    let most = COUNTED * columns * 4;
    let mut lines = 0;
    for paragraph in text.split('\n') {
        let end = paragraph.floor_char_boundary(most);
        lines += text::wrap_count(&paragraph[..end], columns);
        if lines >= COUNTED {
            return COUNTED;
        }
    }
    lines
}
