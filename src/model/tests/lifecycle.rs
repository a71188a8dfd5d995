//! The life of a thread, and that it agrees with the waiting clock.

use chrono::{DateTime, TimeDelta, Utc};

use super::{at, changed, failed, inbound, message, outbound, thread};
use crate::model::ThreadStatus::{Archived, Closed, Open};
use crate::model::{
    Direction, Lifecycle, Message, MomentKind, Stamp, Thread, Untrusted, Wait, Waiting, lifecycle,
    waiting,
};

/// The moments in short: minute and letter (opened, wrote, answered, status, failed).
fn moments(life: &Lifecycle) -> Vec<(i64, char)> {
    life.moments
        .iter()
        .map(|moment| {
            let letter = match moment.kind {
                MomentKind::Opened => 'o',
                MomentKind::CustomerWrote => 'w',
                MomentKind::Answered { .. } => 'a',
                MomentKind::Status { .. } => 's',
                MomentKind::Failed => 'f',
            };
            ((moment.at - at(0)).num_minutes(), letter)
        })
        .collect()
}

fn waits(life: &Lifecycle) -> Vec<(i64, Option<i64>)> {
    let minutes = |moment: DateTime<Utc>| (moment - at(0)).num_minutes();
    life.waits
        .iter()
        .map(|Wait { from, to }| (minutes(*from), to.map(minutes)))
        .collect()
}

fn life(thread: &Thread, messages: &[Message]) -> Lifecycle {
    lifecycle(thread, messages)
}

#[test]
fn a_thread_without_messages_was_opened_and_nothing_else() {
    let life = life(&thread(Open), &[]);
    assert_eq!(moments(&life), [(0, 'o')]);
    assert_eq!(life.opened_at, Some(at(0)));
    assert_eq!((life.first_response, life.settled_at), (None, None));
    assert!(life.waits.is_empty());
}

#[test]
fn a_whole_life_is_told_in_order() {
    let life = life(
        &thread(Open),
        &[
            inbound(1),
            inbound(2),
            failed(3),
            message(Direction::Internal, 4),
            outbound(6),
            outbound(7),
            changed(Open, Closed, Open, 8),
            inbound(20),
            changed(Closed, Open, Open, 21),
            outbound(25),
        ],
    );
    assert_eq!(
        moments(&life),
        [
            (0, 'o'),
            (1, 'w'),
            (3, 'f'),
            (6, 'a'),
            (8, 's'),
            (20, 'w'),
            (21, 's'),
            (25, 'a')
        ]
    );
    assert_eq!(waits(&life), [(1, Some(6)), (20, Some(25))]);
    assert_eq!(life.first_response, Some(TimeDelta::minutes(5)));
    assert_eq!(life.settled_at, None);
}

#[test]
fn an_answer_says_how_long_it_took_and_whether_it_was_the_first() {
    let life = life(
        &thread(Open),
        &[inbound(1), outbound(4), inbound(10), outbound(30)],
    );
    let answers: Vec<MomentKind> = life
        .moments
        .into_iter()
        .map(|moment| moment.kind)
        .filter(|kind| matches!(kind, MomentKind::Answered { .. }))
        .collect();
    let answered = |minutes, first| MomentKind::Answered {
        after: TimeDelta::minutes(minutes),
        first,
    };
    assert_eq!(answers, [answered(3, true), answered(20, false)]);
}

#[test]
fn a_moment_says_who() {
    let life = life(
        &thread(Open),
        &[inbound(1), outbound(2), changed(Open, Closed, Open, 3)],
    );
    let who: Vec<Option<&str>> = life
        .moments
        .iter()
        .map(|moment| moment.who.as_ref().map(Untrusted::expose))
        .collect();
    assert_eq!(who, [None, Some("Jane Customer"), Some("Ana"), Some("Ana")]);
}

#[test]
fn a_customer_who_still_waits_has_a_wait_without_an_end() {
    assert_eq!(
        waits(&life(&thread(Open), &[inbound(1), failed(2), inbound(3)])),
        [(1, None)]
    );
}

#[test]
fn an_outbound_to_nobody_who_waits_is_no_answer() {
    let life = life(&thread(Open), &[outbound(1), outbound(2)]);
    assert_eq!(moments(&life), [(0, 'o')]);
    assert_eq!(life.first_response, None);
}

#[test]
fn a_thread_is_settled_as_people_see_it() {
    let closed_by_server = Thread {
        closed_at: Some(Stamp::of(at(40))),
        ..thread(Closed)
    };
    let table = [
        (
            "closed by an event",
            thread(Open),
            vec![changed(Open, Closed, Open, 5)],
            Some(5),
        ),
        (
            "archived after it was closed",
            thread(Open),
            vec![
                changed(Open, Closed, Open, 5),
                changed(Closed, Archived, Open, 9),
            ],
            Some(9),
        ),
        (
            "reopened by an event",
            thread(Open),
            vec![
                changed(Open, Closed, Open, 5),
                changed(Closed, Open, Open, 9),
            ],
            None,
        ),
        (
            "closed by the server",
            closed_by_server.clone(),
            vec![],
            Some(40),
        ),
        (
            "closed by the server, reopened by an event since",
            closed_by_server.clone(),
            vec![changed(Closed, Open, Closed, 50)],
            None,
        ),
        (
            "the server moved after the event",
            closed_by_server.clone(),
            vec![changed(Open, Archived, Open, 5)],
            Some(40),
        ),
        (
            "the server says open, whatever an old event says",
            thread(Open),
            vec![changed(Closed, Archived, Closed, 5)],
            None,
        ),
        (
            "archived by the server at an unknown time",
            thread(Archived),
            vec![],
            None,
        ),
        (
            "closed by an event of unknown time",
            closed_by_server,
            vec![Message {
                created_at: Stamp::read("soon"),
                ..changed(Open, Closed, Closed, 50)
            }],
            Some(40),
        ),
    ];
    for (name, thread, messages, settled) in table {
        assert_eq!(
            life(&thread, &messages).settled_at,
            settled.map(at),
            "{name}"
        );
    }
}

#[test]
fn closing_without_an_answer_ends_the_wait() {
    let close = changed(Open, Closed, Open, 5);
    let reopen = changed(Closed, Open, Open, 7);
    let open = thread(Open);
    assert_eq!(
        waits(&life(&open, &[inbound(1), close.clone()])),
        [(1, Some(5))]
    );
    assert_eq!(
        waits(&life(&open, &[inbound(1), close.clone(), inbound(9)])),
        [(1, Some(5)), (9, None)],
        "who writes again waits again"
    );
    assert_eq!(
        waits(&life(&open, &[inbound(1), close.clone(), reopen])),
        [(1, None)],
        "a closing taken back ended nothing"
    );
    let late = life(&open, &[inbound(1), close.clone(), outbound(6)]);
    assert_eq!(
        waits(&late),
        [(1, Some(6))],
        "an answer behind the closing is still the answer"
    );
    assert_eq!(late.first_response, Some(TimeDelta::minutes(5)));
    let by_server = Thread {
        closed_at: Some(Stamp::of(at(4))),
        ..thread(Closed)
    };
    assert_eq!(waits(&life(&by_server, &[inbound(1)])), [(1, Some(4))]);
    assert_eq!(
        waits(&life(&by_server, &[inbound(6)])),
        [(6, None)],
        "written after the closing"
    );
    let not_open_for_it = changed(Closed, Archived, Closed, 5);
    assert_eq!(
        waits(&life(&open, &[inbound(1), not_open_for_it])),
        [(1, None)],
        "an event that does not count"
    );
}

#[test]
fn a_thread_settled_again_ends_the_wait_of_who_wrote_again() {
    let wrote_again = [inbound(1), changed(Open, Closed, Open, 5), inbound(9)];
    let mut settled = wrote_again.to_vec();
    settled.push(changed(Closed, Closed, Open, 12));
    let by_event = thread(Open);
    let by_server = Thread {
        closed_at: Some(Stamp::of(at(5))),
        ..thread(Closed)
    };
    let mut by_patch = settled.clone();
    by_patch[1] = changed(Open, Closed, Closed, 5);
    by_patch[3] = changed(Closed, Closed, Closed, 12);
    for (thread, messages) in [(by_event, settled), (by_server, by_patch)] {
        let before = life(&thread, &messages[..3]);
        assert_eq!(waits(&before), [(1, Some(5)), (9, None)]);
        let clock = waiting(&messages[..3], &Closed, before.settled_at);
        assert_eq!(clock, Waiting::FirstReply(at(9)));

        let after = life(&thread, &messages);
        assert_eq!(waits(&after), [(1, Some(5)), (9, Some(12))]);
        assert_eq!(after.settled_at, Some(at(12)));
        assert_eq!(moments(&after).last(), Some(&(12, 's')));
        let clock = waiting(&messages, &Closed, after.settled_at);
        assert_eq!(clock, Waiting::Nobody);

        let mut again = messages;
        again.push(inbound(20));
        let clock = waiting(&again, &Closed, life(&thread, &again).settled_at);
        assert_eq!(clock, Waiting::FirstReply(at(20)), "a new question is one");
    }
}

#[test]
fn an_undated_thread_or_message_leaves_no_moment() {
    let undated = Thread {
        created_at: Stamp::read(""),
        ..thread(Open)
    };
    let message = Message {
        created_at: Stamp::read("?"),
        ..inbound(1)
    };
    let life = life(&undated, &[message]);
    assert_eq!(life, Lifecycle::default());
}
