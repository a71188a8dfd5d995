//! What can follow the keys pressed so far, at the bottom of the body.

use crate::app::availability::availability;
use crate::app::geometry::Area;
use crate::command::KeySeq;
use crate::text::safe;
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels};
use super::hits::Target;
use super::strip::Strip;

/// Columns of one entry, the gap behind it included.
const ENTRY: u16 = 42;
/// Columns of one with its name alone.
const NAMED_ENTRY: u16 = 18;

/// Draws the list, once the keys have waited long enough.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    if !state.which_key || state.pressed.is_empty() {
        return;
    }
    let mut entries = state.continuations();
    if entries.is_empty() {
        return;
    }
    entries.sort_by_key(|(_, command)| *command);
    let body = scene.layout.body;
    let columns_of =
        |entry: u16| usize::from((body.w.saturating_sub(2) / entry).max(1)).min(entries.len());
    let room = usize::from(body.h.saturating_sub(2));
    // Where not all helps have room, the names say enough.
    let named = entries.len().div_ceil(columns_of(ENTRY)) > room;
    let columns = columns_of(if named { NAMED_ENTRY } else { ENTRY });
    let rows = entries.len().div_ceil(columns);
    let h = u16::try_from(rows + 2).unwrap_or(u16::MAX).min(body.h);
    let outer = Area {
        y: body.y + body.h - h,
        h,
        ..body
    };
    scene.drawn.hits.add(outer, Target::Overlay);
    let pressed = KeySeq::new(state.pressed.iter().copied());
    let some_cannot = entries
        .iter()
        .any(|(_, command)| availability(state, *command).is_err());
    let labels = Labels {
        title: pressed.map_or_else(|_| "Keys".into(), |keys| safe!("{keys} …")),
        right: if some_cannot {
            vec![(Role::Dim, "- cannot run now".into())]
        } else {
            Vec::new()
        },
        ..Labels::default()
    };
    let inner = frame::overlay(&mut scene.canvas, outer, &labels);
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Overlay);
    let gap: usize = if named { 2 } else { 3 };
    let each = inner.w / u16::try_from(columns).unwrap_or(1).max(1);
    for (index, (keys, command)) in entries.iter().enumerate() {
        let (column, row) = (index / rows, index % rows);
        let area = Area {
            x: inner.x + each * u16::try_from(column).unwrap_or(0),
            w: each,
            ..inner
        };
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        let mut strip = Strip::new(area, row, ground);
        strip.skip(1);
        strip.skip_end(1);
        let keys = safe!("{keys}");
        strip.put(canvas, &keys, Role::Key);
        strip.skip(
            u16::try_from(gap.saturating_sub(keys.width()))
                .unwrap_or(0)
                .max(1),
        );
        let why = availability(state, *command).err();
        let words = if named {
            command.name()
        } else {
            command.help()
        };
        if why.is_none() {
            strip.put(canvas, words, Role::Overlay);
        } else {
            // A sign besides the colour: not every terminal shows what is dim.
            strip.put(canvas, "- ", Role::Disabled);
            strip.put(canvas, words, Role::Disabled);
        }
    }
}
