//! Stop before send: what is new is shown, and only the person sends past it.

use super::seat::Seat;
use super::things::{message, noon, thread};
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::{Pane, Windows};
use crate::command::Context;
use crate::model::{MessageId, Mode, News, Seen, StoredMessage, ThreadStatus};
use std::time::Duration;

fn news(status: Option<ThreadStatus>, messages: Vec<StoredMessage>) -> News {
    let messages: Vec<_> = messages.into_iter().map(|stored| stored.message).collect();
    News {
        seen: Seen {
            newest: messages.last().map(|message| message.id.clone()),
            at: Some(noon()),
            status: status.clone().unwrap_or(ThreadStatus::Open),
        },
        messages,
        status,
    }
}

fn written(keys: &str) -> Seat {
    let mut seat = Seat::of(3);
    seat.state.windows = Windows::new(Duration::from_secs(5), []);
    seat.press("r");
    seat.type_text("Hello");
    let customer = message("m8", "Never mind,\nI found it.");
    seat.store.news = Some((thread(0), news(None, vec![customer])));
    seat.taken();
    seat.press(keys);
    seat
}

/// The lines of the question.
fn shown(seat: &Seat) -> Vec<String> {
    let Some(Overlay::Stop(stop)) = &seat.state.overlay else {
        return Vec::new();
    };
    let words = |line: &Vec<(_, crate::text::SafeText)>| {
        line.iter().map(|(_, words)| words.as_str()).collect()
    };
    stop.pager.lines().iter().map(words).collect()
}

fn seen(seat: &Seat) -> Option<Seen> {
    let mut effects = seat.effects.iter().rev();
    let sent = effects.find_map(|effect| match effect {
        Effect::Send { seen, .. } => Some(seen.clone()),
        _ => None,
    });
    sent.flatten()
}

#[test]
fn a_message_carries_what_was_on_the_screen_when_its_composer_was_opened() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    let mut messages = seat.store.messages.remove(&thread(0)).unwrap();
    messages.push(message("m9", "one more"));
    seat.store.messages.insert(thread(0), messages);
    seat.changed();
    seat.taken();
    seat.press("Ctrl-s");
    let seen = seen(&seat).unwrap();
    assert_eq!(seen.newest.as_ref().map(MessageId::as_str), Some("m2"));
    assert_eq!(seen.status, ThreadStatus::Open);
}

#[test]
fn who_looks_at_the_end_while_writing_has_seen_it() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    let mut messages = seat.store.messages.remove(&thread(0)).unwrap();
    messages.push(message("m9", "one more"));
    seat.store.messages.insert(thread(0), messages);
    seat.changed();
    seat.press("PgDn Ctrl-s");
    let seen = seen(&seat).unwrap();
    assert_eq!(seen.newest.as_ref().map(MessageId::as_str), Some("m9"));
}

#[test]
fn a_composer_opened_before_its_conversation_was_here_counts_what_it_then_shows() {
    let mut seat = Seat::sized(60, 20, 1);
    seat.press_fast("r");
    assert!(seat.state.composer.as_ref().unwrap().seen.is_none());
    seat.settle();
    assert!(seat.state.composer.as_ref().unwrap().seen.is_some());
}

#[test]
fn news_stop_the_send_and_only_they_are_shown() {
    let seat = written("Ctrl-s");
    assert!(seat.sent().is_empty());
    assert_eq!(shown(&seat), ["Jane  20m", "Never mind,", "I found it."]);
    assert_eq!(seat.text(), Some("Hello"));
    assert_eq!(seat.state.context(), Context::Menu);
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
}

#[test]
fn a_status_changed_by_somebody_else_is_said() {
    let mut seat = written("");
    seat.store.news = Some((thread(0), news(Some(ThreadStatus::Closed), Vec::new())));
    seat.press("Ctrl-s");
    assert_eq!(shown(&seat), ["The thread is closed now."]);
}

#[test]
fn it_is_sent_all_the_same_or_written_on() {
    let mut seat = written("Ctrl-s s");
    assert_eq!(seat.sent(), ["Hello"]);
    assert!(seat.text().is_none());
    seat.press("z");
    assert_eq!(seat.text(), Some("Hello"), "it is one step like any other");

    for key in ["w", "Esc", "q"] {
        let mut seat = written("Ctrl-s");
        seat.press(key);
        assert!(seat.state.overlay.is_none(), "{key}");
        seat.type_text(" Jane");
        assert_eq!(seat.text(), Some("Hello Jane"), "{key}");
        seat.press("Ctrl-s");
        assert_eq!(
            seat.sent(),
            ["Hello Jane"],
            "what was shown does not stop again"
        );
    }
}

#[test]
fn the_keyboard_goes_back_to_where_the_reply_was_begun() {
    for (begin, pane) in [("", Pane::Threads), ("Esc Tab r", Pane::Conversation)] {
        for keys in ["Ctrl-s s", "Ctrl-s w Ctrl-s"] {
            let mut seat = written(begin);
            seat.press(keys);
            assert_eq!(
                (seat.sent().len(), seat.pane()),
                (1, pane),
                "{begin} {keys}"
            );
            // Taken back and sent again it does the same.
            seat.store.news = None;
            seat.press("z");
            assert_eq!(seat.text(), Some("Hello"));
            seat.press("Ctrl-s");
            assert_eq!(seat.pane(), pane, "{begin} {keys}");
        }
    }
}

#[test]
fn what_came_while_the_question_stood_there_stops_again() {
    let mut seat = written("Ctrl-s");
    seat.store.news = Some((thread(0), news(None, vec![message("m9", "Wait")])));
    seat.press("s");
    assert!(seat.sent().is_empty());
    assert_eq!(shown(&seat), ["Jane  20m", "Wait"]);
}

#[test]
fn neither_enter_nor_discard_answers_the_question() {
    let mut seat = written("Ctrl-s Enter d");
    assert!(!shown(&seat).is_empty());
    assert_eq!(seat.notice(), "d does nothing here. ? shows the keys.");
    seat.press("Enter");
    assert_eq!(
        seat.notice(),
        "s sends it all the same, Esc goes on writing."
    );
    assert_eq!(seat.text(), Some("Hello"));
}

#[test]
fn a_stopped_send_close_next_goes_back_and_closes_nothing() {
    for keys in ["Ctrl-x n", "Ctrl-x c"] {
        let mut seat = written(keys);
        assert!(seat.store.asked.is_empty(), "{keys}");
        assert_eq!(
            (seat.reading(), seat.selected()),
            (Some(thread(0)), Some(thread(0)))
        );
        assert_eq!(seat.listed(), ["t0", "t1", "t2"], "{keys}");
        assert_eq!(
            seat.state.status_of(&thread(0)),
            ThreadStatus::Open,
            "{keys}"
        );
        assert_eq!(
            (seat.text(), seat.pane()),
            (Some("Hello"), Pane::Conversation)
        );
        seat.press("s");
        assert_eq!(seat.store.asked.len(), 2, "{keys}: what was meant is done");
    }
}

#[test]
fn who_has_begun_something_else_is_told_and_keeps_both_texts() {
    let mut seat = written("");
    seat.press_fast("Ctrl-s Esc j r");
    seat.type_fast("Other");
    seat.settle();
    assert!(seat.sent().is_empty());
    assert_eq!(seat.text(), Some("Other"));
    assert!(
        seat.notice()
            .starts_with("Not sent to Person 0: the conversation went on")
    );
    seat.press("Esc");
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
    assert_eq!(seat.on_disk(&thread(1), Mode::Reply), Some("Other"));
}

#[test]
fn long_news_are_scrolled_and_fit_any_screen() {
    let mut seat = Seat::sized(60, 20, 1);
    seat.press("r");
    seat.type_text("Hello");
    let long: Vec<String> = (0..200).map(|number| format!("line {number}")).collect();
    let news = news(None, vec![message("m8", &long.join("\n"))]);
    seat.store.news = Some((thread(0), news));
    seat.press("Ctrl-s G");
    let top = |seat: &Seat| match &seat.state.overlay {
        Some(Overlay::Stop(stop)) => stop.pager.top,
        _ => panic!("no question"),
    };
    assert!(top(&seat) > 180);
    seat.press("k g g j j");
    assert_eq!(top(&seat), 2);
    seat.tell(crate::app::msg::Msg::Resize(40, 12));
    assert_eq!(top(&seat), 2);
}

#[test]
fn an_answer_before_the_words_are_here_again_sends_them_when_they_are() {
    let mut seat = written("");
    seat.press_fast("Ctrl-s");
    let sends = |effect: &Effect| matches!(effect, Effect::Send { .. });
    let place = seat.open.iter().position(sends).unwrap();
    let send = seat.open.remove(place).unwrap();
    let stopped = seat.store.answer(&send).unwrap();
    seat.hear(stopped);
    assert!(seat.state.composer.as_ref().unwrap().loading);
    seat.press_fast("s");
    assert!(!shown(&seat).is_empty(), "the question stays until then");
    seat.settle();
    assert!(shown(&seat).is_empty());
    assert_eq!(seat.store.asked.len(), 1);
    assert_eq!(seat.text(), None, "it is sent, and once");
}
