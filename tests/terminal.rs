//! The binary in a pseudo-terminal: real keys, and a terminal emulator reading the screen.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

#[path = "terminal/mouse.rs"]
mod mouse;
#[path = "terminal/notices.rs"]
mod notices;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/tour.rs"]
mod tour;
#[path = "terminal/walk/mod.rs"]
mod walk;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use andibox::terminal::{Guard, install_panic_hook, report_panics_safely};
use pty::Pty;
use tempfile::TempDir;

const ANDIBOX: &str = env!("CARGO_BIN_EXE_andibox");

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn inbox(home: &Path, size: (u16, u16)) -> Pty {
    Pty::start(&[ANDIBOX], home, size, &[])
}

#[test]
fn the_first_start_shows_a_local_workspace_full_of_conversations_at_every_size() {
    for size in [(200, 50), (80, 24), (40, 12)] {
        let home = home();
        let mut pty = inbox(home.path(), size);
        pty.shows("Needs reply");
        pty.shows("local");
        pty.until("threads are listed", |pty| {
            pty.screen().contains("waiting") || pty.screen().contains("first reply")
        });
        pty.send("q");
        assert!(pty.ended().success(), "at {size:?}");
        pty.assert_restored();
    }
}

#[test]
fn ctrl_c_quits_when_pressed_twice() {
    let home = home();
    let mut pty = inbox(home.path(), (80, 24));
    pty.shows("Needs reply");
    pty.send("\x03");
    pty.shows("again quits");
    pty.send("\x03");
    assert!(pty.ended().success());
    pty.assert_restored();
}

#[test]
fn a_key_is_answered_when_nothing_else_happens() {
    let home = home();
    // Without a key nothing is synchronised: no message wakes the loop but the keys themselves.
    let command = [ANDIBOX, "--server", "http://127.0.0.1:9/api/v1"];
    let mut pty = Pty::start(&command, home.path(), (80, 24), &[]);
    pty.shows("ANDI_API_KEY");
    for _ in 0..3 {
        pty.send("?");
        pty.shows("Keys here");
        pty.send("q");
        pty.until("the help is left", |pty| {
            !pty.screen().contains("Keys here")
        });
    }
}

#[test]
fn a_terminal_below_the_least_size_is_told_so_and_recovers() {
    let home = home();
    let mut pty = inbox(home.path(), (80, 24));
    pty.shows("Needs reply");
    pty.resize(30, 8);
    pty.shows("40x12");
    pty.resize(120, 40);
    pty.shows("Needs reply");
    pty.resize(40, 12);
    pty.shows("Needs reply");
}

#[test]
fn a_pasted_text_is_one_draft_and_outlives_sigterm() {
    let home = home();
    let mut pty = inbox(home.path(), (120, 40));
    open_a_reply(&mut pty);
    pty.send("\x1b[200~Dear Jane,\rsecond line\x1b[201~");
    pty.shows("second line");
    pty.signal("TERM");
    assert!(pty.ended().success());
    pty.assert_restored();

    let mut pty = inbox(home.path(), (120, 40));
    pty.until("threads are listed", lists_threads);
    pty.send("gdr");
    pty.shows("second line");
}

#[test]
fn a_draft_typed_a_moment_ago_outlives_sighup() {
    let home = home();
    let mut pty = inbox(home.path(), (120, 40));
    open_a_reply(&mut pty);
    pty.send("only just typed");
    pty.shows("only just typed");
    pty.signal("HUP");
    pty.ended();
    let mut pty = inbox(home.path(), (120, 40));
    pty.until("threads are listed", lists_threads);
    pty.send("gdr");
    pty.shows("only just typed");
}

#[test]
fn what_one_inbox_of_a_profile_does_is_seen_in_the_other_without_a_key() {
    let home = home();
    let mut first = inbox(home.path(), (120, 40));
    first.until("threads are listed", lists_threads);
    first.send("gd");
    first.shows("No draft waits");
    let mut second = inbox(home.path(), (120, 40));
    open_a_reply(&mut second);
    second.send("typed in the second");
    first.shows("Drafts · 1");
}

#[test]
fn the_editor_of_the_person_gets_the_terminal_and_gives_it_back() {
    let home = home();
    let editor = home.path().join("editor.sh");
    std::fs::write(
        &editor,
        "#!/bin/sh\necho EDITOR RUNS ${ANDI_API_KEY:-alone}\nread key\nprintf 'from the editor' >> \"$1\"\n",
    )
    .unwrap();
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let editor = editor.to_str().unwrap();
    let mut pty = Pty::start(
        &[ANDIBOX],
        home.path(),
        (120, 40),
        &[("EDITOR", editor), ("ANDI_API_KEY", "andi_live_S3cr3t")],
    );
    open_a_reply(&mut pty);
    pty.send("before, ");
    pty.shows("before, ");
    pty.send("\x18e");
    // What an editor or its plugins run gets no key.
    pty.shows("EDITOR RUNS alone");
    assert!(!pty.terminal().alternate_screen());
    pty.send("\n");
    pty.shows("before, from the editor");
    assert!(pty.terminal().alternate_screen());
    pty.send(" and after");
    pty.shows("from the editor and after");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let home = home();
    let this = std::env::current_exe().unwrap();
    let command = [
        this.to_str().unwrap(),
        "--exact",
        "the_child_that_panics",
        "--nocapture",
    ];
    let mut pty = Pty::start(&command, home.path(), (80, 24), &[("ANDIBOX_PANIC", "1")]);
    pty.ended();
    pty.assert_restored();
    assert!(pty.screen().contains("on purpose"), "{}", pty.screen());
    let written = String::from_utf8_lossy(&pty.bytes);
    assert!(
        !written.contains("]52;c;b3duZWQ"),
        "a panic speaks to the terminal"
    );
}

/// Runs in the pseudo-terminal of the test above; on its own it does nothing.
#[test]
fn the_child_that_panics() {
    if std::env::var_os("ANDIBOX_PANIC").is_none() {
        return;
    }
    let entered = Arc::new(AtomicBool::new(false));
    report_panics_safely();
    install_panic_hook(Arc::clone(&entered), false);
    let _guard = Guard::enter(entered, false).unwrap();
    panic!("on purpose \u{1b}]52;c;b3duZWQ=\u{7}");
}

#[test]
fn no_key_is_ever_written_to_the_terminal_or_the_log() {
    let home = home();
    let mut pty = inbox(home.path(), (120, 40));
    pty.until("threads are listed", lists_threads);
    pty.send("@");
    pty.shows("The key is never shown");
    pty.send("qq");
    pty.ended();
    let key = std::fs::read_to_string(home.path().join(".local/share/andibox/local/admin.key"));
    let key = key.unwrap();
    let secret = key.trim().trim_start_matches("andi_local_");
    assert_eq!(secret.len(), 32);
    let written = String::from_utf8_lossy(&pty.bytes).into_owned();
    assert!(!written.contains(secret));
    let log = home.path().join(".local/state/andibox/andibox.log");
    assert!(!std::fs::read_to_string(log).unwrap().contains(secret));
}

/// The footer, which is there before the threads, names "next waiting" too.
fn lists_threads(pty: &Pty) -> bool {
    let screen = pty.screen();
    screen
        .lines()
        .rev()
        .skip(1)
        .any(|line| line.contains("waiting"))
}

fn open_a_reply(pty: &mut Pty) {
    pty.until("threads are listed", lists_threads);
    pty.send("r");
    pty.shows("Reply to");
}
