//! The life of a thread on one screen: every change, who and when, and how long each wait was.

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Conversation, Lifecycle, Moment, MomentKind, ThreadId, Wait};
use crate::text::{SafeText, clock, day, duration_words, pad, safe};

use super::State;
use super::effect::Effect;
use super::item::{line, status_word};
use super::overlay::{Overlay, PagerKind, PagerLine, Tone};
use super::remind::when::point;

/// Columns below which names stand closer to what they name.
const NARROW: usize = 50;

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
                self.life = None;
                out.push(Effect::LoadLifecycle(thread));
            }
            Some(Conversation::Feed { .. }) => {
                self.say("A channel's feed has no life to show; open a thread for that.");
            }
            None => self.say_no_thread(),
        }
    }

    /// The life arrived.
    pub fn lifecycle_arrived(&mut self, thread: &ThreadId, life: Box<Lifecycle>) {
        let lines = self.lifecycle_lines(&life);
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && pager.kind == PagerKind::Lifecycle(thread.clone())
        {
            pager.set_lines(lines);
            self.life = Some(life);
        }
    }

    /// The bar is as wide as the page: another width is another bar.
    pub(super) fn fit_lifecycle(&mut self) {
        let Some(life) = &self.life else {
            return;
        };
        let lines = self.lifecycle_lines(life);
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && matches!(pager.kind, PagerKind::Lifecycle(_))
        {
            pager.set_lines(lines);
        }
    }

    fn lifecycle_lines(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let mut lines = self.summary(life);
        lines.push(Vec::new());
        lines.extend(self.life_bar(life));
        lines.push(Vec::new());
        let mut last_day = None;
        let mut before: Option<DateTime<Utc>> = None;
        for moment in &life.moments {
            let name = day(self.now, moment.at, &self.tz);
            if last_day.as_ref() != Some(&name) {
                lines.push(vec![(Tone::Strong, name.clone())]);
                last_day = Some(name);
            }
            let since = before.map(|before| moment.at - before);
            before = Some(before.map_or(moment.at, |before| before.max(moment.at)));
            lines.push(self.moment(moment, since));
        }
        lines.extend(self.wait_lines(life));
        lines
    }

    /// Each wait of the customer, with where it began and ended.
    fn wait_lines(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let mut lines: Vec<PagerLine> = Vec::new();
        if life.waits.is_empty() {
            return lines;
        }
        lines.push(Vec::new());
        lines.push(vec![(Tone::Strong, "Each wait of the customer".into())]);
        let end = life.settled_at.unwrap_or(self.now);
        for (place, wait) in life.waits.iter().enumerate() {
            let long = (wait.to.unwrap_or(end) - wait.from).max(TimeDelta::zero());
            let to = match wait.to {
                Some(to) => self.moment_words(to),
                None if life.settled_at.is_some() => "never answered".into(),
                None => "still waiting".into(),
            };
            let tone = if wait.to.is_none() {
                Tone::Warn
            } else {
                Tone::Plain
            };
            lines.push(vec![
                (Tone::Dim, safe!("  {:>3}  ", place + 1)),
                (tone, SafeText::line(&pad(&duration_words(long), 8))),
                (Tone::Dim, safe!("{} → {to}", self.moment_words(wait.from))),
            ]);
        }
        lines
    }

    /// The life in lines that each say all there is to say: a name or a time, and what holds for it.
    pub fn life_in_words(&self, life: &Lifecycle) -> Vec<(SafeText, SafeText)> {
        let mut lines: Vec<(SafeText, SafeText)> = Vec::new();
        let joined = |line: PagerLine| {
            let mut pieces = line.into_iter().map(|(_, words)| words);
            let name = pieces.next().unwrap_or_default();
            let words: Vec<String> = pieces.map(|words| words.to_string()).collect();
            (SafeText::line(name.trim()), safe!("{}", words.concat()))
        };
        lines.extend(self.summary(life).into_iter().map(joined));
        for moment in &life.moments {
            let (_, words) = joined(self.moment(moment, None));
            let words = safe!("{}", words.replace(" → ", " to "));
            lines.push((self.moment_words(moment.at), words));
        }
        let end = life.settled_at.unwrap_or(self.now);
        for (place, wait) in life.waits.iter().enumerate() {
            let long = (wait.to.unwrap_or(end) - wait.from).max(TimeDelta::zero());
            let to = match wait.to {
                Some(to) => safe!("until {}", self.moment_words(to)),
                None if life.settled_at.is_some() => "never answered".into(),
                None => "still waiting".into(),
            };
            let (long, from) = (duration_words(long), self.moment_words(wait.from));
            lines.push((
                safe!("Wait {} of the customer", place + 1),
                safe!("{long} · from {from} {to}"),
            ));
        }
        lines
    }

    fn summary(&self, life: &Lifecycle) -> Vec<PagerLine> {
        let mut lines = Vec::new();
        let room = self.pager_width();
        let names = if room < NARROW { 16 } else { 17 };
        let mut fact = |name: &str, words: SafeText, tone: Tone| {
            lines.push(vec![
                (Tone::Dim, SafeText::line(&pad(name, names))),
                (tone, words),
            ]);
        };
        let waiting = life.waits.last().filter(|wait| wait.to.is_none());
        let end = self.end_of(life);
        if let Some(opened) = life.opened_at {
            let long = self.moment_words(opened);
            let words = if names + long.width() > room {
                point(opened, self.now, self.tz)
            } else {
                long
            };
            fact("Opened", words, Tone::Plain);
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
        let long = |wait: &Wait| (wait.to.unwrap_or(end) - wait.from).max(TimeDelta::zero());
        if let Some(longest) = life.waits.iter().map(long).max().filter(|_| waits > 1) {
            fact("Longest wait", duration_words(longest), Tone::Plain);
        }
        let failures = life
            .moments
            .iter()
            .filter(|moment| moment.kind == MomentKind::Failed)
            .count();
        if failures > 0 {
            fact("Failures", safe!("{failures} did not arrive"), Tone::Bad);
        }
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
    pub(super) fn end_of(&self, life: &Lifecycle) -> DateTime<Utc> {
        let waits = life.waits.last().is_some_and(|wait| wait.to.is_none());
        life.settled_at.filter(|_| !waits).unwrap_or(self.now)
    }

    fn moment(&self, moment: &Moment, since: Option<TimeDelta>) -> PagerLine {
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
        let since = since
            .filter(|since| *since > TimeDelta::zero())
            .map_or_else(SafeText::default, |since| {
                safe!("+{}", duration_words(since))
            });
        vec![
            (
                Tone::Dim,
                SafeText::line(&format!(
                    "  {}  {}",
                    clock(moment.at, &self.tz),
                    pad(&since, 9)
                )),
            ),
            (tone, SafeText::line(&words)),
        ]
    }

    pub(super) fn moment_words(&self, at: DateTime<Utc>) -> SafeText {
        SafeText::line(&format!(
            "{} {}",
            day(self.now, at, &self.tz),
            clock(at, &self.tz)
        ))
    }
}
