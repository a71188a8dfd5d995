//! `andibox --linear`: the real program, by pipe and by terminal, against the real server.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::Desk;
use super::harness::{ANDIBOX, andibox, error, run_with};
use super::pty::Pty;

const PATIENCE: Duration = Duration::from_mins(1);

/// A linear inbox whose input stays open.
struct Talk {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Talk {
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = andibox(desk.home.path())
            .arg("--linear")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines() {
                if sender.send(line.unwrap()).is_err() {
                    break;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            lines,
            heard: Vec::new(),
        }
    }

    fn types(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Waits for a line with these words.
    fn hears(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => {
                    self.heard.push(line.clone());
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(error) => panic!("no line says {words:?} ({error}): {:#?}", self.heard),
            }
        }
    }

    /// The input ends, and so does the program.
    fn ends(mut self) -> (Option<i32>, Vec<String>) {
        drop(self.stdin.take());
        let status = self.child.wait().unwrap();
        self.heard.extend(self.lines.iter());
        (status.code(), self.heard)
    }

    fn terminate(&self) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status();
        assert!(status.unwrap().success());
    }
}

/// Nothing is held back: a message goes when it is sent.
fn sends_at_once(desk: &Desk) {
    let folder = desk.home.path().join(".config/andibox");
    let file = folder.join("config.toml");
    let mut settings = std::fs::read_to_string(&file).unwrap_or_default();
    settings.push_str("\n[send]\nundo_window_s = 0\n");
    std::fs::write(file, settings).unwrap();
}

#[test]
fn a_thread_is_listed_read_answered_and_closed_in_words() {
    let desk = Desk::start();
    sends_at_once(&desk);
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    let row = talk.hears("1: Jane Roe");
    assert!(row.contains("Late order"), "{row}");
    talk.types("open 1");
    talk.hears("Jane Roe, customer");
    talk.hears("  Where is it?");
    talk.types("reply");
    talk.hears("Reply to Jane Roe");
    talk.types("Dear Jane,");
    talk.types("..it is on its way.");
    talk.types(".");
    talk.hears("Reply to Jane Roe on its way");
    talk.types("close");
    talk.hears("losed");
    talk.types("who");
    talk.hears("Needs reply: no thread");
    let end = Instant::now() + PATIENCE;
    while desk.texts().len() < 2 && Instant::now() < end {
        talk.types("outbox");
        talk.hears("");
    }
    let reply = "Dear Jane,\n.it is on its way.".to_owned();
    assert!(desk.texts().contains(&reply), "{:?}", desk.texts());
    let (code, _) = talk.ends();
    assert_eq!(code, Some(0));
}

#[test]
fn a_reply_that_is_held_says_whose_it_is_and_the_word_that_takes_it_back() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("reply On its way.");
    talk.hears("Reply to Jane Roe held for 5 s: undo takes it back.");
    talk.types("undo");
    talk.hears("Taken back: the reply to Jane Roe");
    talk.types(".discard");
    talk.hears("iscarded");
    talk.ends();
    assert_eq!(desk.texts().len(), 1, "{:?}", desk.texts());
}

#[test]
fn a_thread_is_put_away_and_its_life_is_said_in_lines_that_stand_alone() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("remind tomorrow 9");
    talk.hears("Jane Roe: put away until");
    talk.types("remind off");
    talk.hears("Jane Roe: no reminder any more");
    talk.types("remind one day");
    talk.hears("A time is, for example");
    // Nothing is asked any more: this is a command, not a time.
    talk.types("life");
    talk.hears("First response: none yet");
    talk.hears("Today ");
    talk.hears("Jane Roe wrote and waits");
    let wait = talk.hears("Wait 1 of the customer");
    assert!(wait.contains("still waiting"), "{wait}");
    // What is open stays open.
    talk.types("read");
    talk.hears("Jane Roe, customer");
    talk.types("remind");
    talk.hears("Remind me of Jane Roe? Type a time");
    talk.types("");
    talk.hears("Remind me of Jane Roe? Type a time");
    talk.types("no");
    talk.types("status");
    talk.hears("Connected");
    talk.ends();
}

#[test]
fn links_and_attachments_are_numbered_and_asked_about() {
    let desk = Desk::start();
    let path = format!(
        "/channels/{}/threads/{}/messages",
        desk.channel, desk.thread
    );
    let message = json!({
        "direction": "inbound", "text": "As in https://a.test/order?id=1",
        "author": { "role": "user", "name": "Jane Roe" },
        "attachments": [{
            "url": "https://files.test/receipt.pdf", "name": "receipt.pdf",
            "contentType": "application/pdf", "sizeBytes": 2048,
        }],
    });
    desk.ask(&path, Some(&message));
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("link 1");
    talk.hears("links says them");
    talk.types("links");
    talk.hears("1: link https://a.test/order?id=1 from Jane Roe");
    talk.hears("2: attachment receipt.pdf, 2 KB, at https://files.test/receipt.pdf");
    talk.types("link 1");
    talk.hears("Open this address?");
    talk.hears("Host: a.test");
    talk.hears("y: Yes");
    talk.types("no");
    talk.types("save 1");
    talk.hears("link 1 opens it");
    talk.types("save 2");
    talk.hears("Fetch and save this?");
    talk.hears("Host: files.test");
    talk.hears("As receipt.pdf in");
    talk.types("no");
    talk.types("list");
    talk.hears("1: Jane Roe");
    talk.ends();
}

#[test]
fn a_thread_is_begun_and_one_is_made_of_a_channel_message() {
    let desk = Desk::start();
    let message = json!({
        "direction": "inbound", "text": "Do you ship abroad?",
        "author": { "role": "user", "name": "Sam Poe" },
    });
    desk.ask(
        &format!("/channels/{}/messages", desk.channel),
        Some(&message),
    );
    let mut talk = Talk::start(&desk, &[]);
    talk.types("thread");
    talk.hears("Title of the new thread in Email? Type it");
    talk.types("Second thoughts");
    talk.hears("The thread is being made");
    talk.hears("The new thread is made: view open shows it");
    talk.types("channels");
    talk.hears("Email: 1 thread needs a reply, 1 message in no thread.");
    talk.types("channel em");
    talk.hears("Do you ship abroad?");
    talk.types("promote");
    talk.hears("1: Sam Poe, now: Do you ship abroad?");
    talk.types("promote 1 Shipping abroad");
    talk.hears("The thread is being made");
    talk.hears("The new thread is made: view open shows it");
    talk.ends();
    let threads = desk.ask(&format!("/channels/{}/threads", desk.channel), None);
    let threads = threads.as_array().unwrap().iter();
    let mut titles: Vec<&str> = threads.map(|it| it["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Late order", "Second thoughts", "Shipping abroad"]);
}

#[test]
fn a_reply_that_was_not_finished_is_a_draft_at_the_end_of_the_input() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("reply");
    talk.types("half a sen");
    let (code, heard) = talk.ends();
    assert_eq!(code, Some(0));
    assert!(
        heard.iter().any(|line| line.contains("kept as a draft")),
        "{heard:#?}"
    );
    let drafts = desk.store().drafts().unwrap();
    assert_eq!(drafts[0].text, "half a sen");
}

#[test]
fn a_reply_that_was_not_finished_outlives_sigterm() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("reply");
    talk.hears("Reply to");
    talk.types("half a sen");
    // A second line is asked for and answered, so the first was taken.
    talk.types(".keep");
    talk.hears("draft is kept");
    talk.types("reply");
    talk.hears("half a sen");
    talk.terminate();
    assert_eq!(talk.child.wait().unwrap().code(), Some(0));
    let drafts = desk.store().drafts().unwrap();
    assert_eq!(drafts[0].text, "half a sen");
}

#[test]
fn a_message_that_came_while_one_was_written_stops_it_and_is_said_in_full() {
    let desk = Desk::start();
    sends_at_once(&desk);
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("reply");
    talk.hears("Reply to");
    talk.types("On its way.");
    desk.says_as_jane("I found it!");
    // Until the local copy has it, there is nothing to stop for.
    let end = Instant::now() + PATIENCE;
    let has_it = || {
        desk.store()
            .all_messages(&desk.conversation())
            .unwrap()
            .len()
            > 1
    };
    while !has_it() && Instant::now() < end {
        std::thread::yield_now();
    }
    talk.types(".");
    talk.hears("I found it!");
    talk.hears("yes sends it");
    talk.types("no");
    talk.hears("On its way.");
    talk.types(".discard");
    talk.hears("iscard");
    talk.ends();
    assert_eq!(desk.texts().len(), 2, "{:?}", desk.texts());
}

#[test]
fn news_come_as_one_line_each_that_says_what_they_are() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &[]);
    talk.types("list");
    talk.hears("1 thread");
    desk.says_as_jane("Hello?\nAre you there?");
    let line = talk.hears("New message from Jane Roe");
    assert!(line.contains("Email") && line.contains("Hello?"), "{line}");
    assert!(line.contains("Are you there?"), "{line}");
}

#[test]
fn a_read_only_inbox_reads_and_writes_nothing() {
    let desk = Desk::start();
    let mut talk = Talk::start(&desk, &["--read-only"]);
    talk.types("list");
    talk.hears("1 thread");
    talk.types("open 1");
    talk.types("reply Hello");
    talk.hears("read-only");
    talk.types("close");
    talk.hears("read-only");
    talk.ends();
    assert_eq!(desk.texts().len(), 1);
}

#[test]
fn hostile_words_reach_the_output_as_words_only() {
    let desk = Desk::start();
    desk.says_as_jane("\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}2J\u{202e}evil\r\u{8}\u{1b}[31mred");
    let output = run_with(
        desk.home.path(),
        &["--linear"],
        "list\nopen 1\nfind \u{1b}[2Jx\n\u{1b}]0;title\u{7}\nquit\n",
    );
    assert!(output.status.success(), "{}", error(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("evil") && text.contains("red"), "{text:?}");
    let foreign = |letter: char| {
        (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter)
    };
    assert!(!text.contains(foreign), "{text:?}");
}

#[test]
fn a_terminal_gets_nothing_but_lines() {
    let desk = Desk::start();
    let mut pty = Pty::start(&[ANDIBOX, "--linear"], desk.home.path(), (80, 24), &[]);
    pty.shows("Type help");
    pty.send("list\n");
    pty.shows("1: Jane Roe");
    pty.send("open 1\n");
    pty.shows("Where is it?");
    pty.send("quit\n");
    assert!(pty.ended().success());
    let bytes = &pty.bytes;
    assert!(
        !bytes.contains(&0x1b),
        "{:?}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn linear_goes_with_no_other_command() {
    let desk = Desk::start();
    let said = desk.fails(2, &["--linear", "sync"]);
    assert!(said.contains("--linear"), "{said}");
}

impl Desk {
    /// Jane writes.
    fn says_as_jane(&self, text: &str) {
        let path = format!(
            "/channels/{}/threads/{}/messages",
            self.channel, self.thread
        );
        let message = json!({
            "direction": "inbound", "text": text,
            "author": { "role": "user", "name": "Jane Roe" },
        });
        self.ask(&path, Some(&message));
    }
}
