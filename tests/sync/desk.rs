//! A store with a synchronisation, and what it tells: tests wait for it to become so, with a deadline, and never sleep.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use andibox::api::{Address, Client, ClientOptions};
use andibox::model::{
    Action, ApiKey, Author, AuthorRole, ClientMessageId, Conversation, Link, Mode, Outgoing,
    OutgoingState, ThreadStatus,
};
use andibox::store::{OpenOptions, Store};
use andibox::sync::{Clock, Intervals, Options, StrategyChoice, Sync, SyncEvent};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use tokio::sync::Notify;
use tokio::time::timeout;
use uuid::Uuid;

const DEADLINE: Duration = Duration::from_secs(30);

/// The machine's clock, which a test may put forward.
#[derive(Default)]
pub struct TestClock(AtomicI64);

impl TestClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.0.load(Ordering::SeqCst))
    }
}

/// What was told so far.
#[derive(Default)]
struct Told {
    events: Mutex<Vec<SyncEvent>>,
    /// Something was told, or changed in the store.
    news: Notify,
}

/// How a desk is set up.
pub struct Setup {
    pub key: String,
    pub strategy: StrategyChoice,
    pub read_only: bool,
    pub settings: Intervals,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// Panics when it first hears of such an event.
    pub panic_on: Option<fn(&SyncEvent) -> bool>,
}

impl Setup {
    pub fn with_key(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            strategy: StrategyChoice::Auto,
            read_only: false,
            settings: Intervals {
                open_thread: Duration::from_millis(100),
                thread_list: Duration::from_millis(200),
                others_min: Duration::from_millis(300),
                others_max: Duration::from_secs(1),
                concurrency: 4,
            },
            request_timeout: Duration::from_secs(10),
            panic_on: None,
        }
    }
}

impl Setup {
    /// Nothing is asked for again because of time alone.
    pub fn once(key: &str) -> Self {
        let never = Duration::from_hours(24);
        let mut setup = Self::with_key(key);
        setup.settings = Intervals {
            open_thread: never,
            thread_list: never,
            others_min: never,
            others_max: never,
            ..setup.settings
        };
        setup
    }
}

/// One person's andibox, without its screen.
pub struct Desk {
    pub store: Store,
    pub sync: Sync,
    folder: Arc<TempDir>,
    told: Arc<Told>,
    clock: Arc<TestClock>,
}

impl Desk {
    pub fn open(address: SocketAddr, setup: &Setup) -> Self {
        Self::open_in(Arc::new(tempfile::tempdir().unwrap()), address, setup)
    }

    /// In a folder where a desk was, or is, already.
    pub fn open_in(folder: Arc<TempDir>, address: SocketAddr, setup: &Setup) -> Self {
        let told = Arc::<Told>::default();
        let listening = Arc::clone(&told);
        let options = OpenOptions {
            listener: Arc::new(move |_| listening.news.notify_waiters()),
            now: Utc::now(),
            deriving: || {},
        };
        let store = Store::open(&folder.path().join("inbox.db"), options)
            .unwrap()
            .store;
        let clock = Arc::<TestClock>::default();
        let of_sync = Arc::clone(&clock);
        let time: Clock = Arc::new(move || of_sync.now());
        let mut client =
            ClientOptions::new(Address::parse(&format!("http://{address}/api/v1")).unwrap());
        client.key = Some(ApiKey::new(&setup.key).unwrap());
        client.request_timeout = setup.request_timeout;
        let hearing = Arc::clone(&told);
        let panic_on = Mutex::new(setup.panic_on);
        let sync = Sync::start(Options {
            store: store.clone(),
            client: Client::new(client).unwrap(),
            settings: setup.settings,
            strategy: setup.strategy,
            read_only: setup.read_only,
            events: Arc::new(move |event| {
                let wanted = panic_on.lock().unwrap().take_if(|wanted| wanted(&event));
                hearing.events.lock().unwrap().push(event);
                hearing.news.notify_waiters();
                assert!(wanted.is_none(), "a fault that a test asked for");
            }),
            clock: time,
            lock_path: folder.path().join("sender.lock"),
        });
        Self {
            store,
            sync,
            folder,
            told,
            clock,
        }
    }

    /// Ends it, and gives its folder back.
    pub async fn close(self) -> Arc<TempDir> {
        self.sync.shutdown().await;
        self.folder
    }

    pub fn folder(&self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    pub fn put_clock_forward(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
        self.sync.outbox_changed();
    }

    /// Everything told so far.
    pub fn events(&self) -> Vec<SyncEvent> {
        self.told.events.lock().unwrap().clone()
    }

    /// Waits until something holds.
    pub async fn until<T>(&self, what: &str, mut holds: impl FnMut(&Self) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let news = self.told.news.notified();
                tokio::pin!(news);
                news.as_mut().enable();
                if let Some(answer) = holds(self) {
                    return answer;
                }
                news.await;
            }
        };
        let Ok(answer) = timeout(DEADLINE, waiting).await else {
            let events = self.events();
            let outbox = self.store.outbox().unwrap();
            panic!("in vain for: {what}\noutbox: {outbox:#?}\nevents: {events:#?}");
        };
        answer
    }

    /// Waits for an event.
    pub async fn event<T>(&self, what: &str, mut wanted: impl FnMut(&SyncEvent) -> Option<T>) -> T {
        self.until(what, |desk| desk.events().iter().find_map(&mut wanted))
            .await
    }

    pub async fn live(&self) {
        self.until("a live link", |desk| {
            matches!(desk.link(), Some(Link::Live { .. })).then_some(())
        })
        .await;
    }

    /// Waits until nothing is left to do.
    pub async fn idle(&self) {
        self.event("idle", |event| (*event == SyncEvent::Idle).then_some(()))
            .await;
    }

    /// The last link told.
    pub fn link(&self) -> Option<Link> {
        self.events()
            .into_iter()
            .rev()
            .find_map(|event| match event {
                SyncEvent::Link(link) => Some(link),
                _ => None,
            })
    }

    /// Puts something into the outbox.
    pub fn ask(&self, action: Action) -> ClientMessageId {
        let id = self.put(action, OutgoingState::Queued { after: None });
        self.sync.outbox_changed();
        id
    }

    pub fn put(&self, action: Action, state: OutgoingState) -> ClientMessageId {
        let id = ClientMessageId::new(Uuid::now_v7());
        let outgoing = Outgoing {
            id,
            action,
            state,
            created_at: Utc::now(),
            attempts: 0,
            last_problem: None,
        };
        self.store.enqueue(&outgoing).unwrap();
        id
    }

    /// The state of a request; none once it is confirmed.
    pub fn state(&self, id: ClientMessageId) -> Option<OutgoingState> {
        let found = self.store.outgoing_by_id(id).unwrap();
        found.map(|outgoing| outgoing.state)
    }

    /// Waits until a request is done, putting the clock forward so that the looks for it are due.
    pub async fn delivered(&self, id: ClientMessageId) {
        let mut forward = false;
        self.until("the request to be delivered", |desk| match desk.state(id) {
            None => Some(()),
            Some(OutgoingState::Unknown { absent: 1.., .. }) if !forward => {
                forward = true;
                desk.put_clock_forward(11);
                None
            }
            Some(OutgoingState::Rejected(problem)) => panic!("rejected: {problem:?}"),
            _ => None,
        })
        .await;
    }
}

pub fn thread(channel: &str, thread: &str) -> Conversation {
    Conversation::Thread {
        channel: channel.into(),
        thread: thread.into(),
    }
}

pub fn ana() -> Author {
    Author {
        name: Some("Ana".into()),
        email: Some("ana@example.com".into()),
        ..Author::of(AuthorRole::Agent)
    }
}

pub fn words(conversation: Conversation, mode: Mode, text: &str) -> Action {
    Action::Message {
        conversation,
        mode,
        text: text.to_owned(),
        parent: None,
        author: ana(),
        attachments: Vec::new(),
    }
}

pub fn reply(channel: &str, in_thread: &str, text: &str) -> Action {
    words(thread(channel, in_thread), Mode::Reply, text)
}

pub fn change(channel: &str, thread: &str, from: ThreadStatus, to: ThreadStatus) -> Action {
    Action::Status {
        channel: channel.into(),
        thread: thread.into(),
        from,
        to,
        author: ana(),
    }
}
