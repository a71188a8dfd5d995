//! Figures, and the table of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

/// The rows of the table, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    Start,
    StartP90,
    Key,
    KeyP99,
    KeyWhole,
    KeyAlone,
    KeyAloneP99,
    KeyAloneWhole,
    Page,
    PageP99,
    Open,
    OpenP99,
    OpenLongest,
    Typing,
    TypingP99,
    TypingLongest,
    Held,
    HeldWhole,
    Resize,
    BytesAKey,
    BytesAKeyAlone,
    BytesALetter,
    BytesAPage,
    Memory,
    MemoryAnonymous,
    IdleBytes,
    IdleWakeUps,
    OfflineWakeUps,
    FirstSynchronisation,
    FirstSynchronisationMemory,
}

impl Row {
    const ALL: [Self; 30] = [
        Self::Start,
        Self::StartP90,
        Self::Key,
        Self::KeyP99,
        Self::KeyWhole,
        Self::KeyAlone,
        Self::KeyAloneP99,
        Self::KeyAloneWhole,
        Self::Page,
        Self::PageP99,
        Self::Open,
        Self::OpenP99,
        Self::OpenLongest,
        Self::Typing,
        Self::TypingP99,
        Self::TypingLongest,
        Self::Held,
        Self::HeldWhole,
        Self::Resize,
        Self::BytesAKey,
        Self::BytesAKeyAlone,
        Self::BytesALetter,
        Self::BytesAPage,
        Self::Memory,
        Self::MemoryAnonymous,
        Self::IdleBytes,
        Self::IdleWakeUps,
        Self::OfflineWakeUps,
        Self::FirstSynchronisation,
        Self::FirstSynchronisationMemory,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Start => "start to the first screen, p50, ms",
            Self::StartP90 => "the same, p90",
            Self::KeyP99 | Self::KeyAloneP99 | Self::PageP99 | Self::OpenP99 | Self::TypingP99 => {
                "the same, p99"
            }
            Self::Key => "key j in a run, to the first changed cell, p50, ms",
            Self::KeyWhole => "key j in a run, to the last byte of the frame, p50, ms",
            Self::KeyAlone => "key j alone, to the first changed cell, p50, ms",
            Self::KeyAloneWhole => "key j alone, to the last byte of both panes, p50, ms",
            Self::Page => "page down, p50, ms",
            Self::Open => "open a thread, p50, ms",
            Self::OpenLongest => "open the longest thread, p50, ms",
            Self::Typing => "a letter in the composer, p50, ms",
            Self::TypingLongest => "a letter in the longest thread, p50, ms",
            Self::Held => "held key: the list behind at release, ms",
            Self::HeldWhole => "held key: the conversation is there after, ms",
            Self::Resize => "resize to the first changed cell, p50, ms",
            Self::BytesAKey => "bytes a key j in a run",
            Self::BytesAKeyAlone => "bytes a key j alone",
            Self::BytesALetter => "bytes a letter",
            Self::BytesAPage => "bytes a page",
            Self::Memory => "memory (RSS), MB",
            Self::MemoryAnonymous => "of it not of files, MB",
            Self::IdleBytes => "at rest: bytes in 5 s",
            Self::IdleWakeUps => "at rest: wake-ups/s",
            Self::OfflineWakeUps => "at rest without the server: wake-ups/s",
            Self::FirstSynchronisation => "first synchronisation, messages/s",
            Self::FirstSynchronisationMemory => "memory at its end, MB",
        }
    }

    /// The row of the floor to compare with, where a ratio says something.
    const fn compared(self) -> Option<Self> {
        match self {
            Self::Start
            | Self::StartP90
            | Self::Key
            | Self::KeyP99
            | Self::KeyWhole
            | Self::KeyAlone
            | Self::KeyAloneP99
            | Self::KeyAloneWhole
            | Self::Page
            | Self::PageP99
            | Self::Open
            | Self::OpenP99
            | Self::Typing
            | Self::TypingP99
            | Self::Held
            | Self::Resize
            | Self::BytesAKey
            | Self::BytesAKeyAlone => Some(self),
            Self::OpenLongest => Some(Self::Open),
            Self::TypingLongest => Some(Self::Typing),
            _ => None,
        }
    }
}

/// The figures of one program.
pub struct Column {
    name: String,
    figures: BTreeMap<Row, f64>,
}

impl Column {
    /// None yet.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            figures: BTreeMap::new(),
        }
    }

    /// Puts a figure in.
    pub fn put(&mut self, row: Row, figure: f64) {
        self.figures.insert(row, figure);
    }

    /// Puts the part of the times in that is given in thousandths: 500 is the median.
    pub fn put_part(&mut self, row: Row, times: &[Duration], part: usize) {
        let mut times = times.to_vec();
        times.sort_unstable();
        let at = (times.len() * part / 1000).min(times.len().saturating_sub(1));
        if let Some(time) = times.get(at) {
            self.put(row, millis(*time));
        }
    }
}

/// A time as it stands in the table.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The table, as Markdown. The second column is the floor.
pub fn table(columns: &[Column]) -> String {
    let mut table = String::from("| |");
    for column in columns {
        let _ = write!(table, " {} |", column.name);
    }
    table.push_str("\n|---|");
    table.push_str(&"---:|".repeat(columns.len()));
    for row in Row::ALL {
        let _ = write!(table, "\n| {} |", row.words());
        for (number, column) in columns.iter().enumerate() {
            let Some(figure) = column.figures.get(&row) else {
                table.push_str(" – |");
                continue;
            };
            let floor = row
                .compared()
                .and_then(|row| columns.get(1)?.figures.get(&row));
            let figure = shown(*figure);
            let _ = match floor.filter(|_| number > 1) {
                Some(floor) => {
                    let ratio = column.figures.get(&row).unwrap_or(&0.0) / floor;
                    write!(table, " {figure} ({ratio:.1}x) |")
                }
                None => write!(table, " {figure} |"),
            };
        }
    }
    table
}

fn shown(figure: f64) -> String {
    if figure >= 100.0 || figure == 0.0 {
        format!("{figure:.0}")
    } else if figure >= 10.0 {
        format!("{figure:.1}")
    } else {
        format!("{figure:.2}")
    }
}
