//! The command line before a server that lies: what it says, with which exit code, and never the key.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use axum::http::Method;
use serde_json::json;

use super::liar::{Answer, KEY, Liar, SECRET, What, shop};
use super::naughty::{judge_text, refusal, workspace};

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

fn andibox(home: &Path, arguments: &[&str]) -> Output {
    let mut child = Command::new(ANDIBOX)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap())
        .env("HOME", home)
        .env("USER", "ana")
        .env("RUST_BACKTRACE", "0")
        .env("ANDI_API_KEY", KEY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let sent = child.stdin.take().unwrap().write_all(KEY.as_bytes());
    if let Err(error) = sent {
        // A command that reads no key ends before it is given one.
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
    let output = child.wait_with_output().unwrap();
    for bytes in [&output.stdout, &output.stderr] {
        judge_text(bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(SECRET), "the key is in {text}");
        assert!(!text.contains("<html>"), "{text}");
    }
    output
}

fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8(all).unwrap()
}

fn told(status: u16, code: &str) -> Answer {
    let body = json!({
        "code": code, "message": format!("No: {KEY} will not do"),
        "details": { "requiredPermission": "channels.read" },
    });
    Answer::json(status, &body)
}

#[test]
fn every_documented_error_is_said_with_its_exit_code() {
    let decode = json!({
        "_tag": "HttpApiDecodeError", "message": "Decode",
        "issues": [{ "_tag": "Type", "path": ["headers", KEY], "message": "is odd" }],
    });
    let long = json!({ "code": "not_found", "message": format!("{}{KEY}", "x".repeat(1_980)) });
    let table = [
        (Answer::json(400, &decode), 1, "headers.[key]: is odd"),
        (
            told(400, "invalid_request"),
            1,
            "The server refused the request (400): No: [key] will not do",
        ),
        (
            told(400, "workspace_context_required"),
            1,
            "The key belongs to no workspace (400)",
        ),
        (
            told(401, "authentication_required"),
            3,
            "The server asks for a key (401)",
        ),
        (told(401, "invalid_api_key"), 3, "The key is refused (401)"),
        (
            told(401, "session_required"),
            3,
            "a key is not enough (401)",
        ),
        (
            told(403, "insufficient_permissions"),
            3,
            "it lacks channels.read",
        ),
        (
            told(404, "not_found"),
            5,
            "The server does not have it (404)",
        ),
        (
            Answer::json(404, &long),
            5,
            "The server does not have it (404)",
        ),
        (
            told(500, "internal_error"),
            1,
            "The server failed (500): No: [key] will not do",
        ),
        (
            told(429, "slow").with("retry-after", "7"),
            4,
            "The server asks to wait (429); andibox tries again in 7 s",
        ),
        (told(503, "slow"), 4, "The server asks to wait (503)"),
        (
            Answer::html(200),
            1,
            "The answer is not the API's (200): a web page instead of JSON",
        ),
        (
            Answer::html(502),
            1,
            "The server failed (502): Bad Gateway, in a web page",
        ),
        (
            Answer::new(200, "application/json", ""),
            1,
            "an empty answer",
        ),
        (
            Answer::new(200, "application/json", "[{\"id\":"),
            1,
            "broken JSON",
        ),
        (
            Answer::json(200, &json!({ "ok": KEY })),
            1,
            "The answer is not as documented (200)",
        ),
        (
            Answer::json(200, &json!(KEY)),
            1,
            "The answer is not as documented (200)",
        ),
        (
            Answer::new(302, "text/plain", "").with("location", "https://elsewhere.example/"),
            1,
            "another host",
        ),
        (
            Answer::new(307, "text/plain", "")
                .with("location", &format!("https://{KEY}.example/?{KEY}")),
            1,
            "another host",
        ),
    ];
    for (answer, code, words) in table {
        let liar = Liar::start(shop());
        liar.lie(&Method::GET, What::Channels, answer);
        let home = tempfile::tempdir().unwrap();
        let login = andibox(home.path(), &["login", &liar.base, "--with-key", "-"]);
        assert!(said(&login).contains(words), "{words}: {}", said(&login));
        assert_eq!(login.status.code(), Some(code), "{}", said(&login));
        let kept = home.path().join(".config/andibox/credentials.toml");
        assert!(!kept.exists(), "a key that was not accepted is stored");

        let doctor = andibox(home.path(), &["doctor", "--server", &liar.base]);
        assert!(said(&doctor).contains(words), "{words}: {}", said(&doctor));
        assert_eq!(doctor.status.code(), Some(1), "{}", said(&doctor));
    }
}

#[test]
fn a_broken_channel_does_not_hide_the_others_and_is_named() {
    let mut workspace = shop();
    workspace.channels.push(json!({ "name": "no id" }));
    let liar = Liar::start(workspace);
    let home = tempfile::tempdir().unwrap();
    let login = andibox(home.path(), &["login", &liar.base, "--with-key", "-"]);
    assert!(login.status.success(), "{}", said(&login));
    assert!(said(&login).contains("with 1 channel,"), "{}", said(&login));
    let shown = andibox(home.path(), &["config", "show"]);
    assert!(said(&shown).contains(&liar.base), "{}", said(&shown));
    let doctor = andibox(home.path(), &["doctor"]);
    let words = "one channel cannot be read and is left out: $[1]: missing field `id`";
    assert!(said(&doctor).contains(words), "{}", said(&doctor));
    assert_eq!(doctor.status.code(), Some(1));
}

#[test]
fn a_login_that_names_no_server_is_one_to_the_profile_that_is_opened() {
    let (first, second) = (Liar::start(shop()), Liar::start(shop()));
    let home = tempfile::tempdir().unwrap();
    let login = |words: &[&str]| {
        let output = andibox(
            home.path(),
            &[&["login", "--with-key", "-"], words].concat(),
        );
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    login(&[&first.base, "--name", "acme", "--bearer"]);
    let again = login(&[]);
    assert!(again.contains(&first.base), "{again}");
    assert!(again.contains("as profile acme"), "{again}");
    let shown = said(&andibox(home.path(), &["config", "show"]));
    assert!(shown.contains("profiles.acme.auth = \"bearer\""), "{shown}");
    login(&[&second.base, "--name", "other"]);
    let again = login(&["--profile", "acme"]);
    assert!(again.contains(&first.base), "{again}");
}

#[test]
fn hostile_words_are_printed_without_their_power() {
    let liar = Liar::start(workspace());
    let home = tempfile::tempdir().unwrap();
    for status in [400, 401, 403, 404, 409, 429, 500, 503] {
        liar.lie(&Method::GET, What::Anything, refusal(status));
        let login = andibox(home.path(), &["login", &liar.base, "--with-key", "-"]);
        assert!(
            said(&login).contains(&status.to_string()),
            "{}",
            said(&login)
        );
        let doctor = andibox(home.path(), &["doctor", "--server", &liar.base]);
        assert!(!doctor.status.success());
    }
    liar.repent();
    let login = andibox(home.path(), &["login", &liar.base, "--with-key", "-"]);
    assert!(login.status.success(), "{}", said(&login));
    andibox(home.path(), &["doctor"]);
}

#[test]
fn hostile_settings_are_reported_without_their_power() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    let config = "\"\\u001b]52;c;SEFDS0VE\\u0007\" = 1\n[ui]\ntheme = \"\\u009b5mdark\\u202e\"\n\
                  [profiles.\"\\u001b[5m\"]\naddress = \"http://\\u001b[5mhost/\"\n";
    std::fs::write(folder.join("config.toml"), config).unwrap();
    for command in [&["config", "check"][..], &["config", "show"], &["doctor"]] {
        let output = andibox(home.path(), command);
        assert!(said(&output).contains("config.toml:"), "{}", said(&output));
    }
    let odd = [
        "login",
        "http://\x1b[5mhost\u{202e}/",
        "--name",
        "\x1b[5m",
        "--with-key",
        "-",
    ];
    assert_eq!(andibox(home.path(), &odd).status.code(), Some(2));
}
