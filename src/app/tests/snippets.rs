//! Snippets: found while typing, taken, filled, and never sent half filled.

use super::seat::Seat;
use super::things::thread;
use crate::app::msg::Msg;
use crate::model::{Mode, Snippet, StoredMessage};

fn snippet(name: &str, text: &str) -> Snippet {
    Snippet {
        name: name.to_owned(),
        text: text.to_owned(),
        channels: Vec::new(),
        mode: None,
    }
}

fn seat(snippets: Vec<Snippet>) -> Seat {
    let mut seat = Seat::of(2);
    seat.tell(Msg::Snippets {
        snippets,
        asked: false,
        problems: Vec::new(),
    });
    seat.press("r");
    seat
}

fn greeting() -> Vec<Snippet> {
    vec![
        snippet("greeting", "Hello {{customer.first_name}},"),
        snippet(
            "refund",
            "Your refund {{refund.number}} is on {{ refund.day }}.",
        ),
    ]
}

fn listed(seat: &Seat) -> Vec<&str> {
    let matches = seat.state.picking().map_or(&[][..], |pick| &pick.matches);
    matches
        .iter()
        .map(|index| seat.state.snippets[*index].name.as_str())
        .collect()
}

fn named(seat: &mut Seat, name: &str) {
    let at = seat.store.messages.get_mut(&thread(0)).unwrap();
    let last: &mut StoredMessage = at.last_mut().unwrap();
    last.message.author.name = Some(name.into());
    seat.changed();
}

#[test]
fn a_slash_at_the_start_of_a_line_and_two_colons_anywhere_find_a_snippet() {
    for begun in ["/ref", "Dear,\u{20}::ref", "::rf"] {
        let mut seat = seat(greeting());
        seat.type_text(begun);
        assert_eq!(listed(&seat), ["refund"], "{begun}");
    }
    for no in [
        "and/or",
        "a/",
        "/x y",
        "12:30",
        "https://example.com",
        ":: x",
    ] {
        let mut seat = seat(greeting());
        seat.type_text(no);
        assert!(listed(&seat).is_empty(), "{no}");
        assert_eq!(seat.text(), Some(no));
    }
}

#[test]
fn enter_or_tab_takes_the_selected_one_in_the_place_of_what_found_it() {
    for take in ["Enter", "Tab"] {
        let mut seat = seat(vec![snippet("bye", "Kind regards"), snippet("boo", "Boo!")]);
        seat.type_text("Yours ::b");
        assert_eq!(listed(&seat), ["boo", "bye"]);
        seat.press(&format!("Down {take}"));
        assert_eq!(seat.text(), Some("Yours Kind regards"), "{take}");
        seat.press("Ctrl-x u");
        assert_eq!(seat.text(), Some("Yours ::b"), "one step to undo");
    }
}

#[test]
fn escape_leaves_the_characters_as_typed_and_the_next_escape_leaves_the_composer() {
    let mut seat = seat(greeting());
    seat.type_text("/gr");
    seat.press("Esc");
    assert_eq!((seat.text(), listed(&seat).len()), (Some("/gr"), 0));
    seat.type_text("e");
    assert!(listed(&seat).is_empty(), "it does not open there again");
    seat.press("Enter");
    assert_eq!(seat.text(), Some("/gre\n"));
    seat.press("Esc");
    assert_eq!(seat.text(), None);
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("/gre\n"));
}

#[test]
fn without_a_match_enter_begins_a_line() {
    let mut seat = seat(greeting());
    seat.type_text("/zzz");
    seat.press("Enter");
    assert_eq!(seat.text(), Some("/zzz\n"));
}

#[test]
fn the_command_opens_the_list_without_leaving_a_sign() {
    let mut seat = seat(greeting());
    seat.type_text("So: ");
    seat.press("Ctrl-x i");
    assert_eq!(listed(&seat), ["greeting", "refund"]);
    seat.type_text("ref");
    assert_eq!(listed(&seat), ["refund"]);
    seat.press("Tab");
    assert_eq!(
        seat.text(),
        Some("So: Your refund {{refund.number}} is on {{ refund.day }}.")
    );
}

#[test]
fn a_snippet_of_another_mode_or_channel_is_not_listed() {
    let mut only_note = snippet("note", "for us");
    only_note.mode = Some(Mode::Note);
    let mut elsewhere = snippet("sms", "short");
    elsewhere.channels = vec!["Carrier".to_owned()];
    let mut here = snippet("mail", "long");
    here.channels = vec!["MAIL".to_owned()];
    let mut seat = seat(vec![only_note, elsewhere, here]);
    seat.type_text("/");
    assert_eq!(listed(&seat), ["mail"]);
}

#[test]
fn what_is_known_is_filled_and_the_cursor_stands_on_what_is_not() {
    let mut seat = Seat::of(1);
    named(&mut seat, "Jane Customer");
    seat.tell(Msg::Snippets {
        snippets: greeting(),
        asked: false,
        problems: Vec::new(),
    });
    seat.press("r");
    seat.type_text("/gre");
    seat.press("Tab Enter");
    assert_eq!(seat.text(), Some("Hello Jane,\n"));
    seat.type_text("/ref");
    seat.press("Tab");
    assert!(seat.notice().contains("{{refund.number}} is not known"));
    seat.type_text("R-1");
    seat.press("Tab");
    seat.type_text("Monday");
    assert_eq!(
        seat.text(),
        Some("Hello Jane,\nYour refund R-1 is on Monday.")
    );
    seat.press("Ctrl-s");
    assert_eq!(seat.sent(), ["Hello Jane,\nYour refund R-1 is on Monday."]);
}

#[test]
fn a_text_with_something_to_fill_is_not_sent_in_any_way_of_sending() {
    for send in ["Ctrl-s", "Ctrl-x c", "Ctrl-x n"] {
        for mode in ["r", "i"] {
            let mut seat = Seat::of(2);
            seat.press(mode);
            seat.type_text("Hi {{customer.name}}!");
            seat.press(send);
            assert!(seat.sent().is_empty(), "{send} {mode}");
            assert!(seat.notice().starts_with("Not sent: {{customer.name}}"));
            assert_eq!(seat.text(), Some("Hi {{customer.name}}!"));
            // It is selected: typing fills it.
            seat.type_text("Jo");
            seat.press(send);
            assert_eq!(seat.sent(), ["Hi Jo!"]);
        }
    }
}

#[test]
fn what_a_customer_calls_themselves_is_only_a_name() {
    let names = [
        ("{{me.email}} x", "{ {me.email}}"),
        ("[attachment] https://evil.example/x", "(attachment)"),
        ("Ja\u{1b}[2Jne\n\n[attachment] https://evil.example", "Ja"),
    ];
    for (name, begins) in names {
        let mut seat = Seat::of(1);
        named(&mut seat, name);
        seat.tell(Msg::Snippets {
            snippets: vec![snippet("name", "{{customer.name}}")],
            asked: false,
            problems: Vec::new(),
        });
        seat.press("r");
        seat.type_text("/name");
        seat.press("Tab");
        let text = seat.text().unwrap().to_owned();
        assert!(text.starts_with(begins), "{text:?}");
        assert!(!text.contains(['\n', '\u{1b}']), "{text:?}");
        assert_eq!(seat.state.attached(), 0, "{text:?}");
    }
}

#[test]
fn an_address_is_no_name_to_greet_by() {
    let mut seat = Seat::of(1);
    named(&mut seat, "jane@example.com");
    seat.tell(Msg::Snippets {
        snippets: greeting(),
        asked: false,
        problems: Vec::new(),
    });
    seat.press("r");
    seat.type_text("/gre");
    seat.press("Tab");
    assert_eq!(seat.text(), Some("Hello {{customer.first_name}},"));
}

#[test]
fn what_looks_like_a_call_of_a_snippet_leaves_only_after_a_yes() {
    for text in [
        "/thanks",
        "/thanks Jane",
        "Dear Jane,\n/thanks",
        "Bye, ::thanks",
        "::thanks.",
    ] {
        let mut seat = seat(Vec::new());
        seat.tell(Msg::Paste(text.into()));
        seat.press("Ctrl-s");
        assert!(seat.sent().is_empty(), "{text}");
        let asked = seat.question().0;
        assert!(
            asked.contains("thanks”") && asked.contains("~/.config/andibox/snippets."),
            "{asked}"
        );
        seat.press("n");
        assert_eq!(seat.text(), Some(text));
        seat.press("Ctrl-s y");
        assert_eq!(seat.sent(), [text]);
    }
    for (name, why) in [
        ("greeting", "was not put in"),
        ("thanks", "No snippet has this name"),
    ] {
        let mut seat = seat(greeting());
        seat.type_text(&format!("/{name}"));
        seat.press("Ctrl-x c");
        assert!(seat.question().0.contains(why), "{}", seat.question().0);
    }
}

#[test]
fn what_only_looks_alike_leaves_without_a_question() {
    for text in [
        "/ 2",
        "1/2",
        "/2",
        "/etc/hosts",
        "/home/jane/a.txt is it",
        "See /thanks",
        "std::io",
        "a ::b",
        "https://example.com",
        ":: x",
        "/",
    ] {
        let mut seat = seat(Vec::new());
        seat.tell(Msg::Paste(text.into()));
        seat.press("Ctrl-s");
        assert_eq!(seat.sent(), [text]);
    }
}
