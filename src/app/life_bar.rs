//! The life of a thread as a bar over time, as wide as there is room: a letter for what held, and below it one for
//! what happened. Letters, so that it reads without colours.

use chrono::{DateTime, Utc};

use crate::model::{Lifecycle, MomentKind};
use crate::text::{SafeText, duration_words, safe, width};

use super::State;
use super::overlay::{PagerLine, Tone};

/// Columns of the bar at the most: a wider one says no more.
const MOST: usize = 100;

/// What held at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Nobody,
    Settled,
    Waits,
}

impl Held {
    const fn sign(self) -> char {
        match self {
            Self::Nobody => '·',
            Self::Settled => '=',
            Self::Waits => 'W',
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Nobody => Tone::Dim,
            Self::Settled => Tone::Good,
            Self::Waits => Tone::Warn,
        }
    }
}

/// Where times stand on the bar.
struct Scale {
    start: DateTime<Utc>,
    millis: i64,
    columns: usize,
}

impl Scale {
    /// A time outside of the life stands at its end.
    fn column(&self, at: DateTime<Utc>) -> usize {
        let part = (at - self.start).num_milliseconds().clamp(0, self.millis);
        let column = i128::from(part) * self.columns as i128 / i128::from(self.millis);
        (column as usize).min(self.columns - 1)
    }
}

impl State {
    /// The bar, what happened below it, its ends, and the legend in words.
    pub(super) fn life_bar(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let Some(start) = life.opened_at else {
            return Vec::new();
        };
        let last = life.moments.iter().map(|moment| moment.at).max();
        let end = life
            .settled_at
            .or(Some(self.now))
            .max(last)
            .unwrap_or(self.now);
        let room = self.pager_width();
        let scale = Scale {
            start,
            millis: (end - start).num_milliseconds().max(1),
            columns: room.clamp(1, MOST),
        };
        let held = held(life, &scale);
        let mut bar: PagerLine = Vec::new();
        for run in held.chunk_by(|one, other| one == other) {
            let words: String = run.iter().map(|held| held.sign()).collect();
            bar.push((run[0].tone(), SafeText::line(&words)));
        }
        let marks = marks(life, &scale);
        let whole = duration_words(end - start);
        let mut lines = vec![bar, vec![(Tone::Plain, SafeText::line(marks.trim_end()))]];
        let from = self.moment_words(start);
        let to = if life.settled_at == Some(end) {
            self.moment_words(end)
        } else {
            "now".into()
        };
        let between = scale.columns.saturating_sub(width(&from) + width(&to));
        let ends = if between > width(&whole) + 2 {
            let left = (between - width(&whole)) / 2;
            let right = between - width(&whole) - left;
            safe!("{from}{}{whole}{}{to}", " ".repeat(left), " ".repeat(right))
        } else {
            safe!("{from} → {to}: {whole}")
        };
        lines.push(vec![(Tone::Dim, ends)]);
        let legend = "W the customer waits  · nobody waits  = settled";
        lines.push(vec![(Tone::Dim, legend.into())]);
        let legend = "O opened  A answered  S status changed  ! did not arrive";
        lines.push(vec![(Tone::Dim, legend.into())]);
        lines
    }
}

/// What held in each column. A wait is never left out, however short it was.
fn held(life: &Lifecycle, scale: &Scale) -> Vec<Held> {
    let mut cells = vec![Held::Nobody; scale.columns];
    let mut settled: Option<usize> = None;
    let mut fill = |from: usize, to: usize, held: Held| cells[from..=to.max(from)].fill(held);
    for moment in &life.moments {
        if let MomentKind::Status { to, .. } = &moment.kind {
            let column = scale.column(moment.at);
            match (settled, to.is_settled()) {
                (None, true) => settled = Some(column),
                (Some(from), false) => {
                    fill(from, column, Held::Settled);
                    settled = None;
                }
                _ => {}
            }
        }
    }
    if let Some(from) = settled {
        fill(from, scale.columns - 1, Held::Settled);
    }
    let end = scale.columns - 1;
    for wait in &life.waits {
        let to = wait.to.map_or(end, |to| scale.column(to));
        fill(scale.column(wait.from), to, Held::Waits);
    }
    cells
}

/// What happened in each column; of several things, the one that matters most.
fn marks(life: &Lifecycle, scale: &Scale) -> String {
    let mut cells = vec![(0, ' '); scale.columns];
    for moment in &life.moments {
        let mark = match moment.kind {
            MomentKind::Opened => (1, 'O'),
            MomentKind::Answered { .. } => (2, 'A'),
            MomentKind::Status { .. } => (3, 'S'),
            MomentKind::Failed => (4, '!'),
            MomentKind::CustomerWrote => continue,
        };
        let cell = &mut cells[scale.column(moment.at)];
        *cell = mark.max(*cell);
    }
    cells.into_iter().map(|(_, sign)| sign).collect()
}
