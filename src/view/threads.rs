//! The list of threads: its frame, its rows, and what stands there while it is empty.

use crate::app::geometry::{Area, ROWS_PER_THREAD};
use crate::app::{Pane, State};
use crate::command::{Command, Context};
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels, Piece};
use super::hits::Target;
use super::keys::Keys;
use super::{empty, thread_row};

/// Draws the pane, if it is shown.
pub(super) fn draw(scene: &mut Scene) {
    let Some(pane) = scene.layout.threads else {
        return;
    };
    let state = scene.state;
    scene
        .drawn
        .hits
        .add(pane.outer, Target::Pane(Pane::Threads));
    let shown = state.list_height();
    let labels = Labels {
        title: title(state),
        detail: detail(state),
        left: news(scene),
        right: position(state, shown),
    };
    let focused = scene.focused(Pane::Threads);
    frame::pane(scene, pane, focused, &labels);
    let list = &state.list;
    if list.rows.is_empty() {
        empty::list(scene, pane.inner);
        return;
    }
    let selected = list.index();
    let rows = list.rows.iter().enumerate().skip(list.top).take(shown);
    for (place, (index, item)) in rows.enumerate() {
        let row = u16::try_from(place).unwrap_or(u16::MAX) * ROWS_PER_THREAD;
        let area = Area {
            y: pane.inner.y + row,
            h: ROWS_PER_THREAD.min(pane.inner.h.saturating_sub(row)),
            ..pane.inner
        };
        let target = Target::Thread(item.conversation.clone());
        scene.drawn.hits.add(area, target);
        thread_row::draw(scene, area, item, selected == Some(index), focused);
    }
}

fn title(state: &State) -> SafeText {
    let view = state.view_name();
    if state.list.loaded {
        safe!("{view} · {}", state.listed())
    } else {
        view
    }
}

/// How many are marked, the channel and the filter in force.
fn detail(state: &State) -> SafeText {
    let mut words = match state.marks.len() {
        0 => String::new(),
        count => format!(" · {count} marked"),
    };
    if let Some(channel) = &state.scope.channel {
        words.push_str(" · ");
        words.push_str(&state.channel_label(channel));
    }
    if let Some(filter) = &state.list.filter {
        words.push_str(" · /");
        words.push_str(&filter.to_string());
    }
    SafeText::line(&words)
}

fn news(scene: &Scene) -> Vec<Piece> {
    match scene.state.list.news {
        0 => Vec::new(),
        count => vec![
            (Role::Badge, safe!("{count} new")),
            (Role::Dim, " · ".into()),
            (
                Role::Key,
                Keys::of(scene.state, Context::Threads).named(Command::ShowNews),
            ),
        ],
    }
}

/// Where the selected row stands among all, if not all are on the screen.
fn position(state: &State, shown: usize) -> Vec<Piece> {
    let list = &state.list;
    let feeds = list.rows.iter().filter(|row| row.thread().is_none());
    let total = list.total as usize + feeds.count();
    if total <= shown && list.rows.len() <= shown {
        return Vec::new();
    }
    match list.index() {
        // The number of rows before those that are here is not known.
        Some(index) if !list.before => vec![(Role::Dim, safe!("{}/{total}", index + 1))],
        _ => Vec::new(),
    }
}
