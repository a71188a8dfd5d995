//! The sidebar: what is known of the thread beside its messages.

use crate::app::Pane;
use crate::app::about::Fact;
use crate::app::geometry::Area;
use crate::text::{SafeText, wrap_count};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels};
use super::hits::Target;
use super::strip::Strip;
use super::{prose, words};

/// Columns of a name at the most.
const MOST_NAME: u16 = 14;
/// Columns that a level stands further in.
const LEVEL: u16 = 2;

/// Draws the pane, if it is shown.
pub(super) fn draw(scene: &mut Scene) {
    let Some(pane) = scene.layout.sidebar else {
        return;
    };
    scene
        .drawn
        .hits
        .add(pane.outer, Target::Pane(Pane::Sidebar));
    let labels = Labels {
        title: "About".into(),
        ..Labels::default()
    };
    let focused = scene.focused(Pane::Sidebar);
    frame::pane(scene, pane, focused, &labels);
    let facts = scene.state.about();
    let cursor = scene
        .state
        .reading
        .as_ref()
        .and_then(|reading| reading.about);
    let cursor = cursor.filter(|_| focused);
    show(scene, pane.inner, &facts, cursor);
}

/// Names in a column at the left, values beside them, or below where they are long. What the cursor is on is in sight.
fn show(scene: &mut Scene, area: Area, facts: &[Fact], cursor: Option<usize>) {
    let names = facts.iter().map(|fact| match fact {
        Fact::Pair(level, name, _) => cells(name.width()).saturating_add(inset(*level)),
        _ => 0,
    });
    let column = names.max().unwrap_or(0).min(MOST_NAME) + 2;
    let room = area.shrunk(1, 0, 1, 0);
    let heights: Vec<u16> = facts
        .iter()
        .map(|fact| height(fact, room, column))
        .collect();
    let end = |place: usize| {
        heights[..=place]
            .iter()
            .copied()
            .fold(0, u16::saturating_add)
    };
    let first = cursor.map_or(0, |cursor| {
        // As few lines are left out as needed to show the cursor's whole.
        let wanted = end(cursor).saturating_sub(room.h);
        let mut passed = 0;
        heights
            .iter()
            .take_while(|height| {
                let more = passed < wanted;
                passed = passed.saturating_add(**height);
                more
            })
            .count()
            .min(cursor)
    });
    let mut y = 0;
    for (place, fact) in facts.iter().enumerate().skip(first) {
        if y >= room.h {
            break;
        }
        let rest = room.shrunk(0, y, 0, 0);
        if cursor == Some(place) {
            let marks = heights[place].min(rest.h);
            let ink = scene.canvas.ink(Role::FrameFocused);
            for row in 0..marks {
                scene.canvas.text(area.x, rest.y + row, 1, "▌", ink);
            }
        }
        one(scene, rest, fact, column);
        y = y.saturating_add(heights[place]);
    }
}

fn inset(level: usize) -> u16 {
    cells(level).saturating_mul(LEVEL).min(8)
}

/// The columns that a value stands in from the left, and whether that is beside its name.
fn beside(value: &SafeText, room: Area, column: u16) -> bool {
    value.width() <= usize::from(room.w.saturating_sub(column))
}

fn height(fact: &Fact, room: Area, column: u16) -> u16 {
    let rows = |words: &SafeText, cols: u16| cells(wrap_count(words, usize::from(cols.max(1))));
    match fact {
        Fact::Pair(_, _, value) if beside(value, room, column) => 1,
        Fact::Pair(level, _, value) => 1 + rows(value, room.w.saturating_sub(2 + inset(*level))),
        Fact::Words(words) | Fact::Dim(words) | Fact::Heading(words) => rows(words, room.w),
        Fact::Gap | Fact::Waiting => 1,
        Fact::Thread(..) => 2,
    }
}

fn one(scene: &mut Scene, rest: Area, fact: &Fact, column: u16) {
    let state = scene.state;
    let ground = scene.canvas.ink(Role::Text);
    let mut strip = Strip::new(rest, 0, ground);
    let canvas = &mut scene.canvas;
    match fact {
        Fact::Gap => {}
        Fact::Heading(words) => {
            prose::draw(canvas, rest, &[(Role::Heading, words.clone())]);
        }
        Fact::Words(words) => {
            prose::draw(canvas, rest, &[(Role::Text, words.clone())]);
        }
        Fact::Dim(words) => {
            prose::draw(canvas, rest, &[(Role::Dim, words.clone())]);
        }
        Fact::Waiting => {
            let row = state
                .reading
                .as_ref()
                .and_then(|reading| reading.row.as_ref());
            if let Some(row) = row {
                let (role, words) = words::waiting(state, row);
                strip.put(canvas, &words, role);
            }
        }
        Fact::Pair(level, name, value) => {
            strip.skip(inset(*level));
            strip.put_within(
                canvas,
                name,
                Role::Dim,
                (column - 2).saturating_sub(inset(*level)),
            );
            let words = [(Role::Text, value.clone())];
            if beside(value, rest, column) {
                prose::draw(canvas, rest.shrunk(column, 0, 0, 0), &words);
            } else {
                prose::draw(canvas, rest.shrunk(2 + inset(*level), 1, 0, 0), &words);
            }
        }
        Fact::Thread(_, title, facts) => {
            strip.put(canvas, title, Role::Text);
            let mut below = Strip::new(rest, 1, ground);
            below.skip(2);
            below.put(canvas, facts, Role::Dim);
        }
    }
}

fn cells(cols: usize) -> u16 {
    u16::try_from(cols).unwrap_or(u16::MAX)
}
