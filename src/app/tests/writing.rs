//! The composer and its drafts: kept while typed, found again, never written over.

use super::seat::{Seat, key};
use super::store::not_saved;
use super::things::{message, messages, noon, thread};
use crate::app::Pane;
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::model::{Draft, MessageId, Mode};

#[test]
fn what_is_typed_is_on_the_disk_a_moment_later() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.taken();
    seat.type_text("Hello");
    let timers = seat.taken();
    assert_eq!(
        timers,
        [Effect::After(Timer::SaveDraft, 150)],
        "one timer for all keys"
    );
    seat.fire(Timer::SaveDraft);
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
    seat.taken();
    seat.fire(Timer::SaveDraft);
    assert!(seat.taken().is_empty(), "what is saved is not saved again");
}

#[test]
fn escape_keeps_the_draft_and_reply_brings_it_back() {
    let mut seat = Seat::of(2);
    seat.press("r");
    seat.type_text("Hello");
    seat.press("Esc");
    assert_eq!((seat.text(), seat.notice()), (None, "The draft is kept."));
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
    seat.press("r");
    assert_eq!(seat.text(), Some("Hello"));
}

#[test]
fn reply_and_note_are_two_drafts() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("to them");
    seat.press("Esc i");
    assert_eq!(seat.text(), Some(""));
    seat.type_text("to us");
    seat.press("Esc");
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("to them"));
    assert_eq!(seat.on_disk(&thread(0), Mode::Note), Some("to us"));
}

#[test]
fn a_draft_is_not_written_over_by_keys_that_were_faster_than_the_disk() {
    for leave in ["Esc", "Ctrl-c Ctrl-c"] {
        let mut seat = Seat::of(1);
        seat.put_on_disk(&thread(0), Mode::Reply, "An hour's work");
        seat.press_fast("r");
        seat.type_fast("and more");
        seat.press_fast(leave);
        seat.settle();
        let draft = seat.on_disk(&thread(0), Mode::Reply).unwrap();
        assert_eq!(draft, "An hour's work\n\nand more", "{leave}");
    }
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Reply, "An hour's work");
    seat.press_fast("r");
    seat.type_text(" and more");
    assert_eq!(seat.text(), Some("An hour's work and more"));
}

#[test]
fn an_answer_to_an_earlier_question_for_the_draft_is_not_taken_for_the_newest() {
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Reply, "first");
    seat.press_fast("r");
    seat.type_fast("second");
    seat.press_fast("Esc r");
    seat.settle();
    assert_eq!(seat.text(), Some("first\n\nsecond"));
}

#[test]
fn what_the_disk_does_not_take_stays_in_memory_and_is_tried_again() {
    let mut seat = Seat::of(2);
    seat.store.full = true;
    seat.press("r");
    seat.type_text("precious");
    seat.press("Esc");
    assert!(seat.notice().contains("no space left on device"));
    assert_eq!(seat.state.unsaved.len(), 1);
    seat.press("r");
    assert_eq!(seat.text(), Some("precious"), "a composer opens with it");
    seat.press("Esc");
    assert_eq!(seat.state.unsaved.len(), 1);
    seat.store.full = false;
    seat.fire(Timer::SaveAgain);
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("precious"));
    assert!(seat.state.unsaved.is_empty());
}

#[test]
fn words_to_be_put_behind_a_draft_survive_a_full_disk_too() {
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Reply, "first");
    seat.store.full = true;
    seat.press_fast("r");
    seat.type_fast("second");
    seat.press_fast("Esc");
    seat.settle();
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("first"));
    seat.store.full = false;
    seat.fire(Timer::SaveAgain);
    assert_eq!(
        seat.on_disk(&thread(0), Mode::Reply),
        Some("first\n\nsecond")
    );
}

#[test]
fn a_full_disk_sets_one_timer_however_often_it_refuses() {
    let mut seat = Seat::of(1);
    seat.store.full = true;
    seat.press("r");
    seat.taken();
    for _ in 0..5 {
        seat.type_text("x");
        seat.fire(Timer::SaveDraft);
    }
    let again = Effect::After(Timer::SaveAgain, 2_000);
    let timers = seat.taken();
    assert_eq!(timers.iter().filter(|effect| **effect == again).count(), 1);
    assert!(seat.state.composer.as_ref().unwrap().trouble.is_some());
    seat.store.full = false;
    seat.fire(Timer::SaveAgain);
    assert_eq!(seat.notice(), "The draft is saved now.");
    assert!(seat.state.composer.as_ref().unwrap().trouble.is_none());
}

#[test]
fn a_save_that_failed_does_not_touch_what_was_typed_since() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    let older = Draft {
        key: key(&thread(0), Mode::Reply),
        text: "Hel".to_owned(),
        parent: None,
        updated_at: noon(),
    };
    seat.tell(not_saved(older));
    assert_eq!(seat.text(), Some("Hello"));
    assert!(seat.state.unsaved.is_empty());
}

#[test]
fn a_draft_that_could_not_be_read_is_asked_for_again() {
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Reply, "older ");
    seat.press_fast("r");
    seat.open.clear();
    seat.type_text("newer");
    seat.tell(Msg::DraftNotRead(
        key(&thread(0), Mode::Reply),
        "the database is busy".into(),
    ));
    assert!(
        seat.effects
            .contains(&Effect::After(Timer::SaveAgain, 2_000))
    );
    seat.fire(Timer::SaveAgain);
    assert_eq!(seat.text(), Some("older newer"));
}

#[test]
fn leaving_and_ending_write_what_is_typed() {
    for end in [Msg::Terminate, Msg::Key(crate::command::Key::ctrl('z'))] {
        let mut seat = Seat::of(1);
        seat.press("r");
        seat.type_text("Hello");
        seat.tell(end);
        assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some("Hello"));
    }
}

#[test]
fn an_emptied_draft_is_removed_and_a_discarded_one_too() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("Hello");
    seat.fire(Timer::SaveDraft);
    seat.press("Ctrl-u Esc");
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), None);
    seat.press("r");
    seat.type_text("Hello");
    seat.press("Ctrl-x d");
    assert_eq!(
        (seat.text(), seat.notice()),
        (None, "The draft is discarded. z brings it back.")
    );
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), None);
}

#[test]
fn a_discarded_draft_comes_back_from_anywhere_behind_what_was_written_since() {
    let mut seat = Seat::of(3);
    seat.press("i");
    seat.type_text("An hour's work");
    seat.press("Ctrl-x d");
    seat.press("i");
    seat.type_text("Again");
    seat.press("Esc Esc j z");
    assert_eq!(seat.reading(), Some(thread(0)));
    assert_eq!(seat.text(), Some("Again\n\nAn hour's work"));
    seat.press("Esc");
    assert_eq!(
        seat.on_disk(&thread(0), Mode::Note),
        Some("Again\n\nAn hour's work")
    );
    seat.press("z");
    assert!(seat.text().is_none());
    assert!(seat.notice().starts_with("Nothing to undo"));
}

#[test]
fn a_draft_is_not_discarded_or_moved_before_it_was_seen() {
    for keys in ["Ctrl-x d", "Ctrl-x t", "Ctrl-x e"] {
        let mut seat = Seat::of(1);
        seat.put_on_disk(&thread(0), Mode::Reply, "An hour's work");
        seat.press_fast("r");
        seat.press_fast(keys);
        seat.settle();
        assert_eq!(seat.text(), Some("An hour's work"), "{keys}");
        assert_eq!(
            seat.on_disk(&thread(0), Mode::Reply),
            Some("An hour's work")
        );
    }
}

#[test]
fn a_note_becomes_a_reply_only_after_a_question_and_a_reply_becomes_a_note_at_once() {
    let mut seat = Seat::of(1);
    seat.press("i");
    seat.type_text("he pays late");
    seat.press("Ctrl-x t");
    assert!(seat.question().0.contains("the customer will see"));
    seat.press("n");
    assert!(!seat.state.composer.as_ref().unwrap().is_reply());
    seat.press("Ctrl-x t Enter");
    assert!(
        !seat.state.composer.as_ref().unwrap().is_reply(),
        "the first choice is the safe one"
    );
    seat.press("Ctrl-x t y");
    assert!(seat.state.composer.as_ref().unwrap().is_reply());
    seat.press("Ctrl-x t");
    assert!(!seat.state.composer.as_ref().unwrap().is_reply());
    assert_eq!(seat.on_disk(&thread(0), Mode::Note), Some("he pays late"));
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), None);
}

#[test]
fn a_change_of_mode_goes_behind_the_draft_that_waits_there() {
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Note, "An hour's work");
    seat.press("r");
    seat.type_text("not for them");
    seat.press("Ctrl-x t");
    assert_eq!(seat.text(), Some("An hour's work\n\nnot for them"));
    let note = seat.on_disk(&thread(0), Mode::Note);
    assert_eq!(note, Some("An hour's work\n\nnot for them"));
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), None);
}

#[test]
fn a_paste_is_one_insertion_that_one_undo_takes_back() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("a");
    seat.tell(Msg::Paste("\u{1b}[31mone\r\ntwo\tthree".to_owned()));
    assert_eq!(seat.text(), Some("aone\ntwo    three"));
    seat.press("Ctrl-_");
    assert_eq!(seat.text(), Some("a"));
}

#[test]
fn a_paste_without_a_composer_says_what_to_press() {
    let mut seat = Seat::of(1);
    seat.tell(Msg::Paste("e".to_owned()));
    assert!(seat.notice().contains("nothing to paste into"));
    assert!(seat.store.asked.is_empty());
}

#[test]
fn the_external_editor_gives_its_text_to_the_draft_it_came_from() {
    let mut seat = Seat::of(2);
    seat.press("r");
    seat.type_text("short");
    seat.press("Ctrl-x e");
    assert!(seat.effects.contains(&Effect::Edit("short".to_owned())));
    seat.tell(Msg::Edited(Ok("long\nand wide\n".to_owned())));
    assert_eq!(seat.text(), Some("long\nand wide"));
    assert_eq!(
        seat.on_disk(&thread(0), Mode::Reply),
        Some("long\nand wide")
    );
    seat.press("Ctrl-x e");
    seat.tell(Msg::Edited(Err("vi could not be started".to_owned())));
    assert_eq!(seat.text(), Some("long\nand wide"));
    assert_eq!(seat.notice(), "vi could not be started");
    seat.press("Ctrl-x e Esc");
    seat.tell(Msg::Edited(Ok("longer".to_owned())));
    assert_eq!(
        seat.on_disk(&thread(0), Mode::Reply),
        Some("longer"),
        "even without a composer"
    );
}

#[test]
fn a_reply_answers_the_selected_message_unless_it_is_the_last_one() {
    let mut seat = Seat::of(1);
    seat.press("Enter r");
    assert_eq!(seat.state.composer.as_ref().unwrap().parent, None);
    seat.press("Esc k k r");
    let composer = seat.state.composer.as_ref().unwrap();
    assert_eq!(composer.parent.as_ref().map(MessageId::as_str), Some("m0"));
    assert_eq!(composer.parent_words.as_str(), "Jane: words 0");
    assert_eq!(
        (composer.to.as_str(), composer.channel.as_str()),
        ("Person 0", "mail")
    );
}

#[test]
fn what_is_answered_stays_on_the_screen_beside_the_composer() {
    let mut seat = Seat::sized(60, 16, 1);
    seat.store.messages.insert(thread(0), messages(60));
    seat.press("Enter k k k k k k r");
    let reading = seat.state.reading.as_ref().unwrap();
    let height = crate::app::geometry::layout(&seat.state).messages.h as usize;
    let head = reading.document.head(reading.index().unwrap());
    assert!((reading.top..reading.top + height).contains(&head));
}

#[test]
fn the_composer_stands_under_its_conversation_or_nowhere() {
    // A command of the palette that goes to another thread leaves the composer first, and keeps the draft.
    for command in ["go-open", "waiting-next", "focus-threads", "move-down"] {
        let mut seat = Seat::of(3);
        seat.store.waiting = Some(thread(2));
        seat.press("r");
        seat.type_text("mine");
        seat.press("Ctrl-x :");
        seat.type_text(command);
        seat.press("Enter");
        assert_eq!(seat.text(), None, "{command}");
        assert_eq!(
            seat.on_disk(&thread(0), Mode::Reply),
            Some("mine"),
            "{command}"
        );
    }
    for command in ["lifecycle", "request-log", "help"] {
        let mut seat = Seat::of(3);
        seat.press("r");
        seat.type_text("mine");
        seat.press("Ctrl-x :");
        seat.type_text(command);
        seat.press("Enter");
        assert!(seat.pager().is_some(), "{command}");
        seat.press("Esc");
        assert_eq!(seat.text(), Some("mine"), "{command}");
    }
}

#[test]
fn an_answer_about_who_waits_does_not_pull_the_person_out_of_what_they_began() {
    let mut seat = Seat::of(3);
    seat.store.waiting = Some(thread(2));
    seat.press_fast("w r");
    seat.type_fast("for the one on the screen");
    seat.settle();
    assert_eq!(
        (seat.reading(), seat.selected()),
        (Some(thread(0)), Some(thread(0)))
    );
    assert_eq!(seat.text(), Some("for the one on the screen"));
}

#[test]
fn a_composer_opened_from_the_list_has_the_keyboard_at_every_size() {
    for (w, h) in [(40, 12), (60, 20), (90, 24), (90, 90), (200, 50)] {
        let mut seat = Seat::sized(w, h, 2);
        seat.press("j r");
        seat.type_text("hi");
        assert_eq!((seat.text(), seat.pane()), (Some("hi"), Pane::Conversation));
        let area = crate::app::geometry::layout(&seat.state).composer.unwrap();
        assert!(area.inner.h >= 3 && area.inner.w >= 10, "{w}x{h}: {area:?}");
    }
}

#[test]
fn a_very_long_draft_leaves_room_for_the_messages() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.tell(Msg::Paste("line\n".repeat(70_000)));
    let layout = crate::app::geometry::layout(&seat.state);
    assert!(layout.composer.unwrap().outer.h > 10);
    assert!(layout.messages.h > 10);
}

#[test]
fn a_read_only_profile_opens_no_composer() {
    let mut seat = Seat::of(1);
    seat.state.facts.read_only = true;
    seat.store
        .messages
        .insert(thread(0), vec![message("m", "x")]);
    for keys in ["r", "i", "c", "m"] {
        seat.press(keys);
        assert!(
            seat.text().is_none() && seat.question().0.is_empty(),
            "{keys}"
        );
        assert!(seat.notice().contains("read-only"), "{keys}");
    }
}
