//! The snippets that match what is typed: over the lower end of the conversation, above the composer.

use crate::app::geometry::Area;
use crate::app::snippets::SHOWN;
use crate::command::Command;
use crate::text::SafeText;
use crate::theme::Role;

use super::draw::Scene;
use super::footer;
use super::frame::{self, Labels};
use super::strip::Strip;

/// Columns of the names, where there is room for the words beside them.
const NAMES: u16 = 20;

/// Draws the list, if it is open.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    let (Some(pick), Some(pane), None) = (state.picking(), scene.layout.composer, &state.overlay)
    else {
        return;
    };
    let rows = pick.matches.len().min(SHOWN);
    let above = pane.outer.y.saturating_sub(scene.layout.body.y);
    let h = u16::try_from(rows + 2).unwrap_or(above).min(above);
    if h < 3 {
        return;
    }
    let outer = Area {
        x: pane.inner.x,
        y: pane.outer.y - h,
        w: pane.inner.w,
        h,
    };
    let labels = Labels {
        title: "Snippets".into(),
        left: footer::label(
            &scene.keys,
            &[
                (Command::NextBlank, "take"),
                (Command::LeaveComposer, "as typed"),
            ],
        ),
        ..Labels::default()
    };
    let inner = frame::overlay(&mut scene.canvas, outer, &labels);
    let height = usize::from(inner.h);
    let last = pick.matches.len().saturating_sub(height);
    let top = pick.selected.saturating_sub(height / 2).min(last);
    let shown = pick.matches.iter().enumerate().skip(top).take(height);
    for (place, (at, index)) in shown.enumerate() {
        let Some(snippet) = state.snippets.get(*index) else {
            continue;
        };
        let selected = at == pick.selected;
        let canvas = &mut scene.canvas;
        let mut ground = canvas.ink(Role::Overlay);
        let row = Area {
            y: inner.y + u16::try_from(place).unwrap_or(u16::MAX),
            h: 1,
            ..inner
        };
        if selected {
            ground = canvas.ink_on(Role::Selection, ground);
            canvas.blank(row, ground);
        }
        let mut strip = Strip::new(row, 0, ground);
        let sign = if selected { "▌ " } else { "  " };
        strip.put(canvas, sign, Role::FrameFocused);
        strip.skip_end(1);
        let start = strip.x();
        strip.put(canvas, &SafeText::line(&snippet.name), Role::Overlay);
        let gap = (start + NAMES).saturating_sub(strip.x()).max(2);
        if strip.room() > gap + 8 {
            strip.skip(gap);
            strip.put(canvas, &SafeText::line(&snippet.text), Role::Dim);
        }
    }
}
