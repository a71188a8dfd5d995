//! What lies above the panes: something to read, to choose from, or to type into.

use crate::text::SafeText;

use super::State;
use super::geometry::layout;
use super::menu::Menu;
use super::prompt::Prompt;

/// How a piece of text reads; the theme decides how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Less important.
    Dim,
    /// A heading.
    Strong,
    /// A key.
    Key,
    /// It went well.
    Good,
    /// It needs a look.
    Warn,
    /// It went wrong.
    Bad,
}

/// A line of a pager.
pub type PagerLine = Vec<(Tone, SafeText)>;

/// What a pager shows, to bring it up to date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PagerKind {
    /// The keys.
    Help,
    /// A thread's life.
    Lifecycle(crate::model::ThreadId),
    /// JSON.
    Raw,
    /// The requests made.
    Requests,
}

/// Something to read.
#[derive(Clone, PartialEq, Debug)]
pub struct Pager {
    /// What.
    pub kind: PagerKind,
    /// Its title.
    pub title: SafeText,
    /// Its lines.
    pub lines: Vec<PagerLine>,
    /// The first line on the screen.
    pub top: usize,
}

/// What lies above the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// To read.
    Pager(Pager),
    /// To choose from.
    Menu(Menu),
    /// To type into.
    Prompt(Box<Prompt>),
}

impl State {
    /// Shows something to read.
    pub fn open_pager(
        &mut self,
        kind: PagerKind,
        title: impl Into<SafeText>,
        lines: Vec<PagerLine>,
    ) {
        self.overlay = Some(Overlay::Pager(Pager {
            kind,
            title: title.into(),
            lines,
            top: 0,
        }));
    }

    /// How many lines a pager shows: all of the body but its frame.
    pub fn pager_height(&self) -> usize {
        usize::from(layout(self).body.h.saturating_sub(2).max(1))
    }

    /// The terminal has another size: a pager shows nothing behind its end.
    pub fn fit_overlay(&mut self) {
        self.move_overlay(0);
    }

    /// Moves in what lies above the panes. Returns whether something does.
    pub fn move_overlay(&mut self, by: isize) -> bool {
        let height = self.pager_height();
        match &mut self.overlay {
            Some(Overlay::Pager(pager)) => {
                let last = pager.lines.len().saturating_sub(height);
                pager.top = pager.top.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Menu(menu)) => {
                let last = menu.items.len().saturating_sub(1);
                menu.selected = menu.selected.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Prompt(prompt)) => {
                let last = prompt.matches.len().saturating_sub(1);
                prompt.selected = prompt.selected.saturating_add_signed(by).min(last);
            }
            None => return false,
        }
        true
    }
}
