//! Answers that are none: whatever the server says to the first question, the screen says it in words.

use axum::http::Method;
use serde_json::{Value, json};

use super::driver::{Driver, Setup};
use super::liar::{Answer, KEY, Liar, What, shop};
use super::screen::{lives_on, open, says};

async fn first_answer(answer: Answer, words: &[&str]) {
    let liar = Liar::start(shop());
    liar.lie(&Method::GET, What::Channels, answer);
    let mut driver = open(&liar).await;
    says(&mut driver, words).await;
    // When the server comes to its senses the inbox does, by itself or when asked.
    liar.repent();
    driver.press(&["Ctrl-r"]);
    says(&mut driver, &["Where is my order?", "live"]).await;
    lives_on(driver).await;
}

fn told(status: u16, code: &str, message: &str, details: &Value) -> Answer {
    let body = json!({ "code": code, "message": message, "details": details });
    Answer::json(status, &body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_is_no_api() {
    let words = [
        "a web page instead of JSON",
        "Check the address, it ends in /api/v1: andibox config show.",
    ];
    first_answer(Answer::html(200), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_fails_is_a_server_that_fails() {
    let words = [
        "Bad Gateway",
        "The server failed (502)",
        "tries again by itself",
    ];
    first_answer(Answer::html(502), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_answer_is_no_api() {
    let words = ["an empty answer", "it ends in /api/v1"];
    first_answer(Answer::new(200, "application/json", ""), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_breaks_off_is_said_to() {
    let half = Answer::new(200, "application/json", r#"[{"id":"c1","name":"Wha"#);
    let words = ["broken JSON", "The answer is not as documented (200)"];
    first_answer(half, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_of_another_shape_is_said_to_be_undocumented() {
    let words = [
        "The answer is not as documented (200)",
        "an object without a list",
    ];
    first_answer(Answer::json(200, &json!({ "ok": true })), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_text_are_said_to_be_none() {
    let bytes = b"[{\"id\":\"c1\",\"name\":\"\xff\xfe\"}]".to_vec();
    let words = ["The answer is not as documented (200)"];
    first_answer(Answer::new(200, "application/json", bytes), &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_internal_error_keeps_the_servers_words() {
    let answer = told(500, "internal_error", "The disk is on fire", &json!({}));
    let words = ["The disk is on fire", "The server failed (500)"];
    first_answer(answer, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_401_says_what_helps() {
    for (code, words, head) in [
        (
            "authentication_required",
            "The server asks for a key (401)",
            "no key",
        ),
        ("invalid_api_key", "The key is refused (401)", "key refused"),
        (
            "session_required",
            "This needs a signed-in session, a key is not enough (401)",
            "key refused",
        ),
    ] {
        let liar = Liar::start(shop());
        let message = format!("Not with {KEY}");
        liar.lie(
            &Method::GET,
            What::Channels,
            told(401, code, &message, &json!({})),
        );
        let mut driver = open(&liar).await;
        says(
            &mut driver,
            &[words, "Not with [key]", "andibox login", head],
        )
        .await;
        lives_on(driver).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_403_names_the_permission() {
    let details = json!({ "requiredPermission": "channels.read" });
    let answer = told(403, "insufficient_permissions", "Not yours", &details);
    let words = [
        "The key may not do this (403): it lacks channels.read",
        "Ask your admin",
    ];
    first_answer(answer, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_400_of_the_first_question_names_what_it_lacks() {
    let answer = told(
        400,
        "workspace_context_required",
        "Which workspace?",
        &json!({}),
    );
    let words = ["The key belongs to no workspace (400)", "andibox login"];
    first_answer(answer, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_is_waited_for() {
    let answer = told(429, "slow_down", "Slow down", &json!({})).with("retry-after", "2");
    let words = [
        "The server asks to wait (429)",
        "andibox tries again in 2 s",
    ];
    first_answer(answer, &words).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_is_said_to_be_one() {
    let liar = Liar::start(shop());
    let wrong = liar.base.replace("/api/v1", "/elsewhere");
    let mut driver = Driver::start(Setup::new(&wrong, KEY));
    says(
        &mut driver,
        &["The server does not have it (404)", "it ends in /api/v1"],
    )
    .await;
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_another_host_is_not_followed_with_the_key() {
    let other = Liar::start(shop());
    let away =
        Answer::new(307, "text/plain", "").with("location", &format!("{}/channels", other.base));
    let liar = Liar::start(shop());
    liar.lie(&Method::GET, What::Channels, away);
    let mut driver = open(&liar).await;
    says(
        &mut driver,
        &[
            "The server sends us to another host",
            "does not follow with a key",
        ],
    )
    .await;
    assert_eq!(other.workspace(|workspace| workspace.keys.len()), 0);
    lives_on(driver).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_cannot_be_reached_and_is_when_it_is_back() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = listener.local_addr().unwrap();
    drop(listener);
    let base = format!("http://{free}/api/v1");
    let mut driver = Driver::start(Setup::new(&base, KEY));
    let words = [
        "offline",
        "The server cannot be reached",
        "andibox config show",
    ];
    says(&mut driver, &words).await;
    lives_on(driver).await;
}

/// What was here stays here, whatever the server says later, and the reason is in the frame.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_a_good_server_goes_bad() {
    let lies = [
        (Answer::html(200), "a web page instead of JSON"),
        (Answer::html(502), "Bad Gateway"),
        (Answer::new(200, "application/json", ""), "an empty answer"),
        (
            Answer::new(200, "application/json", "[{\"id"),
            "broken JSON",
        ),
        (
            told(500, "internal_error", "On fire", &json!({})),
            "On fire",
        ),
        (
            told(404, "not_found", "Gone", &json!({})),
            "The server does not have it (404)",
        ),
    ];
    for (lie, words) in lies {
        let liar = Liar::start(shop());
        let mut driver = open(&liar).await;
        says(&mut driver, &["Where is my order?", "live"]).await;
        liar.lie(&Method::GET, What::Anything, lie);
        says(
            &mut driver,
            &["offline since", words, "Where is my order?", "Order issue"],
        )
        .await;
        liar.repent();
        driver.press(&["Ctrl-r"]);
        says(&mut driver, &["● live", "Where is my order?"]).await;
        lives_on(driver).await;
    }
}

/// One list that cannot be had leaves the others alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_may_not_be_read_is_said_and_the_others_are_shown() {
    let liar = Liar::start(shop());
    let details = json!({ "requiredPermission": "messages.read" });
    let answer = told(403, "insufficient_permissions", "No", &details);
    liar.lie(&Method::GET, What::Messages, answer);
    let mut driver = open(&liar).await;
    says(&mut driver, &["it lacks messages.read", "WhatsApp"]).await;
    driver.press(&["Esc", "g", "o"]);
    says(&mut driver, &["Order issue"]).await;
    lives_on(driver).await;
}
