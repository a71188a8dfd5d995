//! `andibox`: the inbox. Opens the local copy, draws, and only then looks for the server.

use std::io::{self, IsTerminal, stdin, stdout};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{Local, Offset, Utc};
use futures_util::FutureExt;
use tokio::sync::mpsc::unbounded_channel;

use super::connection::{self, Observer};
use super::downloads::{Downloads, SaveOptions};
use super::late_sync::LateSync;
use super::linear::Linear;
use super::local_server::{Bound, Running};
use super::{Desk, Failure, elsewhere, farewell, local_copy, log, sync_options, theme};
use crate::app::msg::Msg;
use crate::app::notify::{Notify, NotifyMethod};
use crate::app::settings::Advance;
use crate::app::views::View;
use crate::app::{Facts, Limits, State, Windows};
use crate::config::{
    Flags, KeyError, KeymapFile, Paths, ProfileKind, ProfileSettings, Settings, downloads,
};
use crate::model::{ApiKey, Author, AuthorRole, Link, Problem, ProblemKind};
use crate::query::Query;
use crate::store::{OpenOptions, Opened, Store};
use crate::sync::{Events, Sync, SyncEvent};
use crate::terminal::{
    Face, Guard, Postbox, Program, RealFace, SnippetReader, Source, install_panic_hook,
    outlive_file_limit, store_event, sync_event, takes_hyperlinks, terminal_size, terminations,
};
use crate::text::SafeText;

/// Opens the inbox.
pub fn run(desk: &Desk, flags: &Flags, linear: bool) -> Result<(), Failure> {
    if !linear && (!stdin().is_terminal() || !stdout().is_terminal()) {
        return Err(Failure::usage(
            "the inbox needs a terminal, and this is none. Without one these work: andibox --linear, login, logout, \
             profiles, serve, config, sync, outbox, doctor; andibox --help says more.",
        ));
    }
    let profile = desk.profile()?;
    outlive_file_limit().map_err(Failure::failed)?;
    let logged = log::start(&desk.paths);
    let runtime = connection::runtime_of(1)?;
    let (inbox_sender, inbox) = unbounded_channel();
    let post = Postbox::new(inbox_sender);
    if let Err(why) = logged {
        post.send(Msg::Failed(format!("No log is kept: {why}").into()));
    }
    let opened = open_store(&profile, &post)?;
    let keys = KeymapFile::load(&desk.paths);
    tell_problems(desk, &keys, &opened, &post);

    let server = match &profile.kind {
        ProfileKind::Local { .. } => Some(Bound::new().map_err(Failure::failed)?),
        ProfileKind::Remote { .. } => None,
    };
    let address = match (&profile.kind, &server) {
        (ProfileKind::Remote { address, .. }, _) => address.to_string(),
        (ProfileKind::Local { .. }, Some(bound)) => format!("http://{}/api/v1", bound.address),
        (ProfileKind::Local { .. }, None) => String::new(),
    };

    // Before the screen is taken: a command that fetches the key may ask for something on the terminal.
    let key = desk
        .config
        .key_for(&profile)
        .map(|found| found.key)
        .map_err(|error| no_key(&error));
    let face = if linear {
        None
    } else {
        Some(take_terminal(&desk.config.settings)?)
    };

    let mut state = State::new(
        facts(&profile, desk, &address),
        keys.keymap,
        Utc::now(),
        Local::now().offset().fix(),
    );
    if let Some((_, size)) = &face {
        state.size = *size;
        teach(&mut state, &opened.store, desk.config.settings.ui.tips);
        state.mouse.on = desk.config.settings.ui.mouse;
    }
    let send = &desk.config.settings.send;
    state.windows = Windows::new(send.undo_window, send.undo_window_of.clone());
    state.notify = notify(&desk.config.settings);
    state.limits = Limits::new(desk.config.settings.composer.limit_of.clone());
    state.advance = Advance::from_word(desk.config.settings.ui.advance);
    let views = desk.config.settings.views.iter().cloned();
    state.views = views.map(View::new).collect();
    let late = Arc::new(LateSync::default());
    let theme = theme::pick(&desk.config, &profile);
    let fetched = Arc::new(tokio::sync::Notify::new());
    let connect = Connect {
        paths: desk.paths.clone(),
        settings: desk.config.settings.clone(),
        profile: profile.clone(),
        key,
        address,
        store: opened.store.clone(),
        post: post.clone(),
        late: Arc::clone(&late),
        fetched: Arc::clone(&fetched),
    };

    let ended = runtime.block_on(async {
        terminations(&post)?;
        let effects = crate::terminal::Desk::new(
            &opened.store,
            Arc::clone(&late) as _,
            post.clone(),
            tokio::runtime::Handle::current(),
        )?
        .with_settings(desk.paths.clone())
        .with_snippets(snippets(&desk.paths, true));
        let at_start = (snippets(&desk.paths, false), post.clone());
        tokio::task::spawn_blocking(move || at_start.1.send((at_start.0)()));
        let saves = save_options(&desk.config.settings);
        let downloads = Downloads::new(saves, post.clone(), tokio::runtime::Handle::current());
        let downloads = Arc::new(downloads);
        let effects = effects.with_downloads(Arc::clone(&downloads) as _);
        let mut shown = match face {
            Some((face, _)) => {
                let source = Source::terminal();
                let program = Program::new(state, theme, face, effects, source, inbox);
                Shown::Screen(Box::new(program))
            }
            None => Shown::Lines(Box::new(Linear::new(
                state,
                effects,
                inbox,
                opened.store.clone(),
                fetched,
            )?)),
        };
        let started = shown.start();
        let connected = tokio::spawn(connect.connect(server));
        let watching =
            elsewhere::Watch::start(opened.store.clone(), post.clone(), Arc::clone(&late));
        // A panic of the loop must not take what is typed with it.
        let ended = match started {
            Ok(()) => AssertUnwindSafe(shown.run()).catch_unwind().await,
            Err(error) => Ok(Err(error)),
        };
        match watching {
            Ok(watching) => watching.end(),
            Err(error) => tracing::error!(%error, "nobody looks for changes by another andibox"),
        }
        downloads.end();
        let left = shown.finish();
        if let Some(sync) = late.take() {
            sync.shutdown().await;
        }
        connected.abort();
        if let Ok(Some(running)) = connected.await {
            running.end().await;
        }
        let ended = ended.unwrap_or_else(|_panic| {
            Err(std::io::Error::other(
                "it met a fault of its own and had to end; what you typed is saved",
            ))
        });
        ended.map(|()| left)
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    let left = ended.map_err(Failure::failed)?;
    if left.is_empty() {
        return farewell::say_left(&profile, flags, &opened.store);
    }
    let words: Vec<&str> = left.iter().map(SafeText::as_str).collect();
    Err(Failure::failed(format_args!(
        "this could not be saved, the disk did not take it:\n\n{}",
        words.join("\n\n")
    )))
}

/// What the person has before them.
enum Shown {
    Screen(Box<Program<RealFace>>),
    Lines(Box<Linear>),
}

impl Shown {
    fn start(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(program) => program.start(),
            Self::Lines(linear) => linear.start(),
        }
    }

    async fn run(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(program) => program.run().await,
            Self::Lines(linear) => linear.run().await,
        }
    }

    fn finish(self) -> Vec<SafeText> {
        match self {
            Self::Screen(program) => program.finish(),
            Self::Lines(linear) => linear.finish(),
        }
    }
}

/// At the first start of the local workspace the tour; at later ones a tip, unless there are to be none. What cannot be
/// counted is only not taught.
fn teach(state: &mut State, store: &Store, tips: bool) {
    const STARTS: &str = "starts";
    let starts = match store.meta(STARTS) {
        Ok(starts) => starts
            .and_then(|count| count.parse::<u64>().ok())
            .unwrap_or(0),
        Err(error) => {
            tracing::warn!(%error, "the starts are not counted");
            return;
        }
    };
    if let Err(error) = store.set_meta(STARTS, &starts.saturating_add(1).to_string()) {
        tracing::warn!(%error, "the starts are not counted");
        return;
    }
    if starts == 0 && state.facts.local {
        state.toggle_tour();
    } else if tips && let Some(tip) = state.tip(starts) {
        state.say(tip);
    }
}

/// Takes the terminal, and says how large it is.
fn take_terminal(settings: &Settings) -> Result<(RealFace, (u16, u16)), Failure> {
    let enhanced = wants_enhancement();
    let entered = Arc::new(AtomicBool::new(false));
    install_panic_hook(Arc::clone(&entered), enhanced);
    let guard = Guard::enter(entered, enhanced).map_err(Failure::failed)?;
    let size = terminal_size().map_err(Failure::failed)?;
    let var = |name: &str| std::env::var(name).ok();
    let told = takes_hyperlinks(settings.ui.hyperlinks, var);
    let mut face = RealFace::new(guard).with_hyperlinks(told);
    if settings.ui.mouse {
        face.mouse(true).map_err(Failure::failed)?;
    }
    Ok((face, size))
}

fn open_store(profile: &ProfileSettings, post: &Postbox) -> Result<Opened, Failure> {
    Paths::make_folder_of(&profile.database).map_err(Failure::failed)?;
    let events = post.clone();
    let options = OpenOptions {
        now: Utc::now(),
        listener: Arc::new(move |event| events.send(store_event(event))),
        deriving: local_copy::say_deriving,
    };
    Store::open(&profile.database, options).map_err(Failure::failed)
}

/// Reads the snippets; `asked` if a person wants to hear of it.
fn snippets(paths: &Paths, asked: bool) -> SnippetReader {
    let paths = paths.clone();
    Arc::new(move || {
        let (snippets, problems) = crate::config::snippets(&paths);
        Msg::Snippets {
            snippets,
            asked,
            problems: problems
                .iter()
                .map(|problem| problem.to_string().into())
                .collect(),
        }
    })
}

/// Wrong settings do not keep the inbox shut: the defaults stand in, and what is wrong is said.
fn tell_problems(desk: &Desk, keys: &KeymapFile, opened: &Opened, post: &Postbox) {
    let settings = desk.config.problems.iter().map(ToString::to_string);
    let of_keys = keys.problems.iter().map(ToString::to_string);
    let problems: Vec<String> = settings.chain(of_keys).collect();
    let words = match problems.len() {
        0 => None,
        1 => Some(problems.concat()),
        // How many and where the rest is stand first: a small screen cuts the end off.
        count => Some(format!(
            "{count} problems in the settings (andibox config check lists them): {}",
            problems.join(" ")
        )),
    };
    if let Some(words) = words {
        post.send(Msg::Failed(words.into()));
    }
    if let Some(notice) = &opened.notice {
        post.send(Msg::Failed(notice.to_string().into()));
    }
}

/// Why there is no key: none was ever given, or this machine does not give it out.
fn no_key(error: &KeyError) -> Problem {
    let kind = match error {
        KeyError::None { .. } => ProblemKind::AuthenticationRequired,
        _ => ProblemKind::Local,
    };
    Problem::new(kind, error.to_string())
}

fn facts(profile: &ProfileSettings, desk: &Desk, address: &str) -> Facts {
    let settings = &desk.config.settings;
    let mut me = Author::of(AuthorRole::Agent);
    me.name = Some(settings.identity.name.clone())
        .filter(|name| !name.is_empty())
        .map(Into::into);
    me.email = settings.identity.email.clone().map(Into::into);
    Facts {
        profile: SafeText::line(&profile.name),
        address: SafeText::line(address),
        local: matches!(profile.kind, ProfileKind::Local { .. }),
        me,
        read_only: profile.read_only,
        downloads: downloads(&settings.ui).map_or_else(
            |none| SafeText::line(&none.to_string()),
            |folder| SafeText::line(&folder.display().to_string()),
        ),
        snippets: SafeText::line(&desk.paths.snippets_dir().display().to_string()),
    }
}

fn save_options(settings: &Settings) -> SaveOptions {
    SaveOptions {
        folder: downloads(&settings.ui).map_err(|none| none.to_string()),
        limit: u64::from(settings.ui.download_limit_mib) * 1024 * 1024,
        connect_timeout: settings.sync.connect_timeout,
        silence: settings.sync.request_timeout,
    }
}

/// What is told outside of the screen. The rules were checked when the settings were read.
fn notify(settings: &Settings) -> Notify {
    let notify = &settings.notify;
    let rules = notify.rules.iter();
    let rules = rules.filter_map(|rule| Query::parse(rule).ok()).collect();
    Notify::new(NotifyMethod::of(notify.method), rules, notify.show_text)
}

/// Terminals that are known to tell keys apart when asked. Others are not asked: some print the question.
fn wants_enhancement() -> bool {
    let var = |name| std::env::var(name).unwrap_or_default();
    let term = var("TERM");
    let program = var("TERM_PROGRAM");
    let known = [
        "kitty",
        "ghostty",
        "foot",
        "alacritty",
        "wezterm",
        "WezTerm",
        "iTerm.app",
    ];
    !term.starts_with("screen")
        && !term.starts_with("tmux")
        && known
            .iter()
            .any(|name| term.contains(name) || program.contains(name))
}

/// Everything needed to find the server.
struct Connect {
    paths: Paths,
    settings: Settings,
    profile: ProfileSettings,
    key: Result<ApiKey, Problem>,
    address: String,
    store: Store,
    post: Postbox,
    late: Arc<LateSync>,
    /// Told when nothing more is to be fetched for now.
    fetched: Arc<tokio::sync::Notify>,
}

impl Connect {
    /// Starts the local server if the workspace is local, then the synchronisation.
    async fn connect(self, server: Option<Bound>) -> Option<Running> {
        let (key, running) = match (&self.profile.kind, server) {
            (ProfileKind::Local { folder }, Some(bound)) => match bound.run(folder).await {
                Ok(running) => (running.key.clone(), Some(running)),
                Err(why) => {
                    self.offline(Problem::new(
                        ProblemKind::Local,
                        format!("the local server cannot start: {why}"),
                    ));
                    return None;
                }
            },
            _ => match self.key.clone() {
                Ok(key) => (key, None),
                Err(problem) => {
                    self.post.send(Msg::Link(Link::KeyRefused {
                        since: Utc::now(),
                        problem,
                    }));
                    return None;
                }
            },
        };
        self.synchronise(key).await;
        running
    }

    async fn synchronise(self, key: ApiKey) {
        let log = self.post.clone();
        let observer: Observer = Arc::new(move |record| log.send(Msg::Request(record)));
        let (profile, settings, address) = (
            self.profile.clone(),
            self.settings.sync.clone(),
            self.address.clone(),
        );
        // Reading the machine's certificates takes a while, which is no work for the runtime's threads.
        let client = tokio::task::spawn_blocking(move || {
            connection::client(&profile, &settings, &address, key, Some(observer))
        })
        .await;
        let client = match client {
            Ok(Ok(client)) => client,
            Ok(Err(problem)) => return self.offline(problem),
            Err(error) => {
                return self.offline(Problem::new(ProblemKind::Local, error.to_string()));
            }
        };
        let events = self.post.clone();
        let fetched = self.fetched.clone();
        let events: Events = Arc::new(move |event| {
            if matches!(event, SyncEvent::Idle) {
                fetched.notify_one();
            }
            if let Some(msg) = sync_event(event) {
                events.send(msg);
            }
        });
        let options = sync_options::of(
            &self.profile,
            &self.settings.sync,
            &self.store,
            client,
            events,
        );
        tracing::info!(log = %self.paths.log_file().display(), "synchronisation starts");
        self.late.started(Sync::start(options));
    }

    fn offline(&self, problem: Problem) {
        self.post.send(Msg::Link(Link::Offline {
            since: Utc::now(),
            problem,
            retry_at: None,
        }));
    }
}
