//! The help: what the keys do here first, then everything, made from the table of commands.

use crate::command::{Context, sheet};
use crate::text::{SafeText, pad};

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
            for group in &groups {
                let rows: Vec<_> = group
                    .rows
                    .iter()
                    .filter(|row| {
                        let works = row.contexts.iter().any(|of_row| {
                            *of_row == context
                                || (*of_row == Context::Global && context.inherits(row.command))
                        });
                        works == here && !row.keys.is_empty()
                    })
                    .collect();
                if rows.is_empty() {
                    continue;
                }
                lines.push(Vec::new());
                lines.push(vec![(Tone::Dim, SafeText::line(group.group.title()))]);
                for row in rows {
                    let keys = row.keys_text();
                    lines.push(vec![
                        (Tone::Key, SafeText::line(&format!("  {}", pad(&keys, 16)))),
                        (
                            Tone::Plain,
                            SafeText::line(&format!(" {}", row.command.help())),
                        ),
                    ]);
                }
            }
            lines.push(Vec::new());
        }
        self.open_pager(PagerKind::Help, "Help", lines);
    }
}
