//! Something to read, over the whole body.

use crate::app::overlay::{Pager, Tone};
use crate::text::safe;
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels};
use super::hits::Target;
use super::strip::Strip;

/// Draws it.
pub(super) fn draw(scene: &mut Scene, pager: &Pager) {
    let outer = scene.layout.body;
    scene.drawn.hits.add(outer, Target::Overlay);
    let height = scene.state.pager_height();
    let lines = pager.lines.len();
    let bottom = (pager.top + height).min(lines);
    let mut labels = Labels {
        title: pager.title.clone(),
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
    let inner = frame::overlay(&mut scene.canvas, outer, &labels);
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Overlay);
    for (row, line) in pager.lines.iter().skip(pager.top).take(height).enumerate() {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        let mut strip = Strip::new(inner, row, ground);
        strip.skip(1);
        for (tone, words) in line {
            strip.put(canvas, words, role(*tone));
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
    }
}
