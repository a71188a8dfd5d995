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
            (Some(Overlay::Pager(_)), _) if self.is_searching() => Context::Prompt,
            (Some(Overlay::Pager(_)), _) => Context::Pager,
            (Some(Overlay::Menu(_) | Overlay::Stop(_)), _) => Context::Menu,
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
        self.ending = false;
        // Whoever presses keys looks at certain rows: from now on they stay where they are.
        self.list.touched = true;
        if self.pressed.is_empty() {
            self.clear_info();
            // Counted first: what is chosen is asked for at this press.
            self.press = self.press.wrapping_add(1);
            if let Some(letter) = key.text()
                && (self.choose_by_letter(letter, out) || self.answer_stop(letter, out))
            {
                self.quitting = false;
                return;
            }
        } else {
            self.press = self.press.wrapping_add(1);
        }
        self.pressed.push(key);
        match self.keymap.resolve(context, &self.pressed) {
            Match::Prefix(_) => {
                self.quitting = false;
                out.push(Effect::After(Timer::WhichKey(self.press), WHICH_KEY));
            }
            Match::Command(command) => {
                self.pressed.clear();
                if command == Command::Back && key.text().is_none() && self.says_how_to_leave() {
                    return;
                }
                self.run(command, out);
            }
            Match::None => {
                let pressed = std::mem::take(&mut self.pressed);
                self.unbound(context, &pressed, out);
            }
        }
    }

    fn unbound(&mut self, context: Context, pressed: &[Key], out: &mut Vec<Effect>) {
        if let [_, .., last] = pressed
            && self.leaves_sequence(context, *last, out)
        {
            return;
        }
        self.quitting = false;
        match pressed {
            [key] if context.takes_text() => match key.text() {
                Some(letter) => self.type_char(letter, out),
                None => self.say_unbound(context, &key.to_string()),
            },
            [key] => self.say_unbound(context, &key.to_string()),
            keys => {
                if let Ok(seq) = KeySeq::new(keys.iter().copied()) {
                    self.say_unbound(context, &seq.to_string());
                }
            }
        }
    }

    /// The keys that leave a place also leave a sequence that was begun, and the way out of the program is always open.
    fn leaves_sequence(&mut self, context: Context, key: Key, out: &mut Vec<Effect>) -> bool {
        match self.keymap.resolve(context, &[key]) {
            Match::Command(Command::Back | Command::Cancel | Command::LeaveComposer)
                if key.text().is_none() =>
            {
                true
            }
            Match::Command(command @ Command::Quit) => {
                self.run(command, out);
                true
            }
            _ => false,
        }
    }

    /// At the top, the key pressed to get out of this or that does not end the program: it says which letter does.
    fn says_how_to_leave(&mut self) -> bool {
        if !self.at_the_top() {
            return false;
        }
        let keys = self.keymap.keys_for(self.context(), Command::Back);
        let letter = keys
            .iter()
            .find(|keys| keys.keys().iter().all(|key| key.text().is_some()));
        let Some(letter) = letter else {
            return false;
        };
        let words = format!("{letter} leaves andibox.");
        self.quitting = false;
        self.say(crate::text::SafeText::line(&words));
        true
    }

    fn say_unbound(&mut self, context: Context, keys: &str) {
        let help = self.keymap.keys_for(context, Command::Help);
        let words = match help.first() {
            Some(help) => format!("{keys} does nothing here. {help} shows the keys."),
            None => format!("{keys} does nothing here."),
        };
        self.say(crate::text::SafeText::line(&words));
    }

    fn type_char(&mut self, letter: char, out: &mut Vec<Effect>) {
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.editor.insert_char(letter);
            self.prompt_changed(out);
        } else if self.is_searching() {
            self.type_search(letter.encode_utf8(&mut [0; 4]));
        } else {
            self.insert_char(letter, out);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str, out: &mut Vec<Effect>) {
        // A sequence does not go on behind a paste: its next key was meant for something else.
        self.pressed.clear();
        self.which_key = false;
        self.quitting = false;
        self.press = self.press.wrapping_add(1);
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.editor.insert_str(text);
            self.prompt_changed(out);
        } else if self.is_searching() {
            self.type_search(text);
        } else if self.overlay.is_none() && self.composer.is_some() {
            self.insert(text, out);
        } else {
            let (reply, note) = (
                self.key_named(Command::Reply),
                self.key_named(Command::Note),
            );
            let words =
                format!("There is nothing to paste into: {reply} replies, {note} writes a note.");
            self.say(crate::text::SafeText::line(&words));
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
            Match::Prefix(mut rest) => {
                rest.retain(|(_, command)| self.offers(*command));
                rest
            }
            Match::None | Match::Command(_) => Vec::new(),
        }
    }

    pub(super) fn clear_info(&mut self) {
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
