//! A read-only profile: every command that would write is refused in words, whatever has the keyboard.

use super::seat::Seat;
use crate::app::availability::{NOT_YET, Why, availability, writes};
use crate::app::effect::Effect;
use crate::command::Command;

/// What reaches the server, or begins to.
fn reaches_the_server(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Send { .. } | Effect::Enqueue(_) | Effect::Retry(_) | Effect::DiscardOutgoing(_)
    )
}

#[test]
fn every_writing_command_is_refused_in_words_and_changes_nothing() {
    let written = |command: &&Command| writes(**command) && !NOT_YET.contains(command);
    for command in Command::ALL.iter().filter(written) {
        for keys in ["", "Enter", "1"] {
            let mut seat = Seat::of(3);
            seat.press(keys);
            seat.state.facts.read_only = true;
            seat.effects.clear();
            let (context, composer) = (seat.state.context(), seat.state.composer.is_some());
            seat.state.run(*command, &mut seat.effects);
            assert!(
                seat.notice().contains("read-only"),
                "{} {keys}",
                command.name()
            );
            assert_eq!(seat.effects, [], "{}", command.name());
            assert_eq!(seat.state.context(), context, "{}", command.name());
            assert_eq!(seat.state.composer.is_some(), composer);
            assert_eq!(availability(&seat.state, *command), Err(Why::ReadOnly));
        }
    }
}

#[test]
fn no_command_at_all_reaches_the_server_of_a_read_only_profile() {
    for command in Command::ALL {
        for keys in ["", "Enter", "1", "1 G", "Enter I 4"] {
            let mut seat = Seat::of(3);
            seat.press(keys);
            seat.state.facts.read_only = true;
            seat.effects.clear();
            seat.state.run(*command, &mut seat.effects);
            // Whatever it asks: yes.
            seat.press("Enter");
            let sent: Vec<&Effect> = seat
                .effects
                .iter()
                .filter(|e| reaches_the_server(e))
                .collect();
            assert!(sent.is_empty(), "{} {keys}: {sent:?}", command.name());
        }
    }
}

#[test]
fn a_profile_that_may_write_refuses_nothing() {
    let seat = Seat::of(1);
    for command in Command::ALL {
        let said = availability(&seat.state, *command);
        assert_ne!(said, Err(Why::ReadOnly), "{}", command.name());
    }
}
