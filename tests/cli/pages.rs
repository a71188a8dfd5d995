//! Help, completions and manual pages: made from one definition, so that each knows every command.

use super::harness::{error, out, run};

const COMMANDS: [&str; 10] = [
    "login",
    "logout",
    "profiles",
    "serve",
    "config",
    "sync",
    "outbox",
    "doctor",
    "completions",
    "man",
];

#[test]
fn the_help_names_every_command_and_the_exit_codes() {
    let home = tempfile::tempdir().unwrap();
    let help = out(&run(home.path(), &["--help"]));
    for command in COMMANDS {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command}: {help}"
        );
    }
    assert!(help.contains("5 not found"));
}

#[test]
fn the_completions_of_every_shell_name_every_command() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(home.path(), &["completions", shell]);
        assert!(output.status.success(), "{}", error(&output));
        for command in COMMANDS {
            assert!(out(&output).contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(
        run(home.path(), &["completions", "csh"]).status.code(),
        Some(2)
    );
}

#[test]
fn the_manual_page_is_printed_or_written_one_a_command() {
    let home = tempfile::tempdir().unwrap();
    let page = out(&run(home.path(), &["man"]));
    assert!(page.contains(".TH andibox 1"), "{page}");
    let folder = home.path().join("man1");
    let output = run(home.path(), &["man", "--folder", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", error(&output));
    for command in COMMANDS {
        assert!(
            folder.join(format!("andibox-{command}.1")).exists(),
            "{command}"
        );
    }
    let file = home.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let output = run(home.path(), &["man", "--folder", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(error(&output).contains("a file"), "{}", error(&output));
}

#[test]
fn the_json_fields_in_the_documentation_are_those_that_are_printed() {
    // What the other tests see printed is compared with the lists of the page.
    let page = include_str!("../../docs/command-line.md");
    for name in [
        "id",
        "state",
        "what",
        "channelId",
        "channel",
        "threadId",
        "thread",
        "person",
        "text",
        "attachments",
        "from",
        "to",
        "createdAt",
        "attempts",
        "heldUntil",
        "nextTryAt",
        "problem",
        "complete",
        "conversations",
        "fetched",
        "requests",
        "sent",
        "sender",
        "unreadable",
        "outbox",
        "problems",
        "check",
        "level",
        "facts",
        "default",
        "address",
        "local",
        "key",
        "readOnly",
    ] {
        assert!(
            page.contains(&format!("`{name}`")),
            "{name} is not documented"
        );
    }
}
