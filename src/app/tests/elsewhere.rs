//! Drafts that another andibox changed.

use super::seat::Seat;
use super::things::{noon, thread};
use crate::app::effect::{Effect, Timer};
use crate::app::msg::Msg;
use crate::model::{Draft, DraftKey, Mode};

fn now(text: &str) -> Draft {
    Draft {
        key: DraftKey {
            conversation: thread(0),
            mode: Mode::Reply,
        },
        text: text.to_owned(),
        parent: None,
        updated_at: noon(),
    }
}

fn met(ours: &str, text: &str) -> Msg {
    Msg::DraftElsewhere {
        ours: ours.to_owned(),
        now: now(text),
    }
}

#[test]
fn words_typed_since_come_behind_those_of_both() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("mine");
    seat.fire(Timer::SaveDraft);
    seat.type_text(" more");
    seat.taken();
    seat.tell(met("mine", "theirs\n\nmine"));
    let whole = "theirs\n\nmine\n\nmore";
    assert_eq!(seat.text(), Some(whole));
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some(whole));
    assert!(seat.notice().starts_with("Another andibox"));
    // The disk is told what the new text was written on, before it.
    let effects = seat.taken();
    assert!(
        matches!(&effects[..], [Effect::DraftHeard(known), Effect::SaveDraft(_)] if *known == now("theirs\n\nmine")),
        "{effects:?}"
    );
    // One undo takes it back: nothing is hidden.
    seat.press("Ctrl-_");
    assert_eq!(seat.text(), Some("mine more"));
}

#[test]
fn a_composer_left_meanwhile_loses_nothing() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("mine");
    seat.fire(Timer::SaveDraft);
    seat.type_text(" more");
    seat.press("Esc");
    seat.tell(met("mine", "theirs\n\nmine"));
    let whole = "theirs\n\nmine\n\nmore";
    assert_eq!(seat.on_disk(&thread(0), Mode::Reply), Some(whole));
}

#[test]
fn a_message_sent_elsewhere_is_not_said_to_be_on_its_way() {
    let mut seat = Seat::of(1);
    seat.press("r");
    seat.type_text("mine");
    seat.press_fast("Ctrl-s");
    seat.open.clear();
    seat.tell(Msg::SentElsewhere(now("")));
    assert_eq!(
        seat.notice(),
        "Not sent: another andibox has sent or discarded this draft."
    );
}
