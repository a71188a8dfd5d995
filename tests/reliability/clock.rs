//! The machine's clock moved, backwards and forwards, and machines that slept: nothing waits for ever, nothing goes
//! twice, and all recovers without a key press.

#[expect(dead_code, reason = "shared with the tests of the synchronisation")]
#[path = "../sync/proxy.rs"]
mod proxy;

use andibox::model::{Link, OutgoingState, Problem, ProblemKind};

use super::faults::desk::{Desk, Setup, reply};
use super::faults::world::World;
use proxy::{Fault, Proxy, REVOKED};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

const WAIT_LONG: &str =
    "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3600\r\ncontent-length: 2\r\n\r\n{}";

/// A server, a channel, a thread in it, and a proxy before it.
async fn world() -> (World, String, String, Proxy) {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Time").await;
    let proxy = Proxy::start(world.address).await;
    (world, channel, it, proxy)
}

async fn there_once(world: &World, channel: &str, it: &str, text: &str) {
    let there = world.messages(channel, it).await;
    let ours = there.iter().filter(|it| it["text"] == text);
    assert_eq!(ours.count(), 1, "{there:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_put_back_by_a_day_holds_up_no_request() {
    let (world, channel, it, proxy) = world().await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    desk.put_clock_forward(2 * DAY);
    // One waits for its next try, one for its second look, one in its undo window: as they are left by faults, put
    // there at once, since waits of seconds that have to overlap do not on a slow machine.
    let other = world.thread(&channel, "Other").await;
    let third = world.thread(&channel, "Third").await;
    let ahead = chrono::Utc::now() + chrono::TimeDelta::seconds(2 * DAY);
    let minute = chrono::TimeDelta::minutes(1);
    let ids = [
        desk.put(
            reply(&channel, &it, "one"),
            OutgoingState::Queued {
                after: Some(ahead + minute),
            },
        ),
        desk.put(
            reply(&channel, &other, "two"),
            OutgoingState::Unknown {
                problem: Problem::new(ProblemKind::NoAnswer, "reset"),
                absent: 1,
                checked_at: Some(ahead),
            },
        ),
        desk.put(
            reply(&channel, &third, "three"),
            OutgoingState::Held {
                until: ahead + minute,
            },
        ),
    ];
    desk.put_clock_forward(-DAY);
    for id in ids {
        desk.until("it to be delivered a moment later", |desk| {
            if matches!(desk.state(id), Some(OutgoingState::Rejected(_))) {
                panic!("rejected");
            }
            // Far less than the day.
            desk.put_clock_forward(1);
            desk.state(id).is_none().then_some(())
        })
        .await;
    }
    there_once(&world, &channel, &it, "one").await;
    there_once(&world, &channel, &other, "two").await;
    there_once(&world, &channel, &third, "three").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_left_with_a_clock_ahead_goes_after_the_next_start() {
    let (world, channel, it, proxy) = world().await;
    let reading = Setup {
        read_only: true,
        ..Setup::with_key(&world.key)
    };
    let desk = Desk::open(proxy.address, &reading);
    desk.idle().await;
    let ahead = chrono::Utc::now() + chrono::TimeDelta::days(300);
    let unknown = OutgoingState::Unknown {
        problem: Problem::new(ProblemKind::NoAnswer, "reset"),
        absent: 1,
        checked_at: Some(ahead),
    };
    let id = desk.put(reply(&channel, &it, "from the future"), unknown);
    let desk = Desk::open_in(
        desk.close().await,
        proxy.address,
        &Setup::with_key(&world.key),
    );
    desk.delivered(id).await;
    there_once(&world, &channel, &it, "from the future").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_slept_through_the_night_recovers_without_a_key() {
    let (world, channel, it, proxy) = world().await;
    let desk = Desk::open(proxy.address, &Setup::once(&world.key));
    desk.idle().await;
    proxy.break_writes([Fault::Refused(REVOKED)]);
    let id = desk.ask(reply(&channel, &it, "good morning"));
    desk.until("a refused key, which is tried every minute", |desk| {
        matches!(desk.link(), Some(Link::KeyRefused { .. })).then_some(())
    })
    .await;
    let path = format!("/channels/{channel}/threads/{it}/messages");
    world
        .post(&path, &super::faults::world::question("Anybody awake?"))
        .await;
    // The timers have not moved, the clock has.
    desk.put_clock_forward(9 * HOUR);
    desk.delivered(id).await;
    desk.live().await;
    desk.until("the news of the night", |desk| {
        let row = desk.store.thread_row(&it.as_str().into()).unwrap()?;
        (row.messages == 3).then_some(())
    })
    .await;
    there_once(&world, &channel, &it, "good morning").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_the_server_asked_for_is_over_when_it_passed_in_sleep() {
    let (world, channel, it, proxy) = world().await;
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.idle().await;
    proxy.break_writes([Fault::Refused(WAIT_LONG)]);
    let id = desk.ask(reply(&channel, &it, "an hour later"));
    desk.until("it to wait", |desk| {
        matches!(
            desk.state(id),
            Some(OutgoingState::Queued { after: Some(_) })
        )
        .then_some(())
    })
    .await;
    desk.put_clock_forward(2 * HOUR);
    desk.delivered(id).await;
    there_once(&world, &channel, &it, "an hour later").await;
    assert_eq!(proxy.writes().len(), 2);
}
