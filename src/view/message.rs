//! The lines of messages: heads, bodies, attachments, events, and the rules between them.

use std::ops::Range;

use crate::app::document::{DocumentLine, INDENT, Line};
use crate::app::geometry::Area;
use crate::app::item::{MessageItem, MessageLook, line as safe_line};
use crate::app::reading::Reading;
use crate::command::{Command, Context};
use crate::model::{AuthorRole, MessageKind};
use crate::text::rich::BlockKind;
use crate::text::{SafeText, ago, clock, matches, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::keys::Keys;
use super::paint::Words;
use super::strip::Strip;
use super::words;

/// The bar at the left of an internal note.
const NOTE_BAR: &str = "┃ ";

/// Draws one line.
pub(super) fn line(
    scene: &mut Scene,
    reading: &Reading,
    line: &DocumentLine,
    area: Area,
    selected: bool,
) {
    let state = scene.state;
    let ground = scene.canvas.ink(Role::Text);
    let mut strip = Strip::new(area, 0, ground);
    match &line.line {
        Line::Earlier => {
            let words = more(reading.before, "earlier");
            return rule(scene, strip, &words, Role::Dim);
        }
        Line::Later => {
            let words = more(reading.after, "later");
            return rule(scene, strip, &words, Role::Dim);
        }
        Line::Day(day) => return rule(scene, strip, day, Role::Day),
        Line::New => {
            let words = "new since you last looked".into();
            return rule(scene, strip, &words, Role::NewRule);
        }
        Line::Hidden(words) => {
            let key = Keys::of(state, Context::Conversation).named(Command::ToggleKinds);
            let words = safe!("hidden: {words} · {key} shows");
            return rule(scene, strip, &words, Role::Warning);
        }
        Line::Blank => return,
        _ => {}
    }
    let Some(item) = reading.messages.get(line.message) else {
        return;
    };
    if selected {
        strip.put(&mut scene.canvas, "▌", Role::FrameFocused);
    } else {
        strip.skip(1);
    }
    strip.skip(INDENT - 1);
    strip.skip_end(1);
    let note = item.look == MessageLook::Note;
    if note {
        strip.put(&mut scene.canvas, NOTE_BAR, Role::NoteFrame);
    }
    match &line.line {
        Line::Head => head(scene, item, strip),
        Line::Parent(words) => {
            let canvas = &mut scene.canvas;
            strip.put(canvas, "↪ ", Role::Dim);
            strip.put(canvas, words, Role::Quote);
        }
        Line::Body(range) => body(scene, reading, item, range.clone(), strip),
        Line::More(count) => {
            let keys = Keys::of(state, Context::Conversation);
            let key = keys.named(Command::Open);
            let words = match count {
                1 => safe!("▸ 1 more line · {key} unfolds"),
                count => safe!("▸ {count} more lines · {key} unfolds"),
            };
            strip.put(&mut scene.canvas, &words, Role::Dim);
        }
        Line::Attachment(place) => attachment(scene, item, *place, strip),
        Line::Problem(range) => {
            let words = Words::Part(&item.problem, range.start, range.end);
            let ink = scene.canvas.ink(Role::Failed);
            let cols = strip.room() + 1;
            scene.canvas.text(strip.x(), area.y, cols, words, ink);
        }
        Line::Event { words, first, last } => event(scene, item, words, (*first, *last), strip),
        Line::Folded(count) => {
            let keys = Keys::of(state, Context::Conversation);
            let key = keys.named(Command::ToggleEvents);
            let words = match count {
                1 => safe!("── 1 event · {key} shows it ──"),
                count => safe!("── {count} events · {key} shows them ──"),
            };
            strip.put(&mut scene.canvas, &words, Role::Event);
        }
        _ => {}
    }
}

fn more(count: u32, which: &str) -> SafeText {
    match count {
        1 => safe!("1 {which} message"),
        count => safe!("{count} {which} messages"),
    }
}

/// Words in the middle of a rule.
fn rule(scene: &mut Scene, mut strip: Strip, words: &SafeText, role: Role) {
    let canvas = &mut scene.canvas;
    strip.skip(1);
    strip.skip_end(1);
    let cols = Words::from(words).width().saturating_add(2);
    let mut before = strip.room().saturating_sub(cols) / 2;
    while before > 0 {
        strip.put(canvas, "─", role);
        before -= 1;
    }
    strip.skip(1);
    strip.put(canvas, words, role);
    strip.skip(1);
    strip.fill(canvas, "─", role);
}

fn head(scene: &mut Scene, item: &MessageItem, mut strip: Strip) {
    let state = scene.state;
    let canvas = &mut scene.canvas;
    let time = match item.at {
        Some(at) => clock(at, &state.tz),
        None => item.at_raw.clone(),
    };
    let time_fits = time.width() + 8 <= usize::from(strip.room());
    if time_fits && strip.put_end(canvas, &time, Role::Dim) {
        strip.skip_end(2);
    }
    // Our own side is told by how far a message came; that must never be lost for want of room.
    let author = item.author.width().min(8) + 4;
    let room = usize::from(strip.room()).saturating_sub(author);
    if let Some((role, words)) = words::delivery(state, item, room) {
        strip.put_end(canvas, &words, role);
        strip.skip_end(2);
    }
    let note = item.look == MessageLook::Note;
    if note {
        strip.put(canvas, "NOTE", Role::NoteFrame);
        strip.skip(2);
    }
    let labels = labels(item);
    let cols: usize = labels.iter().map(|(_, words)| words.width() + 2).sum();
    let most = usize::from(strip.room()).saturating_sub(cols).max(8);
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    strip.put_within(canvas, &item.author, author_role(item), most);
    for (role, words) in &labels {
        strip.skip(2);
        strip.put(canvas, words, *role);
    }
}

fn author_role(item: &MessageItem) -> Role {
    match (&item.look, &item.role) {
        (_, AuthorRole::Assistant) => Role::AssistantAuthor,
        (_, AuthorRole::System) => Role::System,
        (MessageLook::Customer, _) => Role::InboundAuthor,
        _ => Role::AgentAuthor,
    }
}

/// The role and the kind, where they are not what everybody expects.
fn labels(item: &MessageItem) -> Vec<Piece> {
    let mut labels: Vec<Piece> = Vec::new();
    let expected = matches!(
        (&item.look, &item.role),
        (MessageLook::Customer, AuthorRole::User)
            | (MessageLook::Ours | MessageLook::Note, AuthorRole::Agent)
    );
    if !expected && item.author != item.role_word {
        labels.push((Role::Dim, item.role_word.clone()));
    }
    if !item.direction.is_empty() {
        labels.push((Role::Dim, item.direction.clone()));
    }
    match &item.kind {
        MessageKind::Call => labels.push((Role::Heading, "call".into())),
        MessageKind::Comment if item.look != MessageLook::Note => {
            labels.push((Role::Dim, "comment".into()));
        }
        MessageKind::Other(word) => labels.push((Role::Dim, safe_line(word))),
        _ => {}
    }
    labels
}

/// A line of the body, run by run, with what was found in it.
fn body(
    scene: &mut Scene,
    reading: &Reading,
    item: &MessageItem,
    range: Range<usize>,
    mut strip: Strip,
) {
    let note = item.look == MessageLook::Note;
    let block = item.body.block_at(range.start);
    let role = match (block, note) {
        (Some(BlockKind::Quote), _) => Role::Quote,
        (_, true) => Role::Note,
        _ => Role::Text,
    };
    let canvas = &mut scene.canvas;
    if block == Some(BlockKind::Code) {
        strip.put(canvas, "│ ", Role::Dim);
    }
    // The document has wrapped it: the column at the right belongs to it.
    strip.widen(1);
    let ground = canvas.ink(role);
    let found = match &reading.find {
        Some(find) => found(&item.body.text, range.clone(), &find.words),
        None => Vec::new(),
    };
    let (x, y, cols) = (strip.x(), strip.y(), strip.room());
    for run in item.body.runs_in(range.clone()) {
        let words = Words::Part(&item.body.text, run.range.start, run.range.end);
        let ink = canvas.dressed(ground, run.look);
        let drawn = canvas.text(strip.x(), y, strip.room(), words, ink);
        let link = run
            .look
            .link
            .and_then(|link| item.body.links.get(usize::from(link)));
        if let Some(address) = link {
            canvas.link(strip.x(), y, drawn, address);
        }
        strip.skip(drawn);
    }
    let ink = canvas.ink_on(Role::Match, ground);
    for hit in found {
        let before = Words::Part(&item.body.text, range.start, hit.start).width();
        let words = Words::Part(&item.body.text, hit.start, hit.end);
        canvas.text(x + before, y, cols.saturating_sub(before), words, ink);
    }
}

/// Where the words that are looked for stand in a line of the body.
fn found(body: &SafeText, line: Range<usize>, words: &SafeText) -> Vec<Range<usize>> {
    let text = body.as_str().get(line.clone()).unwrap_or_default();
    matches(text, words.trim())
        .into_iter()
        .map(|hit| line.start + hit.start..line.start + hit.end)
        .collect()
}

fn attachment(scene: &mut Scene, item: &MessageItem, place: usize, mut strip: Strip) {
    let Some(attachment) = item.attachments.get(place) else {
        return;
    };
    let canvas = &mut scene.canvas;
    strip.put(canvas, "▸ ", Role::Dim);
    let mut facts: Vec<&SafeText> = [&attachment.kind, &attachment.size]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let width = |facts: &[&SafeText]| -> usize {
        facts.iter().map(|words| words.width().min(24) + 2).sum()
    };
    // The end of the name says the kind as well: the name stays whole where that costs no more than the kind.
    let room = usize::from(strip.room());
    let size_only: Vec<&SafeText> = facts
        .iter()
        .copied()
        .filter(|words| **words == attachment.size)
        .collect();
    let name = attachment.name.width();
    if name + width(&facts) > room && name + width(&size_only) <= room {
        facts = size_only;
    }
    let cols = width(&facts);
    let most = usize::from(strip.room()).saturating_sub(cols).max(12);
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    let start = strip.x();
    strip.put_within(canvas, &attachment.name, Role::Attachment, most);
    canvas.link(start, strip.y(), strip.x() - start, &attachment.url);
    for words in facts {
        strip.skip(2);
        strip.put_within(canvas, words, Role::Dim, 24);
    }
}

/// A line of an event; the last one says when it was.
fn event(
    scene: &mut Scene,
    item: &MessageItem,
    words: &Range<usize>,
    (first, last): (bool, bool),
    mut strip: Strip,
) {
    let state = scene.state;
    let canvas = &mut scene.canvas;
    strip.put(canvas, if first { "── " } else { "   " }, Role::Event);
    let body = Words::Part(&item.body.text, words.start, words.end);
    if !last {
        strip.put(canvas, body, Role::Event);
        return;
    }
    let room = usize::from(strip.room() / 2);
    let (role, when) = words::delivery(state, item, room).unwrap_or_else(|| {
        let when = item
            .at
            .map_or_else(|| item.at_raw.clone(), |at| ago(state.now, at, &state.tz));
        (Role::Event, when)
    });
    let after = u16::try_from(when.width() + 3).unwrap_or(u16::MAX);
    let most = strip.room().saturating_sub(after).max(8);
    strip.put_within(canvas, body, Role::Event, most);
    if !when.is_empty() {
        strip.put(canvas, " · ", Role::Event);
        strip.put(canvas, &when, role);
    }
    if strip.room() >= 3 {
        strip.put(canvas, " ──", Role::Event);
    }
}
