//! Notices outside of the screen: by rules in the query language, once for each thread that comes to match, calmly.

mod words;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::{Link, Progress, ThreadId, ThreadRow};
use crate::query::Query;

use super::effect::{Effect, Timer};
use super::{Pane, State};

/// How a person is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NotifyMethod {
    /// Not at all.
    #[default]
    Off,
    /// The terminal's bell.
    Bell,
    /// The notice of the terminal, by OSC 9.
    Osc9,
    /// The same, by OSC 777.
    Osc777,
    /// The desktop's notice, by the program `notify-send`.
    Desktop,
}

impl NotifyMethod {
    /// The method of a word of the settings.
    pub fn of(word: &str) -> Self {
        match word {
            "bell" => Self::Bell,
            "osc9" => Self::Osc9,
            "osc777" => Self::Osc777,
            "desktop" => Self::Desktop,
            _ => Self::Off,
        }
    }
}

/// Between two notices of one rule.
const CALM: TimeDelta = TimeDelta::minutes(1);
/// Between two looks at what matches, in milliseconds: news come in bursts.
const LOOK: u64 = 3_000;
/// So many threads of a rule are looked at, the newest first.
pub const MOST: u32 = 2_000;

/// What is to be told, and what was.
#[derive(Clone, Debug, Default)]
pub struct Notify {
    method: NotifyMethod,
    show_text: bool,
    rules: Vec<Rule>,
    /// A first synchronisation is over: what matches from now on is news.
    settled: bool,
    /// A question is under way.
    asked: bool,
    /// The store changed since the last look, and a timer runs to the next.
    waits: bool,
    looked_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
struct Rule {
    query: Query,
    /// Threads that match and need not be told again while they do; none before the first look.
    told: Option<BTreeSet<ThreadId>>,
    told_at: Option<DateTime<Utc>>,
}

impl Notify {
    /// Notices by these rules. `show_text` lets names and words of customers into them.
    pub fn new(method: NotifyMethod, rules: Vec<Query>, show_text: bool) -> Self {
        let rule = |query| Rule {
            query,
            told: None,
            told_at: None,
        };
        Self {
            method,
            show_text,
            rules: rules.into_iter().map(rule).collect(),
            ..Self::default()
        }
    }

    /// The answer to the last look may never come: another may be asked.
    pub(super) fn unanswered(&mut self) {
        self.asked = false;
    }

    /// Whether what comes to match from now on is told.
    pub const fn tells(&self) -> bool {
        self.settled
    }

    fn is_on(&self) -> bool {
        self.method != NotifyMethod::Off && !self.rules.is_empty()
    }
}

impl State {
    /// The store changed, or a minute has passed: what matches is looked at, but not at every message of a burst.
    pub fn look_for_notices(&mut self, out: &mut Vec<Effect>) {
        if !self.notify.is_on() || self.notify.waits {
            return;
        }
        let passed = self.notify.looked_at.map(|at| {
            let passed = self.now.signed_duration_since(at).num_milliseconds();
            // A clock that was set back does not silence anything.
            u64::try_from(passed).unwrap_or(LOOK)
        });
        let left = LOOK.saturating_sub(passed.unwrap_or(LOOK));
        if left > 0 || self.notify.asked {
            self.notify.waits = true;
            out.push(Effect::After(Timer::Notices, left.max(100)));
            return;
        }
        self.notify.asked = true;
        self.notify.looked_at = Some(self.now);
        let rules = self.notify.rules.iter();
        out.push(Effect::LoadMatches(
            rules.map(|rule| rule.query.clone()).collect(),
        ));
    }

    /// The link or the synchronisation came further: once all is here, what matches is no news.
    pub fn look_when_settled(&mut self, out: &mut Vec<Effect>) {
        if !self.notify.settled && is_settled(self.progress, &self.link) {
            self.look_for_notices(out);
        }
    }

    /// It is time for a look that was put off.
    pub fn notice_timer(&mut self, out: &mut Vec<Effect>) {
        self.notify.waits = false;
        self.look_for_notices(out);
    }

    /// What matches each rule.
    pub fn matches_arrived(&mut self, matches: &[Vec<ThreadRow>], out: &mut Vec<Effect>) {
        self.notify.asked = false;
        // The look that finds everything here still finds what came with the first synchronisation.
        let was_settled = self.notify.settled;
        self.notify.settled |= is_settled(self.progress, &self.link);
        let seen = self.looked_at();
        let now = self.now;
        let notify = &mut self.notify;
        for (rule, rows) in notify.rules.iter_mut().zip(matches) {
            let here: BTreeSet<ThreadId> = rows.iter().map(|row| row.id.clone()).collect();
            let Some(told) = rule.told.as_mut().filter(|_| was_settled) else {
                // What is there at the start is no news.
                rule.told = Some(here);
                continue;
            };
            // What matches no more and comes to match again is a cause of its own.
            told.retain(|id| here.contains(id));
            if let Some(seen) = seen.as_ref().filter(|seen| here.contains(seen)) {
                told.insert(seen.clone());
            }
            let fresh: Vec<&ThreadRow> =
                rows.iter().filter(|row| !told.contains(&row.id)).collect();
            let calm = rule.told_at.is_none_or(|at| {
                let passed = now.signed_duration_since(at);
                passed >= CALM || passed < TimeDelta::zero()
            });
            if fresh.is_empty() || !calm {
                // What is not told now is told with the next.
                continue;
            }
            rule.told_at = Some(now);
            told.extend(fresh.iter().map(|row| row.id.clone()));
            let text = words::matching(&fresh, notify.show_text);
            out.push(Effect::Notify(notify.method, text));
        }
    }

    /// Reminders became due.
    pub fn notify_reminders(&self, threads: &[ThreadRow], out: &mut Vec<Effect>) {
        if self.notify.method == NotifyMethod::Off {
            return;
        }
        let seen = self.looked_at();
        let fresh: Vec<&ThreadRow> = threads
            .iter()
            .filter(|row| Some(&row.id) != seen.as_ref())
            .collect();
        if !fresh.is_empty() {
            let text = words::reminders(&fresh, self.notify.show_text);
            out.push(Effect::Notify(self.notify.method, text));
        }
    }

    /// The thread the person is looking at: it is open, and the terminal has not said that it is out of sight.
    fn looked_at(&self) -> Option<ThreadId> {
        let showing = self.pane == Pane::Conversation || self.composer.is_some();
        let reading = self
            .reading
            .as_ref()
            .filter(|_| showing && !self.unfocused)?;
        reading
            .opened
            .then(|| reading.conversation.thread().cloned())?
    }
}

/// Whether what comes now is news: everything was pulled once, or the server is out of reach.
const fn is_settled(progress: Progress, link: &Link) -> bool {
    match link {
        Link::Connecting => false,
        Link::Live { .. } => progress.total > 0 && progress.done >= progress.total,
        Link::Offline { .. } | Link::KeyRefused { .. } => true,
    }
}
