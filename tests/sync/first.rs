//! Pulling: the first synchronisation, news, and lists with broken elements.

use andibox::model::MessageAnchor;
use andibox::model::{Conversation, Link, Message, Progress};
use andibox::server::ServerOptions;
use andibox::sync::SyncEvent;
use serde_json::Value;

use super::desk::{Desk, Setup, reply, thread};
use super::proxy::Proxy;
use super::world::{World, id, question};

fn texts(desk: &Desk, conversation: &Conversation) -> Vec<String> {
    let messages = desk.store.all_messages(conversation).unwrap();
    messages.iter().map(text).collect()
}

fn text(message: &Message) -> String {
    let text = message.text.as_ref();
    text.map_or(String::new(), |text| text.expose().to_owned())
}

fn ids(list: &[Value]) -> Vec<String> {
    list.iter().map(id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_synchronisation_brings_all_there_is() {
    let options = ServerOptions {
        demo: true,
        ..ServerOptions::default()
    };
    let world = World::start_with(options).await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.idle().await;

    let channels = world.list("/channels").await;
    let here: Vec<String> = desk
        .store
        .channels()
        .unwrap()
        .iter()
        .map(|row| row.id.as_str().to_owned())
        .collect();
    assert_eq!(here, ids(&channels));
    let mut threads = 0;
    for channel in ids(&channels) {
        let feed = Conversation::Feed {
            channel: channel.as_str().into(),
        };
        let there = world.list(&format!("/channels/{channel}/messages")).await;
        assert_eq!(desk.store.all_messages(&feed).unwrap().len(), there.len());
        for listed in world.list(&format!("/channels/{channel}/threads")).await {
            threads += 1;
            let thread = id(&listed);
            let there = world.messages(&channel, &thread).await;
            let here = desk
                .store
                .messages(
                    &self::thread(&channel, &thread),
                    &MessageAnchor::First,
                    1000,
                )
                .unwrap();
            let here: Vec<_> = here
                .messages
                .iter()
                .map(|it| it.message.id.as_str().to_owned())
                .collect();
            assert_eq!(here, ids(&there), "{thread}");
        }
    }
    assert!(threads > 20, "the demo is larger than that");
    let done = Progress {
        done: threads,
        total: threads,
    };
    let told: Vec<_> = desk
        .events()
        .into_iter()
        .filter_map(|event| match event {
            SyncEvent::Progress(progress) => Some(progress),
            _ => None,
        })
        .collect();
    assert_eq!(told.last(), Some(&done));
    assert!(told.len() > 1, "progress was told on the way: {told:?}");
    assert_eq!(desk.store.pull_progress().unwrap(), done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_of_an_open_thread_and_of_another_arrive() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let (open, other) = (
        world.thread(&channel, "Open").await,
        world.thread(&channel, "Other").await,
    );
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.sync
        .watch(Some(thread(&channel, &open)), Some(channel.as_str().into()));
    desk.idle().await;
    for it in [&open, &other] {
        let path = format!("/channels/{channel}/threads/{it}/messages");
        world.post(&path, &question("And another thing")).await;
    }
    for it in [&open, &other] {
        desk.until("the news", |desk| {
            let texts = texts(desk, &thread(&channel, it));
            texts
                .contains(&"And another thing".to_owned())
                .then_some(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_not_changed_is_not_written_again() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    world.thread(&channel, "Nothing new").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.idle().await;
    let folder = desk.close().await;

    // A second start knows the lists of the first one.
    let proxy = Proxy::start(world.address).await;
    // Were the list read again, it would have a broken element.
    proxy.replace("\"status\":\"open\"", "\"status\": 1234 ");
    let desk = Desk::open_in(folder, proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    desk.live().await;
    let broken = |event: &SyncEvent| matches!(event, SyncEvent::Broken { .. });
    assert!(!desk.events().iter().any(broken));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_broken_element_is_told_once_and_hides_no_other() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let bad = world.thread(&channel, "Bad thread").await;
    let good = world.thread(&channel, "Good").await;
    let proxy = Proxy::start(world.address).await;
    proxy.replace("\"title\":\"Bad thread\"", "\"title\":[1234567890]");
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.sync.watch(None, Some(channel.as_str().into()));
    let first = desk
        .event("a broken element", |event| match event {
            SyncEvent::Broken { count: 1, first } => Some(first.clone()),
            _ => None,
        })
        .await;
    assert!(first.expose().contains("title"), "{first:?}");
    desk.idle().await;
    assert!(
        desk.store
            .thread_row(&good.as_str().into())
            .unwrap()
            .is_some()
    );
    assert!(
        desk.store
            .thread_row(&bad.as_str().into())
            .unwrap()
            .is_none()
    );

    // Another thread: the list changes, the broken element does not.
    let third = world.thread(&channel, "Third").await;
    desk.until("the third thread", |desk| {
        desk.store.thread_row(&third.as_str().into()).unwrap()
    })
    .await;
    let broken = |event: &&SyncEvent| matches!(event, SyncEvent::Broken { .. });
    assert_eq!(desk.events().iter().filter(broken).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thread_that_moved_without_new_messages_is_not_wanted_for_ever() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Old title").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.idle().await;
    world.rename(&channel, &it, "New title").await;
    desk.until("the new title, and nothing left to pull", |desk| {
        let row = desk.store.thread_row(&it.as_str().into()).unwrap()?;
        let title = row.title?;
        let progress = desk.store.pull_progress().unwrap();
        (title.expose() == "New title" && progress.done == progress.total).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_link_returns_everything_is_looked_at() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Before").await;
    let elsewhere = world.thread(&channel, "Elsewhere").await;
    let proxy = Proxy::start(world.address).await;
    let desk = Desk::open(proxy.address, &Setup::once(&world.key));
    desk.idle().await;
    proxy.set_down(true);
    desk.ask(reply(&channel, &elsewhere, "Anybody?"));
    desk.until("offline", |desk| {
        matches!(desk.link(), Some(Link::Offline { .. })).then_some(())
    })
    .await;
    let path = format!("/channels/{channel}/threads/{it}/messages");
    world.post(&path, &question("While you were away")).await;
    proxy.set_down(false);
    desk.until("the news", |desk| {
        let texts = texts(desk, &thread(&channel, &it));
        texts
            .contains(&"While you were away".to_owned())
            .then_some(())
    })
    .await;
}
