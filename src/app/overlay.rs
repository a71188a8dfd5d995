//! What lies above the panes: something to read, to choose from, or to type into.

use crate::text::SafeText;

use super::State;
use super::geometry::{Area, layout};
use super::help::Search;
use super::menu::Menu;
pub use super::pager::{Pager, PagerKind, PagerLine, PagerRow, Tone};
use super::prompt::Prompt;
use super::stop::Stop;

/// What lies above the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// To read.
    Pager(Pager),
    /// To choose from.
    Menu(Menu),
    /// To type into.
    Prompt(Box<Prompt>),
    /// To read before sending.
    Stop(Box<Stop>),
}

impl State {
    /// Shows something to read.
    pub fn open_pager(
        &mut self,
        kind: PagerKind,
        title: impl Into<SafeText>,
        lines: Vec<PagerLine>,
    ) {
        let pager = Pager::new(kind, title.into(), lines, self.pager_width());
        self.overlay = Some(Overlay::Pager(pager));
    }

    /// How many columns a pager's rows have: all of the body but its frame and a column at the left.
    pub fn pager_width(&self) -> usize {
        usize::from(layout(self).body.w.saturating_sub(3).max(1))
    }

    /// How many rows a pager shows: all but its frame, and what is searched for.
    pub fn pager_height(&self) -> usize {
        let search = u16::from(self.search().is_some_and(Search::is_shown));
        usize::from(self.pager_area().h.saturating_sub(2 + search).max(1))
    }

    /// Where a pager stands: over the whole body. What is new before a message is sent takes no more rows than it needs
    /// and lets the words that were to be sent be seen below it, if there is room for both.
    pub fn pager_area(&self) -> Area {
        let layout = layout(self);
        let (Some(Overlay::Stop(stop)), Some(composer)) = (&self.overlay, layout.composer) else {
            return layout.body;
        };
        let above = composer.outer.y.saturating_sub(layout.body.y);
        let rows = u16::try_from(stop.pager.rows().len()).unwrap_or(u16::MAX);
        let wanted = rows.saturating_add(2);
        if above < wanted.min(8) {
            return layout.body;
        }
        // Next to the words, as the message itself would stand.
        let h = wanted.min(above);
        Area {
            y: layout.body.y + above - h,
            h,
            ..layout.body
        }
    }

    /// The terminal has another size: a pager shows nothing behind its end.
    pub fn fit_overlay(&mut self) {
        let cols = self.pager_width();
        if let Some(Overlay::Pager(pager)) = &mut self.overlay {
            pager.fit(cols);
        } else if let Some(Overlay::Stop(stop)) = &mut self.overlay {
            stop.pager.fit(cols);
        }
        self.fit_lifecycle();
        self.lay_stats_out();
        self.move_overlay(0);
    }

    /// Moves in what lies above the panes. Returns whether something does.
    pub fn move_overlay(&mut self, by: isize) -> bool {
        let height = self.pager_height();
        match &mut self.overlay {
            Some(Overlay::Pager(pager)) => {
                if !pager.step(by, height) {
                    pager.scroll(by, height);
                }
            }
            Some(Overlay::Stop(stop)) => stop.pager.scroll(by, height),
            Some(Overlay::Menu(menu)) => {
                let last = menu.items.len().saturating_sub(1);
                menu.selected = menu.selected.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Prompt(prompt)) => {
                let last = prompt.rows().saturating_sub(1);
                prompt.selected = prompt.selected.saturating_add_signed(by).min(last);
            }
            None => return false,
        }
        true
    }
}
