//! Requests that break in every way: nothing is lost, nothing is there twice, and all ends delivered.

use andibox::model::{Action, Mode, OutgoingState, ProblemKind, ThreadStatus};
use serde_json::Value;

use super::desk::{Desk, Setup, ana, change, reply};
use super::proxy::{BUSY, CUT, FAILED, Fault, Proxy};
use super::world::{World, id};

fn faults() -> [Fault; 6] {
    [
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::Refused(FAILED),
        Fault::Instead(FAILED),
        Fault::Instead(CUT),
        Fault::Refused(BUSY),
    ]
}

fn count(list: &[Value], text: &str) -> usize {
    list.iter().filter(|it| it["text"] == text).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_arrives_once_whatever_breaks() {
    for fault in faults() {
        let world = World::start().await;
        let channel = world.channel("Email").await;
        let it = world.thread(&channel, "Storm").await;
        let proxy = Proxy::start(world.address).await;
        let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
        desk.idle().await;
        proxy.break_writes([fault.clone()]);
        let id = desk.ask(reply(&channel, &it, "Hold on"));
        desk.delivered(id).await;
        let there = world.messages(&channel, &it).await;
        assert_eq!(count(&there, "Hold on"), 1, "{fault:?}");
        // Done without a second request where the first one did it.
        let again = !matches!(fault, Fault::ResetAfter | Fault::Instead(_));
        assert_eq!(proxy.writes().len(), 1 + usize::from(again), "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_thread_and_its_reply_arrive_once_whatever_breaks() {
    for fault in faults() {
        let world = World::start().await;
        let channel = world.channel("Email").await;
        let proxy = Proxy::start(world.address).await;
        let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
        desk.idle().await;
        proxy.break_writes([fault.clone()]);
        let asked = desk.ask(Action::NewThread {
            channel: channel.as_str().into(),
            title: "Storm".to_owned(),
            source: None,
            first: Some((Mode::Reply, "Hello".to_owned())),
            author: ana(),
            created: None,
        });
        desk.delivered(asked).await;
        let threads = world.list(&format!("/channels/{channel}/threads")).await;
        assert_eq!(threads.len(), 1, "{fault:?}");
        let there = world.messages(&channel, &id(&threads[0])).await;
        assert_eq!(there.len(), 1, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thread_is_closed_once_whatever_breaks() {
    for fault in faults() {
        let world = World::start().await;
        let channel = world.channel("Email").await;
        let it = world.thread(&channel, "Storm").await;
        let proxy = Proxy::start(world.address).await;
        let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
        desk.idle().await;
        proxy.break_writes([fault.clone()]);
        let id = desk.ask(change(
            &channel,
            &it,
            ThreadStatus::Open,
            ThreadStatus::Closed,
        ));
        desk.delivered(id).await;
        let there = world
            .get(&format!("/channels/{channel}/threads/{it}"))
            .await;
        assert_eq!(there["status"], "closed", "{fault:?}");
        let there = world.messages(&channel, &it).await;
        let events = there.iter().filter(|it| it["kind"] == "event").count();
        assert_eq!(events, 1, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_replies_through_a_storm_arrive_once_and_in_order() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let threads = [
        world.thread(&channel, "One").await,
        world.thread(&channel, "Two").await,
    ];
    let proxy = Proxy::start(world.address).await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    proxy.break_writes([Fault::ResetAfter, Fault::ResetBefore]);
    proxy.break_writes([Fault::Instead(FAILED), Fault::Refused(BUSY)]);
    let mut asked = Vec::new();
    for n in 0..3 {
        for it in &threads {
            asked.push(desk.ask(reply(&channel, it, &format!("reply {n}"))));
        }
    }
    for id in asked {
        desk.delivered(id).await;
    }
    for it in &threads {
        let there = world.messages(&channel, it).await;
        let texts: Vec<_> = there[1..]
            .iter()
            .map(|it| it["text"].as_str().unwrap())
            .collect();
        assert_eq!(texts, ["reply 0", "reply 1", "reply 2"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_be_an_unreadable_element_is_not_sent_again_but_given_to_the_person() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Storm").await;
    let proxy = Proxy::start(world.address).await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    // From now on the server's own form of what we write cannot be read.
    proxy.replace("\"text\":\"Hold on\"", "\"text\":[1234567]");
    proxy.break_writes([Fault::ResetAfter]);
    let id = desk.ask(reply(&channel, &it, "Hold on"));
    let mut looked = 0;
    let problem = desk
        .until("it to be given back", |desk| match desk.state(id) {
            Some(OutgoingState::Rejected(problem)) => Some(problem),
            // The looks wait for each other by the clock.
            Some(OutgoingState::Unknown { .. }) if looked < 50 => {
                looked += 1;
                desk.put_clock_forward(11);
                None
            }
            _ => None,
        })
        .await;
    assert_eq!(problem.kind, ProblemKind::Unreadable);
    assert_eq!(proxy.writes().len(), 1);
}
