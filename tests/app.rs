//! The whole app: the real loop, the real store, the real synchronisation, the real server on a loopback port.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "app/attach.rs"]
mod attach;
#[path = "app/calm.rs"]
mod calm;
#[path = "app/driver.rs"]
mod driver;
#[path = "app/notices.rs"]
mod notices;
#[path = "app/reminders.rs"]
mod reminders;
#[path = "app/undo.rs"]
mod undo;
#[path = "app/world.rs"]
mod world;

use std::panic::AssertUnwindSafe;

use andibox::model::{ThreadId, ThreadStatus};
use andibox::server::ServerOptions;
use andibox::sync::StrategyChoice;
use driver::{Driver, Setup};
use futures_util::FutureExt;
use serde_json::json;
use world::World;

async fn shop() -> (World, String) {
    let world = World::start(ServerOptions::default()).await;
    let channel = world.channel("WhatsApp").await;
    (world, channel)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_typed_on_the_screen_is_read_back_with_exactly_the_documented_fields() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;

    driver.press(&["r"]);
    driver.type_text("On its way.\nAna");
    driver.press(&["Ctrl-s"]);
    driver.shows("sent").await;

    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages.len(), 2);
    let reply = &messages[1];
    assert_eq!(reply["direction"], "outbound");
    assert_eq!(reply["kind"], "text");
    assert_eq!(reply["text"], "On its way.\nAna");
    assert_eq!(
        reply["author"],
        json!({ "role": "agent", "name": "Ana", "email": "ana@example.com" })
    );
    let metadata = reply["metadata"].as_object().unwrap();
    assert_eq!(metadata.keys().collect::<Vec<_>>(), ["clientMessageId"]);
    let id = uuid::Uuid::parse_str(metadata["clientMessageId"].as_str().unwrap()).unwrap();
    assert_eq!(id.get_version_num(), 7);
    assert_eq!(reply["externalId"], json!(null));
    assert_eq!(reply["parentMessageId"], json!(null));
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_internal_and_a_comment() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    driver.press(&["i"]);
    driver.shows("NOTE").await;
    driver.type_text("Lost by the carrier");
    driver.press(&["Ctrl-s"]);
    driver
        .until("the note is sent", |driver| {
            let idle = driver.program.idle() && driver.program.state.composer.is_none();
            idle && driver.store.outbox_counts().unwrap().queued == 0
        })
        .await;
    driver.shows("Lost by the carrier").await;
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages[1]["direction"], "internal");
    assert_eq!(messages[1]["kind"], "comment");
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_by_patch_changes_the_thread_and_writes_one_event() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    driver.press(&["e"]);
    driver
        .until("the close is confirmed", |driver| {
            let id = ThreadId::from(thread.as_str());
            let kept = driver.store.thread(&id).unwrap().unwrap();
            let sent = driver.store.outbox_counts().unwrap().queued == 0;
            sent && kept.row.status == ThreadStatus::Closed && kept.row.messages == 2
        })
        .await;
    let path = format!("/channels/{channel}/threads/{thread}");
    assert_eq!(world.get(&path).await["status"], "closed");
    let events = status_events(&world, &channel, &thread).await;
    assert_eq!(events, ["open>closed"]);
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages[1]["text"], "Thread closed by Ana");
    assert_eq!(messages[1]["author"]["email"], "ana@example.com");
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_by_event_leaves_the_servers_status_and_everybody_sees_it_closed() {
    let options = ServerOptions {
        patch_threads: false,
        ..ServerOptions::default()
    };
    let world = World::start(options).await;
    let channel = world.channel("WhatsApp").await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    driver.press(&["e"]);
    driver
        .until("the close is confirmed", |driver| {
            let id = ThreadId::from(thread.as_str());
            let kept = driver.store.thread(&id).unwrap().unwrap();
            let sent = driver.store.outbox_counts().unwrap().queued == 0;
            sent && kept.row.status == ThreadStatus::Closed && kept.row.messages == 2
        })
        .await;
    let path = format!("/channels/{channel}/threads/{thread}");
    assert_eq!(world.get(&path).await["status"], "open");
    assert_eq!(
        status_events(&world, &channel, &thread).await,
        ["open>closed"]
    );
    driver.end().await;

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.strategy = StrategyChoice::Event;
    let mut colleague = Driver::start(setup);
    colleague.press(&["g", "c"]);
    colleague.shows("Jane").await;
    colleague.press(&["Enter"]);
    colleague.shows("WhatsApp · closed").await;
    colleague.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_written_while_the_server_is_away_is_delivered_once_when_it_is_back() {
    let (mut world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    world.stop().await;
    driver.shows("offline").await;
    driver.press(&["r"]);
    driver.type_text("Patience please");
    driver.press(&["Ctrl-s"]);
    driver.shows("1 queued").await;
    world.start_again().await;
    driver.shows("live").await;
    driver.hides("1 queued").await;
    let messages = world.messages(&channel, &thread).await;
    let sent = messages
        .iter()
        .filter(|message| message["text"] == "Patience please")
        .count();
    assert_eq!(sent, 1);
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn started_without_a_server_the_inbox_opens_with_what_it_has_and_says_so() {
    let (mut world, channel) = shop().await;
    world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let setup = Setup::new(&world.base(), &world.key);
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    let folder = driver.end().await;
    world.stop().await;

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.folder = Some(folder);
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    driver.shows("offline").await;
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_key_is_said_in_words_and_nothing_is_lost() {
    let (world, _) = shop().await;
    let wrong = "andi_local_00000000000000000000000000000000";
    let mut driver = Driver::start(Setup::new(&world.base(), wrong));
    driver.shows("key is refused").await;
    driver.shows("andibox login").await;
    assert!(
        !driver.screen().contains("0000"),
        "the key is on the screen"
    );
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_made_of_a_channel_message() {
    let (world, channel) = shop().await;
    let body = json!({
        "direction": "inbound",
        "text": "Do you ship to Malta?",
        "author": { "role": "user", "name": "Omar" },
    });
    let source = world
        .post(&format!("/channels/{channel}/messages"), &body)
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("WhatsApp").await;
    // The channels pane, down to the channel, and its feed.
    driver.press(&["1", "G", "2"]);
    driver.shows("feed").await;
    driver.press(&["g", "g", "Enter"]);
    driver.shows("Do you ship to Malta?").await;
    driver.press(&["t"]);
    driver.shows("Title of the thread").await;
    driver.press(&["Enter"]);
    driver.shows("The thread is made").await;
    let threads = world.get(&format!("/channels/{channel}/threads")).await;
    assert_eq!(threads[0]["title"], "Do you ship to Malta?");
    assert_eq!(threads[0]["metadata"]["sourceMessageId"], source["id"]);
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_the_program() {
    let (world, channel) = shop().await;
    world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is my order?").await;
    driver.press(&["r"]);
    driver.type_text("half a sent");
    driver.shows("half a sent").await;
    let folder = driver.end().await;

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.folder = Some(folder);
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    driver.press(&["r"]);
    driver.shows("half a sent").await;
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_a_panic_of_the_loop() {
    let (world, channel) = shop().await;
    world
        .question(&channel, "Jane", "Order issue", "Where is my order?")
        .await;
    let mut setup = Setup::new(&world.base(), &world.key);
    setup.panics_at = Some("half a sent");
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    driver.press(&["r"]);
    driver.type_text("half a sent");
    let looped = AssertUnwindSafe(driver.shows("nothing that ever comes"));
    let why = looped.catch_unwind().await.unwrap_err();
    assert_eq!(why.downcast_ref::<&str>(), Some(&"on purpose"));
    let folder = driver.end().await;

    let mut setup = Setup::new(&world.base(), &world.key);
    setup.folder = Some(folder);
    let mut driver = Driver::start(setup);
    driver.shows("Where is my order?").await;
    driver.press(&["r"]);
    driver.shows("half a sent").await;
    driver.end().await;
}

async fn status_events(world: &World, channel: &str, thread: &str) -> Vec<String> {
    world
        .messages(channel, thread)
        .await
        .iter()
        .filter(|message| message["metadata"]["andibox"]["event"] == "thread.status")
        .map(|message| {
            let event = &message["metadata"]["andibox"];
            format!(
                "{}>{}",
                event["from"].as_str().unwrap(),
                event["to"].as_str().unwrap()
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_right_after_a_held_one_finds_the_messages_of_the_selected_thread() {
    let (world, channel) = shop().await;
    for number in 0..5 {
        let words = format!("words of {number}");
        world
            .question(&channel, "Jane", "Order issue", &words)
            .await;
    }
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver
        .until("all threads are here", |driver| {
            driver.program.idle() && driver.program.state.list.rows.len() == 5
        })
        .await;
    driver.press(&["j", "j", "j", "y"]);
    // What can be copied is of the selected thread's message, which is there although nobody waited for it.
    driver.shows("text of the message").await;
    let state = &driver.program.state;
    let open = state.reading.as_ref().unwrap();
    assert_eq!(Some(&open.conversation), state.list.selected.as_ref());
    assert!(open.loaded && !state.is_behind());
    driver.end().await;
}
