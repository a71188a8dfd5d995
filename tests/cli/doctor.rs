//! `andibox doctor`: the truth about this machine, the local copy and the server, and no change of any of them.

use std::fs::{File, Permissions};
use std::os::unix::fs::{FileExt, PermissionsExt};

use andibox::model::{Draft, DraftKey, Mode};
use chrono::Utc;
use serde_json::Value;

use super::desk::{Desk, queued, refused};
use super::harness::{error, out, run};

/// The lines of one check.
fn lines<'a>(said: &'a str, check: &str) -> Vec<&'a str> {
    let of_it = |line: &&str| line[6..].starts_with(&format!("{check} "));
    said.lines().filter(of_it).collect()
}

fn line<'a>(said: &'a str, check: &str) -> &'a str {
    let found = lines(said, check);
    assert_eq!(found.len(), 1, "{check}: {said}");
    found[0]
}

#[test]
fn where_all_is_well_every_line_is_ok() {
    let desk = Desk::start();
    desk.queue(1, desk.close(), queued());
    desk.says(&["sync"]);
    let said = desk.says(&["doctor"]);
    // How much room the machine has is its own affair.
    for line in said.lines().filter(|line| !line.contains("  disk ")) {
        assert!(line.starts_with("ok    "), "{line}");
    }
    assert!(line(&said, "settings").contains("config.toml"));
    assert!(line(&said, "credentials").contains("readable by you alone"));
    assert!(line(&said, "key").ends_with("andi_local_… from credentials.toml"));
    assert!(!said.contains(desk.serving.key.trim_start_matches("andi_local_")));
    assert!(line(&said, "folders").contains("can be written"));
    assert!(line(&said, "disk").contains(" free at "));
    assert!(line(&said, "database").contains("sound"));
    assert!(line(&said, "sender").contains("no andibox is running"));
    assert!(line(&said, "contents").contains("channels: 1; conversations: 1 of 1 fetched"));
    assert!(line(&said, "drafts").ends_with("none"));
    assert!(line(&said, "outbox").ends_with("empty"));
    assert!(line(&said, "status").contains("changed by PATCH, as was learned"));
    assert!(line(&said, "synchronised").ends_with("last <1m ago"));
    assert!(line(&said, "server").contains(" answers in "));
    assert!(line(&said, "clock").ends_with("agrees with the server's"));
}

#[test]
fn rows_that_cannot_be_read_are_counted_though_their_pages_are_sound() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    desk.queue(1, desk.reply("One"), queued());
    desk.queue(2, desk.reply("Two"), refused("No"));
    for (mode, text) in [(Mode::Note, "a note"), (Mode::Reply, "a reply")] {
        let draft = Draft {
            key: DraftKey {
                conversation: desk.conversation(),
                mode,
            },
            text: text.to_owned(),
            parent: None,
            updated_at: Utc::now(),
        };
        desk.store().save_draft(&draft).unwrap();
    }
    let file = rusqlite::Connection::open(desk.folder().join("inbox.db")).unwrap();
    file.execute_batch(
        "UPDATE draft SET mode = 'n' WHERE text = 'a note';
         UPDATE outgoing SET action = '{' WHERE state = 'rejected';
         UPDATE message SET json = CAST(x'7b2261223a22ff227d' AS TEXT);",
    )
    .unwrap();
    let messages: u32 = file
        .query_row("SELECT count(*) FROM message", [], |row| row.get(0))
        .unwrap();
    drop(file);
    let output = desk.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    let words = format!(
        "FAIL  rows         rows of the local copy cannot be read (drafts: 1, requests of the outbox: 1, messages: {messages})."
    );
    assert!(messages > 0 && said.contains(&words), "{said}");
    assert!(line(&said, "database").contains("sound"), "{said}");
    assert!(line(&said, "drafts").contains("2 not sent yet"), "{said}");
}

#[test]
fn what_waits_is_counted_by_state_with_the_oldest() {
    let desk = Desk::start();
    desk.queue(1, desk.reply("One"), queued());
    desk.queue(2, desk.reply("Two"), refused("No"));
    let draft = Draft {
        key: DraftKey {
            conversation: desk.conversation(),
            mode: Mode::Note,
        },
        text: "not yet".to_owned(),
        parent: None,
        updated_at: Utc::now(),
    };
    desk.store().save_draft(&draft).unwrap();
    let said = desk.says(&["doctor"]);
    let words = "warn  outbox       1 queued, 1 rejected; the oldest was asked for 12m ago. andibox outbox says why";
    assert!(line(&said, "outbox").starts_with(words), "{said}");
    assert!(line(&said, "drafts").contains("1 not sent yet"), "{said}");
    let lock = File::create(desk.folder().join("sender.lock")).unwrap();
    lock.lock().unwrap();
    let said = desk.says(&["doctor"]);
    assert!(
        line(&said, "sender").contains("running and sends"),
        "{said}"
    );
}

#[test]
fn a_damaged_local_copy_is_told_and_left_as_it_is() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let file = desk.folder().join("inbox.db");
    let pages = std::fs::metadata(&file).unwrap().len() / 4096;
    let damaged = File::options().write(true).open(&file).unwrap();
    for page in 4..pages {
        damaged.write_all_at(&[0x5a; 200], page * 4096).unwrap();
    }
    let before = std::fs::read(&file).unwrap();
    let output = desk.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    let told = line(&said, "database");
    assert!(
        told.starts_with("FAIL") && told.contains("Start andibox"),
        "{told}"
    );
    assert!(lines(&said, "outbox").is_empty(), "{said}");
    assert!(error(&output).contains("one thing is wrong"));
    assert_eq!(std::fs::read(&file).unwrap(), before);

    // A command that needs it sets it aside and says so; doctor goes on telling.
    std::fs::write(&file, "no database at all").unwrap();
    assert!(out(&desk.run(&["doctor"])).contains("FAIL  database"));
    let output = desk.run(&["outbox"]);
    assert!(output.status.success());
    assert!(
        error(&output).contains("was set aside as"),
        "{}",
        error(&output)
    );
    let said = desk.says(&["doctor"]);
    assert!(
        line(&said, "set aside").starts_with("warn") && said.contains("inbox.db.damaged-"),
        "{said}"
    );
}

#[test]
fn a_newer_local_copy_is_told_and_left_as_it_is() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let conn = rusqlite::Connection::open(desk.folder().join("inbox.db")).unwrap();
    conn.pragma_update(None, "user_version", 999).unwrap();
    drop(conn);
    let said = out(&desk.run(&["doctor"]));
    assert!(line(&said, "database").contains("schema 999"), "{said}");
    assert!(line(&said, "database").starts_with("FAIL"), "{said}");
}

#[test]
fn what_others_may_read_or_change_is_told_with_the_command_that_mends_it() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let home = desk.home.path();
    let open = |file: &str, mode| {
        std::fs::set_permissions(home.join(file), Permissions::from_mode(mode)).unwrap();
    };
    open(".config/andibox/config.toml", 0o666);
    open(".config/andibox/credentials.toml", 0o640);
    open(".local/share/andibox/profiles/acme/inbox.db", 0o644);
    let output = desk.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    let told = [
        "warn  settings     ",
        "chmod go-w ",
        "FAIL  credentials  ",
        "chmod 600 ",
        "warn  database     ",
        "chmod go= ",
    ];
    for words in told {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_key_command_that_others_can_change_is_not_run_and_that_is_told() {
    let desk = Desk::start();
    let folder = desk.home.path().join(".config/andibox");
    let file = folder.join("config.toml");
    let ran = desk.home.path().join("ran");
    let settings = std::fs::read_to_string(&file).unwrap();
    let command = format!("api_key_command = \"touch {}\"", ran.display());
    let settings = settings.replace("[profiles.acme]", &format!("[profiles.acme]\n{command}"));
    std::fs::write(&file, settings).unwrap();
    std::fs::set_permissions(&file, Permissions::from_mode(0o664)).unwrap();
    let output = desk.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    let key = line(&said, "key");
    assert!(key.starts_with("FAIL"), "{key}");
    assert!(
        key.contains("the key command `touch …` is not run"),
        "{key}"
    );
    assert!(key.contains("chmod go-w "), "{key}");
    desk.fails(1, &["sync"]);
    assert!(!ran.exists());
}

#[test]
fn folders_that_cannot_be_written_are_told() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let data = file.join("data");
    let output = run(
        home.path(),
        &["doctor", "--data-dir", data.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("FAIL  folders      the folder of the data"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_server_that_is_down_fails_and_the_rest_is_told() {
    let mut desk = Desk::start();
    desk.serving.child.kill().unwrap();
    desk.serving.child.wait().unwrap();
    let output = desk.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    assert!(
        line(&said, "server").starts_with("FAIL  server       The server cannot be reached"),
        "{said}"
    );
    assert!(line(&said, "database").contains("none yet"), "{said}");
}

#[test]
fn as_json_each_line_has_the_same_fields_and_no_key() {
    let desk = Desk::start();
    desk.queue(1, desk.reply("One"), refused("No"));
    let output = desk.run(&["doctor", "--json"]);
    assert!(output.status.success());
    let text = out(&output);
    assert!(!text.contains(desk.serving.key.trim_start_matches("andi_local_")));
    let found: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for finding in &found {
        let names: Vec<&String> = finding.as_object().unwrap().keys().collect();
        assert_eq!(names, ["check", "level", "text", "facts"]);
        assert!(["ok", "warn", "fail"].contains(&finding["level"].as_str().unwrap()));
    }
    let of = |check: &str| found.iter().find(|it| it["check"] == check).unwrap();
    assert_eq!(of("outbox")["level"], "warn");
    assert_eq!(of("outbox")["facts"]["states"]["rejected"], 1);
    assert_eq!(
        of("database")["facts"]["schema"],
        of("database")["facts"]["schemaKnown"]
    );
    assert!(of("disk")["facts"]["freeBytes"].as_u64().unwrap() > 0);
}
