//! A reply that had to wait is not sent past what came meanwhile.

use andibox::model::{
    Action, ClientMessageId, DraftKey, MessageId, Mode, Outgoing, OutgoingState, ProblemKind, Seen,
    ThreadStatus,
};
use andibox::sync::SyncEvent;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::desk::{Desk, Setup, change, reply, thread, words};
use super::world::{World, question};

const QUEUED: OutgoingState = OutgoingState::Queued { after: None };

/// Puts a message into the outbox that was written so many seconds ago, after this message, and a close with it.
fn write(
    desk: &Desk,
    newest: &Value,
    ago: i64,
    action: Action,
) -> (ClientMessageId, ClientMessageId) {
    put(desk, newest, ago, QUEUED, action)
}

fn put(
    desk: &Desk,
    newest: &Value,
    ago: i64,
    state: OutgoingState,
    action: Action,
) -> (ClientMessageId, ClientMessageId) {
    let part = |name: &str| newest[name].as_str().unwrap();
    let (channel, it) = (part("channelId"), part("threadId"));
    let created_at = Utc::now() - TimeDelta::seconds(ago);
    let request = |action: Action, state: OutgoingState| Outgoing {
        id: ClientMessageId::new(Uuid::now_v7()),
        action,
        state,
        created_at,
        attempts: 0,
        last_problem: None,
    };
    let mode = match &action {
        Action::Message { mode, .. } => *mode,
        _ => Mode::Reply,
    };
    let key = DraftKey {
        conversation: thread(channel, it),
        mode,
    };
    let close = change(channel, it, ThreadStatus::Open, ThreadStatus::Closed);
    let both = [request(action, state), request(close, QUEUED)];
    let seen = Seen {
        newest: Some(MessageId::from(part("id"))),
        at: part("createdAt").parse().ok(),
        status: ThreadStatus::Open,
    };
    let news = desk.store.send_unless_news(&key, &both, &seen).unwrap();
    assert_eq!(news, None);
    (both[0].id, both[1].id)
}

async fn rejected(desk: &Desk, request: ClientMessageId) -> ProblemKind {
    desk.until("a refusal", |desk| match desk.state(request) {
        Some(OutgoingState::Rejected(problem)) => Some(problem.kind),
        None => panic!("it was sent"),
        _ => None,
    })
    .await
}

async fn texts(world: &World, channel: &str, it: &str) -> Vec<String> {
    let there = world.messages(channel, it).await;
    let text = |it: &Value| it["text"].as_str().unwrap().to_owned();
    there.iter().map(text).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_that_waited_stops_where_the_customer_wrote_and_goes_once_a_person_decides() {
    let mut world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Where is it?").await;
    let desk = Desk::open(world.address, &Setup::once(&world.key));
    desk.idle().await;
    let action = reply(&channel, &it, "On its way.");
    let newest = world.messages(&channel, &it).await.pop().unwrap();
    // Nobody pulls it here: nothing is due by time alone.
    let path = format!("/channels/{channel}/threads/{it}/messages");
    world.post(&path, &question("Found it, thanks!")).await;
    world.stop().await;
    desk.sync.refresh();
    desk.until("no link", |desk| {
        matches!(desk.link(), Some(andibox::model::Link::Offline { .. })).then_some(())
    })
    .await;
    let (message, close) = write(&desk, &newest, 60, action);
    world.start_again().await;
    desk.sync.refresh();

    assert_eq!(rejected(&desk, message).await, ProblemKind::MovedOn);
    assert_eq!(rejected(&desk, close).await, ProblemKind::MovedOn);
    // The row is refused first, and told of a moment later.
    let told = desk
        .until("it is told", |desk| {
            desk.events().into_iter().find_map(|event| match event {
                SyncEvent::Refused(id, problem) if id == message => Some(problem.kind),
                _ => None,
            })
        })
        .await;
    assert_eq!(told, ProblemKind::MovedOn);
    assert_eq!(
        texts(&world, &channel, &it).await,
        ["Where is it?", "Found it, thanks!"]
    );
    // What stopped it is here to be read.
    desk.until("the news", |desk| {
        let here = desk.store.all_messages(&thread(&channel, &it)).unwrap();
        (here.len() == 2).then_some(())
    })
    .await;

    assert!(desk.store.retry_outgoing(message).unwrap());
    desk.sync.outbox_changed();
    desk.delivered(message).await;
    desk.until("the close", |desk| {
        matches!(desk.state(close), None | Some(OutgoingState::Sent)).then_some(())
    })
    .await;
    let there = texts(&world, &channel, &it).await;
    assert_eq!(
        there[..3],
        ["Where is it?", "Found it, thanks!", "On its way."]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_stops_it_and_our_own_words_a_note_and_a_prompt_one_do_not() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let by = |name: &str| {
        json!({
            "direction": "outbound", "text": "Meanwhile",
            "author": { "role": "agent", "name": name, "email": format!("{name}@example.com") },
        })
    };
    let table = [
        ("omar", Mode::Reply, 60, true),
        ("ana", Mode::Reply, 60, false),
        ("omar", Mode::Note, 60, false),
        ("omar", Mode::Reply, 0, false),
    ];
    for (name, mode, ago, stops) in table {
        let it = world.thread(&channel, "Order").await;
        let desk = Desk::open(world.address, &Setup::once(&world.key));
        let text = format!("{name} {ago}");
        let action = words(thread(&channel, &it), mode, &text);
        desk.idle().await;
        let newest = world.messages(&channel, &it).await.pop().unwrap();
        let path = format!("/channels/{channel}/threads/{it}/messages");
        world.post(&path, &by(name)).await;
        let (message, _) = write(&desk, &newest, ago, action);
        desk.sync.outbox_changed();
        if stops {
            assert_eq!(
                rejected(&desk, message).await,
                ProblemKind::MovedOn,
                "{name} {mode:?}"
            );
        } else {
            desk.delivered(message).await;
        }
        let sent = texts(&world, &channel, &it).await.contains(&text);
        assert_eq!(sent, !stops, "{name} {mode:?} {ago}");
        desk.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_within_the_window_stops_it_when_the_window_ends() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let by = |name: &str| json!({ "role": "agent", "name": name, "email": format!("{name}@example.com") });
    let answer =
        |name: &str| json!({ "direction": "outbound", "text": "Meanwhile", "author": by(name) });
    let closed = json!({
        "direction": "system", "kind": "event", "text": "closed", "author": by("omar"),
        "metadata": { "andibox": {
            "event": "thread.status", "from": "open", "to": "closed", "base": "open",
        } },
    });
    let table = [
        ("a customer", question("Found it!"), Mode::Reply, true),
        ("a colleague", answer("omar"), Mode::Reply, true),
        ("a close", closed, Mode::Reply, true),
        ("ourselves", answer("ana"), Mode::Reply, false),
        ("a note", question("Found it!"), Mode::Note, false),
    ];
    for (what, news, mode, stops) in table {
        let it = world.thread(&channel, "Order").await;
        let desk = Desk::open(world.address, &Setup::once(&world.key));
        desk.idle().await;
        let newest = world.messages(&channel, &it).await.pop().unwrap();
        let until = Utc::now() + TimeDelta::seconds(3_000);
        let action = words(thread(&channel, &it), mode, what);
        let held = OutgoingState::Held { until };
        let (message, close) = put(&desk, &newest, 0, held, action);
        let path = format!("/channels/{channel}/threads/{it}/messages");
        world.post(&path, &news).await;
        desk.sync.refresh();
        desk.until("the news", |desk| {
            let here = desk.store.all_messages(&thread(&channel, &it)).unwrap();
            (here.len() == 2).then_some(())
        })
        .await;
        // So soon after its window that the server is not asked.
        desk.put_clock_forward(3_001);
        if stops {
            assert_eq!(
                rejected(&desk, message).await,
                ProblemKind::MovedOn,
                "{what}"
            );
            assert_eq!(rejected(&desk, close).await, ProblemKind::MovedOn, "{what}");
        } else {
            desk.delivered(message).await;
        }
        let sent = texts(&world, &channel, &it)
            .await
            .iter()
            .any(|text| text == what);
        assert_eq!(sent, !stops, "{what}");
        desk.close().await;
    }
}
