//! Jumping to a thread, view, channel or person by a part of the name. What was written in last is here from the start and
//! narrowed with each letter; the store is asked for the rest, and its answers join what is here.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::{DateTime, Utc};

use crate::model::{BuiltinView, ChannelId, Conversation, ThreadRow};
use crate::query::{Node, Query, Span, Term, Test};
use crate::text::{Fit, Fuzzy, SafeText};

use super::effect::Effect;
use super::item::ThreadItem;
use super::overlay::Overlay;
use super::places::PlaceRow;
use super::prompt::{Prompt, Purpose};
use super::{Pane, State};

/// Places shown at the most: who has not found it among them types another letter.
const SHOWN: usize = 50;
/// Threads held at the most.
const HELD: usize = 4000;
/// People with several threads who get a row of their own.
const PEOPLE: usize = 3;

/// What can be jumped to.
#[derive(Clone, PartialEq, Debug)]
pub enum Place {
    /// A thread.
    Thread(Box<ThreadItem>),
    /// A view, one of the person's own too, with its name.
    View(PlaceRow, SafeText),
    /// All that a channel holds.
    Channel(ChannelId, SafeText),
    /// All threads of a person, of which so many are known here.
    Person(SafeText, usize),
}

impl Place {
    /// Whether both lead to the same.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Thread(one), Self::Thread(two)) => one.conversation == two.conversation,
            (Self::View(one, _), Self::View(two, _)) => one == two,
            (Self::Channel(one, _), Self::Channel(two, _)) => one == two,
            (Self::Person(one, _), Self::Person(two, _)) => one == two,
            _ => false,
        }
    }
}

/// The threads that are here, and what was found among them.
#[derive(Clone, Debug, Default)]
pub struct Jump {
    /// What was found, the likeliest first.
    pub found: Vec<Place>,
    /// Whether an answer is still to come.
    pub waits: bool,
    threads: Vec<ThreadItem>,
    known: HashSet<Conversation>,
    /// The number of the first question, about what was written in last, and of the newest.
    first: u64,
    newest: u64,
}

/// How a place was found, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    /// The name has these very words.
    Whole,
    /// The name begins so, or its words do.
    Name,
    /// The words of name and title begin so.
    Title,
    /// Name and title have the letters in their order.
    Letters(u32),
}

/// Of places found alike, channels come before threads and threads before views: a name that is begun is a person's more
/// often than a view's. A view's whole name is the view's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Named,
    Thread,
    View,
}

type Rank = (Found, Sort, bool, Reverse<Option<DateTime<Utc>>>);

impl State {
    /// Asks where to go.
    pub(super) fn ask_place(&mut self, out: &mut Vec<Effect>) {
        let mut prompt = Prompt::new("Jump: thread, view, channel, person", Purpose::Jump);
        let generation = self.next_generation();
        let mut jump = Jump {
            waits: true,
            first: generation,
            newest: generation,
            ..Jump::default()
        };
        jump.add(self.list.rows.iter().cloned());
        prompt.jump = Some(Box::new(jump));
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
        out.push(Effect::FindPlaces {
            generation,
            text: String::new(),
        });
        self.rank_places(false);
    }

    /// A letter was typed: what is here is narrowed at once, and the store is asked for more.
    pub(super) fn place_typed(&mut self, text: &str, out: &mut Vec<Effect>) {
        let text = text.trim().to_owned();
        let generation = self.next_generation();
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay
            && let Some(jump) = &mut prompt.jump
            && !text.is_empty()
        {
            jump.newest = generation;
            jump.waits = true;
            out.push(Effect::FindPlaces { generation, text });
        }
        self.rank_places(false);
    }

    /// Threads arrived. Those of an earlier letter are true all the same, but only the newest ends the waiting.
    pub(super) fn places_found(&mut self, generation: u64, rows: Vec<ThreadRow>) {
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay
            && let Some(jump) = &mut prompt.jump
            && (jump.first..=jump.newest).contains(&generation)
        {
            jump.add(rows.into_iter().map(ThreadItem::from));
            jump.waits &= generation != jump.newest;
            self.rank_places(true);
        }
    }

    /// Ranks what is here. Who has moved to a row stays on it where rows only arrived.
    fn rank_places(&mut self, keep: bool) {
        let Some(Overlay::Prompt(prompt)) = &self.overlay else {
            return;
        };
        let Some(jump) = &prompt.jump else {
            return;
        };
        let found = self.ranked(jump, prompt.editor.text());
        let before = jump
            .found
            .get(prompt.selected)
            .filter(|_| keep && prompt.selected > 0);
        let selected = before.and_then(|before| found.iter().position(|place| place.is(before)));
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay
            && let Some(jump) = &mut prompt.jump
        {
            jump.found = found;
            prompt.selected = selected.unwrap_or(0);
            prompt.problem = None;
        }
    }

    fn ranked(&self, jump: &Jump, text: &str) -> Vec<Place> {
        let mut fuzzy = Fuzzy::new(text);
        let mut found: Vec<(Rank, Place)> = Vec::new();
        if !fuzzy.is_empty() {
            self.rank_named(&mut fuzzy, &mut found);
        }
        let threads = jump.threads.iter().filter_map(|item| {
            let how = how_found(&mut fuzzy, &item.person, &item.title)?;
            // Where nothing is typed, what was written in last comes first, whoever waits.
            let idle = !fuzzy.is_empty() && item.waiting.for_us().is_none();
            Some(((how, Sort::Thread, idle, Reverse(item.last_at)), item))
        });
        let mut threads: Vec<(Rank, &ThreadItem)> = threads.collect();
        threads.sort_by_key(|(rank, _)| *rank);
        let people = people(&fuzzy, &threads);
        for (rank, item) in threads.into_iter().take(SHOWN) {
            found.push((rank, Place::Thread(Box::new(item.clone()))));
        }
        found.sort_by_key(|(rank, _)| *rank);
        let mut found: Vec<Place> = found.into_iter().map(|(_, place)| place).collect();
        for person in people {
            put_behind_their_first(person, &mut found);
        }
        found.truncate(SHOWN);
        found
    }

    /// The views and channels whose names have what was typed.
    fn rank_named(&self, fuzzy: &mut Fuzzy, found: &mut Vec<(Rank, Place)>) {
        for row in self.place_rows() {
            let name = match &row {
                PlaceRow::View(view) => view.name().into(),
                PlaceRow::Saved(at) => match self.views.get(*at) {
                    Some(view) => view.name.clone(),
                    None => continue,
                },
                PlaceRow::AllChannels => continue,
                PlaceRow::Channel(id) => self.channel_label(id),
            };
            let Some(how) = how_found(fuzzy, &name, "") else {
                continue;
            };
            let (sort, place) = match row {
                PlaceRow::Channel(id) => (Sort::Named, Place::Channel(id, name)),
                view if how == Found::Whole => (Sort::Named, Place::View(view, name)),
                view => (Sort::View, Place::View(view, name)),
            };
            found.push(((how, sort, false, Reverse(None)), place));
        }
    }

    /// Goes there.
    pub(super) fn go_to_found(&mut self, place: Place, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        match place {
            Place::Thread(item) => self.go_to_thread(item.conversation, out),
            Place::View(PlaceRow::View(view), _) => {
                self.go_to_view(view, out);
                self.focus(Pane::Threads, out);
            }
            Place::View(row, _) => {
                if let PlaceRow::Saved(at) = row {
                    self.go_to_saved(at + 1, out);
                }
                self.focus(Pane::Threads, out);
            }
            Place::Channel(channel, _) => {
                let row = PlaceRow::Channel(channel);
                let place = self.place_rows().iter().position(|other| *other == row);
                self.place = place.unwrap_or(self.place);
                self.go_to_place(row, out);
                self.focus(Pane::Threads, out);
            }
            Place::Person(name, _) => {
                self.scope.channel = None;
                self.set_view(BuiltinView::All);
                self.list.filter = Some(written_by(&name));
                self.show_list(false, out);
                self.watch(out);
                self.focus(Pane::Threads, out);
            }
        }
    }

    /// Opens a thread, wherever it stands: where the list does not have it, the list of all threads does.
    fn go_to_thread(&mut self, conversation: Conversation, out: &mut Vec<Effect>) {
        if !self.select_conversation(&conversation) {
            self.scope.channel = None;
            self.set_view(BuiltinView::All);
            self.show_list_at(&conversation, out);
        }
        self.pane = Pane::Conversation;
        self.open_conversation(conversation, true, out);
        self.fit_conversation();
        self.keep_selection_visible();
    }
}

impl Jump {
    fn add(&mut self, threads: impl Iterator<Item = ThreadItem>) {
        for item in threads {
            let is_thread = item.thread().is_some() && !item.gone;
            if is_thread
                && self.threads.len() < HELD
                && self.known.insert(item.conversation.clone())
            {
                self.threads.push(item);
            }
        }
    }
}

fn how_found(fuzzy: &mut Fuzzy, name: &str, title: &str) -> Option<Found> {
    if fuzzy.is_whole_in(name) {
        return Some(Found::Whole);
    }
    if fuzzy.fit_words(name).is_some() {
        return Some(Found::Name);
    }
    match fuzzy.fit(&format!("{name} {title}"))? {
        Fit::Begins | Fit::Words => Some(Found::Title),
        Fit::Letters(spread) => Some(Found::Letters(spread)),
    }
}

/// Those whose name was found in several threads.
fn people(fuzzy: &Fuzzy, threads: &[(Rank, &ThreadItem)]) -> Vec<Place> {
    let mut people: Vec<(SafeText, usize)> = Vec::new();
    if fuzzy.is_empty() {
        return Vec::new();
    }
    for ((how, ..), item) in threads {
        // Where nobody is known, the title stands in for the name.
        if *how > Found::Name || item.person == item.title {
            continue;
        }
        if let Some((_, count)) = people.iter_mut().find(|(name, _)| *name == item.person) {
            *count += 1;
        } else if people.len() < PEOPLE {
            people.push((item.person.clone(), 1));
        }
    }
    people.retain(|(_, count)| *count > 1);
    let people = people.into_iter();
    people
        .map(|(name, count)| Place::Person(name, count))
        .collect()
}

fn put_behind_their_first(person: Place, found: &mut Vec<Place>) {
    let Place::Person(name, _) = &person else {
        return;
    };
    let first = found.iter().position(|place| match place {
        Place::Thread(item) => item.person == *name,
        _ => false,
    });
    if let Some(first) = first {
        found.insert(first + 1, person);
    }
}

fn written_by(name: &SafeText) -> Query {
    Query {
        root: Node::All(vec![Node::Term(Term {
            test: Test::From(name.to_string()),
            span: Span::default(),
        })]),
    }
}
