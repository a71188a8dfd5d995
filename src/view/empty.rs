//! What stands where there is nothing: what this is, why it is empty, which key helps.

use crate::app::State;
use crate::app::geometry::Area;
use crate::app::item::line;
use crate::app::overlay::Overlay;
use crate::app::prompt::Purpose;
use crate::app::views::View;
use crate::command::{Command, Context};
use crate::model::{BuiltinView, Link};
use crate::text::{SafeText, safe, wrap_count};
use crate::theme::Role;

use super::draw::Scene;
use super::frame::Piece;
use super::keys::Keys;
use super::prose;

/// The list without rows.
pub(super) fn list(scene: &mut Scene, area: Area) {
    let state = scene.state;
    // The first answer of the store is a moment away: words would only flash.
    if !state.list.loaded {
        return;
    }
    let words = if state.list.filter.is_some() {
        filtered(scene)
    } else if synchronising(state) {
        vec![
            strong("Fetching the conversations."),
            dim(safe!(
                "{} of {} are here. Threads appear as they come; you can work meanwhile.",
                state.progress.done,
                state.progress.total
            )),
        ]
    } else if state.channels.is_empty() && matches!(state.link, Link::KeyRefused { .. }) {
        vec![
            strong("Nothing has been synchronised yet."),
            dim(
                "The server needs another key. andibox login stores one; then start andibox again."
                    .into(),
            ),
            dim(safe!(
                "{} shows the requests.",
                panes(scene).named(Command::RequestLog)
            )),
        ]
    } else if never_reached(state) {
        vec![
            strong("Nothing has been synchronised yet."),
            dim(unreached(state)),
            dim(safe!(
                "{} shows the requests, {} tries again.",
                panes(scene).named(Command::RequestLog),
                panes(scene).named(Command::Refresh)
            )),
        ]
    } else if state.channels.is_empty() {
        vec![
            strong("There are no channels yet."),
            dim("Conversations come in through channels such as WhatsApp or email. Set one up on the server.".into()),
            dim(safe!("{} asks again.", panes(scene).named(Command::Refresh))),
        ]
    } else if let Some(view) = state.saved_view() {
        saved(scene, view)
    } else {
        view(scene, state.scope.view)
    };
    show(scene, area, &words);
}

/// The conversation pane without a conversation.
pub(super) fn conversation(scene: &mut Scene, area: Area) {
    let state = scene.state;
    if state.list.rows.is_empty() {
        return;
    }
    let words = vec![
        strong("No conversation is open."),
        dim(safe!(
            "{} opens the selected thread.",
            panes(scene).named(Command::Open)
        )),
    ];
    show(scene, area, &words);
}

/// A conversation without messages.
pub(super) fn messages(scene: &mut Scene, area: Area) {
    let next = if scene.state.facts.read_only {
        "This profile is read-only: nothing can be written here.".into()
    } else {
        safe!(
            "{} writes the first one, {} an internal note.",
            panes(scene).named(Command::Reply),
            panes(scene).named(Command::Note)
        )
    };
    let words = vec![strong("No messages yet."), dim(next)];
    show(scene, area, &words);
}

/// The keys of the panes, also while a menu above them has the keyboard.
fn panes(scene: &Scene) -> Keys {
    Keys::of(scene.state, Context::Threads)
}

fn show(scene: &mut Scene, area: Area, words: &[Piece]) {
    let area = area.shrunk(2, u16::from(area.h > 9), 2, 0);
    // Where rows are few, the words are worth more than the space between them.
    let cols = usize::from(area.w.max(1));
    let lines: usize = words.iter().map(|(_, words)| wrap_count(words, cols)).sum();
    let roomy = lines + words.len() <= usize::from(area.h) + 1;
    let mut spaced: Vec<Piece> = Vec::new();
    for piece in words {
        if !spaced.is_empty() && roomy {
            spaced.push(dim(SafeText::default()));
        }
        spaced.push(piece.clone());
    }
    prose::draw(&mut scene.canvas, area, &spaced);
}

fn strong(words: &'static str) -> Piece {
    (Role::Heading, words.into())
}

fn dim(words: SafeText) -> Piece {
    (Role::Dim, words)
}

fn synchronising(state: &State) -> bool {
    state.progress.done < state.progress.total
}

fn never_reached(state: &State) -> bool {
    state.channels.is_empty() && !matches!(state.link, Link::Live { .. })
}

/// Why there is nothing: the reason and what to do about it, once there is one.
fn unreached(state: &State) -> SafeText {
    match &state.link {
        Link::Offline { problem, .. } | Link::KeyRefused { problem, .. } => {
            line(&problem.sentence())
        }
        Link::Connecting | Link::Live { .. } => {
            "The server was not reached so far. Threads appear as soon as it answers.".into()
        }
    }
}

fn filtered(scene: &Scene) -> Vec<Piece> {
    let state = scene.state;
    let view = state.view_name();
    if let Some(Overlay::Prompt(prompt)) = &scene.state.overlay
        && matches!(prompt.purpose, Purpose::Filter { .. })
    {
        // The keyboard is in the line: its own keys are what helps.
        let line = Keys::of(scene.state, Context::Prompt);
        return vec![
            strong("Nothing matches the filter."),
            dim(safe!(
                "It searches {view} only. {} keeps the filter, then {} tries the next view; {} takes it back.",
                line.named(Command::Accept),
                panes(scene).named(Command::ViewNext),
                line.named(Command::Cancel)
            )),
        ];
    }
    if state.lists_snoozed() {
        return snoozed(scene);
    }
    vec![
        strong("Nothing matches the filter."),
        dim(safe!(
            "It searches {view} only: {} tries the next view. {} changes the filter, {} clears it.",
            panes(scene).named(Command::ViewNext),
            panes(scene).named(Command::Filter),
            panes(scene).named(Command::Back)
        )),
    ]
}

/// Nothing has a reminder ahead.
fn snoozed(scene: &Scene) -> Vec<Piece> {
    let key = |command| panes(scene).named(command);
    vec![
        strong("No thread is put away."),
        dim("A thread put away until a time stands here; it is back in its view then, or when its customer writes.".into()),
        dim(safe!(
            "{} puts the selected thread away, {} shows what is open.",
            key(Command::Remind),
            key(Command::GoOpen)
        )),
    ]
}

/// A view of the user's own without a thread.
fn saved(scene: &Scene, view: &View) -> Vec<Piece> {
    let key = |command| panes(scene).named(command);
    vec![
        strong("Nothing matches this view."),
        dim(safe!(
            "It shows what passes {}. {} shows the next view, {} everything open.",
            view.saved.query.to_string(),
            key(Command::ViewNext),
            key(Command::GoOpen)
        )),
    ]
}

fn view(scene: &Scene, view: BuiltinView) -> Vec<Piece> {
    let key = |command| panes(scene).named(command);
    let open = || safe!("{} shows what is open.", key(Command::GoOpen));
    let (lead, why, next) = match view {
        BuiltinView::NeedsReply => (
            "Nobody waits for a reply.",
            "A thread comes here when its customer has written and nobody has answered; who waits longest stands first.",
            safe!(
                "{} shows everything open, {} starts a thread.",
                key(Command::GoOpen),
                key(Command::NewThread)
            ),
        ),
        BuiltinView::Open => (
            "No thread is open.",
            "Open threads are those that nobody has closed or archived.",
            safe!(
                "{} shows the closed ones, {} starts a new one.",
                key(Command::GoClosed),
                key(Command::NewThread)
            ),
        ),
        BuiltinView::WaitingForCustomer => (
            "No customer owes an answer.",
            "Open threads in which the last word was ours stand here.",
            open(),
        ),
        BuiltinView::Closed => (
            "Nothing is closed yet.",
            "Closed threads stay here, and come back by themselves when their customer writes again.",
            safe!(
                "{} closes the selected thread and goes to the next.",
                key(Command::CloseAndNext)
            ),
        ),
        BuiltinView::Archived => (
            "Nothing is archived yet.",
            "The archive is for threads that are done for good.",
            safe!("{} archives the selected thread.", key(Command::Archive)),
        ),
        BuiltinView::All => (
            "There are no threads yet.",
            "Every thread stands here, whatever its status.",
            safe!("{} starts one.", key(Command::NewThread)),
        ),
        BuiltinView::Drafts => (
            "No draft waits.",
            "What you write is kept as you type. A thread with something unsent stands here.",
            open(),
        ),
        BuiltinView::Outbox => (
            "Everything is sent.",
            "Threads with something still on its way to the server stand here.",
            open(),
        ),
        BuiltinView::Failed => (
            "Nothing has failed.",
            "Threads with a message that did not arrive, or a request the server refused, stand here.",
            open(),
        ),
    };
    // What a read-only profile would refuse is not taught to it.
    let next = if scene.state.facts.read_only {
        safe!("{} shows the next view.", key(Command::ViewNext))
    } else {
        next
    };
    vec![strong(lead), dim(why.into()), dim(next)]
}
