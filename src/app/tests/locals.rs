//! The views of what only we have: drafts, outbox and failures, of threads and of feeds.

use super::seat::{Seat, key};
use super::store::text_of;
use super::things::{feed, outgoing, thread};
use crate::app::Pane;
use crate::app::effect::Effect;
use crate::model::{
    Action, Author, AuthorRole, BuiltinView, Conversation, MessageId, Mode, Outgoing,
    OutgoingState, Problem, ProblemKind, ThreadStatus,
};

fn rejected() -> OutgoingState {
    OutgoingState::Rejected(Problem::new(ProblemKind::InvalidRequest, "no"))
}

fn status(number: u128, state: OutgoingState) -> Outgoing {
    let mut request = outgoing(number, &thread(0), state);
    request.action = Action::Status {
        channel: "mail".into(),
        thread: "t0".into(),
        from: ThreadStatus::Open,
        to: ThreadStatus::Closed,
        author: Author::of(AuthorRole::Agent),
    };
    request
}

fn new_thread(number: u128, state: OutgoingState) -> Outgoing {
    let mut request = outgoing(number, &feed(), state);
    request.action = Action::NewThread {
        channel: "mail".into(),
        title: "Lost parcel".to_owned(),
        source: Some("m1".into()),
        first: None,
        author: Author::of(AuthorRole::Agent),
        created: None,
    };
    request
}

/// An inbox with requests of the first thread, or of the feed of `mail`.
fn with(requests: &[Outgoing]) -> Seat {
    let mut seat = Seat::of(2);
    for request in requests {
        seat.store.outgoing.push(request.clone());
        seat.store.waits.push(request.clone());
        let failed = u32::from(matches!(request.state, OutgoingState::Rejected(_)));
        match request.action.conversation() {
            Conversation::Thread { .. } => {
                seat.store.rows[0].failed += failed;
                seat.store.rows[0].outgoing += 1 - failed;
            }
            Conversation::Feed { .. } => {
                seat.store.channels[0].feed_failed += failed;
                seat.store.channels[0].feed_outgoing += 1 - failed;
            }
        }
    }
    seat.changed();
    seat
}

#[test]
fn enter_on_a_row_of_drafts_opens_that_very_draft() {
    for mode in [Mode::Reply, Mode::Note] {
        for (w, h) in [(60, 20), (120, 40)] {
            let mut seat = Seat::sized(w, h, 2);
            seat.store.rows[1].draft = true;
            seat.put_on_disk(&thread(1), mode, "Half a sent");
            seat.store.waiting_drafts = vec![key(&thread(1), mode)];
            seat.press("g d");
            assert_eq!(seat.listed(), ["t1"]);
            seat.press("Enter");
            assert_eq!(seat.text(), Some("Half a sent"), "{mode:?} {w}x{h}");
            assert_eq!(seat.state.composer.as_ref().unwrap().key.mode, mode);
        }
    }
}

#[test]
fn enter_in_other_views_opens_no_composer() {
    let mut seat = Seat::of(1);
    seat.put_on_disk(&thread(0), Mode::Reply, "Half a sent");
    seat.store.waiting_drafts = vec![key(&thread(0), Mode::Reply)];
    seat.press("Enter");
    assert_eq!((seat.text(), seat.pane()), (None, Pane::Conversation));
}

#[test]
fn who_goes_on_before_the_draft_is_here_is_not_pulled_back() {
    let mut seat = Seat::sized(60, 20, 2);
    seat.store.rows[0].draft = true;
    seat.store.waiting_drafts = vec![key(&thread(0), Mode::Reply)];
    seat.press("g d");
    seat.press_fast("Enter Esc");
    seat.settle();
    assert_eq!((seat.text(), seat.pane()), (None, Pane::Threads));
}

#[test]
fn enter_on_a_row_of_outbox_or_failed_offers_what_can_be_done() {
    for (view, state, letters) in [
        ("g f", rejected(), "red"),
        ("g x", OutgoingState::Queued { after: None }, "red"),
    ] {
        for (w, h) in [(60, 20), (120, 40)] {
            let mut seat = with(&[outgoing(1, &thread(0), state.clone())]);
            seat.tell(crate::app::msg::Msg::Resize(w, h));
            seat.press(view);
            seat.press("Enter");
            assert_eq!(seat.question().1, letters, "{view} {w}x{h}");
        }
    }
}

#[test]
fn a_status_is_retried_or_discarded_and_has_no_words_to_edit() {
    for (view, state) in [
        ("g f", rejected()),
        ("g x", OutgoingState::Queued { after: None }),
    ] {
        let mut seat = with(&[status(1, state)]);
        seat.press(view);
        seat.press("Enter");
        assert_eq!(seat.question().1, "rd", "{view}");
    }
}

#[test]
fn a_refused_close_says_that_the_status_is_as_it_was() {
    let mut seat = with(&[status(1, rejected())]);
    seat.press("g f Enter");
    assert_eq!(
        seat.question().0,
        "This was not done: the status is as it was."
    );
    seat.press("d");
    assert_eq!(
        seat.notice(),
        "Discarded: Person 0: closed. z brings it back."
    );
}

#[test]
fn a_new_thread_that_failed_stands_in_failed_in_its_channels_feed() {
    let mut seat = with(&[new_thread(1, rejected())]);
    seat.press("g f");
    assert_eq!(seat.listed(), ["feed"]);
    assert_eq!(seat.state.count_of(BuiltinView::Failed), 1);
    assert_eq!(seat.state.count_of(BuiltinView::Outbox), 0);
    seat.press("Enter");
    assert_eq!(seat.reading(), Some(feed()));
    assert_eq!(
        seat.question(),
        ("This was not made. Its title is kept.".into(), "red".into())
    );
}

#[test]
fn a_refused_thread_gets_another_title_and_keeps_the_message_it_is_made_of() {
    let mut seat = with(&[new_thread(1, rejected())]);
    seat.press("g f Enter e");
    assert_eq!(seat.question().0, "Title of the new thread");
    seat.type_text(" found");
    seat.press("Enter");
    let [Outgoing { action, .. }] = &seat.store.waits[..] else {
        panic!("{:?}", seat.store.waits);
    };
    let Action::NewThread { title, source, .. } = action else {
        panic!("{action:?}");
    };
    assert_eq!(title, "Lost parcel found");
    assert_eq!(source.as_ref().map(MessageId::as_str), Some("m1"));
}

#[test]
fn the_title_of_a_refused_thread_stays_where_no_other_is_given() {
    let mut seat = with(&[new_thread(1, rejected())]);
    seat.press("g f Enter e Esc");
    assert_eq!(seat.store.waits.len(), 1);
    let discards = |effect: &Effect| matches!(effect, Effect::DiscardOutgoing(_));
    assert!(!seat.effects.iter().any(discards));
}

#[test]
fn a_waiting_thread_may_leave_at_any_moment_and_gets_no_other_title() {
    let mut seat = with(&[new_thread(1, OutgoingState::Queued { after: None })]);
    seat.press("g x");
    assert_eq!(seat.listed(), ["feed"]);
    seat.press("Enter");
    assert_eq!(seat.question().1, "rd");
}

#[test]
fn a_feed_that_has_nothing_left_of_the_view_stays_until_the_list_is_shown_anew() {
    let mut seat = with(&[outgoing(1, &feed(), OutgoingState::Queued { after: None })]);
    seat.press("g x k");
    assert_eq!(seat.listed(), ["feed"]);
    seat.store.channels[0].feed_outgoing = 0;
    seat.changed();
    assert_eq!(seat.listed(), ["feed"]);
    assert!(seat.state.list.rows[0].left);
    seat.press("g x");
    assert!(seat.listed().is_empty());
}

#[test]
fn a_feed_comes_behind_the_rows_somebody_looks_at() {
    let mut seat = with(&[outgoing(1, &thread(0), rejected())]);
    seat.press("g f k");
    seat.store.channels[0].feed_failed = 1;
    seat.changed();
    assert_eq!(seat.listed(), ["t0", "feed"]);
    assert_eq!(seat.selected(), Some(thread(0)));
}

#[test]
fn a_draft_of_a_feed_stands_among_the_drafts() {
    let mut seat = Seat::of(1);
    seat.store.channels[0].feed_draft = true;
    seat.put_on_disk(&feed(), Mode::Reply, "To all of you");
    seat.store.waiting_drafts = vec![key(&feed(), Mode::Reply)];
    seat.changed();
    seat.press("g d Enter");
    assert_eq!(seat.text(), Some("To all of you"));
}

#[test]
fn requests_are_not_folded_away_with_the_events() {
    let queued = OutgoingState::Queued { after: None };
    let requests: Vec<Outgoing> = (1..4)
        .map(|number| status(number, queued.clone()))
        .collect();
    let mut seat = with(&requests);
    seat.press("Enter");
    let reading = seat.state.reading.as_ref().unwrap();
    let lines = reading.document.lines.iter();
    let events = lines.filter(|line| matches!(line.line, crate::app::document::Line::Event { .. }));
    assert_eq!(events.count(), 3);
}

#[test]
fn the_open_conversation_knows_its_drafts_without_asking() {
    let mut seat = Seat::of(1);
    seat.press("i");
    seat.type_text("note");
    seat.press("Esc");
    let drafts = |seat: &Seat| seat.state.reading.as_ref().unwrap().drafts.clone();
    assert_eq!(drafts(&seat), [key(&thread(0), Mode::Note)]);
    seat.press("r");
    seat.type_text("reply");
    seat.press("Esc");
    assert_eq!(drafts(&seat).len(), 2);
    seat.press("r Ctrl-s");
    assert_eq!(drafts(&seat), [key(&thread(0), Mode::Note)]);
    assert_eq!(
        seat.store.asked.iter().map(text_of).collect::<Vec<_>>(),
        ["reply"]
    );
}
