//! What a notice is to a terminal, byte for byte.

use std::path::{Path, PathBuf};

use andibox::model::{Anchor, BuiltinView};
use andibox::query::ListSpec;
use andibox::store::{OpenOptions, Store};
use chrono::{TimeDelta, Utc};

use crate::pty::Pty;
use crate::{home, inbox};

fn configured(home: &Path, method: &str) -> Pty {
    let folder = home.join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    let config = format!("[notify]\nmethod = \"{method}\"\nrules = []\n");
    std::fs::write(folder.join("config.toml"), config).unwrap();
    let mut pty = inbox(home, (80, 24));
    pty.until("threads are listed", |pty| {
        pty.screen().contains("waiting") || pty.screen().contains("first reply")
    });
    pty
}

/// The local copy, found by what it is called.
fn local_copy(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().find_map(|path| {
        if path.is_dir() {
            return local_copy(path);
        }
        let is_store = path
            .extension()
            .is_some_and(|end| end == "db" || end == "sqlite")
            && !path.to_string_lossy().contains("server");
        is_store.then(|| path.clone())
    })
}

/// Another program of the profile puts the first thread away for a moment.
fn put_away(home: &Path) {
    let path = local_copy(home).unwrap();
    let store = Store::open(&path, OpenOptions::quiet(Utc::now()))
        .unwrap()
        .store;
    let spec = ListSpec::of(BuiltinView::NeedsReply);
    let rows = store.threads(&spec, &Anchor::First, 1, Utc::now()).unwrap();
    let now = Utc::now();
    let due = now + TimeDelta::milliseconds(1_500);
    store
        .set_reminders(&[(rows.rows[0].id.clone(), Some(due))], now)
        .unwrap();
}

fn holds(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|it| *it == wanted)
        .count()
}

#[test]
fn a_reminder_set_by_another_program_is_told_by_osc_9_once_and_without_words_of_customers() {
    let home = home();
    let mut pty = configured(home.path(), "osc9");
    put_away(home.path());
    pty.until("it is told", |pty| {
        holds(&pty.bytes, b"\x1b]9;andibox: 1 reminder in ") == 1
    });
    pty.shows("Reminder:");
    pty.send("qq");
    assert!(pty.ended().success());
    pty.assert_restored();
    assert_eq!(holds(&pty.bytes, b"\x1b]9;"), 1);
    assert_eq!(holds(&pty.bytes, b"\x1b[?1004h"), 1);
}

#[test]
fn a_bell_is_one_byte_and_off_is_none() {
    for (method, bells) in [("bell", 1), ("off", 0)] {
        let home = home();
        let mut pty = configured(home.path(), method);
        put_away(home.path());
        pty.shows("Reminder:");
        pty.send("qq");
        assert!(pty.ended().success());
        assert_eq!(holds(&pty.bytes, b"\x07"), bells, "{method}");
    }
}
