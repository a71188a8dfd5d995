//! The link: lost, found again, and refused.

use andibox::model::{Link, OutgoingState, ProblemKind};
use andibox::sync::SyncEvent;

use super::desk::{Desk, Setup, reply};
use super::proxy::{Fault, Proxy, REVOKED};
use super::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_written_without_a_server_is_delivered_once_when_there_is_one() {
    let mut world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Nobody home").await;
    world.stop().await;

    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let id = desk.ask(reply(&channel, &it, "Here again"));
    let (problem, retry) = desk
        .until("offline", |desk| match desk.link() {
            Some(Link::Offline {
                problem, retry_at, ..
            }) => Some((problem, retry_at)),
            _ => None,
        })
        .await;
    assert_eq!(problem.kind, ProblemKind::Unreachable);
    assert!(retry.is_some());
    assert!(matches!(desk.state(id), Some(OutgoingState::Queued { .. })));

    world.start_again().await;
    desk.delivered(id).await;
    desk.live().await;
    let there = world.messages(&channel, &it).await;
    let ours = there.iter().filter(|it| it["text"] == "Here again");
    assert_eq!(ours.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_comes_and_goes_is_noticed_both_times() {
    let mut world = World::start().await;
    world.channel("Email").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.live().await;
    world.stop().await;
    desk.until("offline", |desk| {
        matches!(desk.link(), Some(Link::Offline { .. })).then_some(())
    })
    .await;
    world.start_again().await;
    desk.live().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_key_stops_everything_and_keeps_the_words() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Locked out").await;
    let wrong = "andi_local_00000000000000000000000000000000";
    let desk = Desk::open(world.address, &Setup::with_key(wrong));
    let id = desk.ask(reply(&channel, &it, "Let me in"));
    let problem = desk
        .until("a refused key", |desk| match desk.link() {
            Some(Link::KeyRefused { problem, .. }) => Some(problem),
            _ => None,
        })
        .await;
    assert_eq!(problem.kind, ProblemKind::InvalidKey);
    desk.idle().await;
    assert_eq!(desk.state(id), Some(OutgoingState::Queued { after: None }));
    assert_eq!(world.messages(&channel, &it).await.len(), 1);
    assert!(desk.store.channels().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ending_while_a_request_is_under_way_is_quick() {
    // Accepts and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let desk = Desk::open(
        silent.local_addr().unwrap(),
        &Setup::with_key("andi_local_00000000000000000000000000000000"),
    );
    let (connection, _) = silent.accept().await.unwrap();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(5), desk.close()).await;
    assert!(ended.is_ok());
    drop(connection);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_revoked_on_the_way_keeps_the_reply_until_it_works_again() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Revoked").await;
    let proxy = Proxy::start(world.address).await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    proxy.break_writes([Fault::Refused(REVOKED)]);
    let id = desk.ask(reply(&channel, &it, "Still here"));
    desk.until("a refused key", |desk| {
        matches!(desk.link(), Some(Link::KeyRefused { .. })).then_some(())
    })
    .await;
    desk.until("the reply to be kept", |desk| {
        matches!(desk.state(id), Some(OutgoingState::Queued { after: None })).then_some(())
    })
    .await;
    assert_eq!(proxy.writes().len(), 1, "nothing more is sent");

    desk.sync.refresh();
    desk.delivered(id).await;
    desk.live().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_ours_is_told_and_the_work_goes_on() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Oops").await;
    let setup = Setup {
        panic_on: Some(|event| matches!(event, SyncEvent::Link(Link::Live { .. }))),
        ..Setup::with_key(&world.key)
    };
    let desk = Desk::open(world.address, &setup);
    let id = desk.ask(reply(&channel, &it, "Anyway"));
    desk.event("the fault", |event| match event {
        SyncEvent::Problem(problem) if problem.kind == ProblemKind::Local => Some(()),
        _ => None,
    })
    .await;
    desk.delivered(id).await;
    desk.until("the thread to be pulled", |desk| {
        let row = desk.store.thread_row(&it.as_str().into()).unwrap()?;
        (row.messages == 2).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waited_because_of_the_link_goes_when_it_is_back() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Backoff").await;
    let setup = || Setup::with_key(&world.key);
    let reading = Setup {
        read_only: true,
        ..setup()
    };
    let desk = Desk::open(world.address, &reading);
    desk.idle().await;
    let tomorrow = chrono::Utc::now() + chrono::TimeDelta::days(1);
    let after = Some(tomorrow);
    let id = desk.put(reply(&channel, &it, "Now"), OutgoingState::Queued { after });
    let desk = Desk::open_in(desk.close().await, world.address, &setup());
    desk.delivered(id).await;
}
