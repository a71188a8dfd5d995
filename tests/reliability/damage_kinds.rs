//! Single kinds of damage: files cut to nothing, logs that are none, ends in the middle of mending, two that mend at once.

use std::fs;
use std::path::Path;

use andibox::model::OutgoingState;
use andibox::store::{Notice, Store};

use super::damage::{DRAFTS, REQUESTS, arrives, aside, draft, make_old, open, request, used};

fn with(path: &Path, end: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn saved(notice: Option<Notice>) -> (usize, usize, bool) {
    let words = notice.as_ref().map(ToString::to_string);
    let Some(Notice::SetAside {
        drafts,
        outgoing,
        complete,
        file,
        ..
    }) = notice
    else {
        panic!("nothing was told");
    };
    let words = words.unwrap();
    assert!(words.contains(&file.display().to_string()), "{words}");
    assert!(words.contains(&format!("{drafts} draft")), "{words}");
    (drafts as usize, outgoing as usize, complete)
}

/// Leaves a file and its log as a killed program does.
fn killed(path: &Path, to: &Path) {
    let store = open(path).unwrap().store;
    store.save_draft(&draft(DRAFTS)).unwrap();
    for end in ["", "-wal"] {
        fs::copy(with(path, end), with(to, end)).unwrap();
    }
}

#[test]
fn a_file_cut_to_nothing_is_told_and_its_log_is_kept() {
    let (dir, path) = used();
    let it = dir.path().join("cut.db");
    killed(&path, &it);
    fs::write(&it, b"").unwrap();
    let log = fs::read(with(&it, "-wal")).unwrap();
    assert!(!log.is_empty());
    let opened = open(&it).unwrap();
    assert_eq!(saved(opened.notice), (0, 0, false));
    let kept = aside(dir.path());
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(with(&kept[0], "-wal")).unwrap(), log);
}

#[test]
fn an_empty_file_is_damage_when_it_is_old_and_a_beginning_when_it_is_new() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("copy.db");
    fs::write(&path, b"").unwrap();
    assert_eq!(open(&path).unwrap().notice, None);
    let path = dir.path().join("old.db");
    fs::write(&path, b"").unwrap();
    make_old(&path);
    assert_eq!(saved(open(&path).unwrap().notice), (0, 0, false));
}

#[test]
fn a_log_that_is_none_is_kept_and_everything_before_it_is_saved() {
    let (dir, path) = used();
    let it = dir.path().join("log.db");
    killed(&path, &it);
    let junk = b"no log of any kind".repeat(500);
    fs::write(with(&it, "-wal"), &junk).unwrap();
    let opened = open(&it).unwrap();
    let (drafts, requests, _) = saved(opened.notice);
    assert_eq!((drafts, requests), (DRAFTS, REQUESTS));
    assert_eq!(fs::read(with(&aside(dir.path())[0], "-wal")).unwrap(), junk);
}

#[test]
fn without_its_log_a_file_is_as_it_was_before_it() {
    let (dir, path) = used();
    let it = dir.path().join("log.db");
    killed(&path, &it);
    fs::remove_file(with(&it, "-wal")).unwrap();
    let opened = open(&it).unwrap();
    assert_eq!(opened.notice, None);
    assert_eq!(opened.store.drafts().unwrap().len(), DRAFTS);
}

#[test]
fn what_a_request_became_may_be_lost_so_it_is_looked_for_first() {
    let (_dir, path) = used();
    break_page_of(&path, "thread");
    let opened = open(&path).unwrap();
    assert_eq!(saved(opened.notice), (DRAFTS, REQUESTS, true));
    for outgoing in opened.store.outbox().unwrap() {
        assert!(matches!(
            outgoing.state,
            OutgoingState::Unknown { absent: 0, .. }
        ));
    }
}

#[test]
fn drafts_behind_a_page_that_cannot_be_read_are_saved_too() {
    let (_dir, path) = used();
    // The pages of one long draft in the middle.
    let mut bytes = fs::read(&path).unwrap();
    let long = b"draft 20 word word";
    let at = bytes.windows(long.len()).position(|it| it == long).unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 8].fill(0xEE);
    fs::write(&path, &bytes).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.notice, None, "opening does not read it");
    assert!(opened.store.drafts().is_err());
    drop(opened);
    let opened = open(&path).unwrap();
    let (drafts, requests, complete) = saved(opened.notice);
    assert_eq!((requests, complete), (REQUESTS, false));
    assert!(drafts >= DRAFTS - 2, "{drafts}");
    let here = opened.store.drafts().unwrap();
    let last = draft(DRAFTS - 1);
    assert!(here.iter().any(|it| it.text == last.text));
}

#[test]
fn a_byte_that_is_no_text_any_more_does_not_take_the_draft() {
    let (_dir, path) = used();
    let mut bytes = fs::read(&path).unwrap();
    let words = b"draft 2 word";
    let places: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(words))
        .collect();
    for at in places {
        bytes[at + 9] = 0xFF;
    }
    fs::write(&path, &bytes).unwrap();
    let store = open(&path).unwrap().store;
    let here = store.draft(&draft(2).key).unwrap().unwrap();
    assert!(
        here.text.starts_with("draft 2 w\u{FFFD}rd"),
        "{}",
        here.text
    );
    assert_eq!(store.drafts().unwrap().len(), DRAFTS);
}

#[test]
fn an_end_in_the_middle_of_mending_loses_nothing() {
    // After the note, after the first rename, after the last, after the new file was made.
    for step in 0..4 {
        let (dir, path) = used();
        let it = dir.path().join("copy2.db");
        killed(&path, &it);
        break_page_of(&it, "thread");
        let name = "copy2.db.damaged-20260309T100000Z";
        let kept = dir.path().join(name);
        fs::write(with(&it, ".salvage"), name).unwrap();
        if step >= 1 {
            fs::rename(&it, &kept).unwrap();
        }
        if step >= 2 {
            fs::rename(with(&it, "-wal"), with(&kept, "-wal")).unwrap();
        }
        if step >= 3 {
            let other = dir.path().join("new.db");
            drop(open(&other).unwrap());
            fs::rename(&other, &it).unwrap();
        }
        let opened = open(&it).unwrap();
        // The newest stands in the log.
        let (drafts, requests, _) = saved(opened.notice);
        assert_eq!((drafts, requests), (DRAFTS + 1, REQUESTS), "step {step}");
        assert_eq!(opened.store.drafts().unwrap().len(), DRAFTS + 1);
        drop(opened.store);
        assert_eq!(open(&it).unwrap().notice, None, "told once, step {step}");
        assert_eq!(aside(dir.path()).len(), 1, "step {step}");
    }
}

#[test]
fn two_that_meet_the_damage_together_set_one_file_aside() {
    let (dir, path) = used();
    break_page_of(&path, "thread");
    let stores: Vec<Store> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| open(&path).unwrap().store))
            .collect();
        both.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(aside(dir.path()).len(), 1);
    stores[0].enqueue(&request(50)).unwrap();
    for store in &stores {
        assert_eq!(store.drafts().unwrap().len(), DRAFTS);
        assert_eq!(store.outbox().unwrap().len(), REQUESTS + 1);
    }
}

/// Breaks the first page of a table.
fn break_page_of(path: &Path, table: &str) {
    let conn =
        rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .unwrap();
    let page: u32 = conn
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(path).unwrap();
    let start = (page as usize - 1) * 4096;
    bytes[start..start + 64].fill(0xEE);
    fs::write(path, &bytes).unwrap();
}

#[test]
fn an_overwritten_head_of_the_full_text_index_is_met_told_and_mended() {
    let (dir, path) = used();
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute("UPDATE search_config SET v = 0 WHERE k = 'version'", [])
        .unwrap();
    let opened = open(&path).unwrap();
    assert!(opened.notice.is_none(), "opening alone does not see it");
    let met = arrives(&opened.store, 0, 5).unwrap_err().to_string();
    assert!(met.contains("start andibox again"), "{met}");
    drop(opened);
    let opened = open(&path).unwrap();
    assert_eq!(saved(opened.notice), (DRAFTS, REQUESTS, true));
    assert_eq!(aside(dir.path()).len(), 1);
}
