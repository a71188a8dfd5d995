//! From a key to a command: the context that has the keyboard, sequences, and what is text.

use crate::command::{Command, Context, Key, KeySeq, Match};

use super::effect::{Effect, Timer};
use super::overlay::Overlay;
use super::{Pane, State};

/// What can follow is shown after so many milliseconds.
const WHICH_KEY: u64 = 400;

impl State {
    /// The place that has the keyboard.
    pub fn context(&self) -> Context {
        match (&self.overlay, &self.composer) {
            (Some(Overlay::Pager(_)), _) => Context::Pager,
            (Some(Overlay::Menu(_)), _) => Context::Menu,
            (Some(Overlay::Prompt(_)), _) => Context::Prompt,
            (None, Some(_)) => Context::Composer,
            (None, None) => match self.pane {
                Pane::Places => Context::Views,
                Pane::Threads => Context::Threads,
                Pane::Conversation => Context::Conversation,
                Pane::Sidebar => Context::Pager,
            },
        }
    }

    /// A key was pressed.
    pub fn key(&mut self, key: Key, out: &mut Vec<Effect>) {
        let key = key.canonical();
        let context = self.context();
        self.which_key = false;
        if self.pressed.is_empty() {
            if let Some(letter) = key.text()
                && self.choose_by_letter(letter, out)
            {
                return;
            }
            self.clear_info();
        }
        self.pressed.push(key);
        self.press = self.press.wrapping_add(1);
        match self.keymap.resolve(context, &self.pressed) {
            Match::Prefix(_) => out.push(Effect::After(Timer::WhichKey(self.press), WHICH_KEY)),
            Match::Command(command) => {
                self.pressed.clear();
                self.run(command, out);
            }
            Match::None => {
                let pressed = std::mem::take(&mut self.pressed);
                self.unbound(context, &pressed, out);
            }
        }
        if !self.pressed.is_empty() {
            self.quitting = false;
        }
    }

    fn unbound(&mut self, context: Context, pressed: &[Key], out: &mut Vec<Effect>) {
        match pressed {
            [key] if context.takes_text() => {
                if let Some(letter) = key.text() {
                    self.type_char(letter, out);
                }
            }
            [key] => self.say_unbound(&key.to_string()),
            keys => {
                if let Ok(seq) = KeySeq::new(keys.iter().copied()) {
                    self.say_unbound(&seq.to_string());
                }
            }
        }
    }

    fn say_unbound(&mut self, keys: &str) {
        let words = format!("{keys} does nothing here. ? shows the keys.");
        self.say(crate::text::SafeText::line(&words));
    }

    fn type_char(&mut self, letter: char, out: &mut Vec<Effect>) {
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.editor.insert_char(letter);
            self.prompt_changed(out);
        } else {
            self.insert_char(letter, out);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str, out: &mut Vec<Effect>) {
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.editor.insert_str(text);
            self.prompt_changed(out);
        } else if self.overlay.is_none() && self.composer.is_some() {
            self.insert(text, out);
        } else {
            self.say("There is nothing to paste into: r replies, i writes a note.");
        }
    }

    /// The keys pressed so far have waited long enough: show what can follow.
    pub fn which_key_timer(&mut self, press: u32) {
        if press == self.press && !self.pressed.is_empty() {
            self.which_key = true;
        }
    }

    /// What can follow the keys pressed so far.
    pub fn continuations(&self) -> Vec<(KeySeq, Command)> {
        match self.keymap.resolve(self.context(), &self.pressed) {
            Match::Prefix(rest) => rest,
            Match::None | Match::Command(_) => Vec::new(),
        }
    }

    fn clear_info(&mut self) {
        use super::notice::NoticeKind;
        if self
            .notice
            .as_ref()
            .is_some_and(|notice| notice.kind == NoticeKind::Info)
        {
            self.notice = None;
        }
    }
}
