//! Things of an unexpected shape: shown as far as they can be, and what cannot is counted and named.

use axum::http::Method;
use serde_json::{Value, json};

use super::driver::Driver;
use super::liar::{Answer, Liar, What, Workspace, channel, message, shop, thread};
use super::screen::{lives_on, open, says};

#[tokio::test(flavor = "multi_thread")]
async fn one_broken_message_hides_no_other_and_is_named_by_its_path() {
    let mut broken = message("m2", "Lost");
    broken["author"] = json!({ "name": "Nobody" });
    let mut last = message("m3", "Hello?");
    last["createdAt"] = json!("2026-01-02T11:00:00.000Z");
    let mut workspace = shop();
    workspace.messages.extend([broken, last]);
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    says(
        &mut driver,
        &[
            "One element of the server's list could not be read",
            "$[1].author",
        ],
    )
    .await;
    says(
        &mut driver,
        &["missing field `role`", "The others are shown"],
    )
    .await;
    says(&mut driver, &["Where is my order?", "Hello?"]).await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_channels_and_threads_are_named_too() {
    let mut workspace = shop();
    workspace.channels.insert(0, json!({ "name": "No id" }));
    workspace.channels.push(json!("not even an object"));
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    says(
        &mut driver,
        &["2 elements of the server's list could not be read, the first: $[0]"],
    )
    .await;
    says(&mut driver, &["WhatsApp", "Where is my order?"]).await;
    lives_on(driver).await;

    let mut workspace = shop();
    let mut broken = thread("t0", "Broken");
    broken["status"] = json!(7);
    workspace.threads.insert(0, broken);
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    says(&mut driver, &["$[0].status", "invalid type: integer `7`"]).await;
    says(&mut driver, &["Order issue", "Where is my order?"]).await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_character_in_a_string_is_one_broken_element() {
    let liar = Liar::start(shop());
    let good = message("m1", "Where is my order?").to_string();
    let bad = message("m2", "HALF").to_string().replace("HALF", "\\ud83d");
    let body = format!("[{bad},{good}]");
    liar.lie(
        &Method::GET,
        What::Messages,
        Answer::new(200, "application/json", body),
    );
    let mut driver = open(&liar).await;
    says(
        &mut driver,
        &["could not be read", "$[0]", "Where is my order?"],
    )
    .await;
    lives_on(driver).await;
}

/// Every open enum holds a word of the future.
#[tokio::test(flavor = "multi_thread")]
async fn unknown_words_are_shown_as_they_came() {
    let mut odd = message("m2", "From the future");
    odd["direction"] = json!("sideways");
    odd["kind"] = json!("hologram");
    odd["status"] = json!("teleported");
    odd["author"]["role"] = json!("oracle");
    let mut ours = message("m3", "Ours");
    ours["direction"] = json!("outbound");
    ours["status"] = json!("teleported");
    let mut strange = thread("t2", "On hold");
    strange["status"] = json!("on_hold");
    let mut workspace = shop();
    workspace.messages.extend([odd, ours]);
    workspace.threads.push(strange);
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    in_the_conversation(&mut driver).await;
    says(
        &mut driver,
        &[
            "From the future",
            "hologram",
            "oracle",
            "sideways",
            "teleported",
        ],
    )
    .await;
    // A status nobody knows is not settled: nobody who waits is overlooked.
    driver.press(&["2"]);
    driver.shows("Open · 2").await;
    driver.press(&["j"]);
    says(&mut driver, &["WhatsApp · on_hold"]).await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_called_by_what_it_has() {
    let named = |id: &str, channel: Value| {
        let mut thread = thread(&format!("t-{id}"), &format!("In {id}"));
        thread["channelId"] = json!(id);
        (channel, thread)
    };
    let (channels, threads) = [
        named("only-id", json!({ "id": "only-id" })),
        named(
            "c2",
            json!({ "id": "c2", "name": null, "handle": "by-handle" }),
        ),
        named(
            "c3",
            json!({ "id": "c3", "name": "  ", "handle": 7, "metadata": [] }),
        ),
        named(
            "c4",
            json!({ "id": "c4", "name": { "en": "Mail" }, "createdAt": 12 }),
        ),
    ]
    .into_iter()
    .unzip();
    let liar = Liar::start(Workspace {
        channels,
        threads,
        ..Workspace::default()
    });
    let mut driver = open(&liar).await;
    driver.press(&["g", "o"]);
    says(&mut driver, &["only-id", "by-handle", "c3", "c4"]).await;
    says(&mut driver, &["In only-id", "In c2", "In c3", "In c4"]).await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nulls_and_what_is_missing_are_nothing() {
    let mut bare = json!({
        "id": "m1", "channelId": "c1", "threadId": "t1", "direction": "inbound", "kind": "text",
        "status": "received", "author": { "role": "user", "name": null, "email": null, "phone": null },
        "attachments": null, "text": null, "raw": null, "metadata": null,
        "createdAt": "2026-01-02T10:00:00Z", "updatedAt": "2026-01-02T10:00:00Z",
    });
    let mut second = message("m2", "All is well");
    second["attachments"] = json!([{}, { "name": null, "url": null, "contentType": null, "sizeBytes": null, "metadata": null }]);
    bare["extra"] = json!({ "unknown": [1, 2] });
    let mut workspace = shop();
    workspace.threads[0]["title"] = Value::Null;
    workspace.threads[0]["metadata"] = Value::Null;
    workspace.threads[0]["lastMessageAt"] = Value::Null;
    workspace.messages = vec![bare, second];
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    in_the_conversation(&mut driver).await;
    says(&mut driver, &["All is well", "customer", "▸ attachment"]).await;
    // What is unknown is kept, and shown where all is shown.
    driver.press(&["g", "g", "g", "s"]);
    says(&mut driver, &["\"extra\"", "\"unknown\""]).await;
    driver.press(&["q"]);
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_time_is_shown_as_it_came() {
    let mut workspace = shop();
    workspace.messages[0]["createdAt"] = json!("yesterday-ish");
    workspace.threads[0]["createdAt"] = json!("once upon a time");
    workspace.threads[0]["lastMessageAt"] = json!("lately");
    let liar = Liar::start(workspace);
    let mut driver = open(&liar).await;
    in_the_conversation(&mut driver).await;
    says(&mut driver, &["Where is my order?", "yesterday-ish"]).await;
    driver.press(&["I"]);
    says(&mut driver, &["once upon a time"]).await;
    driver.press(&["L"]);
    says(&mut driver, &["Life of the thread"]).await;
    driver.press(&["q"]);
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_may_be_wrapped() {
    for wrap in ["items", "data"] {
        let liar = Liar::start(shop());
        let broken = json!({ "id": "c9" });
        for (what, elements) in [
            (What::Channels, vec![channel("c1", "WhatsApp")]),
            (What::Threads, vec![thread("t1", "Order issue")]),
            (
                What::Messages,
                vec![message("m1", "Where is my order?"), broken],
            ),
            (What::Feed, vec![]),
        ] {
            let body = json!({ "next": null, wrap: elements });
            liar.lie(&Method::GET, what, Answer::json(200, &body));
        }
        let mut driver = open(&liar).await;
        says(
            &mut driver,
            &["Where is my order?", &format!("$.{wrap}[1]")],
        )
        .await;
        lives_on(driver).await;
    }
}

/// Opens the first of the open threads.
async fn in_the_conversation(driver: &mut Driver) {
    driver.press(&["g", "o"]);
    says(driver, &["Open · ", "▌ WhatsApp ·"]).await;
    driver.press(&["Enter"]);
    says(driver, &["L life"]).await;
}
