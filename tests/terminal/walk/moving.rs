//! Moving: rows, pages, panes and views.

use andibox::command::Command as C;
use andibox::command::Context::{Conversation, Threads, Views};

use super::Table;
use super::step::See::{Hides, Shows};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[(".config/andibox/config.toml", NINE_VIEWS)],
    steps: STEPS,
};

const NINE_VIEWS: &str = r#"
[[views]]
name = "Alpha"
query = "from:walter"
[[views]]
name = "Bravo"
query = "from:helen"
[[views]]
name = "Charlie"
query = "from:kofi"
[[views]]
name = "Delta"
query = "from:moira"
[[views]]
name = "Echo"
query = "from:harriet"
[[views]]
name = "Foxtrot"
query = "from:greta"
[[views]]
name = "Golf"
query = "from:sofia"
[[views]]
name = "Hotel"
query = "from:priya"
[[views]]
name = "India"
query = "from:lukas"
"#;

const STEPS: &[Step] = &[
    step(C::MoveDown, Threads, Shows("▌•Bergwerk Sport")),
    step(C::MoveUp, Threads, Shows("▌•Walter Pruitt")),
    step(C::Last, Threads, Shows("▌•Priya Nair")),
    step(C::First, Threads, Shows("▌•Walter Pruitt")),
    step(C::WaitingNext, Threads, Shows("▌•Bergwerk Sport")),
    step(C::WaitingPrevious, Threads, Shows("▌•Walter Pruitt")),
    after(
        &[("", Shows(" end ─┘"))],
        C::ScrollUp,
        Threads,
        Hides(" end ─┘"),
    ),
    step(C::ScrollDown, Threads, Shows(" end ─┘")),
    step(C::PageUp, Threads, Shows("Nori")),
    step(C::PageDown, Threads, Hides("Nori")),
    step(C::PaneRight, Threads, Shows("Esc back")),
    step(C::PaneLeft, Conversation, Hides("Esc back")),
    step(C::PaneNext, Threads, Shows("Esc back")),
    step(C::PanePrevious, Conversation, Hides("Esc back")),
    step(C::FocusViews, Threads, Shows("Enter threads")),
    step(C::FocusThreads, Views, Hides("Enter threads")),
    step(C::FocusConversation, Threads, Shows("Esc back")),
    step(C::NextThread, Conversation, Shows("┌ Stock feed import")),
    step(C::PreviousThread, Conversation, Shows("┌ Third request")),
    step(C::FocusSidebar, Conversation, Shows("w.pruitt@example.com")),
    step(C::Back, Conversation, Shows("/ filter")),
    step(C::Open, Threads, Shows("Esc back")),
    after(
        &[("\x1b", Hides("Esc back"))],
        C::ViewNext,
        Threads,
        Shows("┌ Open · "),
    ),
    step(C::ViewPrevious, Threads, Shows("┌ Needs reply · ")),
    step(C::GoOpen, Threads, Shows("┌ Open · ")),
    step(C::GoClosed, Threads, Shows("┌ Closed · ")),
    step(C::GoArchived, Threads, Shows("┌ Archived · ")),
    step(C::GoDrafts, Threads, Shows("┌ Drafts · 0")),
    step(C::GoOutbox, Threads, Shows("┌ Outbox · 0")),
    step(C::GoFailed, Threads, Shows("┌ Failed · ")),
    step(C::GoSnoozed, Threads, Shows("┌ All · 0 · /is:snoozed")),
    step(C::GoViewOne, Threads, Shows("┌ Alpha · 1")),
    step(C::GoViewTwo, Threads, Shows("┌ Bravo · 1")),
    step(C::GoViewThree, Threads, Shows("┌ Charlie · 1")),
    step(C::GoViewFour, Threads, Shows("┌ Delta · 1")),
    step(C::GoViewFive, Threads, Shows("┌ Echo · 1")),
    step(C::GoViewSix, Threads, Shows("┌ Foxtrot · 1")),
    step(C::GoViewSeven, Threads, Shows("┌ Golf · 1")),
    step(C::GoViewEight, Threads, Shows("┌ Hotel · 1")),
    step(C::GoViewNine, Threads, Shows("┌ India · 1")),
];
