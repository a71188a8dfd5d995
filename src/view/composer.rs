//! The composer: whom it goes to, what is written, and what the keys do.

use std::ops::Range;

use crate::app::attach::is_attachment;
use crate::app::composer::Composer;
use crate::app::geometry::{Area, PaneArea};
use crate::app::limit::Length;
use crate::command::Command;
use crate::text::{SafeText, safe, truncate};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::{self, Labels, Lines, Piece};
use super::hits::Target;
use super::strip::Strip;

/// How reply and note look: told apart by frame, words and the sign before the text, not by colour alone.
struct Look {
    line: Role,
    lines: Lines,
    joints: [&'static str; 2],
    flat: &'static str,
    first: &'static str,
    others: &'static str,
    sign: Role,
    placeholder: &'static str,
}

const REPLY: Look = Look {
    line: Role::ComposerFrame,
    lines: frame::SINGLE,
    joints: ["├", "┤"],
    flat: "─",
    first: "› ",
    others: "  ",
    sign: Role::ComposerFrame,
    placeholder: "Write to the customer…",
};

const NOTE: Look = Look {
    line: Role::NoteFrame,
    lines: frame::DOUBLE,
    joints: ["╞", "╡"],
    flat: "═",
    first: "┃ ",
    others: "┃ ",
    sign: Role::NoteFrame,
    placeholder: "Write for your team…",
};

/// Draws the composer, if it is open and its pane is shown.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    let (Some(composer), Some(pane), Some(around)) = (
        &state.composer,
        scene.layout.composer,
        scene.layout.conversation,
    ) else {
        return;
    };
    let look = if composer.is_reply() { &REPLY } else { &NOTE };
    border(scene, composer, pane, around, look);
    scene.drawn.hits.add(pane.inner, Target::Composer);
    let mut inner = pane.inner;
    if !composer.parent_words.is_empty() && inner.h > 1 {
        let (row, rest) = inner.split_rows(1);
        inner = rest;
        let canvas = &mut scene.canvas;
        let mut strip = Strip::new(row, 0, canvas.ink(Role::Text));
        strip.skip_end(1);
        strip.put(canvas, look.others, look.sign);
        strip.put(canvas, "↪ ", Role::Dim);
        strip.put(canvas, &composer.parent_words, Role::Quote);
    }
    if let Some(why) = &composer.trouble
        && inner.h > 1
    {
        let (text, row) = inner.split_rows(inner.h - 1);
        inner = text;
        let canvas = &mut scene.canvas;
        let mut strip = Strip::new(row, 0, canvas.ink(Role::Text));
        strip.skip(2);
        strip.put(canvas, &safe!("not on disk: {why}"), Role::Error);
    }
    text(scene, composer, inner, look);
}

/// The title line, joined to the frame around the conversation; the frame's part beside the composer is its own.
fn border(scene: &mut Scene, composer: &Composer, pane: PaneArea, around: PaneArea, look: &Look) {
    let framed = scene.framed();
    let outer = if framed {
        Area {
            x: around.outer.x,
            w: around.outer.w,
            y: pane.outer.y,
            h: (around.outer.y + around.outer.h).saturating_sub(pane.outer.y),
        }
    } else {
        pane.outer
    };
    let counter = counter(scene, framed);
    let taken: usize = counter.iter().map(|(_, words)| words.width() + 1).sum();
    let taken = u16::try_from(taken).unwrap_or(u16::MAX);
    let hints = hints(scene, outer.w.saturating_sub(6).saturating_sub(taken));
    let title = title(scene, composer, outer.w.saturating_sub(4));
    let canvas = &mut scene.canvas;
    let ink = canvas.ink(look.line);
    let mut strip = Strip::new(outer, 0, canvas.ink(Role::Text));
    if framed {
        for row in 1..outer.h.saturating_sub(1) {
            canvas.text(outer.x, outer.y + row, 1, "│", ink);
            canvas.text(outer.x + outer.w - 1, outer.y + row, 1, "│", ink);
        }
        frame::bottom(canvas, outer, &look.lines, look.line, &hints, &counter);
        strip.put(canvas, look.joints[0], look.line);
        strip.put_end(canvas, look.joints[1], look.line);
    }
    let labels = Labels {
        title,
        ..Labels::default()
    };
    let title = if composer.is_reply() {
        Role::Title
    } else {
        Role::NoteFrame
    };
    if !framed {
        strip.put(canvas, look.flat, look.line);
    }
    frame::titled(canvas, &mut strip, look.line, title, &labels, look.flat);
}

/// How much of what the channel takes is used; without a frame there is no line for it below the text.
fn counter(scene: &Scene, framed: bool) -> Vec<Piece> {
    let Some(length) = scene.state.length().filter(|_| framed) else {
        return Vec::new();
    };
    let Length { count, most } = length;
    vec![if length.is_over() {
        let over = count - most;
        (Role::Error, safe!("{count}/{most} · {over} too long"))
    } else if length.is_near() {
        let left = most - count;
        (Role::Warning, safe!("{count}/{most} · {left} left"))
    } else {
        (Role::Dim, safe!("{count}/{most}"))
    }]
}

/// How it goes and to whom, then what hangs on it and, without a frame, how long it is.
fn title(scene: &Scene, composer: &Composer, cols: u16) -> SafeText {
    let files = match scene.state.attached() {
        0 => SafeText::default(),
        1 => " · 1 file".into(),
        count => safe!(" · {count} files"),
    };
    let length = scene
        .state
        .length()
        .filter(|length| !scene.framed() && length.is_near());
    let length = length.map_or_else(SafeText::default, |length| {
        safe!(" · {}/{}", length.count, length.most)
    });
    let behind = u16::try_from(files.width() + length.width()).unwrap_or(cols);
    let words = words(composer, cols.saturating_sub(behind));
    safe!("{words}{files}{length}")
}

fn words(composer: &Composer, cols: u16) -> SafeText {
    if composer.is_reply() {
        return reply_words(composer, usize::from(cols));
    }
    // What must never be doubted stands first, so that a small screen cuts off the rest.
    let cols = usize::from(cols);
    let (to, channel) = (&composer.to, &composer.channel);
    let forms = [
        safe!("NOTE on {to} in {channel} — internal, the customer never sees it"),
        safe!("NOTE on {to} in {channel} — the customer never sees it"),
        safe!("NOTE, never sent · {to} · {channel}"),
        safe!("NOTE · {to} · {channel}"),
    ];
    let fits = |words: &&SafeText| words.width() <= cols;
    let found = forms.iter().find(fits).or(forms.last());
    found.cloned().unwrap_or_default()
}

/// Whom it goes to and how: of a person with a long name the end gives way, not the channel.
fn reply_words(composer: &Composer, cols: usize) -> SafeText {
    let (to, channel) = (&composer.to, &composer.channel);
    let whole = safe!("Reply to {to} via {channel}");
    if whole.width() <= cols {
        return whole;
    }
    let channel = SafeText::line(&truncate(channel, (cols / 3).max(6)));
    let rest = cols.saturating_sub("Reply to  via ".len() + channel.width());
    let to = SafeText::line(&truncate(to, rest.max(4)));
    safe!("Reply to {to} via {channel}")
}

/// The keys in the bottom line, in the longest form that fits.
fn hints(scene: &Scene, cols: u16) -> Vec<Piece> {
    let keys = &scene.keys;
    let send = keys.first(Command::Send);
    let more = keys.prefix(Command::SendAndClose);
    let leave = keys.first(Command::LeaveComposer);
    let forms = [
        (" menu", " keeps the draft"),
        (" menu", " keeps it"),
        (" …", " keeps it"),
    ];
    let mut pieces: Vec<Piece> = Vec::new();
    for (menu, keep) in forms {
        pieces.clear();
        for (key, words) in [(&send, " send"), (&more, menu), (&leave, keep)] {
            if let Some(key) = key {
                if !pieces.is_empty() {
                    pieces.push((Role::Dim, " · ".into()));
                }
                pieces.push((Role::Key, key.clone()));
                pieces.push((Role::Dim, words.into()));
            }
        }
        let width: usize = pieces.iter().map(|(_, words)| words.width()).sum();
        if width <= usize::from(cols) {
            break;
        }
    }
    // Beside a long counter only the first key has room.
    let width: usize = pieces.iter().map(|(_, words)| words.width()).sum();
    if width > usize::from(cols) {
        pieces.truncate(2);
    }
    pieces
}

fn text(scene: &mut Scene, composer: &Composer, area: Area, look: &Look) {
    // The same columns as `update` moves the cursor in.
    let cols = area.w.saturating_sub(2).max(1);
    let layout = composer.editor.layout(usize::from(cols));
    let height = usize::from(area.h);
    let last = layout.rows.len().saturating_sub(height);
    let top = layout.row.saturating_sub(height / 2).min(last);
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Text);
    let selected = composer.editor.selection().unwrap_or(0..0);
    for (row, range) in layout.rows.iter().enumerate().skip(top).take(height) {
        let at = u16::try_from(row - top).unwrap_or(u16::MAX);
        let mut strip = Strip::new(area, at, ground);
        let sign = if row == 0 { look.first } else { look.others };
        strip.put(canvas, sign, look.sign);
        if composer.editor.text().is_empty() && !composer.loading {
            strip.put(canvas, look.placeholder, Role::Placeholder);
        } else {
            let ink = if is_file(composer.editor.text(), range) {
                canvas.ink_on(Role::Attachment, ground)
            } else {
                ground
            };
            let words = composer.editor.row_text(range.clone());
            canvas.text(strip.x(), area.y + at, cols, &words, ink);
            // What is selected is drawn over it.
            let (from, to) = (range.start.max(selected.start), range.end.min(selected.end));
            if from < to {
                let before = composer.editor.row_text(range.start..from).width();
                let before = u16::try_from(before).unwrap_or(u16::MAX).min(cols);
                let words = composer.editor.row_text(from..to);
                let ink = canvas.ink_on(Role::Selection, ink);
                let x = strip.x() + before;
                canvas.text(x, area.y + at, cols - before, &words, ink);
            }
        }
    }
    if scene.state.overlay.is_none() && area.h > 0 && area.w > 2 {
        let row = u16::try_from(layout.row.saturating_sub(top)).unwrap_or(0);
        let col = u16::try_from(layout.col).unwrap_or(0).min(cols - 1);
        scene.drawn.cursor = Some((area.x + 2 + col, area.y + row.min(area.h - 1)));
    }
}

/// Whether a row is a part of the line of a file.
fn is_file(text: &str, row: &Range<usize>) -> bool {
    let start = text[..row.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[row.end..].find('\n');
    is_attachment(&text[start..end.map_or(text.len(), |end| row.end + end)])
}
