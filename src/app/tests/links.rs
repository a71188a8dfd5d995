//! Opening links and saving attachments: never without a question that shows where one would go.

use crate::app::effect::{Effect, SaveOrder};
use crate::app::msg::{Msg, SaveEnd};
use crate::app::overlay::Overlay;
use crate::model::{Attachment, StoredMessage};

use super::seat::Seat;
use super::things::{message, thread};

fn attached(id: &str, name: &str, url: &str) -> StoredMessage {
    let mut stored = message(id, "see there");
    stored.message.attachments = vec![Attachment {
        name: Some(name.into()),
        url: Some(url.into()),
        size_bytes: Some(2048.0),
        ..Attachment::default()
    }];
    stored
}

/// A person in a conversation of one message.
fn before(stored: StoredMessage) -> Seat {
    let mut seat = Seat::before_start(120, 40, 1);
    seat.store.messages.insert(thread(0), vec![stored]);
    seat.tell(Msg::Start);
    seat.press("Enter");
    seat.taken();
    seat
}

/// What the open menu tells, line by line.
fn about(seat: &Seat) -> Vec<String> {
    let Some(Overlay::Menu(menu)) = &seat.state.overlay else {
        return Vec::new();
    };
    menu.about
        .iter()
        .map(|(_, words)| words.to_string())
        .collect()
}

fn opened(seat: &mut Seat) -> Vec<String> {
    let effects = seat.taken().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::OpenAddress(address) => Some(address.to_string()),
            _ => None,
        })
        .collect()
}

fn orders(seat: &mut Seat) -> Vec<SaveOrder> {
    let effects = seat.taken().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Save(order) => Some(order),
            _ => None,
        })
        .collect()
}

#[test]
fn a_link_is_opened_only_after_a_yes() {
    let mut seat = before(message("m", "Look: https://shop.example/a?b=c"));
    seat.press("o");
    assert_eq!(seat.question().0, "Open this address?");
    assert_eq!(
        about(&seat),
        ["Host: shop.example", "https://shop.example/a?b=c"]
    );
    assert_eq!(opened(&mut seat), [""; 0]);
    // The row that is selected first does nothing.
    seat.press("Enter");
    assert_eq!(opened(&mut seat), [""; 0]);
    seat.press("o y");
    assert_eq!(opened(&mut seat), ["https://shop.example/a?b=c"]);
}

#[test]
fn the_host_is_told_where_the_address_misleads() {
    let mut seat = before(message(
        "m",
        "https://bank.example@evil.example:81/bank.example",
    ));
    seat.press("o");
    let told = about(&seat);
    assert_eq!(told[0], "Host: evil.example");
    assert!(told[1].contains("before the @"), "{told:?}");

    let mut seat = before(message("m", "http://xn--bnk-sna.example/"));
    seat.press("o");
    let told = about(&seat).join(" ");
    assert!(
        told.contains("xn--") && told.contains("Not encrypted"),
        "{told}"
    );
}

#[test]
fn several_links_and_attachments_are_a_choice_each_once() {
    let mut stored = attached("m", "a.pdf", "https://files.example/a.pdf");
    stored.message.text =
        Some("https://one.example/ https://two.example/ https://one.example/".into());
    let mut seat = before(stored);
    seat.press("o");
    assert_eq!(seat.question(), ("Open what?".to_owned(), "123".to_owned()));
    seat.press("2");
    assert_eq!(about(&seat)[0], "Host: two.example");
    seat.press("Esc o 3 y");
    assert_eq!(opened(&mut seat), ["https://files.example/a.pdf"]);
}

#[test]
fn an_address_that_is_no_web_address_is_neither_opened_nor_fetched() {
    for address in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "--option",
        "https://exa\u{202e}mple.example/",
        "https://x.example/\u{1b}]8;;",
        "https://x.example/a b",
    ] {
        let mut seat = before(attached("m", "a", address));
        for keys in ["o y", "S y"] {
            seat.press(keys);
            assert!(
                seat.taken()
                    .iter()
                    .all(|effect| !matches!(effect, Effect::OpenAddress(_) | Effect::Save(_)))
            );
            seat.press("Esc");
        }
    }
}

#[test]
fn a_message_without_links_says_so() {
    let mut seat = before(message("m", "nothing here"));
    seat.press("o");
    assert!(seat.notice().contains("no link"), "{}", seat.notice());
    seat.press("S");
    assert!(seat.notice().contains("no attachment"), "{}", seat.notice());
}

#[test]
fn what_cannot_be_opened_can_be_copied() {
    let mut seat = before(message("m", "https://shop.example/"));
    seat.press("o y");
    let why = "There is no display here.";
    seat.tell(Msg::NotOpened("https://shop.example/".into(), why.into()));
    assert_eq!(about(&seat), ["https://shop.example/", why]);
    seat.press("c");
    assert!(
        seat.taken()
            .contains(&Effect::Copy("https://shop.example/".into()))
    );
}

#[test]
fn an_attachment_is_saved_after_a_yes_under_a_name_that_leads_nowhere() {
    let mut seat = before(attached(
        "m",
        "../../.ssh/authorized_keys",
        "https://files.example/1",
    ));
    seat.press("S");
    let told = about(&seat);
    assert_eq!(
        told,
        [
            "Host: files.example",
            "As authorized_keys in ~/Downloads",
            "https://files.example/1"
        ]
    );
    assert_eq!(orders(&mut seat), []);
    seat.press("y");
    let orders = orders(&mut seat);
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].name, "authorized_keys");
}

fn saving() -> (Seat, u64) {
    let mut seat = before(attached("m", "a.pdf", "https://files.example/1"));
    seat.press("S y");
    let number = orders(&mut seat)[0].number;
    (seat, number)
}

#[test]
fn how_far_it_is_and_where_it_went_is_told() {
    let (mut seat, number) = saving();
    seat.tell(Msg::Saving(number, 1024, Some(2048)));
    assert_eq!(seat.state.saving[0].words(), "1 KB of 2 KB");
    seat.tell(Msg::SaveEnded(
        number,
        SaveEnd::Saved {
            path: "/home/ana/Downloads/a.pdf".to_owned(),
            bytes: 2048,
            sha256: "abc123".to_owned(),
        },
    ));
    assert_eq!(seat.state.saving, []);
    assert_eq!(
        seat.notice(),
        "Saved /home/ana/Downloads/a.pdf (2 KB), sha-256 abc123"
    );
}

#[test]
fn what_is_under_way_can_be_given_up() {
    let (mut seat, number) = saving();
    seat.press("S");
    assert_eq!(seat.question().1, "x1");
    seat.press("x");
    assert!(seat.taken().contains(&Effect::CancelSave(number)));
    seat.tell(Msg::SaveEnded(number, SaveEnd::Cancelled));
    assert_eq!(seat.notice(), "a.pdf was not saved: given up.");
}

#[test]
fn another_host_is_asked_about_and_only_when_the_person_comes_back_to_it() {
    let (mut seat, number) = saving();
    seat.tell(Msg::SaveEnded(
        number,
        SaveEnd::Leads("https://cdn.example/x?sign=1".into()),
    ));
    assert!(seat.notice().contains("cdn.example"), "{}", seat.notice());
    seat.press("y");
    assert_eq!(
        orders(&mut seat),
        [],
        "a key meant for something else is no yes"
    );
    seat.press("Esc S f");
    assert_eq!(
        about(&seat),
        [
            "Host: cdn.example",
            "As a.pdf in ~/Downloads",
            "https://cdn.example/x?sign=1"
        ]
    );
    seat.press("y");
    assert_eq!(orders(&mut seat)[0].address, "https://cdn.example/x?sign=1");
}

#[test]
fn a_failure_stays_until_it_is_read() {
    let (mut seat, number) = saving();
    let why = "its server does not have it any more (404)";
    seat.tell(Msg::SaveEnded(number, SaveEnd::Failed(why.into())));
    seat.press("k");
    assert_eq!(seat.notice(), format!("a.pdf was not saved: {why}."));
}
