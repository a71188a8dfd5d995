//! Something to read, over the whole body.

use crate::app::overlay::{Pager, Tone};
use crate::text::safe;
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels, Piece};
use super::hits::Target;
use super::input;
use super::paint::Words;
use super::strip::Strip;

/// Draws it.
pub(super) fn draw(scene: &mut Scene, pager: &Pager, hints: Vec<Piece>) {
    let outer = scene.state.pager_area();
    scene.drawn.hits.add(outer, Target::Overlay);
    let height = scene.state.pager_height();
    let lines = pager.rows().len();
    let bottom = (pager.top + height).min(lines);
    let mut labels = Labels {
        title: pager.title.clone(),
        left: hints,
        ..Labels::default()
    };
    if lines > height {
        let words = if bottom == lines {
            "end".into()
        } else {
            safe!("{}%", bottom * 100 / lines)
        };
        labels.right.push((Role::Dim, words));
    }
    let mut inner = frame::overlay(&mut scene.canvas, outer, &labels);
    if let Some(search) = pager.search.as_ref().filter(|search| search.is_shown()) {
        let (line, rest) = inner.split_rows(1);
        let cursor = input::draw(&mut scene.canvas, line, "/ ", &search.editor);
        if search.typing {
            scene.drawn.cursor = cursor;
        }
        inner = rest;
    }
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Overlay);
    let cursor = pager.cursor().unwrap_or_default();
    let rows = pager.rows().iter().skip(pager.top).take(height);
    for (shown, row) in rows.zip(0..) {
        let mut strip = Strip::new(inner, row, ground);
        if cursor.contains(&shown.line) {
            strip.put(canvas, "▌", Role::FrameFocused);
        } else {
            strip.skip(1);
        }
        strip.skip(u16::try_from(shown.indent).unwrap_or(u16::MAX));
        let mut start = 0;
        for (tone, words) in &pager.lines()[shown.line] {
            let from = shown.part.start.clamp(start, start + words.len()) - start;
            let to = shown.part.end.clamp(start, start + words.len()) - start;
            start += words.len();
            if from < to {
                strip.put(canvas, Words::Part(words, from, to), role(*tone));
            }
        }
    }
}

/// The role of a tone.
pub(super) const fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Overlay,
        Tone::Dim => Role::Dim,
        Tone::Strong => Role::Heading,
        Tone::Key => Role::Key,
        Tone::Good => Role::Success,
        Tone::Warn => Role::Warning,
        Tone::Bad => Role::Error,
        Tone::Chart => Role::Chart,
    }
}
