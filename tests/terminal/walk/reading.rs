//! Reading: what is shown beside and above a conversation, and what is taken out of it.

use andibox::command::Command as C;
use andibox::command::Context::{Conversation, Pager, Threads};

use super::Table;
use super::news::customer_writes;
use super::step::See::{Hides, Shows, Writes};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[(".config/andibox/config.toml", OFTEN)],
    steps: STEPS,
};

/// The server is asked for news as often as it may be.
const OFTEN: &str = "[sync]\nothers_min_s = 1\nothers_max_s = 1\n";

/// What tells the terminal to put something into the clipboard.
const CLIPBOARD: &str = "\x1b]52;c;";

const STEPS: &[Step] = &[
    step(C::Lifecycle, Threads, Shows("┌ Life of the thread")),
    step(C::Copy, Pager, Writes(CLIPBOARD)),
    after(
        &[("q", Hides("Life of the thread"))],
        C::Stats,
        Threads,
        Shows("Messages a day"),
    ),
    after(
        &[("q", Hides("Messages a day"))],
        C::Raw,
        Threads,
        Shows("\"escalated\": true"),
    ),
    after(
        &[("q", Hides("\"escalated\""))],
        C::Sidebar,
        Threads,
        Shows("┌ About"),
    ),
    step(C::Sidebar, Threads, Hides("┌ About")),
    step(C::OpenLink, Threads, Shows("┌ Open what?")),
    after(
        &[("\x1b", Hides("Open what?"))],
        C::SaveAttachment,
        Threads,
        Shows("┌ Save what?"),
    ),
    after(
        &[("\x1b", Hides("Save what?"))],
        C::Copy,
        Threads,
        Shows("┌ Copy"),
    ),
    after(
        &[("\x1b", Hides("┌ Copy")), ("\r", Hides("▌•Walter"))],
        C::MarkUnread,
        Conversation,
        Shows("▌•Walter"),
    ),
    after(
        &[("3", Shows("Esc back"))],
        C::ToggleKinds,
        Conversation,
        Shows("┌ What is shown?"),
    ),
    // Of three events the last one alone is not folded away.
    after(
        &[
            ("\x1b", Hides("What is shown?")),
            ("sc", Shows("── Thread closed by ana · now ──")),
            ("so", Shows("── Thread reopened by ana · now ──")),
            ("sa", Shows("H shows")),
        ],
        C::ToggleEvents,
        Conversation,
        Hides("H shows"),
    ),
    // The second message of Moira's thread answers the first.
    after(
        &[
            ("\x10", Shows("┌ Jump: ")),
            ("voicemail", Shows("Moira Campbell")),
            ("\r", Shows("┌ Voicemail: tent fly")),
            ("3G", Shows("▌ Voicemail, 1 min")),
        ],
        C::Parent,
        Conversation,
        Shows("▌ Missed call"),
    ),
    step(C::ShowNews, Threads, Shows("Zoe Late")).when(customer_writes),
];
