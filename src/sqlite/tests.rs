//! Opening, migrating, refusing.

use std::path::Path;

use rusqlite::Connection;

use super::{Error, Migration, Options, open, open_reader};

const FIRST: Migration = Migration {
    name: "notes",
    sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",
};
const SECOND: Migration = Migration {
    name: "note authors",
    sql: "ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody';",
};
const BROKEN: Migration = Migration {
    name: "half",
    sql: "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);",
};

fn open_with(path: &Path, migrations: &[Migration]) -> Result<Connection, Error> {
    open(path, &Options::default(), migrations)
}

fn version(conn: &Connection) -> i64 {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_new_file_gets_every_step_and_the_asked_pragmas() {
    let dir = tempfile::tempdir().unwrap();
    let conn = open_with(&dir.path().join("a.db"), &[FIRST, SECOND]).unwrap();
    assert_eq!(version(&conn), 2);
    let text = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0));
    assert_eq!(text("PRAGMA journal_mode").unwrap(), "wal");
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    assert_eq!(number("PRAGMA foreign_keys").unwrap(), 1);
    assert_eq!(number("PRAGMA synchronous").unwrap(), 2);
    assert_eq!(number("PRAGMA busy_timeout").unwrap(), 5000);
}

#[test]
fn a_known_file_gets_only_the_steps_it_has_not_seen() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    open_with(&path, &[FIRST])
        .unwrap()
        .execute("INSERT INTO note (text) VALUES ('kept')", [])
        .unwrap();
    let conn = open_with(&path, &[FIRST, SECOND]).unwrap();
    let row = conn
        .query_row("SELECT text, author FROM note", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .unwrap();
    assert_eq!(row, ("kept".into(), "nobody".into()));
}

#[test]
fn a_failed_step_leaves_nothing_and_keeps_the_steps_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let error = open_with(&path, &[FIRST, BROKEN]).unwrap_err();
    assert!(
        matches!(error, Error::Migration { name: "half", .. }),
        "{error:?}"
    );
    let conn = open_with(&path, &[FIRST]).unwrap();
    let half: i64 = conn
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'half'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!((version(&conn), half), (1, 0));
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    drop(open_with(&path, &[FIRST, SECOND]).unwrap());
    let before = std::fs::read(&path).unwrap();
    let error = open_with(&path, &[FIRST]).unwrap_err();
    assert!(
        matches!(
            error,
            Error::TooNew {
                found: 2,
                known: 1,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_damaged_and_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let junk = b"certainly not a database, but long enough to be read as one. ".repeat(40);
    std::fs::write(&path, &junk).unwrap();
    let error = open_with(&path, &[FIRST]).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    assert!(matches!(
        open_reader(&path).and_then(|conn| {
            conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
                .map_err(|source| Error::of(&path, source))
        }),
        Err(Error::Damaged { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), junk);
}

#[test]
fn a_truncated_file_is_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    drop(open_with(&path, &[FIRST, SECOND]).unwrap());
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..1500]).unwrap();
    let error = open_with(&path, &[FIRST, SECOND]).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
}

#[test]
fn a_missing_directory_is_an_open_error_not_damage() {
    let dir = tempfile::tempdir().unwrap();
    let error = open_with(&dir.path().join("no/such.db"), &[FIRST]).unwrap_err();
    assert!(matches!(error, Error::Open { .. }), "{error:?}");
}

#[test]
fn a_reader_sees_commits_and_cannot_write() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let writer = open_with(&path, &[FIRST]).unwrap();
    let reader = open_reader(&path).unwrap();
    writer
        .execute("INSERT INTO note (text) VALUES ('seen')", [])
        .unwrap();
    let seen: String = reader
        .query_row("SELECT text FROM note", [], |row| row.get(0))
        .unwrap();
    assert_eq!(seen, "seen");
    assert!(reader.execute("DELETE FROM note", []).is_err());
}

#[test]
fn many_openers_of_one_new_file_agree() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    std::thread::scope(|scope| {
        let openers: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| version(&open_with(&path, &[FIRST, SECOND]).unwrap())))
            .collect();
        for opener in openers {
            assert_eq!(opener.join().unwrap(), 2);
        }
    });
}

#[cfg(unix)]
#[test]
fn a_new_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.db");
    let _conn = open_with(&path, &[FIRST]).unwrap();
    for name in ["a.db", "a.db-wal"] {
        let mode = std::fs::metadata(dir.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
