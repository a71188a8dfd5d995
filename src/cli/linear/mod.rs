//! `andibox --linear`: the inbox line by line. Nothing is drawn and nothing moves; commands are words.
//!
//! It has the same state, drafts, outbox and questions as the screen: a line becomes deeds for `app::update`, and what
//! the state says is written behind what was there. A terminal does not say whether somebody is in the middle of a line,
//! so news are said at Enter there; in a pipe, and after `live on`, when they come.

mod answer;
mod ask;
mod inside;
mod lines;
mod news;
mod outbox;
mod question;
#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind, IsTerminal, Stdout, Write, stdin, stdout};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Local, Offset, Utc};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, error::TryRecvError};
use uuid::Uuid;

use self::inside::Numbered;
use self::news::News;
use crate::app::deed::Deed;
use crate::app::effect::Effect;
use crate::app::msg::{Change, Msg};
use crate::app::notice::NoticeKind;
use crate::app::{State, update};
use crate::model::{BuiltinView, ClientMessageIds, Conversation, Link};
use crate::store::Store;
use crate::terminal::{Desk, Own, finish};
use crate::text::{SafeText, safe};
use crate::view::linear as words;

/// The lines a state is laid out for. Nobody sees them: they only have to be enough for all panes.
const SIZE: (u16, u16) = (160, 60);
/// A command waits so long at the most for the disk's answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first copy of an inbox is waited for so long before the first command.
const FIRST: Duration = Duration::from_secs(10);
/// How often it is looked whether an answer is here whose message has been handled already.
const LOOK: Duration = Duration::from_millis(5);

/// The running linear inbox.
pub struct Linear {
    state: Box<State>,
    desk: Desk,
    inbox: UnboundedReceiver<Msg>,
    lines: UnboundedReceiver<String>,
    interrupts: Signal,
    out: Stdout,
    store: Store,
    news: News,
    /// Told when nothing more is to be fetched for now.
    fetched: Arc<Notify>,
    /// What was listed last, by number.
    listed: Vec<Conversation>,
    /// What of the open conversation was numbered last.
    numbered: Numbered,
    /// Whether lines are words of a message.
    writing: bool,
    /// Whether news are said when they come.
    live: bool,
    /// The link as it was said last.
    linked: Option<bool>,
    ended: bool,
}

impl Linear {
    /// A linear inbox that has not started yet.
    ///
    /// # Errors
    /// When standard input cannot be read.
    pub fn new(
        mut state: State,
        desk: Desk,
        inbox: UnboundedReceiver<Msg>,
        store: Store,
        fetched: Arc<Notify>,
    ) -> io::Result<Self> {
        state.ids = ClientMessageIds::new(Uuid::new_v4());
        state.size = SIZE;
        // Only what is asked for is opened.
        state.preview = false;
        state.typed = Some(ask::word);
        let news = News::new(state.facts.me.clone(), Utc::now());
        Ok(Self {
            state: Box::new(state),
            desk,
            inbox,
            lines: lines::lines()?,
            interrupts: signal(SignalKind::interrupt())?,
            out: stdout(),
            store,
            news,
            fetched,
            listed: Vec::new(),
            numbered: Numbered::default(),
            writing: false,
            live: !stdin().is_terminal(),
            linked: None,
            ended: false,
        })
    }

    /// Asks for everything.
    ///
    /// # Errors
    /// When nobody listens any more.
    pub fn start(&mut self) -> io::Result<()> {
        let profile = self.state.facts.profile.clone();
        self.say(&safe!(
            "andibox, profile {}. Type help for the commands, quit to leave.",
            profile.as_str()
        ))?;
        self.handle(Msg::Start);
        Ok(())
    }

    /// Runs until the person leaves, or nobody listens any more.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub async fn run(&mut self) -> io::Result<()> {
        let ended = self.listen().await;
        match ended {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            ended => ended,
        }
    }

    /// Ends. Returns the words that the disk did not take.
    pub fn finish(self) -> Vec<SafeText> {
        finish(*self.state, self.desk, self.inbox)
    }

    async fn listen(&mut self) -> io::Result<()> {
        self.settle().await;
        self.first_copy().await?;
        self.flush()?;
        self.say(&words::view(&self.state, BuiltinView::NeedsReply))?;
        while !self.ended {
            let due = self.news.due().filter(|_| self.live && !self.writing);
            let due = due.map(tokio::time::Instant::from_std);
            tokio::select! {
                biased;
                msg = self.inbox.recv() => {
                    if let Some(msg) = msg {
                        self.handle(msg);
                    }
                    self.overheard();
                }
                line = self.lines.recv() => match line {
                    Some(line) => self.line(&line).await?,
                    None => self.end_of_input()?,
                },
                _ = self.interrupts.recv() => self.handle(Msg::Terminate),
                () = tokio::time::sleep_until(due.unwrap_or_else(tokio::time::Instant::now)),
                    if due.is_some() => self.flush()?,
            }
        }
        Ok(())
    }

    /// A line was typed.
    async fn line(&mut self, line: &str) -> io::Result<()> {
        self.tell_time();
        if self.state.overlay.is_some() {
            self.answer(line).await
        } else if self.writing {
            self.write_line(line).await
        } else {
            self.command(ask::ask(line)).await
        }
    }

    /// Nobody types any more: what was begun is kept.
    fn end_of_input(&mut self) -> io::Result<()> {
        if self.writing {
            self.say(&"The end of the input: what you wrote is kept as a draft.".into())?;
        }
        self.say_unsent()?;
        self.handle(Msg::Terminate);
        Ok(())
    }

    fn say_unsent(&mut self) -> io::Result<()> {
        match self.state.queued {
            0 => Ok(()),
            count => self.say(&safe!(
                "Not sent yet: {count}. It is kept, and sent at the next start."
            )),
        }
    }

    /// An inbox that was never fetched is waited for, or every first command would find nothing.
    async fn first_copy(&mut self) -> io::Result<()> {
        if self.state.count_of(BuiltinView::All) > 0 {
            return Ok(());
        }
        self.say(&"Fetching the conversations for the first time.".into())?;
        let end = Instant::now() + FIRST;
        while !self.ended {
            let never = matches!(
                self.state.link,
                Link::Offline { .. } | Link::KeyRefused { .. }
            );
            let left = end.saturating_duration_since(Instant::now());
            if never || left.is_zero() {
                break;
            }
            tokio::select! {
                () = self.fetched.notified() => break,
                msg = self.inbox.recv() => if let Some(msg) = msg {
                    self.handle(msg);
                },
                _ = self.interrupts.recv() => self.handle(Msg::Terminate),
                () = tokio::time::sleep(left) => break,
            }
        }
        self.settle().await;
        self.news.start(Utc::now());
        Ok(())
    }

    /// Waits until nothing is under way between the state and the disk.
    async fn settle(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.ended && Instant::now() < end {
            match self.inbox.try_recv() {
                Ok(msg) => self.handle(msg),
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) if self.desk.post().quiet() => break,
                Err(TryRecvError::Empty) => {
                    if let Ok(Some(msg)) = tokio::time::timeout(LOOK, self.inbox.recv()).await {
                        self.handle(msg);
                    }
                }
            }
        }
    }

    /// Does a deed and waits for what comes of it.
    async fn deed(&mut self, deed: Deed) {
        self.state.notice = None;
        self.handle(Msg::Deed(deed));
        self.settle().await;
    }

    /// Says what the state has to say of the deed. Returns whether it had.
    fn say_notice(&mut self) -> io::Result<bool> {
        let Some(notice) = self.state.notice.take() else {
            return Ok(false);
        };
        match notice.kind {
            NoticeKind::Info => self.say(&notice.text)?,
            NoticeKind::Error => self.say(&safe!("Problem: {}", notice.text.as_str()))?,
        }
        Ok(true)
    }

    /// What the state says by itself is news.
    fn overheard(&mut self) {
        if let Some(notice) = self.state.notice.take() {
            self.news.add(match notice.kind {
                NoticeKind::Info => notice.text,
                NoticeKind::Error => safe!("Problem: {}", notice.text.as_str()),
            });
        }
        let linked = match &self.state.link {
            Link::Connecting => None,
            Link::Live { .. } => Some(true),
            Link::Offline { .. } | Link::KeyRefused { .. } => Some(false),
        };
        if linked.is_some() && linked != self.linked {
            self.linked = linked;
            self.news.add(words::link(&self.state));
        }
    }

    /// Says what is new.
    fn flush(&mut self) -> io::Result<()> {
        self.overheard();
        for line in self.news.take() {
            self.say(&line)?;
        }
        Ok(())
    }

    fn tell_time(&mut self) {
        let offset = Local::now().offset().fix();
        // The clock's effects are none: it only says what time it is.
        update(&mut self.state, Msg::Now(Utc::now(), offset));
    }

    fn handle(&mut self, msg: Msg) {
        if let Msg::Changed(changes) = &msg {
            for change in changes {
                if let Change::Messages(conversation) = change
                    && let Err(error) = self.news.changed(&self.store, conversation)
                {
                    self.news.add(safe!("News cannot be read: {error}"));
                }
            }
        }
        for effect in update(&mut self.state, msg) {
            if let Own::Effect(Effect::Quit) = self.desk.carry_out(effect) {
                self.ended = true;
            }
        }
    }

    fn say(&mut self, line: &SafeText) -> io::Result<()> {
        let mut out = self.out.lock();
        writeln!(out, "{line}")?;
        out.flush()
    }

    fn say_all(&mut self, lines: &[SafeText]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.say(line))
    }
}
