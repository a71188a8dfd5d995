//! The user's own views: queries with a name, listed below the built-in ones.

mod count;
mod save;

use crate::command::Command;
use crate::model::{ChannelId, Sort, ThreadStatus};
use crate::query::{ListSpec, Query, SavedView, Test, WaitingTest};
use crate::text::SafeText;

use super::State;
use super::effect::Effect;

pub use count::Counting;

/// A view of the user's.
#[derive(Clone, PartialEq, Debug)]
pub struct View {
    /// As it is saved.
    pub saved: SavedView,
    /// Its name on the screen.
    pub name: SafeText,
    /// How many threads it has; none until they were counted.
    pub count: Option<u32>,
}

impl View {
    /// A view that was not counted yet.
    pub fn new(saved: SavedView) -> Self {
        Self {
            name: SafeText::line(&saved.name),
            saved,
            count: None,
        }
    }
}

impl State {
    /// The saved view that is listed.
    pub fn saved_view(&self) -> Option<&View> {
        self.scope.saved.and_then(|place| self.views.get(place))
    }

    /// The name of the view that is listed.
    pub fn view_name(&self) -> SafeText {
        self.saved_view()
            .map_or_else(|| self.scope.view.name().into(), |view| view.name.clone())
    }

    /// Whether a command is worth a row: those of saved views that are not there are not.
    pub(super) fn offers(&self, command: Command) -> bool {
        let number = command.saved_view();
        number.is_none_or(|number| number <= self.views.len())
    }

    /// The order of the list.
    pub fn list_sort(&self) -> Sort {
        self.saved_view()
            .map_or_else(|| self.scope.view.sort(), |view| view.saved.sort)
    }

    /// Whether only threads that pass something are listed.
    pub fn is_filtered(&self) -> bool {
        self.list.filter.is_some() || self.scope.saved.is_some()
    }

    /// The question a saved view asks, without a filter.
    pub(super) fn spec_of(&self, view: &View) -> ListSpec {
        let saved = &view.saved;
        let (channel, named) = match &saved.channel {
            None => (self.scope.channel.clone(), None),
            Some(name) => match self.channel_named(name) {
                Some(id) => (Some(id), None),
                // Not known yet: who is called nearly so stands in.
                None => (None, Some(Test::Channel(name.to_lowercase()))),
            },
        };
        let query = match named {
            Some(test) => saved.query.and(&Query::of_tests([test])),
            None => saved.query.clone(),
        };
        ListSpec {
            view: crate::model::BuiltinView::All,
            channel,
            filter: Some(query),
            sort: saved.sort,
        }
    }

    fn channel_named(&self, name: &str) -> Option<ChannelId> {
        let name = name.trim().to_lowercase();
        let is_it = |id: &ChannelId, names: &[String]| {
            id.as_str().to_lowercase() == name || names.contains(&name)
        };
        let found = self.channels.iter().find(|it| is_it(&it.id, &it.names));
        found.map(|channel| channel.id.clone())
    }

    /// Shows a saved view by its number, from 1, if there is one.
    pub fn go_to_saved(&mut self, number: usize, out: &mut Vec<Effect>) {
        if number == 0 || number > self.views.len() {
            return;
        }
        self.leave_composer(out);
        self.set_saved(number - 1);
        self.show_view(out);
    }

    /// Makes a saved view the one that is listed, without a filter.
    pub(super) fn set_saved(&mut self, place: usize) {
        self.set_view(crate::model::BuiltinView::All);
        self.scope.saved = Some(place);
        self.place = crate::model::BuiltinView::ALL.len() + place;
    }

    /// Whether what is asked for by queries loses a thread by this status.
    pub(super) fn queries_lose(&self, to: &ThreadStatus) -> bool {
        let saved = self.saved_view().map(|view| &view.saved.query);
        let queries = saved.into_iter().chain(&self.list.filter);
        queries.flat_map(Query::demanded).any(|test| match &test {
            Test::Status(status) => status != to,
            Test::Waiting(WaitingTest::Nobody | WaitingTest::Customer) => false,
            Test::Waiting(_) => to.is_settled(),
            _ => false,
        })
    }
}
