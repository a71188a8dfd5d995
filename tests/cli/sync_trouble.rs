//! `andibox sync` before a server that fails: it ends, says what is missing, and has the right exit code.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Output, Stdio};

use andibox::model::{
    Action, Author, AuthorRole, ClientMessageId, Conversation, Mode, Outgoing, OutgoingState,
};
use andibox::store::{OpenOptions, Store};
use axum::http::Method;
use chrono::Utc;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::desk::folder;
use super::harness::{andibox, error, out, run_with};
use super::liar::{Answer, KEY, Liar, SECRET, What, shop, thread};

struct Shop {
    liar: Liar,
    home: TempDir,
}

impl Shop {
    fn start() -> Self {
        let liar = Liar::start(shop());
        let home = tempfile::tempdir().unwrap();
        let login = ["login", &liar.base, "--name", "acme", "--with-key", "-"];
        let output = run_with(home.path(), &login, KEY);
        assert!(output.status.success(), "{}", error(&output));
        Self { liar, home }
    }

    fn sync(&self) -> Output {
        sync(self.home.path(), &["sync"])
    }

    fn json(&self) -> Value {
        let output = sync(self.home.path(), &["sync", "--json"]);
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn store(&self) -> Store {
        std::fs::create_dir_all(folder(self.home.path())).unwrap();
        let file = folder(self.home.path()).join("inbox.db");
        Store::open(&file, OpenOptions::quiet(Utc::now()))
            .unwrap()
            .store
    }

    fn reply(&self, number: u128) {
        let outgoing = Outgoing {
            id: ClientMessageId::new(Uuid::from_u128(number)),
            action: Action::Message {
                conversation: Conversation::Thread {
                    channel: "c1".into(),
                    thread: "t1".into(),
                },
                mode: Mode::Reply,
                text: "On its way".to_owned(),
                parent: None,
                author: Author::of(AuthorRole::Agent),
                attachments: Vec::new(),
            },
            state: OutgoingState::Queued { after: None },
            created_at: Utc::now(),
            attempts: 0,
            last_problem: None,
        };
        self.store().enqueue(&outgoing).unwrap();
    }
}

fn sync(home: &Path, arguments: &[&str]) -> Output {
    let output = andibox(home).args(arguments).output().unwrap();
    let all = [&output.stdout[..], &output.stderr].concat();
    assert!(!String::from_utf8_lossy(&all).contains(SECRET));
    output
}

fn refusal(status: u16, code: &str) -> Answer {
    let body = json!({
        "code": code, "message": "No", "details": { "requiredPermission": "channels.read" },
    });
    Answer::json(status, &body)
}

#[test]
fn a_list_that_may_not_be_read_is_told_with_the_code_of_its_refusal() {
    let shop = Shop::start();
    let forbidden = refusal(403, "insufficient_permissions");
    shop.liar.lie(&Method::GET, What::Threads, forbidden);
    let output = shop.sync();
    assert_eq!(output.status.code(), Some(3), "{}", error(&output));
    assert!(
        error(&output).contains("it lacks channels.read"),
        "{}",
        error(&output)
    );
    assert!(
        out(&output).contains("0 of 0 known conversations"),
        "{}",
        out(&output)
    );
    assert_eq!(shop.json()["complete"], false);
    assert_eq!(shop.json()["problems"].as_array().unwrap().len(), 1);
}

#[test]
fn a_list_that_fails_again_and_again_is_given_up_and_told() {
    let shop = Shop::start();
    shop.liar
        .lie(&Method::GET, What::Feed, refusal(500, "internal_error"));
    let output = shop.sync();
    assert_eq!(output.status.code(), Some(1), "{}", error(&output));
    assert!(
        error(&output).contains("The server failed (500)"),
        "{}",
        error(&output)
    );
    // The rest is here.
    let store = shop.store();
    assert_eq!(store.pull_progress().unwrap().done, 1);
    shop.liar.repent();
    assert!(shop.sync().status.success());
}

#[test]
fn a_thread_deleted_meanwhile_is_no_failure() {
    let shop = Shop::start();
    assert!(shop.sync().status.success());
    shop.liar.workspace(|workspace| {
        workspace.threads.push(thread("t2", "Gone soon"));
    });
    shop.liar
        .lie(&Method::GET, What::Thread, refusal(404, "not_found"));
    assert!(shop.sync().status.success());
}

#[test]
fn an_element_that_cannot_be_read_is_told_and_the_rest_is_here() {
    let shop = Shop::start();
    shop.liar.workspace(|workspace| {
        workspace
            .threads
            .push(json!({ "channelId": "c1", "title": "no id" }));
    });
    let output = shop.sync();
    assert!(output.status.success(), "{}", error(&output));
    assert!(
        error(&output).contains("lists 1 that cannot be read and are left out"),
        "{}",
        error(&output)
    );
    assert!(
        out(&output).contains("all 1 conversations are here"),
        "{}",
        out(&output)
    );
}

/// Whether all was fetched by then or not.
#[test]
fn a_long_wait_that_the_server_asks_for_ends_it_at_once() {
    let shop = Shop::start();
    shop.reply(1);
    let wait = || refusal(503, "slow").with("retry-after", "300");
    shop.liar.lie(&Method::POST, What::Messages, wait());
    let output = shop.sync();
    assert_eq!(output.status.code(), Some(4), "{}", error(&output));
    assert!(
        error(&output).contains("asks to wait for 300 s"),
        "{}",
        error(&output)
    );
    assert!(out(&output).contains("next try in 4m"), "{}", out(&output));
    assert_eq!(shop.store().outbox().unwrap().len(), 1);

    shop.liar.lie(&Method::GET, What::Anything, wait());
    let output = shop.sync();
    assert_eq!(output.status.code(), Some(4), "{}", error(&output));
    assert_eq!(shop.liar.workspace(|workspace| workspace.posted.len()), 0);
}

#[test]
fn a_lost_answer_is_looked_for_before_it_ends() {
    let shop = Shop::start();
    shop.reply(1);
    // The server says nothing of use, and has not stored it: after two looks it is sent again, once.
    shop.liar
        .lie(&Method::POST, What::Messages, Answer::html(502));
    let mut child = andibox(shop.home.path())
        .arg("sync")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let waiting = lines.find(|line| line.as_ref().unwrap().contains("sending 1"));
    assert!(waiting.is_some());
    shop.liar.repent();
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", error(&output));
    assert!(said.contains(&"Sent: 1.".to_owned()), "{said:?}");
    assert_eq!(shop.liar.workspace(|workspace| workspace.posted.len()), 1);
}
