//! Keys: sequences, which-key, the way out, and keys that do nothing.

use super::seat::Seat;
use super::things::thread;
use crate::app::availability::NOT_YET;
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::command::{Command, Context};
use crate::model::Mode;

fn quits(seat: &Seat) -> bool {
    seat.effects.contains(&Effect::Quit)
}

#[test]
fn a_prefix_shows_what_can_follow_after_a_while() {
    let mut seat = Seat::of(1);
    seat.press("g");
    let timer = Timer::WhichKey(seat.state.press);
    assert!(seat.effects.contains(&Effect::After(timer, 400)));
    assert!(!seat.state.which_key);
    seat.fire(timer);
    assert!(seat.state.which_key);
    let next = seat.state.continuations();
    assert!(next.iter().any(|(_, command)| *command == Command::GoOpen));
    seat.press("o");
    assert!(!seat.state.which_key && seat.state.continuations().is_empty());
}

#[test]
fn a_timer_of_an_earlier_sequence_shows_nothing() {
    let mut seat = Seat::of(1);
    seat.press("g");
    let timer = Timer::WhichKey(seat.state.press);
    seat.press("o g");
    seat.fire(timer);
    assert!(!seat.state.which_key);
}

#[test]
fn a_key_without_a_binding_says_so_and_where_the_keys_are() {
    let table = [
        ("", "F9", "F9 does nothing here. ? shows the keys."),
        ("", "g q", "gq does nothing here. ? shows the keys."),
        ("r", "F9", "F9 does nothing here. Ctrl-x ? shows the keys."),
        (
            "r",
            "Ctrl-x z",
            "Ctrl-x z does nothing here. Ctrl-x ? shows the keys.",
        ),
        ("/", "F9", "F9 does nothing here."),
    ];
    for (before, keys, words) in table {
        let mut seat = Seat::of(1);
        seat.press(before);
        seat.press(keys);
        assert_eq!(seat.notice(), words);
    }
}

#[test]
fn escape_leaves_a_sequence_and_nothing_else() {
    let mut seat = Seat::of(1);
    seat.press("Enter g Esc");
    assert_eq!(seat.pane(), crate::app::Pane::Conversation);
    assert!(seat.state.pressed.is_empty());
    seat.press("r Ctrl-x Esc");
    assert_eq!(seat.text(), Some(""));
}

#[test]
fn a_paste_ends_a_sequence() {
    let mut seat = Seat::of(1);
    seat.press("r Ctrl-x");
    seat.tell(Msg::Paste("text".to_owned()));
    seat.press("s");
    assert_eq!(seat.text(), Some("texts"));
}

#[test]
fn the_program_ends_by_two_ctrl_c_in_a_row_from_anywhere() {
    for before in ["", "Enter", "r", "/", "s", "?", "g"] {
        let mut seat = Seat::of(1);
        seat.press(before);
        seat.press("Ctrl-c");
        assert!(!quits(&seat), "{before}");
        assert_eq!(seat.notice(), "Ctrl-c again quits. Drafts are kept.");
        seat.press("Ctrl-c");
        assert!(quits(&seat), "{before}");
    }
}

#[test]
fn any_key_between_takes_the_first_ctrl_c_back() {
    for (before, between) in [
        ("", "j"),
        ("", "F9"),
        ("", "g"),
        ("r", "x"),
        ("s", "o"),
        ("/", "x"),
    ] {
        let mut seat = Seat::of(2);
        seat.press(before);
        seat.press("Ctrl-c");
        seat.press(between);
        seat.press("Ctrl-c");
        assert!(!quits(&seat), "{before} {between}");
    }
}

#[test]
fn quitting_keeps_the_draft() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    seat.press("Ctrl-c Ctrl-c");
    assert!(quits(&seat));
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
}

#[test]
fn q_at_the_top_asks_only_if_something_is_unsent() {
    let mut seat = Seat::of(1);
    seat.tell(Msg::OutboxCounts {
        queued: 2,
        failed: 0,
    });
    seat.press("q");
    assert!(
        seat.question()
            .0
            .starts_with("2 requests are not sent yet.")
    );
    seat.press("s");
    assert!(!quits(&seat) && seat.state.overlay.is_none());
    seat.press("q q");
    assert!(quits(&seat));

    let mut seat = Seat::of(1);
    seat.tell(Msg::OutboxCounts {
        queued: 0,
        failed: 3,
    });
    seat.press("q");
    assert!(quits(&seat), "what failed does not wait to be sent");
}

#[test]
fn escape_at_the_top_does_not_end_the_program_but_says_what_does() {
    let mut seat = Seat::of(1);
    seat.press("Enter Esc Esc Esc");
    assert!(!quits(&seat));
    assert_eq!(seat.notice(), "q leaves andibox.");
    seat.state
        .keymap
        .unbind(Context::Global, "q".parse().unwrap());
    seat.press("Esc");
    assert!(quits(&seat), "there is no other key for it");
}

#[test]
fn q_asks_while_the_disk_does_not_take_a_draft() {
    let mut seat = Seat::of(1);
    seat.store.full = true;
    seat.press("r");
    seat.type_text("precious");
    seat.press("Esc Esc Esc q");
    assert!(seat.question().0.contains("may lose it"));
    seat.press("Esc Ctrl-c");
    assert!(seat.notice().contains("may lose a draft"));
}

#[test]
fn a_trouble_stays_until_escape_and_an_info_until_the_next_key() {
    let mut seat = Seat::of(2);
    seat.tell(Msg::Failed("that went wrong".into()));
    seat.press("j k");
    assert_eq!(seat.notice(), "that went wrong");
    seat.press("Esc");
    assert_eq!(seat.notice(), "");
    assert!(!quits(&seat), "the first Esc was for the notice");
    seat.tell(Msg::Done("Copied."));
    assert_eq!(seat.notice(), "Copied.");
    seat.press("j");
    assert_eq!(seat.notice(), "");
}

#[test]
fn escape_clears_the_filter_and_keeps_the_selected_thread() {
    let mut seat = Seat::of(12);
    seat.press("/");
    seat.type_text("7");
    seat.press("Enter");
    assert_eq!(seat.listed(), ["t7"]);
    seat.press("Esc");
    assert_eq!(
        (seat.listed().len(), seat.selected()),
        (12, Some(thread(7)))
    );
}

#[test]
fn the_end_of_the_program_comes_after_what_was_typed() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    seat.taken();
    seat.hear(Msg::Terminate);
    assert!(matches!(
        &seat.effects[..],
        [Effect::SaveDraft(_), Effect::Quit]
    ));
}

#[test]
fn a_command_that_is_not_there_yet_says_so() {
    let mut seat = Seat::of(1);
    let Some(command) = NOT_YET.first() else {
        return;
    };
    seat.state.run(*command, &mut Vec::new());
    let words = format!("{} is not there yet. ? shows the keys.", command.name());
    assert_eq!(seat.notice(), words);
}
