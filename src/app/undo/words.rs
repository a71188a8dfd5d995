//! What undo says.

use crate::app::State;
use crate::model::{Action, Conversation, Mode, Outgoing};
use crate::text::SafeText;

use super::{Sent, StatusChange};

impl State {
    /// Whose conversation it is, as far as that is known here.
    pub(in crate::app) fn name_of(&self, conversation: &Conversation) -> SafeText {
        match (self.row_of(conversation), conversation) {
            (Some(row), _) => row.person.clone(),
            (None, Conversation::Thread { .. }) => "another thread".into(),
            (None, Conversation::Feed { channel }) => self.channel_label(channel),
        }
    }

    /// What a request is, in a few words.
    pub(super) fn request_words(&self, request: &Outgoing) -> String {
        match &request.action {
            Action::Message {
                conversation, mode, ..
            } => message_words(*mode, &self.name_of(conversation)),
            Action::Status { to, .. } => {
                let name = self.name_of(&request.action.conversation());
                format!("{name}: {}", to.as_str())
            }
            Action::NewThread { title, .. } => format!("the new thread “{title}”"),
        }
    }
}

/// What was taken back, what could not be, and what is asked of the server for it.
pub(super) fn taken_words(
    sent: Option<&Sent>,
    late: &[Sent],
    changes: &[StatusChange],
    kept: &[StatusChange],
    asked_again: usize,
) -> SafeText {
    let mut words: Vec<String> = Vec::new();
    for sent in late {
        let what = match sent.key.mode {
            Mode::Reply => "The reply to",
            Mode::Note => "The note on",
        };
        let name = &sent.name;
        words.push(format!(
            "{what} {name} has left already and cannot be taken back: write another one, or a note."
        ));
    }
    if let Some(sent) = sent {
        let what = message_words(sent.key.mode, &sent.name);
        words.push(format!("Taken back: {what} is a draft again."));
    }
    match changes {
        [] => {}
        [change] if change.opens_for_a_wait() => words.push(format!(
            "{} is open now: the customer wrote after it was settled, which would be hidden.",
            change.name
        )),
        [change] => words.push(format!("{}: {} again.", change.name, change.from.as_str())),
        many => words.push(format!("{} threads are as they were.", many.len())),
    }
    match kept {
        [] => {}
        [change] => words.push(format!(
            "{} stays {}: the customer wrote after it was {}, which would be hidden.",
            change.name,
            change.to.as_str(),
            change.from.as_str()
        )),
        many => words.push(format!(
            "{} threads stay open: their customers wrote after they were settled, which would be hidden.",
            many.len()
        )),
    }
    match asked_again {
        0 => {}
        1 => words.push("The change had left already; the server is asked to undo it.".into()),
        count => words.push(format!(
            "{count} of the changes had left already; the server is asked to undo them."
        )),
    }
    SafeText::line(&words.join(" "))
}

fn message_words(mode: Mode, name: &SafeText) -> String {
    match mode {
        Mode::Reply => format!("the reply to {name}"),
        Mode::Note => format!("the note on {name}"),
    }
}
