//! `andibox keys`.

use serde_json::Value;

use crate::{home_with, run};

const WRONG: &str = "[threads]\nreply = \"R\"\nnote = \"R\"\n\n[composr]\nsend = \"Ctrl-q\"\n";

#[test]
fn the_keys_are_listed_by_where_they_work() {
    let home = home_with("[threads]\narchive = [\"#\", \"g z\"]\n");
    let (code, out, error) = run(home.path(), &["keys"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let headings: Vec<&str> = out.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(
        headings,
        [
            "[global]",
            "[views]",
            "[threads]",
            "[conversation]",
            "[composer]",
            "[pager]",
            "[menu]",
            "[prompt]"
        ]
    );
    let threads = out.split("[threads]").nth(1).unwrap();
    let threads = threads.split("[conversation]").next().unwrap();
    let line = |name: &str| {
        let line = threads.lines().find(|line| line.contains(name));
        line.unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("archive"), "#, gz archive Archive the thread");
    assert_eq!(line("close "), "(no key) close Close the thread");
    assert!(out.lines().all(|line| line.len() < 120), "{out}");
}

#[test]
fn one_place_is_listed_with_what_it_takes_from_global() {
    let home = home_with("");
    let (code, out, _) = run(home.path(), &["keys", "threads"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("[threads]\n") && out.contains("  j, Down "));
    assert!(!out.contains("send-and-close"));
    let (code, _, error) = run(home.path(), &["keys", "list"]);
    assert_eq!(code, 2);
    assert!(error.contains("global, views, threads"), "{error}");
}

#[test]
fn every_command_is_in_the_json_one_object_a_line() {
    let home = home_with("");
    let (code, out, _) = run(home.path(), &["keys", "--json"]);
    assert_eq!(code, 0);
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for command in andibox::command::Command::ALL {
        assert!(rows.iter().any(|row| row["command"] == command.name()));
    }
    let reply = rows
        .iter()
        .find(|row| row["command"] == "reply" && row["context"] == "threads")
        .unwrap();
    assert_eq!(reply["keys"], serde_json::json!(["r"]));
    assert_eq!(reply["group"], "Answering");
    let close = rows.iter().find(|row| row["command"] == "close").unwrap();
    assert_eq!(close["keys"], serde_json::json!([]));
}

#[test]
fn conflicts_are_told_by_exit_code_and_place() {
    let home = home_with(WRONG);
    let file = home.path().join(".config/andibox/keymap.toml");
    let (code, out, error) = run(home.path(), &["keys", "--conflicts"]);
    assert_eq!(code, 1);
    assert_eq!(error, "andibox: 2 things are wrong with the keys\n");
    let place = |line: u32, column: u32| format!("{}:{line}:{column}: ", file.display());
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].starts_with(&format!("problem  {}R in [threads]", place(3, 8))),
        "{out}"
    );
    assert!(lines[1].starts_with(&format!(
        "problem  {}[composr] is no context. Did you mean composer?",
        place(5, 2)
    )));

    let (code, out, _) = run(home.path(), &["keys", "--conflicts", "--json"]);
    assert_eq!(code, 1);
    let first: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(first["level"], "problem");
    assert_eq!(
        (first["line"].as_u64(), first["column"].as_u64()),
        (Some(3), Some(8))
    );
    assert_eq!(first["file"], file.display().to_string());
}

#[test]
fn what_is_only_good_to_know_is_no_failure() {
    let home = home_with("[threads]\nreply = [\"r\", \"w\"]\n");
    let (code, out, error) = run(home.path(), &["keys", "--conflicts"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        out.starts_with("note ") && out.contains("no longer waiting-next"),
        "{out}"
    );
    let (code, out, _) = run(home_with("").path(), &["keys", "--conflicts"]);
    assert_eq!((code, out.as_str()), (0, "The keys are in order.\n"));
}

#[test]
fn a_wrong_keymap_is_told_by_every_command_that_looks_at_it() {
    let home = home_with(WRONG);
    for arguments in [&["keys"][..], &["config", "check"], &["keys", "--json"]] {
        let (code, _, error) = run(home.path(), arguments);
        assert_eq!(code, 1, "{arguments:?}");
        assert!(error.contains("keymap.toml:3:8: R in [threads]"), "{error}");
        assert!(error.contains("Did you mean composer?"), "{error}");
    }
    let (_, out, _) = run(home.path(), &["doctor"]);
    assert!(out.contains("keymap.toml:3:8"), "{out}");
    let (_, out, _) = run(home.path(), &["config", "path"]);
    assert!(out.contains("keymap.toml"), "{out}");
}

#[test]
fn the_example_is_a_keymap_that_changes_nothing() {
    let (code, out, _) = run(home_with("").path(), &["keys", "--example"]);
    assert_eq!((code, out.as_str()), (0, andibox::config::KEYMAP_EXAMPLE));
    let home = home_with(&out);
    let (code, out, _) = run(home.path(), &["keys", "--conflicts"]);
    assert_eq!((code, out.as_str()), (0, "The keys are in order.\n"));
}
