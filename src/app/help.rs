//! The help: what the keys do here first, then everything, made from the table of commands.

use crate::command::{Context, SheetRow, sheet};
use crate::text::{SafeText, pad, width};

use super::State;
use super::overlay::{PagerKind, PagerLine, Tone};

impl State {
    /// Shows the keys.
    pub fn show_help(&mut self, context: Context) {
        let mut lines: Vec<PagerLine> = Vec::new();
        let groups = sheet(&self.keymap);
        for here in [true, false] {
            let title = if here {
                format!("Keys here ({})", context.name())
            } else {
                "Keys elsewhere".to_owned()
            };
            lines.push(vec![(Tone::Strong, SafeText::line(&title))]);
            let shown = |row: &&SheetRow| !row.keys.is_empty() && works(row, context) == here;
            let rows = groups.iter().flat_map(|group| &group.rows).filter(shown);
            let longest = rows.map(|row| width(&row.keys_text())).max();
            // Where columns are few, the words are worth more than a straight edge.
            let column = longest.filter(|_| self.size.0 >= 80).unwrap_or(14);
            for group in &groups {
                let mut rows = group.rows.iter().filter(shown).peekable();
                if rows.peek().is_none() {
                    continue;
                }
                lines.push(Vec::new());
                lines.push(vec![(Tone::Dim, SafeText::line(group.group.title()))]);
                lines.extend(rows.map(|row| {
                    let keys = row.keys_text();
                    let keys = format!("  {}  ", pad(&keys, column));
                    vec![
                        (Tone::Key, SafeText::line(&keys)),
                        (Tone::Plain, row.command.help().into()),
                    ]
                }));
            }
            lines.push(Vec::new());
        }
        self.open_pager(PagerKind::Help, "Help", lines);
    }
}

fn works(row: &SheetRow, context: Context) -> bool {
    row.contexts.iter().any(|of_row| {
        *of_row == context || (*of_row == Context::Global && context.inherits(row.command))
    })
}
