//! One real frame: the local server with the demo workspace, a first synchronisation, a thread opened, and a draw.

use std::sync::Arc;
use std::time::Duration;

use andibox::api::{Address, Client, ClientOptions};
use andibox::app::msg::Msg;
use andibox::app::{Facts, State, update};
use andibox::command::{Key, Keymap};
use andibox::model::{Author, AuthorRole};
use andibox::server::{Server, ServerOptions};
use andibox::store::{OpenOptions, Store};
use andibox::sync::{Intervals, Options, StrategyChoice, Sync, SyncEvent};
use andibox::terminal::{Desk, Postbox, store_event, sync_event};
use andibox::text::SafeText;
use andibox::theme::Theme;
use andibox::view;
use anyhow::{Context, Result};
use chrono::{FixedOffset, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tokio::net::TcpListener;
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::oneshot;

/// A picture that takes longer than this will not come.
const PATIENCE: Duration = Duration::from_mins(1);

/// The frame of a demo workspace in a theme, after some keys such as `j Enter`.
pub fn of_the_demo(size: (u16, u16), theme: &Theme, keys: &str) -> Result<Buffer> {
    tokio::runtime::Runtime::new()?.block_on(draw(size, theme, keys))
}

async fn draw(size: (u16, u16), theme: &Theme, keys: &str) -> Result<Buffer> {
    let folder = tempfile::tempdir()?;
    let options = ServerOptions {
        demo: true,
        ..ServerOptions::default()
    };
    let server = Server::open(&folder.path().join("server"), options)?;
    let key = server.admin_key()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/api/v1", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.serve(listener, async { stopped.await.unwrap_or(()) }));

    let (sender, mut inbox) = unbounded_channel();
    let post = Postbox::new(sender);
    let to_program = post.clone();
    let opened = Store::open(
        &folder.path().join("inbox.db"),
        OpenOptions {
            listener: Arc::new(move |event| to_program.send(store_event(event))),
            ..OpenOptions::quiet(Utc::now())
        },
    )?;
    let mut client = ClientOptions::new(Address::parse(&address)?);
    client.key = Some(key);
    let (whole, mut synced) = unbounded_channel();
    let to_program = post.clone();
    let second = Duration::from_secs(1);
    let sync = Arc::new(Sync::start(Options {
        store: opened.store.clone(),
        client: Client::new(client)
            .map_err(|problem| anyhow::anyhow!("{:?}", problem.sentence()))?,
        settings: Intervals {
            open_thread: second,
            thread_list: second,
            others_min: second,
            others_max: second,
            concurrency: 4,
        },
        strategy: StrategyChoice::Auto,
        read_only: true,
        events: Arc::new(move |event| {
            if let SyncEvent::Progress(progress) = &event
                && progress.total > 0
                && progress.done == progress.total
            {
                // A second report after the first was taken has nobody to go to.
                whole.send(()).ok();
            }
            if let Some(msg) = sync_event(event) {
                to_program.send(msg);
            }
        }),
        clock: Arc::new(Utc::now),
        lock_path: folder.path().join("sender.lock"),
    }));
    tokio::time::timeout(PATIENCE, synced.recv())
        .await
        .context("the first synchronisation")?;

    let mut me = Author::of(AuthorRole::Agent);
    me.name = Some("Ana Ruiz".into());
    let facts = Facts {
        profile: "local".into(),
        address: SafeText::line(&address),
        local: true,
        me,
        read_only: false,
        ..Facts::default()
    };
    let utc = FixedOffset::east_opt(0).context("UTC")?;
    let mut state = State::new(facts, Keymap::default(), Utc::now(), utc);
    state.size = size;
    let handle = tokio::runtime::Handle::current();
    let desk = Desk::new(&opened.store, Arc::clone(&sync) as _, post, handle)?;
    let mut messages = vec![Msg::Start];
    settle(&mut state, &desk, &mut messages, &mut inbox).await;
    for key in keys.split_whitespace() {
        messages.push(Msg::Key(key.parse::<Key>().context("a key")?));
        settle(&mut state, &desk, &mut messages, &mut inbox).await;
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    view::draw(&state, theme, &mut buffer);
    desk.finish();
    drop(stop);
    serving.await??;
    Ok(buffer)
}

/// Handles messages until nothing is under way.
async fn settle(
    state: &mut State,
    desk: &Desk,
    messages: &mut Vec<Msg>,
    inbox: &mut tokio::sync::mpsc::UnboundedReceiver<Msg>,
) {
    loop {
        for msg in messages.drain(..) {
            for effect in update(state, msg) {
                desk.carry_out(effect);
            }
        }
        if state.follows() {
            messages.push(Msg::CatchUp);
            continue;
        }
        // Asked for before the look: work that ends behind its message must not end unseen.
        let post = desk.post();
        let over = post.over();
        if post.quiet() && inbox.is_empty() {
            return;
        }
        tokio::select! {
            Some(msg) = inbox.recv() => messages.push(msg),
            () = over => {}
        }
    }
}
