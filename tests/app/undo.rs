//! Undo and stop before send in the whole app.

use std::time::Duration;

use andibox::app::Windows;
use andibox::model::ThreadStatus;
use serde_json::json;

use crate::driver::{Driver, Setup};
use crate::shop;

#[tokio::test(flavor = "multi_thread")]
async fn a_held_reply_is_shown_taken_back_and_sent_again() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order", "Where is it?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.program.state.windows = Windows::new(Duration::from_hours(1), []);
    driver.shows("Where is it?").await;
    driver.press(&["r"]);
    driver.type_text("Wrong words");
    driver.press(&["Ctrl-x", "n"]);
    driver
        .until("the message in the outbox", |driver| {
            driver.store.outbox().unwrap().len() == 2 && driver.program.state.queued == 2
        })
        .await;
    driver.press(&["z"]);
    driver.shows("Reply to Jane").await;
    driver.shows("Wrong words").await;
    assert_eq!(driver.store.outbox().unwrap(), []);
    driver.press(&["Esc", "Z"]);
    driver
        .until("the message in the outbox again", |driver| {
            driver.store.outbox().unwrap().len() == 2
        })
        .await;
    driver.press(&["z"]);
    driver.shows("Reply to Jane").await;
    driver.program.state.windows = Windows::default();
    driver.type_text(", right now");
    driver.press(&["Ctrl-s"]);
    driver.shows("sent ✓").await;
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[1]["text"], "Wrong words, right now");
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_conversation_says_that_a_message_is_held_and_which_key_takes_it_back() {
    let (world, channel) = shop().await;
    world
        .question(&channel, "Jane", "Order", "Where is it?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.program.state.windows = Windows::new(Duration::from_mins(1), []);
    driver.shows("Where is it?").await;
    driver.press(&["r"]);
    driver.type_text("Hello");
    driver.press(&["Ctrl-s"]);
    driver.shows("held, goes within").await;
    driver.shows("z takes it back").await;
    driver.press(&["Enter", "G", "Enter"]);
    driver.shows("Send it now").await;
    driver.press(&["r"]);
    driver.shows("sent ✓").await;
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_writes_meanwhile_stops_the_send_and_the_person_decides() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order", "Where is it?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is it?").await;
    driver.press(&["r"]);
    driver.type_text("On its way");
    world
        .say(&channel, &thread, "Jane", "Found it, thanks!")
        .await;
    driver.shows("Found it, thanks!").await;
    driver.press(&["Ctrl-x", "c"]);
    driver.shows("Not sent yet: this is new").await;
    driver.shows("send anyway").await;
    assert!(driver.screen().contains("Found it, thanks!"));
    assert_eq!(world.messages(&channel, &thread).await.len(), 2);
    assert_eq!(driver.store.outbox().unwrap(), []);
    driver.press(&["Esc"]);
    driver.type_text(" all the same");
    driver.press(&["Ctrl-x", "c"]);
    driver
        .until("the reply and the close", |driver| {
            server_says(driver, &thread, &ThreadStatus::Closed)
        })
        .await;
    let messages = world.messages(&channel, &thread).await;
    assert_eq!(messages[2]["text"], "On its way all the same");
    driver.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_has_left_is_changed_back_by_a_second_request() {
    let (world, channel) = shop().await;
    let thread = world
        .question(&channel, "Jane", "Order", "Where is it?")
        .await;
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver.shows("Where is it?").await;
    driver.press(&["e"]);
    driver
        .until("the close at the server", |driver| {
            server_says(driver, &thread, &ThreadStatus::Closed)
        })
        .await;
    let path = format!("/channels/{channel}/threads/{thread}");
    assert_eq!(world.get(&path).await["status"], "closed");
    driver.press(&["z"]);
    driver.shows("the server is asked to undo it").await;
    driver
        .until("the opening at the server", |driver| {
            server_says(driver, &thread, &ThreadStatus::Open)
        })
        .await;
    assert_eq!(world.get(&path).await["status"], json!("open"));
    driver.shows("Where is it?").await;
    driver.end().await;
}

/// Whether everything is sent and the server's own status is this.
fn server_says(driver: &Driver, thread: &str, status: &ThreadStatus) -> bool {
    let kept = driver.store.thread(&thread.into()).unwrap().unwrap();
    driver.store.outbox().unwrap().is_empty() && kept.thread.status == *status
}
