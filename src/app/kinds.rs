//! Which kinds of message the open conversation shows, chosen by the person for as long as it is open.
//!
//! What is hidden leaves a line that says so, is never selected, and keeps the conversation from counting as read: a
//! thread must not fall silent because somebody looked at its notes only. What failed and what is on its way out is
//! always shown.

use std::collections::BTreeSet;

use crate::command::{Command, Context};
use crate::model::MessageKind;
use crate::text::{SafeText, safe};

use super::State;
use super::document::Line;
use super::item::{Delivery, MessageItem, MessageLook};
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::reading::Reading;

/// A kind of message that can be shown or hidden.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// What the customer wrote.
    Customer,
    /// What we wrote to the customer.
    Ours,
    /// Internal notes.
    Note,
    /// Calls, whoever called.
    Call,
    /// What happened: status changes and the like.
    Event,
}

impl Kind {
    /// Every kind, in the order of the menu.
    pub const ALL: [Self; 5] = [
        Self::Customer,
        Self::Ours,
        Self::Note,
        Self::Call,
        Self::Event,
    ];

    /// The kind of a message.
    pub fn of(item: &MessageItem) -> Self {
        match (&item.look, &item.kind) {
            (MessageLook::Event, _) => Self::Event,
            (_, MessageKind::Call) => Self::Call,
            (MessageLook::Note, _) => Self::Note,
            (MessageLook::Ours, _) => Self::Ours,
            (MessageLook::Customer, _) => Self::Customer,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Customer => 'c',
            Self::Ours => 'o',
            Self::Note => 'n',
            Self::Call => 'p',
            Self::Event => 'e',
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Customer => "messages of the customer",
            Self::Ours => "messages to the customer",
            Self::Note => "internal notes",
            Self::Call => "phone calls",
            Self::Event => "events",
        }
    }

    /// So many of them, in words.
    fn counted(self, count: usize) -> String {
        let word = match self {
            Self::Customer => "of the customer",
            Self::Ours => "of ours",
            Self::Note if count == 1 => "note",
            Self::Note => "notes",
            Self::Call if count == 1 => "call",
            Self::Call => "calls",
            Self::Event if count == 1 => "event",
            Self::Event => "events",
        };
        format!("{count} {word}")
    }
}

/// Whether a message is hidden where these kinds are.
pub fn hides(hidden: &BTreeSet<Kind>, item: &MessageItem) -> bool {
    !hidden.is_empty()
        && hidden.contains(&Kind::of(item))
        && !item.failed()
        && !matches!(item.delivery, Delivery::Local(..))
}

/// What is hidden of some messages, in words: `2 notes, 1 call`.
pub fn hidden_words<'a>(items: impl Iterator<Item = &'a MessageItem>) -> SafeText {
    let mut counts = [0; Kind::ALL.len()];
    for item in items {
        counts[Kind::of(item) as usize] += 1;
    }
    let words = Kind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0);
    let words: Vec<String> = words.map(|(kind, count)| kind.counted(count)).collect();
    safe!("{}", words.join(", "))
}

impl Reading {
    /// Whether anything that is here is hidden.
    pub fn hides_something(&self) -> bool {
        self.messages.iter().any(|item| hides(&self.hidden, item))
    }
}

impl State {
    /// Asks which kinds to show.
    pub fn kinds_menu(&mut self) {
        self.kinds_menu_at(0);
    }

    fn kinds_menu_at(&mut self, selected: usize) {
        let Some(reading) = &self.reading else {
            self.say("No conversation is open.");
            return;
        };
        let mut items: Vec<MenuItem> = Kind::ALL
            .into_iter()
            .map(|kind| {
                let count = reading
                    .messages
                    .iter()
                    .filter(|item| Kind::of(item) == kind)
                    .count();
                let shown = if reading.hidden.contains(&kind) {
                    "hidden"
                } else {
                    "shown "
                };
                let words = safe!("{shown}  {} ({count} here)", kind.title());
                MenuItem::new(kind.letter(), words, Choice::Kind(kind))
            })
            .collect();
        if !reading.hidden.is_empty() {
            items.push(MenuItem::new('a', "show everything", Choice::AllKinds));
        }
        let leave = self.key_in(Context::Menu, Command::Cancel);
        let mut menu = Menu::new(safe!("What is shown? {leave} leaves"), items);
        menu.selected = selected;
        self.overlay = Some(Overlay::Menu(menu));
    }

    /// Shows a kind or hides it, and asks on.
    pub(super) fn toggle_kind(&mut self, kind: Kind) {
        if let Some(reading) = &mut self.reading
            && !reading.hidden.remove(&kind)
        {
            reading.hidden.insert(kind);
        }
        self.show_kinds();
        self.kinds_menu_at(kind as usize);
    }

    /// Shows everything again.
    pub fn show_all_kinds(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.hidden.clear();
        }
        self.show_kinds();
    }

    fn show_kinds(&mut self) {
        let place = self.reading.as_ref().map(Reading::place);
        self.build_document();
        if let Some(place) = place {
            self.restore_place(place);
        }
    }

    /// What is hidden cannot be selected: no key may act on what nobody sees. The nearest one above it is, else below.
    pub(super) fn select_shown(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.hidden.is_empty() {
            return;
        }
        let Some(index) = reading.index() else {
            return;
        };
        if !hides(&reading.hidden, &reading.messages[index]) {
            return;
        }
        let shows = |index: &usize| {
            let span = reading.document.span(*index);
            let lines = &reading.document.lines[span];
            lines
                .iter()
                .any(|line| matches!(line.line, Line::Head | Line::Event { .. }))
        };
        let near = (0..index)
            .rev()
            .chain(index..reading.messages.len())
            .find(shows);
        reading.selected = near.map(|index| reading.messages[index].id.clone());
    }
}
