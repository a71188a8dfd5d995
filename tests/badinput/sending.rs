//! Replies that are refused: the reason stands at the message, the words are one key away, and nothing goes twice.

use axum::http::Method;
use serde_json::{Value, json};

use super::driver::Driver;
use super::liar::{Answer, KEY, Liar, What, shop};
use super::screen::{lives_on, open, says};

const TEXT: &str = "On its way to you.";

async fn refused(answer: Answer) -> (Liar, Driver) {
    let liar = Liar::start(shop());
    let mut driver = open(&liar).await;
    says(&mut driver, &["Where is my order?"]).await;
    liar.lie(&Method::POST, What::Anything, answer);
    driver.press(&["r"]);
    driver.shows("Reply to").await;
    driver.type_text(TEXT);
    driver.press(&["Ctrl-s"]);
    (liar, driver)
}

/// The refused message is selected, its menu takes it back to the composer, and it is sent when the server takes it.
async fn mended(answer: Answer, words: &[&str]) {
    let (liar, mut driver) = refused(answer).await;
    says(&mut driver, &["REJECTED", TEXT, "1 failed"]).await;
    says(&mut driver, words).await;
    driver.press(&["3", "G", "Enter"]);
    says(
        &mut driver,
        &["This was not sent. Its text is kept.", "Edit it"],
    )
    .await;
    driver.press(&["e"]);
    driver.shows("Reply to").await;
    // The words also stand in the refused message: they are back when the composer has them.
    driver
        .until("the words are back", |driver| {
            let composer = driver.program.state.composer.as_ref();
            composer.is_some_and(|composer| !composer.loading && composer.editor.text() == TEXT)
        })
        .await;
    liar.repent();
    driver.press(&["Ctrl-s"]);
    driver.shows("sent ✓").await;
    driver.hides("1 failed").await;
    liar.workspace(|workspace| {
        assert_eq!(workspace.posted.len(), 1);
        assert_eq!(workspace.posted[0]["text"], TEXT);
    });
    lives_on(driver).await;
}

fn told(status: u16, code: &str, message: &str, details: &Value) -> Answer {
    let body = json!({ "code": code, "message": message, "details": details });
    Answer::json(status, &body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decode_error_names_its_issues() {
    let body = json!({
        "_tag": "HttpApiDecodeError",
        "message": "Decode failed",
        "issues": [
            { "_tag": "Missing", "path": ["author", "role"], "message": "is missing" },
            { "_tag": "Type", "path": ["text"], "message": "Expected string" },
        ],
    });
    let words = [
        "The server could not read the request (400)",
        "author.role: is missing",
        "text: Expected string",
        "Your text is kept",
    ];
    mended(Answer::json(400, &body), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_request_keeps_the_servers_words() {
    let answer = told(
        400,
        "invalid_request",
        "No emoji here",
        &json!({ "field": "text" }),
    );
    let words = [
        "The server refused the request (400)",
        "No emoji here (field: text)",
    ];
    mended(answer, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_is_gone_gives_the_words_back() {
    let answer = told(404, "not_found", "Thread not found", &json!({}));
    mended(
        answer,
        &["The server does not have it (404)", "Thread not found"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_may_not_write_gives_the_words_back() {
    let details = json!({ "requiredPermission": "channels.write" });
    let answer = told(403, "insufficient_permissions", "Viewer", &details);
    mended(
        answer,
        &["The key may not do this (403)", "it lacks channels.write"],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_in_place_of_a_refusal_is_called_one() {
    mended(Answer::html(403), &["Forbidden, in a web page"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_message_can_be_sent_again_as_it_is() {
    let answer = told(400, "invalid_request", "Not now", &json!({}));
    let (liar, mut driver) = refused(answer).await;
    says(&mut driver, &["REJECTED", "Not now"]).await;
    liar.repent();
    driver.press(&["3", "G", "Enter"]);
    says(&mut driver, &["Send it again"]).await;
    driver.press(&["r"]);
    driver.shows("sent ✓").await;
    driver.hides("1 failed").await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_refused_while_sending_keeps_the_reply_queued_and_says_how_to_log_in() {
    for (code, head) in [
        ("authentication_required", "no key"),
        ("invalid_api_key", "key refused"),
        ("session_required", "key refused"),
    ] {
        let answer = told(401, code, &format!("{KEY} is revoked"), &json!({}));
        let (liar, mut driver) = refused(answer).await;
        says(&mut driver, &[head, "andibox login", "1 queued", TEXT]).await;
        assert!(liar.workspace(|workspace| workspace.posted.is_empty()));
        lives_on(driver).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_gets_the_reply_when_the_wait_is_over() {
    let answer = told(429, "slow_down", "Slow down", &json!({})).with("retry-after", "1");
    let (liar, mut driver) = refused(answer).await;
    says(&mut driver, &["1 queued", TEXT]).await;
    liar.repent();
    driver.shows("sent ✓").await;
    driver.hides("1 queued").await;
    assert_eq!(liar.workspace(|workspace| workspace.posted.len()), 1);
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_of_unknown_outcome_is_looked_into_before_anything_is_sent_again() {
    let lies = [
        told(500, "internal_error", "On fire", &json!({})),
        Answer::html(502),
        Answer::html(200),
        Answer::new(201, "application/json", ""),
        Answer::new(201, "application/json", "{\"id\":"),
        Answer::json(201, &json!({ "id": "m9" })),
    ];
    for lie in lies {
        let (liar, mut driver) = refused(lie).await;
        says(&mut driver, &["unknown: checking", TEXT, "1 queued"]).await;
        driver.press(&["3", "G", "Enter"]);
        says(&mut driver, &["It is not known whether this arrived"]).await;
        driver.press(&["Esc"]);
        assert!(liar.workspace(|workspace| workspace.posted.is_empty()));
        lives_on(driver).await;
    }
}
