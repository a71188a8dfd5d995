//! A person's seat: keys go in, effects come out, and the store answers when it is let.

use std::collections::VecDeque;

use chrono::{FixedOffset, TimeDelta};

use crate::app::effect::{Effect, Timer};
use crate::app::msg::{Change, Msg};
use crate::app::overlay::{Overlay, Pager};
use crate::app::{Facts, Pane, State, update};
use crate::command::{Key, Keymap};
use crate::model::{Conversation, Draft, DraftKey, Mode};

use super::store::{Store, superseded};
use super::things::{channel, messages, noon, rows, thread};

pub struct Seat {
    pub state: State,
    pub store: Store,
    /// All effects since they were last looked at.
    pub effects: Vec<Effect>,
    /// What the store was not let to answer yet.
    pub open: VecDeque<Effect>,
    /// The time before each key, in milliseconds. Usually so long that each stands alone.
    pub pace: i64,
}

impl Seat {
    /// A started inbox of so many threads of three messages each, on a wide screen.
    pub fn of(threads: usize) -> Self {
        Self::sized(120, 40, threads)
    }

    pub fn sized(w: u16, h: u16, threads: usize) -> Self {
        let mut seat = Self::before_start(w, h, threads);
        seat.tell(Msg::Start);
        seat.effects.clear();
        seat
    }

    pub fn before_start(w: u16, h: u16, threads: usize) -> Self {
        let utc = FixedOffset::east_opt(0).unwrap();
        let state = State::new(Facts::default(), Keymap::default(), noon(), utc);
        let mut store = Store {
            channels: vec![channel("mail"), channel("chat")],
            rows: rows(0..threads),
            ..Store::default()
        };
        for number in 0..threads {
            store.messages.insert(thread(number), messages(3));
        }
        let mut seat = Self {
            state,
            store,
            effects: Vec::new(),
            open: VecDeque::new(),
            pace: 200,
        };
        seat.hear(Msg::Resize(w, h));
        seat
    }

    /// A message, and nothing answers yet.
    pub fn hear(&mut self, msg: Msg) {
        if matches!(msg, Msg::Key(_)) {
            self.wait(self.pace);
        }
        let effects = update(&mut self.state, msg);
        self.effects.extend(effects.iter().cloned());
        self.open.extend(effects);
    }

    /// Some milliseconds pass.
    pub fn wait(&mut self, millis: i64) {
        let now = self.state.now + TimeDelta::milliseconds(millis);
        let msg = Msg::Now(now, self.state.tz);
        let effects = update(&mut self.state, msg);
        self.effects.extend(effects.iter().cloned());
        self.open.extend(effects);
    }

    /// A message, and everything it asks for is answered.
    pub fn tell(&mut self, msg: Msg) {
        self.hear(msg);
        self.settle();
    }

    /// Keys such as `j j Ctrl-x s`, each with everything answered before the next.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let msg = Msg::Key(key.parse().unwrap());
            // As the loop does.
            if self.state.is_behind() && !self.state.runs_on(&msg) {
                self.tell(Msg::CatchUp);
            }
            self.tell(msg);
        }
    }

    /// Keys so fast that nothing is answered between them.
    pub fn press_fast(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.hear(Msg::Key(key.parse().unwrap()));
        }
    }

    pub fn type_text(&mut self, text: &str) {
        self.type_fast(text);
        self.settle();
    }

    pub fn type_fast(&mut self, text: &str) {
        for letter in text.chars() {
            self.hear(Msg::Key(Key::char(letter)));
        }
    }

    /// Lets the store answer everything, and the conversation follow the list as the loop does.
    pub fn settle(&mut self) {
        self.answer();
        self.frame();
        self.answer();
    }

    /// A frame is drawn, and the conversation follows the list in the next one.
    pub fn frame(&mut self) {
        if self.state.follows() {
            self.hear(Msg::CatchUp);
        }
    }

    fn answer(&mut self) {
        while let Some(effect) = self.open.pop_front() {
            if superseded(&effect, &self.open) {
                continue;
            }
            if let Some(msg) = self.store.answer(&effect) {
                self.hear(msg);
            }
        }
    }

    pub fn fire(&mut self, timer: Timer) {
        self.tell(Msg::Timer(timer));
    }

    /// The store changed, in all ways.
    pub fn changed(&mut self) {
        let mut changes = vec![Change::Channels, Change::Threads, Change::Outbox];
        if let Some(conversation) = self.reading() {
            changes.push(Change::Messages(conversation));
        }
        self.tell(Msg::Changed(changes));
    }

    /// The effects since they were last looked at.
    pub fn taken(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    pub fn selected(&self) -> Option<Conversation> {
        self.state.list.selected.clone()
    }

    pub fn reading(&self) -> Option<Conversation> {
        let open = self.state.reading.as_ref();
        open.map(|reading| reading.conversation.clone())
    }

    /// The selected message's id.
    pub fn message(&self) -> &str {
        let open = self.state.reading.as_ref();
        open.and_then(|reading| reading.selected.as_ref())
            .map_or("", |id| id.as_str())
    }

    /// The threads on the list, by their ids.
    pub fn listed(&self) -> Vec<&str> {
        let rows = self.state.list.rows.iter();
        rows.map(|row| row.thread().map_or("feed", |thread| thread.as_str()))
            .collect()
    }

    pub fn text(&self) -> Option<&str> {
        let composer = self.state.composer.as_ref();
        composer.map(|composer| composer.editor.text())
    }

    pub fn notice(&self) -> &str {
        let notice = self.state.notice.as_ref();
        notice.map_or("", |notice| notice.text.as_str())
    }

    /// The draft on the disk.
    pub fn on_disk(&self, conversation: &Conversation, mode: Mode) -> Option<&str> {
        let draft = self.store.drafts.get(&key(conversation, mode));
        draft.map(|draft| draft.text.as_str())
    }

    pub fn put_on_disk(&mut self, conversation: &Conversation, mode: Mode, text: &str) {
        let draft = Draft {
            key: key(conversation, mode),
            text: text.to_owned(),
            parent: None,
            updated_at: noon(),
        };
        self.store.drafts.insert(draft.key.clone(), draft);
    }

    /// The texts of the messages sent.
    pub fn sent(&self) -> Vec<&str> {
        let asked = self.store.asked.iter();
        asked
            .map(super::store::text_of)
            .filter(|text| !text.is_empty())
            .collect()
    }

    pub fn pager(&self) -> Option<&Pager> {
        match &self.state.overlay {
            Some(Overlay::Pager(pager)) => Some(pager),
            _ => None,
        }
    }

    /// The open pager's lines as plain text.
    pub fn page(&self) -> Vec<String> {
        let lines = self.pager().map_or(&[][..], Pager::lines);
        lines
            .iter()
            .map(|line| line.iter().map(|(_, text)| text.as_str()).collect())
            .collect()
    }

    /// The open menu's title and letters, or the prompt's title and its problem.
    pub fn question(&self) -> (String, String) {
        match &self.state.overlay {
            Some(Overlay::Menu(menu)) => {
                let letters = menu.items.iter().map(|item| item.key).collect();
                (menu.title.to_string(), letters)
            }
            Some(Overlay::Prompt(prompt)) => {
                let problem = prompt.problem.clone().unwrap_or_default();
                (prompt.title.to_string(), problem.to_string())
            }
            _ => (String::new(), String::new()),
        }
    }

    pub fn pane(&self) -> Pane {
        self.state.pane
    }
}

pub fn key(conversation: &Conversation, mode: Mode) -> DraftKey {
    DraftKey {
        conversation: conversation.clone(),
        mode,
    }
}
