//! The tour's line, above the footer.

use crate::theme::Role;

use super::draw::Scene;

/// Draws it, if a tour runs.
pub(super) fn draw(scene: &mut Scene) {
    let (Some(area), Some(words)) = (scene.layout.tour, scene.state.tour_words()) else {
        return;
    };
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Footer);
    canvas.blank(area, ground);
    let ink = canvas.ink(Role::Key);
    canvas.text(area.x + 1, area.y, area.w.saturating_sub(1), &words, ink);
}
