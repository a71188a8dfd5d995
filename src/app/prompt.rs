//! One line of input: a title, a filter, a command.

use crate::command::{Command, Context};
use crate::model::{ChannelId, ClientMessageId, Conversation, MessageId};
use crate::query::{BegunField, Query, begun_field};
use crate::text::{SafeText, editor::Editor, safe};

use super::attach::attachment_words;
use super::effect::Effect;
use super::find::Find;
use super::jump::{self, Jump};
use super::overlay::{Overlay, Pager};
use super::remind::Offer;
use super::scroll::Place;
use super::{Pane, State};

/// What the line is for.
#[derive(Clone, PartialEq, Debug)]
pub enum Purpose {
    /// The title of a new thread.
    NewThread {
        /// In which channel.
        channel: ChannelId,
        /// Of which channel message.
        source: Option<MessageId>,
        /// In place of a request that was refused.
        replaces: Option<ClientMessageId>,
    },
    /// The list's filter, as it is typed.
    Filter {
        /// What it was before.
        before: Option<Query>,
        /// What was selected before.
        selected: Option<Conversation>,
    },
    /// Words to find in the open conversation, as they are typed.
    Find {
        /// Where the person was before.
        place: Place,
        /// What was selected before.
        selected: Option<MessageId>,
        /// What was looked for before.
        before: Option<Find>,
    },
    /// Words to find in the JSON that is open, which is kept here meanwhile.
    FindRaw(Box<Pager>),
    /// The name of a view to be saved.
    ViewName,
    /// A command by its name.
    Palette,
    /// Until when a thread is put away.
    Remind {
        /// Which thread; none: all that are marked.
        conversation: Option<Conversation>,
        /// The usual times, to choose from while nothing is typed.
        offers: Vec<Offer>,
    },
    /// The address of a file.
    Attach,
    /// A thread, channel or person by name.
    Jump,
}

/// A line of input, with a list below it where there is one.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub title: SafeText,
    /// What for.
    pub purpose: Purpose,
    /// The line.
    pub editor: Editor,
    /// What is wrong with it so far.
    pub problem: Option<SafeText>,
    /// What may come next, where that can be said.
    pub hint: Option<SafeText>,
    /// The commands that match, of a palette.
    pub matches: Vec<Command>,
    /// What can be jumped to, of a jump.
    pub jump: Option<Box<Jump>>,
    /// The selected one.
    pub selected: usize,
    /// Where the palette was called from.
    pub context: Context,
}

impl Prompt {
    /// An empty line.
    pub fn new(title: impl Into<SafeText>, purpose: Purpose) -> Self {
        Self {
            title: title.into(),
            purpose,
            editor: Editor::one_line(),
            problem: None,
            hint: None,
            matches: Vec::new(),
            jump: None,
            selected: 0,
            context: Context::Threads,
        }
    }

    /// How many rows the list below the line has.
    pub fn rows(&self) -> usize {
        let found = self.jump.as_ref().map_or(0, |jump| jump.found.len());
        self.matches.len() + found + self.offers().len()
    }

    /// The selected place, of a jump.
    fn place(&self) -> Option<jump::Place> {
        let jump = self.jump.as_ref()?;
        jump.found.get(self.selected).cloned()
    }

    /// The choices below the line: they stand there while nothing is typed.
    pub fn offers(&self) -> &[Offer] {
        match &self.purpose {
            Purpose::Remind { offers, .. } if self.editor.text().trim().is_empty() => offers,
            _ => &[],
        }
    }
}

impl State {
    /// Asks for a filter.
    pub fn ask_filter(&mut self, out: &mut Vec<Effect>) {
        // What it filters must be in sight.
        self.focus(Pane::Threads, out);
        let before = self.list.filter.clone();
        let mut prompt = Prompt::new(
            "Filter",
            Purpose::Filter {
                before: before.clone(),
                selected: self.list.selected.clone(),
            },
        );
        if let Some(query) = before {
            prompt.editor.set_text(&query.to_string());
        }
        self.overlay = Some(Overlay::Prompt(Box::new(prompt)));
    }

    /// The line has changed.
    pub fn prompt_changed(&mut self, out: &mut Vec<Effect>) {
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else {
            return;
        };
        let text = prompt.editor.text().to_owned();
        let context = prompt.context;
        match &prompt.purpose {
            Purpose::Attach => {
                prompt.problem = None;
                prompt.hint = Some(attachment_words(&text).unwrap_or_else(|why| why));
            }
            Purpose::NewThread { .. } | Purpose::FindRaw(_) | Purpose::ViewName => {
                prompt.problem = None;
            }
            Purpose::Remind { .. } => {
                let hint = self.reminder_hint(&text);
                if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
                    prompt.problem = None;
                    prompt.hint = Some(hint);
                    prompt.selected = 0;
                }
            }
            Purpose::Jump => self.place_typed(&text, out),
            Purpose::Find { .. } => {
                prompt.problem = None;
                self.find_words(&text, out);
            }
            Purpose::Palette => {
                let matches = self.commands_found(&text, context);
                if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
                    prompt.matches = matches;
                    prompt.selected = 0;
                    prompt.problem = None;
                }
            }
            Purpose::Filter { .. } => {
                // A field's name is searched for as a word only when the person says so: on the way to the field it
                // would empty the list.
                let begun = begun_field(&text);
                let whole = begun.as_ref().map_or(text.len(), |begun| begun.at);
                prompt.hint = begun.as_ref().map(field_words);
                match Query::parse(&text[..whole]).or_else(|_| Query::parse(&text)) {
                    Ok(query) => {
                        prompt.problem = None;
                        self.filter_by(query, out);
                    }
                    // The last good result stays.
                    Err(error) => prompt.problem = Some(SafeText::line(&error.to_string())),
                }
            }
        }
    }

    pub(super) fn filter_by(&mut self, query: Query, out: &mut Vec<Effect>) {
        let filter = (!query.is_empty()).then_some(query);
        if filter != self.list.filter {
            self.list.filter = filter;
            self.show_list(false, out);
        }
    }

    /// The line is accepted. One that cannot be stays, and says why.
    pub fn accept_prompt(&mut self, out: &mut Vec<Effect>) {
        let Some(Overlay::Prompt(mut prompt)) = self.overlay.take() else {
            return;
        };
        let text = prompt.editor.text().trim().to_owned();
        match prompt.purpose.clone() {
            Purpose::NewThread {
                channel,
                source,
                replaces,
            } if !text.is_empty() => {
                out.extend(replaces.map(Effect::DiscardOutgoing));
                self.make_thread(channel, source, &text, out);
                return;
            }
            Purpose::NewThread { .. } => {
                let leave = self.key_in(Context::Prompt, Command::Cancel);
                let words =
                    safe!("A thread needs a title: type one, or {leave} to make no thread.");
                prompt.problem = Some(words);
            }
            Purpose::Filter { .. } => match Query::parse(&text) {
                Ok(query) => {
                    self.filter_by(query, out);
                    return;
                }
                Err(error) => prompt.problem = Some(SafeText::line(&error.to_string())),
            },
            Purpose::ViewName => match self.save_view(&text, out) {
                None => return,
                problem => prompt.problem = problem,
            },
            Purpose::Find { .. } => {
                self.keep_find();
                return;
            }
            Purpose::Remind { conversation, .. } => {
                let offer = prompt.offers().get(prompt.selected).cloned();
                match self.accept_reminder(conversation.as_ref(), &text, offer.as_ref(), out) {
                    Ok(()) => return,
                    Err(why) => prompt.problem = Some(why),
                }
            }
            Purpose::Attach => match self.attach(&text, out) {
                Ok(()) => return,
                Err(why) => prompt.problem = Some(why),
            },
            Purpose::Jump => match prompt.place() {
                Some(place) => {
                    self.go_to_found(place, out);
                    return;
                }
                None => prompt.problem = Some("Nothing here is called so.".into()),
            },
            Purpose::FindRaw(pager) => {
                self.found_in_raw(*pager, Some(&text));
                return;
            }
            Purpose::Palette => {
                if let Some(command) = prompt.matches.get(prompt.selected) {
                    self.remember_command(*command);
                    self.run(*command, out);
                    return;
                }
                let leave = self.key_in(Context::Prompt, Command::Cancel);
                let words =
                    safe!("No command has these letters: change them, or {leave} to leave.");
                prompt.problem = Some(words);
            }
        }
        self.overlay = Some(Overlay::Prompt(prompt));
    }

    /// The line is left: the list is as it was before.
    pub fn cancel_prompt(&mut self, out: &mut Vec<Effect>) {
        let Some(Overlay::Prompt(prompt)) = self.overlay.take() else {
            return;
        };
        match prompt.purpose {
            Purpose::Filter { before, selected } if before != self.list.filter => {
                self.list.filter = before;
                match selected {
                    Some(selected) => self.show_list_at(&selected, out),
                    None => self.show_list(false, out),
                }
            }
            Purpose::Find {
                place,
                selected,
                before,
            } => self.take_back_find(before, place, selected),
            Purpose::FindRaw(pager) => self.found_in_raw(*pager, None),
            _ => {}
        }
    }
}

/// What a field that is being typed is for: `status: open, closed, archived`.
fn field_words(begun: &BegunField) -> SafeText {
    SafeText::line(&format!("{} {}", begun.name, begun.values))
}
