//! Prompts and menus: the filter, the palette, letters.

use super::seat::Seat;
use super::things::{channel, thread};
use crate::app::Pane;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::model::BuiltinView;

#[test]
fn the_filter_shows_what_matches_while_it_is_typed() {
    let mut seat = Seat::of(20);
    seat.press("/");
    seat.type_text("12");
    assert_eq!(seat.listed(), ["t12"]);
    assert_eq!(seat.reading(), Some(thread(12)));
    seat.press("Backspace");
    assert_eq!(seat.listed().len(), 11);
    seat.press("Enter");
    assert!(seat.state.overlay.is_none() && seat.state.list.filter.is_some());
}

#[test]
fn what_is_typed_behind_a_slash_in_a_conversation_is_never_a_command() {
    let mut seat = Seat::of(20);
    seat.press("Enter");
    seat.press("/");
    seat.type_text("are");
    assert!(matches!(seat.state.overlay, Some(Overlay::Prompt(_))));
    assert_eq!(seat.state.pane, Pane::Conversation);
    assert!(seat.state.composer.is_none());
}

#[test]
fn a_filter_that_is_wrong_says_why_and_keeps_the_last_good_list() {
    let mut seat = Seat::of(20);
    seat.press("/");
    seat.type_text("12");
    let good = seat.state.list.filter.clone();
    seat.type_text(" waiting:>soon");
    assert!(!seat.question().1.is_empty());
    assert_eq!(seat.listed(), ["t12"]);
    seat.press("Ctrl-u");
    seat.type_text("12");
    assert_eq!(
        (seat.listed(), &seat.state.list.filter),
        (vec!["t12"], &good)
    );
    seat.tell(Msg::Paste(" status:".to_owned()));
    assert!(!seat.question().1.is_empty());
    assert_eq!(seat.listed(), ["t12"]);
    seat.press("Enter");
    assert!(
        matches!(seat.state.overlay, Some(Overlay::Prompt(_))),
        "it stays open"
    );
}

#[test]
fn a_field_that_is_half_typed_empties_no_list_and_says_what_may_follow() {
    let mut seat = Seat::of(20);
    seat.press("/");
    let mut typed = String::new();
    for letter in "12 status:op".chars() {
        typed.push(letter);
        seat.type_text(&letter.to_string());
        let shown = seat.listed().len();
        let expected = if typed == "1" { 11 } else { 1 };
        assert_eq!(shown, expected, "{typed}");
        let Some(Overlay::Prompt(prompt)) = &seat.state.overlay else {
            panic!();
        };
        let said = prompt.problem.as_ref().or(prompt.hint.as_ref());
        let said = said.map_or("", |words| words.as_str());
        match typed.as_str() {
            "12 s" | "12 status" => assert_eq!(said, "status: open, closed, archived"),
            "12 status:" => assert!(said.contains("column 11"), "{said}"),
            "12 status:op" => assert!(said.contains("\"op\" is no status"), "{said}"),
            _ => {}
        }
    }
    for unfinished in [
        "12 channel:",
        "12 waiting:>",
        "12 \"exact",
        "12 meta.pl",
        "12 -is",
    ] {
        seat.press("Ctrl-u");
        seat.type_text(unfinished);
        assert_eq!(seat.listed(), ["t12"], "{unfinished}");
    }
    // Whoever says that it is a word is taken at their word.
    seat.press("Enter");
    assert!(seat.state.overlay.is_none());
    let filter = seat.state.list.filter.as_ref().map(ToString::to_string);
    assert_eq!(filter.as_deref(), Some("12 -is"));
}

#[test]
fn a_filter_stays_in_the_next_view_and_not_where_one_jumps_to() {
    let mut seat = Seat::of(20);
    seat.press("/");
    seat.type_text("12");
    seat.press("Enter ]");
    assert_eq!(seat.state.scope.view, BuiltinView::Open);
    assert_eq!(seat.listed(), ["t12"]);
    seat.press("g o");
    assert_eq!(seat.listed().len(), 20);
}

#[test]
fn a_filter_left_restores_the_list_and_the_selected_thread() {
    let mut seat = Seat::of(20);
    seat.press("j j j /");
    seat.type_text("12");
    seat.press("Esc");
    assert_eq!(
        (seat.listed().len(), seat.selected()),
        (20, Some(thread(3)))
    );
    seat.press("/");
    seat.press("Esc");
    assert_eq!(seat.selected(), Some(thread(3)));
}

#[test]
fn a_filter_is_typed_where_its_list_can_be_seen() {
    let mut seat = Seat::sized(60, 20, 5);
    seat.press("1 /");
    assert_eq!(seat.pane(), Pane::Threads);
    seat.type_text("3");
    seat.press("Enter");
    assert_eq!(seat.listed(), ["t3"]);
}

#[test]
fn the_palette_finds_a_command_by_letters_and_runs_it_where_it_was_called() {
    let mut seat = Seat::of(3);
    seat.press(":");
    seat.type_text("clonex");
    assert_eq!(seat.question().1, "");
    seat.press("Enter");
    assert_eq!(seat.listed(), ["t1", "t2"], "close-and-next");
    seat.press("Enter :");
    seat.type_text("togev");
    seat.press("Enter");
    assert!(seat.state.reading.as_ref().unwrap().events);
}

#[test]
fn in_the_words_of_a_command_the_palette_finds_words_and_no_scattered_letters() {
    let found = |typed: &str| {
        let mut seat = Seat::of(1);
        seat.press(":");
        seat.type_text(typed);
        let Some(Overlay::Prompt(prompt)) = &seat.state.overlay else {
            panic!();
        };
        let names: Vec<_> = prompt.matches.iter().map(|found| found.name()).collect();
        names
    };
    assert_eq!(found("log"), ["request-log"]);
    assert_eq!(found("Requests made"), ["request-log"]);
    assert_eq!(found("quests"), [""; 0], "a word begins so");
}

#[test]
fn the_palette_offers_what_works_where_it_was_called() {
    let offered = |before: &str, command: &str| {
        let mut seat = Seat::of(2);
        seat.press(before);
        seat.type_text(command);
        match &seat.state.overlay {
            Some(Overlay::Prompt(prompt)) => {
                prompt.matches.iter().any(|found| found.name() == command)
            }
            _ => false,
        }
    };
    assert!(offered(":", "reply"));
    assert!(
        !offered("1 :", "reply"),
        "the places show no thread to reply to"
    );
    assert!(offered("r Ctrl-x :", "send"));
    assert!(!offered(":", "send"));
}

#[test]
fn a_palette_without_a_match_stays_and_says_so() {
    let mut seat = Seat::of(1);
    seat.press(":");
    seat.type_text("xyzzy");
    seat.press("Enter");
    assert_eq!(
        seat.question().1,
        "No command has these letters: change them, or Esc to leave."
    );
    seat.press("Backspace");
    assert_eq!(seat.question().1, "");
    seat.press("Esc");
    assert!(seat.state.overlay.is_none());
}

#[test]
fn arrows_and_pages_choose_in_the_palette() {
    let mut seat = Seat::of(1);
    seat.press(": Down Down Up PgDn PgUp PgDn");
    let Some(Overlay::Prompt(prompt)) = &seat.state.overlay else {
        panic!();
    };
    assert_eq!(prompt.selected, 11);
}

#[test]
fn a_menu_is_answered_by_letter_by_arrows_or_not_at_all() {
    for (keys, asked) in [
        ("c", 1),
        ("j Enter", 1),
        ("G k Enter", 1),
        ("Esc", 0),
        ("q", 0),
    ] {
        let mut seat = Seat::of(2);
        seat.press("s");
        seat.press(keys);
        assert!(seat.state.overlay.is_none(), "{keys}");
        assert_eq!(seat.store.asked.len(), asked, "{keys}");
    }
}

#[test]
fn a_menu_lets_no_other_command_through() {
    let mut seat = Seat::of(3);
    seat.press("s e w r x");
    assert!(seat.question().0.starts_with("Status"));
    assert!(seat.store.asked.is_empty());
}

#[test]
fn every_one_of_many_channels_can_be_chosen() {
    let mut seat = Seat::of(1);
    seat.store.channels = (0..60)
        .map(|number| channel(&format!("c{number}")))
        .collect();
    seat.changed();
    seat.press("c");
    assert_eq!(seat.question().1.chars().count(), 60);
    seat.press("Space");
    assert!(
        seat.question().0.starts_with("A new thread in which"),
        "a blank is no letter"
    );
    seat.press("G Enter");
    assert_eq!(seat.question().0, "Title of the new thread in c59");
}
