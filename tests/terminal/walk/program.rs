//! The program itself: help, settings of the screen, and the ways out.

use andibox::command::Command as C;
use andibox::command::Context::{Composer, Threads};

use super::Table;
use super::step::See::{Hides, Shows, Writes};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    step(C::Tour, Threads, Shows("The tour is over")),
    step(C::Help, Threads, Shows("Keys here (threads)")),
    after(
        &[("q", Hides("Keys here"))],
        C::RequestLog,
        Threads,
        Shows("The key is never shown"),
    ),
    after(
        &[("q", Hides("The key is never shown"))],
        C::Refresh,
        Threads,
        Shows("Asking the server for news."),
    ),
    step(C::TogglePreview, Threads, Hides("┌ Third request")),
    step(C::TogglePreview, Threads, Shows("┌ Third request")),
    step(C::EnlargePane, Threads, Shows("fails since …")),
    step(C::ShrinkPane, Threads, Hides("fails since …")),
    step(C::ToggleMouse, Threads, Writes("\x1b[?1002h")),
    step(C::Redraw, Threads, Writes("\x1b[2J")),
    after(
        &[("r", Shows("├ Reply to Walter"))],
        C::ReloadSnippets,
        Composer,
        Shows("0 snippets are read."),
    ),
    after(
        &[("\x1b", Hides("├ Reply to"))],
        C::Suspend,
        Threads,
        Shows("STOPPED"),
    ),
    after(
        &[("\n", Shows("● live"))],
        C::Quit,
        Threads,
        Shows("again quits"),
    ),
];
