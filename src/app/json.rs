//! JSON to read: a line a value, objects and arrays that fold, and finding words in it.

use serde_json::Value;

use crate::text::{SafeText, safe};

use super::overlay::{PagerLine, Tone};

/// What stands on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// A value in one line.
    Leaf,
    /// An object or array begins; it ends on that line, and holds so many values.
    Begin { end: usize, count: usize },
    /// It ends; it begins on that line.
    End { begin: usize },
}

/// A line of the whole text.
#[derive(Clone, PartialEq, Debug)]
struct Row {
    depth: usize,
    part: Part,
    /// `"name": ` and the value's own sign or words.
    name: SafeText,
    words: SafeText,
    comma: bool,
    /// Where the value is in the whole, as a JSON pointer.
    pointer: String,
    folded: bool,
}

/// A document, with what of it is folded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Json {
    value: Option<Value>,
    rows: Vec<Row>,
    /// What is looked for.
    pub words: SafeText,
}

impl Json {
    /// Reads a document, all unfolded, in the server's order. Text that is not JSON is its lines.
    pub fn read(text: &str) -> Self {
        let mut json = Self::default();
        match serde_json::from_str::<Value>(text) {
            Ok(value) => {
                json.add(0, "", &value, "", false);
                json.value = Some(value);
            }
            Err(_) => json.rows.extend(text.lines().map(|line| Row {
                depth: 0,
                part: Part::Leaf,
                name: SafeText::default(),
                words: SafeText::line(line),
                comma: false,
                pointer: String::new(),
                folded: false,
            })),
        }
        json
    }

    /// The lines that are shown.
    pub fn lines(&self) -> Vec<PagerLine> {
        let shown = self.shown();
        shown.iter().map(|row| line(&self.rows[*row])).collect()
    }

    /// The whole of it.
    pub fn text(&self) -> SafeText {
        let lines: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let open = Row {
                    folded: false,
                    ..row.clone()
                };
                let pieces = line(&open);
                pieces.iter().map(|(_, words)| words.as_str()).collect()
            })
            .collect();
        SafeText::block(&lines.join("\n"))
    }

    /// The value on a shown line, as JSON; of a text without quotes. `None` where it is no JSON.
    pub fn value(&self, shown: usize) -> Option<SafeText> {
        let row = &self.rows[*self.shown().get(shown)?];
        let value = self.value.as_ref()?.pointer(&row.pointer)?;
        Some(match value {
            Value::String(words) => SafeText::block(words),
            other => SafeText::block(&serde_json::to_string_pretty(other).unwrap_or_default()),
        })
    }

    /// Folds or unfolds what begins or ends on a shown line. Returns the line the cursor is on then; `None` for a value
    /// in one line.
    pub fn toggle(&mut self, shown: usize) -> Option<usize> {
        let row = *self.shown().get(shown)?;
        let begin = match self.rows[row].part {
            Part::Begin { .. } => row,
            Part::End { begin } => begin,
            Part::Leaf => return None,
        };
        self.rows[begin].folded = !self.rows[begin].folded;
        self.place(begin)
    }

    /// Folds what begins on the line, else goes to what it stands in.
    pub fn fold(&mut self, shown: usize) -> Option<usize> {
        let row = *self.shown().get(shown)?;
        match self.rows[row].part {
            Part::Begin { .. } if !self.rows[row].folded => self.toggle(shown),
            Part::End { .. } => self.toggle(shown),
            _ => {
                let depth = self.rows[row].depth.checked_sub(1)?;
                let parent = (0..row).rev().find(|row| self.rows[*row].depth == depth)?;
                self.place(parent)
            }
        }
    }

    /// Unfolds what begins on the line, else goes to the next line.
    pub fn unfold(&mut self, shown: usize) -> Option<usize> {
        let row = *self.shown().get(shown)?;
        if self.rows[row].folded {
            self.rows[row].folded = false;
            return Some(shown);
        }
        (shown + 1 < self.shown().len()).then_some(shown + 1)
    }

    /// The next line, or the one before, that holds the words; what it is folded in is unfolded. Around the ends.
    pub fn find(&mut self, from: usize, down: bool, here: bool) -> Option<usize> {
        let wanted = self.words.trim().to_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let at = self.shown().get(from).copied().unwrap_or(0);
        let count = self.rows.len();
        let holds = |row: &usize| {
            let row = &self.rows[*row];
            row.name.to_lowercase().contains(&wanted) || row.words.to_lowercase().contains(&wanted)
        };
        let skip = usize::from(!here);
        let hit = if down {
            (0..count)
                .map(|step| (at + skip + step) % count)
                .find(holds)
        } else {
            (0..count)
                .map(|step| (at + count * 2 - skip - step) % count)
                .find(holds)
        }?;
        for begin in 0..hit {
            if let Part::Begin { end, .. } = self.rows[begin].part
                && end >= hit
            {
                self.rows[begin].folded = false;
            }
        }
        self.place(hit)
    }

    fn place(&self, row: usize) -> Option<usize> {
        self.shown().iter().position(|shown| *shown == row)
    }

    fn shown(&self) -> Vec<usize> {
        let mut shown = Vec::with_capacity(self.rows.len());
        let mut row = 0;
        while let Some(this) = self.rows.get(row) {
            shown.push(row);
            row = match this.part {
                Part::Begin { end, .. } if this.folded => end + 1,
                _ => row + 1,
            };
        }
        shown
    }

    fn add(&mut self, depth: usize, name: &str, value: &Value, pointer: &str, comma: bool) {
        let entries: Vec<(String, String, &Value)> = match value {
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| {
                    let part = key.replace('~', "~0").replace('/', "~1");
                    let name = format!("{}: ", Value::from(key.as_str()));
                    (name, format!("{pointer}/{part}"), value)
                })
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(place, value)| (String::new(), format!("{pointer}/{place}"), value))
                .collect(),
            _ => Vec::new(),
        };
        let (open, close) = match value {
            Value::Object(_) => ("{", "}"),
            _ => ("[", "]"),
        };
        let row = |part, name: &str, words: SafeText, comma| Row {
            depth,
            part,
            name: SafeText::line(name),
            words,
            comma,
            pointer: pointer.to_owned(),
            folded: false,
        };
        if entries.is_empty() {
            let words = SafeText::line(&value.to_string());
            self.rows.push(row(Part::Leaf, name, words, comma));
            return;
        }
        let (begin, count) = (self.rows.len(), entries.len());
        // Its end is not known yet; the next lines say where it is.
        self.rows.push(row(
            Part::Begin { end: begin, count },
            name,
            open.into(),
            comma,
        ));
        for (place, (name, pointer, value)) in entries.into_iter().enumerate() {
            self.add(depth + 1, &name, value, &pointer, place + 1 < count);
        }
        let end = self.rows.len();
        self.rows[begin].part = Part::Begin { end, count };
        self.rows
            .push(row(Part::End { begin }, "", close.into(), comma));
    }
}

fn line(row: &Row) -> PagerLine {
    let comma = if row.comma { "," } else { "" };
    let mut pieces: PagerLine = vec![
        (Tone::Plain, safe!("{}", "  ".repeat(row.depth))),
        (Tone::Key, row.name.clone()),
    ];
    match row.part {
        Part::Begin { count, .. } if row.folded => {
            let close = if row.words == "{" { "}" } else { "]" };
            pieces.push((Tone::Plain, safe!("{}…{close}{comma}", row.words)));
            pieces.push((Tone::Dim, safe!("  {count} folded")));
        }
        Part::Begin { .. } => pieces.push((Tone::Plain, row.words.clone())),
        _ => pieces.push((Tone::Plain, safe!("{}{comma}", row.words))),
    }
    pieces.retain(|(_, words)| !words.is_empty());
    pieces
}
