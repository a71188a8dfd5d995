//! The composer: editing its text.

use andibox::command::Command as C;
use andibox::command::Context::Composer;

use super::Table;
use super::step::See::{Cursor, Hides, Selected, Shows, Writes};
use super::step::{Step, after, step};

pub(super) const TABLE: Table = Table {
    size: (120, 40),
    files: &[],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    after(
        &[
            ("r", Shows("├ Reply to Walter")),
            ("hello one two", Cursor("› hello one two", " ")),
        ],
        C::CursorLeft,
        Composer,
        Cursor("hello one tw", "o"),
    ),
    step(C::CursorRight, Composer, Cursor("hello one two", " ")),
    step(C::WordLeft, Composer, Cursor("hello one ", "two")),
    step(C::WordRight, Composer, Cursor("hello one two", " ")),
    step(C::LineStart, Composer, Cursor("› ", "hello one two")),
    step(C::LineEnd, Composer, Cursor("hello one two", " ")),
    step(C::InsertNewline, Composer, Cursor("│  ", " ")),
    after(
        &[("second line", Cursor("│  second line", " "))],
        C::CursorUp,
        Composer,
        Cursor("› hello one t", "wo"),
    ),
    step(C::CursorDown, Composer, Cursor("│  second line", " ")),
    step(C::TextStart, Composer, Cursor("› ", "hello")),
    step(C::TextEnd, Composer, Cursor("second line", " ")),
    step(C::DeleteBack, Composer, Cursor("second lin", " ")),
    step(C::DeleteWordBack, Composer, Cursor("│  second ", " ")),
    step(C::EditUndo, Composer, Cursor("│  second lin", " ")),
    step(C::EditRedo, Composer, Cursor("│  second ", " ")),
    step(C::KillToStart, Composer, Cursor("│  ", " ")),
    step(C::Yank, Composer, Cursor("│  second ", " ")),
    after(
        &[("\x01", Cursor("│  ", "second"))],
        C::KillLine,
        Composer,
        Hides("second "),
    ),
    after(
        &[("\x1b[1;5H", Cursor("› ", "hello"))],
        C::DeleteForward,
        Composer,
        Shows("› ello one two"),
    ),
    step(C::DeleteWordForward, Composer, Hides("ello one two")),
    after(
        &[("\x05", Cursor(" one two", " "))],
        C::SelectLeft,
        Composer,
        Selected("o"),
    ),
    step(C::SelectRight, Composer, Selected("")),
    after(
        &[("\x01", Cursor("› ", " one two"))],
        C::SelectDown,
        Composer,
        Selected(" one two"),
    ),
    step(C::SelectUp, Composer, Selected("")),
    after(
        &[("\x1b[1;2C\x1b[1;2C\x1b[1;2C\x1b[1;2C", Selected(" one"))],
        C::CopySelection,
        Composer,
        Writes("\x1b]52;c;"),
    ),
    after(
        &[
            ("\x05", Cursor(" one two", " ")),
            ("\x1b[1;2D", Selected("o")),
        ],
        C::CutSelection,
        Composer,
        Hides("one two"),
    ),
    step(C::SelectMark, Composer, Shows("The mark is set")),
];
