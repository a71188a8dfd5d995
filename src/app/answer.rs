//! Answering: opening the composer for what is on the screen, sending, and what becomes of a request that failed.

use crate::model::{
    Action, Author, ClientMessageId, Conversation, DraftKey, MessageId, Mode, ThreadStatus,
};

use super::effect::Effect;
use super::item::{Delivery, MessageLook};
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::{Pane, State};

/// What happens after a message was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// Stay in the conversation.
    Stay,
    /// Close the thread.
    Close,
    /// Close the thread and open the next.
    CloseNext,
}

impl State {
    /// Opens a reply or a note for what is selected. A message selected in the conversation is the one answered.
    pub fn answer(&mut self, mode: Mode, out: &mut Vec<Effect>) {
        if self.refuse_writing() {
            return;
        }
        let from_conversation = self.pane == Pane::Conversation;
        if !from_conversation {
            let Some(conversation) = self.list.selected.clone() else {
                self.say("Nothing is selected to answer.");
                return;
            };
            self.list.touched = true;
            self.pane = Pane::Conversation;
            self.open_conversation(conversation, true, out);
        }
        let parent = from_conversation.then(|| self.answered_message()).flatten();
        self.compose(mode, parent, out);
    }

    /// The message a reply refers to: the selected one, unless it is the last of the conversation (then the reply
    /// simply follows it) or not one of the server's.
    fn answered_message(&self) -> Option<MessageId> {
        let reading = self.reading.as_ref()?;
        let item = reading.message()?;
        let last = reading
            .messages
            .iter()
            .rev()
            .find(|item| item.look == MessageLook::Customer);
        let is_last = last.is_some_and(|last| last.id == item.id);
        let answerable = matches!(item.look, MessageLook::Customer | MessageLook::Note);
        (answerable && !is_last && !matches!(item.delivery, Delivery::Local(..)))
            .then(|| item.id.clone())
    }

    /// A program that may not write says so.
    pub fn refuse_writing(&mut self) -> bool {
        if self.facts.read_only {
            self.complain("This profile is read-only: nothing is written. Start without --read-only to answer.");
        }
        self.facts.read_only
    }

    /// Sends what is in the composer.
    pub fn send(&mut self, then: Then, out: &mut Vec<Effect>) {
        let Some(composer) = &self.composer else {
            return;
        };
        if composer.editor.text().trim().is_empty() {
            self.say("Nothing to send yet: write something, or Esc to leave.");
            return;
        }
        let key = composer.key.clone();
        let mut actions = vec![Action::Message {
            conversation: key.conversation.clone(),
            mode: key.mode,
            text: composer.editor.text().trim_end().to_owned(),
            parent: composer.parent.clone(),
            author: self.facts.me.clone(),
        }];
        let close = then != Then::Stay;
        let closing = match (&key.conversation, close) {
            (Conversation::Thread { channel, thread }, true) => {
                let from = self.status_of(&key.conversation);
                (from != ThreadStatus::Closed).then(|| Action::Status {
                    channel: channel.clone(),
                    thread: thread.clone(),
                    from,
                    to: ThreadStatus::Closed,
                    author: self.facts.me.clone(),
                })
            }
            _ => None,
        };
        actions.extend(closing);
        out.push(Effect::Send {
            draft: key.clone(),
            actions,
        });
        self.composer = None;
        if let Some(reading) = &mut self.reading {
            reading.follow = true;
        }
        self.fit_conversation();
        match then {
            Then::Stay | Then::Close => self.say(sending_words(key.mode)),
            Then::CloseNext => self.leave_for_next(&key.conversation, out),
        }
    }

    /// Discards the draft in the composer.
    pub fn discard_draft(&mut self, out: &mut Vec<Effect>) {
        if let Some(composer) = self.composer.take() {
            out.push(Effect::DiscardDraft(composer.key));
            self.fit_conversation();
            self.say("The draft is discarded.");
        }
    }

    /// Changes between reply and note; towards the customer only after asking.
    pub fn change_mode(&mut self, out: &mut Vec<Effect>) {
        let Some(composer) = &self.composer else {
            return;
        };
        match composer.key.mode {
            Mode::Reply => self.change_mode_to(Mode::Note, out),
            Mode::Note => {
                self.overlay = Some(Overlay::Menu(Menu::new(
                    "This is an internal note. Make it a reply that the customer will see?",
                    vec![
                        MenuItem::new('n', "No, keep it internal", Choice::Nothing),
                        MenuItem::new('y', "Yes, make it a reply", Choice::Mode(Mode::Reply)),
                    ],
                )));
            }
        }
    }

    /// Gives the text in the composer another mode: it moves to the draft of that mode.
    pub fn change_mode_to(&mut self, mode: Mode, out: &mut Vec<Effect>) {
        let Some(composer) = &mut self.composer else {
            return;
        };
        let old = DraftKey {
            mode,
            ..composer.key.clone()
        };
        let old = std::mem::replace(&mut composer.key, old);
        composer.unsaved = true;
        out.push(Effect::DiscardDraft(old));
        self.save_draft(out);
    }

    /// What can be done with a request of ours that was not delivered.
    pub fn outgoing_menu(&mut self, id: ClientMessageId) {
        self.overlay = Some(Overlay::Menu(Menu::new(
            "This was not sent. Its text is kept.",
            vec![
                MenuItem::new('r', "Send it again", Choice::Retry(id)),
                MenuItem::new('e', "Edit it: back to the composer", Choice::TakeBack(id)),
                MenuItem::new('d', "Discard it", Choice::DiscardOutgoing(id)),
            ],
        )));
    }

    /// Takes a request back into the composer.
    pub fn take_back(&mut self, id: ClientMessageId, out: &mut Vec<Effect>) {
        out.push(Effect::TakeBack(id));
        let mode = self.reading.as_ref().and_then(|reading| {
            let item = reading
                .messages
                .iter()
                .find(|item| matches!(&item.delivery, Delivery::Local(local, _) if *local == id))?;
            match item.look {
                MessageLook::Note => Some(Mode::Note),
                MessageLook::Ours => Some(Mode::Reply),
                _ => None,
            }
        });
        if let Some(mode) = mode {
            self.compose(mode, None, out);
        }
    }

    /// Who writes.
    pub fn me(&self) -> Author {
        self.facts.me.clone()
    }
}

const fn sending_words(mode: Mode) -> &'static str {
    match mode {
        Mode::Reply => "Reply on its way.",
        Mode::Note => "Note on its way.",
    }
}
