//! The filter menu: the usual filters by a letter, added to what is typed, and what is done with a filter.

use chrono::TimeDelta;

use crate::model::{Conversation, Direction};
use crate::query::{Bound, Has, Is, Query, Test, WaitingTest};
use crate::text::SafeText;

use super::effect::Effect;
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::{Pane, State};

impl State {
    /// Asks for a filter by its letter. One that is in force is taken out by the same letter.
    pub fn ask_filter_menu(&mut self, out: &mut Vec<Effect>) {
        // What it filters must be in sight.
        self.focus(Pane::Threads, out);
        let mut items: Vec<MenuItem> = self
            .usual_filters()
            .into_iter()
            .map(|(key, words, test)| self.filter_item(key, &words, test))
            .collect();
        if self.list.filter.is_some() {
            items.push(MenuItem::new('0', "Clear the filter", Choice::ClearFilter));
        }
        items.push(MenuItem::new('s', "Save as a view", Choice::SaveView));
        let title = match &self.list.filter {
            Some(filter) => SafeText::line(&format!("Filter, now {filter}")),
            None => "Filter".into(),
        };
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
    }

    fn filter_item(&self, key: char, words: &str, test: Test) -> MenuItem {
        let on = self.list.filter.as_ref();
        let sign = if on.is_some_and(|filter| filter.demands(&test)) {
            "✓ "
        } else {
            ""
        };
        let label = SafeText::line(&format!("{sign}{words}"));
        MenuItem::new(key, label, Choice::ToggleFilter(test))
    }

    fn usual_filters(&self) -> Vec<(char, String, Test)> {
        let hour = WaitingTest::For(Bound::AtLeast, TimeDelta::hours(1));
        let mut filters = vec![
            ('u', "Unread".to_owned(), Test::Is(Is::Unread)),
            (
                'a',
                "With an attachment".to_owned(),
                Test::Has(Has::Attachment),
            ),
            ('f', "Failed".to_owned(), Test::Is(Is::Failed)),
            (
                'w',
                "Waiting for an hour or longer".to_owned(),
                Test::Waiting(hour),
            ),
            (
                'i',
                "With a message from the customer".to_owned(),
                Test::Direction(Direction::Inbound),
            ),
            (
                'o',
                "With an answer of ours".to_owned(),
                Test::Direction(Direction::Outbound),
            ),
        ];
        let Some(row) = self.list.row() else {
            return filters;
        };
        let channel = row.channel.as_str().trim().to_lowercase();
        if self.scope.channel.is_none() && is_word(&channel) {
            let words = format!("In the channel {}", row.channel);
            filters.push(('c', words, Test::Channel(channel)));
        }
        let person = row.person.as_str().trim().to_owned();
        if matches!(row.conversation, Conversation::Thread { .. }) && is_word(&person) {
            let words = format!("From {person}");
            filters.push(('p', words, Test::From(person)));
        }
        filters
    }

    /// Adds a test to the filter, or takes it out.
    pub fn toggle_filter(&mut self, test: &Test, out: &mut Vec<Effect>) {
        let before = self.list.filter.clone().unwrap_or_default();
        self.filter_by(before.toggled(test), out);
    }

    /// Lists what there is without a filter.
    pub fn clear_filter(&mut self, out: &mut Vec<Effect>) {
        self.filter_by(Query::default(), out);
    }
}

/// Whether this can be looked for, and written in a query again.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains('"')
}
