//! Counting the saved views: in the background, and after a change not at once.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::State;
use crate::app::effect::{Effect, Timer};

/// The views are counted again so many milliseconds after a change.
const CALM: u64 = 3000;
/// Where time alone changes a count, it is counted so often.
const AGE: TimeDelta = TimeDelta::minutes(1);

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counting {
    /// A timer runs.
    timer: bool,
    /// The number of the last question.
    generation: u64,
    /// When it was asked.
    at: Option<DateTime<Utc>>,
}

impl State {
    /// Asks how many threads each saved view has.
    pub fn count_views(&mut self, out: &mut Vec<Effect>) {
        self.counting.timer = false;
        if self.views.is_empty() {
            return;
        }
        let generation = self.next_generation();
        self.counting.generation = generation;
        self.counting.at = Some(self.now);
        let specs = self.views.iter().map(|view| self.spec_of(view)).collect();
        out.push(Effect::CountViews { generation, specs });
    }

    /// The store changed: the views are counted again soon, however many changes there are until then.
    pub fn count_views_soon(&mut self, out: &mut Vec<Effect>) {
        if !self.views.is_empty() && !self.counting.timer {
            self.counting.timer = true;
            out.push(Effect::After(Timer::CountViews, CALM));
        }
    }

    /// Time went by: what ages is counted again.
    pub fn count_ageing_views(&mut self, out: &mut Vec<Effect>) {
        let due = self.counting.at.is_some_and(|at| self.now - at >= AGE);
        let ages = |view: &super::View| view.saved.query.depends_on_time();
        if due && self.views.iter().any(ages) {
            self.count_views(out);
        }
    }

    /// The views were counted.
    pub fn views_counted(&mut self, generation: u64, counts: &[u32]) {
        if generation != self.counting.generation {
            return;
        }
        for (view, count) in self.views.iter_mut().zip(counts) {
            view.count = Some(*count);
        }
    }
}
