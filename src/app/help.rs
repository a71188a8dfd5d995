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
                !row.keys.is_empty() && works(row, context) == here && has_words(&fuzzy, group, row)
            };
            let rows = || {
                let all = groups.iter();
                all.flat_map(|group| group.rows.iter().map(move |row| (group, row)))
                    .filter(|(group, row)| shown(group, row))
            };
            let longest = rows().map(|(_, row)| width(&row.keys_text())).max();
            let Some(longest) = longest else {
                continue;
            };
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
