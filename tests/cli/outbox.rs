//! `andibox outbox`: what waits is seen, tried again, and given up, beside a running andibox.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use andibox::model::{
    Action, Attachment, Draft, DraftKey, Mode, OutgoingState, Problem, ProblemKind,
};
use chrono::{TimeDelta, Utc};

use super::desk::{Desk, queued, refused};
use super::harness::{andibox, error, out};
use super::pty::Pty;

#[test]
fn an_empty_outbox_says_so_and_makes_no_local_copy() {
    let desk = Desk::start();
    assert!(desk.says(&["outbox"]).contains("acme: the outbox is empty"));
    assert!(desk.says(&["outbox", "--json"]).is_empty());
    assert!(desk.says(&["outbox", "retry", "--all"]).contains("empty"));
    assert!(!desk.folder().exists());
}

#[test]
fn a_row_says_what_it_is_where_it_goes_why_it_is_here_and_what_can_be_done() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let until = Utc::now() + TimeDelta::minutes(5);
    desk.queue(
        0x1111_1111,
        desk.reply("On its way"),
        refused("No such parent"),
    );
    desk.queue(0x2222_2222, desk.close(), OutgoingState::Held { until });
    let after = Some(Utc::now() + TimeDelta::minutes(5));
    desk.queue(
        0x3333_3333,
        desk.reply("Later"),
        OutgoingState::Queued { after },
    );
    let problem = Problem::new(ProblemKind::NoAnswer, "timed out");
    let unknown = OutgoingState::Unknown {
        problem,
        absent: 0,
        checked_at: None,
    };
    desk.queue(0x4444_4444, desk.reply("Who knows"), unknown);
    let shown = desk.says(&["outbox"]);
    let lines: Vec<&str> = shown.lines().collect();
    let expected = [
        "acme: 4 requests have not reached the server.",
        "11111111  rejected  12m     reply       Email · Late order · Jane Roe: “On its way”  The server refused \
         the request (400): No such parent. Your text is kept; change it and try again. Retry it, or discard it",
        "22222222  held      12m     status      Email · Late order · Jane Roe: open → closed  can be undone for 4m",
        "33333333  queued    12m     reply       Email · Late order · Jane Roe: “Later”  next try in 4m",
        "44444444  unknown   12m     reply       Email · Late order · Jane Roe: “Who knows”  The server did not \
         answer: timed out. It may have arrived: andibox looks on the server before it sends again",
    ];
    assert_eq!(lines, expected);
    assert_eq!(desk.says(&["outbox", "list"]), shown);
}

#[test]
fn the_json_fields_are_always_all_there() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let hostile = "\u{1b}[5mHello\u{202e}\nJane";
    desk.queue(1, desk.reply(hostile), refused("\u{9b}2JNo"));
    desk.queue(2, desk.close(), queued());
    let output = desk.run(&["outbox", "--json"]);
    for byte in &output.stdout {
        assert!(*byte >= b' ' && *byte < 0x7f || *byte == b'\n', "{byte:#x}");
    }
    let rows = desk.lines(&["outbox", "list", "--json"]);
    let names = [
        "id",
        "state",
        "what",
        "channelId",
        "channel",
        "threadId",
        "thread",
        "person",
        "text",
        "attachments",
        "from",
        "to",
        "createdAt",
        "attempts",
        "heldUntil",
        "nextTryAt",
        "problem",
    ];
    for row in &rows {
        let row: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(row, names);
    }
    assert_eq!(rows[0]["text"], hostile);
    assert_eq!(rows[0]["state"], "rejected");
    assert_eq!(rows[0]["person"], "Jane Roe");
    assert_eq!(rows[0]["problem"]["kind"], "invalid_request");
    assert_eq!(rows[0]["problem"]["message"], "\u{9b}2JNo");
    assert_eq!(rows[1]["what"], "status");
    assert_eq!(rows[1]["to"], "closed");
    assert!(rows[1]["problem"].is_null() && rows[1]["text"].is_null());
    assert_eq!(rows[1]["attachments"], serde_json::json!([]));
}

#[test]
fn the_files_of_a_message_are_listed_and_printed_before_they_go() {
    let desk = Desk::start();
    desk.says(&["sync"]);
    let file = |url: &str, name: Option<&str>| Attachment {
        name: name.map(Into::into),
        url: Some(url.into()),
        ..Attachment::default()
    };
    let invoice = file("https://example.com/i/1", Some("invoice.pdf"));
    let photo = file("https://example.com/photo.png", None);
    let one = desk.reply_with("See here", vec![photo.clone()]);
    let two = desk.reply_with("And these", vec![invoice, photo]);
    desk.queue(0x1111_1111, one, queued());
    desk.queue(0x2222_2222, two, queued());
    let shown = desk.says(&["outbox"]);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(
        lines[1].contains("“See here” with https://example.com/photo.png  "),
        "{shown}"
    );
    assert!(
        lines[2].contains("“And these” with invoice.pdf and 1 more  "),
        "{shown}"
    );
    let rows = desk.lines(&["outbox", "--json"]);
    let files = serde_json::json!([
        { "name": "invoice.pdf", "url": "https://example.com/i/1" },
        { "name": null, "url": "https://example.com/photo.png" },
    ]);
    assert_eq!(rows[1]["attachments"], files);
    let said = desk.says(&["outbox", "discard", "1111", "--yes"]);
    let printed = "\nSee here\n[attachment] https://example.com/photo.png\n";
    assert!(said.contains(printed), "{said}");
}

#[test]
fn hostile_words_have_no_power_in_the_list() {
    let desk = Desk::start();
    desk.queue(
        1,
        desk.reply("\u{1b}]52;c;SEFDS0VE\u{7}\u{202e}x"),
        refused("\u{9b}5m"),
    );
    let shown = desk.says(&["outbox"]);
    for letter in shown.chars() {
        assert!(
            letter == '\n' || !letter.is_control() && letter != '\u{202e}',
            "{shown:?}"
        );
    }
    // The thread was never fetched: what is known of it is said.
    assert!(
        shown.contains("a conversation that is not in the local copy"),
        "{shown}"
    );
}

#[test]
fn a_retry_only_queues_and_says_when_it_goes() {
    let desk = Desk::start();
    let id = desk.queue(0x1111_1111, desk.reply("Again"), refused("No"));
    let said = desk.says(&["outbox", "retry", "11111111"]);
    assert!(said.contains("or now with andibox sync"), "{said}");
    let row = desk.store().outgoing_by_id(id).unwrap().unwrap();
    assert_eq!(row.state, queued());
    assert_eq!(desk.texts(), ["Where is it?"]);
}

#[test]
fn a_retry_beside_a_running_andibox_says_that_it_sends() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("Again"), refused("No"));
    let lock = File::create(desk.folder().join("sender.lock")).unwrap();
    lock.lock().unwrap();
    let said = desk.says(&["outbox", "retry", "--all"]);
    assert!(said.contains("a running andibox sends it"), "{said}");
}

#[test]
fn retry_all_takes_what_is_stuck_and_leaves_the_rest() {
    let desk = Desk::start();
    let until = Utc::now() + TimeDelta::minutes(5);
    let held = desk.queue(1, desk.reply("Held"), OutgoingState::Held { until });
    desk.queue(2, desk.reply("Refused"), refused("No"));
    let after = Some(until);
    desk.queue(3, desk.reply("Later"), OutgoingState::Queued { after });
    let said = desk.says(&["outbox", "retry", "--all"]);
    assert!(said.contains("2 are queued again"), "{said}");
    let row = desk.store().outgoing_by_id(held).unwrap().unwrap();
    assert!(matches!(row.state, OutgoingState::Held { .. }));
    let said = desk.says(&["outbox", "retry", "0000-0001"]);
    assert!(said.contains("can still be undone"), "{said}");
}

#[test]
fn ids_that_name_nothing_or_several_change_nothing() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("One"), refused("No"));
    desk.queue(0x1111_2222, desk.reply("Two"), refused("No"));
    for command in ["retry", "discard"] {
        let said = desk.fails(2, &["outbox", command, "1111"]);
        assert!(
            said.contains("11111111") && said.contains("11112222"),
            "{said}"
        );
        let said = desk.fails(5, &["outbox", command, "11111111", "abcdef"]);
        assert!(said.contains("abcdef"), "{said}");
        desk.fails(2, &["outbox", command, "11"]);
        desk.fails(2, &["outbox", command, "1111xyz\u{1b}[5m"]);
        desk.fails(2, &["outbox", command]);
    }
    let rows = desk.store().outbox().unwrap();
    assert!(
        rows.iter()
            .all(|row| matches!(row.state, OutgoingState::Rejected(_)))
    );
}

#[test]
fn nothing_is_discarded_without_a_word_for_it() {
    let desk = Desk::start();
    desk.queue(
        0x1111_1111,
        desk.reply("Dear Jane,\nlong words"),
        refused("No"),
    );
    let said = desk.fails(2, &["outbox", "discard", "1111"]);
    assert!(said.contains("--yes") && said.contains("--keep"), "{said}");
    assert_eq!(desk.store().outbox().unwrap().len(), 1);

    let said = desk.says(&["outbox", "discard", "1111", "--yes"]);
    assert!(said.contains("\nDear Jane,\nlong words\n"), "{said}");
    assert!(desk.store().outbox().unwrap().is_empty());
    assert!(desk.store().drafts().unwrap().is_empty());
}

#[test]
fn at_a_terminal_it_is_asked_and_anything_but_yes_keeps_all() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("Precious"), refused("No"));
    let command = [super::harness::ANDIBOX, "outbox", "discard", "1111"];
    for (answer, left, drafts) in [("\r", 1, 0), ("n\r", 1, 0), ("k\r", 0, 1)] {
        let mut pty = Pty::start(&command, desk.home.path(), (100, 24), &[]);
        pty.shows("Discard it?");
        assert!(pty.screen().contains("Precious"), "{}", pty.screen());
        pty.send(answer);
        assert!(pty.ended().success(), "{}", pty.screen());
        assert_eq!(desk.store().outbox().unwrap().len(), left, "{answer:?}");
        assert_eq!(desk.store().drafts().unwrap().len(), drafts, "{answer:?}");
    }
}

#[test]
fn kept_words_stand_before_the_draft_that_was_there() {
    let desk = Desk::start();
    let key = DraftKey {
        conversation: desk.conversation(),
        mode: Mode::Reply,
    };
    let draft = Draft {
        key: key.clone(),
        text: "newer".to_owned(),
        parent: None,
        updated_at: Utc::now(),
    };
    desk.store().save_draft(&draft).unwrap();
    desk.queue(0x1111_1111, desk.reply("older"), queued());
    let said = desk.says(&["outbox", "discard", "1111", "--keep"]);
    assert!(said.contains("Kept as a draft"), "{said}");
    let draft = desk.store().draft(&key).unwrap().unwrap();
    assert_eq!(draft.text, "older\n\nnewer");
}

#[test]
fn what_is_under_way_or_may_have_arrived_does_not_become_a_draft() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("One"), OutgoingState::Sending);
    let problem = Problem::new(ProblemKind::NoAnswer, "timed out");
    let unknown = OutgoingState::Unknown {
        problem,
        absent: 0,
        checked_at: None,
    };
    desk.queue(0x2222_2222, desk.reply("Two"), unknown);
    desk.fails(1, &["outbox", "discard", "11111111", "--yes"]);
    let said = desk.fails(1, &["outbox", "discard", "22222222", "--keep"]);
    assert!(said.contains("may have arrived"), "{said}");
    assert_eq!(desk.store().outbox().unwrap().len(), 2);
}

#[test]
fn a_discarded_thread_that_was_never_made_prints_its_title() {
    let desk = Desk::start();
    let title = "A title that is longer than what a line of the list shows of it";
    let action = Action::NewThread {
        channel: desk.channel.as_str().into(),
        title: title.to_owned(),
        source: None,
        first: Some((Mode::Reply, "first words".to_owned())),
        author: andibox::model::Author::of(andibox::model::AuthorRole::Agent),
        created: None,
    };
    desk.queue(0x1111_1111, action, refused("No"));
    let said = desk.says(&["outbox", "discard", "1111", "--yes"]);
    assert!(
        said.contains(title) && said.contains("first words"),
        "{said}"
    );
}

#[test]
fn read_only_refuses_every_write() {
    let desk = Desk::start();
    desk.queue(0x1111_1111, desk.reply("One"), refused("No"));
    for command in [
        &["outbox", "retry", "1111"][..],
        &["outbox", "discard", "1111", "--yes"],
    ] {
        let said = desk.fails(1, &[command, &["--read-only"]].concat());
        assert!(said.contains("--read-only"), "{said}");
    }
    assert!(desk.says(&["outbox", "--read-only"]).contains("rejected"));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let desk = Desk::start();
    for number in 1..200 {
        desk.queue(number, desk.reply("One of many"), refused("No"));
    }
    let mut child = andibox(desk.home.path())
        .args(["outbox", "list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut one = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut one).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && error(&output).is_empty(),
        "{}",
        error(&output)
    );
}

#[test]
fn an_unknown_profile_is_not_found() {
    let desk = Desk::start();
    for command in ["outbox", "sync"] {
        let said = desk.fails(5, &[command, "--profile", "acne"]);
        assert!(said.contains("Did you mean acme?"), "{said}");
    }
    assert!(out(&desk.run(&["outbox"])).contains("empty"));
}
