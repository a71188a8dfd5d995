//! A step of the walk: how to get there, the command whose key is pressed, and what is then seen.

use std::ops::Range;
use std::path::{Path, PathBuf};

use andibox::command::{Command, Context};

use super::bytes;
use crate::pty::Pty;

/// A step.
pub struct Step {
    pub command: Command,
    /// Where it is called: the context whose key is pressed.
    pub context: Context,
    /// The way there: what is typed, and what is then seen.
    pub before: &'static [(&'static str, See)],
    /// What the command brings about. It is not so before.
    pub sees: See,
    /// What somebody else does first.
    pub deed: Option<fn(&mut Walk)>,
}

impl Step {
    /// The same, after somebody else has done something.
    pub const fn when(mut self, deed: fn(&mut Walk)) -> Self {
        self.deed = Some(deed);
        self
    }
}

/// What can be seen.
#[derive(Clone, Copy, Debug)]
pub enum See {
    /// The screen holds the words.
    Shows(&'static str),
    /// The screen does not hold them.
    Hides(&'static str),
    /// The cursor stands between these words.
    Cursor(&'static str, &'static str),
    /// These words and no others are shown as selected.
    Selected(&'static str),
    /// The terminal is told this.
    Writes(&'static str),
}

/// Who waits for a reply in the demo workspace, the longest first.
const WAITING: [&str; 14] = [
    "Walter Pruitt",
    "Bergwerk Sport",
    "Helen Marsh",
    "สมชาย",
    "Оксана",
    "Moira Campbell",
    "ليلى",
    "Harriet Quill",
    "Greta Sommer",
    "Sofia Lindqvist",
    "Ελένη",
    "Kofi Mensah",
    "Lukas Brandt",
    "Priya Nair",
];

/// A step without a way: the one before led there.
pub const fn step(command: Command, context: Context, sees: See) -> Step {
    Step {
        command,
        context,
        before: &[],
        sees,
        deed: None,
    }
}

/// A step with a way to it.
pub const fn after(
    before: &'static [(&'static str, See)],
    command: Command,
    context: Context,
    sees: See,
) -> Step {
    Step {
        command,
        context,
        before,
        sees,
        deed: None,
    }
}

/// A program that is walked through.
pub struct Walk {
    pub home: PathBuf,
    pub pty: Pty,
}

impl Walk {
    /// Begins where the demo workspace is on the screen.
    pub fn new(home: &Path, mut pty: Pty) -> Self {
        // Whoever acts before all is here finds the rest among the news.
        for words in WAITING
            .into_iter()
            .chain(["Thursday came and went", "live"])
        {
            pty.shows(words);
        }
        let home = home.to_owned();
        Self { home, pty }
    }

    /// Takes a step.
    pub fn take(&mut self, step: &Step) {
        if let Some(deed) = step.deed {
            deed(self);
        }
        for (keys, sees) in step.before {
            self.press(keys, *sees);
        }
        let name = step.command.name();
        assert!(
            !step.sees.holds(&self.pty, self.pty.bytes.len()),
            "{name}: {:?} holds before its key is pressed; the screen:\n{}",
            step.sees,
            self.pty.screen()
        );
        if let Some(keys) = bytes::of(step.command, step.context) {
            self.look(name, &keys, step.sees);
        } else {
            // No key calls it there: the palette does.
            self.press(":", See::Shows("─ Enter run"));
            self.press(name, See::Shows(step.command.help()));
            self.look(name, "\r", step.sees);
        }
    }

    /// Leaves as a person in a hurry does.
    pub fn end(mut self) -> Pty {
        self.pty.send("\x03\x03");
        self.pty
    }

    /// Types, and waits for what is then seen.
    pub fn press(&mut self, keys: &str, sees: See) {
        self.look(&format!("{keys:?}"), keys, sees);
    }

    fn look(&mut self, what: &str, keys: &str, sees: See) {
        let from = self.pty.bytes.len();
        self.pty.send(keys);
        let what = format!("after {what}: {sees:?}");
        self.pty.until(&what, |pty| sees.holds(pty, from));
    }
}

impl See {
    /// Whether it is so; `from`: where in all bytes those begin that were written since the key.
    fn holds(self, pty: &Pty, from: usize) -> bool {
        match self {
            Self::Shows(words) => pty.screen().contains(words),
            Self::Hides(words) => !pty.screen().contains(words),
            Self::Cursor(left, right) => cursor(pty, left, right),
            Self::Selected(words) => selected(pty) == words,
            Self::Writes(bytes) => {
                let written = &pty.bytes[from..];
                written
                    .windows(bytes.len())
                    .any(|window| window == bytes.as_bytes())
            }
        }
    }
}

fn cursor(pty: &Pty, left: &str, right: &str) -> bool {
    let screen = pty.terminal();
    if screen.hide_cursor() {
        return false;
    }
    let (row, col) = screen.cursor_position();
    let (_, cols) = screen.size();
    let text = |cells: Range<u16>| -> String {
        let cells = cells.filter_map(|col| screen.cell(row, col));
        let blank = |words: &str| {
            if words.is_empty() {
                " ".into()
            } else {
                words.to_owned()
            }
        };
        cells.map(|cell| blank(cell.contents())).collect()
    };
    text(0..col).ends_with(left) && text(col..cols.get()).starts_with(right)
}

/// What stands on a ground of its own in the composer's text.
fn selected(pty: &Pty) -> String {
    let screen = pty.terminal();
    let contents = screen.contents();
    let title = contents
        .lines()
        .position(|line| line.contains("├ Reply to"));
    let (rows, cols) = screen.size();
    let first = title
        .and_then(|row| u16::try_from(row + 1).ok())
        .unwrap_or(rows.get());
    // The last two rows are the frame's and the footer's.
    let rows = first..rows.get().saturating_sub(2);
    rows.flat_map(|row| (cols.get() / 2..cols.get()).map(move |col| (row, col)))
        .filter_map(|(row, col)| screen.cell(row, col))
        .filter(|cell| cell.bgcolor() != vt100::Color::Default)
        .map(vt100::Cell::contents)
        .collect()
}
