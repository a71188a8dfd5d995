//! Answering: opening the composer for what is on the screen, sending, and what becomes of a request that failed.

use crate::command::{Command, Context};
use crate::model::{
    Action, Author, ClientMessageId, Conversation, DraftKey, MessageId, Mode, Outgoing,
    OutgoingState, ThreadStatus, Waiting, Written,
};
use crate::text::safe;

use super::composer::Composer;
use super::effect::{Effect, Extend};
use super::item::{Delivery, MessageLook, Request};
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::Overlay;
use super::settings::Advance;
use super::undo::{Part, Sent, StatusChange, Step};
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
        let from_list = self.pane == Pane::Threads;
        if !from_conversation {
            let Some(conversation) = self.list.selected.clone() else {
                self.say_no_thread();
                return;
            };
            self.list.touched = true;
            self.pane = Pane::Conversation;
            self.open_conversation(conversation, true, out);
        }
        let parent = from_conversation.then(|| self.answered_message()).flatten();
        self.compose(mode, parent, out);
        if let Some(composer) = &mut self.composer {
            composer.from_list = from_list;
        }
        if let Some(target) = self.target() {
            self.say_one_of_marked(&target);
        }
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
            self.complain("This profile is read-only: nothing is written. Start without --read-only, or without read_only in its settings.");
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
        // Whatever was looked for while typing, the keys that follow are not for it.
        if let Some(composer) = &mut self.composer {
            composer.pick = None;
        }
        if self.stops_for_blank()
            || self.stops_for_attachment()
            || self.asks_for_call(then)
            || self.asks_for_length(then)
        {
            return;
        }
        let Some(composer) = self
            .composer
            .take_if(|composer| !composer.editor.text().trim().is_empty())
        else {
            let leave = self.key_in(Context::Composer, Command::LeaveComposer);
            self.say(safe!(
                "Nothing to send yet: write something, or {leave} to leave."
            ));
            return;
        };
        self.fit_conversation();
        if composer.loading {
            // Keys were faster than the disk: it goes out once it is known that no draft waits for it.
            self.hold(composer, then);
        } else {
            self.dispatch(composer, then, out);
        }
    }

    /// The request is on the disk: from now on nothing takes it away, so only now it is said.
    pub fn queued(&mut self, draft: &DraftKey, out: &mut Vec<Effect>) {
        self.say_sent(draft, out);
    }

    /// A composer becomes a request, and is gone by that.
    pub fn dispatch(&mut self, composer: Composer, then: Then, out: &mut Vec<Effect>) {
        let Composer {
            key,
            editor,
            parent,
            seen,
            from_list,
            ..
        } = composer;
        let Written { text, attachments } = Written::read(editor.text().trim_end());
        // As it comes back when it is taken back.
        let words = Written::draft(&text, &attachments);
        let window = self.undo_window(key.conversation.channel());
        let state = if window.is_zero() {
            OutgoingState::Queued { after: None }
        } else {
            OutgoingState::Held {
                until: self.now + window,
            }
        };
        let action = Action::Message {
            conversation: key.conversation.clone(),
            mode: key.mode,
            text,
            parent: parent.clone(),
            author: self.me(),
            attachments,
        };
        let mut requests = vec![self.request(action, state)];
        let mut parts = vec![Part::Sent(Sent {
            id: requests[0].id,
            key: key.clone(),
            text: words,
            parent,
            then,
            name: self.name_of(&key.conversation),
            from_list,
        })];
        if then != Then::Stay
            && let Some((change, request)) = self.closing(&key.conversation, key.mode)
        {
            parts.push(Part::Status(change));
            requests.push(request);
        }
        let leaves = then == Then::CloseNext && self.advance != Advance::Stay;
        let back = leaves.then(|| key.conversation.clone());
        self.did(Step { parts, back });
        self.forget_draft(&key);
        if key.mode == Mode::Reply {
            self.show_answered(&key.conversation);
        }
        // The frame that shows it gone says that it has not arrived; the store counts a moment later.
        self.queued += requests.len() as u32;
        out.push(Effect::Send {
            draft: key.clone(),
            requests,
            seen,
        });
        let here = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.conversation == key.conversation);
        let feed = key.conversation.thread().is_none();
        if here && from_list && self.composer.is_none() {
            self.back_beside();
        }
        if leaves && !feed && here && self.composer.is_none() {
            self.advance_from(&key.conversation, &ThreadStatus::Closed, out);
        } else if here {
            // What was just written is what one wants to see.
            self.conversation_end(Extend::After, out);
        }
    }

    /// Shows at once that nobody waits here any more; the store says the same a moment later.
    fn show_answered(&mut self, conversation: &Conversation) {
        let now = self.now;
        for row in self.rows_of(conversation) {
            if row.waiting.for_us().is_some() {
                row.waiting = Waiting::Customer(now);
                row.wrote_again = false;
            }
        }
    }

    /// The request that closes a thread, shown at once; none if it is no thread, or closed already with nothing owed:
    /// a reply answers a customer who wrote again, a note does not.
    fn closing(
        &mut self,
        conversation: &Conversation,
        mode: Mode,
    ) -> Option<(StatusChange, Outgoing)> {
        let from = self.status_of(conversation);
        let owed = mode == Mode::Note && self.wrote_again(conversation);
        if from == ThreadStatus::Closed && !owed {
            return None;
        }
        let mut change = self.status_change(conversation, from, ThreadStatus::Closed);
        let request = self.status_request(&change)?;
        change.id = request.id;
        self.show_status(conversation, &ThreadStatus::Closed);
        Some((change, request))
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
    pub fn outgoing_menu(&mut self, id: ClientMessageId, kind: Option<Request>, state: &str) {
        if self.refuse_writing() {
            return;
        }
        let retry = |words: &'static str| MenuItem::new('r', words, Choice::Retry(id));
        let edit = match kind {
            Some(Request::Message) | None => {
                let words = "Edit it: back to the composer";
                Some(MenuItem::new('e', words, Choice::TakeBack(id)))
            }
            // While it may leave, it could be made twice.
            Some(Request::NewThread) if state == "rejected" => Some(MenuItem::new(
                'e',
                "Give it another title",
                Choice::Retitle(id),
            )),
            Some(Request::NewThread | Request::Status) => None,
        };
        let discard = MenuItem::new('d', "Discard it", Choice::DiscardOutgoing(id));
        let (title, items) = match state {
            "rejected" => (
                match kind {
                    Some(Request::Status) => "This was not done: the status is as it was.",
                    Some(Request::NewThread) => "This was not made. Its title is kept.",
                    _ => "This was not sent. Its text is kept.",
                },
                vec![Some(retry("Send it again")), edit, Some(discard)],
            ),
            "queued" => (
                "This waits to be sent.",
                vec![Some(retry("Send it now")), edit, Some(discard)],
            ),
            "held" => (
                "This is held for a moment, so that it can be taken back.",
                vec![Some(retry("Send it now")), edit, Some(discard)],
            ),
            "unknown" => (
                "It is not known whether this arrived; andibox looks, and sends it again only if it did not.",
                vec![
                    Some(MenuItem::new('w', "Wait", Choice::Nothing)),
                    Some(MenuItem::new('d', "Forget it", Choice::DiscardOutgoing(id))),
                ],
            ),
            _ => {
                self.say("It is on its way already.");
                return;
            }
        };
        let items = items.into_iter().flatten().collect();
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
    }

    /// Who writes.
    pub fn me(&self) -> Author {
        self.facts.me.clone()
    }
}
