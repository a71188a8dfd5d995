//! One line of input: at the bottom where the list must stay in sight, else near the top with its matches below.

use crate::app::availability::availability;
use crate::app::geometry::Area;
use crate::app::prompt::{Prompt, Purpose};
use crate::command::Command;
use crate::theme::Role;

use super::draw::Scene;
use super::footer;
use super::frame::{self, Labels, Piece};
use super::hits::Target;
use super::input;
use super::jump;
use super::keys::Keys;
use super::prose;
use super::strip::Strip;

/// Columns of a box that has more room than it needs.
const WIDEST: u16 = 84;

/// Draws it.
pub(super) fn draw(scene: &mut Scene, prompt: &Prompt) {
    scene.drawn.hits.add(scene.layout.body, Target::Overlay);
    let outer = outer(scene, prompt);
    let labels = Labels {
        title: prompt.title.clone(),
        left: hints(scene, prompt),
        ..Labels::default()
    };
    let inner = frame::overlay(&mut scene.canvas, outer, &labels);
    let (row, below) = inner.split_rows(1);
    line(scene, prompt, row);
    let offered = super::offers::rows(prompt).min(below.h);
    let (offers, below) = below.split_rows(offered);
    super::offers::draw(scene, prompt, offers);
    if let Some(words) = below_line(prompt) {
        prose::draw(&mut scene.canvas, below.shrunk(1, 0, 1, 0), &[words]);
    }
    if prompt.purpose == Purpose::Palette {
        matches(scene, prompt, below);
    }
    if let Some(found) = &prompt.jump {
        jump::draw(scene, found, prompt.selected, below);
    }
}

fn outer(scene: &Scene, prompt: &Prompt) -> Area {
    let body = scene.layout.body;
    let w = body.w.min(WIDEST);
    if matches!(prompt.purpose, Purpose::Palette | Purpose::Jump) {
        let rows = u16::try_from(prompt.rows().max(1)).unwrap_or(u16::MAX);
        let h = rows.saturating_add(3).min(body.h).min(21);
        let room = body.h - h;
        return Area {
            x: body.x + (body.w - w) / 2,
            y: body.y + room.min(body.h / 6),
            w,
            h,
        };
    }
    let cols = usize::from(w.saturating_sub(4).max(1));
    let said = below_line(prompt).map_or(0, |(_, words)| crate::text::wrap_count(&words, cols));
    let said = u16::try_from(said + 3).unwrap_or(u16::MAX);
    let h = said.saturating_add(super::offers::rows(prompt)).min(body.h);
    Area {
        x: body.x,
        y: body.y + body.h - h,
        w,
        h,
    }
}

/// What is wrong with the line, or what may come next.
fn below_line(prompt: &Prompt) -> Option<Piece> {
    let problem = prompt.problem.clone().map(|words| (Role::Error, words));
    problem.or_else(|| prompt.hint.clone().map(|words| (Role::Dim, words)))
}

fn hints(scene: &Scene, prompt: &Prompt) -> Vec<Piece> {
    let (accept, cancel) = match prompt.purpose {
        Purpose::NewThread { .. } => ("make the thread", "leave"),
        Purpose::Filter { .. } | Purpose::Find { .. } => ("keep", "take back"),
        Purpose::Attach => ("attach", "leave"),
        Purpose::FindRaw(_) => ("find", "leave"),
        Purpose::Remind { .. } => ("put away", "leave"),
        Purpose::ViewName => ("save", "leave"),
        Purpose::Jump => ("go there", "leave"),
        Purpose::Palette => {
            let selected = prompt.matches.get(prompt.selected);
            let why = selected.and_then(|command| availability(scene.state, *command).err());
            if let Some(why) = why {
                return vec![(Role::Warning, why.words())];
            }
            ("run", "leave")
        }
    };
    footer::label(
        &scene.keys,
        &[(Command::Accept, accept), (Command::Cancel, cancel)],
    )
}

fn line(scene: &mut Scene, prompt: &Prompt, row: Area) {
    let sign = match prompt.purpose {
        Purpose::Filter { .. } | Purpose::Find { .. } | Purpose::FindRaw(_) => "/ ",
        Purpose::Palette => ": ",
        Purpose::NewThread { .. }
        | Purpose::Attach
        | Purpose::Jump
        | Purpose::ViewName
        | Purpose::Remind { .. } => "› ",
    };
    scene.drawn.cursor = input::draw(&mut scene.canvas, row, sign, &prompt.editor);
}

fn matches(scene: &mut Scene, prompt: &Prompt, area: Area) {
    let keys = Keys::of(scene.state, prompt.context);
    if prompt.matches.is_empty() {
        let words = [(Role::Dim, "No command has these letters.".into())];
        prose::draw(&mut scene.canvas, area.shrunk(2, 0, 1, 0), &words);
        return;
    }
    let height = usize::from(area.h);
    let last = prompt.matches.len().saturating_sub(height);
    let top = prompt.selected.saturating_sub(height / 2).min(last);
    let shown = prompt.matches.iter().enumerate().skip(top).take(height);
    for (place, (index, command)) in shown.enumerate() {
        let row = Area {
            y: area.y + u16::try_from(place).unwrap_or(u16::MAX),
            h: 1,
            ..area
        };
        scene.drawn.hits.add(row, Target::Match(index));
        let selected = index == prompt.selected;
        match_row(scene, row, *command, &keys, selected);
    }
}

fn match_row(scene: &mut Scene, row: Area, command: Command, keys: &Keys, selected: bool) {
    let canvas = &mut scene.canvas;
    let mut ground = canvas.ink(Role::Overlay);
    if selected {
        ground = canvas.ink_on(Role::Selection, ground);
        canvas.blank(row, ground);
    }
    let mut strip = Strip::new(row, 0, ground);
    strip.put(canvas, if selected { "▌" } else { " " }, Role::FrameFocused);
    let why = availability(scene.state, command).err();
    // A sign besides the colour: not every terminal shows what is dim.
    if why.is_some() {
        strip.put(canvas, "-", Role::Disabled);
    } else {
        strip.skip(1);
    }
    strip.skip_end(1);
    if let Some(key) = keys.first(command) {
        strip.put_end(canvas, &key, Role::Key);
        strip.skip_end(2);
    }
    let start = strip.x();
    let role = if why.is_some() {
        Role::Disabled
    } else {
        Role::Overlay
    };
    strip.put(canvas, command.name(), role);
    let gap = (start + 21).saturating_sub(strip.x()).max(2);
    if strip.room() > gap + 24 {
        strip.skip(gap);
        match why {
            Some(why) => strip.put(canvas, &why.words(), Role::Disabled),
            None => strip.put(canvas, command.help(), Role::Dim),
        }
    }
}
