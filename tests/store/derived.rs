//! What a row shows follows from the messages.

use andibox::model::{BuiltinView, ThreadStatus, Waiting};
use serde_json::json;

use crate::factory::{Desk, message, minute, status_change, status_event, thread, with};

#[test]
fn the_waiting_clock_starts_with_the_first_unanswered_question() {
    let failed = with(message("3", "outbound", 3), json!({"status": "failed"}));
    let opened = with(message("0", "inbound", 0), json!({"kind": "event"}));
    let table = [
        (vec![], Waiting::Nobody),
        (vec![opened], Waiting::Nobody),
        (
            vec![message("1", "inbound", 1), message("2", "inbound", 2)],
            Waiting::FirstReply(minute(1)),
        ),
        (
            vec![
                message("1", "inbound", 1),
                failed,
                message("4", "internal", 4),
            ],
            Waiting::FirstReply(minute(1)),
        ),
        (
            vec![message("1", "inbound", 1), message("2", "outbound", 2)],
            Waiting::Customer(minute(2)),
        ),
        (
            vec![
                message("1", "outbound", 1),
                message("2", "inbound", 2),
                message("3", "inbound", 3),
            ],
            Waiting::Reply(minute(2)),
        ),
        // At the same time the id decides.
        (
            vec![message("a", "outbound", 1), message("b", "inbound", 1)],
            Waiting::Reply(minute(1)),
        ),
        (
            vec![message("b", "outbound", 1), message("a", "inbound", 1)],
            Waiting::Customer(minute(1)),
        ),
    ];
    for (list, waiting) in table {
        let desk = Desk::with_threads(&["a"]);
        desk.messages("a", list.clone());
        assert_eq!(desk.row("a").waiting, waiting, "{list:?}");
    }
}

#[test]
fn a_closed_thread_in_which_the_customer_wrote_again_needs_a_reply() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    desk.threads(vec![with(
        thread("a", 9),
        json!({"status": "closed", "closedAt": crate::factory::stamp(5)}),
    )]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    assert_eq!(
        (desk.row("a").waiting, desk.row("a").wrote_again),
        (Waiting::Nobody, false)
    );
    assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0]);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "inbound", 6)],
    );
    assert_eq!(
        (desk.row("a").waiting, desk.row("a").wrote_again),
        (Waiting::FirstReply(minute(6)), true)
    );
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
    assert_eq!(desk.view(BuiltinView::Closed), ["a"]);
    assert_eq!(desk.find("is:again"), ["a"]);
}

#[test]
fn a_closed_thread_settled_again_waits_for_nobody_until_the_customer_writes_once_more() {
    // By the server's own status, and by events on a server that always says open.
    for (server, base) in [("closed", "closed"), ("open", "open")] {
        let desk = Desk::new();
        desk.channels(&["c"]);
        let closed_at = (server == "closed").then(|| crate::factory::stamp(2));
        desk.threads(vec![with(
            thread("a", 9),
            json!({"status": server, "closedAt": closed_at}),
        )]);
        let mut list = vec![
            message("1", "inbound", 1),
            status_event("2", "open", "closed", base, 2),
            message("3", "inbound", 3),
        ];
        desk.messages("a", list.clone());
        assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"], "{server}");
        // Asked for here: it shows at once, and when it is refused the customer waits again.
        let settle = andibox::model::Outgoing {
            created_at: minute(4),
            ..status_change(1, "a", ThreadStatus::Closed)
        };
        desk.store.enqueue(&settle).unwrap();
        assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0], "{server}");
        assert!(!desk.row("a").wrote_again);
        desk.store
            .outgoing_state(
                crate::factory::client_id(1),
                &andibox::model::OutgoingState::Rejected(andibox::model::Problem::new(
                    andibox::model::ProblemKind::Forbidden,
                    "no",
                )),
                None,
            )
            .unwrap();
        assert!(desk.row("a").wrote_again, "{server}");
        // And from its event on.
        list.push(status_event("5", "closed", "closed", base, 5));
        desk.messages("a", list.clone());
        assert_eq!(desk.row("a").status, ThreadStatus::Closed);
        assert_eq!(desk.row("a").waiting, Waiting::Nobody, "{server}");
        assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0], "{server}");
        list.push(message("6", "inbound", 6));
        desk.messages("a", list);
        assert_eq!(desk.row("a").waiting, Waiting::FirstReply(minute(6)));
        assert!(desk.row("a").wrote_again, "{server}");
    }
}

#[test]
fn a_status_event_counts_while_the_server_still_says_what_it_said_then() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![status_event("1", "open", "closed", "open", 1)]);
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    assert_eq!(desk.view(BuiltinView::Closed), ["a"]);
    // The server moved by itself: it knows better.
    desk.threads(vec![with(thread("a", 2), json!({"status": "archived"}))]);
    assert_eq!(desk.row("a").status, ThreadStatus::Archived);
    assert_eq!(desk.view(BuiltinView::Archived), ["a"]);
    let detail = desk.store.thread(&"a".into()).unwrap().unwrap();
    assert_eq!(detail.thread.status, ThreadStatus::Archived);
}

#[test]
fn the_newest_status_event_wins_and_settles_from_then_on() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![
            message("1", "inbound", 1),
            status_event("2", "open", "closed", "open", 2),
            message("3", "inbound", 3),
            status_event("4", "closed", "archived", "open", 4),
        ],
    );
    assert_eq!(desk.row("a").status, ThreadStatus::Archived);
    assert_eq!(desk.row("a").waiting, Waiting::Nobody);
}

#[test]
fn a_status_asked_for_is_seen_at_once_and_falls_back_when_refused() {
    use andibox::model::{OutgoingState, Problem, ProblemKind};
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    desk.store
        .enqueue(&status_change(1, "a", ThreadStatus::Closed))
        .unwrap();
    assert_eq!(desk.row("a").status, ThreadStatus::Closed);
    assert_eq!(desk.view(BuiltinView::Closed), ["a"]);
    assert_eq!(desk.view(BuiltinView::NeedsReply), [""; 0]);
    assert_eq!(desk.view(BuiltinView::Outbox), ["a"]);
    let refused = OutgoingState::Rejected(Problem::new(ProblemKind::Forbidden, "no"));
    desk.store
        .outgoing_state(crate::factory::client_id(1), &refused, None)
        .unwrap();
    assert_eq!(desk.row("a").status, ThreadStatus::Open);
    assert_eq!(desk.view(BuiltinView::Open), ["a"]);
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["a"]);
    assert_eq!(desk.view(BuiltinView::Failed), ["a"]);
}

#[test]
fn an_unknown_status_is_kept_and_stands_in_all() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    desk.threads(vec![with(thread("a", 0), json!({"status": "snoozed"}))]);
    assert_eq!(desk.row("a").status, ThreadStatus::read("snoozed"));
    assert_eq!(desk.view(BuiltinView::All), ["a"]);
    assert_eq!(desk.find("status:\"snoozed\""), ["a"]);
}

#[test]
fn the_person_is_who_wrote_in_last_and_the_snippet_what_was_said_last() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![
            message("1", "inbound", 1),
            with(
                message("2", "inbound", 2),
                json!({"author": {"role": "user", "email": "jo@x.org"}}),
            ),
            with(
                message("3", "outbound", 3),
                json!({"text": format!("  Dear\n\tJo {}", "é".repeat(300))}),
            ),
            message("4", "internal", 4),
            with(message("5", "system", 5), json!({"kind": "event"})),
        ],
    );
    let row = desk.row("a");
    assert_eq!(row.person, Some("jo@x.org".into()));
    let snippet = row.snippet.unwrap();
    assert!(snippet.expose().starts_with("Dear Jo éé"), "{snippet:?}");
    assert_eq!(snippet.expose().chars().count(), 200);
    assert_eq!(row.last_message_at, Some(minute(5)));
    assert_eq!(row.messages, 5);
}

#[test]
fn words_that_are_missing_give_way_to_the_attachments_name() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![with(
            message("1", "inbound", 1),
            json!({"text": null, "attachments": [{}, {"name": "invoice.pdf"}]}),
        )],
    );
    assert_eq!(desk.row("a").snippet, Some("invoice.pdf".into()));
    assert_eq!(desk.find("has:attachment"), ["a"]);
}

#[test]
fn failures_count_until_something_was_sent_after_them() {
    let failed = |id: &str, at| with(message(id, "outbound", at), json!({"status": "failed"}));
    let desk = Desk::with_threads(&["a"]);
    let mut list = vec![failed("1", 1), failed("2", 2)];
    desk.messages("a", list.clone());
    assert_eq!(desk.row("a").failed, 2);
    assert_eq!(desk.view(BuiltinView::Failed), ["a"]);
    list.push(message("3", "outbound", 3));
    desk.messages("a", list);
    assert_eq!(desk.row("a").failed, 0);
    assert_eq!(desk.view(BuiltinView::Failed), [""; 0]);
}
