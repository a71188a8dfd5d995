//! The composer with what belongs to it: snippets, files, a counter, a selection, a long and wide text.

use andibox::app::Limits;
use andibox::app::msg::Msg;
use andibox::model::{Mode, Snippet};

use crate::desk::Desk;
use crate::shots::{after, shoot};

fn snippet(name: &str, text: &str, mode: Option<Mode>) -> Snippet {
    Snippet {
        name: name.to_owned(),
        text: text.to_owned(),
        channels: Vec::new(),
        mode,
    }
}

fn with_snippets(keys: &str, size: (u16, u16)) -> Desk {
    let mut desk = after(keys, size);
    desk.send(Msg::Snippets {
        snippets: vec![
            snippet(
                "greeting",
                "Hello {{customer.first_name}},\n\nthank you.",
                None,
            ),
            snippet("refund", "Your refund of {{amount}} is on its way.", None),
            snippet("return address", "Please send it to …", Some(Mode::Reply)),
            snippet("escalated", "Escalated by {{me.name}}", Some(Mode::Note)),
        ],
        asked: false,
        problems: Vec::new(),
    });
    desk
}

#[test]
fn snippets_that_match_are_listed_above_the_composer() {
    shoot("snippets", |size| {
        let mut desk = with_snippets("r", size);
        desk.types("/re");
        desk
    });
}

#[test]
fn what_is_not_filled_is_selected() {
    shoot("snippet_blank", |size| {
        let mut desk = with_snippets("r", size);
        desk.types("/refu");
        desk.keys("Tab Ctrl-s");
        desk
    });
}

#[test]
fn files_are_lines_of_the_draft_and_counted() {
    shoot("attached", |size| {
        let mut desk = after("r", size);
        desk.types("Here it is: ☕ 漢字 👨‍👩‍👧");
        desk.keys("Ctrl-x a");
        desk.types("https://example.com/invoice.pdf Invoice of May");
        desk.keys("Enter");
        desk
    });
}

#[test]
fn the_prompt_of_a_file_names_the_host() {
    shoot("attach", |size| {
        let mut desk = after("r Ctrl-x a", size);
        desk.types("https://files.example.com/a.pdf");
        desk
    });
}

#[test]
fn a_text_too_long_for_its_channel_says_so() {
    shoot("too_long", |size| {
        let mut desk = after("r", size);
        desk.state.limits = Limits::new([("whatsapp".to_owned(), 20)]);
        desk.types("This is longer than it may be.");
        desk
    });
}

#[test]
fn a_long_note_scrolls_and_still_names_whom_it_is_about() {
    shoot("note_long", |size| {
        let mut desk = after("i", size);
        for line in 0..60 {
            desk.types(&format!("line {line}"));
            desk.keys("Enter");
        }
        desk
    });
}
