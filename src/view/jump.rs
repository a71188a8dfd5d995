//! Where one can jump to: threads with who waits, views with their counts, channels, people.

use crate::app::State;
use crate::app::geometry::Area;
use crate::app::jump::{Jump, Place};
use crate::app::places::PlaceRow;
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::hits::Target;
use super::prose;
use super::strip::Strip;
use super::words;

/// Columns of a name where its title follows.
const NAME: u16 = 26;

/// Draws the rows below the line.
pub(super) fn draw(scene: &mut Scene, jump: &Jump, selected: usize, area: Area) {
    if jump.found.is_empty() {
        let words: SafeText = if jump.waits {
            "Looking…".into()
        } else {
            "Nothing here is called so.".into()
        };
        prose::draw(
            &mut scene.canvas,
            area.shrunk(2, 0, 1, 0),
            &[(Role::Dim, words)],
        );
        return;
    }
    let height = usize::from(area.h);
    let last = jump.found.len().saturating_sub(height);
    let top = selected.saturating_sub(height / 2).min(last);
    let shown = jump.found.iter().enumerate().skip(top).take(height);
    for (place, (index, found)) in shown.enumerate() {
        let row = Area {
            y: area.y + u16::try_from(place).unwrap_or(u16::MAX),
            h: 1,
            ..area
        };
        scene.drawn.hits.add(row, Target::Match(index));
        draw_row(scene, row, found, index == selected);
    }
}

fn draw_row(scene: &mut Scene, row: Area, place: &Place, selected: bool) {
    let (state, canvas) = (scene.state, &mut scene.canvas);
    let mut ground = canvas.ink(Role::Overlay);
    if selected {
        ground = canvas.ink_on(Role::Selection, ground);
        canvas.blank(row, ground);
    }
    let mut strip = Strip::new(row, 0, ground);
    let sign = if selected { "▌ " } else { "  " };
    strip.put(canvas, sign, Role::FrameFocused);
    strip.skip_end(1);
    match place {
        Place::Thread(item) => {
            let (role, words) = words::waiting(state, item);
            if strip.put_end(canvas, &words, role) {
                strip.skip_end(2);
            }
            let start = strip.x();
            let titled = item.title != item.person && strip.room() > NAME + 8;
            let most = if titled { NAME } else { strip.room() };
            strip.put_within(canvas, &item.person, Role::Overlay, most);
            if titled {
                strip.skip((start + NAME + 2).saturating_sub(strip.x()));
                strip.put(canvas, &item.title, Role::Dim);
            }
        }
        Place::View(view, name) => {
            strip.put_end(canvas, "view", Role::Dim);
            strip.skip_end(2);
            if let Some(count) = count(state, view) {
                strip.put_end(canvas, &safe!("{count}"), Role::Text);
                strip.skip_end(2);
            }
            strip.put(canvas, name, Role::Overlay);
        }
        Place::Channel(_, label) => {
            strip.put_end(canvas, "channel", Role::Dim);
            strip.skip_end(2);
            strip.put(canvas, label, Role::Overlay);
        }
        Place::Person(name, _) => {
            strip.put_end(canvas, "person, all threads", Role::Dim);
            strip.skip_end(2);
            strip.put(canvas, name, Role::Overlay);
        }
    }
}

/// How many threads a view has; none where they were not counted yet.
fn count(state: &State, view: &PlaceRow) -> Option<u32> {
    match view {
        PlaceRow::View(view) => Some(state.count_of(*view)),
        PlaceRow::Saved(at) => state.views.get(*at).and_then(|view| view.count),
        PlaceRow::AllChannels | PlaceRow::Channel(_) => None,
    }
}
