//! The numbers of the workspace on one screen: asked for, laid out for the size, laid out anew for another one.

mod chart;
mod sections;

#[cfg(test)]
mod tests;

use crate::model::Stats;

use super::State;
use super::effect::Effect;
use super::overlay::{Overlay, PagerKind, Tone};
pub use sections::lines;

impl State {
    /// Asks for the numbers.
    pub fn show_stats(&mut self, out: &mut Vec<Effect>) {
        let counting = vec![vec![(Tone::Dim, "Counting…".into())]];
        self.open_pager(PagerKind::Stats(None), "Numbers", counting);
        out.push(Effect::LoadStats(self.now, self.tz));
    }

    /// The numbers arrived. If the pager was left meanwhile, nobody looks at them.
    pub fn stats_arrived(&mut self, stats: Box<Stats>) {
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && matches!(pager.kind, PagerKind::Stats(_))
        {
            pager.kind = PagerKind::Stats(Some(stats));
            self.lay_stats_out();
        }
    }

    /// Lays the numbers out for the columns there are.
    pub(super) fn lay_stats_out(&mut self) {
        let cols = self.pager_width();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay
            && let PagerKind::Stats(Some(stats)) = &pager.kind
        {
            let lines = lines(stats, cols);
            pager.set_lines(lines);
        }
    }
}
