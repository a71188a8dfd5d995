//! The help: what the keys do here first, then everything, made from the table of commands; `/` searches it.

use crate::command::{Command, Context, SheetGroup, SheetRow, sheet};
use crate::text::{Fuzzy, SafeText, editor::Editor, pad, width};

use super::State;
use super::availability::availability;
use super::overlay::{Overlay, PagerKind, PagerLine, Tone};
use super::typing;

/// From so many columns on there is room for the commands' names, which a keymap is written with.
const NAMED: u16 = 110;
/// Columns of the help of a command where its name follows.
const HELP: usize = 50;

/// What is searched for in the help.
#[derive(Clone, PartialEq, Debug)]
pub struct Search {
    /// The line that is typed.
    pub editor: Editor,
    /// Whether keys go into it.
    pub typing: bool,
    /// Where the help was called.
    context: Context,
}

impl Search {
    /// Whether its line is on the screen.
    pub fn is_shown(&self) -> bool {
        self.typing || !self.editor.is_empty()
    }
}

impl State {
    /// Shows the keys.
    pub fn show_help(&mut self, context: Context) {
        let lines = self.help_lines(context, "");
        self.open_pager(PagerKind::Help, "Help", lines);
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.search = Some(Box::new(Search {
                editor: Editor::one_line(),
                typing: false,
                context,
            }));
        }
    }

    /// What is searched for, if the help is open.
    pub fn search(&self) -> Option<&Search> {
        match &self.overlay {
            Some(Overlay::Pager(pager)) => pager.search.as_deref(),
            _ => None,
        }
    }

    fn search_mut(&mut self) -> Option<&mut Search> {
        match &mut self.overlay {
            Some(Overlay::Pager(pager)) => pager.search.as_deref_mut(),
            _ => None,
        }
    }

    /// Whether what is typed goes into the search of the help.
    pub(super) fn is_searching(&self) -> bool {
        self.search().is_some_and(|search| search.typing)
    }

    /// Begins to search the help, if that is what is open.
    pub(super) fn begin_search(&mut self) -> bool {
        let search = self.search_mut();
        let found = search.is_some();
        if let Some(search) = search {
            search.typing = true;
        }
        found
    }

    /// Shows all of the help again; says whether a part of it was shown.
    pub(super) fn clear_search(&mut self) -> bool {
        let Some(search) = self.search_mut() else {
            return false;
        };
        let was_shown = search.is_shown();
        search.typing = false;
        search.editor.set_text("");
        if was_shown {
            self.search_changed();
        }
        was_shown
    }

    /// Text is typed or pasted into the search.
    pub(super) fn type_search(&mut self, text: &str) {
        if let Some(search) = self.search_mut() {
            search.editor.insert_str(text);
        }
        self.search_changed();
    }

    /// Commands while a search is typed. Returns whether the command was one for it.
    pub(super) fn run_in_search(&mut self, command: Command) -> bool {
        let half = (self.pager_height() / 2).max(1) as isize;
        match command {
            Command::Accept => {
                if let Some(search) = self.search_mut() {
                    search.typing = false;
                }
            }
            Command::Cancel => {
                self.clear_search();
            }
            Command::CursorUp => return self.move_overlay(-1),
            Command::CursorDown => return self.move_overlay(1),
            Command::PageUp => return self.move_overlay(-half),
            Command::PageDown => return self.move_overlay(half),
            Command::Redraw | Command::Suspend | Command::Quit => return false,
            editing => {
                let changed = self.search_mut().is_some_and(|search| {
                    typing::apply(&mut search.editor, editing, usize::from(u16::MAX))
                });
                if changed {
                    self.search_changed();
                }
            }
        }
        // A line may have come or gone above what is read.
        self.fit_overlay();
        true
    }

    fn search_changed(&mut self) {
        let Some(search) = self.search() else {
            return;
        };
        let lines = self.help_lines(search.context, search.editor.text());
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.set_lines(lines);
            pager.top = 0;
        }
    }

    /// The keys here, then those elsewhere; of a search, those that have its words.
    fn help_lines(&self, context: Context, wanted: &str) -> Vec<PagerLine> {
        let fuzzy = Fuzzy::new(wanted);
        let groups = sheet(&self.keymap);
        let mut lines: Vec<PagerLine> = Vec::new();
        for here in [true, false] {
            let shown = |group: &SheetGroup, row: &SheetRow| {
                !row.keys.is_empty()
                    && self.offers(row.command)
                    && works(row, context) == here
                    && has_words(&fuzzy, group, row)
            };
            let rows = || {
                let all = groups.iter();
                all.flat_map(|group| group.rows.iter().map(move |row| (group, row)))
                    .filter(|(group, row)| shown(group, row))
            };
            let longest = rows().map(|(_, row)| width(&row.keys_text())).max();
            if let Some(longest) = longest {
                let title = if here {
                    format!("Keys here ({})", context.name())
                } else {
                    "Keys elsewhere".to_owned()
                };
                lines.push(vec![(Tone::Strong, SafeText::line(&title))]);
                // Where columns are few, the words are worth more than a straight edge.
                let column = if self.size.0 >= 80 {
                    longest
                } else {
                    longest.min(14)
                };
                let mut last = None;
                for (group, row) in rows() {
                    // What was found is little, and the less stands around it the more of it is seen.
                    if fuzzy.is_empty() && last != Some(group.group) {
                        last = Some(group.group);
                        lines.push(Vec::new());
                        lines.push(vec![(Tone::Dim, SafeText::line(group.group.title()))]);
                    }
                    lines.push(self.help_line(row, column, here));
                }
                lines.push(Vec::new());
            }
            if here {
                self.tables(&fuzzy, &mut lines);
            }
        }
        if lines.is_empty() {
            lines.push(vec![(
                Tone::Dim,
                "No key and no command has these words.".into(),
            )]);
        }
        lines
    }

    fn help_line(&self, row: &SheetRow, column: usize, here: bool) -> PagerLine {
        let keys = format!("  {}  ", pad(&row.keys_text(), column));
        let mut line = vec![(Tone::Key, SafeText::line(&keys))];
        let why = availability(self, row.command).err().filter(|_| here);
        let help = row.command.help();
        match why {
            Some(why) => {
                let words = format!("{help} - {}", why.words());
                line.push((Tone::Dim, SafeText::line(&words)));
            }
            None if self.size.0 >= NAMED => {
                line.push((Tone::Plain, SafeText::line(&pad(help, HELP))));
                line.push((Tone::Dim, SafeText::line(&format!("  {}", row.command))));
            }
            None => line.push((Tone::Plain, help.into())),
        }
        line
    }
}

impl State {
    /// What else the screen takes for known: the signs beside a row, and the words of the filter.
    fn tables(&self, fuzzy: &Fuzzy, lines: &mut Vec<PagerLine>) {
        let column = if self.size.0 >= 80 { 18 } else { 14 };
        for (title, rows) in [("Signs", SIGNS), ("Words of the filter", FILTER)] {
            let has_words = |(sign, meaning): &&(&str, &str)| {
                fuzzy
                    .fit_words(&format!("{sign} {meaning} {title}"))
                    .is_some()
            };
            let mut rows = rows.iter().filter(has_words).peekable();
            if rows.peek().is_none() {
                continue;
            }
            lines.push(vec![(Tone::Strong, title.into())]);
            if fuzzy.is_empty() {
                lines.push(Vec::new());
            }
            lines.extend(rows.map(|(sign, meaning)| {
                let sign = format!("  {}  ", pad(sign, column));
                vec![
                    (Tone::Key, SafeText::line(&sign)),
                    (Tone::Plain, (*meaning).into()),
                ]
            }));
            lines.push(Vec::new());
        }
    }
}

type Table = &'static [(&'static str, &'static str)];

const SIGNS: Table = &[
    ("•", "The customer wrote, and you have not looked"),
    ("D", "A draft waits there"),
    ("…, 2 out", "On its way to the server"),
    ("F!, 2F!", "Not delivered, or refused by the server"),
    ("wrote again", "Settled, but the customer wrote since"),
    ("3 feed, 3f", "Messages to the channel itself, in no thread"),
    ("✓, ✓✓", "The server has it; the customer has it"),
];

const FILTER: Table = &[
    ("jane refund", "Both words, in titles, people and texts"),
    ("\"exact words\"", "Just so"),
    ("-word", "Without it; works before all of these"),
    ("a OR b, ( )", "One of them; what belongs together"),
    ("status:open", "Or closed, archived"),
    ("channel:email", "By the channel's name"),
    ("from:jane", "By who wrote in it"),
    ("title:refund", "By the subject"),
    (
        "waiting:>2h",
        "Waits for us so long; or us, first, customer, nobody",
    ),
    (
        "age:<7d",
        "Opened less than so long ago (> for more); m, h, d or w",
    ),
    ("has:attachment", "Or draft, note, outgoing"),
    ("is:unread", "Or failed, again (wrote again), gone"),
    ("direction:inbound", "Or outbound, internal, system"),
    ("kind:call", "Or text, event, comment, system"),
    ("meta.plan:pro", "By the thread's metadata"),
];

fn works(row: &SheetRow, context: Context) -> bool {
    row.contexts.iter().any(|of_row| {
        *of_row == context || (*of_row == Context::Global && context.inherits(row.command))
    })
}

fn has_words(fuzzy: &Fuzzy, group: &SheetGroup, row: &SheetRow) -> bool {
    let (name, help) = (row.command.name(), row.command.help());
    let words = format!("{} {name} {help} {}", row.keys_text(), group.group.title());
    fuzzy.fit_words(&words).is_some()
}
