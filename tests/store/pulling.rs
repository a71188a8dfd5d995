//! Taking in lists: only what changed is written, nothing is lost, what is gone is marked.

use andibox::model::MessageAnchor;
use andibox::model::{BuiltinView, MessageId, ThreadId};
use andibox::store::{StoreEvent, Touched};
use serde_json::json;

use crate::factory::{
    Desk, channels, draft, feed, message, messages, never, stamp, talk, thread, thread_item,
    threads, with,
};

fn order(desk: &Desk, id: &str) -> Vec<String> {
    let all = desk.store.all_messages(&talk(id)).unwrap();
    all.iter().map(|it| it.id.as_str().to_owned()).collect()
}

#[test]
fn a_list_applied_twice_changes_nothing_and_tells_nobody() {
    let desk = Desk::with_threads(&["a", "b"]);
    let list = vec![message("1", "inbound", 1), message("2", "outbound", 2)];
    assert_eq!(desk.messages("a", list.clone()).written, 2);
    desk.heard();
    let again = desk.messages("a", list);
    assert_eq!((again.written, again.gone, again.threads), (0, 0, vec![]));
    let again = desk
        .store
        .apply_threads(&"c".into(), &threads(vec![thread("a", 0), thread("b", 0)]))
        .unwrap();
    assert_eq!((again.written, again.gone), (0, 0));
    let again = desk
        .store
        .apply_channels(&channels(vec![json!({"id": "c", "name": "Channel c"})]))
        .unwrap();
    assert_eq!(again.written, 0);
    assert_eq!(desk.heard(), []);
}

#[test]
fn one_changed_thread_among_many_is_the_only_one_named() {
    let desk = Desk::with_threads(&["a", "b", "d"]);
    desk.heard();
    let list = vec![thread("a", 0), thread("b", 7), thread("d", 0)];
    let applied = desk
        .store
        .apply_threads(&"c".into(), &threads(list))
        .unwrap();
    assert_eq!(
        (applied.written, applied.threads),
        (1, vec![ThreadId::from("b")])
    );
    assert_eq!(
        desk.heard(),
        [StoreEvent::Threads(Touched::These(vec!["b".into()]))]
    );
}

#[test]
fn a_thread_that_is_no_longer_listed_is_gone_and_its_draft_stays() {
    let desk = Desk::with_threads(&["a", "b"]);
    desk.store.save_draft(&draft("a", "half a word")).unwrap();
    let applied = desk
        .store
        .apply_threads(&"c".into(), &threads(vec![thread("b", 0)]))
        .unwrap();
    assert_eq!(applied.gone, 1);
    assert!(desk.row("a").gone);
    assert_eq!(desk.view(BuiltinView::All), ["b"]);
    assert_eq!(desk.view(BuiltinView::Drafts), ["a"]);
    assert_eq!(desk.find("is:gone"), ["a"]);
    desk.threads(vec![thread("a", 0), thread("b", 0)]);
    assert!(!desk.row("a").gone);
    assert_eq!(desk.view(BuiltinView::All), ["a", "b"]);
}

#[test]
fn a_broken_element_makes_nothing_gone() {
    let desk = Desk::with_threads(&["a", "b"]);
    let list = threads(vec![thread("b", 0), json!({"id": "a"})]);
    assert_eq!(list.broken.len(), 1);
    assert_eq!(
        desk.store.apply_threads(&"c".into(), &list).unwrap().gone,
        0
    );
    assert!(!desk.row("a").gone);
}

#[test]
fn a_thread_made_here_is_not_gone_because_an_older_list_lacks_it() {
    let desk = Desk::with_threads(&["a"]);
    desk.store
        .apply_thread(&thread_item(&thread("new", 9)))
        .unwrap();
    desk.threads(vec![thread("a", 0)]);
    assert!(!desk.row("new").gone);
    desk.threads(vec![thread("a", 0), thread("new", 9)]);
    desk.threads(vec![thread("a", 0)]);
    assert!(desk.row("new").gone);
}

#[test]
fn a_channel_that_is_no_longer_listed_takes_its_threads_along() {
    let desk = Desk::with_threads(&["a"]);
    desk.channels(&["other"]);
    assert!(desk.row("a").gone);
    let labels: Vec<_> = desk
        .store
        .channels()
        .unwrap()
        .into_iter()
        .map(|row| row.label)
        .collect();
    assert_eq!(labels, ["Channel other".into()]);
    assert_eq!(desk.store.counts(None).unwrap().of(BuiltinView::All), 0);
}

#[test]
fn a_channel_is_called_by_its_id_where_it_has_no_name() {
    let desk = Desk::new();
    desk.store
        .apply_channels(&channels(vec![json!({"id": "x"})]))
        .unwrap();
    assert_eq!(desk.store.channels().unwrap()[0].label, "x".into());
    let detail = desk.store.channel(&"x".into()).unwrap().unwrap();
    assert_eq!(detail.json, r#"{"id":"x"}"#);
}

#[test]
fn messages_stand_by_time_then_id_whatever_the_list_says() {
    let desk = Desk::with_threads(&["a"]);
    let list = [("z", 2), ("b", 1), ("a", 1), ("c", 0)];
    desk.messages("a", list.map(|(id, at)| message(id, "inbound", at)).into());
    assert_eq!(order(&desk, "a"), ["c", "a", "b", "z"]);
}

#[test]
fn finer_stamps_than_milliseconds_keep_their_order() {
    let desk = Desk::with_threads(&["a"]);
    let at = |id: &str, at: &str| with(message(id, "inbound", 0), json!({"createdAt": at}));
    desk.messages(
        "a",
        vec![
            at("a", "2026-01-01T00:00:00.000002Z"),
            at("b", "2026-01-01T00:00:00.000001Z"),
        ],
    );
    assert_eq!(order(&desk, "a"), ["b", "a"]);
}

#[test]
fn an_unreadable_stamp_stands_where_it_arrived_and_stays_there() {
    let desk = Desk::with_threads(&["a"]);
    let odd = |id: &str| with(message(id, "inbound", 0), json!({"createdAt": "yesterday"}));
    let list = vec![
        message("m", "inbound", 1),
        odd("a"),
        odd("b"),
        message("n", "inbound", 5),
    ];
    desk.messages("a", list.clone());
    assert_eq!(order(&desk, "a"), ["m", "a", "b", "n"]);
    let mut more = list;
    more[1]["status"] = json!("failed");
    more.push(odd("0"));
    desk.messages("a", more);
    assert_eq!(order(&desk, "a"), ["m", "a", "b", "n", "0"]);
}

#[test]
fn the_json_is_kept_as_it_was_sent() {
    let desk = Desk::with_threads(&["a"]);
    let odd = with(
        message("1", "inbound", 1),
        json!({"surprise": [1, null], "direction": "sideways"}),
    );
    desk.messages("a", vec![odd.clone()]);
    assert_eq!(
        desk.store.raw_message(&talk("a"), &"1".into()).unwrap(),
        Some(odd.to_string())
    );
    assert_eq!(
        desk.store
            .message(&talk("a"), &"1".into())
            .unwrap()
            .unwrap()
            .direction
            .as_str(),
        "sideways"
    );
    assert_eq!(
        desk.store.thread(&"a".into()).unwrap().unwrap().json,
        thread("a", 0).to_string()
    );
    assert_eq!(
        desk.store.raw_message(&talk("a"), &"2".into()).unwrap(),
        None
    );
}

#[test]
fn a_delivery_report_changes_the_message_in_its_place() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "outbound", 1)]);
    let report = with(message("1", "outbound", 1), json!({"status": "failed"}));
    assert_eq!(desk.messages("a", vec![report]).written, 1);
    assert_eq!((desk.row("a").messages, desk.row("a").failed), (1, 1));
}

#[test]
fn a_message_missing_from_a_later_list_stays() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![message("1", "inbound", 1), message("2", "inbound", 2)],
    );
    desk.messages("a", vec![message("1", "inbound", 1)]);
    assert_eq!(order(&desk, "a"), ["1", "2"]);
}

#[test]
fn one_message_id_in_feed_and_thread_is_two_messages() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages("a", vec![message("1", "inbound", 1)]);
    let list = messages(vec![message("1", "inbound", 1)]);
    desk.store.apply_messages(&feed(), &list, never()).unwrap();
    let row = &desk.store.channels().unwrap()[0];
    assert_eq!((row.feed, row.feed_last_at.is_some()), (1, true));
    assert_eq!(desk.row("a").messages, 1);
    let window = desk
        .store
        .messages(&feed(), &MessageAnchor::Last, 10)
        .unwrap();
    assert_eq!(window.messages.len(), 1);
}

#[test]
fn threads_are_pulled_open_and_newest_first_until_their_messages_are_here() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    desk.threads(vec![
        thread("old", 1),
        with(thread("done", 9), json!({"status": "closed"})),
        thread("new", 5),
    ]);
    let wanted = |limit| {
        let pulls = desk.store.threads_to_pull(limit).unwrap();
        pulls
            .iter()
            .map(|it| it.conversation.thread().unwrap().as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(wanted(10), ["new", "old", "done"]);
    assert_eq!(wanted(1), ["new"]);
    let pulls: Vec<_> = desk
        .store
        .threads_to_pull(2)
        .unwrap()
        .into_iter()
        .map(|it| (it, messages(vec![])))
        .collect();
    assert_eq!(desk.store.apply_pulls(&pulls).unwrap().to_pull, 1);
    assert_eq!(wanted(10), ["done"]);
    let progress = desk.store.pull_progress().unwrap();
    assert_eq!((progress.done, progress.total), (2, 3));
    // Something moved: it is wanted again.
    desk.store
        .apply_thread(&thread_item(&thread("old", 11)))
        .unwrap();
    assert_eq!(wanted(10), ["old", "done"]);
}

#[test]
fn news_that_arrives_while_messages_are_pulled_is_pulled_too() {
    let desk = Desk::with_threads(&["a"]);
    let asked = desk.store.revision(&talk("a")).unwrap();
    desk.threads(vec![thread("a", 7)]);
    desk.store
        .apply_messages(&talk("a"), &messages(vec![]), asked)
        .unwrap();
    assert_eq!(desk.store.threads_to_pull(9).unwrap().len(), 1);
}

#[test]
fn only_what_arrives_after_the_first_pull_is_news() {
    let desk = Desk::with_threads(&["a"]);
    assert_eq!(
        desk.messages("a", vec![message("1", "inbound", 1)]).arrived,
        []
    );
    let more = vec![
        message("1", "inbound", 1),
        message("2", "inbound", 2),
        message("3", "outbound", 3),
    ];
    assert_eq!(desk.messages("a", more).arrived, [MessageId::from("2")]);
}

#[test]
fn messages_of_an_unknown_thread_are_passed_over() {
    let desk = Desk::with_threads(&["a"]);
    assert_eq!(
        desk.messages("nowhere", vec![message("1", "inbound", 1)])
            .written,
        0
    );
}

#[test]
fn a_thread_that_moves_to_another_channel_is_counted_there() {
    let desk = Desk::with_threads(&["a"]);
    desk.channels(&["c", "d"]);
    desk.store
        .apply_threads(&"d".into(), &threads(vec![thread("a", 0)]))
        .unwrap();
    let all = |id: &str| {
        desk.store
            .counts(Some(&id.into()))
            .unwrap()
            .of(BuiltinView::All)
    };
    assert_eq!((all("c"), all("d")), (0, 1));
    assert_eq!(desk.store.counts(None).unwrap().of(BuiltinView::All), 1);
    assert_eq!(
        stamp(0),
        desk.row("a").last_message_at.unwrap().to_rfc3339()
    );
}

#[test]
fn threads_of_a_list_are_numbered_against_the_order_in_which_they_are_pulled() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    desk.threads(vec![
        thread("middle", 5),
        with(thread("done", 9), json!({"status": "closed"})),
        thread("oldest", 1),
        thread("newest", 7),
    ]);
    let pulled = desk.store.threads_to_pull(9).unwrap();
    let pulled: Vec<String> = pulled
        .iter()
        .filter_map(|pull| Some(pull.conversation.thread()?.as_str().to_owned()))
        .collect();
    let file = rusqlite::Connection::open(desk.dir.path().join("copy.db")).unwrap();
    let mut read = file
        .prepare("SELECT id FROM thread ORDER BY key DESC")
        .unwrap();
    let numbered: Vec<String> = read
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(numbered, pulled);
    assert_eq!(pulled, ["newest", "middle", "oldest", "done"]);
}
