//! The bottom line: what can be done here, with the keys in force.

use crate::app::overlay::Overlay;
use crate::app::prompt::Purpose;
use crate::app::{Pane, State};
use crate::command::{Command, KeySeq};
use crate::model::{Conversation, ThreadStatus};
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::keys::Keys;
use super::strip::Strip;

type Hint = (Command, &'static str);

/// Draws the line; the help is always in it, the others as far as they fit.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Footer);
    let mut strip = Strip::new(scene.layout.footer, 0, ground);
    strip.skip(1);
    strip.skip_end(1);
    if !state.pressed.is_empty()
        && let Ok(keys) = KeySeq::new(state.pressed.iter().copied())
    {
        strip.put_end(canvas, &safe!("{keys} …"), Role::Key);
        strip.skip_end(2);
    }
    let (hints, last) = hints(state);
    let last = scene.keys.first(last.0).map(|key| (key, last.1));
    let kept = last
        .as_ref()
        .map_or(0, |(key, words)| key.width() + 1 + words.len());
    for (command, words) in hints {
        let Some(key) = scene.keys.first(command) else {
            continue;
        };
        let cols = key.width() + 1 + words.len() + 2;
        if cols + kept > usize::from(strip.room()) {
            break;
        }
        hint(canvas, &mut strip, &key, words);
        strip.skip(2);
    }
    if let Some((key, words)) = last {
        hint(canvas, &mut strip, &key, words);
    }
}

fn hint(canvas: &mut super::paint::Canvas, strip: &mut Strip, key: &SafeText, words: &'static str) {
    strip.put(canvas, key, Role::Key);
    strip.skip(1);
    strip.put(canvas, words, Role::Footer);
}

/// Keys and what they do, for the line of a frame: `Enter choose · Esc leave`.
pub(super) fn label(keys: &Keys, hints: &[Hint]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (command, words) in hints {
        if let Some(key) = keys.first(*command) {
            if !pieces.is_empty() {
                pieces.push((Role::Dim, " · ".into()));
            }
            pieces.push((Role::Key, key));
            pieces.push((Role::Dim, safe!(" {words}")));
        }
    }
    pieces
}

const HELP: Hint = (Command::Help, "help");

/// What can be done, the most wanted first, and what is always said.
fn hints(state: &State) -> (Vec<Hint>, Hint) {
    let leave: Hint = (Command::Cancel, "leave");
    match &state.overlay {
        Some(Overlay::Pager(_)) => (
            vec![
                (Command::MoveDown, "down"),
                (Command::MoveUp, "up"),
                (Command::PageDown, "page"),
                (Command::Last, "end"),
                (Command::Copy, "copy"),
            ],
            (Command::Back, "back"),
        ),
        Some(Overlay::Menu(_)) => (vec![(Command::Accept, "choose")], leave),
        Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Palette => (
            vec![
                (Command::Accept, "run"),
                (Command::CursorDown, "next"),
                (Command::CursorUp, "previous"),
            ],
            leave,
        ),
        Some(Overlay::Prompt(_)) => (vec![(Command::Accept, "accept")], leave),
        None if state.composer.is_some() => (composing(state), (Command::LeaveComposer, "leave")),
        None => (pane(state), HELP),
    }
}

fn composing(state: &State) -> Vec<Hint> {
    let other = match &state.composer {
        Some(composer) if composer.is_reply() => "note",
        _ => "reply",
    };
    vec![
        (Command::Send, "send"),
        (Command::SendAndClose, "+close"),
        (Command::SendCloseNext, "+next"),
        (Command::ExternalEditor, "editor"),
        (Command::ChangeMode, other),
        (Command::DiscardDraft, "discard"),
    ]
}

fn pane(state: &State) -> Vec<Hint> {
    if state.pane == Pane::Places {
        return vec![
            (Command::Open, "threads"),
            (Command::ViewNext, "next view"),
            (Command::NewThread, "new thread"),
            (Command::Palette, "commands"),
        ];
    }
    if state.pane == Pane::Sidebar {
        return vec![(Command::Back, "back"), (Command::Sidebar, "hide")];
    }
    let mut hints = Vec::new();
    let target = state.target();
    let settled = target
        .as_ref()
        .is_some_and(|target| state.status_of(target) != ThreadStatus::Open);
    if target.is_some() && !state.facts.read_only {
        hints.extend([(Command::Reply, "reply"), (Command::Note, "note")]);
        hints.push(match target {
            Some(Conversation::Feed { .. }) => (Command::Promote, "make a thread"),
            _ if settled => (Command::Reopen, "reopen"),
            _ => (Command::CloseAndNext, "close+next"),
        });
    }
    hints.push((Command::WaitingNext, "next waiting"));
    if state.pane == Pane::Threads {
        hints.extend([
            (Command::Filter, "filter"),
            (Command::Open, "open"),
            (Command::FocusViews, "views"),
            (Command::NewThread, "new thread"),
            (Command::Palette, "commands"),
        ]);
    } else {
        hints.extend([
            (Command::Back, "back"),
            (Command::Lifecycle, "life"),
            (Command::Sidebar, "about"),
            (Command::Copy, "copy"),
            (Command::Palette, "commands"),
        ]);
    }
    hints
}
