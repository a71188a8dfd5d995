//! The fault driver: the real store and synchronisation against the real server behind a proxy that does everything a
//! network, a proxy or a failing server can do to a request. Nothing is lost, nothing is there twice, each thread has
//! its order, and when the weather clears all is delivered without a key press.

#[expect(dead_code, reason = "shared with the tests of the synchronisation")]
#[path = "../../sync/desk.rs"]
pub mod desk;
mod laws;
mod proxy;
mod round;
pub mod weather;
#[expect(dead_code, reason = "shared with the tests of the synchronisation")]
#[path = "../../sync/world.rs"]
pub mod world;

use andibox::sync::StrategyChoice;
use desk::{Desk, Setup};
use proxy::Proxy;
use round::{Outcome, Round};
use weather::{Dice, Fault, Weather};
use world::World;

/// Another seed is given as `ANDIBOX_SEED`.
fn seed() -> u64 {
    let given = std::env::var("ANDIBOX_SEED").ok();
    given.and_then(|it| it.parse().ok()).unwrap_or(20_261_122)
}

async fn run(rounds: &[Round]) -> Outcome {
    let mut sum = Outcome::default();
    for round in rounds {
        println!("{round:?}");
        let outcome = round.run().await;
        sum.asked += outcome.asked;
        sum.decided += outcome.decided;
        sum.counts.add(&outcome.counts);
    }
    report(&sum);
    sum
}

fn report(sum: &Outcome) {
    let counts = &sum.counts;
    println!(
        "{} requests asked for by the person; {} writes and {} reads made of them; {} met a fault ({} of them writes); \
         {} times a person had to decide",
        sum.asked,
        counts.writes,
        counts.reads,
        counts.faulted(),
        counts.faulted_writes(),
        sum.decided
    );
    println!("{:<16} {:>6} {:>6}", "fault", "reads", "writes");
    for (fault, (reads, writes)) in &counts.faults {
        println!("{fault:<16} {reads:>6} {writes:>6}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_bad_weather_everything_arrives_once_and_in_order() {
    let round = |seed, strategy, patch, forgetful| Round {
        seed,
        asks: 20,
        writes: 55,
        reads: 15,
        slow: 4,
        strategy,
        patch,
        forgetful,
    };
    let seed = seed();
    let rounds = [
        round(seed, StrategyChoice::Auto, true, false),
        round(seed + 1, StrategyChoice::Event, false, true),
    ];
    let sum = run(&rounds).await;
    assert!(sum.counts.faulted() >= 40, "that was no bad weather");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn never_more_than_four_requests_are_under_way() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    for n in 0..40 {
        world.thread(&channel, &format!("Thread {n}")).await;
    }
    let weather = Weather {
        dice: Dice::new(1),
        writes: 0,
        reads: 100,
        slow: 0,
        only: Some(Fault::Delay),
    };
    let proxy = Proxy::start(world.address, weather, false);
    let desk = Desk::open(proxy.address, &Setup::with_key(&world.key));
    desk.until("all to be here", |desk| {
        let progress = desk.store.pull_progress().unwrap();
        (progress.total == 40 && progress.done == 40).then_some(())
    })
    .await;
    desk.close().await;
    assert_eq!(proxy.counts().most_at_once, 4);
}

/// The large form.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes; docs/reliability.md says how it is run"]
async fn large_faults() {
    let seed = seed();
    let mut rounds = Vec::new();
    for number in 0..14 {
        let (strategy, patch) = [
            (StrategyChoice::Auto, true),
            (StrategyChoice::Event, true),
            (StrategyChoice::Auto, false),
            (StrategyChoice::Patch, true),
        ][number % 4];
        rounds.push(Round {
            seed: seed + 100 + number as u64,
            asks: 160,
            writes: 55,
            reads: 20,
            slow: 21,
            strategy,
            patch,
            forgetful: number % 2 == 1,
        });
    }
    let sum = run(&rounds).await;
    assert!(sum.counts.faulted() >= 2_000, "{}", sum.counts.faulted());
}
