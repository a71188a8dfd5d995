//! The palette: what a few letters find, and in which order.

use super::seat::Seat;
use crate::app::overlay::Overlay;
use crate::command::Command;

fn found(seat: &Seat) -> Vec<&'static str> {
    match &seat.state.overlay {
        Some(Overlay::Prompt(prompt)) => prompt.matches.iter().map(|found| found.name()).collect(),
        _ => panic!("no palette is open"),
    }
}

fn typed(text: &str) -> Vec<&'static str> {
    let mut seat = Seat::of(3);
    seat.press(":");
    seat.type_text(text);
    found(&seat)
}

#[test]
fn a_name_that_begins_so_comes_before_its_words_its_help_and_scattered_letters() {
    assert_eq!(typed("close")[..2], ["close", "close-and-next"]);
    assert_eq!(typed("q")[0], "quit");
    assert_eq!(typed("re")[..2], ["redraw", "refresh"]);
    assert_eq!(
        typed("next")[..4],
        ["close-and-next", "pane-next", "view-next", "waiting-next"]
    );
    // In the help only: "Go to the pane on the left".
    assert!(typed("left").starts_with(&["pane-left"]));
    assert!(typed("customer").contains(&"reply"));
}

#[test]
fn the_words_of_a_name_may_come_in_any_order() {
    assert_eq!(typed("next close")[0], "close-and-next");
    assert_eq!(typed("failed go")[0], "go-failed");
    assert_eq!(typed("clnx")[0], "close-and-next");
}

#[test]
fn what_cannot_run_now_stands_behind_what_can() {
    let names = typed("");
    let place = |command: Command| {
        let mut names = names.iter();
        names.position(|found| *found == command.name()).unwrap()
    };
    assert!(place(Command::Reopen) > place(Command::ViewPrevious));
}

#[test]
fn what_was_called_here_lately_comes_first() {
    let mut seat = Seat::of(3);
    seat.press(":");
    seat.type_text("view-next");
    seat.press("Enter :");
    assert_eq!(found(&seat)[0], "view-next");
    seat.type_text("lifecycle");
    seat.press("Enter Esc :");
    assert_eq!(found(&seat)[..2], ["lifecycle", "view-next"]);
    // Only among those that are found alike.
    seat.type_text("view-p");
    assert_eq!(found(&seat)[0], "view-previous");
}

#[test]
fn a_command_that_cannot_run_says_why_when_it_is_chosen() {
    let mut seat = Seat::of(3);
    seat.press(":");
    seat.type_text("reopen");
    seat.press("Enter");
    assert!(seat.state.overlay.is_none());
    assert_eq!(seat.notice(), "The thread is open already.");
}
