//! Which pane has the keyboard.

use crate::model::Conversation;

use super::effect::Effect;
use super::geometry::{Shape, layout};
use super::{Pane, State};

const ORDER: [Pane; 4] = [
    Pane::Places,
    Pane::Threads,
    Pane::Conversation,
    Pane::Sidebar,
];

impl State {
    /// Gives the keyboard to a pane; the conversation is opened by it.
    pub fn focus(&mut self, pane: Pane, out: &mut Vec<Effect>) {
        if pane == Pane::Conversation {
            let Some(conversation) = self.openable() else {
                self.say_no_thread();
                return;
            };
            self.pane = pane;
            self.open_conversation(conversation, true, out);
        } else {
            self.leave_composer(out);
            self.pane = pane;
        }
        self.fit_conversation();
        self.keep_selection_visible();
        if pane == Pane::Threads {
            self.preview_selected(out);
        }
    }

    /// Gives the keyboard back to the list, if that stands beside the conversation: who answered from the list goes on
    /// in the list, and does not take its keys to be for the next thread while they are for the messages of this one.
    pub(super) fn back_beside(&mut self) {
        let pane = std::mem::replace(&mut self.pane, Pane::Threads);
        let layout = layout(self);
        if pane != Pane::Conversation || layout.threads.is_none() || layout.conversation.is_none() {
            self.pane = pane;
        }
        self.fit_conversation();
        self.keep_selection_visible();
    }

    /// What the conversation pane shows when it is gone to.
    fn openable(&self) -> Option<Conversation> {
        let open = self.reading.as_ref().map(|open| open.conversation.clone());
        match self.pane {
            Pane::Conversation | Pane::Sidebar => open.or_else(|| self.list.selected.clone()),
            Pane::Places | Pane::Threads => self.list.selected.clone().or(open),
        }
    }

    /// The pane to the left or right.
    pub fn step_pane(&mut self, by: isize, out: &mut Vec<Effect>) {
        let panes = self.panes();
        let now = panes
            .iter()
            .position(|pane| *pane == self.pane)
            .unwrap_or(0);
        let next = now.saturating_add_signed(by).min(panes.len() - 1);
        if next != now {
            self.focus(panes[next], out);
        }
    }

    /// The next pane, around.
    pub fn cycle_pane(&mut self, forward: bool, out: &mut Vec<Effect>) {
        let panes = self.panes();
        let count = panes.len();
        let now = panes
            .iter()
            .position(|pane| *pane == self.pane)
            .unwrap_or(0);
        let next = if forward { now + 1 } else { now + count - 1 } % count;
        self.focus(panes[next], out);
    }

    /// The panes that can be reached.
    fn panes(&self) -> Vec<Pane> {
        ORDER
            .into_iter()
            .filter(|pane| match pane {
                Pane::Sidebar => self.sidebar,
                Pane::Conversation => self.openable().is_some(),
                Pane::Places | Pane::Threads => true,
            })
            .collect()
    }

    /// The terminal has another size.
    pub fn resized(&mut self, w: u16, h: u16, out: &mut Vec<Effect>) {
        self.size = (w, h);
        self.fit_overlay();
        if layout(self).shape != Shape::TooSmall {
            self.fit_conversation();
            self.keep_selection_visible();
            self.preview_selected(out);
        }
    }
}
