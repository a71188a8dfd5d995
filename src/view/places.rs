//! The places pane: views with their counts, then channels.

use crate::app::geometry::Area;
use crate::app::places::PlaceRow;
use crate::app::{Pane, State};
use crate::command::Command;
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels};
use super::hits::Target;
use super::prose;
use super::strip::Strip;

/// The line above the channels.
const SECTION: usize = 1;

/// Draws the pane, if it is shown.
pub(super) fn draw(scene: &mut Scene) {
    let Some(pane) = scene.layout.places else {
        return;
    };
    let state = scene.state;
    scene.drawn.hits.add(pane.outer, Target::Pane(Pane::Places));
    let labels = Labels {
        title: "Views".into(),
        ..Labels::default()
    };
    let focused = scene.focused(Pane::Places);
    frame::pane(scene, pane, focused, &labels);

    let inner = pane.inner;
    let rows = state.place_rows();
    let views = rows
        .iter()
        .take_while(|row| matches!(row, PlaceRow::View(_) | PlaceRow::Saved(_)))
        .count();
    let height = usize::from(inner.h);
    let lines = rows.len() + SECTION;
    let cursor = state.place + if state.place < views { 0 } else { SECTION };
    let top = first_line(lines, cursor, height);
    let count_cols = count_cols(state);
    for (row, line) in (top..lines.min(top + height)).enumerate() {
        let area = Area {
            y: inner.y + cell(row),
            h: 1,
            ..inner
        };
        if line == views {
            section(scene, pane.outer, area);
            continue;
        }
        let index = if line < views { line } else { line - SECTION };
        if let Some(place) = rows.get(index) {
            scene.drawn.hits.add(area, Target::Place(place.clone()));
            place_row(scene, area, place, index == state.place, count_cols);
        }
    }
    let below = inner.shrunk(1, cell(lines.min(height)), 1, 0);
    teach(scene, below);
}

/// The first line shown, so that the cursor's is on the screen.
fn first_line(lines: usize, cursor: usize, height: usize) -> usize {
    cursor
        .saturating_sub(height / 2)
        .min(lines.saturating_sub(height))
}

fn cell(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// The columns of the widest count of a channel, so that what stands before it is in one column.
fn count_cols(state: &State) -> u16 {
    let widest = state.channels.iter().map(|channel| channel.needs_reply);
    match widest.max() {
        None | Some(0) => 0,
        Some(count) => cell(safe!("{count}").width() + 2),
    }
}

/// The line between views and channels, joined to the frame.
fn section(scene: &mut Scene, outer: Area, row: Area) {
    let line = if scene.focused(Pane::Places) {
        Role::FrameFocused
    } else {
        Role::Frame
    };
    let framed = scene.framed();
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Text);
    let across = Area {
        y: row.y,
        h: 1,
        ..outer
    };
    let mut strip = Strip::new(across, 0, ground);
    if framed {
        strip.put(canvas, "├", line);
        strip.put_end(canvas, "┤", line);
    }
    let labels = Labels {
        title: "Channels".into(),
        ..Labels::default()
    };
    frame::titled(canvas, &mut strip, line, Role::Text, &labels, "─");
}

fn place_row(scene: &mut Scene, area: Area, place: &PlaceRow, cursor: bool, count_cols: u16) {
    let state = scene.state;
    let focused = scene.focused(Pane::Places);
    // Not counted yet.
    let mut unknown = false;
    let (label, count, feed, in_force) = match place {
        PlaceRow::View(view) => {
            let count = state.count_of(*view);
            let listed = state.scope.saved.is_none() && state.scope.view == *view;
            (view.name().into(), count, 0, listed)
        }
        PlaceRow::Saved(at) => {
            let view = state.views.get(*at);
            let count = view.and_then(|view| view.count);
            unknown = view.is_some() && count.is_none();
            let name = view.map_or_else(SafeText::default, |view| view.name.clone());
            let listed = state.scope.saved == Some(*at);
            (name, count.unwrap_or(0), 0, listed)
        }
        PlaceRow::AllChannels => ("All channels".into(), 0, 0, state.scope.channel.is_none()),
        PlaceRow::Channel(id) => {
            let channel = state.channel(id);
            (
                state.channel_label(id),
                channel.map_or(0, |channel| channel.needs_reply),
                channel.map_or(0, |channel| channel.feed),
                state.scope.channel.as_ref() == Some(id),
            )
        }
    };
    let canvas = &mut scene.canvas;
    let mut ground = canvas.ink(Role::Text);
    if cursor && focused {
        ground = canvas.ink_on(Role::Selection, ground);
        canvas.blank(area, ground);
    }
    let mut strip = Strip::new(area, 0, ground);
    let bar = if in_force { "▌" } else { " " };
    strip.put(canvas, bar, Role::FrameFocused);
    // In the narrow pane the longest name and its count need every column.
    let margin = u16::from(area.w >= 26);
    strip.skip_end(margin);
    let waits = matches!(place, PlaceRow::Channel(_))
        || matches!(place, PlaceRow::View(crate::model::BuiltinView::NeedsReply));
    let failed = matches!(place, PlaceRow::View(crate::model::BuiltinView::Failed));
    if unknown {
        strip.put_end(canvas, "…", Role::Dim);
        strip.skip_end(1);
    } else if count > 0 {
        let role = match (failed, waits) {
            (true, _) => Role::Failed,
            (_, true) => Role::WaitingReply,
            _ => Role::Dim,
        };
        strip.put_end(canvas, &safe!("{count}"), role);
        strip.skip_end(1);
    }
    if feed > 0 {
        // What came to the channel itself, outside of threads: before the column of those who wait.
        strip.narrow_to(area.w.saturating_sub(margin + count_cols));
        // The word is worth more than the end of a long name, but not more than its beginning.
        let words = safe!("{feed} feed");
        let least = label.width().min(8);
        let fits = least + words.width() < usize::from(strip.room());
        let words = if fits { words } else { safe!("{feed}f") };
        strip.put_end(canvas, &words, Role::Dim);
        strip.skip_end(1);
    }
    let role = if in_force { Role::Title } else { Role::Text };
    strip.put(canvas, &label, role);
}

/// What to do next, where there is nothing to choose from yet.
fn teach(scene: &mut Scene, area: Area) {
    let state = scene.state;
    if area.h < 3 {
        return;
    }
    let mut words = Vec::new();
    if state.channels.is_empty() {
        words.push((Role::Dim, SafeText::default()));
        words.push((
            Role::Dim,
            safe!(
                "No channels yet. {} asks the server.",
                scene.keys.named(Command::Refresh)
            ),
        ));
    }
    let rows = prose::draw(&mut scene.canvas, area, &words);
    let rest = area.shrunk(0, rows, 0, 0);
    if state.facts.local && !scene.login_shown && scene.framed() && rest.h >= 4 {
        let foot = rest.shrunk(0, rest.h - 2, 0, 0);
        let words = [
            (Role::Dim, SafeText::from("Connect to andibase:")),
            (Role::Dim, SafeText::from("andibox login")),
        ];
        prose::draw(&mut scene.canvas, foot, &words);
    }
}
