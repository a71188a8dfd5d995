//! What can be done now, and why not: the same words in the list and when it is tried.

use super::seat::Seat;
use super::things::channel;
use crate::app::availability::{NOT_YET, Why, availability};
use crate::command::{Command, Context};
use crate::model::{Conversation, ThreadStatus};

fn words(seat: &Seat, command: Command) -> Option<String> {
    let why = availability(&seat.state, command).err()?;
    Some(why.words().to_string())
}

fn tried(seat: &mut Seat, command: Command) -> String {
    let mut out = Vec::new();
    seat.state.notice = None;
    seat.state.run(command, &mut out);
    assert_eq!(out, [], "{command} did something");
    seat.notice().to_owned()
}

/// A seat where a command works: the composer for what is its own, the conversation for the rest.
fn where_it_works(command: Command) -> Seat {
    let mut seat = Seat::of(3);
    let contexts = command.contexts();
    if contexts.contains(&Context::Composer) {
        seat.press("r");
    } else if contexts.contains(&Context::Prompt) {
        seat.press("/");
    } else if !command.works_in(Context::Threads) {
        seat.press("Enter");
    }
    seat
}

#[test]
fn what_is_not_there_yet_says_so_and_nothing_else_does() {
    for command in Command::ALL {
        let mut seat = where_it_works(*command);
        let mut out = Vec::new();
        seat.state.run(*command, &mut out);
        let said = seat
            .notice()
            .ends_with("is not there yet. ? shows the keys.");
        let listed = NOT_YET.contains(command);
        assert_eq!(
            said, listed,
            "{command}: src/app/availability.rs lists what is not there yet: {listed}"
        );
    }
}

#[test]
fn an_empty_list_offers_nothing_that_needs_a_thread() {
    let mut seat = Seat::of(0);
    for command in [
        Command::CloseAndNext,
        Command::Close,
        Command::Archive,
        Command::Reopen,
        Command::StatusMenu,
        Command::Lifecycle,
        Command::MarkUnread,
        Command::Raw,
        Command::Reply,
        Command::Note,
        Command::Copy,
        Command::ToggleEvents,
        Command::Parent,
        Command::Promote,
        Command::FocusConversation,
    ] {
        let why = words(&seat, command).unwrap_or_else(|| panic!("{command} is offered"));
        assert_eq!(tried(&mut seat, command), why, "{command}");
    }
    for command in [Command::NewThread, Command::GoOpen, Command::Palette] {
        assert_eq!(words(&seat, command), None, "{command}");
    }
}

#[test]
fn a_thread_offers_what_changes_it() {
    let mut seat = Seat::of(3);
    for command in [
        Command::CloseAndNext,
        Command::Close,
        Command::Archive,
        Command::Reply,
        Command::Lifecycle,
        Command::Copy,
    ] {
        assert_eq!(words(&seat, command), None, "{command}");
    }
    let why = words(&seat, Command::Reopen).unwrap();
    assert_eq!(why, "The thread is open already.");
    assert_eq!(tried(&mut seat, Command::Reopen), why);
    seat.state.list.rows[0].status = ThreadStatus::Closed;
    if let Some(reading) = &mut seat.state.reading {
        reading.row = None;
    }
    assert_eq!(words(&seat, Command::Reopen), None);
    assert_eq!(
        words(&seat, Command::Close).as_deref(),
        Some("The thread is closed already.")
    );
    // The customer wrote again: asking for the status it has says what helps instead.
    seat.state.list.rows[0].wrote_again = true;
    assert!(seat.state.list.rows[0].waiting.for_us().is_some());
    assert_eq!(words(&seat, Command::Close), None);
}

#[test]
fn a_feed_names_the_key_that_makes_a_thread() {
    let mut seat = Seat::of(1);
    let feed = Conversation::Feed {
        channel: "mail".into(),
    };
    seat.state.list.selected = Some(feed);
    assert_eq!(
        tried(&mut seat, Command::Close),
        "A channel's feed has no status: t makes a thread of a message."
    );
    let keys = ["T".parse().unwrap()];
    for context in [Context::Threads, Context::Conversation] {
        seat.state.keymap.rebind(context, Command::Promote, &keys);
    }
    assert_eq!(
        words(&seat, Command::StatusMenu).as_deref(),
        Some("A channel's feed has no status: T makes a thread of a message.")
    );
    assert!(words(&seat, Command::Lifecycle).is_some());
}

#[test]
fn a_read_only_profile_writes_nothing() {
    let mut seat = Seat::of(3);
    seat.state.facts.read_only = true;
    for command in [
        Command::Reply,
        Command::Note,
        Command::CloseAndNext,
        Command::NewThread,
        Command::ChannelMessage,
        Command::StatusMenu,
    ] {
        assert_eq!(
            availability(&seat.state, command),
            Err(Why::ReadOnly),
            "{command}"
        );
        let said = tried(&mut seat, command);
        assert!(said.starts_with("This profile is read-only"), "{command}");
    }
    assert_eq!(words(&seat, Command::Copy), None);
}

#[test]
fn without_a_channel_nothing_can_be_begun() {
    let mut seat = Seat::of(0);
    seat.store.channels.clear();
    seat.changed();
    assert_eq!(
        tried(&mut seat, Command::NewThread),
        "No channel is known yet: Ctrl-r asks the server."
    );
    seat.store.channels = vec![channel("mail")];
    seat.changed();
    assert_eq!(words(&seat, Command::NewThread), None);
}

#[test]
fn what_belongs_to_the_composer_needs_one() {
    let mut seat = Seat::of(1);
    assert_eq!(
        words(&seat, Command::Send).as_deref(),
        Some("Nothing is being written.")
    );
    seat.press("r");
    assert_eq!(words(&seat, Command::Send), None);
}

#[test]
fn redo_is_offered_while_there_is_something_to_do_again() {
    let mut seat = Seat::of(2);
    let why = words(&seat, Command::Redo).unwrap();
    assert_eq!(tried(&mut seat, Command::Redo), why);
    seat.press("a");
    assert!(words(&seat, Command::Redo).is_some());
    seat.press("z");
    assert_eq!(words(&seat, Command::Redo), None);
}
