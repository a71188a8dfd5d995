//! Two of a profile on one machine.

use super::desk::{Desk, Setup, reply};
use super::proxy::Proxy;
use super::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_only_adds_to_the_outbox_and_sends_when_the_first_has_gone() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Two of us").await;
    let first = Desk::open(world.address, &Setup::with_key(&world.key));
    first.idle().await;
    let proxy = Proxy::start(world.address).await;
    let second = Desk::open_in(first.folder(), proxy.address, &Setup::with_key(&world.key));
    second.idle().await;

    // The first one finds it by itself.
    let id = second.ask(reply(&channel, &it, "from the second"));
    first
        .until("the first to send it", |desk| {
            desk.state(id).is_none().then_some(())
        })
        .await;
    assert!(proxy.writes().is_empty(), "the second did not send it");
    first.close().await;

    let id = second.ask(reply(&channel, &it, "alone now"));
    second.delivered(id).await;
    let there = world.messages(&channel, &it).await;
    let texts: Vec<_> = there
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Two of us", "from the second", "alone now"]);
}
