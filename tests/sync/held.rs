//! The undo window at the sender: what is held leaves when its window ends, with what waits behind it, and never when
//! it was taken back.

use andibox::model::{OutgoingState, ThreadStatus};
use chrono::{TimeDelta, Utc};

use super::desk::{Desk, Setup, change, reply};
use super::world::World;

fn held(seconds: i64) -> OutgoingState {
    OutgoingState::Held {
        until: Utc::now() + TimeDelta::seconds(seconds),
    }
}

const QUEUED: OutgoingState = OutgoingState::Queued { after: None };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_message_and_the_close_behind_it_leave_when_its_window_ends() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Order").await;
    let other = world.thread(&channel, "Refund").await;
    let desk = Desk::open(world.address, &Setup::once(&world.key));
    desk.live().await;
    let message = desk.put(reply(&channel, &it, "On its way."), held(3_000));
    let to = ThreadStatus::Closed;
    let close = desk.put(change(&channel, &it, ThreadStatus::Open, to), QUEUED);
    // Another thread does not wait; when its message is there, the held ones would be, too.
    let free = desk.ask(reply(&channel, &other, "At once."));
    desk.delivered(free).await;
    desk.idle().await;
    assert!(matches!(
        desk.state(message),
        Some(OutgoingState::Held { .. })
    ));
    assert_eq!(desk.state(close), Some(QUEUED));
    assert_eq!(world.messages(&channel, &it).await.len(), 1);

    desk.put_clock_forward(3_001);
    desk.delivered(message).await;
    desk.until("the close", |desk| {
        matches!(desk.state(close), None | Some(OutgoingState::Sent)).then_some(())
    })
    .await;
    let there = world.messages(&channel, &it).await;
    assert_eq!(there[1]["text"], "On its way.");
    let path = format!("/channels/{channel}/threads/{it}");
    assert_eq!(world.get(&path).await["status"], "closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_back_in_its_window_never_leaves_and_frees_what_comes_after_it() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Order").await;
    let desk = Desk::open(world.address, &Setup::once(&world.key));
    desk.live().await;
    let message = desk.put(reply(&channel, &it, "Wrong words"), held(3_000));
    let to = ThreadStatus::Closed;
    let close = desk.put(change(&channel, &it, ThreadStatus::Open, to), QUEUED);
    let taken = desk
        .store
        .take_back_all(&[message, close], Utc::now())
        .unwrap();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].draft.as_ref().unwrap().text, "Wrong words");
    let right = desk.ask(reply(&channel, &it, "Right words"));
    desk.delivered(right).await;
    desk.put_clock_forward(4_000);
    let more = desk.ask(reply(&channel, &it, "And more"));
    desk.delivered(more).await;
    let there = world.messages(&channel, &it).await;
    let texts: Vec<_> = there[1..]
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Right words", "And more"]);
    let path = format!("/channels/{channel}/threads/{it}");
    assert_eq!(world.get(&path).await["status"], "open");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_held_at_the_end_is_sent_by_the_next_start() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Order").await;
    let desk = Desk::open(world.address, &Setup::once(&world.key));
    desk.live().await;
    let message = desk.put(reply(&channel, &it, "Held"), held(3_000));
    let folder = desk.close().await;
    let desk = Desk::open_in(folder, world.address, &Setup::once(&world.key));
    desk.live().await;
    assert!(matches!(
        desk.state(message),
        Some(OutgoingState::Held { .. })
    ));
    desk.put_clock_forward(3_001);
    desk.delivered(message).await;
    assert_eq!(world.messages(&channel, &it).await.len(), 2);
}
