//! Changing a thread's status, by `PATCH` and by event.

use andibox::model::{OutgoingState, StatusStrategy, ThreadStatus, Waiting};
use andibox::server::ServerOptions;
use andibox::sync::{StrategyChoice, SyncEvent};
use serde_json::json;

use super::desk::{Desk, Setup, change, thread};
use super::proxy::{Fault, NOT_FOUND, NOT_IMPLEMENTED, Proxy};
use super::world::{World, question};

fn without_patch() -> ServerOptions {
    ServerOptions {
        patch_threads: false,
        ..ServerOptions::default()
    }
}

async fn strategy(desk: &Desk) -> StatusStrategy {
    desk.event("a strategy", |event| match event {
        SyncEvent::Strategy(strategy) => Some(*strategy),
        _ => None,
    })
    .await
}

/// The status people see here.
async fn shows(desk: &Desk, thread: &str, status: ThreadStatus) {
    desk.until("the status", |desk| {
        let row = desk.store.thread_row(&thread.into()).unwrap()?;
        (row.status == status && row.outgoing == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thread_is_closed_by_patch_and_that_is_remembered() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Done").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.idle().await;
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    assert_eq!(strategy(&desk).await, StatusStrategy::Patch);
    desk.delivered(id).await;
    shows(&desk, &it, ThreadStatus::Closed).await;
    let there = world
        .get(&format!("/channels/{channel}/threads/{it}"))
        .await;
    assert_eq!(there["status"], "closed");
    assert!(there["closedAt"].is_string());

    let folder = desk.close().await;
    let desk = Desk::open_in(folder, world.address, &Setup::with_key(&world.key));
    assert_eq!(strategy(&desk).await, StatusStrategy::Patch);
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Closed,
        ThreadStatus::Open,
    ));
    desk.delivered(id).await;
    let there = world
        .get(&format!("/channels/{channel}/threads/{it}"))
        .await;
    assert_eq!(there["status"], "open");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_there_is_no_patch_the_change_is_an_event_and_that_is_learned() {
    let world = World::start_with(without_patch()).await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Done").await;
    let proxy = Proxy::start(world.address).await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    assert_eq!(strategy(&desk).await, StatusStrategy::Event);
    desk.delivered(id).await;
    shows(&desk, &it, ThreadStatus::Closed).await;

    let there = world
        .get(&format!("/channels/{channel}/threads/{it}"))
        .await;
    assert_eq!(
        there["status"], "open",
        "the server itself cannot change it"
    );
    let event = &world.messages(&channel, &it).await[1];
    assert_eq!(event["direction"], "system");
    assert_eq!(event["kind"], "event");
    assert_eq!(event["text"], "Thread closed by Ana");
    assert_eq!(event["author"]["role"], "agent");
    assert_eq!(event["author"]["name"], "Ana");
    let expected = json!({
        "event": "thread.status", "from": "open", "to": "closed", "base": "open",
    });
    assert_eq!(event["metadata"]["andibox"], expected);
    assert_eq!(event["metadata"]["clientMessageId"], id.to_string());

    // What was learned is known at the next start: no second PATCH is tried.
    let folder = desk.close().await;
    let desk = Desk::open_in(folder, proxy.address, &Setup::with_key(&world.key));
    assert_eq!(strategy(&desk).await, StatusStrategy::Event);
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Closed,
        ThreadStatus::Archived,
    ));
    desk.delivered(id).await;
    shows(&desk, &it, ThreadStatus::Archived).await;
    let patches = |line: &&String| line.starts_with("PATCH ");
    assert_eq!(proxy.writes().iter().filter(patches).count(), 1);
    let event = &world.messages(&channel, &it).await[2];
    let expected = json!({
        "event": "thread.status", "from": "closed", "to": "archived", "base": "open",
    });
    assert_eq!(event["metadata"]["andibox"], expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_thread_is_settled_again_by_an_event_whichever_way_statuses_are_changed() {
    for (options, server_says) in [
        (ServerOptions::default(), "closed"),
        (without_patch(), "open"),
    ] {
        let world = World::start_with(options).await;
        let channel = world.channel("Email").await;
        let it = world.thread(&channel, "Refund").await;
        let proxy = Proxy::start(world.address).await;
        let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
        desk.idle().await;
        let closed = || ThreadStatus::Closed;
        let id = desk.ask(change(&channel, &it, ThreadStatus::Open, closed()));
        desk.delivered(id).await;
        shows(&desk, &it, closed()).await;
        let path = format!("/channels/{channel}/threads/{it}/messages");
        world.post(&path, &question("Thanks!")).await;
        desk.sync.refresh();
        desk.until("the customer to wait", |desk| {
            let row = desk.store.thread_row(&it.as_str().into()).unwrap()?;
            row.wrote_again.then_some(())
        })
        .await;

        let id = desk.ask(change(&channel, &it, closed(), closed()));
        desk.delivered(id).await;
        desk.until("nobody to wait", |desk| {
            let row = desk.store.thread_row(&it.as_str().into()).unwrap()?;
            let settled = row.status == closed() && row.waiting == Waiting::Nobody;
            (settled && row.outgoing == 0).then_some(())
        })
        .await;
        let patches = |line: &&String| line.starts_with("PATCH ");
        assert_eq!(proxy.writes().iter().filter(patches).count(), 1);
        let messages = world.messages(&channel, &it).await;
        let event = &messages[3];
        assert_eq!(event["text"], "Thread settled by Ana");
        let expected = json!({
            "event": "thread.status", "from": "closed", "to": "closed", "base": server_says,
        });
        assert_eq!(event["metadata"]["andibox"], expected);
        assert_eq!(messages.len(), 4, "nothing was sent to the customer");
        let there = world
            .get(&format!("/channels/{channel}/threads/{it}"))
            .await;
        assert_eq!(there["status"], server_says);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forced_patch_says_what_to_set_where_there_is_none() {
    let world = World::start_with(without_patch()).await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Done").await;
    let setup = Setup {
        strategy: StrategyChoice::Patch,
        ..Setup::with_key(&world.key)
    };
    let desk = Desk::open(world.address, &setup);
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    let problem = desk
        .until("a refusal", |desk| match desk.state(id) {
            Some(OutgoingState::Rejected(problem)) => Some(problem),
            _ => None,
        })
        .await;
    let words = problem.sentence();
    assert!(
        words.expose().contains("thread_status = \"event\""),
        "{words:?}"
    );
    assert_eq!(world.messages(&channel, &it).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forced_event_never_patches() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Done").await;
    let proxy = Proxy::start(world.address).await;
    let setup = Setup {
        strategy: StrategyChoice::Event,
        ..Setup::with_key(&world.key)
    };
    let desk = Desk::open(proxy.address, &setup);
    let id = desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    desk.delivered(id).await;
    assert!(proxy.writes().iter().all(|line| line.starts_with("POST ")));
    assert_eq!(world.messages(&channel, &it).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_a_thread_that_is_not_there_is_refused_and_teaches_nothing() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let id = desk.ask(change(
        &channel,
        "gone",
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    desk.until("a refusal", |desk| {
        matches!(desk.state(id), Some(OutgoingState::Rejected(_))).then_some(())
    })
    .await;
    let learned = |event: &SyncEvent| matches!(event, SyncEvent::Strategy(_));
    assert!(!desk.events().iter().any(learned));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn not_found_for_a_thread_that_is_there_and_not_implemented_mean_no_patch() {
    for answer in [NOT_FOUND, NOT_IMPLEMENTED] {
        let world = World::start().await;
        let channel = world.channel("Email").await;
        let it = world.thread(&channel, "Done").await;
        let proxy = Proxy::start(world.address).await;
        let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
        proxy.break_writes([Fault::Refused(answer)]);
        let id = desk.ask(change(
            &channel,
            &it,
            ThreadStatus::Open,
            ThreadStatus::Closed,
        ));
        assert_eq!(strategy(&desk).await, StatusStrategy::Event, "{answer}");
        desk.delivered(id).await;
        shows(&desk, &it, ThreadStatus::Closed).await;
        let lines: Vec<_> = proxy.writes();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("PATCH ") && lines[1].starts_with("POST "));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_change_brought_about_is_pulled_at_once() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Done").await;
    let desk = Desk::open(world.address, &Setup::once(&world.key));
    desk.idle().await;
    desk.ask(change(
        &channel,
        &it,
        ThreadStatus::Open,
        ThreadStatus::Closed,
    ));
    desk.until("the server's own event", |desk| {
        let here = desk.store.all_messages(&thread(&channel, &it)).unwrap();
        (here.len() == 2).then_some(())
    })
    .await;
    desk.until("the request to be done", |desk| {
        let outgoing = desk.store.outgoing(&thread(&channel, &it)).unwrap();
        outgoing.is_empty().then_some(())
    })
    .await;
}
