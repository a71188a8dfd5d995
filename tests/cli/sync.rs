//! `andibox sync`: everything is fetched, what waits is sent, and it ends with the right exit code.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use andibox::model::{Action, OutgoingState, Problem, ProblemKind};
use chrono::{TimeDelta, Utc};

use super::desk::{Desk, queued, refused};
use super::harness::{andibox, error, out, run};

#[test]
fn everything_is_fetched_and_told() {
    let desk = Desk::start();
    let said = desk.says(&["sync"]);
    assert!(
        said.contains("acme: 1 channel, all 1 conversations are here."),
        "{said}"
    );
    let store = desk.store();
    let messages = store.all_messages(&desk.conversation()).unwrap();
    assert_eq!(messages.len(), 1);
    let told = desk.lines(&["sync", "--json"]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["complete"], true);
    assert_eq!(told[0]["fetched"], 1);
    assert_eq!(told[0]["sender"], "here");
}

#[test]
fn what_waits_is_sent_in_its_order() {
    let desk = Desk::start();
    desk.queue(1, desk.reply("first"), queued());
    let until = Utc::now() + TimeDelta::milliseconds(1500);
    desk.queue(
        2,
        desk.reply("second, after its undo window"),
        OutgoingState::Held { until },
    );
    let after = Some(Utc::now() + TimeDelta::seconds(2));
    desk.queue(3, desk.close(), OutgoingState::Queued { after });
    let said = desk.says(&["sync"]);
    assert!(said.contains("Sent: 3."), "{said}");
    assert!(desk.store().outbox().unwrap().is_empty());
    let texts = desk.texts();
    assert_eq!(
        texts[..3],
        ["Where is it?", "first", "second, after its undo window"]
    );
}

#[test]
fn what_is_refused_is_told_and_fails() {
    let desk = Desk::start();
    let mut action = desk.reply("an answer to nothing");
    if let Action::Message { parent, .. } = &mut action {
        *parent = Some("nowhere".into());
    }
    desk.queue(1, action, queued());
    desk.queue(2, desk.reply("goes all the same"), queued());
    let output = desk.run(&["sync"]);
    assert_eq!(output.status.code(), Some(1), "{}", error(&output));
    assert!(
        error(&output).contains("1 in the outbox were refused: andibox outbox"),
        "{}",
        error(&output)
    );
    assert!(out(&output).contains("rejected"), "{}", out(&output));
    assert_eq!(desk.texts(), ["Where is it?", "goes all the same"]);
    let told = desk.lines(&["sync", "--json"]);
    assert_eq!(told[0]["outbox"][0]["state"], "rejected");
    assert!(desk.fails(1, &["sync"]).contains("refused earlier"));
}

#[test]
fn a_row_of_unknown_outcome_is_looked_for_not_sent_again() {
    let desk = Desk::start();
    let id = desk.queue(1, desk.reply("once"), queued());
    desk.says(&["sync"]);
    let problem = Problem::new(ProblemKind::NoAnswer, "timed out");
    let unknown = OutgoingState::Unknown {
        problem,
        absent: 0,
        checked_at: None,
    };
    assert_eq!(desk.queue(1, desk.reply("once"), unknown), id);
    let said = desk.says(&["sync"]);
    assert!(said.contains("Sent: 1."), "{said}");
    assert_eq!(desk.texts(), ["Where is it?", "once"]);
}

#[test]
fn beside_a_running_andibox_it_only_fetches_and_says_so() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("theirs to send"), queued());
    let lock = File::create(desk.folder().join("sender.lock")).unwrap();
    lock.lock().unwrap();
    let said = desk.says(&["sync"]);
    assert!(
        said.contains("which another running andibox sends"),
        "{said}"
    );
    assert!(said.contains("11111111  queued"), "{said}");
    assert_eq!(desk.texts(), ["Where is it?"]);
    assert_eq!(desk.lines(&["sync", "--json"])[0]["sender"], "elsewhere");
}

#[test]
fn read_only_sends_nothing() {
    let desk = Desk::start();
    desk.queue(1, desk.reply("not now"), queued());
    let said = desk.says(&["sync", "--read-only"]);
    assert!(said.contains("read-only"), "{said}");
    assert_eq!(desk.texts(), ["Where is it?"]);
}

#[test]
fn offline_and_a_wrong_key_have_their_exit_codes_and_keep_what_waits() {
    let mut desk = Desk::start();
    desk.queue(1, desk.reply("kept"), queued());
    let output = andibox(desk.home.path())
        .arg("sync")
        .env(
            "ANDI_API_KEY",
            "andi_local_00000000000000000000000000000000",
        )
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", error(&output));
    assert!(
        error(&output).contains("The key is refused"),
        "{}",
        error(&output)
    );

    let credentials = desk.home.path().join(".config/andibox/credentials.toml");
    std::fs::remove_file(credentials).unwrap();
    assert!(
        desk.fails(3, &["sync"])
            .contains("there is no key for acme")
    );

    desk.serving.child.kill().unwrap();
    desk.serving.child.wait().unwrap();
    let output = andibox(desk.home.path())
        .args(["sync", "--json"])
        .env("ANDI_API_KEY", &desk.serving.key)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", error(&output));
    assert!(
        error(&output).contains("cannot be reached"),
        "{}",
        error(&output)
    );
    assert!(
        !error(&output).contains("tries again by itself"),
        "{}",
        error(&output)
    );
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["complete"], false);
    assert_eq!(told["problems"][0]["kind"], "unreachable");
    assert_eq!(desk.store().outbox().unwrap().len(), 1);
}

#[test]
fn a_signal_ends_it_and_nothing_is_lost() {
    for signal in ["INT", "TERM"] {
        let desk = Desk::start();
        let until = Utc::now() + TimeDelta::minutes(5);
        desk.queue(
            1,
            desk.reply("held for long"),
            OutgoingState::Held { until },
        );
        let mut child = andibox(desk.home.path())
            .arg("sync")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let waiting = lines.find(|line| line.as_ref().unwrap().contains("when undo has ended"));
        assert!(waiting.is_some());
        let id = child.id().to_string();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &id])
            .status();
        assert!(sent.unwrap().success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{signal}");
        assert!(
            error(&output).contains("nothing is lost"),
            "{}",
            error(&output)
        );
        assert_eq!(desk.store().outbox().unwrap().len(), 1);
        assert_eq!(desk.texts(), ["Where is it?"]);
    }
}

#[test]
fn what_was_refused_before_waits_for_a_retry() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("now it goes"), refused("No"));
    desk.fails(1, &["sync"]);
    desk.says(&["outbox", "retry", "1111"]);
    desk.says(&["sync"]);
    assert_eq!(desk.texts(), ["Where is it?", "now it goes"]);
}

#[test]
fn the_local_workspace_is_synchronised_with_its_own_server() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &["sync", "--json"]);
    assert!(output.status.success(), "{}", error(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["profile"], "local");
    assert_eq!(told["complete"], true);
    assert!(told["conversations"].as_u64().unwrap() > 10, "{told}");
}
