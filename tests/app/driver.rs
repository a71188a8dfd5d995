//! The real loop with scripted keys and a buffer for a screen, against a real server.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use andibox::api::{Address, Client, ClientOptions};
use andibox::app::notify::Notify;
use andibox::app::{Facts, State};
use andibox::command::{Key, KeyCode, Keymap};
use andibox::model::{ApiKey, Author, AuthorRole};
use andibox::store::{OpenOptions, Store};
use andibox::sync::{Intervals, Options, StrategyChoice, Sync};
use andibox::terminal::{Desk, Face, Postbox, Program, Source, store_event, sync_event};
use andibox::text::SafeText;
use andibox::theme::Theme;
use andibox::view;
use chrono::{FixedOffset, Utc};
use crossterm::event::{Event, KeyCode as Code, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// A test that waits longer than this has found a fault.
const DEADLINE: Duration = Duration::from_secs(30);

/// A screen in memory.
pub struct BufferFace {
    buffer: Buffer,
    pub copied: Vec<SafeText>,
    pub told: Vec<u8>,
    /// Words on the screen that make it panic.
    panics_at: Option<&'static str>,
}

impl Face for BufferFace {
    fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        let (w, h) = state.size;
        self.buffer = Buffer::empty(Rect::new(0, 0, w, h));
        view::draw(state, theme, &mut self.buffer);
        let symbols = || {
            self.buffer
                .content()
                .iter()
                .map(ratatui::buffer::Cell::symbol)
        };
        if let Some(words) = self.panics_at {
            assert!(!symbols().collect::<String>().contains(words), "on purpose");
        }
        Ok(())
    }

    fn redraw(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn enter(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, text: &SafeText) -> io::Result<()> {
        self.copied.push(text.clone());
        Ok(())
    }

    fn mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn at(&self, _x: u16, _y: u16) -> Option<view::Target> {
        None
    }

    fn tell(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.told.extend_from_slice(bytes);
        Ok(())
    }
}

/// What a program is started with.
pub struct Setup {
    pub address: String,
    pub key: String,
    pub size: (u16, u16),
    pub strategy: StrategyChoice,
    pub read_only: bool,
    /// What is told outside of the screen.
    pub notify: Notify,
    /// The folder of the local copy; a new one if none is given.
    pub folder: Option<TempDir>,
    /// Words that make the drawing panic when they are on the screen.
    pub panics_at: Option<&'static str>,
}

impl Setup {
    pub fn new(address: &str, key: &str) -> Self {
        Self {
            address: address.to_owned(),
            key: key.to_owned(),
            size: (140, 40),
            strategy: StrategyChoice::Auto,
            read_only: false,
            notify: Notify::default(),
            folder: None,
            panics_at: None,
        }
    }
}

/// A running program.
pub struct Driver {
    /// Boxed: with the whole state in it every test's future would be large.
    pub program: Box<Program<BufferFace>>,
    events: UnboundedSender<Event>,
    post: Postbox,
    sync: Arc<Sync>,
    pub store: Store,
    folder: TempDir,
}

impl Driver {
    pub fn start(setup: Setup) -> Self {
        let folder = setup.folder.unwrap_or_else(|| tempfile::tempdir().unwrap());
        let (sender, inbox) = unbounded_channel();
        let post = Postbox::new(sender);
        let to_program = post.clone();
        let opened = Store::open(
            &folder.path().join("inbox.db"),
            OpenOptions {
                now: Utc::now(),
                listener: Arc::new(move |event| to_program.send(store_event(event))),
                deriving: || {},
            },
        )
        .unwrap();
        let mut options = ClientOptions::new(Address::parse(&setup.address).unwrap());
        options.key = Some(ApiKey::new(&setup.key).unwrap());
        let to_program = post.clone();
        let sync = Arc::new(Sync::start(Options {
            store: opened.store.clone(),
            client: Client::new(options).unwrap(),
            settings: Intervals {
                open_thread: Duration::from_millis(100),
                thread_list: Duration::from_millis(200),
                others_min: Duration::from_millis(300),
                others_max: Duration::from_millis(600),
                concurrency: 4,
            },
            strategy: setup.strategy,
            read_only: setup.read_only,
            events: Arc::new(move |event| {
                if let Some(msg) = sync_event(event) {
                    to_program.send(msg);
                }
            }),
            clock: Arc::new(Utc::now),
            lock_path: folder.path().join("sender.lock"),
        }));
        let mut me = Author::of(AuthorRole::Agent);
        me.name = Some("Ana".into());
        me.email = Some("ana@example.com".into());
        let facts = Facts {
            profile: "test".into(),
            address: SafeText::line(&setup.address),
            local: false,
            me,
            read_only: setup.read_only,
            ..Facts::default()
        };
        let utc = FixedOffset::east_opt(0).unwrap();
        let mut state = State::new(facts, Keymap::default(), Utc::now(), utc);
        state.size = setup.size;
        state.notify = setup.notify;
        let desk = Desk::new(
            &opened.store,
            Arc::clone(&sync) as _,
            post.clone(),
            Handle::current(),
        )
        .unwrap();
        let (events, script) = unbounded_channel();
        let face = BufferFace {
            buffer: Buffer::default(),
            copied: Vec::new(),
            told: Vec::new(),
            panics_at: setup.panics_at,
        };
        let source = Source::Script(script);
        let mut program = Program::new(state, Theme::default(), face, desk, source, inbox);
        program.start().unwrap();
        Self {
            program: Box::new(program),
            events,
            post,
            sync,
            store: opened.store,
            folder,
        }
    }

    /// Presses keys, named as the keymap names them: `"j"`, `"Enter"`, `"Ctrl-s"`.
    pub fn press(&self, keys: &[&str]) {
        for name in keys {
            let key: Key = name.parse().unwrap();
            self.events.send(Event::Key(event(key))).unwrap();
        }
    }

    /// Types a text, letter by letter.
    pub fn type_text(&self, text: &str) {
        for letter in text.chars() {
            let code = if letter == '\n' {
                Code::Enter
            } else {
                Code::Char(letter)
            };
            let event = KeyEvent::new(code, KeyModifiers::NONE);
            self.events.send(Event::Key(event)).unwrap();
        }
    }

    /// Runs until the screen holds the words.
    pub async fn shows(&mut self, words: &str) {
        self.until(words, |driver| driver.screen().contains(words))
            .await;
    }

    /// Runs until the screen no longer holds the words.
    pub async fn hides(&mut self, words: &str) {
        self.until(words, |driver| !driver.screen().contains(words))
            .await;
    }

    /// Runs until something holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = tokio::time::Instant::now() + DEADLINE;
        let post = self.post.clone();
        loop {
            // Asked for before the look: work that ends behind its message wakes no loop, and must not end unseen.
            let over = post.over();
            if holds(self) {
                return;
            }
            tokio::select! {
                turned = self.program.turn() => turned.unwrap(),
                () = over => {}
                () = tokio::time::sleep_until(end) => panic!(
                    "{what:?} did not come about; the screen:\n{}",
                    self.screen()
                ),
            }
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let buffer = &self.program.face().buffer;
        let (w, h) = self.program.state.size;
        let mut text = String::new();
        for y in 0..h {
            for x in 0..w {
                text.push_str(buffer.cell((x, y)).map_or(" ", |cell| cell.symbol()));
            }
            text.push('\n');
        }
        text
    }

    /// Ends the program as a person would, and gives the folder of its local copy back.
    pub async fn end(self) -> TempDir {
        assert!(self.program.finish().is_empty(), "words were left behind");
        drop(self.store);
        if let Some(sync) = Arc::into_inner(self.sync) {
            sync.shutdown().await;
        }
        self.folder
    }
}

fn event(key: Key) -> KeyEvent {
    let code = match key.code {
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Down => Code::Down,
        KeyCode::Up => Code::Up,
        KeyCode::End => Code::End,
        KeyCode::Home => Code::Home,
        other => panic!("add {other:?} to the driver"),
    };
    let mut modifiers = KeyModifiers::NONE;
    if key.mods.ctrl {
        modifiers |= KeyModifiers::CONTROL;
    }
    KeyEvent::new(code, modifiers)
}
