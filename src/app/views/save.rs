//! Saving what the list shows as a view.

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Prompt, Purpose};
use crate::command::{Command, Context};
use crate::model::{BuiltinView, ThreadStatus};
use crate::query::{Has, Is, Query, SavedView, Test, WaitingTest};
use crate::text::SafeText;

use super::View;

impl State {
    /// Asks for the name of a new view.
    pub fn ask_view_name(&mut self) {
        let shown = match self.list_as_view(String::new()).query.to_string() {
            query if query.is_empty() => "all threads".to_owned(),
            query => query,
        };
        let mut prompt = Prompt::new("Name of the view", Purpose::ViewName);
        prompt.hint = Some(SafeText::line(&format!("It will show: {shown}")));
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// Saves the view under this name. What is wrong with the name, if anything.
    pub fn save_view(&mut self, name: &str, out: &mut Vec<Effect>) -> Option<SafeText> {
        if !SavedView::is_name(name) {
            return Some(SafeText::line(&format!(
                "A view needs a name of 1 to {} characters: type one, or {} to save none.",
                SavedView::LONGEST,
                self.key_in(Context::Prompt, Command::Cancel)
            )));
        }
        if self.views.iter().any(|view| view.saved.is_named(name)) {
            return Some("There is a view of this name already: choose another one.".into());
        }
        out.push(Effect::SaveView(self.list_as_view(name.to_owned())));
        None
    }

    /// The view is in the settings: it is listed from now on.
    pub fn view_saved(&mut self, view: SavedView, out: &mut Vec<Effect>) {
        if self
            .views
            .iter()
            .any(|known| known.saved.is_named(&view.name))
        {
            return;
        }
        // Below the views stand the channels: the cursor stays on its row.
        if self.place >= BuiltinView::ALL.len() + self.views.len() {
            self.place += 1;
        }
        self.views.push(View::new(view));
        let number = self.views.len();
        let shows = Command::of_saved_view(number);
        let keys = shows.map_or_else(String::new, |shows| {
            format!("; {} shows it", self.key_named(shows))
        });
        let name = self
            .views
            .last()
            .map_or_else(SafeText::default, |view| view.name.clone());
        self.say(SafeText::line(&format!(
            "Saved as the view “{name}”{keys}."
        )));
        self.count_views(out);
    }

    /// What the list shows, as a view.
    fn list_as_view(&self, name: String) -> SavedView {
        let base = match self.saved_view() {
            Some(view) => view.saved.query.clone(),
            None => query_of(self.scope.view),
        };
        let query = match &self.list.filter {
            Some(filter) => base.and(filter),
            None => base,
        };
        let channel = self.scope.channel.as_ref().map(|id| id.as_str().to_owned());
        SavedView {
            name,
            query,
            sort: self.list_sort(),
            channel: self
                .saved_view()
                .and_then(|view| view.saved.channel.clone())
                .or(channel),
        }
    }
}

/// A built-in view in the words of the query language.
fn query_of(view: BuiltinView) -> Query {
    let tests = match view {
        BuiltinView::NeedsReply => vec![Test::Waiting(WaitingTest::Us)],
        BuiltinView::Open => vec![Test::Status(ThreadStatus::Open)],
        BuiltinView::WaitingForCustomer => vec![
            Test::Status(ThreadStatus::Open),
            Test::Waiting(WaitingTest::Customer),
        ],
        BuiltinView::Closed => vec![Test::Status(ThreadStatus::Closed)],
        BuiltinView::Archived => vec![Test::Status(ThreadStatus::Archived)],
        BuiltinView::All => Vec::new(),
        BuiltinView::Drafts => vec![Test::Has(Has::Draft)],
        BuiltinView::Outbox => vec![Test::Has(Has::Outgoing)],
        BuiltinView::Failed => vec![Test::Is(Is::Failed)],
    };
    Query::of_tests(tests)
}
