//! The frame of a pane or an overlay: lines, a title, and labels in the bottom line.

use crate::app::geometry::{Area, PaneArea};
use crate::text::SafeText;
use crate::theme::Role;

use super::draw::Scene;
use super::paint::Canvas;
use super::strip::Strip;

/// A piece of a label.
pub(super) type Piece = (Role, SafeText);

/// What stands in a frame's lines.
#[derive(Default)]
pub(super) struct Labels {
    /// The title.
    pub title: SafeText,
    /// What follows the title, less important.
    pub detail: SafeText,
    /// At the left of the bottom line.
    pub left: Vec<Piece>,
    /// At the right of the bottom line.
    pub right: Vec<Piece>,
}

/// The signs of a frame.
pub(super) struct Lines {
    corners: [&'static str; 4],
    flat: &'static str,
    side: &'static str,
}

/// Single lines.
pub(super) const SINGLE: Lines = Lines {
    corners: ["┌", "┐", "└", "┘"],
    flat: "─",
    side: "│",
};

/// A double line at the bottom, for what must not be mistaken for anything else.
pub(super) const DOUBLE: Lines = Lines {
    corners: ["╒", "╕", "╘", "╛"],
    flat: "═",
    side: "│",
};

/// A pane's frame, or its title line where panes have no frames.
pub(super) fn pane(scene: &mut Scene, pane: PaneArea, focused: bool, labels: &Labels) {
    let (line, title) = if focused {
        (Role::FrameFocused, Role::Title)
    } else {
        (Role::Frame, Role::Text)
    };
    if scene.framed() {
        framed(&mut scene.canvas, pane.outer, line, title, labels);
    } else {
        title_line(&mut scene.canvas, pane.outer, line, title, labels);
    }
}

/// An overlay's frame on a clean ground. Answers the area inside.
pub(super) fn overlay(canvas: &mut Canvas, outer: Area, labels: &Labels) -> Area {
    let ground = canvas.ink(Role::Overlay);
    canvas.blank(outer, ground);
    framed(canvas, outer, Role::OverlayFrame, Role::Title, labels);
    outer.shrunk(1, 1, 1, 1)
}

fn framed(canvas: &mut Canvas, outer: Area, line: Role, title: Role, labels: &Labels) {
    if outer.h == 0 || outer.w < 2 {
        return;
    }
    let ink = canvas.ink(line);
    for row in 1..outer.h.saturating_sub(1) {
        let y = outer.y + row;
        canvas.text(outer.x, y, 1, SINGLE.side, ink);
        canvas.text(outer.x + outer.w - 1, y, 1, SINGLE.side, ink);
    }
    top(canvas, outer, line, title, labels);
    if outer.h > 1 {
        bottom(canvas, outer, &SINGLE, line, &labels.left, &labels.right);
    }
}

fn top(canvas: &mut Canvas, outer: Area, line: Role, title: Role, labels: &Labels) {
    let ground = canvas.ink(Role::Text);
    let mut strip = Strip::new(outer, 0, ground);
    strip.put(canvas, SINGLE.corners[0], line);
    strip.put_end(canvas, SINGLE.corners[1], line);
    titled(canvas, &mut strip, line, title, labels, SINGLE.flat);
}

/// A title, then the line to its end.
pub(super) fn titled(
    canvas: &mut Canvas,
    strip: &mut Strip,
    line: Role,
    title: Role,
    labels: &Labels,
    flat: &'static str,
) {
    if !labels.title.is_empty() && strip.room() > 3 {
        strip.put(canvas, " ", line);
        let most = strip.room() - 1;
        strip.put_within(canvas, &labels.title, title, most);
        let most = strip.room().saturating_sub(1);
        strip.put_within(canvas, &labels.detail, Role::Dim, most);
        strip.put(canvas, " ", line);
    }
    strip.fill(canvas, flat, line);
}

/// The bottom line with its labels: those at the right are kept, those at the left get the room that is left.
pub(super) fn bottom(
    canvas: &mut Canvas,
    outer: Area,
    lines: &Lines,
    line: Role,
    left: &[Piece],
    right: &[Piece],
) {
    let ground = canvas.ink(Role::Text);
    let mut strip = Strip::new(outer, outer.h - 1, ground);
    strip.put(canvas, lines.corners[2], line);
    strip.put_end(canvas, lines.corners[3], line);
    end_label(canvas, &mut strip, line, right, lines.flat);
    if !left.is_empty() && strip.room() > 4 {
        strip.put(canvas, lines.flat, line);
        strip.put(canvas, " ", line);
        for (role, words) in left {
            let most = strip.room().saturating_sub(1);
            strip.put_within(canvas, words, *role, most);
        }
        strip.put(canvas, " ", line);
    }
    strip.fill(canvas, lines.flat, line);
}

fn end_label(
    canvas: &mut Canvas,
    strip: &mut Strip,
    line: Role,
    pieces: &[Piece],
    flat: &'static str,
) {
    let cols: usize = pieces.iter().map(|(_, words)| words.width()).sum();
    if pieces.is_empty() || usize::from(strip.room()) < cols + 4 {
        return;
    }
    strip.put_end(canvas, flat, line);
    strip.put_end(canvas, " ", line);
    for (role, words) in pieces.iter().rev() {
        strip.put_end(canvas, words, *role);
    }
    strip.put_end(canvas, " ", line);
}

/// Where there are no frames: the title, a line, and at its right what would stand in the bottom line.
fn title_line(canvas: &mut Canvas, outer: Area, line: Role, title: Role, labels: &Labels) {
    let ground = canvas.ink(Role::Text);
    let mut strip = Strip::new(outer, 0, ground);
    let mut pieces: Vec<Piece> = Vec::new();
    for label in [&labels.left, &labels.right] {
        if !label.is_empty() && !pieces.is_empty() {
            pieces.push((line, " ".into()));
        }
        pieces.extend(label.iter().cloned());
    }
    let wanted = labels.title.width().min(12) + 4;
    let cols: usize = pieces.iter().map(|(_, words)| words.width()).sum();
    if usize::from(strip.room()) >= cols + wanted {
        end_label(canvas, &mut strip, line, &pieces, SINGLE.flat);
    } else {
        end_label(canvas, &mut strip, line, &labels.right, SINGLE.flat);
    }
    titled(canvas, &mut strip, line, title, labels, SINGLE.flat);
}
