//! What is done with what stands in the open conversation: links, attachments, channel messages, the thread itself.
//!
//! Numbers hold until something else is numbered or another conversation is opened: a number never means what was not
//! said under it.

use std::io;

use super::Linear;
use super::answer::NOTHING_OPEN;
use crate::app::Pane;
use crate::app::deed::Deed;
use crate::app::links::Linked;
use crate::command::Command;
use crate::model::{Conversation, MessageId};
use crate::text::{SafeText, safe};
use crate::view::linear as words;

/// What of a conversation was said under numbers.
#[derive(Default)]
pub struct Numbered {
    /// Of which.
    of: Option<Conversation>,
    links: Vec<Linked>,
    messages: Vec<MessageId>,
    /// A title that was typed for a thread whose channel is still asked for.
    pub title: Option<String>,
}

impl Linear {
    /// Runs a command on the open conversation. False where none is.
    async fn run_here(&mut self, command: Command) -> bool {
        let open = self.open_now().is_some();
        if open {
            self.state.pane = Pane::Conversation;
            self.deed(Deed::Run(command)).await;
        }
        open
    }

    pub(super) async fn remind(&mut self, when: &str) -> io::Result<()> {
        if !self.run_here(Command::Remind).await {
            return self.say(&NOTHING_OPEN.into());
        }
        self.fill(when).await
    }

    pub(super) async fn life(&mut self) -> io::Result<()> {
        if !self.run_here(Command::Lifecycle).await {
            return self.say(&NOTHING_OPEN.into());
        }
        if self.state.overlay.take().is_none() {
            return self.say_notice().map(drop);
        }
        self.say_all(&words::life(&self.state))
    }

    pub(super) async fn new_thread(&mut self, title: &str) -> io::Result<()> {
        self.deed(Deed::Run(Command::NewThread)).await;
        if words::asks_for_line(&self.state) {
            return self.fill(title).await;
        }
        self.numbered.title = (!title.is_empty()).then(|| title.to_owned());
        self.after_sending()
    }

    pub(super) async fn channels(&mut self, name: &str) -> io::Result<()> {
        if name.is_empty() {
            return self.say_all(&words::channels(&self.state));
        }
        let wanted = name.to_lowercase();
        let mut found = self.state.channels.iter().filter(|channel| {
            let named = channel.names.iter().any(|name| name.starts_with(&wanted));
            named || channel.label.to_lowercase().starts_with(&wanted)
        });
        let (first, more) = (found.next(), found.next());
        let Some(channel) = first.filter(|_| more.is_none()).map(|it| it.id.clone()) else {
            let words = safe!("{name:?} names no channel, or several: channels names them.");
            return self.say(&words);
        };
        self.deed(Deed::Open(Conversation::Feed { channel })).await;
        self.read().await
    }

    pub(super) async fn promote(&mut self, what: &str) -> io::Result<()> {
        let (number, title) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
        let Some(feed @ Conversation::Feed { .. }) = self.open_now() else {
            return self.say(
                &"A thread is made of a message that is in none: open those of a channel first, such as: channel email"
                    .into(),
            );
        };
        if number.is_empty() {
            let found = words::promotable(&self.state);
            let (messages, lines): (Vec<MessageId>, Vec<SafeText>) = found.into_iter().unzip();
            let none = messages.is_empty();
            self.numbered = Numbered {
                of: Some(feed),
                messages,
                ..Numbered::default()
            };
            self.say_all(&numbers(lines))?;
            return self.say(&if none {
                "There is no message here to make a thread of.".into()
            } else {
                "promote and a number makes a thread of one.".into()
            });
        }
        match chosen(&self.numbered, &feed, &self.numbered.messages, number) {
            Some(message) => {
                self.deed(Deed::Promote(message)).await;
                self.fill(title.trim()).await
            }
            None => self.say(&safe!(
                "{number:?} is no number said here: promote alone says them."
            )),
        }
    }

    pub(super) async fn link(&mut self, number: &str) -> io::Result<()> {
        let Some(open) = self.open_now() else {
            return self.say(&NOTHING_OPEN.into());
        };
        if number.is_empty() {
            return self.links(open);
        }
        match chosen(&self.numbered, &open, &self.numbered.links, number) {
            Some(link) => {
                self.deed(Deed::Link(link.address)).await;
                self.after_sending()
            }
            None => self.say(&safe!(
                "{number:?} is no number said here: links says them."
            )),
        }
    }

    fn links(&mut self, open: Conversation) -> io::Result<()> {
        let links = self.state.linked();
        let lines = numbers(links.iter().map(|link| words::linked(&self.state, link)));
        let none = lines.is_empty();
        self.numbered = Numbered {
            of: Some(open),
            links,
            ..Numbered::default()
        };
        self.say_all(&lines)?;
        self.say(&if none {
            "There is no link and no attachment with an address here.".into()
        } else {
            "link and a number opens one, save and a number saves an attachment.".into()
        })
    }

    pub(super) async fn save(&mut self, number: &str) -> io::Result<()> {
        let Some(open) = self.open_now() else {
            return self.say(&NOTHING_OPEN.into());
        };
        if number.is_empty() && self.state.saving.is_empty() {
            return self.links(open);
        }
        if number.is_empty() {
            self.run_here(Command::SaveAttachment).await;
            return self.after_sending();
        }
        let link = chosen(&self.numbered, &open, &self.numbered.links, number);
        match link {
            Some(link) if link.attached.is_some() => {
                self.deed(Deed::Save(link.address, link.file)).await;
                self.after_sending()
            }
            Some(_) => self.say(&safe!("{number} is a link: link {number} opens it.")),
            None => self.say(&safe!(
                "{number:?} is no number said here: links says them."
            )),
        }
    }
}

/// Lines with their numbers before them.
fn numbers(lines: impl IntoIterator<Item = SafeText>) -> Vec<SafeText> {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(place, line)| safe!("{}: {line}", place + 1))
        .collect()
}

/// What was said under a number, if that was in this conversation.
fn chosen<T: Clone>(
    numbered: &Numbered,
    open: &Conversation,
    said: &[T],
    number: &str,
) -> Option<T> {
    let place = number.parse::<usize>().ok()?.checked_sub(1)?;
    let here = numbered.of.as_ref() == Some(open);
    said.get(place).filter(|_| here).cloned()
}
