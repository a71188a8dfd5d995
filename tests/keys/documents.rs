//! The tables of keys in the README and in docs/keys.md are made from the registry. They are renewed by
//! `UPDATE_DOCS=1 cargo test --test keys`.

use std::path::Path;

use andibox::command::{Keymap, most_used, whole_table};

const BEGIN: &str = "<!-- keys: made by UPDATE_DOCS=1 cargo test --test keys -->";
const END: &str = "<!-- end of keys -->";

/// The text of a document with this between its marks.
fn with(document: &str, table: &str) -> String {
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    format!("{before}{BEGIN}\n{}\n{END}{after}", table.trim_end())
}

fn assert_true(name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let document = std::fs::read_to_string(&path).unwrap();
    let renewed = with(&document, table);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, renewed).unwrap();
    } else {
        assert!(
            document == renewed,
            "the keys in {name} are not those of the registry: UPDATE_DOCS=1 cargo test --test keys renews them"
        );
    }
}

#[test]
fn the_readme_shows_the_keys_of_the_registry() {
    assert_true("README.md", &most_used(&Keymap::default()));
}

#[test]
fn the_page_of_keys_shows_every_command() {
    assert_true("docs/keys.md", &whole_table(&Keymap::default()));
}
