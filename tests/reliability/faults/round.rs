//! One round: somebody works through bad weather, the weather ends, and the laws are looked at.

use std::time::Duration;

use andibox::model::{
    Action, ClientMessageId, Conversation, Link, Mode, OutgoingState, ProblemKind, ThreadStatus,
};
use andibox::server::ServerOptions;
use andibox::sync::{StrategyChoice, SyncEvent};
use serde_json::{Value, json};

use super::desk::{Desk, Setup, ana, change, thread, words};
use super::laws::{self, Asked, Lane};
use super::proxy::{Counts, Proxy};
use super::weather::{Dice, Weather};
use super::world::{World, id};

/// What a round is made of.
#[derive(Clone, Debug)]
pub struct Round {
    pub seed: u64,
    /// How many requests are asked for.
    pub asks: usize,
    /// Of a hundred requests that change something, and of those that read, so many meet a fault.
    pub writes: u64,
    pub reads: u64,
    /// How many faults hold everything up.
    pub slow: usize,
    pub strategy: StrategyChoice,
    /// The server knows `PATCH`.
    pub patch: bool,
    /// The server does not heed an `Idempotency-Key`.
    pub forgetful: bool,
}

/// What came of it.
#[derive(Clone, Default, Debug)]
pub struct Outcome {
    pub asked: usize,
    pub counts: Counts,
    /// How often a person had to decide, since a list could not be read.
    pub decided: usize,
}

impl Round {
    pub async fn run(&self) -> Outcome {
        let mut dice = Dice::new(self.seed);
        let mut world = World::start_with(ServerOptions {
            patch_threads: self.patch,
            ..ServerOptions::default()
        })
        .await;
        let channels = [world.channel("Email").await, world.channel("Chat").await];
        let mut lanes = Vec::new();
        let mut feeds = Vec::new();
        for channel in &channels {
            for n in 0..4 {
                let it = world.thread(channel, &format!("Thread {n}")).await;
                lanes.push(Lane::new(channel, &it));
            }
            for n in 0..3 {
                feeds.push((channel.clone(), feed_message(&world, channel, n).await));
            }
        }
        let weather = Weather {
            dice: Dice::new(self.seed ^ 0xFEED),
            writes: self.writes,
            reads: self.reads,
            slow: self.slow,
            only: None,
        };
        let proxy = Proxy::start(world.address, weather, self.forgetful);
        let setup = Setup {
            strategy: self.strategy,
            request_timeout: Duration::from_secs(1),
            ..Setup::with_key(&world.key)
        };
        let desk = Desk::open(proxy.address, &setup);
        let mut asked = Asked::default();
        let mut decided = 0;
        while asked.count() < self.asks {
            let burst = 1 + dice.below(8);
            for _ in 0..burst {
                ask(&desk, &mut dice, &mut lanes, &feeds, &mut asked);
            }
            let left = 4 + dice.below(8);
            // Worked on while the weather is bad, with more coming.
            work(&desk, &world, &mut decided, true, left).await;
        }
        work(&desk, &world, &mut decided, true, 2).await;
        proxy.clear();
        // From here on nobody presses a key.
        work(&desk, &world, &mut decided, false, 0).await;
        desk.live().await;
        laws::hold(&desk, &world, &channels, &lanes, &asked).await;
        let counts = proxy.counts();
        let outcome = Outcome {
            asked: asked.count(),
            counts,
            decided,
        };
        desk.close().await;
        world.stop().await;
        outcome
    }
}

async fn feed_message(world: &World, channel: &str, n: usize) -> String {
    let body = json!({
        "direction": "inbound",
        "text": format!("Feed {n}"),
        "author": { "role": "user", "name": "Jane Customer" },
    });
    id(&world
        .post(&format!("/channels/{channel}/messages"), &body)
        .await)
}

/// Asks for something.
fn ask(
    desk: &Desk,
    dice: &mut Dice,
    lanes: &mut [Lane],
    feeds: &[(String, String)],
    asked: &mut Asked,
) {
    let number = asked.count();
    let lane = dice.below(lanes.len());
    let lane = &mut lanes[lane];
    let text = format!("marker {number}.");
    match dice.below(20) {
        kind @ 0..=11 => {
            let mode = if kind < 8 { Mode::Reply } else { Mode::Note };
            let action = words(thread(&lane.channel, &lane.thread), mode, &text);
            let id = desk.ask(action);
            lane.words.push((id, text));
        }
        12..=15 => {
            let from = lane.status.clone();
            let to = match from {
                ThreadStatus::Open => ThreadStatus::Closed,
                ThreadStatus::Closed => ThreadStatus::Archived,
                _ => ThreadStatus::Open,
            };
            desk.ask(change(&lane.channel, &lane.thread, from, to.clone()));
            lane.changes.push(to.clone());
            lane.status = to;
        }
        kind => {
            let source = (kind >= 18).then(|| feeds[dice.below(feeds.len())].clone());
            let channel = source
                .as_ref()
                .map_or_else(|| lane.channel.clone(), |it| it.0.clone());
            let title = format!("New {number}.");
            desk.ask(Action::NewThread {
                channel: channel.as_str().into(),
                title: title.clone(),
                source: source.as_ref().map(|it| it.1.as_str().into()),
                first: dice.percent(80).then(|| (Mode::Reply, text.clone())),
                author: ana(),
                created: None,
            });
            asked.threads.push(title);
        }
    }
    asked.ids += 1;
}

/// Waits until no more than `left` requests are on their way, and puts the clock forward where only the clock is
/// waited for. While the weather is bad the person also presses `Ctrl-r` when the screen says offline.
async fn work(desk: &Desk, world: &World, decided: &mut usize, pressing: bool, left: usize) {
    loop {
        let mut pressed = None;
        let rejected = desk
            .until("what was asked for to be delivered", |desk| {
                let outbox = desk.store.outbox().unwrap();
                let rejected: Vec<ClientMessageId> = outbox
                    .iter()
                    .filter(|it| matches!(it.state, OutgoingState::Rejected(_)))
                    .map(|it| it.id)
                    .collect();
                if !rejected.is_empty() || outbox.len() <= left {
                    return Some(rejected);
                }
                let waits = outbox.iter().any(|it| match &it.state {
                    OutgoingState::Unknown { absent, .. } => *absent > 0,
                    OutgoingState::Queued { after: Some(_) } => true,
                    _ => false,
                });
                if waits {
                    desk.put_clock_forward(11);
                }
                let press = match desk.link() {
                    Some(Link::Offline { .. }) => pressing,
                    // Tried every minute only, which is long for a test.
                    Some(Link::KeyRefused { .. }) => true,
                    _ => false,
                };
                let events = desk.events();
                let idle = events.iter().filter(|it| **it == SyncEvent::Idle).count();
                // Once, and again when nothing came of it.
                if press && pressed != Some(idle) {
                    pressed = Some(idle);
                    desk.sync.refresh();
                }
                None
            })
            .await;
        if rejected.is_empty() {
            return;
        }
        for id in rejected {
            decide(desk, world, id).await;
            *decided += 1;
        }
    }
}

/// A list could not be read again and again: the person looks whether it is there, and decides.
async fn decide(desk: &Desk, world: &World, id: ClientMessageId) {
    let outgoing = desk.store.outgoing_by_id(id).unwrap().unwrap();
    let OutgoingState::Rejected(problem) = &outgoing.state else {
        return;
    };
    assert_eq!(
        problem.kind,
        ProblemKind::Unreadable,
        "rejected for no reason: {outgoing:#?}"
    );
    let conversation = outgoing.action.conversation();
    let there = match &conversation {
        Conversation::Thread { channel, thread } => {
            world.messages(channel.as_str(), thread.as_str()).await
        }
        Conversation::Feed { channel } => {
            world
                .list(&format!("/channels/{}/threads", channel.as_str()))
                .await
        }
    };
    let name = id.to_string();
    let is_there = |it: &Value| it["metadata"]["clientMessageId"] == name.as_str();
    if there.iter().any(is_there) {
        desk.store.discard_outgoing(id).unwrap();
    } else {
        desk.store.retry_outgoing(id).unwrap();
    }
    desk.sync.outbox_changed();
}
