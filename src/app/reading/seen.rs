//! When a conversation counts as read.

use crate::app::effect::Effect;
use crate::app::geometry::layout;
use crate::app::overlay::Overlay;
use crate::app::prompt::Purpose;
use crate::app::{Pane, State};

impl State {
    /// A thread is read when it was open with its last message on the screen. Moving about marks nothing by itself, and
    /// nothing is read while something of it is hidden.
    pub fn mark_seen(&mut self, out: &mut Vec<Effect>) {
        let showing = self.pane == Pane::Conversation || self.composer.is_some();
        let covered = match &self.overlay {
            Some(Overlay::Pager(_) | Overlay::Stop(_)) => true,
            Some(Overlay::Menu(menu)) => menu.below.is_some(),
            Some(Overlay::Prompt(prompt)) => matches!(prompt.purpose, Purpose::FindRaw(_)),
            None => false,
        };
        let ready = self.reading.as_ref().is_some_and(|reading| {
            let whole = reading.after == 0 && !reading.hides_something();
            reading.opened && reading.loaded && whole
        });
        if !ready || !showing || covered {
            return;
        }
        let height = usize::from(layout(self).messages.h);
        let Some(reading) = &mut self.reading else {
            return;
        };
        let server = reading.messages.len() - reading.local;
        let Some(newest) = server.checked_sub(1) else {
            return;
        };
        let id = &reading.messages[newest].id;
        if height == 0 || reading.read.as_ref() == Some(id) {
            return;
        }
        // Its last line is a blank one, which nobody needs to see.
        let end = reading.document.span(newest).end.saturating_sub(1);
        if end <= reading.top + height {
            let id = id.clone();
            reading.read = Some(id.clone());
            out.push(Effect::MarkRead(reading.conversation.clone(), id));
        }
    }
}
