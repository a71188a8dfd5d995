//! The conversation pane: what the thread is, and its messages.

use crate::app::geometry::{Area, PaneArea, Shape};
use crate::app::item::status_word;
use crate::app::reading::Reading;
use crate::app::{Pane, State};
use crate::model::{Conversation, Mode};
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels, Piece};
use super::hits::Target;
use super::strip::Strip;
use super::{empty, message, words};

/// Draws the pane, if it is shown.
pub(super) fn draw(scene: &mut Scene) {
    let Some(pane) = scene.layout.conversation else {
        return;
    };
    let state = scene.state;
    scene
        .drawn
        .hits
        .add(pane.outer, Target::Pane(Pane::Conversation));
    let focused = scene.focused(Pane::Conversation) && state.composer.is_none();
    let Some(reading) = &state.reading else {
        nothing(scene, pane, focused);
        return;
    };
    let height = usize::from(scene.layout.messages.h);
    let labels = Labels {
        title: title(state, reading),
        right: right(state, reading, height),
        ..Labels::default()
    };
    frame::pane(scene, pane, focused, &labels);
    head(scene, reading);
    let area = scene.layout.messages;
    if reading.loaded && reading.messages.is_empty() {
        empty::messages(scene, area);
        return;
    }
    lines(scene, reading, area, focused);
}

fn nothing(scene: &mut Scene, pane: PaneArea, focused: bool) {
    let labels = Labels {
        title: "Conversation".into(),
        ..Labels::default()
    };
    frame::pane(scene, pane, focused, &labels);
    empty::conversation(scene, pane.inner);
}

fn title(state: &State, reading: &Reading) -> SafeText {
    match &reading.conversation {
        Conversation::Feed { channel } => safe!("# {}", state.channel_label(channel)),
        Conversation::Thread { .. } if reading.title.is_empty() => reading.person(),
        Conversation::Thread { .. } => reading.title.clone(),
    }
}

/// The lines above the messages: channel, status, how many, since when; who waits; a draft that waits here.
fn head(scene: &mut Scene, reading: &Reading) {
    let state = scene.state;
    let area = scene.layout.head;
    let right = head_right(state, reading);
    let left = head_left(state, reading);
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Text);
    let mut strip = Strip::new(area, 0, ground);
    strip.skip(1);
    strip.skip_end(1);
    // Where the list stands beside it, who waits is said there: what the thread is comes first.
    let mut wanted = usize::from(scene.layout.shape == Shape::Narrow) * 24;
    if wanted == 0 {
        wanted = left.iter().map(|(_, words)| words.width() + 3).sum();
    }
    for (role, words) in right.iter().rev() {
        let fits = usize::from(strip.room()) >= wanted + words.width();
        if fits && strip.put_end(canvas, words, *role) {
            strip.skip_end(2);
        }
    }
    for (place, (role, words)) in left.iter().enumerate() {
        if place > 0 {
            // Half a fact is worth less than none.
            if words.width() + 3 > usize::from(strip.room()) {
                break;
            }
            strip.put(canvas, " · ", Role::Dim);
        }
        strip.put(canvas, words, *role);
    }
    if area.h > 1 {
        head_rule(scene);
    }
}

/// The line below the head, joined to the frame.
fn head_rule(scene: &mut Scene) {
    let Some(pane) = scene.layout.conversation else {
        return;
    };
    let framed = scene.framed();
    let line = if scene.focused(Pane::Conversation) && scene.state.composer.is_none() {
        Role::FrameFocused
    } else {
        Role::Frame
    };
    let canvas = &mut scene.canvas;
    let across = Area {
        y: scene.layout.head.y,
        h: 2,
        ..pane.outer
    };
    let mut rule = Strip::new(across, 1, canvas.ink(Role::Text));
    if framed {
        rule.put(canvas, "├", line);
        rule.put_end(canvas, "┤", line);
    }
    rule.fill(canvas, "─", line);
}

fn head_left(state: &State, reading: &Reading) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let server = reading.messages.len() - reading.local.min(reading.messages.len());
    let count = reading.before as usize + server + reading.after as usize;
    let count = match count {
        1 => "1 message".into(),
        count => safe!("{count} messages"),
    };
    if let Conversation::Feed { .. } = reading.conversation {
        pieces.push((Role::Dim, "outside of any thread".into()));
    } else {
        let channel = state.channel_label(reading.conversation.channel());
        pieces.push((Role::Dim, channel));
    }
    if let Some(row) = reading.row.as_ref().filter(|row| row.thread().is_some()) {
        let role = words::status_role(&row.status);
        pieces.push((role, status_word(&row.status)));
        pieces.extend(words::reminder(row));
    }
    if reading.loaded {
        pieces.push((Role::Dim, count));
    }
    let opened = reading
        .thread
        .as_ref()
        .and_then(|thread| thread.created_at.at());
    if let Some(at) = opened {
        let age = words::span(state.now.signed_duration_since(at));
        pieces.push((Role::Dim, safe!("opened {age}")));
    }
    pieces
}

fn head_right(state: &State, reading: &Reading) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    if state.composer.is_none() {
        for draft in &reading.drafts {
            let words = match draft.mode {
                Mode::Reply => "draft reply",
                Mode::Note => "draft note",
            };
            pieces.push((Role::Draft, words.into()));
        }
    }
    if let Some(row) = &reading.row
        && (row.waiting.for_us().is_some() || row.gone || row.reminder.is_some())
    {
        pieces.push(words::waiting(state, row));
    }
    pieces
}

fn lines(scene: &mut Scene, reading: &Reading, area: Area, focused: bool) {
    let selected = reading.index().filter(|_| focused);
    let first = reading.top;
    let last = (first + usize::from(area.h)).min(reading.document.lines.len());
    let mut begun: Option<(usize, u16)> = None;
    for (row, line) in reading
        .document
        .lines
        .get(first..last)
        .unwrap_or_default()
        .iter()
        .enumerate()
    {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        let place = Area {
            y: area.y + row,
            h: 1,
            ..area
        };
        message::line(scene, reading, line, place, selected == Some(line.message));
        if begun.is_none_or(|(message, _)| message != line.message) {
            hit(scene, reading, area, begun, row);
            begun = Some((line.message, row));
        }
    }
    let end = u16::try_from(last.saturating_sub(first)).unwrap_or(area.h);
    hit(scene, reading, area, begun, end);
}

fn hit(scene: &mut Scene, reading: &Reading, area: Area, begun: Option<(usize, u16)>, end: u16) {
    if let Some((message, row)) = begun
        && let Some(item) = reading.messages.get(message)
    {
        let place = Area {
            y: area.y + row,
            h: end - row,
            ..area
        };
        let target = Target::Message(item.id.clone());
        scene.drawn.hits.add(place, target);
    }
}

/// What was found, and how far down the screen is.
fn right(state: &State, reading: &Reading, height: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    match state.find_count() {
        Some((_, 0)) => pieces.push((Role::Warning, "not found".into())),
        Some((0, count)) => pieces.push((Role::Match, safe!("{count} found"))),
        Some((at, count)) => pieces.push((Role::Match, safe!("found {at}/{count}"))),
        None => {}
    }
    let position = position(reading, height);
    if !pieces.is_empty() && !position.is_empty() {
        pieces.push((Role::Dim, " · ".into()));
    }
    pieces.extend(position);
    pieces
}

/// How far down the screen is: nothing if all is on it.
fn position(reading: &Reading, height: usize) -> Vec<Piece> {
    let lines = reading.document.lines.len();
    let hidden = reading.before > 0 || reading.after > 0;
    if (lines <= height && !hidden) || lines == 0 {
        return Vec::new();
    }
    let bottom = (reading.top + height).min(lines);
    if bottom == lines && reading.after == 0 {
        return vec![(Role::Dim, "end".into())];
    }
    let percent = if hidden {
        // Lines that are not here cannot be counted, messages can.
        let here = reading.messages.len();
        let shown = reading
            .document
            .lines
            .get(bottom.saturating_sub(1))
            .map_or(0, |line| line.message + 1);
        let all = reading.before as usize + here + reading.after as usize;
        (reading.before as usize + shown) * 100 / all.max(1)
    } else {
        bottom * 100 / lines
    };
    vec![(Role::Dim, safe!("{}%", percent.min(99)))]
}
