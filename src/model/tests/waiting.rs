//! The waiting clock, as a table of threads.

use super::{at, failed, inbound, message, outbound};
use crate::model::{
    Direction, Message, MessageKind, MessageStatus, Stamp, ThreadStatus, Waiting, waiting,
};

fn open(messages: &[Message]) -> Waiting {
    waiting(messages, &ThreadStatus::Open, None)
}

fn closed_at(minutes: i64, messages: &[Message]) -> Waiting {
    waiting(messages, &ThreadStatus::Closed, Some(at(minutes)))
}

fn of_kind(kind: MessageKind, message: Message) -> Message {
    Message { kind, ..message }
}

#[test]
fn nobody_waits_in_an_empty_thread() {
    assert_eq!(open(&[]), Waiting::Nobody);
}

#[test]
fn the_clock_starts_at_the_first_question_not_at_the_last() {
    assert_eq!(open(&[inbound(1), inbound(7)]), Waiting::FirstReply(at(1)));
}

#[test]
fn an_answer_stops_the_clock() {
    assert_eq!(open(&[inbound(1), outbound(2)]), Waiting::Customer(at(2)));
}

#[test]
fn we_wait_since_our_last_message() {
    assert_eq!(
        open(&[inbound(1), outbound(2), outbound(9)]),
        Waiting::Customer(at(9))
    );
}

#[test]
fn a_question_after_an_answer_is_not_the_first() {
    let messages = [inbound(1), outbound(2), inbound(5), inbound(6)];
    assert_eq!(open(&messages), Waiting::Reply(at(5)));
}

#[test]
fn a_thread_we_began_waits_for_its_first_answer_by_the_customer() {
    assert_eq!(open(&[outbound(1)]), Waiting::Customer(at(1)));
    assert_eq!(open(&[outbound(1), inbound(3)]), Waiting::Reply(at(3)));
}

#[test]
fn a_failed_outbound_does_not_stop_the_waiting_clock() {
    assert_eq!(open(&[inbound(1), failed(2)]), Waiting::FirstReply(at(1)));
    assert_eq!(open(&[failed(2)]), Waiting::Nobody);
}

#[test]
fn an_outbound_in_every_other_state_stops_it() {
    for word in ["pending", "received", "sent", "delivered", "read-by-pigeon"] {
        let answer = Message {
            status: MessageStatus::read(word),
            ..outbound(2)
        };
        assert_eq!(
            open(&[inbound(1), answer]),
            Waiting::Customer(at(2)),
            "{word}"
        );
    }
}

#[test]
fn internal_system_and_unknown_directions_neither_start_nor_stop_it() {
    for word in ["internal", "system", "sideways"] {
        let other = |minutes| message(Direction::read(word), minutes);
        assert_eq!(open(&[other(1)]), Waiting::Nobody, "{word}");
        assert_eq!(
            open(&[inbound(1), other(2)]),
            Waiting::FirstReply(at(1)),
            "{word}"
        );
        assert_eq!(
            open(&[inbound(1), outbound(2), other(3)]),
            Waiting::Customer(at(2)),
            "{word}"
        );
    }
}

#[test]
fn an_inbound_event_is_no_question_but_a_call_and_an_unknown_kind_may_be() {
    for (word, asks) in [
        ("text", true),
        ("call", true),
        ("comment", true),
        ("fax", true),
        ("event", false),
        ("system", false),
    ] {
        let waits = open(&[of_kind(MessageKind::read(word), inbound(1))]);
        assert_eq!(waits.for_us().is_some(), asks, "{word}");
    }
}

#[test]
fn a_settled_thread_waits_for_nobody() {
    for status in [ThreadStatus::Closed, ThreadStatus::Archived] {
        for messages in [
            vec![inbound(1)],
            vec![inbound(1), outbound(2)],
            vec![outbound(2)],
            vec![inbound(1), outbound(2), inbound(3)],
        ] {
            assert_eq!(waiting(&messages, &status, Some(at(9))), Waiting::Nobody);
            assert_eq!(waiting(&messages, &status, None), Waiting::Nobody);
        }
    }
}

#[test]
fn a_customer_who_writes_after_the_settling_waits_from_then_on() {
    let answered = [inbound(1), outbound(2), inbound(8), inbound(9)];
    assert_eq!(closed_at(5, &answered), Waiting::Reply(at(8)));
    assert_eq!(
        closed_at(5, &[inbound(1), inbound(8)]),
        Waiting::FirstReply(at(8))
    );
    assert_eq!(
        closed_at(8, &answered),
        Waiting::Reply(at(9)),
        "what came with the closing is settled by it"
    );
}

#[test]
fn an_answer_in_a_settled_thread_ends_the_matter() {
    assert_eq!(closed_at(5, &[inbound(8), outbound(9)]), Waiting::Nobody);
    assert_eq!(
        closed_at(5, &[inbound(8), failed(9)]),
        Waiting::FirstReply(at(8))
    );
}

#[test]
fn a_message_without_a_readable_time_is_passed_over() {
    let odd = |message| Message {
        created_at: Stamp::read("yesterday"),
        ..message
    };
    assert_eq!(open(&[odd(inbound(1))]), Waiting::Nobody);
    assert_eq!(
        open(&[odd(inbound(1)), inbound(2)]),
        Waiting::FirstReply(at(2))
    );
}

#[test]
fn only_a_waiting_customer_waits_for_us() {
    assert_eq!(Waiting::FirstReply(at(1)).for_us(), Some(at(1)));
    assert_eq!(Waiting::Reply(at(2)).for_us(), Some(at(2)));
    assert_eq!(Waiting::Customer(at(3)).for_us(), None);
    assert_eq!(Waiting::Nobody.for_us(), None);
}

#[test]
fn a_status_nobody_knows_does_not_hide_a_waiting_customer() {
    let snoozed = ThreadStatus::read("snoozed");
    assert_eq!(
        waiting(&[inbound(1)], &snoozed, None),
        Waiting::FirstReply(at(1))
    );
}
