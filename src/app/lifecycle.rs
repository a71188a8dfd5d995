//! The life of a thread on one screen: every change, who and when, and how long each wait was.

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Conversation, Lifecycle, Moment, MomentKind, ThreadId};
use crate::text::{SafeText, clock, day, duration_words, pad, width};

use super::State;
use super::effect::Effect;
use super::item::{line, status_word};
use super::overlay::{Overlay, PagerKind, PagerLine, Tone};

/// Columns of the bar over time, where there are so many.
const BAR: usize = 48;

impl State {
    /// Asks for the life of the thread that has the focus.
    pub fn show_lifecycle(&mut self, out: &mut Vec<Effect>) {
        match self.target() {
            Some(Conversation::Thread { thread, .. }) => {
                self.open_pager(
                    PagerKind::Lifecycle(thread.clone()),
                    "Life of the thread",
                    vec![vec![(Tone::Dim, "Reading…".into())]],
                );
                out.push(Effect::LoadLifecycle(thread));
            }
            Some(Conversation::Feed { .. }) => {
                self.say("A channel's feed has no life to show; open a thread for that.");
            }
            None => self.say("There is no thread here: ] shows the next view."),
        }
    }

    /// The life arrived.
    pub fn lifecycle_arrived(&mut self, thread: &ThreadId, life: &Lifecycle) {
        let lines = self.lifecycle_lines(life);
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && pager.kind == PagerKind::Lifecycle(thread.clone())
        {
            pager.set_lines(lines);
        }
    }

    fn lifecycle_lines(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let mut lines = self.summary(life);
        lines.push(Vec::new());
        lines.extend(self.bar(life));
        lines.push(Vec::new());
        let mut last_day = None;
        for moment in &life.moments {
            let name = day(self.now, moment.at, &self.tz);
            if last_day.as_ref() != Some(&name) {
                lines.push(vec![(Tone::Strong, name.clone())]);
                last_day = Some(name);
            }
            lines.push(self.moment(moment));
        }
        lines
    }

    fn summary(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let mut lines = Vec::new();
        let mut fact = |name: &str, words: SafeText, tone: Tone| {
            lines.push(vec![
                (Tone::Dim, SafeText::line(&pad(name, 17))),
                (tone, words),
            ]);
        };
        let waiting = life.waits.last().filter(|wait| wait.to.is_none());
        let end = self.end_of(life);
        if let Some(opened) = life.opened_at {
            fact("Opened", self.moment_words(opened), Tone::Plain);
            let total = duration_words(end - opened);
            let words = match (life.settled_at, waiting) {
                (Some(_), None) => format!("{total}, until it was settled"),
                (Some(_), Some(_)) => {
                    format!("{total} so far: settled, then the customer wrote again")
                }
                (None, _) => format!("{total} so far"),
            };
            fact("Total time", SafeText::line(&words), Tone::Plain);
        }
        match life.first_response {
            Some(after) => fact("First response", duration_words(after), Tone::Good),
            None => fact("First response", "none yet".into(), Tone::Warn),
        }
        let waits = life.waits.len();
        let waited: TimeDelta = life
            .waits
            .iter()
            .map(|wait| (wait.to.unwrap_or(end) - wait.from).max(TimeDelta::zero()))
            .sum();
        let words = match waits {
            0 => "the customer never waited".to_owned(),
            1 => format!("1, {}", duration_words(waited)),
            _ => format!("{waits}, {} in all", duration_words(waited)),
        };
        fact("Waits", SafeText::line(&words), Tone::Plain);
        if let Some(wait) = waiting {
            fact(
                "Waiting now",
                duration_words(self.now - wait.from),
                Tone::Warn,
            );
        }
        lines
    }

    /// Where the life ends: when it was settled, or now while it goes on or the customer wrote again.
    fn end_of(&self, life: &Lifecycle) -> DateTime<Utc> {
        let waits = life.waits.last().is_some_and(|wait| wait.to.is_none());
        life.settled_at.filter(|_| !waits).unwrap_or(self.now)
    }

    /// The life as a bar: `█` the customer waits, `·` they do not.
    fn bar(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let Some(start) = life.opened_at else {
            return Vec::new();
        };
        let end = self.end_of(life).max(start);
        let legend: SafeText = "  █ the customer waits".into();
        let room = self.pager_width();
        let columns = BAR.min(room);
        let whole = (end - start).num_milliseconds().max(1);
        let place = |at: DateTime<Utc>| {
            let part = (at - start).num_milliseconds().clamp(0, whole);
            (part as usize * columns / whole as usize).min(columns - 1)
        };
        let mut cells = vec!['·'; columns];
        for wait in &life.waits {
            let to = wait.to.unwrap_or(end);
            for cell in &mut cells[place(wait.from)..=place(to).max(place(wait.from))] {
                *cell = '█';
            }
        }
        let bar: String = cells.into_iter().collect();
        let bar = (Tone::Warn, SafeText::line(&bar));
        if columns + width(&legend) <= room {
            vec![vec![bar, (Tone::Dim, legend)]]
        } else {
            vec![vec![bar], vec![(Tone::Dim, legend)]]
        }
    }

    fn moment(&self, moment: &Moment) -> PagerLine {
        let who = moment.who.as_ref().map(line).unwrap_or_default();
        let by = if who.is_empty() {
            String::new()
        } else {
            format!(" by {who}")
        };
        let (tone, words) = match &moment.kind {
            MomentKind::Opened => (Tone::Plain, "opened".to_owned()),
            MomentKind::CustomerWrote => {
                let who = if who.is_empty() {
                    "the customer".into()
                } else {
                    who
                };
                (Tone::Plain, format!("{who} wrote and waits"))
            }
            MomentKind::Answered { after, first } => {
                let what = if *first { "first answer" } else { "answered" };
                (
                    Tone::Good,
                    format!("{what}{by} after {}", duration_words(*after)),
                )
            }
            MomentKind::Status { from, to } if from == to && to.is_settled() => (
                Tone::Strong,
                format!("settled{by}, {} as it was", status_word(to)),
            ),
            MomentKind::Status { from, to } => (
                Tone::Strong,
                format!("{} → {}{by}", status_word(from), status_word(to)),
            ),
            MomentKind::Failed => (Tone::Bad, format!("a message{by} did not arrive")),
        };
        vec![
            (
                Tone::Dim,
                SafeText::line(&format!("  {}  ", clock(moment.at, &self.tz))),
            ),
            (tone, SafeText::line(&words)),
        ]
    }

    fn moment_words(&self, at: DateTime<Utc>) -> SafeText {
        SafeText::line(&format!(
            "{} {}",
            day(self.now, at, &self.tz),
            clock(at, &self.tz)
        ))
    }
}
