//! The open conversation: scrolling, read marks, and messages that come while it is read.

use super::seat::Seat;
use super::things::{client_id, event, message, messages, new, outgoing, thread};
use crate::app::document::Line;
use crate::app::effect::{Effect, ReadMark};
use crate::app::msg::Msg;
use crate::app::reading::Reading;
use crate::model::{
    Author, AuthorRole, Conversation, Direction, MessageAnchor, OutgoingState, StoredMessage,
};

/// A conversation of so many messages, open.
fn reading(count: usize) -> Seat {
    let mut seat = Seat::of(2);
    seat.store.messages.insert(thread(1), messages(count));
    seat.press("j Enter");
    seat
}

fn open(seat: &Seat) -> &Reading {
    seat.state.reading.as_ref().unwrap()
}

/// The id of the message at the first line on the screen.
fn first_shown(seat: &Seat) -> String {
    let reading = open(seat);
    let line = &reading.document.lines[reading.top];
    reading.messages[line.message].id.as_str().to_owned()
}

fn marks(seat: &Seat) -> Vec<String> {
    let marks = seat.effects.iter().filter_map(|effect| match effect {
        Effect::MarkRead(_, id) => Some(id.as_str().to_owned()),
        _ => None,
    });
    marks.collect()
}

fn add(seat: &mut Seat, conversation: &Conversation, id: &str) {
    let messages = seat.store.messages.get_mut(conversation).unwrap();
    messages.push(message(id, "news"));
    seat.changed();
}

#[test]
fn it_opens_at_its_end_and_follows_what_comes() {
    let mut seat = reading(50);
    assert_eq!(seat.message(), "m49");
    let top = open(&seat).top;
    add(&mut seat, &thread(1), "late");
    assert!(open(&seat).top > top);
    assert_eq!(marks(&seat), ["m49", "late"]);
}

#[test]
fn who_has_scrolled_up_stays_where_they_are_and_reads_nothing_unseen() {
    let mut seat = reading(50);
    seat.taken();
    seat.press("Ctrl-u Ctrl-u");
    let shown = first_shown(&seat);
    add(&mut seat, &thread(1), "late");
    assert_eq!(first_shown(&seat), shown);
    assert!(marks(&seat).is_empty());
    seat.press("G");
    assert_eq!(marks(&seat), ["late"]);
}

#[test]
fn who_sees_the_last_message_again_follows_again() {
    let mut seat = reading(12);
    seat.tell(Msg::Resize(120, 20));
    seat.press("Ctrl-u");
    assert!(!open(&seat).follow);
    seat.tell(Msg::Resize(120, 100));
    assert!(open(&seat).follow, "all of it is on the screen");
}

#[test]
fn it_opens_at_what_is_new_where_that_is_more_than_a_screen() {
    let mut seat = Seat::of(2);
    let mut all = messages(10);
    all.extend((10..60).map(|number| new(message(&format!("m{number}"), "words"))));
    seat.store.messages.insert(thread(1), all);
    seat.press("j Enter");
    assert_eq!(seat.message(), "m10");
    assert!(
        marks(&seat).is_empty(),
        "the last message was not on the screen"
    );
    let rule = |line: &&crate::app::document::DocumentLine| line.line == Line::New;
    assert_eq!(open(&seat).document.lines.iter().filter(rule).count(), 1);
}

#[test]
fn what_the_person_wrote_or_did_is_not_new_to_them() {
    let by = |name: &str, mut stored: StoredMessage| {
        stored.message.author = Author {
            name: Some(name.into()),
            ..Author::of(AuthorRole::Agent)
        };
        stored
    };
    let rule_before = |all: Vec<StoredMessage>| {
        let mut seat = Seat::of(2);
        seat.state.facts.me.name = Some("Ana".into());
        seat.store.messages.insert(thread(1), all);
        seat.press("j Enter");
        let reading = open(&seat);
        let rule = |line: &&crate::app::document::DocumentLine| line.line == Line::New;
        let line = reading.document.lines.iter().find(rule);
        line.map(|line| reading.messages[line.message].id.as_str().to_owned())
    };
    let mut reply = by("Ana", new(message("mine", "done")));
    reply.message.direction = Direction::Outbound;
    let closed = || by("Ana", new(event("closed")));
    let old = || message("old", "a");
    assert_eq!(rule_before(vec![old(), reply.clone(), closed()]), None);
    let reopened = by("Ben", new(event("reopened")));
    let all = vec![old(), reply, closed(), reopened];
    assert_eq!(rule_before(all), Some("reopened".into()));
    // A customer of the same name is another person.
    let namesake = by("Ana", new(message("asked", "b")));
    assert_eq!(rule_before(vec![old(), namesake]), Some("asked".into()));
}

#[test]
fn what_was_new_stays_marked_while_the_person_reads_on() {
    let mut seat = Seat::of(2);
    let all = vec![message("old", "a"), new(message("fresh", "b"))];
    seat.store.messages.insert(thread(1), all);
    seat.press("j Enter");
    seat.store.messages.get_mut(&thread(1)).unwrap()[1].new = false;
    seat.store
        .messages
        .get_mut(&thread(1))
        .unwrap()
        .push(new(message("later", "c")));
    seat.changed();
    let new: Vec<bool> = open(&seat).messages.iter().map(|item| item.new).collect();
    assert_eq!(new, [false, true, false]);
}

#[test]
fn nothing_is_read_under_a_pager_until_it_is_closed() {
    let mut seat = reading(3);
    seat.press("?");
    seat.taken();
    add(&mut seat, &thread(1), "late");
    assert!(marks(&seat).is_empty());
    seat.press("Esc");
    assert_eq!(marks(&seat), ["late"]);
}

#[test]
fn a_conversation_marked_unread_is_not_read_again_by_itself() {
    let mut seat = reading(3);
    seat.press("u");
    assert!(seat.effects.contains(&Effect::MarkUnread(thread(1))));
    seat.taken();
    add(&mut seat, &thread(1), "late");
    assert!(marks(&seat).is_empty());
    seat.press("Enter");
    assert_eq!(marks(&seat), ["late"]);
}

#[test]
fn marking_one_unread_is_a_step_and_what_was_unread_by_itself_is_none() {
    let mut seat = reading(3);
    seat.press("u");
    assert_eq!(seat.notice(), "Marked unread. z takes it back.");
    seat.taken();
    seat.press("z");
    let back = Effect::MarkMany(vec![thread(1)], ReadMark::Unmarked);
    assert!(seat.effects.contains(&back) || seat.taken().contains(&back));
    assert_eq!(seat.notice(), "Person 1: read again.");
    seat.press("Z");
    assert_eq!(seat.notice(), "Person 1: unread again.");
    let mut seat = Seat::of(1);
    seat.state.list.rows[0].unread = true;
    seat.press("u");
    assert_eq!(seat.notice(), "Marked unread.");
    seat.press("z");
    assert!(seat.notice().starts_with("Nothing to undo"));
}

#[test]
fn marking_another_thread_unread_leaves_the_open_one_alone() {
    let mut seat = Seat::sized(120, 40, 3);
    seat.press("p Enter Esc j u Enter");
    assert!(seat.effects.contains(&Effect::MarkUnread(thread(1))));
}

#[test]
fn the_first_and_last_message_of_a_long_conversation_are_fetched() {
    let mut seat = reading(1000);
    seat.press("g g");
    assert_eq!((seat.message(), open(&seat).top), ("m0", 0));
    assert!(open(&seat).after > 0);
    seat.press("G");
    assert_eq!(seat.message(), "m999");
    assert!(open(&seat).follow);
}

#[test]
fn scrolling_through_a_long_conversation_meets_every_message_and_keeps_a_bounded_window() {
    let mut seat = reading(1000);
    for number in (0..999).rev() {
        seat.press("k");
        assert_eq!(seat.message(), format!("m{number}"));
        assert!(open(&seat).messages.len() < 600);
    }
    for number in 1..1000 {
        seat.press("j");
        assert_eq!(seat.message(), format!("m{number}"));
    }
}

#[test]
fn the_place_is_kept_when_older_messages_come_before_it() {
    let mut seat = reading(300);
    for _ in 0..10 {
        seat.press_fast("Ctrl-u");
        let shown = first_shown(&seat);
        seat.settle();
        assert_eq!(first_shown(&seat), shown);
    }
}

#[test]
fn the_place_is_kept_by_a_neighbour_when_its_message_is_gone() {
    let mut seat = reading(60);
    seat.press("Ctrl-u Ctrl-u");
    let shown = first_shown(&seat);
    let all = &seat.store.messages[&thread(1)];
    let index = all
        .iter()
        .position(|stored| stored.message.id.as_str() == shown)
        .unwrap();
    let next = all[index + 1].message.id.clone();
    let height_of_next = |seat: &Seat| {
        let reading = open(seat);
        let place = reading.messages.iter().position(|item| item.id == next);
        reading.document.head(place.unwrap()) - reading.top
    };
    let before = height_of_next(&seat);
    seat.store
        .messages
        .get_mut(&thread(1))
        .unwrap()
        .remove(index);
    seat.changed();
    assert_eq!(height_of_next(&seat), before);
}

#[test]
fn the_selection_goes_on_to_a_neighbour_when_its_message_is_gone() {
    let mut seat = reading(5);
    seat.press("k k");
    assert_eq!(seat.message(), "m2");
    seat.store.messages.get_mut(&thread(1)).unwrap().remove(2);
    seat.changed();
    assert_eq!(seat.message(), "m3");
}

#[test]
fn a_message_of_ours_becomes_the_servers_and_stays_selected() {
    let mut seat = reading(2);
    let ours = outgoing(1, &thread(1), OutgoingState::Queued { after: None });
    seat.store.outgoing.push(ours);
    seat.changed();
    seat.press("G");
    assert_eq!(seat.message(), client_id(1).to_string());
    // Both are here for a moment: it is shown once.
    let mut theirs = message("m2", "our words");
    let metadata = serde_json::json!({ "clientMessageId": client_id(1).to_string() });
    theirs.message.metadata = metadata.as_object().cloned();
    seat.store
        .messages
        .get_mut(&thread(1))
        .unwrap()
        .push(theirs);
    seat.changed();
    assert_eq!(open(&seat).messages.len(), 3);
    assert_eq!((seat.message(), open(&seat).local), ("m2", 0));
}

#[test]
fn what_is_on_its_way_is_not_shown_behind_a_gap() {
    let mut seat = reading(300);
    let ours = outgoing(1, &thread(1), OutgoingState::Queued { after: None });
    seat.store.outgoing.push(ours);
    seat.press("g g");
    assert_eq!(open(&seat).local, 0);
    seat.press("G");
    assert_eq!(open(&seat).local, 1);
}

#[test]
fn the_parent_of_a_message_is_gone_to_also_where_it_is_not_here_yet() {
    let mut seat = reading(500);
    let all = seat.store.messages.get_mut(&thread(1)).unwrap();
    all[499].message.parent_message_id = Some("m3".into());
    seat.changed();
    seat.press("G g p");
    assert_eq!(seat.message(), "m3");
    seat.press("g p");
    assert_eq!(
        seat.notice(),
        "This message was not written as an answer to another one."
    );
}

#[test]
fn a_parent_that_does_not_exist_is_said_and_nothing_is_lost() {
    let mut seat = reading(5);
    seat.store.messages.get_mut(&thread(1)).unwrap()[4]
        .message
        .parent_message_id = Some("nowhere".into());
    seat.changed();
    seat.press("G g p");
    assert_eq!(
        seat.notice(),
        "That message is not in the local copy: Ctrl-r asks the server."
    );
    assert_eq!(open(&seat).messages.len(), 5);
}

#[test]
fn events_fold_and_unfold_and_the_place_stays() {
    let mut seat = Seat::of(2);
    let mut all = messages(2);
    all.extend((0..4).map(|number| event(&format!("e{number}"))));
    all.extend(messages(30).into_iter().map(|mut stored| {
        stored.message.id = format!("n{}", stored.message.id.as_str()).as_str().into();
        stored
    }));
    seat.store.messages.insert(thread(1), all);
    seat.press("j Enter");
    let events = |seat: &Seat| {
        let lines = &open(seat).document.lines;
        let folded = lines.iter().any(|line| line.line == Line::Folded(3));
        (
            folded,
            lines
                .iter()
                .filter(|line| matches!(line.line, Line::Event { last: true, .. }))
                .count(),
        )
    };
    assert_eq!(events(&seat), (true, 1));
    let shown = first_shown(&seat);
    seat.press("H");
    assert_eq!(events(&seat), (false, 4));
    assert_eq!(first_shown(&seat), shown);
}

#[test]
fn events_of_another_day_and_new_ones_are_not_folded_into_the_old_ones() {
    let mut seat = Seat::of(2);
    let mut all: Vec<_> = (0..6).map(|number| event(&format!("e{number}"))).collect();
    for stored in &mut all[..3] {
        stored.message.created_at = crate::model::Stamp::read("2026-01-14T08:00:00Z");
    }
    seat.store.messages.insert(thread(1), all.clone());
    seat.press("j Enter");
    let lines = |seat: &Seat| -> Vec<Line> {
        let lines = open(seat).document.lines.iter();
        lines.map(|line| line.line.clone()).collect()
    };
    let days = lines(&seat)
        .into_iter()
        .filter(|line| matches!(line, Line::Day(_)));
    assert_eq!(days.count(), 2);
    for stored in &mut all[4..] {
        stored.new = true;
    }
    seat.store.messages.insert(thread(0), all);
    seat.press("K");
    assert!(lines(&seat).contains(&Line::New));
}

#[test]
fn another_day_names_the_days_anew() {
    let mut seat = reading(2);
    let day = |seat: &Seat| match &open(seat).document.lines[0].line {
        Line::Day(words) => words.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(day(&seat), "Today");
    let tomorrow = super::things::noon() + chrono::TimeDelta::days(1);
    seat.tell(Msg::Now(tomorrow, seat.state.tz));
    assert_eq!(day(&seat), "Yesterday");
}

#[test]
fn an_answer_that_brings_no_messages_ends_the_asking() {
    let mut seat = reading(200);
    let generation = open(&seat).generation;
    for end in [
        crate::app::effect::Extend::Before,
        crate::app::effect::Extend::After,
    ] {
        seat.tell(Msg::MoreMessages {
            generation,
            end,
            window: crate::model::MessageWindow {
                messages: Vec::new(),
                before: 10,
                after: 10,
            },
        });
    }
    assert_eq!((open(&seat).before, open(&seat).after), (0, 0));
}

#[test]
fn an_answer_for_a_conversation_left_meanwhile_is_dropped() {
    let mut seat = Seat::of(3);
    seat.press_fast("j");
    seat.frame();
    let stale = seat.open.iter().find_map(answered_later);
    seat.press("j");
    seat.tell(stale.unwrap());
    assert_eq!(seat.reading(), Some(thread(2)));
    assert_eq!(open(&seat).title.as_str(), "Subject 2");
}

fn answered_later(effect: &Effect) -> Option<Msg> {
    matches!(effect, Effect::LoadConversation { .. }).then(|| {
        let mut store = Seat::of(3).store;
        store.answer(effect).unwrap()
    })
}

#[test]
fn a_reload_asks_for_what_is_on_the_screen() {
    let mut seat = reading(1000);
    seat.press("g g");
    seat.taken();
    seat.changed();
    let anchor = seat.effects.iter().find_map(|effect| match effect {
        Effect::LoadConversation { anchor, .. } => Some(anchor.clone()),
        _ => None,
    });
    assert!(matches!(anchor, Some(MessageAnchor::Around(_))));
    assert_eq!(first_shown(&seat), "m0");
}
