//! What each command says and does.

use std::io;

use super::Linear;
use super::ask::{Ask, HELP};
use super::outbox;
use crate::app::deed::Deed;
use crate::command::Command;
use crate::model::{BuiltinView, Conversation, Mode, ThreadStatus};
use crate::query::Query;
use crate::text::{SafeText, safe};
use crate::view::linear as words;

/// Threads said at once.
const LISTED: usize = 50;

impl Linear {
    /// A command was typed.
    pub(super) async fn command(&mut self, ask: Ask) -> io::Result<()> {
        let open = self.open_now();
        // Whoever typed an answer had not heard of these: they stop it as the screen would.
        let unheard = open.as_ref().is_some_and(|it| self.news.waits_for(it));
        self.flush()?;
        match ask {
            Ask::News => Ok(()),
            Ask::List(text) => self.list(self.state.scope.view, &text).await,
            Ask::Who => self.list(BuiltinView::NeedsReply, "").await,
            Ask::Find(text) if text.is_empty() => {
                self.say(&"find what? Such as: find late order".into())
            }
            Ask::Find(text) => self.list(BuiltinView::All, &text).await,
            Ask::Views(name) => self.views(&name).await,
            Ask::Open(what) => match self.named(&what) {
                Ok(conversation) => {
                    self.deed(Deed::Open(conversation)).await;
                    self.read().await
                }
                Err(why) => self.say(&why),
            },
            Ask::Next => {
                self.deed(Deed::Run(Command::WaitingNext)).await;
                let found = self.state.list.selected.clone();
                match found {
                    Some(conversation) if self.state.notice.is_none() => {
                        self.deed(Deed::Open(conversation)).await;
                        self.read().await
                    }
                    _ => self.say_notice().map(drop),
                }
            }
            Ask::Read => self.read().await,
            Ask::Reply(text) => self.write(Mode::Reply, &text, unheard).await,
            Ask::Note(text) => self.write(Mode::Note, &text, unheard).await,
            Ask::Close(what) => self.status(&what, ThreadStatus::Closed).await,
            Ask::Archive(what) => self.status(&what, ThreadStatus::Archived).await,
            Ask::Reopen(what) => self.status(&what, ThreadStatus::Open).await,
            Ask::Remind(when) => self.remind(&when).await,
            Ask::Life => self.life().await,
            Ask::Thread(title) => self.new_thread(&title).await,
            Ask::Promote(what) => self.promote(&what).await,
            Ask::Channels(name) => self.channels(&name).await,
            Ask::Link(number) => self.link(&number).await,
            Ask::Save(number) => self.save(&number).await,
            Ask::Outbox => match outbox::lines(&self.store) {
                Ok(lines) => self.say_all(&lines),
                Err(why) => self.say(&why),
            },
            Ask::Retry(which) => match outbox::to_retry(&self.store, &which) {
                Ok(ids) => self.retry(ids).await,
                Err(why) => self.say(&why),
            },
            Ask::Undo => {
                self.deed(Deed::Run(Command::Undo)).await;
                if !self.say_notice()? {
                    self.say(&"Taken back.".into())?;
                }
                self.resume_writing()
            }
            Ask::Refresh => {
                self.deed(Deed::Run(Command::Refresh)).await;
                self.say_notice().map(drop)
            }
            Ask::Status => self.say_all(&words::status(&self.state)),
            Ask::Live(on) => {
                self.live = on;
                self.say(&if on {
                    "News are said when they come.".into()
                } else {
                    "News are said when you press Enter.".into()
                })
            }
            Ask::Help => {
                let lines: Vec<SafeText> = HELP.lines().map(SafeText::line).collect();
                self.say_all(&lines)
            }
            Ask::Quit => {
                self.say_unsent()?;
                self.say(&"Goodbye.".into())?;
                self.handle(crate::app::msg::Msg::Terminate);
                Ok(())
            }
            Ask::Unknown(line) => self.say(&safe!(
                "There is no command {line:?}: type help for those there are."
            )),
        }
    }

    /// What is open; what is only selected in a list is not.
    pub(super) fn open_now(&self) -> Option<Conversation> {
        let reading = self.state.reading.as_ref()?;
        reading.opened.then(|| reading.conversation.clone())
    }

    async fn list(&mut self, view: BuiltinView, text: &str) -> io::Result<()> {
        let query = match Query::parse(text) {
            Ok(query) => query,
            Err(error) => return self.say(&safe!("{error}")),
        };
        self.deed(Deed::List(view, Some(query))).await;
        let rows = self.state.list.rows.iter();
        let rows: Vec<_> = rows.filter(|row| !row.left).take(LISTED).collect();
        self.listed = rows.iter().map(|row| row.conversation.clone()).collect();
        let mut lines: Vec<SafeText> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let line = words::thread(&self.state, row);
                safe!("{}: {}", index + 1, line.as_str())
            })
            .collect();
        let total = usize::try_from(self.state.listed()).unwrap_or(usize::MAX);
        let name = view.name();
        lines.push(match lines.len() {
            0 if text.is_empty() => safe!("{name}: no thread. views says where there are some."),
            0 => safe!("{name}: nothing matches."),
            said if said < total => {
                safe!("{name}: {said} of {total} said; a query makes them fewer: list from:jane")
            }
            1 => safe!("{name}: 1 thread. open 1 opens it."),
            said => safe!("{name}: {said} threads. open and a number opens one."),
        });
        self.say_all(&lines)
    }

    async fn views(&mut self, name: &str) -> io::Result<()> {
        if name.is_empty() {
            let lines = BuiltinView::ALL.map(|view| words::view(&self.state, view));
            return self.say_all(&lines);
        }
        let wanted = name.to_lowercase();
        let view = BuiltinView::ALL
            .into_iter()
            .find(|view| view.name().to_lowercase().starts_with(&wanted));
        match view {
            Some(view) => self.list(view, "").await,
            None => self.say(&safe!("There is no view {name:?}: views names them.")),
        }
    }

    /// The conversation of a number of the last list, or of the beginning of a thread's id.
    fn named(&self, what: &str) -> Result<Conversation, SafeText> {
        if what.is_empty() {
            return Err("Open which? list numbers the threads, then: open 1".into());
        }
        let by_number = what
            .parse::<usize>()
            .ok()
            .and_then(|number| self.listed.get(number.checked_sub(1)?));
        let by_id = || {
            let rows = self.state.list.rows.iter().map(|row| &row.conversation);
            let mut found = self.listed.iter().chain(rows).filter(|conversation| {
                let thread = conversation.thread();
                thread.is_some_and(|thread| thread.as_str().starts_with(what))
            });
            let first = found.next()?;
            found.all(|other| other == first).then_some(first)
        };
        by_number.or_else(by_id).cloned().ok_or_else(|| {
            safe!("{what:?} names no thread, or several: list numbers them, then: open 1")
        })
    }

    pub(super) async fn read(&mut self) -> io::Result<()> {
        let Some(open) = self.open_now() else {
            return self.say(&NOTHING_OPEN.into());
        };
        let mut lines: Vec<SafeText> = words::conversation(&self.state).into_iter().collect();
        let mut ids = Vec::new();
        if let Some(reading) = &self.state.reading {
            if reading.before > 0 {
                lines.push(safe!("{} earlier messages are not said.", reading.before));
            }
            for item in &reading.messages {
                lines.extend(words::message(&self.state, item));
                ids.push(item.id.clone());
            }
            if reading.messages.is_empty() {
                lines.push("No messages yet.".into());
            }
            if reading.drafts.iter().any(|key| key.mode == Mode::Reply) {
                lines.push("A draft waits: reply goes on with it.".into());
            }
        }
        self.news.said(ids, &open);
        self.say_all(&lines)?;
        self.say_notice()?;
        // It was said to its end: that is what being read means.
        self.deed(Deed::Run(Command::Last)).await;
        Ok(())
    }

    async fn status(&mut self, what: &str, to: ThreadStatus) -> io::Result<()> {
        let conversation = match what {
            "" => self.open_now().ok_or_else(|| NOTHING_OPEN.into()),
            what => self.named(what),
        };
        match conversation {
            Ok(conversation) => {
                self.deed(Deed::Status(conversation, to.clone())).await;
                if self.say_notice()? {
                    return Ok(());
                }
                self.say(&safe!("Now {}.", to.as_str()))
            }
            Err(why) => self.say(&why),
        }
    }

    async fn retry(&mut self, ids: Vec<crate::model::ClientMessageId>) -> io::Result<()> {
        let count = ids.len();
        for id in ids {
            self.deed(Deed::Retry(id)).await;
            if self.say_notice()? {
                return Ok(());
            }
        }
        self.say(&match count {
            0 => "Nothing in the outbox waits to be tried again.".into(),
            count => safe!("Queued again: {count}."),
        })
    }

    /// Opens the composer; with words, sends them at once unless something stands in the way.
    async fn write(&mut self, mode: Mode, text: &str, unheard: bool) -> io::Result<()> {
        if self.open_now().is_none() {
            return self.say(&NOTHING_OPEN.into());
        }
        self.deed(Deed::Write(mode)).await;
        let Some(composer) = &self.state.composer else {
            return self.say_notice().map(drop);
        };
        let drafted = !composer.editor.is_empty();
        if !text.is_empty() {
            self.deed(Deed::Add(text.to_owned())).await;
            if !drafted && !unheard {
                return self.send().await;
            }
        }
        self.say_notice()?;
        if unheard && !text.is_empty() {
            self.say(&"Not sent yet: what was said just now is new.".into())?;
        }
        self.resume_writing()
    }

    /// Says what stands in the composer, if one is open, and takes lines for it.
    pub(super) fn resume_writing(&mut self) -> io::Result<()> {
        let Some(composer) = &self.state.composer else {
            self.writing = false;
            return Ok(());
        };
        self.writing = true;
        let what = if composer.is_reply() {
            safe!("Reply to {}", composer.to.as_str())
        } else {
            "Internal note".into()
        };
        let so_far: Vec<SafeText> = composer
            .editor
            .text()
            .lines()
            .map(|line| safe!("  {line}"))
            .collect();
        if so_far.is_empty() {
            self.say(&safe!("{}:", what.as_str()))?;
        } else {
            self.say(&safe!("{}, so far:", what.as_str()))?;
            self.say_all(&so_far)?;
        }
        self.say(
            &"Type lines; a single full stop sends, .keep keeps a draft, .discard discards.".into(),
        )
    }

    /// A line of a message, or what to do with it.
    pub(super) async fn write_line(&mut self, line: &str) -> io::Result<()> {
        match line.trim_end() {
            "." => self.send().await,
            ".keep" => {
                self.leave(Command::LeaveComposer, "The draft is kept.")
                    .await
            }
            ".discard" => {
                self.leave(Command::DiscardDraft, "Discarded; undo brings it back.")
                    .await
            }
            _ => {
                let line = line
                    .strip_prefix('.')
                    .filter(|rest| rest.starts_with('.'))
                    .unwrap_or(line);
                self.deed(Deed::Add(line.to_owned())).await;
                self.say_notice().map(drop)
            }
        }
    }

    async fn leave(&mut self, command: Command, otherwise: &'static str) -> io::Result<()> {
        self.deed(Deed::Run(command)).await;
        self.writing = self.state.composer.is_some();
        if !self.say_notice()? {
            self.say(&otherwise.into())?;
        }
        self.flush()
    }

    async fn send(&mut self) -> io::Result<()> {
        self.deed(Deed::Run(Command::Send)).await;
        self.after_sending()
    }

    pub(super) fn after_sending(&mut self) -> io::Result<()> {
        self.writing = self.state.composer.is_some();
        self.say_notice()?;
        if self.state.overlay.is_some() {
            return self.say_all(&words::question(&self.state));
        }
        if self.writing {
            return Ok(());
        }
        self.flush()
    }
}

pub(super) const NOTHING_OPEN: &str = "Nothing is open: list numbers the threads, then: open 1";
