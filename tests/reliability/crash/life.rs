//! One life of the program: a person at its keys until the fuse is burnt.

use std::time::{Duration, Instant};

use super::law::{Fate, Text, Texts};
use super::marker::{self, Marker};
use super::screen::{Composer, composer};
use crate::reliability::chance::Chance;
use crate::reliability::pty::Pty;
use crate::reliability::world::World;

/// Longest wait for the disk: whoever waits longer has found a fault.
const DISK: Duration = Duration::from_secs(30);
/// The promise: what is typed is on the disk after so long.
const PROMISE: Duration = Duration::from_millis(300);
/// What is said when a message is in the outbox, to leave at once or after its undo window.
const SENT: [&str; 2] = [" on its way.", " held for "];
/// What is said when it is not sent: an older draft was there, or another andibox changed it.
const REFUSED: &str = "Not sent: ";
/// So many words in one composer, and it is sent or discarded: its window must show them all.
const FULL: usize = 9;

/// The moment of the kill has come.
pub struct Burnt;

type Step = Result<(), Burnt>;

/// What is typed next, and what has been.
pub struct Typist {
    pub chance: Chance,
    pub texts: Texts,
    pub next: Marker,
    /// Whether the 300 ms are taken at their word, or the disk is looked at.
    pub strict: bool,
    /// Somebody else works on the same drafts: what one typed, the other may send.
    pub shared: bool,
    /// How long a draft took to the disk, at worst.
    pub slowest: Duration,
    pub waits: usize,
}

/// A running program.
pub struct Life<'a> {
    pub pty: Pty,
    world: &'a World,
    by: &'a mut Typist,
    /// Points until the kill.
    fuse: u64,
    threads: u64,
    frozen: bool,
}

#[derive(Clone, Copy)]
enum Deed {
    Type,
    Rest,
    Leave,
    Send(&'static str),
    Discard,
    Mode,
    Freeze,
}

impl<'a> Life<'a> {
    pub fn new(pty: Pty, world: &'a World, by: &'a mut Typist, fuse: u64, threads: u64) -> Self {
        Self {
            pty,
            world,
            by,
            fuse,
            threads,
            frozen: false,
        }
    }

    /// Lives until the fuse is burnt.
    pub fn live(&mut self, freezing: bool) -> Burnt {
        loop {
            if let Err(burnt) = self.round(freezing) {
                return burnt;
            }
        }
    }

    /// A point at which it may end.
    fn point(&mut self) -> Step {
        if self.fuse == 0 {
            return Err(Burnt);
        }
        self.fuse -= 1;
        Ok(())
    }

    /// Presses keys, and may end before their answer.
    fn press(&mut self, keys: &str) -> Step {
        let screen = self.pty.screen();
        let alone = !screen.contains("nother andibox");
        assert!(alone || self.by.shared, "there is no other one:\n{screen}");
        self.pty.send(keys);
        self.point()
    }

    /// From the first frame to the list of all threads.
    pub fn begin(&mut self) -> Step {
        self.press("]]]]]")?;
        self.pty.shows("All ·");
        self.point()
    }

    fn round(&mut self, freezing: bool) -> Step {
        self.select()?;
        let about = [(10, "e"), (6, "O"), (84, "")];
        let status = self.by.chance.pick(&about);
        if !status.is_empty() {
            return self.press(status);
        }
        let note = self.by.chance.percent(35);
        self.compose(note)?;
        loop {
            let Some(open) = composer(&self.pty) else {
                return Ok(());
            };
            let deed = self.deed(&open, freezing);
            match deed {
                Deed::Type => self.type_words()?,
                Deed::Rest => self.rest()?,
                Deed::Leave => return self.leave(),
                Deed::Send(keys) => self.send(&open, keys)?,
                // Brought back, it is open still.
                Deed::Discard => self.discard(&open)?,
                Deed::Mode => self.change_mode()?,
                Deed::Freeze if !self.frozen => {
                    self.world.freeze();
                    self.frozen = true;
                }
                Deed::Freeze => {
                    self.world.thaw();
                    self.frozen = false;
                }
            }
        }
    }

    /// What is done next in an open composer.
    fn deed(&mut self, open: &Composer, freezing: bool) -> Deed {
        let alone = |weight| if self.by.shared { 0 } else { weight };
        let deeds = match open.markers().len() {
            0 => vec![(1, Deed::Type)],
            FULL.. => vec![(80, Deed::Send("\x13")), (alone(20), Deed::Discard)],
            _ => vec![
                (40, Deed::Type),
                (alone(12), Deed::Rest),
                (10, Deed::Leave),
                (14, Deed::Send("\x13")),
                (6, Deed::Send("\x18c")),
                (4, Deed::Send("\x18n")),
                (alone(5), Deed::Discard),
                (if open.note { 0 } else { alone(4) }, Deed::Mode),
                (if freezing { 5 } else { 0 }, Deed::Freeze),
            ],
        };
        self.by.chance.pick(&deeds)
    }

    fn select(&mut self) -> Step {
        let row = self.by.chance.below(self.threads) as usize;
        self.press(&format!("2gg{}", "j".repeat(row)))
    }

    fn compose(&mut self, note: bool) -> Step {
        let key = if note { "i" } else { "r" };
        if self.by.chance.percent(25) {
            // The keys are faster than the disk.
            let ahead = self.by.next;
            self.by.next += 1;
            self.by.enter(ahead, None, note);
            self.press(&format!("{key} {} ", marker::word(ahead)))?;
            self.pty.until("the word typed ahead", |pty| {
                composer(pty).is_some_and(|it| it.markers().contains(&ahead))
            });
            let open = composer(&self.pty).unwrap();
            self.by.seen(ahead, &open);
            self.adopt(&open);
        } else {
            self.press(key)?;
            self.opened(note)?;
        }
        self.point()
    }

    /// Waits for the composer and the draft in it.
    fn opened(&mut self, note: bool) -> Step {
        self.pty.until("the composer", |pty| {
            composer(pty).is_some_and(|it| it.note == note && !it.words.is_empty())
        });
        let open = composer(&self.pty).unwrap();
        self.adopt(&open);
        self.point()
    }

    /// What stands in the composer, discarded or not, is typed: the person sees it.
    fn adopt(&mut self, open: &Composer) {
        for marker in open.markers() {
            if let Some(text) = self.by.texts.get_mut(&marker) {
                // What is brought back is as if it were typed anew.
                text.owed &= text.fate != Fate::Discarded;
                text.fate = Fate::Typed;
                text.note = open.note;
            }
        }
    }

    fn type_words(&mut self) -> Step {
        for _ in 0..=self.by.chance.below(3) {
            let marker = self.by.next;
            self.by.next += 1;
            let open = composer(&self.pty).unwrap();
            self.by.enter(marker, Some(&open.thread), open.note);
            // Apart from what stands there: glued to another word, both would be one.
            let word = format!(" {}", marker::word(marker));
            let keys = self.by.chance.pick(&[(70, 0), (20, 1), (10, 2)]);
            let keys = match keys {
                0 => format!("{word} "),
                1 => format!("\x1b[200~{word}\r\x1b[201~"),
                // A letter too many, taken back.
                _ => format!("{word}x\x7f\r"),
            };
            self.press(&keys)?;
            self.pty.until("the word", |pty| {
                composer(pty).is_some_and(|it| it.markers().contains(&marker))
            });
            self.by.seen(marker, &open);
        }
        Ok(())
    }

    /// Waits until what was typed must be on the disk.
    fn rest(&mut self) -> Step {
        let typed: Vec<Marker> = self.by.unsaved().collect();
        if self.by.strict && self.by.chance.percent(50) {
            self.pty.listen(PROMISE);
        } else {
            let start = Instant::now();
            while !self.on_disk(&typed) {
                assert!(start.elapsed() < DISK, "not on the disk: {typed:?}");
                self.pty.listen(Duration::from_millis(5));
            }
            self.by.slowest = self.by.slowest.max(start.elapsed());
        }
        self.by.waits += 1;
        for marker in typed {
            self.by.texts.get_mut(&marker).unwrap().owed = true;
        }
        self.point()
    }

    fn on_disk(&self, typed: &[Marker]) -> bool {
        let disk = self.world.look();
        let mut all = disk.prepare("SELECT text FROM draft").unwrap();
        let texts = all.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let there: Vec<Marker> = texts
            .flat_map(|text| marker::find(&text.unwrap()))
            .collect();
        typed.iter().all(|marker| there.contains(marker))
    }

    fn leave(&mut self) -> Step {
        self.press("\x1b")?;
        self.closed();
        self.point()?;
        if !self.by.shared && self.by.chance.percent(50) {
            self.rest()?;
        }
        Ok(())
    }

    fn closed(&mut self) {
        self.pty
            .until("the composer is left", |pty| composer(pty).is_none());
    }

    fn all_of(&mut self, open: &Composer, fate: Fate) {
        for marker in open.markers() {
            if let Some(text) = self.by.texts.get_mut(&marker) {
                text.fate = fate;
                text.note = open.note;
                text.owed |= fate == Fate::Sent;
            }
        }
    }

    fn send(&mut self, open: &Composer, keys: &str) -> Step {
        if self.pty.screen().contains(REFUSED) {
            // Of an earlier one: whether this one is refused too could not be told.
            return self.leave();
        }
        self.all_of(open, Fate::Sending);
        self.press(keys)?;
        let sent = |pty: &Pty| {
            let screen = pty.screen();
            composer(pty).is_none() && SENT.iter().any(|words| screen.contains(words))
        };
        self.pty.until("it to be sent or not", |pty| {
            sent(pty) || pty.screen().contains(REFUSED)
        });
        let sent = sent(&self.pty);
        self.all_of(open, if sent { Fate::Sent } else { Fate::Typed });
        self.point()
    }

    fn discard(&mut self, open: &Composer) -> Step {
        self.all_of(open, Fate::Discarding);
        self.press("\x18d")?;
        self.closed();
        self.all_of(open, Fate::Discarded);
        self.point()?;
        if self.by.chance.percent(40) {
            self.pty.send("z");
            self.opened(open.note)?;
        }
        Ok(())
    }

    fn change_mode(&mut self) -> Step {
        self.press("\x18t")?;
        self.opened(true)
    }
}

impl Typist {
    pub fn new(chance: Chance, next: Marker) -> Self {
        Self {
            chance,
            texts: Texts::new(),
            next,
            strict: false,
            shared: false,
            slowest: Duration::ZERO,
            waits: 0,
        }
    }

    /// The program ended by itself: it had the time to save whatever was on the screen.
    pub fn saved(&mut self) {
        for text in self.texts.values_mut().filter(|text| text.seen) {
            text.owed = true;
        }
    }

    /// A word is being typed.
    fn enter(&mut self, marker: Marker, thread: Option<&String>, note: bool) {
        let text = Text {
            thread: thread.cloned(),
            note,
            fate: Fate::Typed,
            seen: false,
            owed: false,
        };
        self.texts.insert(marker, text);
    }

    /// A word is on the screen, in the composer.
    fn seen(&mut self, marker: Marker, open: &Composer) {
        let text = self.texts.get_mut(&marker).unwrap();
        text.seen = true;
        text.thread = Some(open.thread.clone());
    }

    /// Words on the screen that are not known to be on the disk.
    pub fn unsaved(&self) -> impl Iterator<Item = Marker> {
        let texts = self.texts.iter();
        texts
            .filter(|(_, text)| text.fate == Fate::Typed && text.seen && !text.owed)
            .map(|(marker, _)| *marker)
    }
}
