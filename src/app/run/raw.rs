//! The JSON of a message or thread as the server sent it: read, folded, searched and copied.

use crate::text::{SafeText, editor::Editor};

use crate::app::effect::Effect;
use crate::app::item::Delivery;
use crate::app::json::Json;
use crate::app::menu::{Choice, Menu, MenuItem};
use crate::app::overlay::{Overlay, Pager, PagerKind, Tone};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::{Pane, State};
use crate::command::Command;

impl State {
    /// Asks for the JSON of the selected message; of the thread, where no message of the server's is selected.
    pub(super) fn show_raw(&mut self, out: &mut Vec<Effect>) {
        let Some(conversation) = self.target() else {
            self.say_no_thread();
            return;
        };
        let message = self
            .reading
            .as_ref()
            .filter(|reading| {
                self.pane == Pane::Conversation && reading.conversation == conversation
            })
            .and_then(|reading| reading.message())
            .filter(|item| !matches!(item.delivery, Delivery::Local(..)))
            .map(|item| item.id.clone());
        // Opened at once, so that an answer that comes late finds its place or none: it never covers anything else.
        let reading = vec![vec![(Tone::Dim, "Reading…".into())]];
        self.raw = None;
        self.open_pager(PagerKind::Raw, "As the server sent it", reading);
        out.push(Effect::LoadRaw(conversation, message));
    }

    /// The JSON arrived: control characters and escapes are shown, the words are the server's.
    pub fn raw_arrived(&mut self, json: &str) {
        if self.raw_pager().is_some() {
            self.raw = Some(Box::new(Json::read(json)));
            self.draw_raw(Some(0));
        }
    }

    fn raw_pager(&self) -> Option<&Pager> {
        match &self.overlay {
            Some(Overlay::Pager(pager)) if pager.kind == PagerKind::Raw => Some(pager),
            _ => None,
        }
    }

    /// Shows the lines that are not folded away, with the cursor on this one.
    fn draw_raw(&mut self, cursor: Option<usize>) {
        let height = self.pager_height();
        let Some(json) = &self.raw else {
            return;
        };
        let lines = json.lines();
        let entries = (0..lines.len()).collect();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.set_entries(lines, entries);
            if let Some(cursor) = cursor {
                pager.selected = cursor;
            }
            pager.step(0, height);
        }
    }

    /// A command on the JSON that is open. False for one that it does not know.
    pub(super) fn run_in_raw(&mut self, command: Command) -> bool {
        let Some(at) = self.raw_pager().map(|pager| pager.selected) else {
            return false;
        };
        let Some(json) = &mut self.raw else {
            return false;
        };
        let cursor = match command {
            Command::Open => json.toggle(at),
            Command::PaneLeft => json.fold(at),
            Command::PaneRight => json.unfold(at),
            Command::FindNext | Command::FindPrevious if json.words.is_empty() => {
                self.say("Nothing is looked for: / finds words.");
                None
            }
            Command::FindNext => json.find(at, true, false),
            Command::FindPrevious => json.find(at, false, false),
            Command::Find => {
                self.ask_find_raw();
                return true;
            }
            Command::Copy => {
                self.copy_raw(at);
                return true;
            }
            _ => return false,
        };
        if cursor.is_some() {
            self.draw_raw(cursor);
        }
        true
    }

    fn copy_raw(&mut self, at: usize) {
        let Some(json) = &self.raw else {
            return;
        };
        let whole = MenuItem::new('a', "the whole JSON", Choice::Copy(json.text()));
        let value = json.value(at);
        let value = value
            .map(|value| MenuItem::new('v', "the value under the cursor", Choice::Copy(value)));
        let items = value.into_iter().chain([whole]).collect();
        self.open_menu_above(Menu::new("Copy", items));
    }

    fn ask_find_raw(&mut self) {
        let words = self
            .raw
            .as_ref()
            .map(|json| json.words.clone())
            .unwrap_or_default();
        if let Some(Overlay::Pager(pager)) = self.overlay.take() {
            let mut prompt = Prompt::new("Find in the JSON", Purpose::FindRaw(Box::new(pager)));
            prompt.editor = Editor::one_line();
            prompt.editor.set_text(words.as_str());
            self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
        }
    }

    /// The words are accepted, or the line is left: back to the JSON, at the first place found from where it was.
    pub(in crate::app) fn found_in_raw(&mut self, pager: Pager, words: Option<&str>) {
        let at = pager.selected;
        self.overlay = Some(Overlay::Pager(pager));
        // The window may have another size since.
        self.fit_overlay();
        let (Some(words), Some(json)) = (words, &mut self.raw) else {
            return;
        };
        json.words = SafeText::line(words);
        let hit = json.find(at, true, true);
        let found = hit.is_some() || words.trim().is_empty();
        self.draw_raw(hit);
        if !found {
            self.say("Nothing here holds these words.");
        }
    }
}
