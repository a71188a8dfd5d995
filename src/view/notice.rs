//! The line of news for the person: in the footer, and above it as far as it is longer.

use crate::app::State;
use crate::app::geometry::Area;
use crate::app::notice::NoticeKind;
use crate::app::overlay::Overlay;
use crate::text::wrap_count;
use crate::theme::Role;

use super::draw::Scene;
use super::paint::Words;
use super::prose;

/// Rows a notice may take of the body.
const MOST: u16 = 4;
/// Columns around a notice: its sign, and what sets it apart from the keys.
const AROUND: u16 = 6;

/// The columns a notice takes of the footer where it leaves room for the keys behind it: good news hides no keys.
pub(super) fn beside(state: &State, footer: Area) -> Option<u16> {
    let notice = state.notice.as_ref()?;
    let cols = Words::from(&notice.text).width().saturating_add(AROUND);
    (notice.kind == NoticeKind::Info && cols <= footer.w / 2).then_some(cols)
}

/// Draws it over the footer, if there is one.
pub(super) fn draw(scene: &mut Scene) {
    let Some(notice) = &scene.state.notice else {
        return;
    };
    let footer = scene.layout.footer;
    let (role, sign) = match notice.kind {
        NoticeKind::Info => (Role::Text, "· "),
        NoticeKind::Error => (Role::Error, "! "),
    };
    let cols = footer.w.saturating_sub(4).max(1);
    let rows = u16::try_from(wrap_count(&notice.text, usize::from(cols))).unwrap_or(u16::MAX);
    // What is being typed or chosen from is never covered.
    let choosing = matches!(
        scene.state.overlay,
        Some(Overlay::Menu(_) | Overlay::Stop(_))
    );
    let most = if choosing || scene.drawn.cursor.is_some() {
        2
    } else {
        MOST
    };
    let rows = rows.min(most).min(scene.layout.body.h + 1);
    let area = Area {
        y: (footer.y + 1).saturating_sub(rows),
        h: rows,
        ..footer
    };
    let beside = beside(scene.state, footer);
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Text);
    let covered = Area {
        w: beside.unwrap_or(area.w),
        ..area
    };
    canvas.blank(covered, ground);
    let ink = canvas.ink(role);
    canvas.text(area.x + 1, area.y, 2, sign, ink);
    let words = [(role, notice.text.clone())];
    prose::draw(canvas, area.shrunk(3, 0, 1, 0), &words);
}
