//! The JSON as the server sent it: folding, copying a value, finding words.

use crate::app::effect::Effect;
use crate::app::msg::Msg;

use super::seat::Seat;

const JSON: &str = r#"{"id":"m1","metadata":{"order":{"id":7,"lines":[1,2]},"a/b":"x"},"empty":{},"text":"last order"}"#;

fn raw(json: &str) -> Seat {
    let mut seat = Seat::of(1);
    seat.press("g s");
    seat.tell(Msg::Raw(json.into()));
    seat
}

fn copied(seat: &mut Seat) -> String {
    let effects = seat.taken().into_iter();
    let mut copies = effects.filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.to_string()),
        _ => None,
    });
    copies.next().unwrap_or_default()
}

fn at(seat: &Seat) -> String {
    let pager = seat.pager().unwrap();
    seat.page()[pager.cursor().unwrap().start].trim().to_owned()
}

#[test]
fn unfolded_it_is_the_json_in_the_servers_order() {
    let mut seat = raw(JSON);
    let value: serde_json::Value = serde_json::from_str(JSON).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(seat.page().join("\n"), pretty);
    seat.press("j j Enter y a");
    assert_eq!(copied(&mut seat), pretty, "the whole, whatever is folded");
}

#[test]
fn objects_and_arrays_fold_and_unfold_where_the_cursor_is() {
    let mut seat = raw(JSON);
    seat.press("j j Enter");
    assert_eq!(at(&seat), "\"metadata\": {…},  2 folded");
    assert_eq!(seat.page().len(), 6);
    seat.press("l");
    assert_eq!(at(&seat), "\"metadata\": {");
    seat.press("l l l");
    assert_eq!(at(&seat), "\"lines\": [");
    seat.press("h");
    assert_eq!(at(&seat), "\"lines\": […]  2 folded");
    seat.press("h");
    assert_eq!(at(&seat), "\"order\": {");
    // From its end it folds, too.
    seat.press("G Enter");
    assert_eq!(seat.page(), ["{…}  4 folded"]);
    seat.press("Enter");
    assert_eq!(at(&seat), "{");
}

#[test]
fn the_value_under_the_cursor_is_copied() {
    let mut seat = raw(JSON);
    seat.press("j y v");
    assert_eq!(copied(&mut seat), "m1", "a text without its quotes");
    seat.press("j j y v");
    assert_eq!(
        copied(&mut seat),
        "{\n  \"id\": 7,\n  \"lines\": [\n    1,\n    2\n  ]\n}"
    );
    assert_eq!(at(&seat), "\"order\": {", "the page is still there");
    seat.press("/");
    seat.type_text("a/b");
    seat.press("Enter y v");
    assert_eq!(copied(&mut seat), "x", "a name with a slash in it");
}

#[test]
fn words_are_found_also_where_they_are_folded_away() {
    let mut seat = raw(JSON);
    seat.press("j j Enter /");
    seat.type_text("LINES");
    seat.press("Enter");
    assert_eq!(at(&seat), "\"lines\": [");
    seat.press("/ Ctrl-u");
    seat.type_text("order");
    seat.press("Enter");
    assert_eq!(at(&seat), "\"text\": \"last order\"");
    seat.press("n");
    assert_eq!(at(&seat), "\"order\": {");
    seat.press("N");
    assert_eq!(at(&seat), "\"text\": \"last order\"");
    seat.press("/");
    seat.type_text("nowhere");
    seat.press("Enter");
    assert_eq!(seat.notice(), "Nothing here holds these words.");
    seat.press("/ Esc");
    assert!(seat.pager().is_some(), "the line is left, the page is not");
}

#[test]
fn a_text_that_is_no_json_is_its_lines() {
    let mut seat = raw("<html>\nnot json \u{1b}[31m");
    assert_eq!(seat.page().len(), 2);
    assert!(!seat.page()[1].contains('\u{1b}'));
    seat.press("Enter h l j y a");
    assert!(copied(&mut seat).starts_with("<html>\nnot json"));
}
