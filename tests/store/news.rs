//! Stop before send, in the store: what is newer than what was seen, and by somebody else.

use andibox::model::{
    Author, AuthorRole, MessageId, Outgoing, OutgoingState, Problem, ProblemKind, Seen,
    ThreadStatus,
};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::factory::{
    Desk, client_id, draft, message, minute, reply, status_change, status_event, talk, thread, with,
};

fn seen(newest: &str, at: i64) -> Seen {
    Seen {
        newest: Some(MessageId::from(newest)),
        at: Some(minute(at)),
        status: ThreadStatus::Open,
    }
}

/// A reply of Ana's.
fn ours() -> Outgoing {
    let mut request = reply(1, "a");
    if let andibox::model::Action::Message { author, .. } = &mut request.action {
        *author = Author {
            name: Some("Ana".into()),
            email: Some("ana@acme.test".into()),
            ..Author::of(AuthorRole::Agent)
        };
    }
    request
}

fn by(name: &str, message: Value) -> Value {
    let email = format!("{name}@acme.test");
    with(
        message,
        json!({"author": {"role": "agent", "name": name, "email": email}}),
    )
}

/// What stops a reply that was written after `m1`, where these came since.
fn stops(since: Vec<Value>) -> Option<(Vec<String>, Option<ThreadStatus>)> {
    let desk = Desk::with_threads(&["a"]);
    let mut all = vec![message("m1", "inbound", 1)];
    all.extend(since);
    desk.messages("a", all);
    desk.store.save_draft(&draft("a", "words")).unwrap();
    let news = desk
        .store
        .send_unless_news(&draft("a", "").key, &[ours()], &seen("m1", 1))
        .unwrap();
    let kept = desk.store.drafts().unwrap().len();
    let sent = desk.store.outbox().unwrap().len();
    assert_eq!((kept, sent), if news.is_some() { (1, 0) } else { (0, 1) });
    news.map(|news| {
        let ids = news.messages.iter().map(|it| it.id.as_str().to_owned());
        (ids.collect(), news.status)
    })
}

#[test]
fn customers_and_colleagues_stop_a_reply_and_our_own_words_do_not() {
    let table: Vec<(&str, Vec<Value>, bool)> = vec![
        ("nothing", vec![], false),
        ("a customer", vec![message("m2", "inbound", 2)], true),
        (
            "a colleague",
            vec![by("omar", message("m2", "outbound", 2))],
            true,
        ),
        (
            "a colleague's note",
            vec![by("omar", message("m2", "internal", 2))],
            true,
        ),
        (
            "ourselves",
            vec![by("ANA", message("m2", "outbound", 2))],
            false,
        ),
        (
            "our own note",
            vec![by("ana", message("m2", "internal", 2))],
            false,
        ),
        (
            "an event",
            vec![with(message("m2", "system", 2), json!({"kind": "event"}))],
            false,
        ),
        (
            "an inbound event",
            vec![with(message("m2", "inbound", 2), json!({"kind": "event"}))],
            false,
        ),
        ("something older", vec![message("m0", "inbound", 0)], false),
    ];
    for (what, since, stopped) in table {
        assert_eq!(stops(since).is_some(), stopped, "{what}");
    }
}

#[test]
fn a_status_changed_by_a_colleague_stops_and_one_changed_by_us_does_not() {
    let event = |name| by(name, status_event("m2", "open", "closed", "open", 2));
    let (ids, status) = stops(vec![event("omar")]).unwrap();
    assert_eq!(
        (ids, status),
        (vec!["m2".to_owned()], Some(ThreadStatus::Closed))
    );
    assert_eq!(stops(vec![event("ana")]), None);
}

#[test]
fn a_status_changed_on_the_server_without_an_event_stops_unless_we_asked_for_it() {
    for asked in [false, true] {
        let desk = Desk::with_threads(&["a"]);
        desk.messages("a", vec![message("m1", "inbound", 1)]);
        if asked {
            let close = status_change(7, "a", ThreadStatus::Closed);
            desk.store.enqueue(&close).unwrap();
        } else {
            desk.threads(vec![with(thread("a", 1), json!({"status": "closed"}))]);
        }
        let news = desk
            .store
            .send_unless_news(&draft("a", "").key, &[ours()], &seen("m1", 1))
            .unwrap();
        let status = news.and_then(|news| news.status);
        assert_eq!(status, (!asked).then_some(ThreadStatus::Closed));
    }
}

#[test]
fn what_was_shown_does_not_stop_again() {
    let desk = Desk::with_threads(&["a"]);
    let all = vec![message("m1", "inbound", 1), message("m2", "inbound", 2)];
    desk.messages("a", all);
    let key = draft("a", "").key;
    let send = |seen: &Seen| desk.store.send_unless_news(&key, &[ours()], seen).unwrap();
    let news = send(&seen("m1", 1)).unwrap();
    assert_eq!(news.seen, seen("m2", 2));
    assert_eq!(send(&news.seen), None);
}

#[test]
fn where_nothing_was_there_to_be_seen_everything_is_news_and_what_is_gone_keeps_its_place() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("m5", "inbound", 5)]);
    let key = draft("a", "").key;
    let nothing = Seen {
        newest: None,
        at: None,
        status: ThreadStatus::Open,
    };
    let stopped = |seen: &Seen| {
        let news = desk.store.send_unless_news(&key, &[ours()], seen).unwrap();
        desk.store.discard_outgoing(client_id(1)).unwrap();
        news.is_some()
    };
    assert!(stopped(&nothing));
    assert!(stopped(&seen("gone", 4)));
    assert!(!stopped(&seen("gone", 6)));
    let placeless = Seen {
        at: None,
        ..seen("gone", 4)
    };
    assert!(!stopped(&placeless));
}

#[test]
fn what_was_seen_is_remembered_until_a_person_decides() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("m1", "inbound", 1)]);
    let until = minute(200);
    let held = Outgoing {
        state: OutgoingState::Held { until },
        ..ours()
    };
    let close = status_change(2, "a", ThreadStatus::Closed);
    let key = draft("a", "").key;
    let both = [held, close];
    assert_eq!(
        desk.store
            .send_unless_news(&key, &both, &seen("m1", 1))
            .unwrap(),
        None
    );
    let fresh = until + TimeDelta::seconds(5);
    let kept = desk.store.seen_by(client_id(1)).unwrap();
    assert_eq!(kept, Some((seen("m1", 1), fresh)));
    assert_eq!(desk.store.seen_by(client_id(2)).unwrap(), None);

    let problem = Problem::new(ProblemKind::MovedOn, "");
    assert!(desk.store.stop_outgoing(client_id(1), &problem).unwrap());
    let counts = desk.store.outbox_counts().unwrap();
    assert_eq!(
        (counts.queued, counts.failed),
        (0, 2),
        "the close is stopped with it"
    );
    assert_eq!(desk.row("a").status, ThreadStatus::Open);
    assert_eq!(desk.store.claim_next(minute(300)).unwrap(), None);

    assert!(desk.store.retry_outgoing(client_id(1)).unwrap());
    assert_eq!(desk.store.seen_by(client_id(1)).unwrap(), None);
    assert_eq!(desk.store.outbox_counts().unwrap().queued, 2);
    let states = desk.store.outgoing(&talk("a")).unwrap();
    assert!(
        states
            .iter()
            .all(|it| it.state == OutgoingState::Queued { after: None })
    );
}

#[test]
fn a_backoff_that_is_lifted_is_nobodys_decision() {
    let desk = Desk::with_threads(&["a"]);
    let key = draft("a", "").key;
    desk.store
        .send_unless_news(&key, &[ours()], &seen("m1", 1))
        .unwrap();
    let after = Some(minute(300));
    desk.store
        .outgoing_state(client_id(1), &OutgoingState::Queued { after }, None)
        .unwrap();
    desk.store.retry_outgoing(client_id(1)).unwrap();
    assert!(desk.store.seen_by(client_id(1)).unwrap().is_some());
}
