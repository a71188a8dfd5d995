//! The law: every typed word exists exactly once, as draft, outbox row or server message, where it was written, and a
//! note stays a note.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;
use serde_json::Value;

use super::marker::{Marker, find, word};
use crate::reliability::world::{ServerMessage, World};

/// What the person did with a text last, as far as the screen said so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stands in a composer, or was left there.
    Typed,
    /// The key to send it was pressed; what came of it was not seen.
    Sending,
    /// The screen said that it is on its way.
    Sent,
    /// The key to discard it was pressed; what came of it was not seen.
    Discarding,
    /// The screen said that it is discarded.
    Discarded,
    /// A kill took it before it had to be on the disk.
    Gone,
}

/// A word that was typed.
#[derive(Clone, Debug)]
pub struct Text {
    /// The thread's title; none for a word that was typed ahead and not seen.
    pub thread: Option<String>,
    pub note: bool,
    pub fate: Fate,
    /// Its last key was seen on the screen.
    pub seen: bool,
    /// From now on it must be there.
    pub owed: bool,
}

/// Every word that was typed.
pub type Texts = BTreeMap<Marker, Text>;

/// Where a word was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    Draft,
    Outbox,
    Server,
}

/// A word found somewhere.
#[derive(Clone, Debug)]
pub struct Found {
    pub place: Place,
    /// The thread's id.
    thread: String,
    note: bool,
}

impl Found {
    fn is_in(&self, thread: Option<&String>) -> bool {
        thread.is_none_or(|thread| self.thread.contains(thread))
    }
}

/// What stands on both disks.
pub struct Stock {
    found: HashMap<Marker, Vec<Found>>,
    /// Requests that the server has more than once.
    pub twice: Vec<String>,
    pub drafts: usize,
    pub outbox: usize,
    /// Of these, what may have reached the server or not.
    pub under_way: usize,
    pub messages: usize,
}

impl Stock {
    /// Takes stock of a local copy, and then of the server: what is sent meanwhile bears the same name on both.
    pub fn take(disk: Option<&Connection>, world: &World) -> Self {
        let mut stock = Self {
            found: HashMap::new(),
            twice: Vec::new(),
            drafts: 0,
            outbox: 0,
            under_way: 0,
            messages: 0,
        };
        let mut under_way = disk.map(|disk| stock.local(disk)).unwrap_or_default();
        stock.server(&world.messages(), &mut under_way);
        for (text, found) in under_way.into_values() {
            stock.put(&text, &found);
        }
        stock
    }

    /// Where a word is.
    pub fn of(&self, marker: Marker) -> &[Found] {
        self.found.get(&marker).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, text: &str, found: &Found) {
        for marker in find(text) {
            self.found.entry(marker).or_default().push(found.clone());
        }
    }

    fn local(&mut self, disk: &Connection) -> HashMap<String, (String, Found)> {
        for [place, mode, text] in rows(disk, "SELECT place, mode, text FROM draft") {
            self.drafts += 1;
            let found = Found {
                place: Place::Draft,
                thread: place,
                note: mode == "note",
            };
            self.put(&text, &found);
        }
        let unsure = "SELECT count(*) FROM outgoing WHERE state IN ('sending', 'unknown')";
        let count = disk.query_row(unsure, [], |row| row.get::<_, i64>(0));
        self.under_way = usize::try_from(count.unwrap()).unwrap();
        let mut under_way = HashMap::new();
        for [id, place, action] in rows(disk, "SELECT id, place, action FROM outgoing") {
            self.outbox += 1;
            let action: Value = serde_json::from_str(&action).unwrap();
            let found = Found {
                place: Place::Outbox,
                thread: place,
                note: action["mode"] == "note",
            };
            let text = action["text"].as_str().unwrap_or_default().to_owned();
            under_way.insert(id, (text, found));
        }
        under_way
    }

    fn server(
        &mut self,
        messages: &[ServerMessage],
        under_way: &mut HashMap<String, (String, Found)>,
    ) {
        let mut names = HashSet::new();
        for message in messages {
            self.messages += 1;
            if let Some(name) = &message.client_message_id {
                if !names.insert(name) {
                    self.twice.push(format!("{name}: {message:?}"));
                }
                under_way.remove(name);
            }
            let found = Found {
                place: Place::Server,
                thread: message.thread.clone(),
                note: message.direction == "internal",
            };
            self.put(&message.text, &found);
        }
    }
}

fn rows(disk: &Connection, sql: &str) -> Vec<[String; 3]> {
    let mut all = disk.prepare(sql).unwrap();
    let rows = all.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]));
    rows.unwrap().map(Result::unwrap).collect()
}

/// How often the law was broken, and in words how.
#[derive(Default)]
pub struct Verdict {
    pub lost: usize,
    pub doubled: usize,
    pub other: usize,
    pub words: Vec<String>,
}

/// Holds the stock against what was typed. `threads` are the ids by title; `shared` drafts may be sent by somebody else.
pub fn judge(
    texts: &Texts,
    stock: &Stock,
    threads: &HashMap<String, String>,
    shared: bool,
) -> Verdict {
    let mut verdict = Verdict::default();
    for twice in &stock.twice {
        verdict.doubled += 1;
        verdict
            .words
            .push(format!("the server has it twice: {twice}"));
    }
    for (marker, text) in texts {
        let found = stock.of(*marker);
        let mut say = |what: &str| {
            let words = format!("{} {what}: {text:?}, found {found:?}", word(*marker));
            verdict.words.push(words);
        };
        match found {
            [] => {
                let gone = [Fate::Discarding, Fate::Discarded, Fate::Gone].contains(&text.fate);
                if text.owed && !gone {
                    say("is lost");
                    verdict.lost += 1;
                }
            }
            [one] => {
                let left = one.place != Place::Draft;
                let wrong = match text.fate {
                    Fate::Sent if !left => Some("was sent and is a draft"),
                    Fate::Discarded | Fate::Discarding if left => Some("was discarded and is sent"),
                    Fate::Typed if left && !shared => Some("was not sent and is"),
                    _ if left && one.note != text.note => Some("is of the other mode"),
                    _ if !one.is_in(text.thread.as_ref().map(|it| &threads[it])) => {
                        Some("is elsewhere")
                    }
                    _ => None,
                };
                if let Some(wrong) = wrong {
                    say(wrong);
                    verdict.other += 1;
                }
            }
            _ => {
                say("is there more than once");
                verdict.doubled += 1;
            }
        }
    }
    verdict
}

/// After a kill: what the disks have is what is known of each word from now on. Returns how many unsaved ones were
/// taken, and how many discarded ones are back as drafts.
pub fn resolve(texts: &mut Texts, stock: &Stock) -> (usize, usize) {
    let (mut taken, mut back) = (0, 0);
    for (marker, text) in texts {
        match stock.of(*marker).first() {
            None => {
                let discarded = [Fate::Discarding, Fate::Discarded].contains(&text.fate);
                if discarded {
                    text.fate = Fate::Discarded;
                } else if text.fate != Fate::Gone {
                    taken += 1;
                    text.fate = Fate::Gone;
                }
            }
            Some(found) if found.place == Place::Draft => {
                if text.fate == Fate::Discarded {
                    back += 1;
                }
                text.fate = Fate::Typed;
                text.owed = true;
                text.seen = true;
                text.note = found.note;
            }
            Some(_) => {
                text.fate = Fate::Sent;
                text.owed = true;
            }
        }
    }
    (taken, back)
}
