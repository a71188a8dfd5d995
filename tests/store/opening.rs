//! Opening: new, newer, damaged, read-only, and shared with another process.

use andibox::model::OutgoingState;
use andibox::store::{Error, Notice, OpenOptions, Store};

use crate::factory::{Desk, draft, minute, reply};

fn open(path: &std::path::Path) -> Result<andibox::store::Opened, Error> {
    Store::open(path, OpenOptions::quiet(minute(0)))
}

#[test]
fn a_newer_schema_is_refused_and_not_touched() {
    let desk = Desk::new();
    let path = desk.store.path().to_path_buf();
    let Desk { store, dir, .. } = desk;
    drop(store);
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = open(&path).unwrap_err();
    assert!(
        matches!(error, Error::NewerSchema { found: 99, .. }),
        "{error:?}"
    );
    assert!(error.to_string().contains("update andibox"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    drop(dir);
}

#[test]
fn a_damaged_file_is_set_aside_and_drafts_and_outbox_are_carried_over() {
    let desk = Desk::with_threads(&["a"]);
    let path = desk.store.path().to_path_buf();
    for number in 0..50 {
        desk.store
            .save_draft(&draft(&format!("t{number}"), "words"))
            .unwrap();
    }
    desk.store.enqueue(&reply(1, "a")).unwrap();
    desk.store.enqueue(&reply(2, "a")).unwrap();
    desk.store
        .set_reminders(&[("a".into(), Some(minute(100)))], minute(10))
        .unwrap();
    let Desk { store, dir, .. } = desk;
    drop(store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    let page: i64 = conn
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'thread'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let size: i64 = conn
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .unwrap();
    drop(conn);
    let mut bytes = std::fs::read(&path).unwrap();
    let start = usize::try_from((page - 1) * size).unwrap();
    bytes[start..start + 64].fill(0xEE);
    std::fs::write(&path, &bytes).unwrap();

    let opened = open(&path).unwrap();
    let Some(Notice::SetAside {
        file,
        drafts,
        outgoing,
        complete,
        ..
    }) = opened.notice
    else {
        panic!("{:?}", opened.notice);
    };
    assert_eq!((drafts, outgoing, complete), (50, 2, true));
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(opened.store.drafts().unwrap().len(), 50);
    // Its thread is not here yet: the reminder waits for it, and is not asked for again and again.
    let store = &opened.store;
    assert_eq!(store.next_reminder().unwrap(), Some(minute(100)));
    let rung = store.ring_reminders(minute(200)).unwrap();
    assert_eq!((rung.threads.len(), rung.next), (0, None));
    // The newest changes may be among what was lost: a request is looked for before it is made again.
    let outbox = opened.store.outbox().unwrap();
    let saved: Vec<_> = outbox.iter().map(|it| (it.id, &it.action)).collect();
    let (one, two) = (reply(1, "a"), reply(2, "a"));
    assert_eq!(saved, [(one.id, &one.action), (two.id, &two.action)]);
    for outgoing in &outbox {
        assert!(matches!(
            outgoing.state,
            OutgoingState::Unknown { absent: 0, .. }
        ));
    }
    drop(dir);
}

#[test]
fn a_file_that_is_no_database_is_set_aside_never_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.db");
    let junk = b"not a database at all, and long enough to be taken for one. ".repeat(30);
    for _ in 0..2 {
        std::fs::write(&path, &junk).unwrap();
        let opened = open(&path).unwrap();
        let Some(Notice::SetAside { file, complete, .. }) = opened.notice else {
            panic!("{:?}", opened.notice);
        };
        assert!(!complete);
        assert_eq!(std::fs::read(&file).unwrap(), junk);
        opened.store.save_draft(&draft("a", "words")).unwrap();
    }
    // Two in the same second have two names.
    let aside = std::fs::read_dir(dir.path())
        .unwrap()
        .filter_map(Result::ok);
    let aside = aside.filter(|entry| entry.file_name().to_string_lossy().contains(".damaged-"));
    assert!(aside.count() >= 2);
}

#[test]
fn a_missing_folder_is_said_and_not_taken_for_damage() {
    let dir = tempfile::tempdir().unwrap();
    let error = open(&dir.path().join("no/copy.db")).unwrap_err();
    assert!(matches!(error, Error::Open { .. }), "{error:?}");
    assert!(error.to_string().contains("no/copy.db"), "{error}");
}

#[test]
fn another_process_is_noticed() {
    let desk = Desk::with_threads(&["a"]);
    let other = open(desk.store.path()).unwrap().store;
    assert!(!desk.store.changed_elsewhere().unwrap());
    desk.store.save_draft(&draft("a", "ours")).unwrap();
    assert!(!desk.store.changed_elsewhere().unwrap());
    other.enqueue(&reply(1, "a")).unwrap();
    assert!(desk.store.changed_elsewhere().unwrap());
    assert!(!desk.store.changed_elsewhere().unwrap());
    assert_eq!(desk.store.outbox().unwrap().len(), 1);
}

#[test]
fn facts_are_kept() {
    let desk = Desk::new();
    assert_eq!(desk.store.meta("strategy").unwrap(), None);
    desk.store.set_meta("strategy", "patch").unwrap();
    desk.store.set_meta("strategy", "event").unwrap();
    assert_eq!(
        desk.store.meta("strategy").unwrap().as_deref(),
        Some("event")
    );
}

#[test]
fn a_clone_is_the_same_store_and_readers_work_beside_a_writer() {
    let desk = Desk::with_threads(&["a"]);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let store = desk.store.clone();
            scope.spawn(move || {
                for round in 0..20 {
                    store
                        .save_draft(&draft(&format!("{number}"), &format!("{round}")))
                        .unwrap();
                    assert!(
                        store
                            .drafts()
                            .unwrap()
                            .iter()
                            .any(|it| it.text == format!("{round}"))
                    );
                }
            });
        }
    });
    assert_eq!(desk.store.drafts().unwrap().len(), 4);
}

#[test]
fn damage_that_a_query_meets_is_looked_for_at_the_next_opening() {
    let desk = Desk::with_threads(&["a"]);
    let long = "word ".repeat(30_000);
    desk.store.save_draft(&draft("b", "short")).unwrap();
    desk.store.save_draft(&draft("a", &long)).unwrap();
    desk.store.enqueue(&reply(1, "a")).unwrap();
    let path = desk.store.path().to_path_buf();
    let Desk { store, dir, .. } = desk;
    drop(store);
    // A page of the long draft in the middle of the file: opening does not read it.
    let mut bytes = std::fs::read(&path).unwrap();
    let page = bytes
        .chunks(4096)
        .position(|page| page[100..].starts_with(b"word ") || page[102..].starts_with(b"word "));
    let start = page.map_or(bytes.len() - 4096, |page| page * 4096);
    bytes[start..start + 4].fill(0xFF);
    std::fs::write(&path, &bytes).unwrap();

    let opened = open(&path).unwrap();
    assert_eq!(opened.notice, None);
    let error = opened.store.drafts().unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    drop(opened);
    let opened = open(&path).unwrap();
    let Some(Notice::SetAside {
        drafts,
        outgoing,
        complete,
        ..
    }) = opened.notice
    else {
        panic!("{:?}", opened.notice);
    };
    assert_eq!((drafts, outgoing, complete), (1, 1, false));
    drop(opened);
    assert_eq!(open(&path).unwrap().notice, None);
    drop(dir);
}

#[test]
fn a_file_of_the_first_schema_keeps_its_outbox() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(include_str!("../../src/store/schema/0001.sql"))
        .unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    let request = crate::factory::reply(1, "a");
    conn.execute(
        "INSERT INTO outgoing (id, place, lane, action, state, created_at) VALUES (?1, 'a', 'a', ?2, 'queued', ?3)",
        rusqlite::params![
            request.id.to_string(),
            serde_json::to_string(&request.action).unwrap(),
            request.created_at.timestamp_micros()
        ],
    )
    .unwrap();
    drop(conn);
    let options = andibox::store::OpenOptions::quiet(crate::factory::minute(0));
    let store = andibox::store::Store::open(&path, options).unwrap().store;
    assert_eq!(store.outbox().unwrap(), [request]);
    assert_eq!(store.seen_by(crate::factory::client_id(1)).unwrap(), None);
}
