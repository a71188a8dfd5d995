//! The composer: what is done with a whole draft.

use andibox::command::Command as C;
use andibox::command::Context::{Composer, Conversation};

use super::Table;
use super::step::See::{Hides, Selected, Shows};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[
        (
            ".config/andibox/snippets/greeting.toml",
            "name = \"greeting\"\ntext = \"Dear {{who}}, about {{what}}.\"\n",
        ),
        ("editor.sh", "#!/bin/sh\nprintf ' edited' >> \"$1\"\n"),
    ],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    after(
        &[("r", Shows("├ Reply to Walter")), ("one", Shows("› one"))],
        C::LeaveComposer,
        Composer,
        Shows("The draft is kept."),
    ),
    after(
        &[("r", Shows("├ Reply to Walter"))],
        C::ChangeMode,
        Composer,
        Shows("╞ NOTE, never sent"),
    ),
    step(C::DiscardDraft, Composer, Hides("┃ one")),
    after(
        &[("r", Shows("├ Reply to Walter"))],
        C::Snippets,
        Composer,
        Shows("greeting"),
    ),
    step(C::NextBlank, Composer, Shows("› Dear {{who}}, about")),
    step(C::NextBlank, Composer, Selected("{{what}}")),
    step(C::Attach, Composer, Shows("┌ Attach: address of the file")),
    after(
        &[("\x1b", Hides("┌ Attach"))],
        C::ExternalEditor,
        Composer,
        Shows(" edited"),
    ),
    after(
        &[
            ("\x18d", Hides(" edited")),
            ("r", Shows("├ Reply to Walter")),
            ("two", Shows("› two")),
        ],
        C::Send,
        Composer,
        Shows("Reply held for 5 s"),
    ),
    after(
        &[
            ("J", Shows("┌ Stock feed import")),
            ("r", Shows("├ Reply to Berg")),
            ("three", Shows("› three")),
        ],
        C::SendAndClose,
        Composer,
        Shows("── Thread closed by ana"),
    ),
    after(
        &[
            ("J", Shows("┌ Fjell 2: repl")),
            ("r", Shows("├ Reply to Helen")),
            ("four", Shows("› four")),
        ],
        C::SendCloseNext,
        Composer,
        Shows("┌ เป้ Loop 22"),
    ),
    after(
        &[("", Shows("queued"))],
        C::Undo,
        Conversation,
        Shows("to Helen Marsh is a draft again."),
    ),
];
