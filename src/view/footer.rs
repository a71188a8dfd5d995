//! The bottom line: what can be done here, with the keys in force.

use crate::app::availability::availability;
use crate::app::overlay::{Overlay, PagerKind};
use crate::app::prompt::Purpose;
use crate::app::{Pane, State};
use crate::command::{Command, Context, KeySeq};
use crate::model::{Conversation, ThreadStatus};
use crate::text::{SafeText, safe};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::header::{LOGIN, LOGIN_SHORT};
use super::keys::Keys;
use super::notice;
use super::paint::Canvas;
use super::strip::Strip;

type Hint = (Command, &'static str);

/// Draws the line; the help is always in it, the others as far as they fit.
pub(super) fn draw(scene: &mut Scene) {
    let state = scene.state;
    let framed = scene.framed();
    let canvas = &mut scene.canvas;
    let ground = canvas.ink(Role::Footer);
    let mut strip = Strip::new(scene.layout.footer, 0, ground);
    strip.skip(1 + notice::beside(state, scene.layout.footer).unwrap_or(0));
    strip.skip_end(1);
    if !state.pressed.is_empty()
        && let Ok(keys) = KeySeq::new(state.pressed.iter().copied())
    {
        strip.put_end(canvas, &safe!("{keys} …"), Role::Key);
        strip.skip_end(2);
    }
    let (hints, last) = hints(framed, state);
    let last = last.and_then(|(command, words)| Some((scene.keys.first(command)?, words)));
    let kept = last
        .as_ref()
        .map_or(0, |(key, words)| key.width() + 1 + words.len());
    // Where there are frames the pane itself has room to say it.
    let connect = state.facts.local && !scene.login_shown;
    if connect && !framed && state.pane == Pane::Places && state.overlay.is_none() {
        strip.put(canvas, LOGIN_SHORT, Role::Footer);
        strip.skip(2);
    }
    for (command, words) in hints {
        if availability(state, command).is_err() {
            continue;
        }
        let Some(key) = scene.keys.first(command) else {
            continue;
        };
        let cols = key.width() + 1 + words.len() + 2;
        if cols + kept > usize::from(strip.room()) {
            // Something shorter may still fit.
            continue;
        }
        hint(canvas, &mut strip, &key, words);
        strip.skip(2);
    }
    if let Some((key, words)) = last {
        hint(canvas, &mut strip, &key, words);
    }
    if let Some(words) = remark(state) {
        strip.put(canvas, words, Role::Footer);
    } else if connect && state.pane != Pane::Places {
        strip.skip(2);
        strip.put_end(canvas, LOGIN, Role::Footer);
    }
}

/// What there is to say beside keys: how a filter is written.
fn remark(state: &State) -> Option<&'static str> {
    match &state.overlay {
        Some(Overlay::Prompt(prompt)) if matches!(prompt.purpose, Purpose::Filter { .. }) => {
            Some(FILTER)
        }
        _ => None,
    }
}

fn hint(canvas: &mut Canvas, strip: &mut Strip, key: &SafeText, words: &'static str) {
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
const FILTER: &str =
    "words  from:jane  channel:email  waiting:>2h  status:open  is:unread  has:attachment  -not";

/// What can be done, the most wanted first, and what is always said. Boxes say their own keys in their frames.
fn hints(framed: bool, state: &State) -> (Vec<Hint>, Option<Hint>) {
    match &state.overlay {
        Some(Overlay::Pager(pager)) if pager.search.is_some() => searching(state),
        Some(Overlay::Pager(pager)) => {
            let mut hints = vec![
                (Command::MoveDown, "down"),
                (Command::MoveUp, "up"),
                (Command::PageDown, "page"),
                (Command::Last, "end"),
                (Command::Copy, "copy"),
            ];
            if matches!(pager.kind, PagerKind::Requests) {
                hints.insert(2, (Command::Open, "open"));
            }
            (hints, Some((Command::Back, "back")))
        }
        Some(Overlay::Prompt(prompt)) if lists(&prompt.purpose) => (
            vec![
                (Command::CursorDown, "next"),
                (Command::CursorUp, "previous"),
            ],
            None,
        ),
        Some(Overlay::Menu(_) | Overlay::Prompt(_) | Overlay::Stop(_)) => (Vec::new(), None),
        None if state.composer.is_some() => {
            let leave = (Command::LeaveComposer, "leave");
            (composing(framed, state), Some(leave))
        }
        None => (pane(state), Some(HELP)),
    }
}

/// Whether there is a list to choose from below the line.
const fn lists(purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Palette | Purpose::Jump)
}

/// The keys of the help, which is searched.
fn searching(state: &State) -> (Vec<Hint>, Option<Hint>) {
    if state.context() == Context::Prompt {
        let hints = vec![(Command::CursorDown, "down"), (Command::CursorUp, "up")];
        return (
            [
                vec![(Command::Accept, "keep"), (Command::Cancel, "clear")],
                hints,
            ]
            .concat(),
            None,
        );
    }
    (
        vec![
            (Command::Find, "search"),
            (Command::MoveDown, "down"),
            (Command::MoveUp, "up"),
            (Command::PageDown, "page"),
            (Command::Last, "end"),
        ],
        Some((Command::Back, "back")),
    )
}

fn composing(framed: bool, state: &State) -> Vec<Hint> {
    if !framed {
        // There is no frame to say it.
        return vec![(Command::Send, "send"), (Command::Help, "keys")];
    }
    let other = match &state.composer {
        Some(composer) if composer.is_reply() => "make it a note",
        _ => "make it a reply",
    };
    vec![
        (Command::SendAndClose, "send+close"),
        (Command::SendCloseNext, "send+close+next"),
        (Command::ExternalEditor, "editor"),
        (Command::ChangeMode, other),
        (Command::DiscardDraft, "discard"),
        (Command::Help, "keys"),
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
    if state.pane == Pane::Threads && !state.marks.is_empty() {
        return marked(state);
    }
    let mut hints = Vec::new();
    if state.pane == Pane::Threads && state.list.rows.is_empty() {
        if state.list.filter.is_some() {
            hints.extend([(Command::Filter, "filter"), (Command::Back, "clear it")]);
        }
        hints.extend([
            (Command::ViewNext, "next view"),
            (Command::FocusViews, "views"),
            (Command::NewThread, "new thread"),
            (Command::Refresh, "ask the server"),
        ]);
        return hints;
    }
    let target = state.target();
    let status = target
        .as_ref()
        .map_or(ThreadStatus::Open, |target| state.status_of(target));
    let again = target
        .as_ref()
        .is_some_and(|target| state.wrote_again(target));
    if target.is_some() && !state.facts.read_only {
        hints.extend([(Command::Reply, "reply"), (Command::Note, "note")]);
        hints.push(match target {
            Some(Conversation::Feed { .. }) => (Command::Promote, "make a thread"),
            _ if again && status == ThreadStatus::Closed => (Command::CloseAndNext, "done+next"),
            _ if status.is_settled() && !again => (Command::Reopen, "reopen"),
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

/// What can be done with all that is marked.
fn marked(state: &State) -> Vec<Hint> {
    let mut hints = Vec::new();
    if !state.facts.read_only {
        hints.extend([
            (Command::CloseAndNext, "close marked"),
            (Command::Archive, "archive"),
            (Command::StatusMenu, "status"),
        ]);
    }
    hints.extend([
        (Command::MarkUnread, "read/unread"),
        (Command::Back, "no marks"),
        (Command::MarkRange, "range"),
        (Command::MarkInvert, "invert"),
    ]);
    hints
}
