//! What is asked for in words instead of keys: the linear inbox has no cursor, so each deed names what it acts on.

use crate::command::Command;
use crate::model::{BuiltinView, ClientMessageId, Conversation, MessageId, Mode, ThreadStatus};
use crate::query::Query;
use crate::text::SafeText;

use super::State;
use super::effect::Effect;
use super::overlay::Overlay;

/// A deed. It goes through the same code as the keys: the same refusals, drafts, held messages and questions.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// Run a command on what is open.
    Run(Command),
    /// List a view, or what of it matches; what is open stays open.
    List(BuiltinView, Option<Query>),
    /// Open a conversation.
    Open(Conversation),
    /// Open the composer under the open conversation.
    Write(Mode),
    /// Put a line behind what stands in the composer.
    Add(String),
    /// Give a conversation a status.
    Status(Conversation, ThreadStatus),
    /// Answer the open menu or question by its letter.
    Answer(char),
    /// Send a request again.
    Retry(ClientMessageId),
    /// Put a line into what is asked for, and accept it.
    Fill(String),
    /// Ask whether to open a link.
    Link(SafeText),
    /// Ask whether to save what is at an address, under a name.
    Save(SafeText, SafeText),
    /// Ask for the title of a thread made of this channel message.
    Promote(MessageId),
}

impl State {
    /// Does a deed.
    pub fn do_deed(&mut self, deed: Deed, out: &mut Vec<Effect>) {
        // As with a key: what was said is over, and who went on is seen by the press.
        self.press = self.press.wrapping_add(1);
        self.ending = false;
        match deed {
            Deed::Run(command) => self.run(command, out),
            Deed::List(view, filter) => {
                self.set_view(view);
                self.list.filter = filter.filter(|query| !query.is_empty());
                self.show_list(false, out);
            }
            Deed::Open(conversation) => {
                self.leave_composer(out);
                self.pane = super::Pane::Conversation;
                self.open_conversation(conversation, true, out);
            }
            Deed::Write(mode) => {
                if !self.refuse_writing() {
                    self.compose(mode, None, out);
                }
            }
            Deed::Add(line) => self.add_line(&line, out),
            Deed::Status(conversation, to) => {
                self.set_status(&conversation, to, false, out);
            }
            Deed::Answer(letter) => {
                if !self.choose_by_letter(letter, out) {
                    self.answer_stop(letter, out);
                }
            }
            Deed::Retry(id) => {
                if !self.refuse_writing() {
                    out.push(Effect::Retry(id));
                }
            }
            Deed::Fill(line) => {
                if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
                    prompt.editor.set_text(&line);
                    self.accept_prompt(out);
                }
            }
            Deed::Link(address) => self.confirm_open(&address),
            Deed::Save(address, name) => self.confirm_save(&address, &name, None),
            Deed::Promote(message) => {
                if let Some(reading) = &mut self.reading {
                    reading.selected = Some(message);
                }
                self.run(Command::Promote, out);
            }
        }
    }

    fn add_line(&mut self, line: &str, out: &mut Vec<Effect>) {
        let Some(composer) = &mut self.composer else {
            return;
        };
        composer.editor.text_end();
        if !composer.editor.is_empty() {
            composer.editor.newline();
        }
        composer.editor.insert_str(line);
        self.edited(out);
    }
}
