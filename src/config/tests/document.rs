//! Changes in place keep what they do not change.

use std::path::PathBuf;

use crate::config::WriteError;
use crate::config::document::Document;

struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn file(text: &str) -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, text).unwrap();
    File {
        _folder: folder,
        path,
    }
}

fn changed(text: &str, edit: impl FnOnce(&mut Document) -> Result<(), WriteError>) -> String {
    let file = file(text);
    let mut document = Document::read(&file.path).unwrap();
    edit(&mut document).unwrap();
    document.save().unwrap();
    std::fs::read_to_string(&file.path).unwrap()
}

fn set(text: &str, table: &[&str], key: &str, value: &str) -> String {
    changed(text, |document| document.set(table, key, value))
}

fn remove(text: &str, table: &[&str]) -> String {
    changed(text, |document| {
        document.remove_table(table).map(|found| assert!(found))
    })
}

const ACME: &[&str] = &["profiles", "acme"];

#[test]
fn a_value_is_replaced_where_it_stands() {
    assert_eq!(
        set(
            "# mine\n[profiles.acme] # the one\naddress = \"old\" # why\ncolor='red'\n\n# end\n",
            ACME,
            "address",
            "\"new\"",
        ),
        "# mine\n[profiles.acme] # the one\naddress = \"new\" # why\ncolor='red'\n\n# end\n"
    );
}

#[test]
fn a_new_key_comes_behind_the_last_one_of_its_table() {
    assert_eq!(
        set(
            "[profiles.acme]\naddress = \"a\" # why\n# of the next\n[profiles.zeta]\naddress = \"z\"\n",
            ACME,
            "auth",
            "\"bearer\"",
        ),
        "[profiles.acme]\naddress = \"a\" # why\nauth = \"bearer\"\n# of the next\n[profiles.zeta]\naddress = \"z\"\n"
    );
    assert_eq!(
        set("[profiles.acme]", ACME, "auth", "\"bearer\""),
        "[profiles.acme]\nauth = \"bearer\"\n"
    );
    assert_eq!(
        set(
            "[profiles.acme]\na = \"\"\"\n[x]\n\"\"\" # end",
            ACME,
            "b",
            "true"
        ),
        "[profiles.acme]\na = \"\"\"\n[x]\n\"\"\" # end\nb = true\n"
    );
}

#[test]
fn a_new_table_comes_at_the_end() {
    assert_eq!(
        set("", ACME, "key", "\"k\""),
        "[profiles.acme]\nkey = \"k\"\n"
    );
    assert_eq!(
        set("[ui]\ntime = \"12h\"", ACME, "key", "\"k\""),
        "[ui]\ntime = \"12h\"\n\n[profiles.acme]\nkey = \"k\"\n"
    );
    assert_eq!(
        set("", &["profiles", "a.b"], "key", "\"k\""),
        "[profiles.\"a.b\"]\nkey = \"k\"\n"
    );
    assert_eq!(
        set("[ui]\r\ntime = \"12h\"\r\n", ACME, "key", "\"k\""),
        "[ui]\r\ntime = \"12h\"\r\n\r\n[profiles.acme]\r\nkey = \"k\"\r\n"
    );
}

#[test]
fn a_new_key_of_the_file_itself_comes_above_the_first_table() {
    for (before, after) in [
        ("", "d = \"x\"\n"),
        ("# about\n", "# about\nd = \"x\"\n"),
        ("a = 1 # one\n\n[ui]\n", "a = 1 # one\nd = \"x\"\n\n[ui]\n"),
        (
            "# about\n\n# of ui\n[ui]\ntime = \"12h\"\n",
            "# about\n\nd = \"x\"\n# of ui\n[ui]\ntime = \"12h\"\n",
        ),
        ("[profiles.acme]\n", "d = \"x\"\n[profiles.acme]\n"),
    ] {
        let after_set = set(before, &[], "d", "\"x\"");
        if before == "# about\n" {
            // A file of comments only: above or below them is the same to a reader.
            assert!(after_set.contains("# about\n") && after_set.contains("d = \"x\"\n"));
        } else {
            assert_eq!(after_set, after);
        }
    }
}

#[test]
fn a_removed_table_leaves_the_others_and_their_comments() {
    assert_eq!(
        remove(
            "[ui]\ntime = \"12h\"\n\n# of acme\n[profiles.acme]\n# of address\naddress = \"a\"\n\n# of zeta\n[profiles.zeta]\n",
            ACME
        ),
        "[ui]\ntime = \"12h\"\n\n# of acme\n\n# of zeta\n[profiles.zeta]\n"
    );
    assert_eq!(
        remove("[ui]\n\n[profiles.acme]\na = 1\n\n[profiles.zeta]\n", ACME),
        "[ui]\n\n[profiles.zeta]\n"
    );
    assert_eq!(remove("[profiles.acme]", ACME), "");
}

#[test]
fn a_form_it_does_not_know_is_refused_and_left_alone() {
    for text in [
        "profiles = { acme = { address = \"a\" } }\n",
        "[profiles]\nacme = { address = \"a\" }\n",
        "profiles.acme.address = \"a\"\n",
        "[profiles]\nacme.address = \"a\"\n",
    ] {
        let file = file(text);
        let mut document = Document::read(&file.path).unwrap();
        let outcome = document.remove_table(ACME);
        assert!(matches!(outcome, Err(WriteError::Form { .. })), "{text}");
        let outcome = document.set(ACME, "auth", "\"bearer\"");
        assert!(matches!(outcome, Err(WriteError::Form { .. })), "{text}");
        document.save().unwrap();
        assert_eq!(std::fs::read_to_string(&file.path).unwrap(), text);
    }
    let file = file("profiles = {}\n");
    let mut document = Document::read(&file.path).unwrap();
    let outcome = document.set(ACME, "key", "\"k\"");
    assert!(matches!(outcome, Err(WriteError::Form { .. })));
}

#[test]
fn a_file_that_is_not_toml_is_not_touched() {
    let file = file("[ui]\ntime = = 3\n");
    let Err(WriteError::NotToml { place, .. }) = Document::read(&file.path).map(|_| ()) else {
        panic!("it was taken");
    };
    assert!(place.ends_with("config.toml:2:8"), "{place}");
}
