//! A thread in the list: who and how long they wait, then what it is about.

use crate::app::geometry::Area;
use crate::app::item::ThreadItem;
use crate::model::{BuiltinView, Mode};
use crate::text::safe;
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::paint::Ink;
use super::strip::Strip;
use super::words;

/// Draws the two rows.
pub(super) fn draw(
    scene: &mut Scene,
    area: Area,
    item: &ThreadItem,
    selected: bool,
    focused: bool,
) {
    let canvas = &mut scene.canvas;
    let mut ground = canvas.ink(Role::Text);
    if selected {
        let role = if focused {
            Role::Selection
        } else {
            Role::SelectionUnfocused
        };
        ground = canvas.ink_on(role, ground);
        canvas.blank(area, ground);
        for row in 0..area.h {
            Strip::new(area, row, ground).put(canvas, "▌", Role::FrameFocused);
        }
    }
    first(scene, area, item, ground);
    second(scene, area, item, ground);
}

/// Whether the row says less than others: it has left the view, or the server no longer has it.
fn faded(item: &ThreadItem) -> bool {
    item.left || item.gone
}

fn first(scene: &mut Scene, area: Area, item: &ThreadItem, ground: Ink) {
    let (state, canvas) = (scene.state, &mut scene.canvas);
    let mut strip = Strip::new(area, 0, ground);
    strip.skip(1);
    strip.skip_end(1);
    if item.unread && !faded(item) {
        strip.put(canvas, "•", Role::Marked);
    } else {
        strip.skip(1);
    }
    let (role, wait) = words::waiting(state, item);
    if !wait.is_empty() && wait.width() + 8 <= usize::from(strip.room()) {
        strip.put_end(canvas, &wait, role);
        strip.skip_end(1);
    }
    let role = match (faded(item), item.unread) {
        (true, _) => Role::Disabled,
        (_, true) => Role::Unread,
        _ => Role::Text,
    };
    strip.put(canvas, &item.person, role);
}

fn second(scene: &mut Scene, area: Area, item: &ThreadItem, ground: Ink) {
    let (state, canvas) = (scene.state, &mut scene.canvas);
    let mut strip = Strip::new(area, 1, ground);
    strip.skip(1);
    if state.marks.has(&item.conversation) {
        strip.put(canvas, "✓", Role::Marked);
    } else {
        strip.skip(1);
    }
    strip.skip_end(1);
    for (role, words) in badges(item).iter().rev() {
        strip.put_end(canvas, words, *role);
        strip.skip_end(1);
    }
    let (strong, weak) = if faded(item) {
        (Role::Disabled, Role::Disabled)
    } else {
        (Role::Text, Role::Dim)
    };
    if state.scope.channel.is_none() && !item.channel.is_empty() {
        let most = strip.room() / 3;
        strip.put_within(canvas, &item.channel, weak, most);
        strip.put(canvas, " · ", weak);
    }
    let drafts = state.scope.view == BuiltinView::Drafts && item.draft;
    if let Some((mode, words)) = item.drafted.as_ref().filter(|_| drafts) {
        let mark = match mode {
            Mode::Reply => "Draft: ",
            Mode::Note => "Note draft: ",
        };
        strip.put(canvas, mark, Role::Draft);
        strip.put(canvas, words, strong);
        return;
    }
    let snippet = &item.snippet;
    if item.title == item.person && !snippet.is_empty() {
        strip.put(canvas, snippet, weak);
        return;
    }
    strip.put(canvas, &item.title, strong);
    if !snippet.is_empty() && *snippet != item.title && strip.room() > 6 {
        strip.put(canvas, " — ", weak);
        strip.put(canvas, snippet, weak);
    }
}

/// What else there is to know of it, as words and letters: a reminder, a draft, requests on their way, failures.
fn badges(item: &ThreadItem) -> Vec<Piece> {
    let mut badges: Vec<Piece> = words::reminder(item).into_iter().collect();
    if item.draft {
        badges.push((Role::Draft, "D".into()));
    }
    match item.outgoing {
        0 => {}
        1 => badges.push((Role::Pending, "…".into())),
        count => badges.push((Role::Pending, safe!("{count} out"))),
    }
    match item.failed {
        0 => {}
        1 => badges.push((Role::Failed, "F!".into())),
        count => badges.push((Role::Failed, safe!("{count}F!"))),
    }
    badges
}
