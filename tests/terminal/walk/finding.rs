//! Finding: filters, words in a conversation, places and commands; and the choice in a menu.

use andibox::command::Command as C;
use andibox::command::Context::{Conversation, Menu, Prompt, Threads};

use super::Table;
use super::step::See::{Hides, Shows};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    step(C::Filter, Threads, Shows("┌ Filter ─")),
    after(
        &[("priya", Shows("┌ Needs reply · 1"))],
        C::Accept,
        Prompt,
        Hides("┌ Filter ─"),
    ),
    after(
        &[("\x1b", Shows("Walter Pruitt"))],
        C::FilterMenu,
        Threads,
        Shows("a  With an attachment"),
    ),
    step(C::Cancel, Menu, Hides("With an attachment")),
    step(C::Jump, Threads, Shows("┌ Jump: ")),
    step(C::Cancel, Prompt, Hides("┌ Jump: ")),
    step(C::Palette, Threads, Shows("┌ Command ─")),
    after(
        &[
            ("\x1b", Hides("┌ Command ─")),
            ("s", Shows("Status, now open")),
        ],
        C::Accept,
        Menu,
        Hides("Status, now open"),
    ),
    after(
        &[("gg", Shows("▌•Walter")), ("3", Shows("Esc back"))],
        C::Find,
        Conversation,
        Shows("┌ Find in this conversation"),
    ),
    after(
        &[("thursday", Shows("/2")), ("\r", Hides("Find in this"))],
        C::FindNext,
        Conversation,
        Shows("1/2"),
    ),
    step(C::FindPrevious, Conversation, Shows("2/2")),
];
