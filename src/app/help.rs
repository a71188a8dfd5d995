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
            if here {
                self.tables(&mut lines);
            }
        }
        self.open_pager(PagerKind::Help, "Help", lines);
    }
}

impl State {
    /// What else the screen takes for known: the signs beside a row, and the words of the filter.
    fn tables(&self, lines: &mut Vec<PagerLine>) {
        let column = if self.size.0 >= 80 { 18 } else { 14 };
        for (title, rows) in [("Signs", SIGNS), ("Words of the filter", FILTER)] {
            lines.push(vec![(Tone::Strong, title.into())]);
            lines.push(Vec::new());
            lines.extend(rows.iter().map(|(sign, meaning)| {
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
