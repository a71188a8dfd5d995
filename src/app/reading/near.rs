//! The conversations of the rows beside the selected one, read before they are asked for: the next step then needs
//! nothing but a frame.
//!
//! They are what the store held when it last told of a change. Whatever changes it, or is about to, makes them worthless.

use crate::app::State;
use crate::app::effect::Effect;
use crate::app::geometry::layout;
use crate::app::msg::{ConversationAnswer, Msg};
use crate::model::Conversation;

use super::{Reading, WINDOW};

/// Conversations that are ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// The number of the question under way; the answers to all others are dropped.
    asked: Option<u64>,
    ready: Vec<Reading>,
}

impl State {
    /// Has the neighbours of the selected conversation read, when nothing else is to be done.
    pub fn look_ahead(&mut self, out: &mut Vec<Effect>) {
        let here = self.list.index().filter(|_| {
            let open = self.reading.as_ref().map(|open| &open.conversation);
            self.composer.is_none()
                && self.list.selected.as_ref() == open
                && layout(self).conversation.is_some()
        });
        let Some(index) = here else {
            return;
        };
        let beside = [index.checked_add(1), index.checked_sub(1)];
        let mut wanted: Vec<Conversation> = beside
            .into_iter()
            .flatten()
            .filter_map(|index| Some(self.list.rows.get(index)?.conversation.clone()))
            .collect();
        let ready = &mut self.near.ready;
        ready.retain(|reading| wanted.contains(&reading.conversation));
        wanted.retain(|it| !ready.iter().any(|reading| reading.conversation == *it));
        self.near.asked = None;
        if !wanted.is_empty() {
            let generation = self.next_generation();
            self.near.asked = Some(generation);
            out.push(Effect::LoadNear {
                generation,
                conversations: wanted,
                limit: WINDOW,
            });
        }
    }

    /// Neighbours arrived: made ready to be shown now, not when they are wanted.
    pub fn near_arrived(
        &mut self,
        generation: u64,
        answers: Vec<(Conversation, ConversationAnswer)>,
    ) {
        if self.near.asked != Some(generation) {
            return;
        }
        self.near.asked = None;
        let open = self.reading.take();
        for (conversation, answer) in answers {
            self.reading = Some(Reading::new(conversation));
            self.fill(answer);
            self.build_document();
            self.start_place();
            self.near.ready.extend(self.reading.take());
        }
        self.reading = open;
    }

    /// A neighbour that is ready to be shown at this width.
    pub(super) fn take_near(&mut self, conversation: &Conversation) -> Option<Reading> {
        let width = layout(self).messages.w;
        let ready = &mut self.near.ready;
        let place = ready
            .iter()
            .position(|it| it.conversation == *conversation && it.document.width == width)?;
        Some(ready.swap_remove(place))
    }

    /// What is ready may no longer be what the store holds, or not fit the screen.
    pub fn forget_near(&mut self) {
        self.near = Near::default();
    }

    /// Whether a message tells of something that makes worthless what is ready.
    pub fn outdates_near(msg: &Msg) -> bool {
        matches!(msg, Msg::Changed(_) | Msg::Resize(..))
    }
}

/// Whether an effect is about to change the store.
pub fn writes(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::SaveDraft(_)
            | Effect::MoveDraft { .. }
            | Effect::AppendDraft(_)
            | Effect::DiscardDraft(_)
            | Effect::Send { .. }
            | Effect::Enqueue(_)
            | Effect::Retry(_)
            | Effect::TakeBack { .. }
            | Effect::DiscardOutgoing(_)
            | Effect::MarkRead(..)
            | Effect::MarkUnread(_)
            | Effect::MarkMany(..)
            | Effect::SetReminders(_)
            | Effect::ReminderSeen(_)
    )
}
