//! What is known of the open conversation beside its messages: the customer, the thread, its metadata, and the other
//! threads of the same customer, which can be gone to.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::command::Command;
use crate::model::{Author, Conversation, Stamp, ThreadRow};
use crate::text::{SafeText, ago, clock, day, safe};

use super::State;
use super::effect::{Effect, Extend};
use super::item::{MessageLook, ThreadItem, line, status_word};
use super::reading::Reading;

/// The longest value worth reading here, in characters; the whole is in the raw view.
const VALUE: usize = 200;
/// Lines of metadata at the most.
const METADATA: usize = 100;
/// Levels of metadata at the most.
const DEPTH: usize = 4;
/// Other threads shown.
pub const OTHERS: u32 = 20;

/// The customer's other threads.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Others {
    /// Of whom they were asked for.
    pub of: Option<Box<Author>>,
    /// The number of the question.
    pub generation: u64,
    /// The answer is here.
    pub answered: bool,
    /// The newest of them.
    pub rows: Vec<ThreadItem>,
    /// There are more.
    pub more: bool,
}

/// A line of the sidebar.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// Nothing.
    Gap,
    /// What the next ones are about.
    Heading(SafeText),
    /// Words.
    Words(SafeText),
    /// Words of less importance.
    Dim(SafeText),
    /// Who waits, and for how long.
    Waiting,
    /// A name and a value, so many levels in.
    Pair(usize, SafeText, SafeText),
    /// Another thread of the customer: its subject, and its status and age.
    Thread(Conversation, SafeText, SafeText),
}

impl Fact {
    /// Whether the cursor stops there.
    pub const fn is_entry(&self) -> bool {
        matches!(self, Self::Pair(..) | Self::Thread(..))
    }
}

impl State {
    /// What the sidebar says of the open conversation.
    pub fn about(&self) -> Vec<Fact> {
        let Some(reading) = &self.reading else {
            return vec![Fact::Dim("No conversation is open.".into())];
        };
        let mut facts = Facts(Vec::new());
        facts.heading("Customer");
        facts.0.push(Fact::Words(reading.person()));
        if reading.row.is_some() {
            facts.0.push(Fact::Waiting);
        }
        if let Some(author) = reading.customer() {
            let fields = [
                ("email", &author.email),
                ("phone", &author.phone),
                ("external id", &author.external_id),
                ("picture", &author.avatar_url),
            ];
            for (name, word) in fields {
                facts.fact(name, &word.as_ref().map(line).unwrap_or_default());
            }
            let name = author.name.as_ref().map(line).unwrap_or_default();
            if name != reading.person() {
                facts.fact("name", &name);
            }
        }
        self.about_thread(reading, &mut facts);
        self.about_others(reading, &mut facts);
        facts.0
    }

    fn about_thread(&self, reading: &Reading, facts: &mut Facts) {
        facts.heading("Thread");
        let channel = self.channel_label(reading.conversation.channel());
        facts.fact("channel", &channel);
        if let Some(row) = &reading.row
            && matches!(reading.conversation, Conversation::Thread { .. })
        {
            facts.fact("status", &status_word(&row.status));
        }
        let Some(thread) = &reading.thread else {
            return;
        };
        facts.fact("opened", &self.stamp(Some(&thread.created_at)));
        facts.fact("last message", &self.stamp(thread.last_message_at.as_ref()));
        facts.fact("closed", &self.stamp(thread.closed_at.as_ref()));
        if let Some(id) = &thread.external_id {
            facts.fact("external id", &line(id));
        }
        facts.fact("id", &SafeText::line(thread.id.as_str()));
        let metadata = thread.metadata.as_ref().filter(|map| !map.is_empty());
        if let Some(metadata) = metadata {
            facts.heading("Metadata");
            let mut room = METADATA;
            facts.map(metadata, 0, &mut room);
            if room == 0 {
                let key = self.key_named(Command::Raw);
                facts.0.push(Fact::Dim(safe!("… {key} shows all of it")));
            }
        }
    }

    fn about_others(&self, reading: &Reading, facts: &mut Facts) {
        let others = &reading.others;
        if !others.answered {
            return;
        }
        facts.heading("Other threads");
        if others.rows.is_empty() {
            facts.0.push(Fact::Dim("none of this customer".into()));
        }
        for row in &others.rows {
            let age = row.last_at.map(|at| ago(self.now, at, &self.tz));
            let age = age.unwrap_or_default();
            let facts_of = safe!("{} · {age}", status_word(&row.status));
            let thread = Fact::Thread(row.conversation.clone(), row.title.clone(), facts_of);
            facts.0.push(thread);
        }
        if others.more {
            let words = safe!("… and more: / from:\"{}\" lists them", reading.person());
            facts.0.push(Fact::Dim(words));
        }
    }

    fn stamp(&self, stamp: Option<&Stamp>) -> SafeText {
        let moment = |at: DateTime<Utc>| {
            let day = day(self.now, at, &self.tz);
            safe!("{day} {}", clock(at, &self.tz))
        };
        stamp.map_or_else(SafeText::default, |stamp| {
            stamp.at().map_or_else(|| line(stamp.raw()), moment)
        })
    }

    /// Asks for the customer's other threads, once the sidebar is looked at and the customer is known.
    pub(super) fn ask_others(&mut self, out: &mut Vec<Effect>) {
        if !self.sidebar {
            return;
        }
        let generation = self.generation + 1;
        let Some(reading) = self.reading.as_mut().filter(|reading| reading.loaded) else {
            return;
        };
        let author = reading.customer().cloned();
        if author == reading.others.of.as_deref().cloned() {
            return;
        }
        let thread = reading.conversation.thread().cloned();
        reading.others = Others {
            of: author.clone().map(Box::new),
            generation,
            ..Others::default()
        };
        self.generation = generation;
        if let Some(author) = author {
            out.push(Effect::LoadOthers {
                generation,
                author: Box::new(author),
                but: thread,
                limit: OTHERS + 1,
            });
        }
    }

    /// The customer's other threads are here.
    pub(super) fn others_arrived(&mut self, generation: u64, rows: Vec<ThreadRow>) {
        if let Some(reading) = &mut self.reading
            && reading.others.generation == generation
        {
            reading.others.more = rows.len() > OTHERS as usize;
            let rows = rows.into_iter().take(OTHERS as usize);
            reading.others.rows = rows.map(Into::into).collect();
            reading.others.answered = true;
        }
    }

    /// The next entry of the sidebar, or the one before.
    pub(super) fn step_about(&mut self, by: isize) {
        let facts = self.about();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let entries: Vec<usize> = facts
            .iter()
            .enumerate()
            .filter_map(|(place, fact)| fact.is_entry().then_some(place))
            .collect();
        let last = entries.len().saturating_sub(1);
        let now = reading
            .about
            .map(|about| entries.partition_point(|place| *place < about).min(last));
        let next = match now {
            None if by > 0 && by < isize::MAX => 0,
            None => usize::try_from(by).unwrap_or(0),
            Some(now) => now.saturating_add_signed(by),
        };
        reading.about = entries.get(next.min(last)).copied();
    }

    /// The first or last entry of the sidebar.
    pub(super) fn about_end(&mut self, end: Extend) {
        self.step_about(match end {
            Extend::Before => isize::MIN,
            Extend::After => isize::MAX,
        });
    }

    /// The entry under the cursor.
    pub fn about_entry(&self) -> Option<Fact> {
        let place = self.reading.as_ref()?.about?;
        self.about().into_iter().nth(place).filter(Fact::is_entry)
    }

    /// Enter in the sidebar: another thread of the customer is opened.
    pub(super) fn open_about(&mut self, out: &mut Vec<Effect>) {
        match self.about_entry() {
            Some(Fact::Thread(conversation, ..)) => {
                self.pane = super::Pane::Conversation;
                self.open_conversation(conversation, true, out);
                self.fit_conversation();
            }
            Some(_) => self.say(safe!(
                "{} copies this. {} opens another thread of the customer.",
                self.key_named(Command::Copy),
                self.key_named(Command::Open)
            )),
            None => self.say(safe!(
                "{} and {} go through what is known; {} opens another thread.",
                self.key_named(Command::MoveDown),
                self.key_named(Command::MoveUp),
                self.key_named(Command::Open)
            )),
        }
    }
}

impl Reading {
    /// Who writes to us here: the author of the customer's last message.
    pub fn customer(&self) -> Option<&Author> {
        let mut messages = self.messages.iter().rev();
        messages
            .find(|item| item.look == MessageLook::Customer && item.writer.is_some())
            .and_then(|item| item.writer.as_deref())
    }
}

struct Facts(Vec<Fact>);

impl Facts {
    fn heading(&mut self, words: &'static str) {
        if !self.0.is_empty() {
            self.0.push(Fact::Gap);
        }
        self.0.push(Fact::Heading(words.into()));
    }

    fn fact(&mut self, name: &str, value: &SafeText) {
        self.pair(0, name, value.clone());
    }

    fn pair(&mut self, level: usize, name: &str, value: SafeText) {
        if !value.is_empty() {
            self.0.push(Fact::Pair(level, SafeText::line(name), value));
        }
    }

    /// What a map holds: what lies deeper stands further in.
    fn map(&mut self, map: &Map<String, Value>, level: usize, room: &mut usize) {
        for (name, value) in map {
            self.value(name, value, level, room);
        }
    }

    fn value(&mut self, name: &str, value: &Value, level: usize, room: &mut usize) {
        if *room == 0 {
            return;
        }
        *room -= 1;
        match value {
            Value::Object(map) if level + 1 < DEPTH && !map.is_empty() => {
                self.pair(level, name, "▾".into());
                self.map(map, level + 1, room);
            }
            Value::Array(list) if level + 1 < DEPTH && list.iter().any(is_nested) => {
                self.pair(level, name, safe!("{} entries", list.len()));
                for (place, value) in list.iter().enumerate() {
                    self.value(&format!("{}", place + 1), value, level + 1, room);
                }
            }
            Value::Array(list) => {
                let words: Vec<String> = list.iter().map(plain).collect();
                self.pair(level, name, short(&words.join(", ")));
            }
            value => self.pair(level, name, short(&plain(value))),
        }
    }
}

fn is_nested(value: &Value) -> bool {
    matches!(value, Value::Object(_) | Value::Array(_))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

fn short(words: &str) -> SafeText {
    let mut shown: String = words.chars().take(VALUE).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    SafeText::line(&shown)
}
