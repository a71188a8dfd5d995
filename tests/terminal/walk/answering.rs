//! Answering and settling: what is written to whom, the status of threads, marks, and what is taken back.

use andibox::command::Command as C;
use andibox::command::Context::{Conversation, Threads};

use super::Table;
use super::step::See::{Hides, Shows};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    step(
        C::Reply,
        Threads,
        Shows("├ Reply to Walter Pruitt via Email"),
    ),
    after(
        &[("\x1b", Hides("├ Reply to"))],
        C::Note,
        Conversation,
        Shows("╞ NOTE, never sent · Walter Pruitt"),
    ),
    after(
        &[
            ("\x1b", Hides("NOTE, never sent")),
            ("2", Shows("/ filter")),
        ],
        C::NewThread,
        Threads,
        Shows("┌ A new thread in which channel?"),
    ),
    after(
        &[("\x1b", Hides("A new thread"))],
        C::ChannelMessage,
        Threads,
        Shows("┌ A message to which channel?"),
    ),
    after(
        &[("\x1b", Hides("A message to"))],
        C::StatusMenu,
        Threads,
        Shows("┌ Status, now open"),
    ),
    after(
        &[("\x1b", Hides("Status, now"))],
        C::Remind,
        Threads,
        Shows("┌ Remind me of Walter Pruitt"),
    ),
    after(
        &[("\x1b", Hides("Remind me"))],
        C::CloseAndNext,
        Threads,
        Shows("Walter Pruitt: closed."),
    ),
    step(C::Undo, Threads, Shows("Walter Pruitt: open again.")),
    step(C::Redo, Threads, Shows("Walter Pruitt: closed.")),
    // In the view of all a thread stays where it is.
    after(
        &[
            ("z", Shows("Walter Pruitt: open again.")),
            ("", Shows("▌ Walter Pruitt")),
        ],
        C::Close,
        Threads,
        Shows("Walter Pruitt: closed."),
    ),
    after(
        &[
            ("z", Shows("Walter Pruitt: open again.")),
            ("", Shows("▌ Walter Pruitt")),
        ],
        C::Archive,
        Threads,
        Shows("Walter Pruitt: archived."),
    ),
    after(
        &[
            ("gc", Shows("┌ Closed · ")),
            ("gg", Shows("▌•Greta Sommer")),
            // The first whose customer has not written again: undoing that one's reopening closes it in any case.
            ("jj", Shows("▌ visitor_")),
        ],
        C::Reopen,
        Threads,
        Shows("visitor_e1170c: open."),
    ),
    after(
        &[
            ("z", Shows("visitor_e1170c: closed again.")),
            ("", Shows("▌ visitor_")),
        ],
        C::Mark,
        Threads,
        Shows(" · 1 marked ─"),
    ),
    after(
        &[("j", Shows("▌ Emre"))],
        C::MarkRange,
        Threads,
        Shows(" · 3 marked ─"),
    ),
    step(C::MarkInvert, Threads, Hides(" · 3 marked ─")),
    // The feed of WhatsApp: a message that belongs to no thread.
    after(
        &[
            ("\x1b", Shows("The marks are taken away.")),
            ("go1", Shows("Enter threads")),
            ("G", Shows("┌ # WhatsApp ─")),
            ("3", Shows("Esc back")),
        ],
        C::Promote,
        Conversation,
        Shows("┌ Title of the thread for Bruno Keller"),
    ),
];
