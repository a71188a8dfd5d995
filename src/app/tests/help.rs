//! The help: searched by `/`, and left as a pager is.

use super::seat::Seat;
use crate::app::msg::Msg;
use crate::command::Context;

fn keys(seat: &Seat) -> Vec<String> {
    let rows = seat
        .page()
        .into_iter()
        .filter(|line| line.starts_with("  "));
    rows.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_slash_searches_the_help_while_it_is_typed() {
    let mut seat = Seat::of(3);
    seat.press("? /");
    assert_eq!(seat.state.context(), Context::Prompt);
    seat.type_text("archive");
    let found = keys(&seat);
    assert!(
        found
            .iter()
            .all(|row| row.to_lowercase().contains("archive")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|row| row.starts_with("a ") && row.contains("Archive the thread"))
    );
    seat.press("Enter");
    assert_eq!(seat.state.context(), Context::Pager);
    assert_eq!(keys(&seat), found, "what was searched for stays");
}

#[test]
fn a_key_is_found_by_its_name_and_a_paste_searches_too() {
    let mut seat = Seat::of(3);
    seat.press("? /");
    seat.tell(Msg::Paste("ctrl-p".to_owned()));
    assert!(
        keys(&seat)
            .iter()
            .any(|row| row.contains("Jump to a thread"))
    );
    seat.press("Ctrl-u");
    seat.type_text("gg");
    assert!(keys(&seat)[0].starts_with("gg"));
}

#[test]
fn escape_clears_the_search_then_leaves_the_help() {
    for keys_typed in ["Esc", "Enter Esc", "Enter q"] {
        let mut seat = Seat::of(3);
        seat.press("?");
        let all = keys(&seat).len();
        seat.press("/");
        seat.type_text("reply");
        assert!(keys(&seat).len() < all);
        seat.press(keys_typed);
        assert_eq!(keys(&seat).len(), all, "{keys_typed}");
        seat.press("Esc");
        assert!(seat.pager().is_none(), "{keys_typed}");
    }
}

#[test]
fn words_that_nothing_has_are_told() {
    let mut seat = Seat::of(3);
    seat.press("? /");
    seat.type_text("xyzzy");
    assert_eq!(seat.page(), ["No key and no command has these words."]);
    seat.press("Backspace Backspace Backspace Backspace Backspace");
    assert!(keys(&seat).len() > 20);
}

#[test]
fn the_search_scrolls_and_shows_nothing_behind_its_end_at_the_least_size() {
    let mut seat = Seat::sized(40, 12, 3);
    seat.press("? /");
    seat.type_text("thread");
    seat.press(&"PgDn ".repeat(60));
    seat.press("Down");
    let pager = seat.pager().unwrap();
    assert_eq!(pager.top + seat.state.pager_height(), pager.rows().len());
    seat.press("Ctrl-u");
    assert_eq!(seat.pager().unwrap().top, 0);
}

#[test]
fn what_cannot_run_says_why_in_the_help() {
    let mut seat = Seat::of(3);
    seat.press("?");
    let line = |seat: &Seat| {
        let mut page = seat.page().into_iter();
        page.find(|line| line.contains("Open the thread again"))
            .unwrap()
    };
    assert!(line(&seat).ends_with("Open the thread again - The thread is open already."));
    seat.press("Esc 1 ?");
    assert!(
        !line(&seat).contains(" - "),
        "elsewhere it may be another matter"
    );
}

#[test]
fn other_pagers_are_not_searched_yet_and_keys_mean_what_they_mean() {
    let mut seat = Seat::of(3);
    seat.press("@ /");
    assert_eq!(seat.state.context(), Context::Pager);
    seat.press("q");
    assert!(seat.pager().is_none());
}

#[test]
fn signs_and_the_words_of_the_filter_are_searched_too() {
    let mut seat = Seat::of(3);
    seat.press("? /");
    seat.type_text("waiting:");
    assert!(keys(&seat)[0].starts_with("waiting:>2h"));
    seat.press("Ctrl-u");
    seat.type_text("draft");
    let found = keys(&seat);
    assert!(
        found.iter().any(|row| row.contains("A draft waits there")),
        "{found:?}"
    );
}
