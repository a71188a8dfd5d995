//! A choice of one among some, in the middle of the body.

use crate::app::geometry::Area;
use crate::app::menu::Menu;
use crate::command::Command;
use crate::text::{safe, wrap_count};
use crate::theme::Role;

use super::draw::Scene;
use super::footer;
use super::frame::{self, Labels};
use super::hits::Target;
use super::strip::Strip;
use super::{pager, prose};

/// A question that is longer stands inside of the box and not in its frame.
const TITLE: usize = 36;

/// Columns of a paragraph at the most.
const ABOUT: usize = 70;

/// Draws it.
pub(super) fn draw(scene: &mut Scene, menu: &Menu) {
    let body = scene.layout.body;
    scene.drawn.hits.add(body, Target::Overlay);
    let hints = footer::label(
        &scene.keys,
        &[(Command::Accept, "choose"), (Command::Cancel, "leave")],
    );
    let hint_cols: usize = hints.iter().map(|(_, words)| words.width()).sum();
    let long = menu.title.width() > TITLE.min(usize::from(body.w.saturating_sub(8)));
    let widest = menu.items.iter().map(|item| item.label.width() + 8).max();
    let title = if long {
        menu.title.width().min(56) + 4
    } else {
        menu.title.width() + 6
    };
    let told = menu
        .about
        .iter()
        .map(|(_, words)| words.width().min(ABOUT) + 4);
    let widest = widest.max(told.max());
    let cols = widest.unwrap_or(0).max(title).max(hint_cols + 6);
    let w = u16::try_from(cols)
        .unwrap_or(u16::MAX)
        .min(body.w.saturating_sub(2));
    let inside = usize::from(w.saturating_sub(4).max(1));
    let mut asked = 0;
    if long {
        asked += wrap_count(&menu.title, inside) + 1;
    }
    if !menu.about.is_empty() {
        let about = menu.about.iter();
        asked += about
            .map(|(_, words)| wrap_count(words, inside))
            .sum::<usize>()
            + 1;
    }
    let rows = u16::try_from(asked + menu.items.len() + 2).unwrap_or(u16::MAX);
    let outer = centered(body, w, rows);
    let labels = Labels {
        title: if long { "".into() } else { menu.title.clone() },
        left: hints,
        ..Labels::default()
    };
    let mut inner = frame::overlay(&mut scene.canvas, outer, &labels);
    if long {
        let area = inner.shrunk(1, 0, 1, 0);
        let words = [(Role::Heading, menu.title.clone())];
        let used = prose::draw(&mut scene.canvas, area, &words);
        inner = inner.shrunk(0, used + u16::from(used + 1 < inner.h), 0, 0);
    }
    if !menu.about.is_empty() {
        // The rows stay in sight: who must read more than there is room for leaves, and makes the window larger.
        let rows = cells(menu.items.len()).min(inner.h / 2);
        let area = inner.shrunk(1, 0, 1, rows);
        let mut used = 0;
        for (tone, words) in &menu.about {
            let area = area.shrunk(0, used, 0, 0);
            used += prose::draw(
                &mut scene.canvas,
                area,
                &[(pager::role(*tone), words.clone())],
            );
        }
        inner = inner.shrunk(0, used + u16::from(used + rows < inner.h), 0, 0);
    }
    items(scene, menu, inner);
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn items(scene: &mut Scene, menu: &Menu, area: Area) {
    let height = usize::from(area.h);
    let last = menu.items.len().saturating_sub(height);
    let top = menu.selected.saturating_sub(height / 2).min(last);
    for (place, (index, item)) in menu
        .items
        .iter()
        .enumerate()
        .skip(top)
        .take(height)
        .enumerate()
    {
        let row = Area {
            y: area.y + u16::try_from(place).unwrap_or(u16::MAX),
            h: 1,
            ..area
        };
        scene.drawn.hits.add(row, Target::MenuItem(index));
        let canvas = &mut scene.canvas;
        let mut ground = canvas.ink(Role::Overlay);
        let selected = index == menu.selected;
        if selected {
            ground = canvas.ink_on(Role::Selection, ground);
            canvas.blank(row, ground);
        }
        let mut strip = Strip::new(row, 0, ground);
        strip.put(canvas, if selected { "▌" } else { " " }, Role::FrameFocused);
        strip.skip_end(1);
        strip.put(canvas, &safe!("{}", item.key), Role::Key);
        strip.skip(2);
        strip.put(canvas, &item.label, Role::Overlay);
    }
}

/// A box in the middle of an area, as large as it goes.
pub(super) fn centered(area: Area, w: u16, h: u16) -> Area {
    let (w, h) = (w.min(area.w), h.min(area.h));
    Area {
        x: area.x + (area.w - w) / 2,
        y: area.y + (area.h - h) / 2,
        w,
        h,
    }
}
