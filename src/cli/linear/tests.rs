//! How lines are read.

use super::ask::{Ask, HELP, ask, word};
use crate::command::Command;

#[test]
fn a_line_is_a_command_and_what_follows_it() {
    assert_eq!(
        ask("  List   status:open  "),
        Ask::List("status:open".into())
    );
    assert_eq!(
        ask("reply Hello  there."),
        Ask::Reply("Hello  there.".into())
    );
    assert_eq!(ask("3"), Ask::Open("3".into()));
    assert_eq!(ask(""), Ask::News);
    assert_eq!(ask("live on"), Ask::Live(true));
    assert_eq!(ask("live"), Ask::Unknown("live".into()));
    assert_eq!(ask("delete 3"), Ask::Unknown("delete 3".into()));
}

#[test]
fn the_help_names_every_command() {
    for word in [
        "list", "next", "open", "read", "reply", "note", "close", "archive", "reopen", "who",
        "views", "find", "outbox", "retry", "undo", "refresh", "status", "quit", "live", "remind",
        "life", "links", "link", "save", "thread", "channels", "channel", "promote",
    ] {
        assert!(HELP.contains(word), "{word}");
        assert!(
            !matches!(ask(&format!("{word} on")), Ask::Unknown(_)),
            "{word}"
        );
    }
}

#[test]
fn a_word_that_a_sentence_names_can_be_typed() {
    for command in [
        Command::Undo,
        Command::Reply,
        Command::Note,
        Command::Open,
        Command::Refresh,
        Command::Help,
        Command::ViewNext,
        Command::GoOpen,
        Command::NewThread,
        Command::Promote,
        Command::SaveAttachment,
        Command::OpenLink,
        Command::Lifecycle,
        Command::Remind,
        Command::WaitingNext,
        Command::Quit,
    ] {
        let word = word(command);
        assert!(!matches!(ask(word), Ask::Unknown(_)), "{word}");
    }
}
