//! The architecture, kept by reading the source: what may import what, who may name which crate, and the house rules
//! that are absences. Each rule is a function in `architecture/rule.rs`, is proved there on a small text that breaks it
//! (`architecture/proof.rs`), and is asked here of the whole tree.

#[path = "architecture/proof.rs"]
mod proof;
#[path = "architecture/rule.rs"]
mod rule;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/table.rs"]
mod table;
#[path = "architecture/token.rs"]
mod token;

use std::fmt::Display;
use std::fs;
use std::path::PathBuf;

use source::{File, read_tree};

fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

fn tree(folder: &str) -> Vec<File> {
    match read_tree(&root(), folder) {
        Ok(files) if !files.is_empty() => files,
        Ok(_) => panic!("no Rust file under {folder}"),
        Err(error) => panic!("{folder} cannot be read: {error}"),
    }
}

fn cargo_toml() -> toml::Table {
    let text = match fs::read_to_string(root().join("Cargo.toml")) {
        Ok(text) => text,
        Err(error) => panic!("Cargo.toml cannot be read: {error}"),
    };
    match text.parse() {
        Ok(table) => table,
        Err(error) => panic!("Cargo.toml is no TOML: {error}"),
    }
}

fn nothing<T: Display>(found: &[T]) {
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} found:\n{}\n",
        list.len(),
        list.join("\n")
    );
}

#[test]
fn the_table_is_a_stack() {
    nothing(&rule::the_table_is_a_stack(table::ROOMS));
    nothing(&rule::the_table_names_only_rooms());
}

#[test]
fn every_room_is_in_the_table() {
    nothing(&rule::every_room_is_in_the_table(&tree("src")));
}

#[test]
fn rooms_import_what_their_row_allows() {
    nothing(&rule::rooms_import_what_their_row_allows(&tree("src")));
}

#[test]
fn there_is_no_cycle_between_rooms() {
    nothing(&rule::no_cycle_between_rooms(&tree("src")));
}

#[test]
fn app_and_view_are_pure() {
    nothing(&rule::app_and_view_are_pure(&tree("src")));
}

#[test]
fn crates_are_named_where_the_table_says() {
    nothing(&rule::crates_are_named_where_the_table_says(&tree("src")));
}

#[test]
fn every_dependency_has_a_row_in_the_table() {
    let cargo = cargo_toml();
    let names: Vec<String> = cargo["dependencies"]
        .as_table()
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default();
    assert!(names.len() > 10, "the dependencies were not found");
    nothing(&rule::every_dependency_has_a_row(&names));
}

#[test]
fn files_are_short() {
    nothing(&rule::files_are_short(&tree("src")));
}

#[test]
fn files_begin_with_a_header() {
    nothing(&rule::files_begin_with_a_header(&tree("src")));
    nothing(&rule::files_begin_with_a_header(&tree("tests")));
}

#[test]
fn unsafe_code_is_forbidden() {
    let cargo = cargo_toml();
    let lint = &cargo["lints"]["rust"]["unsafe_code"];
    assert_eq!(
        lint.as_str(),
        Some("forbid"),
        "Cargo.toml: unsafe_code must be \"forbid\""
    );
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    nothing(&rule::nothing_is_unwrapped(&tree("src")));
}

#[test]
fn nothing_global_changes() {
    nothing(&rule::nothing_global_changes(&tree("src")));
}

#[test]
fn names_say_something() {
    nothing(&rule::names_say_something(&tree("src")));
    nothing(&rule::names_say_something(&tree("tests")));
}

#[test]
fn raw_strings_stay_where_they_belong() {
    nothing(&rule::raw_strings_stay_where_they_belong(&tree("src")));
}

#[test]
fn words_reach_cells_in_one_file() {
    nothing(&rule::words_reach_cells_in_one_file(&tree("src")));
}
