//! The law of drafts: whatever happens in whatever order, nothing typed is lost and nothing is sent twice.
//!
//! The world is a person whose words are numbered, and a disk that does what it is asked in order, late, and not
//! always. Each number must be somewhere after each step, and on the disk or in the outbox, once, at the end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::seat::Seat;
use super::store::{not_saved, not_sent, words_of};
use super::things::noon;
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::model::{ClientMessageId, Draft, DraftKey};

#[derive(Clone, Debug)]
enum Step {
    /// Keys of the person.
    Press(&'static str),
    /// A numbered word is pasted, so that it comes whole.
    Word,
    /// `$EDITOR` adds a numbered word at the end.
    Editor,
    /// The disk does the next thing it was asked, or fails to.
    Disk(bool),
    /// The person hears of the next thing the disk did.
    Hear,
    /// The store answers all questions of the screen.
    Read,
    /// The store changed.
    Changed,
    /// The oldest request leaves the outbox.
    Leave,
    Resize(u16, u16),
    Save,
    SaveAgain,
    /// The keys rest for a moment.
    Rest,
    Broken,
}

fn step() -> impl Strategy<Value = Step> {
    let keys = prop::sample::select(vec![
        "r",
        "i",
        "Esc",
        "j",
        "k",
        "Enter",
        "w",
        "e",
        "a",
        "Tab",
        "h",
        "l",
        "G",
        "n",
        "y",
        "q",
        "s",
        "t",
        "L",
        "Ctrl-s",
        "Ctrl-x s",
        "Ctrl-x c",
        "Ctrl-x n",
        "Ctrl-x t",
        "Ctrl-z",
        "Ctrl-x t y",
        "Esc r",
        "Esc i",
        "g o",
        "J",
        "1",
        "2",
        "/",
        "p",
        "I",
        "z",
        "Z",
        "Esc z",
        "Esc Z",
    ]);
    prop_oneof![
        8 => keys.prop_map(Step::Press),
        6 => Just(Step::Word),
        1 => Just(Step::Editor),
        6 => prop::bool::weighted(0.75).prop_map(Step::Disk),
        6 => Just(Step::Hear),
        3 => Just(Step::Read),
        1 => Just(Step::Changed),
        1 => Just(Step::Leave),
        1 => (1..200u16, 1..60u16).prop_map(|(w, h)| Step::Resize(w, h)),
        2 => Just(Step::Save),
        2 => Just(Step::SaveAgain),
        2 => Just(Step::Rest),
        1 => Just(Step::Broken),
    ]
}

struct World {
    seat: Seat,
    disk: BTreeMap<DraftKey, Draft>,
    /// What the disk was asked and has not done.
    orders: VecDeque<Effect>,
    /// What it did, and the person did not hear of.
    news: VecDeque<Msg>,
    /// Messages that have not left.
    outbox: Vec<(ClientMessageId, Draft)>,
    /// The texts of those that have.
    sent: Vec<String>,
    words: BTreeSet<String>,
    next: u32,
    tick: i64,
}

impl World {
    fn new() -> Self {
        Self {
            seat: Seat {
                pace: 0,
                ..Seat::of(3)
            },
            disk: BTreeMap::new(),
            orders: VecDeque::new(),
            news: VecDeque::new(),
            outbox: Vec::new(),
            sent: Vec::new(),
            words: BTreeSet::new(),
            next: 0,
            tick: 0,
        }
    }

    fn tell(&mut self, msg: Msg) {
        self.tick += 1;
        let now = noon() + TimeDelta::milliseconds(self.tick);
        self.seat.hear(Msg::Now(now, self.seat.state.tz));
        self.seat.hear(msg);
        for effect in self.seat.taken() {
            match effect {
                Effect::LoadDraft(_)
                | Effect::SaveDraft(_)
                | Effect::MoveDraft { .. }
                | Effect::AppendDraft(_)
                | Effect::DiscardDraft(_)
                | Effect::TakeBack { .. }
                | Effect::Send { .. } => self.orders.push_back(effect),
                _ => {}
            }
        }
    }

    fn word(&mut self) -> String {
        self.next += 1;
        format!("<{}>", self.next)
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Press(keys) => {
                for key in keys.split(' ') {
                    self.tell(Msg::Key(key.parse().unwrap()));
                }
            }
            Step::Word => {
                let taken = self.seat.state.composer.is_some() && self.seat.state.overlay.is_none();
                let word = self.word();
                // A file counts like a word, whether it leaves as a line of the draft or as an attachment.
                let pasted = if self.next.is_multiple_of(3) {
                    format!("\n[attachment] https://a.example/{word}\n")
                } else {
                    word.clone()
                };
                self.tell(Msg::Paste(pasted));
                if taken {
                    self.words.insert(word);
                }
            }
            Step::Editor => self.edit(),
            Step::Disk(works) => self.obey(*works),
            Step::Hear => {
                if let Some(msg) = self.news.pop_front() {
                    self.tell(msg);
                }
            }
            Step::Read => self.read(),
            Step::Changed => {
                use crate::app::msg::Change;
                self.tell(Msg::Changed(vec![Change::Threads, Change::Outbox]));
            }
            Step::Leave => {
                if !self.outbox.is_empty() {
                    let (_, draft) = self.outbox.remove(0);
                    self.sent.push(draft.text);
                }
            }
            Step::Resize(w, h) => self.tell(Msg::Resize(*w, *h)),
            Step::Save => self.tell(Msg::Timer(Timer::SaveDraft)),
            Step::SaveAgain => self.tell(Msg::Timer(Timer::SaveAgain)),
            Step::Rest => {
                self.tick += 100;
                self.tell(Msg::Timer(Timer::Rest));
            }
            Step::Broken => self.tell(Msg::Failed("something else".into())),
        }
    }

    fn edit(&mut self) {
        self.tell(Msg::Key("Ctrl-x".parse().unwrap()));
        let open = self.seat.state.composer.as_ref();
        let text = open.map(|open| open.editor.text().to_owned());
        self.seat.open.clear();
        self.tell(Msg::Key("e".parse().unwrap()));
        let asked = |effect: &Effect| matches!(effect, Effect::Edit(_));
        if let (Some(text), true) = (text, self.seat.open.iter().any(asked)) {
            let word = self.word();
            self.tell(Msg::Edited(Ok(format!("{text}{word}\n"))));
            self.words.insert(word);
        }
        self.seat.open.clear();
    }

    /// The store answers what the screen asked for; drafts are the disk's.
    fn read(&mut self) {
        while let Some(effect) = self.seat.open.pop_front() {
            let drafts = matches!(
                effect,
                Effect::LoadDraft(_)
                    | Effect::SaveDraft(_)
                    | Effect::MoveDraft { .. }
                    | Effect::AppendDraft(_)
                    | Effect::DiscardDraft(_)
                    | Effect::TakeBack { .. }
                    | Effect::Send { .. }
            );
            if !drafts && let Some(msg) = self.seat.store.answer(&effect) {
                self.tell(msg);
            }
        }
    }

    fn obey(&mut self, works: bool) {
        let Some(order) = self.orders.pop_front() else {
            return;
        };
        let newer = |later: &Effect| match (later, &order) {
            (Effect::SaveDraft(later), Effect::SaveDraft(order)) => later.key == order.key,
            (Effect::DiscardDraft(later), Effect::SaveDraft(order)) => *later == order.key,
            _ => false,
        };
        if self.orders.front().is_some_and(newer) {
            // While the disk was busy something newer came: it does only that.
            return;
        }
        let msg = match (order, works) {
            (Effect::LoadDraft(key), true) => {
                let draft = self.disk.get(&key).cloned();
                Some(Msg::Draft(key, draft))
            }
            (Effect::LoadDraft(key), false) => Some(Msg::DraftNotRead(key, "busy".into())),
            (Effect::SaveDraft(draft), true) => {
                let key = draft.key.clone();
                self.disk.insert(key.clone(), draft);
                Some(Msg::DraftSaved(key))
            }
            (Effect::MoveDraft { draft, from }, true) => {
                let key = draft.key.clone();
                self.disk.remove(&from);
                self.disk.insert(key.clone(), draft);
                Some(Msg::DraftSaved(key))
            }
            // The draft it was is gone to the program all the same.
            (Effect::MoveDraft { draft, from }, false) => {
                self.disk.remove(&from);
                Some(not_saved(draft))
            }
            (Effect::AppendDraft(draft), true) => {
                let mut whole = draft.clone();
                if let Some(before) = self.disk.get(&draft.key) {
                    whole.text = format!("{}\n\n{}", before.text, draft.text);
                }
                self.disk.insert(draft.key.clone(), whole);
                Some(Msg::DraftAppended(draft))
            }
            (Effect::SaveDraft(draft) | Effect::AppendDraft(draft), false) => {
                Some(not_saved(draft))
            }
            // One that cannot be removed stands there to be seen, and loses nothing: no part of this law.
            (Effect::DiscardDraft(key), _) => {
                self.disk.remove(&key);
                None
            }
            (
                Effect::Send {
                    draft, requests, ..
                },
                true,
            ) => {
                self.disk.remove(&draft);
                let words = Draft {
                    key: draft.clone(),
                    text: words_of(&draft, &requests).text,
                    parent: None,
                    updated_at: noon(),
                };
                self.outbox.push((requests[0].id, words));
                None
            }
            (Effect::TakeBack { number, ids }, true) => Some(self.take_back(number, &ids)),
            (Effect::TakeBack { number, .. }, false) => {
                Some(Msg::NotTakenBack(number, "busy".into()))
            }
            (
                Effect::Send {
                    draft, requests, ..
                },
                false,
            ) => Some(not_sent(&draft, &requests)),
            _ => None,
        };
        self.news.extend(msg);
    }

    fn take_back(&mut self, number: u64, ids: &[ClientMessageId]) -> Msg {
        let (mut removed, mut drafts) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(place) = self.outbox.iter().position(|(it, _)| it == id) else {
                continue;
            };
            let (_, mut draft) = self.outbox.remove(place);
            if let Some(there) = self.disk.get(&draft.key) {
                draft.text = format!("{}\n\n{}", draft.text, there.text);
            }
            removed.push(*id);
            drafts.push(draft.key.clone());
            self.disk.insert(draft.key.clone(), draft);
        }
        Msg::TakenBack {
            number,
            removed,
            drafts,
        }
    }

    /// All that became requests.
    fn asked(&self) -> String {
        let waits = self.outbox.iter().map(|(_, draft)| draft.text.as_str());
        waits.chain(self.sent.iter().map(String::as_str)).collect()
    }

    /// Where words are, beside the outbox.
    fn kept(&self) -> String {
        let open = self.seat.state.composer.as_ref();
        let text = open.map_or("", |open| open.editor.text());
        // What can be sent again is no place to keep words in.
        let state = (&self.seat.state.unsaved, &self.seat.state.keeping);
        let disk = (&self.disk, &self.orders, &self.news);
        format!("{text} {state:?} {disk:?}")
    }

    fn check(&self) {
        let kept = self.kept();
        let outbox = self.asked();
        for word in &self.words {
            let sent = outbox.matches(word.as_str()).count();
            assert!(sent < 2, "{word} was sent {sent} times");
            assert!(sent == 1 || kept.contains(word), "{word} is lost");
        }
        if let (Some(composer), Some(open)) = (&self.seat.state.composer, self.seat.reading()) {
            assert_eq!(
                composer.key.conversation, open,
                "a composer under another conversation"
            );
        }
    }

    /// The program ends. What failed was heard of, and the disk does all else that it is asked.
    fn end(&mut self) {
        while let Some(msg) = self.news.pop_front() {
            self.tell(msg);
        }
        self.tell(Msg::Terminate);
        while !self.orders.is_empty() {
            self.obey(true);
        }
        let disk: String = self
            .disk
            .values()
            .map(|draft| draft.text.as_str())
            .collect();
        let outbox = self.asked();
        for word in &self.words {
            let sent = outbox.matches(word.as_str()).count();
            assert!(sent < 2, "{word} was sent {sent} times");
            assert!(
                sent == 1 || disk.contains(word),
                "{word} is not on the disk"
            );
            assert!(
                sent == 0 || !disk.contains(word),
                "{word} is sent and a draft"
            );
        }
    }
}

fn kept_by(steps: &[Step]) {
    let mut world = World::new();
    for step in steps {
        world.step(step);
        world.check();
    }
    world.end();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn nothing_typed_is_lost_and_nothing_is_sent_twice(steps in prop::collection::vec(step(), 0..120)) {
        kept_by(&steps);
    }
}

#[test]
#[should_panic(expected = "<1> is lost")]
fn the_law_notices_a_lost_word() {
    let mut world = World::new();
    world.step(&Step::Press("r"));
    world.step(&Step::Word);
    world.check();
    world.seat.state.composer = None;
    world.check();
}
