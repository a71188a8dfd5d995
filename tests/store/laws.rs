//! Laws: whatever happens in whatever order, the kept columns say what looking at everything would say.

use andibox::model::{Anchor, MessageAnchor};
use andibox::model::{
    BuiltinView, ChannelId, Direction, Message, OutgoingState, Problem, ProblemKind, Stamp,
    StatusEvent, ThreadStatus, Waiting, effective_status, lifecycle, waiting,
};
use andibox::query::ListSpec;
use chrono::TimeDelta;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::factory::{
    Desk, answered, client_id, draft, ids, message, message_item, minute, reply, stamp,
    status_change, status_event, talk, thread, with,
};

const THREADS: [&str; 3] = ["a", "b", "d"];

#[derive(Clone, Debug)]
enum Step {
    List(Vec<(usize, usize, i64)>),
    Messages(usize, Vec<Value>),
    Draft(usize, bool),
    Reply(usize, u128),
    Status(usize, u128, usize),
    Reject(u128),
    Confirm(u128, i64),
    Claim,
    TakeBack(u128),
    Read(usize, usize),
    Unread(usize),
}

const STATUSES: [&str; 3] = ["open", "closed", "archived"];

fn any_message() -> impl Strategy<Value = Value> {
    let direction = prop::sample::select(vec!["inbound", "outbound", "internal", "system", "odd"]);
    let status = prop::sample::select(vec!["received", "sent", "failed", "odd"]);
    let kind = prop::sample::select(vec!["text", "event", "call", "comment", "system", "odd"]);
    let plain = (0..12_u8, direction, status, kind, 0..8_i64, any::<bool>()).prop_map(
        |(id, direction, status, kind, at, dated)| {
            let created = if dated || id % 3 > 0 {
                stamp(at)
            } else {
                "some day".into()
            };
            with(
                message(&format!("m{id}"), direction, at),
                json!({"status": status, "kind": kind, "createdAt": created}),
            )
        },
    );
    let status = prop::sample::select(STATUSES.to_vec());
    let event = (0..4_u8, status.clone(), status.clone(), status, 0..8_i64)
        .prop_map(|(id, from, to, base, at)| status_event(&format!("e{id}"), from, to, base, at));
    prop_oneof![4 => plain, 1 => event]
}

fn any_step() -> impl Strategy<Value = Step> {
    let thread = 0..THREADS.len();
    prop_oneof![
        2 => prop::collection::vec((thread.clone(), 0..3_usize, 0..9_i64), 0..4).prop_map(Step::List),
        6 => (thread.clone(), prop::collection::vec(any_message(), 0..8)).prop_map(|(t, m)| Step::Messages(t, m)),
        1 => (thread.clone(), any::<bool>()).prop_map(|(t, some)| Step::Draft(t, some)),
        1 => (thread.clone(), 1..6_u128).prop_map(|(t, n)| Step::Reply(t, n)),
        1 => (thread.clone(), 6..9_u128, 0..3_usize).prop_map(|(t, n, to)| Step::Status(t, n, to)),
        1 => (1..9_u128).prop_map(Step::Reject),
        1 => (1..6_u128, 0..9_i64).prop_map(|(n, at)| Step::Confirm(n, at)),
        1 => Just(Step::Claim),
        1 => (1..9_u128).prop_map(Step::TakeBack),
        1 => (thread.clone(), 0..12_usize).prop_map(|(t, m)| Step::Read(t, m)),
        1 => thread.prop_map(Step::Unread),
    ]
}

fn take(desk: &Desk, step: Step) {
    let store = &desk.store;
    match step {
        Step::List(list) => {
            let mut threads: Vec<Value> = Vec::new();
            for (index, status, at) in list {
                let closed = (status > 0).then(|| stamp(at));
                let value = with(
                    thread(THREADS[index], at),
                    json!({"status": STATUSES[status], "closedAt": closed}),
                );
                threads.push(value);
            }
            desk.threads(threads);
        }
        Step::Messages(index, list) => drop(desk.messages(THREADS[index], list)),
        Step::Draft(index, some) => {
            let text = if some { "words" } else { "" };
            store.save_draft(&draft(THREADS[index], text)).unwrap();
        }
        Step::Reply(index, number) => store.enqueue(&reply(number, THREADS[index])).unwrap(),
        Step::Status(index, number, to) => {
            let to = ThreadStatus::read(STATUSES[to]);
            store
                .enqueue(&status_change(number, THREADS[index], to))
                .unwrap();
        }
        Step::Reject(number) => {
            let state = OutgoingState::Rejected(Problem::new(ProblemKind::Refused, "no"));
            store
                .outgoing_state(client_id(number), &state, None)
                .unwrap();
        }
        Step::Confirm(number, at) => {
            let item = message_item(&answered(number, &format!("s{number}"), at));
            if store.outgoing_by_id(client_id(number)).unwrap().is_some() {
                store.confirm_message(client_id(number), &item).unwrap();
            }
        }
        Step::Claim => drop(store.claim_next(minute(1000)).unwrap()),
        Step::TakeBack(number) => drop(store.take_back(client_id(number), minute(1)).unwrap()),
        Step::Read(index, id) => {
            store
                .mark_read(&talk(THREADS[index]), &format!("m{id}").as_str().into())
                .map(drop)
                .unwrap();
        }
        Step::Unread(index) => store.mark_unread(&talk(THREADS[index])).map(drop).unwrap(),
    }
}

/// The effective status and the time it settled at, looking at everything.
fn status_of(
    desk: &Desk,
    id: &str,
    all: &[Message],
) -> (ThreadStatus, Option<chrono::DateTime<chrono::Utc>>) {
    let asked = desk
        .store
        .outgoing(&talk(id))
        .unwrap()
        .into_iter()
        .rev()
        .find_map(|it| match it.action {
            andibox::model::Action::Status { to, .. }
                if !matches!(it.state, OutgoingState::Rejected(_)) =>
            {
                Some((to, it.created_at))
            }
            _ => None,
        });
    if let Some((to, at)) = asked {
        return (to, Some(at));
    }
    let server = desk.store.thread(&id.into()).unwrap().unwrap().thread;
    let newest = all.iter().filter_map(StatusEvent::of).next_back();
    let status = effective_status(&server.status, newest.as_ref());
    let settled = newest
        .filter(|event| event.to == status)
        .and_then(|event| event.at.as_ref().and_then(Stamp::at))
        .or(server.closed_at.as_ref().and_then(Stamp::at));
    (status, settled)
}

/// The messages with the replies that are on their way, which answer the customer as far as we know.
fn with_promised(desk: &Desk, id: &str, all: &[Message]) -> Vec<Message> {
    let mut all = all.to_vec();
    for it in desk.store.outgoing(&talk(id)).unwrap() {
        let refused = matches!(it.state, OutgoingState::Rejected(_));
        if matches!(it.action, andibox::model::Action::Message { .. }) && !refused {
            // The factory writes all of them after everything else.
            let value = answered(it.id.uuid().as_u128(), "promised", 100);
            all.push(message_item(&value).value);
        }
    }
    all
}

fn check(desk: &Desk) -> Result<(), TestCaseError> {
    for id in THREADS {
        let Some(row) = desk.store.thread_row(&id.into()).unwrap() else {
            continue;
        };
        let all = desk.store.all_messages(&talk(id)).unwrap();
        let (status, settled_at) = status_of(desk, id, &all);
        prop_assert_eq!(&row.status, &status);
        let clock: Waiting = waiting(&with_promised(desk, id, &all), &status, settled_at);
        prop_assert_eq!(row.waiting, clock, "{} {:?} {:?}", id, settled_at, all);
        prop_assert_eq!(row.messages as usize, all.len());
        let kept = desk.response(id);
        let server = desk.store.thread(&id.into()).unwrap().unwrap().thread;
        let life = lifecycle(&server, &all);
        let took = |(asked, answered): (i64, i64)| TimeDelta::microseconds(answered - asked);
        prop_assert_eq!(kept.0.map(took), life.first_response, "{} {:?}", id, all);
        let settled = settled_at.filter(|_| status.is_settled());
        prop_assert_eq!(kept.1, settled.map(|at| at.timestamp_micros()));
        let requests = desk.store.outgoing(&talk(id)).unwrap();
        let refused =
            |it: &&andibox::model::Outgoing| matches!(it.state, OutgoingState::Rejected(_));
        let answer = all.iter().rposition(|it| {
            it.direction == Direction::Outbound
                && it.status.as_str() != "failed"
                && it.created_at.at().is_some()
        });
        let deliveries = all[answer.map_or(0, |at| at + 1)..]
            .iter()
            .filter(|it| it.direction == Direction::Outbound && it.status.as_str() == "failed")
            .count();
        prop_assert_eq!(
            row.failed as usize,
            deliveries + requests.iter().filter(refused).count()
        );
        prop_assert_eq!(
            row.draft,
            desk.store.draft(&draft(id, "").key).unwrap().is_some()
        );
    }
    let everything: Vec<_> = THREADS
        .iter()
        .filter_map(|id| desk.store.thread_row(&(*id).into()).unwrap())
        .collect();
    for channel in [None, Some(ChannelId::from("c"))] {
        let counts = desk.store.counts(channel.as_ref()).unwrap();
        for view in BuiltinView::ALL {
            let holds = everything.iter().filter(|row| stands_in(view, row)).count();
            let spec = ListSpec {
                channel: channel.clone(),
                ..ListSpec::of(view)
            };
            let window = desk
                .store
                .threads(&spec, &Anchor::First, 100, minute(0))
                .unwrap();
            prop_assert_eq!(counts.of(view) as usize, holds, "{:?}", view);
            prop_assert_eq!(window.rows.len(), holds, "{:?}", view);
            prop_assert!(window.rows.iter().all(|row| stands_in(view, row)));
            let mut sorted = window.rows.clone();
            sorted.sort_by_key(|row| match view {
                BuiltinView::NeedsReply => (row.waiting.for_us(), None, row.id.clone()),
                _ => (
                    None,
                    row.last_message_at.map(std::cmp::Reverse),
                    row.id.clone(),
                ),
            });
            prop_assert_eq!(ids(&sorted), ids(&window.rows), "{:?}", view);
        }
    }
    let progress = desk.store.pull_progress().unwrap();
    let wanted = desk.store.threads_to_pull(100).unwrap().len();
    prop_assert_eq!((progress.total - progress.done) as usize, wanted);
    Ok(())
}

fn stands_in(view: BuiltinView, row: &andibox::model::ThreadRow) -> bool {
    let live = !row.gone;
    match view {
        BuiltinView::NeedsReply => live && row.waiting.for_us().is_some(),
        BuiltinView::Open => live && row.status == ThreadStatus::Open,
        BuiltinView::WaitingForCustomer => {
            live && row.status == ThreadStatus::Open && matches!(row.waiting, Waiting::Customer(_))
        }
        BuiltinView::Closed => live && row.status == ThreadStatus::Closed,
        BuiltinView::Archived => live && row.status == ThreadStatus::Archived,
        BuiltinView::All => live,
        BuiltinView::Drafts => row.draft,
        BuiltinView::Outbox => row.outgoing > 0,
        // A gone thread stands here for a refused request only, which its row does not tell apart.
        BuiltinView::Failed => live && row.failed > 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn kept_columns_and_counts_equal_looking_at_everything(steps in prop::collection::vec(any_step(), 1..25)) {
        let desk = Desk::with_threads(&THREADS);
        for step in steps {
            take(&desk, step);
        }
        // Threads that are gone come back, so that every view can be judged by its rows.
        let list = THREADS.map(|id| desk.store.thread(&id.into()).unwrap().unwrap().json);
        desk.threads(list.iter().map(|json| serde_json::from_str(json).unwrap()).collect());
        check(&desk)?;
    }

    #[test]
    fn windows_put_together_are_the_conversation(
        list in prop::collection::vec(any_message(), 0..12), limit in 1..5_u32
    ) {
        let desk = Desk::with_threads(&["a"]);
        desk.messages("a", list);
        let all = desk.store.all_messages(&talk("a")).unwrap();
        let mut walked = Vec::new();
        let mut anchor = MessageAnchor::First;
        loop {
            let window = desk.store.messages(&talk("a"), &anchor, limit).unwrap();
            prop_assert_eq!(window.before as usize, walked.len());
            let Some(last) = window.messages.last() else { break };
            anchor = MessageAnchor::After(last.message.id.clone());
            walked.extend(window.messages.into_iter().map(|it| it.message));
            prop_assert_eq!(window.after as usize, all.len() - walked.len());
        }
        prop_assert_eq!(walked, all);
    }
}
