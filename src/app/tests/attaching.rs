//! Files by their address: asked for, shown, taken away, sent, taken back.

use super::seat::Seat;
use super::store::text_of;
use super::things::thread;
use crate::model::{Action, Mode};

const URL: &str = "https://example.com/invoice.pdf";

fn attach(seat: &mut Seat, line: &str) {
    seat.press("Ctrl-x a");
    seat.type_text(line);
    seat.press("Enter");
}

/// Text and addresses of what was sent last.
fn sent(seat: &Seat) -> (String, Vec<String>) {
    let last = seat.store.asked.last().unwrap();
    let Action::Message { attachments, .. } = last else {
        panic!("{last:?}");
    };
    let urls = attachments.iter().map(|it| {
        let name = it.name.as_ref().map_or("", |name| name.expose());
        format!("{} {name}", it.url.as_ref().unwrap().expose())
    });
    (text_of(last).to_owned(), urls.collect())
}

#[test]
fn a_file_is_a_line_of_the_draft_and_leaves_as_an_attachment() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Here it is.");
    attach(&mut seat, &format!("{URL} Invoice of May"));
    assert!(
        seat.notice()
            .starts_with("Attached Invoice of May from example.com.")
    );
    assert_eq!(
        seat.text(),
        Some("Here it is.\n[attachment] https://example.com/invoice.pdf Invoice of May")
    );
    seat.type_text(" Bye.");
    assert_eq!(seat.state.attached(), 1, "typing goes on in the words");
    seat.press("Ctrl-s");
    assert_eq!(
        sent(&seat),
        (
            "Here it is. Bye.".to_owned(),
            vec![format!("{URL} Invoice of May")]
        )
    );
}

#[test]
fn the_prompt_says_the_host_and_what_is_wrong() {
    let mut seat = Seat::of(1);
    seat.press("r Ctrl-x a");
    seat.type_text("file:///etc/passwd");
    seat.press("Enter");
    let (title, problem) = seat.question();
    assert!(title.starts_with("Attach"), "{title}");
    assert!(problem.contains("https://"), "{problem}");
    seat.press("Esc");
    assert_eq!((seat.text(), seat.state.attached()), (Some(""), 0));
}

#[test]
fn a_message_of_files_alone_goes_out_and_comes_back_whole() {
    let mut seat = Seat::of(1);
    seat.press("r");
    attach(&mut seat, URL);
    seat.press("Ctrl-s");
    assert_eq!(sent(&seat), (String::new(), vec![format!("{URL} ")]));
    seat.press("z");
    assert_eq!(seat.state.attached(), 1, "taken back with its file");
    seat.press("Esc Z");
    assert_eq!(sent(&seat), (String::new(), vec![format!("{URL} ")]));
    assert_eq!(seat.store.asked.len(), 2, "and sent again");
}

#[test]
fn leaving_discarding_and_a_full_disk_keep_the_file() {
    let mut seat = Seat::of(1);
    seat.press("r");
    attach(&mut seat, URL);
    seat.press("Esc r");
    assert_eq!(seat.state.attached(), 1);
    seat.press("Ctrl-x d z");
    assert_eq!(seat.state.attached(), 1);
    seat.store.full = true;
    seat.type_text("Look");
    seat.press("Ctrl-s");
    assert!(seat.notice().starts_with("Not sent"), "{}", seat.notice());
    assert_eq!(seat.state.attached(), 1);
}

#[test]
fn a_file_moves_to_the_note_with_the_words() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("For us");
    attach(&mut seat, URL);
    seat.press("Ctrl-x t Ctrl-s");
    let Some(Action::Message { mode, .. }) = seat.store.asked.last() else {
        panic!("nothing was sent");
    };
    assert_eq!(*mode, Mode::Note);
    assert_eq!(sent(&seat).1.len(), 1);
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), None);
}

#[test]
fn a_line_that_names_no_file_stops_the_send() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("[attachment] ftp://example.com/x");
    seat.press("Ctrl-s");
    assert!(seat.sent().is_empty());
    assert!(
        seat.notice().contains("must begin with https://"),
        "{}",
        seat.notice()
    );
    assert_eq!(seat.text(), Some("[attachment] ftp://example.com/x"));
}
