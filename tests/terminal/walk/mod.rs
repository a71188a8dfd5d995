//! A walk through every command of the registry: the real program on the local demo workspace, each command by its own
//! key, each with what is then seen. A table a group of commands; a program a table, so that they stand alone.

mod answering;
mod bytes;
mod composing;
mod editing;
mod finding;
mod frames;
mod moving;
mod news;
mod program;
mod reading;
mod step;

use std::collections::BTreeSet;
use std::path::Path;

use andibox::command::Command;

use super::pty::Pty;
use super::{ANDIBOX, home};
use step::{Step, Walk};

/// A table, and what its program is started with.
struct Table {
    /// Columns and rows.
    size: (u16, u16),
    /// Files in the home: a path below it, and what is in it.
    files: &'static [(&'static str, &'static str)],
    steps: &'static [Step],
}

const TABLES: [&Table; 7] = [
    &moving::TABLE,
    &reading::TABLE,
    &answering::TABLE,
    &finding::TABLE,
    &composing::TABLE,
    &editing::TABLE,
    &program::TABLE,
];

#[test]
fn every_command_of_the_registry_is_walked() {
    let tables = TABLES.into_iter();
    let walked: BTreeSet<_> = tables
        .flat_map(|table| table.steps)
        .map(|step| step.command)
        .collect();
    let missing: Vec<_> = Command::ALL
        .iter()
        .filter(|command| !walked.contains(command))
        .map(|command| command.name())
        .collect();
    assert!(
        missing.is_empty(),
        "no step walks through {missing:?}: add one to a table of tests/terminal/walk"
    );
}

#[test]
fn each_command_that_moves_is_seen_to() {
    walk(&moving::TABLE);
}

#[test]
fn each_command_that_reads_is_seen_to() {
    walk(&reading::TABLE);
}

#[test]
fn each_command_that_answers_or_settles_is_seen_to() {
    walk(&answering::TABLE);
}

#[test]
fn each_command_that_finds_is_seen_to() {
    walk(&finding::TABLE);
}

#[test]
fn each_command_that_composes_is_seen_to() {
    walk(&composing::TABLE);
}

#[test]
fn each_command_that_edits_is_seen_to() {
    walk(&editing::TABLE);
}

#[test]
fn each_command_of_the_program_is_seen_to() {
    walk(&program::TABLE);
}

/// Takes every step of a table, then leaves; no frame on the way was torn.
fn walk(table: &Table) {
    let home = home();
    for (path, words) in table.files {
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, words).unwrap();
    }
    let mut walk = Walk::new(home.path(), start(home.path(), table.size));
    for step in table.steps {
        walk.take(step);
    }
    let mut pty = walk.end();
    assert!(pty.ended().success());
    pty.assert_restored();
    frames::assert_whole(&pty.bytes);
}

/// The program, as a shell starts it that can take its job back.
fn start(home: &Path, size: (u16, u16)) -> Pty {
    let job = "if [ $? -gt 128 ]; then echo STOPPED; read back; fg; fi";
    let command = format!("set -m; {ANDIBOX}; {job}");
    Pty::start(
        &["sh", "-c", &command],
        home,
        size,
        &[("EDITOR", "sh editor.sh")],
    )
}
