//! Asking for messages: again because the store changed, more at an end, or those around another place.

use crate::app::State;
use crate::app::effect::{Effect, Extend};
use crate::app::geometry::layout;
use crate::app::kinds;
use crate::model::MessageAnchor;
use crate::model::MessageId;

use super::{Goal, KEPT, WINDOW};

impl State {
    /// Reads the open conversation again because the store changed.
    pub fn reload_conversation(&mut self, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            return;
        };
        if !self.asked.conversation.ask() {
            return;
        }
        let server = reading.messages.len() - reading.local;
        let anchor = if reading.after == 0 {
            MessageAnchor::Last
        } else {
            reading.messages[..server]
                .get(server / 2)
                .map_or(MessageAnchor::Last, |middle| {
                    MessageAnchor::Around(middle.id.clone())
                })
        };
        // Room for what is new, so that it pushes nothing out at the other end.
        let limit = (server as u32 + WINDOW / 2).clamp(WINDOW, KEPT as u32 + WINDOW);
        self.push_conversation(anchor, limit, out);
    }

    /// Reads another part of the open conversation, to go to a place in it.
    fn go_far(&mut self, anchor: MessageAnchor, goal: Goal, out: &mut Vec<Effect>) {
        if let Some(reading) = &mut self.reading {
            reading.goal = Some(goal);
        }
        self.asked.conversation.busy = true;
        self.push_conversation(anchor, WINDOW, out);
    }

    fn push_conversation(&mut self, anchor: MessageAnchor, limit: u32, out: &mut Vec<Effect>) {
        let generation = self.next_generation();
        if let Some(reading) = &mut self.reading {
            reading.generation = generation;
            reading.extending = None;
            out.push(Effect::LoadConversation {
                generation,
                conversation: reading.conversation.clone(),
                anchor,
                limit,
            });
        }
    }

    /// Asks for more messages when the screen nears an end of those that are here.
    pub fn fetch_more_messages(&mut self, out: &mut Vec<Effect>) {
        let height = usize::from(layout(self).messages.h);
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.extending.is_some() || !reading.loaded || height == 0 {
            return;
        }
        let server = reading.messages.len() - reading.local;
        let (end, anchor) = if reading.before > 0 && reading.top < height * 2 {
            let Some(first) = reading.messages[..server].first() else {
                return;
            };
            (Extend::Before, MessageAnchor::Before(first.id.clone()))
        } else if reading.after > 0 && reading.top + height * 3 > reading.document.lines.len() {
            let Some(last) = reading.messages[..server].last() else {
                return;
            };
            (Extend::After, MessageAnchor::After(last.id.clone()))
        } else {
            return;
        };
        reading.extending = Some(end);
        out.push(Effect::LoadMessages {
            generation: reading.generation,
            conversation: reading.conversation.clone(),
            anchor,
            end,
            limit: WINDOW,
        });
    }

    /// The first or last message of the whole conversation.
    pub fn conversation_end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let (missing, anchor) = match end {
            Extend::Before => (reading.before > 0, MessageAnchor::First),
            Extend::After => (reading.after > 0, MessageAnchor::Last),
        };
        if missing || !reading.loaded {
            self.go_far(anchor, Goal::End(end), out);
        } else {
            self.scroll_to_end(end, out);
        }
    }

    /// Goes to a message, also where it is not here yet.
    pub fn go_to_message(&mut self, id: MessageId, out: &mut Vec<Effect>) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let found = reading.messages.iter().find(|item| item.id == id);
        if found.is_some_and(|item| kinds::hides(&reading.hidden, item)) {
            self.show_all_kinds();
            self.say("That message was hidden: everything is shown again.");
        }
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.messages.iter().any(|item| item.id == id) {
            reading.selected = Some(id);
            self.show_selected(out);
        } else {
            self.go_far(MessageAnchor::Around(id.clone()), Goal::Message(id), out);
        }
    }
}
