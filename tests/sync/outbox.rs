//! Sending: what leaves, and what becomes of it here.

use andibox::model::{
    Action, ClientMessageId, Conversation, Link, Mode, OutgoingState, Problem, ProblemKind,
};
use andibox::sync::SyncEvent;
use serde_json::{Value, json};

use super::desk::{Desk, Setup, ana, reply, thread, words};
use super::world::{World, id, question};

/// What was sent, without what the server adds.
fn sent(message: &Value) -> Value {
    let mut sent = message.clone();
    let fields = sent.as_object_mut().unwrap();
    for added in ["id", "channelId", "threadId", "createdAt", "updatedAt"] {
        assert!(fields.remove(added).is_some(), "{added}");
    }
    fields.retain(|_, value| !value.is_null());
    sent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_becomes_the_servers_with_exactly_the_fields_of_the_contract() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Where is my order?").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    desk.idle().await;
    let parent = id(&world.messages(&channel, &it).await[0]);
    let id = desk.ask(Action::Message {
        conversation: thread(&channel, &it),
        mode: Mode::Reply,
        text: "On its way.".to_owned(),
        parent: Some(parent.as_str().into()),
        author: ana(),
        attachments: Vec::new(),
    });
    desk.delivered(id).await;

    let there = world.messages(&channel, &it).await;
    let expected = json!({
        "parentMessageId": parent,
        "direction": "outbound",
        "kind": "text",
        "status": "sent",
        "text": "On its way.",
        "author": { "role": "agent", "name": "Ana", "email": "ana@example.com" },
        "metadata": { "clientMessageId": id.to_string() },
        "attachments": [],
    });
    assert_eq!(sent(&there[1]), expected);
    let here = desk.store.all_messages(&thread(&channel, &it)).unwrap();
    assert_eq!(
        here.len(),
        2,
        "the server's own stands in the place of ours"
    );
    assert_eq!(here[1].id.as_str(), super::world::id(&there[1]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_stays_internal() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Refund").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let id = desk.ask(words(thread(&channel, &it), Mode::Note, "He is cross."));
    desk.delivered(id).await;
    let there = world.messages(&channel, &it).await;
    let expected = json!({
        "direction": "internal",
        "kind": "comment",
        "status": "received",
        "text": "He is cross.",
        "author": { "role": "agent", "name": "Ana", "email": "ana@example.com" },
        "metadata": { "clientMessageId": id.to_string() },
        "attachments": [],
    });
    assert_eq!(sent(&there[1]), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_a_channel_goes_to_its_feed() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let feed = Conversation::Feed {
        channel: channel.as_str().into(),
    };
    let id = desk.ask(words(feed.clone(), Mode::Reply, "Open again at 9."));
    desk.delivered(id).await;
    let there = world.list(&format!("/channels/{channel}/messages")).await;
    assert_eq!(there[0]["text"], "Open again at 9.");
    assert_eq!(desk.store.all_messages(&feed).unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_to_one_thread_arrive_in_their_order() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Order").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let texts: Vec<String> = (0..12).map(|n| format!("reply {n}")).collect();
    let asked: Vec<_> = texts
        .iter()
        .map(|text| desk.ask(reply(&channel, &it, text)))
        .collect();
    for id in asked {
        desk.delivered(id).await;
    }
    let there = world.messages(&channel, &it).await;
    let there: Vec<_> = there[1..]
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(there, texts);
}

/// The conversation a request was told to have made.
async fn created(desk: &Desk, asked: ClientMessageId) -> Conversation {
    desk.event("a new thread", |event| match event {
        SyncEvent::ThreadCreated(id, conversation) if *id == asked => Some(conversation.clone()),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_message_is_promoted_to_a_thread_with_the_reply_in_it() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let path = format!("/channels/{channel}/messages");
    let source = id(&world.post(&path, &question("Is anybody there?")).await);
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let asked = desk.ask(Action::NewThread {
        channel: channel.as_str().into(),
        title: "Is anybody there?".to_owned(),
        source: Some(source.as_str().into()),
        first: Some((Mode::Reply, "Yes!".to_owned())),
        author: ana(),
        created: None,
    });
    let conversation = created(&desk, asked).await;
    desk.delivered(asked).await;

    let threads = world.list(&format!("/channels/{channel}/threads")).await;
    assert_eq!(threads.len(), 1);
    assert_eq!(threads[0]["title"], "Is anybody there?");
    assert_eq!(threads[0]["status"], "open");
    assert_eq!(threads[0]["metadata"]["sourceMessageId"], source);
    assert!(threads[0]["metadata"]["clientMessageId"].is_string());
    let it = id(&threads[0]);
    assert_eq!(conversation, thread(&channel, &it));
    let there = world.messages(&channel, &it).await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0]["text"], "Yes!");
    assert_eq!(there[0]["direction"], "outbound");
    assert_eq!(
        there[0]["metadata"],
        json!({ "clientMessageId": asked.to_string() })
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thread_without_a_message_is_done_once_it_exists() {
    let world = World::start().await;
    let channel = world.channel("Phone").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let asked = desk.ask(Action::NewThread {
        channel: channel.as_str().into(),
        title: "Call back Jane".to_owned(),
        source: None,
        first: None,
        author: ana(),
        created: None,
    });
    let conversation = created(&desk, asked).await;
    desk.delivered(asked).await;
    let threads = world.list(&format!("/channels/{channel}/threads")).await;
    assert_eq!(threads.len(), 1);
    assert_eq!(conversation, thread(&channel, &id(&threads[0])));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_reply_is_kept_and_told() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Empty").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let id = desk.ask(Action::Message {
        conversation: thread(&channel, &it),
        mode: Mode::Reply,
        text: "To nobody".to_owned(),
        // Not of this thread: refused by the server.
        parent: Some("nothing".into()),
        author: ana(),
        attachments: Vec::new(),
    });
    let problem = desk
        .event("the problem", |event| match event {
            SyncEvent::Refused(_, problem) => Some(problem.clone()),
            _ => None,
        })
        .await;
    assert_eq!(problem.kind, ProblemKind::InvalidRequest);
    assert_eq!(desk.state(id), Some(OutgoingState::Rejected(problem)));
    assert_eq!(world.messages(&channel, &it).await.len(), 1);

    // The next one does not wait for it.
    let next = desk.ask(reply(&channel, &it, "To Jane"));
    desk.delivered(next).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_that_only_reads_sends_nothing() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Look, do not touch").await;
    let setup = Setup {
        read_only: true,
        ..Setup::with_key(&world.key)
    };
    let desk = Desk::open(world.address, &setup);
    let id = desk.ask(reply(&channel, &it, "Never"));
    desk.sync.refresh();
    desk.idle().await;
    assert_eq!(desk.state(id), Some(OutgoingState::Queued { after: None }));
    assert!(matches!(desk.link(), Some(Link::Live { .. })));
    assert_eq!(world.messages(&channel, &it).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_ended_andibox_left_under_way_is_looked_for_before_it_is_sent_again() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let it = world.thread(&channel, "Crash").await;
    let folder = {
        let reading = Setup {
            read_only: true,
            ..Setup::with_key(&world.key)
        };
        let desk = Desk::open(world.address, &reading);
        desk.idle().await;
        let arrived = desk.put(reply(&channel, &it, "arrived"), OutgoingState::Sending);
        let path = format!("/channels/{channel}/threads/{it}/messages");
        let body = json!({
            "direction": "outbound",
            "text": "arrived",
            "author": { "role": "agent" },
            "metadata": { "clientMessageId": arrived.to_string() },
        });
        world.post(&path, &body).await;
        desk.put(reply(&channel, &it, "did not"), OutgoingState::Sending);
        desk.close().await
    };
    let desk = Desk::open_in(folder, world.address, &Setup::with_key(&world.key));
    let outbox = desk.store.outbox().unwrap();
    for outgoing in outbox {
        desk.delivered(outgoing.id).await;
    }
    let there = world.messages(&channel, &it).await;
    let there: Vec<_> = there
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(there, ["Crash", "arrived", "did not"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_request_to_a_deleted_thread_is_given_back() {
    let world = World::start().await;
    let channel = world.channel("Email").await;
    let desk = Desk::open(world.address, &Setup::with_key(&world.key));
    let unknown = OutgoingState::Unknown {
        problem: Problem::new(ProblemKind::NoAnswer, "reset"),
        absent: 0,
        checked_at: None,
    };
    let id = desk.put(reply(&channel, "gone", "Anybody?"), unknown);
    desk.sync.outbox_changed();
    desk.until("it to be given back", |desk| {
        matches!(desk.state(id), Some(OutgoingState::Rejected(_))).then_some(())
    })
    .await;
}
