//! Ctrl-p: a thread, a channel or a person by a part of the name.

use super::seat::Seat;
use super::things::{channel, minutes_ago, thread};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::app::jump::Place;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::views::View;
use crate::model::{BuiltinView, Sort, ThreadStatus, Waiting};
use crate::query::{Query, SavedView};

/// Threads of these people, the first one written in last, in a list that shows none of them.
fn seat(people: &[&str]) -> Seat {
    let mut seat = Seat::before_start(120, 40, people.len());
    for (number, person) in people.iter().enumerate() {
        let row = &mut seat.store.rows[number];
        row.person = Some((*person).into());
        row.title = Some(format!("Question {number}").as_str().into());
        row.status = ThreadStatus::Closed;
        row.waiting = Waiting::Nobody;
        row.last_message_at = Some(minutes_ago(number as i64));
    }
    seat.tell(Msg::Start);
    assert!(seat.listed().is_empty());
    seat
}

/// The rows: people by their thread's number, `=` and the name of a view, `#` and the name of a channel, `@` and the name of a person.
fn found(seat: &Seat) -> Vec<String> {
    let Some(Overlay::Prompt(prompt)) = &seat.state.overlay else {
        panic!("no jump is open");
    };
    let places = prompt.jump.as_ref().unwrap().found.iter();
    let words = places.map(|place| match place {
        Place::Thread(item) => item.thread().unwrap().as_str().to_owned(),
        Place::View(_, name) => format!("={name}"),
        Place::Channel(_, label) => format!("#{label}"),
        Place::Person(name, count) => format!("@{name} {count}"),
    });
    words.collect()
}

fn typed(people: &[&str], text: &str) -> Vec<String> {
    let mut seat = seat(people);
    seat.press("Ctrl-p");
    seat.type_text(text);
    found(&seat)
}

#[test]
fn a_customer_is_found_by_name_and_two_keys() {
    let mut seat = seat(&["Omar Haddad", "Anastasia Petrova", "Ana Ruiz", "Jane Doe"]);
    seat.press("Ctrl-p");
    seat.type_text("ana");
    seat.press("Enter");
    assert_eq!(seat.reading(), Some(thread(2)));
    assert_eq!(seat.pane(), Pane::Conversation);
    // Where the list did not have it, the list of all threads does.
    assert_eq!(seat.state.scope.view, BuiltinView::All);
    assert_eq!(seat.selected(), Some(thread(2)));
}

#[test]
fn a_thread_of_the_list_is_opened_where_it_stands() {
    let mut seat = Seat::of(5);
    seat.press("Ctrl-p");
    let title = seat.store.rows[3].title.clone().unwrap();
    seat.type_text(title.expose());
    seat.press("Enter");
    assert_eq!(seat.selected(), Some(thread(3)));
    assert_eq!(seat.reading(), Some(thread(3)));
    assert_eq!(seat.state.scope.view, BuiltinView::NeedsReply);
}

#[test]
fn whole_names_come_before_beginnings_and_these_before_titles_and_letters() {
    let people = [
        "Annabel Question",
        "Anna",
        "Hanna Berg",
        "Q. Uestion",
        "A. Non Nato",
    ];
    assert_eq!(typed(&people, "anna"), ["t1", "t0", "t2", "t4"]);
    // Every title has the word; the name that has it comes first.
    assert_eq!(typed(&people, "question")[0], "t0");
    assert_eq!(typed(&people, "question 3"), ["t3"]);
}

#[test]
fn who_waits_comes_first_among_those_found_alike() {
    let mut seat = seat(&["Jane Old", "Jane Waiting"]);
    seat.store.rows[1].waiting = Waiting::Reply(minutes_ago(90));
    seat.press("Ctrl-p");
    assert_eq!(found(&seat), ["t0", "t1"], "by the last message at first");
    seat.type_text("jane");
    assert_eq!(found(&seat), ["t1", "t0"]);
}

#[test]
fn a_channel_is_jumped_to_with_its_threads() {
    let mut seat = seat(&["Mailer Daemon"]);
    seat.press("Ctrl-p");
    seat.type_text("chat");
    assert_eq!(found(&seat)[0], "#chat");
    seat.press("Enter");
    assert_eq!(seat.state.scope.channel, Some("chat".into()));
    assert_eq!(seat.pane(), Pane::Threads);
    let row = &seat.state.place_rows()[seat.state.place];
    assert_eq!(
        format!("{row:?}"),
        format!("Channel({:?})", channel("chat").id)
    );
}

#[test]
fn a_view_is_jumped_to_one_of_ones_own_too() {
    let mut seat = seat(&["Archie Doe"]);
    let query = Query::parse("status:closed").unwrap();
    let saved = |name: &str| {
        View::new(SavedView {
            name: name.to_owned(),
            query: query.clone(),
            sort: Sort::Newest,
            channel: None,
        })
    };
    seat.state.views = vec![saved("Archie's"), saved("VIP")];
    seat.press("Ctrl-p");
    seat.type_text("arch");
    // A name that is begun is a person's more often than a view's.
    assert_eq!(found(&seat), ["t0", "=Archived", "=Archie's"]);
    seat.type_text("ived");
    seat.press("Enter");
    assert_eq!(seat.state.scope.view, BuiltinView::Archived);
    assert_eq!(seat.pane(), Pane::Threads);
    seat.press("Ctrl-p");
    seat.type_text("vip");
    assert_eq!(found(&seat), ["=VIP"]);
    seat.press("Enter");
    assert_eq!(seat.state.view_name().as_str(), "VIP");
    let filter = seat.state.list_spec().filter.unwrap();
    assert_eq!(filter.to_string(), "status:closed");
    let row = &seat.state.place_rows()[seat.state.place];
    assert_eq!(*row, crate::app::places::PlaceRow::Saved(1));
}

#[test]
fn a_person_with_several_threads_has_a_row_that_lists_them() {
    let people = ["Jane Doe", "Jane Doe", "Jane Roe", "Omar"];
    let mut seat = seat(&people);
    seat.press("Ctrl-p");
    seat.type_text("jane");
    assert_eq!(found(&seat), ["t0", "@Jane Doe 2", "t1", "t2"]);
    seat.press("Down Enter");
    let filter = seat.state.list.filter.as_ref().unwrap().to_string();
    assert_eq!(filter, "from:\"Jane Doe\"");
    assert_eq!(seat.state.scope.view, BuiltinView::All);
    assert_eq!(seat.pane(), Pane::Threads);
}

#[test]
fn the_first_letter_is_answered_by_what_is_here_before_the_store_is() {
    let mut seat = seat(&["Jane Doe", "Omar Haddad", "Joan Late"]);
    seat.press("Ctrl-p");
    seat.type_fast("j");
    assert_eq!(found(&seat), ["t0"], "the two written in last are here");
    seat.settle();
    assert_eq!(found(&seat), ["t0", "t2"]);
    // Every question is one of its own, and what is typed goes with it.
    assert!(seat.effects.iter().any(|effect| matches!(effect,
        Effect::FindPlaces { text, .. } if text == "j")));
}

#[test]
fn who_has_moved_to_a_row_stays_on_it_while_others_arrive() {
    let mut seat = seat(&["Jim Two", "Jim Three", "Jim One"]);
    seat.press("Ctrl-p");
    seat.store.rows[2].waiting = Waiting::FirstReply(minutes_ago(1));
    seat.type_fast("jim");
    assert_eq!(found(&seat), ["t0", "t1"]);
    seat.press_fast("Down");
    seat.settle();
    assert_eq!(found(&seat), ["t2", "t0", "t1"]);
    seat.press("Enter");
    assert_eq!(seat.reading(), Some(thread(1)));
}

#[test]
fn a_name_nobody_has_stays_and_says_so() {
    let mut seat = seat(&["Jane Doe"]);
    seat.press("Ctrl-p");
    seat.type_text("xyzzy");
    seat.press("Enter");
    assert_eq!(seat.question().1, "Nothing here is called so.");
    seat.press("Ctrl-u");
    assert_eq!(found(&seat), ["t0"]);
    seat.press("Esc");
    assert!(seat.state.overlay.is_none());
    assert_eq!(seat.pane(), Pane::Threads);
}

#[test]
fn an_answer_that_comes_when_the_jump_is_left_changes_nothing() {
    let mut seat = seat(&["Jane Doe", "Omar"]);
    seat.press_fast("Ctrl-p");
    seat.type_fast("om");
    seat.press_fast("Esc :");
    seat.settle();
    assert_eq!(seat.question().0, "Command");
    seat.press("Esc");
    seat.press_fast("Ctrl-p");
    // An answer to the jump before is none to this one.
    seat.hear(Msg::Places {
        generation: 1,
        rows: seat.store.rows.clone(),
    });
    assert_eq!(found(&seat), [""; 0]);
}

#[test]
fn a_draft_that_is_written_is_kept_by_a_jump_from_the_palette() {
    let mut seat = Seat::of(3);
    seat.press("r");
    seat.type_text("Hello");
    seat.press("Ctrl-x :");
    seat.type_text("jump");
    seat.press("Enter");
    let title = seat.store.rows[2].title.clone().unwrap();
    seat.type_text(title.expose());
    seat.press("Enter");
    assert_eq!(seat.reading(), Some(thread(2)));
    assert!(seat.state.composer.is_none());
    assert_eq!(
        seat.on_disk(&thread(0), crate::model::Mode::Reply),
        Some("Hello")
    );
}
