//! The local copy damaged in every way: it opens again, the damaged file is kept, what the person wrote is saved as far
//! as it can be read, and what is damaged while it is in use is told and mended at the next start.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use andibox::model::{
    Action, Author, AuthorRole, ClientMessageId, Conversation, Draft, DraftKey, Mode, Outgoing,
    OutgoingState, read_listing,
};
use andibox::store::{Error, Notice, OpenOptions, Opened, Revision, Store};
use chrono::Utc;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::faults::weather::Dice;

pub const DRAFTS: usize = 30;
pub const REQUESTS: usize = 12;
const THREADS: usize = 40;

pub fn open(path: &Path) -> Result<Opened, Error> {
    Store::open(path, OpenOptions::quiet(Utc::now()))
}

fn conversation(number: usize) -> Conversation {
    Conversation::Thread {
        channel: "c".into(),
        thread: format!("t{number}").as_str().into(),
    }
}

pub fn draft(number: usize) -> Draft {
    Draft {
        key: DraftKey {
            conversation: conversation(number),
            mode: Mode::Reply,
        },
        // Some fill pages of their own.
        text: format!("draft {number} {}", "word ".repeat(number * number * 3)),
        parent: None,
        updated_at: Utc::now(),
    }
}

pub fn request(number: usize) -> Outgoing {
    Outgoing {
        id: ClientMessageId::new(Uuid::from_u128(number as u128 + 1)),
        action: Action::Message {
            conversation: conversation(number),
            mode: Mode::Reply,
            text: format!("request {number}"),
            parent: None,
            author: Author::of(AuthorRole::Agent),
            attachments: Vec::new(),
        },
        state: OutgoingState::Queued { after: None },
        created_at: Utc::now(),
        attempts: 0,
        last_problem: None,
    }
}

fn listing<T: serde::de::DeserializeOwned>(list: &Value) -> andibox::model::Listing<T> {
    read_listing(list.to_string().as_bytes()).unwrap()
}

/// A local copy in use, closed.
pub fn used() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.db");
    let store = open(&path).unwrap().store;
    store
        .apply_channels(&listing(&json!([{"id": "c", "name": "Email"}])))
        .unwrap();
    let threads: Vec<Value> = (0..THREADS)
        .map(|n| {
            json!({"id": format!("t{n}"), "channelId": "c", "status": "open", "title": format!("Thread {n}"),
                "createdAt": "2026-03-09T10:00:00.000Z", "updatedAt": "2026-03-09T10:00:00.000Z"})
        })
        .collect();
    store
        .apply_threads(&"c".into(), &listing(&json!(threads)))
        .unwrap();
    for n in 0..THREADS {
        arrives(&store, n, 0).unwrap();
    }
    for n in 0..DRAFTS {
        store.save_draft(&draft(n)).unwrap();
    }
    for n in 0..REQUESTS {
        store.enqueue(&request(n)).unwrap();
    }
    (dir, path)
}

/// Five messages of a thread come from the server.
pub fn arrives(store: &Store, n: usize, from: usize) -> Result<(), Error> {
    let messages: Vec<Value> = (from..from + 5)
        .map(|m| {
            json!({"id": format!("m{n}-{m}"), "channelId": "c", "threadId": format!("t{n}"), "direction": "inbound",
                "status": "received", "kind": "text", "text": format!("message {m} {}", "text ".repeat(n * 5)),
                "author": {"role": "user", "name": "Jane"}, "attachments": [],
                "createdAt": "2026-03-09T10:00:00.000Z", "updatedAt": "2026-03-09T10:00:00.000Z"})
        })
        .collect();
    let messages = listing(&json!(messages));
    store
        .apply_messages(&conversation(n), &messages, Revision::default())
        .map(drop)
}

/// Reads all that a person may look at, and writes a little.
fn work_with_it(store: &Store) -> Result<(usize, usize), Error> {
    let drafts = store.drafts()?.len();
    let outbox = store.outbox()?.len();
    store.channels()?;
    store.outbox_counts()?;
    store.pull_progress()?;
    store.threads_to_pull(100)?;
    for n in 0..THREADS {
        let it = conversation(n);
        let id = format!("t{n}");
        store.thread_row(&id.as_str().into())?;
        store.thread(&id.as_str().into())?;
        store.all_messages(&it)?;
        store.outgoing(&it)?;
    }
    store.save_draft(&draft(DRAFTS))?;
    store.discard_draft(&draft(DRAFTS).key)?;
    store.enqueue(&request(REQUESTS))?;
    store.discard_outgoing(request(REQUESTS).id)?;
    Ok((drafts, outbox))
}

/// The files set aside.
pub fn aside(dir: &Path) -> Vec<PathBuf> {
    let there = fs::read_dir(dir).unwrap().map(|it| it.unwrap().path());
    let mut aside: Vec<PathBuf> = there
        .filter(|it| {
            let name = it.file_name().unwrap().to_string_lossy().into_owned();
            name.contains(".damaged-") && !name.ends_with("-wal") && !name.ends_with("-shm")
        })
        .collect();
    aside.sort();
    aside
}

/// Damages a file somehow.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => {
            let length = dice.below(bytes.len());
            bytes.truncate(length);
            format!("cut to {length}")
        }
        1 => {
            bytes[..4096].fill(0);
            "no first page".to_owned()
        }
        2 => {
            for byte in bytes.iter_mut() {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }
            "no database at all".to_owned()
        }
        _ => {
            let places = 1 + dice.below(12);
            let mut words = "overwritten at".to_owned();
            for _ in 0..places {
                let start = dice.below(bytes.len());
                let length = 1 + dice.below(600);
                for byte in bytes.iter_mut().skip(start).take(length) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
                write!(words, " {start}+{length}").unwrap();
            }
            words
        }
    }
}

fn storm(trials: usize, seed: u64) {
    let (_keep, template) = used();
    let whole = fs::read(&template).unwrap();
    let mut dice = Dice::new(seed);
    let (mut seen, mut drafts_saved, mut requests_saved) = (0, 0, 0);
    for trial in 0..trials {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copy.db");
        let mut bytes = whole.clone();
        let what = format!(
            "seed {seed}, trial {trial}: {}",
            damage(&mut bytes, &mut dice)
        );
        fs::write(&path, &bytes).unwrap();
        make_old(&path);

        let mut told = None;
        let mut left = None;
        let mut met = Vec::new();
        // Damage deep inside is met by a look, told, and mended at the next start.
        for _ in 0..3 {
            let opened = open(&path).unwrap_or_else(|error| panic!("{what}: {error}"));
            told = told.or(opened.notice);
            match work_with_it(&opened.store) {
                Ok(counts) => {
                    left = Some(counts);
                    break;
                }
                Err(error) => {
                    let words = error.to_string();
                    met.push(format!("{error:?}"));
                    assert!(words.contains("start andibox again"), "{what}: {words}");
                }
            }
        }
        let (drafts, requests) = left.unwrap_or_else(|| panic!("{what}: never mended: {met:?}"));
        if let Some(Notice::SetAside { file, complete, .. }) = &told {
            seen += 1;
            assert_eq!(&aside(dir.path()), std::slice::from_ref(file), "{what}");
            let kept = fs::read(file).unwrap();
            // A look that found nothing wrong may have written before the damage was met.
            assert!(kept == bytes || kept.len() >= bytes.len(), "{what}");
            if *complete {
                assert_eq!((drafts, requests), (DRAFTS, REQUESTS), "{what}");
            }
        } else {
            assert_eq!((drafts, requests), (DRAFTS, REQUESTS), "{what}");
        }
        drafts_saved += drafts;
        requests_saved += requests;
    }
    println!(
        "{trials} damaged files opened again; {seen} were set aside; {drafts_saved} of {} drafts and {requests_saved} of \
         {} requests saved",
        trials * DRAFTS,
        trials * REQUESTS
    );
}

pub fn make_old(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1))
        .unwrap();
}

#[test]
fn a_file_damaged_anywhere_opens_again_and_gives_back_what_can_be_read() {
    storm(40, 7);
}

/// The large form.
#[test]
#[ignore = "minutes; docs/reliability.md says how it is run"]
fn large_damage() {
    storm(400, 20_261_122);
}
