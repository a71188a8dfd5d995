//! The loop: handle everything that came, then draw once.

use std::io;
use std::time::{Duration, Instant as Clock};

use chrono::{Local, Offset, Timelike, Utc};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;
use uuid::Uuid;

use super::alarm::Alarm;
use super::desk::{Desk, Own};
use super::face::Face;
use super::news::News;
use super::source::{Came, Source};
use super::{editor, input, notifier};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::{Change, Msg};
use crate::app::notify::NotifyMethod;
use crate::app::{State, update};
use crate::model::ClientMessageIds;
use crate::text::SafeText;
use crate::theme::Theme;

/// Messages handled before a frame is drawn in between, so that a flood cannot freeze the screen.
const BATCH: usize = 512;

/// Answers of the store that are so near are waited for, so that related panes change in one frame.
const SETTLE: Duration = Duration::from_millis(8);

/// A key that was typed ahead waits so long for the answers to the one before it: `gd` and `r` in one breath must
/// reply to the draft that `gd` brings up, not to nothing.
const TYPED_AHEAD: Duration = Duration::from_millis(50);

/// The running program.
pub struct Program<F> {
    /// What is on the screen and in mind. Boxed: it is large, and the program moves into a future.
    pub state: Box<State>,
    theme: Theme,
    face: F,
    desk: Desk,
    source: Source,
    inbox: UnboundedReceiver<Msg>,
    /// Changes of the store that wait to be handled in one go.
    changes: Vec<Change>,
    news: News,
    /// When relative times on the screen age.
    tick: Instant,
    /// When the next reminder is due.
    alarm: Alarm,
    ended: bool,
    frames: u64,
}

impl<F: Face> Program<F> {
    /// A program that has not started yet.
    pub fn new(
        mut state: State,
        theme: Theme,
        face: F,
        desk: Desk,
        source: Source,
        inbox: UnboundedReceiver<Msg>,
    ) -> Self {
        state.ids = ClientMessageIds::new(Uuid::new_v4());
        Self {
            state: Box::new(state),
            theme,
            face,
            desk,
            source,
            inbox,
            changes: Vec::new(),
            news: News::none(),
            tick: next_minute(),
            alarm: Alarm::default(),
            ended: false,
            frames: 0,
        }
    }

    /// Runs until the person leaves.
    ///
    /// # Errors
    /// When the terminal is gone: nothing else ends the program.
    pub async fn run(&mut self) -> io::Result<()> {
        self.start()?;
        while !self.ended {
            self.turn().await?;
        }
        Ok(())
    }

    /// Asks for everything and draws the first frame.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn start(&mut self) -> io::Result<()> {
        self.tell_time();
        self.handle(Msg::Start)?;
        self.settle()?;
        self.draw()
    }

    /// Waits for something to happen, handles all that did, and draws once.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub async fn turn(&mut self) -> io::Result<()> {
        self.alarm.set(self.state.reminders.next);
        loop {
            tokio::select! {
                biased;
                came = self.source.next() => {
                    self.came(came)?;
                    break;
                }
                msg = self.inbox.recv() => {
                    let one_of_many = msg.as_ref().is_some_and(News::is_one);
                    self.arrived(msg)?;
                    if !one_of_many || self.news.is_due() {
                        break;
                    }
                }
                // The rows are on the screen: now what is beside them.
                () = std::future::ready(()), if self.state.follows() => {
                    self.handle(Msg::CatchUp)?;
                    break;
                }
                () = tokio::time::sleep_until(self.news.due()), if self.news.is_waiting() => break,
                () = tokio::time::sleep_until(self.alarm.until(self.tick)) => {
                    self.tick = next_minute();
                    self.tell_time();
                    self.alarm.clear();
                    self.handle(Msg::Timer(Timer::Tick))?;
                    break;
                }
            }
        }
        self.desk.post().collect(self.state.shows_requests());
        self.drain().await?;
        self.settle()?;
        self.draw()
    }

    /// Whether the program has ended.
    pub const fn ended(&self) -> bool {
        self.ended
    }

    /// Whether nothing is under way that will change the screen.
    pub fn idle(&self) -> bool {
        self.desk.post().quiet()
            && self.inbox.is_empty()
            && !self.news.is_waiting()
            && !self.state.is_behind()
    }

    /// How many frames were drawn.
    pub const fn frames(&self) -> u64 {
        self.frames
    }

    /// The face, to look at in tests.
    pub const fn face(&self) -> &F {
        &self.face
    }

    /// Ends: what is typed is written to the disk before this returns, also after a panic of the loop. Returns the words
    /// that the disk did not take: nobody else has them.
    pub fn finish(self) -> Vec<SafeText> {
        finish(*self.state, self.desk, self.inbox)
    }

    async fn drain(&mut self) -> io::Result<()> {
        for _ in 0..BATCH {
            if let Ok(msg) = self.inbox.try_recv() {
                self.arrived(Some(msg))?;
            } else if let Some(came) = self.source.ready().await {
                self.answers(TYPED_AHEAD)?;
                self.came(came)?;
            } else {
                break;
            }
        }
        self.handle_changes()
    }

    /// Waits a moment for the store's answers. Keys that come meanwhile have their turn after this frame.
    fn settle(&mut self) -> io::Result<()> {
        self.answers(SETTLE)?;
        self.handle_changes()
    }

    /// Handles what arrives until nothing is under way or the patience is over.
    fn answers(&mut self, patience: Duration) -> io::Result<()> {
        let end = Clock::now() + patience;
        loop {
            // The count falls a moment after the answer is in the box, and is seen before it: take what is there last.
            let waits = !self.ended && self.desk.post().awaits();
            while let Ok(msg) = self.inbox.try_recv() {
                self.arrived(Some(msg))?;
            }
            if !waits || Clock::now() >= end {
                return Ok(());
            }
            self.desk.post().wait(end, || self.inbox.is_empty());
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        // What came since the last look at it is for the next frame.
        if self.changes.is_empty() && self.news.is_due() {
            self.news.shown();
        }
        self.frames += 1;
        self.face.draw(&self.state, &self.theme)
    }

    fn came(&mut self, came: Came) -> io::Result<()> {
        match came {
            Came::Event(event) => {
                self.tell_time();
                let Some(msg) = input::message(event, |x, y| self.face.at(x, y)) else {
                    return Ok(());
                };
                if self.state.is_behind() && !self.state.runs_on(&msg) {
                    // The key is for what it finds beside the list: that comes first, with its messages.
                    self.handle(Msg::CatchUp)?;
                    self.answers(TYPED_AHEAD)?;
                }
                self.handle(msg)
            }
            Came::Closed => {
                self.handle(Msg::Terminate)?;
                self.ended = true;
                Ok(())
            }
        }
    }

    fn arrived(&mut self, msg: Option<Msg>) -> io::Result<()> {
        if msg.as_ref().is_some_and(News::is_one) {
            self.news.came();
        }
        match msg {
            Some(Msg::Changed(changes)) => {
                for change in changes {
                    if !self.changes.contains(&change) {
                        self.changes.push(change);
                    }
                }
                Ok(())
            }
            Some(msg) => {
                self.tell_time();
                self.handle(msg)
            }
            None => Ok(()),
        }
    }

    fn handle_changes(&mut self) -> io::Result<()> {
        if self.changes.is_empty() || !self.news.is_due() {
            return Ok(());
        }
        let changes = std::mem::take(&mut self.changes);
        self.handle(Msg::Changed(changes))
    }

    fn tell_time(&mut self) {
        let offset = Local::now().offset().fix();
        // The clock's effects are none: it only says what time it is.
        update(&mut self.state, Msg::Now(Utc::now(), offset));
    }

    fn handle(&mut self, msg: Msg) -> io::Result<()> {
        for effect in update(&mut self.state, msg) {
            if let Own::Effect(own) = self.desk.carry_out(effect) {
                self.do_own(own)?;
            }
        }
        Ok(())
    }

    fn do_own(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Copy(text) => {
                self.face.copy(&text)?;
                self.handle(Msg::Done("Copied, if the terminal lets programs do that."))
            }
            Effect::Edit(text) => {
                self.source.pause();
                self.face.leave()?;
                let edited = editor::edit(&text);
                self.face.enter()?;
                self.source.resume();
                self.handle(Msg::Edited(edited))
            }
            Effect::Notify(method, text) => {
                if method == NotifyMethod::Desktop {
                    notifier::desktop(&text, self.desk.post());
                    return Ok(());
                }
                self.face.tell(&notifier::bytes(method, &text))
            }
            Effect::Redraw => self.face.redraw(),
            Effect::Mouse(on) => self.face.mouse(on),
            Effect::Suspend => {
                self.source.pause();
                self.face.leave()?;
                let stopped =
                    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
                self.face.enter()?;
                self.source.resume();
                match stopped {
                    Ok(()) => Ok(()),
                    Err(error) => self.handle(Msg::Failed(error.to_string().into())),
                }
            }
            Effect::Quit => {
                self.ended = true;
                Ok(())
            }
            // Everything else was carried out by the desk.
            _ => Ok(()),
        }
    }
}

/// Ends: what is typed is written to the disk before this returns. Returns the words that the disk did not take.
pub fn finish(mut state: State, desk: Desk, mut inbox: UnboundedReceiver<Msg>) -> Vec<SafeText> {
    let mut effects = Vec::new();
    state.save_everything(&mut effects);
    if desk.met_damage() {
        state.doubt_everything(&mut effects);
    }
    for effect in effects {
        desk.carry_out(effect);
    }
    desk.finish();
    let mut left = Vec::new();
    while let Ok(msg) = inbox.try_recv() {
        if let Msg::DraftNotSaved(draft, _) | Msg::NotSent(draft, _) = msg {
            let words = SafeText::block(&draft.text);
            if !left.contains(&words) {
                left.push(words);
            }
        }
    }
    left
}

/// Relative times on the screen age by the minute. The same moment for a whole minute: a timer that came earlier with
/// every key would wake the thread that keeps the timers with every key.
fn next_minute() -> Instant {
    let now = Utc::now();
    let passed = u64::from(now.second()) * 1_000 + u64::from(now.timestamp_subsec_millis());
    Instant::now() + Duration::from_millis(60_000 - passed.min(59_999))
}
