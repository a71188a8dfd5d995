//! What is said names the keys in force: with all keys bound elsewhere, no sentence has one of the usual ones.

use super::seat::Seat;
use crate::app::overlay::Overlay;
use crate::command::{Command, Context, Key, KeySeq, Keymap};

/// Keys as they are bound at first and that are no word. Menus have letters of their own, which are none of them.
const USUAL: [&str; 27] = [
    "]",
    "[",
    "?",
    "@",
    "/",
    "t",
    "y",
    "c",
    "j",
    "k",
    "w",
    "L",
    "S",
    "u",
    "z",
    "gs",
    "go",
    "gd",
    "gn",
    "g1",
    "Ctrl-r",
    "Ctrl-s",
    "Ctrl-k",
    "Ctrl-Space",
    "Esc",
    "Enter",
    "Tab",
];

/// Each command on a key that nobody uses.
fn elsewhere() -> Keymap {
    let mut keymap = Keymap::default();
    for (number, command) in (0_u32..).zip(Command::ALL) {
        let key = |at| Key::char(char::from_u32(at).unwrap());
        let seq = KeySeq::new([key(0x400), key(0x1000 + number)]).unwrap();
        for context in [Context::Global].into_iter().chain(Context::ALL) {
            let keys = keymap.keys_for(context, *command);
            if keys.iter().any(|known| *known != seq) {
                keymap.rebind(context, *command, std::slice::from_ref(&seq));
            }
        }
    }
    keymap
}

/// Everything that is said and asked now.
fn said(seat: &Seat) -> Vec<String> {
    let mut said = vec![seat.notice().to_owned()];
    match &seat.state.overlay {
        Some(Overlay::Prompt(prompt)) => {
            let words = [
                Some(&prompt.title),
                prompt.hint.as_ref(),
                prompt.problem.as_ref(),
            ];
            said.extend(words.into_iter().flatten().map(ToString::to_string));
        }
        Some(Overlay::Menu(menu)) => said.push(menu.title.to_string()),
        _ => {}
    }
    said
}

fn usual_key(words: &str) -> Option<&str> {
    let mut words = words.split_whitespace();
    words.find(|word| USUAL.contains(&word.trim_end_matches(['.', ',', ':', ';', ')'])))
}

#[test]
fn no_sentence_names_a_key_that_is_bound_elsewhere() {
    let keymap = elsewhere();
    for (threads, before) in [
        (0, &[][..]),
        (2, &[]),
        (2, &[Command::Open]),
        (2, &[Command::Reply]),
    ] {
        for command in Command::ALL {
            let mut seat = Seat::of(threads);
            seat.state.keymap = keymap.clone();
            seat.state.channels.truncate(threads);
            let mut out = Vec::new();
            for command in before {
                seat.state.run(*command, &mut out);
            }
            seat.state.run(*command, &mut out);
            let mut all = said(&seat);
            // What was asked is accepted with nothing typed, or taken as it stands.
            seat.state.run(Command::Accept, &mut out);
            all.extend(said(&seat));
            for words in all {
                assert_eq!(usual_key(&words), None, "{}: {words}", command.name());
            }
        }
    }
}

#[test]
fn tips_and_the_tour_name_the_keys_in_force() {
    let mut seat = Seat::of(2);
    seat.state.keymap = elsewhere();
    for starts in 1..=6 {
        let tip = seat.state.tip(starts).unwrap();
        assert_eq!(usual_key(tip.as_str()), None, "{tip:?}");
    }
    seat.state.toggle_tour();
    let words = seat.state.tour_words().unwrap();
    assert_eq!(usual_key(words.as_str()), None, "{words:?}");
    assert!(words.as_str().contains('\u{400}'), "{words:?}");
}

#[test]
fn a_tip_about_a_command_without_a_key_names_the_command() {
    let mut seat = Seat::of(2);
    for context in Context::ALL {
        seat.state.keymap.rebind(context, Command::WaitingNext, &[]);
    }
    let tip = seat.state.tip(1).unwrap();
    assert!(
        tip.as_str().starts_with("Tip: waiting-next goes"),
        "{tip:?}"
    );
}
