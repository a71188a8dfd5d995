//! The places pane: views above, channels below, one cursor over both.

use crate::model::{BuiltinView, ChannelId};

use super::State;
use super::effect::Effect;

/// What a row of the places pane stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlaceRow {
    /// A view.
    View(BuiltinView),
    /// A saved view, by its place among them.
    Saved(usize),
    /// All channels.
    AllChannels,
    /// One channel.
    Channel(ChannelId),
}

impl State {
    /// The rows, in the order of the screen.
    pub fn place_rows(&self) -> Vec<PlaceRow> {
        let views = BuiltinView::ALL.into_iter().map(PlaceRow::View);
        let channels = self
            .channels
            .iter()
            .map(|channel| PlaceRow::Channel(channel.id.clone()));
        let saved = (0..self.views.len()).map(PlaceRow::Saved);
        views
            .chain(saved)
            .chain([PlaceRow::AllChannels])
            .chain(channels)
            .collect()
    }

    /// Moves the cursor; what it is on is shown at once.
    pub fn move_place(&mut self, by: isize, out: &mut Vec<Effect>) {
        let rows = self.place_rows();
        let place = self.place.saturating_add_signed(by).min(rows.len() - 1);
        if place == self.place {
            return;
        }
        self.place = place;
        if let Some(row) = rows.get(place) {
            self.go_to_place(row.clone(), out);
        }
    }

    /// Shows a place.
    pub fn go_to_place(&mut self, row: PlaceRow, out: &mut Vec<Effect>) {
        let mut scope = self.scope.clone();
        match row {
            PlaceRow::View(view) => {
                scope.view = view;
                scope.saved = None;
            }
            PlaceRow::Saved(place) => {
                scope.view = BuiltinView::All;
                scope.saved = Some(place);
            }
            PlaceRow::AllChannels => scope.channel = None,
            PlaceRow::Channel(channel) => scope.channel = Some(channel),
        }
        if scope != self.scope {
            self.scope = scope;
            self.list.filter = None;
            self.show_list(false, out);
            self.watch(out);
        }
    }

    /// Shows a view.
    pub fn go_to_view(&mut self, view: BuiltinView, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        self.set_view(view);
        self.show_view(out);
    }

    pub(super) fn show_view(&mut self, out: &mut Vec<Effect>) {
        if matches!(self.pane, super::Pane::Conversation | super::Pane::Sidebar) {
            self.pane = super::Pane::Threads;
        }
        self.show_list(false, out);
    }

    /// Makes a view the one that is listed, without a filter; the cursor of the places goes with it.
    pub fn set_view(&mut self, view: BuiltinView) {
        self.scope.view = view;
        self.scope.saved = None;
        self.list.filter = None;
        self.place = view as usize;
    }

    /// Shows the view before or after the one that is shown; a filter stays, so that it can be looked for in each.
    pub fn step_view(&mut self, forward: bool, out: &mut Vec<Effect>) {
        let builtin = BuiltinView::ALL.len();
        let count = builtin + self.views.len();
        let now = match self.scope.saved {
            Some(place) => builtin + place,
            None => self.scope.view as usize,
        };
        let next = if forward { now + 1 } else { now + count - 1 } % count;
        let filter = self.list.filter.take();
        self.leave_composer(out);
        match BuiltinView::ALL.get(next) {
            Some(view) => self.set_view(*view),
            None => self.set_saved(next - builtin),
        }
        self.list.filter = filter;
        self.show_view(out);
    }
}
