//! Answering: opening the composer for what is on the screen, sending, and what becomes of a request that failed.

use crate::model::{
    Action, Author, ClientMessageId, Conversation, MessageId, Mode, ThreadStatus, Waiting,
};

use super::composer::Composer;
use super::effect::{Effect, Extend};
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
        // Events and what the server does not have yet cannot be answered.
        let answerable = matches!(item.look, MessageLook::Customer | MessageLook::Note);
        (answerable && !is_last && !matches!(item.delivery, Delivery::Local(..)))
            .then(|| item.id.clone())
    }

    /// A program that may not write says so.
    pub fn refuse_writing(&mut self) -> bool {
        if self.facts.read_only {
            self.complain("This profile is read-only: nothing is written. To answer, take away --read-only, or read_only in config.toml.");
        }
        self.facts.read_only
    }

    /// Sends what is in the composer.
    pub fn send(&mut self, then: Then, out: &mut Vec<Effect>) {
        if self.composer.is_none() || self.refuse_writing() {
            return;
        }
        let changing = |open: &Composer| open.was.is_some();
        if self.composer.as_ref().is_some_and(changing) && self.still_reading() {
            return;
        }
        let Some(composer) = self
            .composer
            .take_if(|composer| !composer.editor.text().trim().is_empty())
        else {
            self.say("Nothing to send yet: write something, or Esc to leave.");
            return;
        };
        self.fit_conversation();
        self.say(sending_words(composer.key.mode));
        if composer.loading {
            // Keys were faster than the disk: it goes out once it is known that no draft waits for it.
            self.hold(composer, then);
        } else {
            self.dispatch(composer, then, out);
        }
    }

    /// A composer becomes a request, and is gone by that.
    pub fn dispatch(&mut self, composer: Composer, then: Then, out: &mut Vec<Effect>) {
        let Composer {
            key,
            editor,
            parent,
            ..
        } = composer;
        let mut actions = vec![Action::Message {
            conversation: key.conversation.clone(),
            mode: key.mode,
            text: editor.text().trim_end().to_owned(),
            parent,
            author: self.me(),
        }];
        if then != Then::Stay {
            actions.extend(self.closing(&key.conversation));
        }
        self.forget_draft(&key);
        if key.mode == Mode::Reply {
            self.show_answered(&key.conversation);
        }
        out.push(Effect::Send {
            draft: key.clone(),
            actions,
        });
        let here = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.conversation == key.conversation);
        let feed = key.conversation.thread().is_none();
        if then == Then::CloseNext && !feed && here && self.composer.is_none() {
            self.leave_for_next(&key.conversation, &ThreadStatus::Closed, out);
        } else if here {
            // What was just written is what one wants to see.
            self.conversation_end(Extend::After, out);
        }
    }

    /// Shows at once that nobody waits here any more; the store says the same a moment later.
    fn show_answered(&mut self, conversation: &Conversation) {
        let open = self
            .reading
            .as_mut()
            .and_then(|reading| reading.row.as_mut());
        for row in self.list.rows.iter_mut().chain(open) {
            if row.conversation == *conversation && row.waiting.for_us().is_some() {
                row.waiting = Waiting::Customer(self.now);
                row.wrote_again = false;
            }
        }
    }

    /// The request that closes a thread, shown at once; none if it is closed already or no thread.
    fn closing(&mut self, conversation: &Conversation) -> Option<Action> {
        let Conversation::Thread { channel, thread } = conversation.clone() else {
            return None;
        };
        let from = self.status_of(conversation);
        if from == ThreadStatus::Closed {
            return None;
        }
        self.show_status(conversation, &ThreadStatus::Closed);
        Some(Action::Status {
            channel,
            thread,
            from,
            to: ThreadStatus::Closed,
            author: self.me(),
        })
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

    /// What can be done with a request of ours that has not come through, by how far it has come.
    pub fn outgoing_menu(&mut self, id: ClientMessageId, state: &str) {
        if self.refuse_writing() {
            return;
        }
        let retry = |words: &'static str| MenuItem::new('r', words, Choice::Retry(id));
        let edit = MenuItem::new('e', "Edit it: back to the composer", Choice::TakeBack(id));
        let discard = MenuItem::new('d', "Discard it", Choice::DiscardOutgoing(id));
        let (title, items) = match state {
            "rejected" => (
                "This was not sent. Its text is kept.",
                vec![retry("Send it again"), edit, discard],
            ),
            "queued" => (
                "This waits to be sent.",
                vec![retry("Send it now"), edit, discard],
            ),
            "held" => ("This is about to be sent.", vec![edit, discard]),
            "unknown" => (
                "It is not known whether this arrived; andibox looks, and sends it again only if it did not.",
                vec![
                    MenuItem::new('w', "Wait", Choice::Nothing),
                    MenuItem::new('d', "Forget it", Choice::DiscardOutgoing(id)),
                ],
            ),
            _ => {
                self.say("It is on its way already.");
                return;
            }
        };
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
    }

    /// Takes a request back into the composer.
    pub fn take_back(&mut self, id: ClientMessageId, out: &mut Vec<Effect>) {
        // What is open is written first: the words taken back go before it.
        self.leave_composer(out);
        if let Some(open) = &self.reading {
            let conversation = open.conversation.clone();
            if self
                .unsaved
                .iter()
                .any(|draft| draft.key.conversation == conversation)
            {
                self.say("One moment: a draft of this conversation is not on the disk yet.");
                return;
            }
            self.distrust_drafts(&conversation);
        }
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
