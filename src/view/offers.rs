//! The usual times below the line that asks until when a thread is put away.

use crate::app::geometry::Area;
use crate::app::prompt::Prompt;
use crate::app::remind::Offer;
use crate::theme::Role;

use super::draw::Scene;
use super::hits::Target;
use super::strip::Strip;

/// How many rows they take.
pub(super) fn rows(prompt: &Prompt) -> u16 {
    u16::try_from(prompt.offers().len()).unwrap_or(u16::MAX)
}

/// Draws them; where there is less room the selected one is among those shown.
pub(super) fn draw(scene: &mut Scene, prompt: &Prompt, area: Area) {
    let offers = prompt.offers();
    let height = usize::from(area.h);
    let last = offers.len().saturating_sub(height);
    let top = prompt.selected.saturating_sub(height / 2).min(last);
    let shown = offers.iter().enumerate().skip(top).take(height);
    for (place, (index, offer)) in shown.enumerate() {
        let row = Area {
            y: area.y + u16::try_from(place).unwrap_or(u16::MAX),
            h: 1,
            ..area
        };
        scene.drawn.hits.add(row, Target::Match(index));
        offer_row(scene, row, offer, index == prompt.selected);
    }
}

fn offer_row(scene: &mut Scene, row: Area, offer: &Offer, selected: bool) {
    let canvas = &mut scene.canvas;
    let mut ground = canvas.ink(Role::Overlay);
    if selected {
        ground = canvas.ink_on(Role::Selection, ground);
        canvas.blank(row, ground);
    }
    let mut strip = Strip::new(row, 0, ground);
    strip.put(
        canvas,
        if selected { "▌ " } else { "  " },
        Role::FrameFocused,
    );
    strip.skip_end(1);
    let start = strip.x();
    strip.put(canvas, &offer.label, Role::Overlay);
    let gap = (start + 18).saturating_sub(strip.x()).max(2);
    if strip.room() > gap {
        strip.skip(gap);
        strip.put(canvas, &offer.meaning, Role::Dim);
    }
}
