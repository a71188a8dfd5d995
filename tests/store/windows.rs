//! Windows of threads and messages.

use andibox::model::{Anchor, MessageAnchor};
use andibox::model::{BuiltinView, ChannelId};
use andibox::query::ListSpec;

use crate::factory::{Desk, ids, message, minute, talk, thread, threads};

/// Ten threads `t0` to `t9`, the newest first, and one of another channel.
fn ten() -> Desk {
    let desk = Desk::new();
    desk.channels(&["c", "d"]);
    desk.threads(
        (0..10)
            .map(|number| thread(&format!("t{number}"), 100 - number))
            .collect(),
    );
    desk.store
        .apply_threads(&"d".into(), &threads(vec![thread("x", 95)]))
        .unwrap();
    desk
}

#[test]
fn a_window_lies_where_its_anchor_says() {
    let desk = ten();
    let spec = ListSpec {
        channel: Some(ChannelId::from("c")),
        ..ListSpec::of(BuiltinView::Open)
    };
    let window = |anchor: Anchor| {
        let window = desk.store.threads(&spec, &anchor, 3, minute(0)).unwrap();
        assert_eq!(window.total, 10);
        (
            ids(&window.rows).join(" "),
            window.before,
            window.after,
            window.offset,
        )
    };
    let table = [
        (Anchor::First, "t0 t1 t2", false, true, Some(0)),
        (Anchor::Last, "t7 t8 t9", true, false, Some(7)),
        (Anchor::After("t2".into()), "t3 t4 t5", true, true, None),
        (Anchor::After("t8".into()), "t9", true, false, Some(9)),
        (Anchor::After("t9".into()), "", true, false, Some(10)),
        (Anchor::Before("t5".into()), "t2 t3 t4", true, true, None),
        (Anchor::Before("t1".into()), "t0", false, true, Some(0)),
        (Anchor::Around("t5".into()), "t4 t5 t6", true, true, None),
        (
            Anchor::Around("t0".into()),
            "t0 t1 t2",
            false,
            true,
            Some(0),
        ),
        (
            Anchor::Around("t9".into()),
            "t7 t8 t9",
            true,
            false,
            Some(7),
        ),
        // In no view of this channel, and unknown.
        (Anchor::After("x".into()), "t6 t7 t8", true, true, None),
        (
            Anchor::Around("nowhere".into()),
            "t0 t1 t2",
            false,
            true,
            Some(0),
        ),
    ];
    for (anchor, rows, before, after, offset) in table {
        let said = format!("{anchor:?}");
        assert_eq!(
            window(anchor),
            (rows.into(), before, after, offset),
            "{said}"
        );
    }
}

#[test]
fn all_channels_together_are_one_list() {
    let desk = ten();
    assert_eq!(
        desk.view(BuiltinView::All).join(" "),
        "t0 t1 t2 t3 t4 t5 x t6 t7 t8 t9"
    );
    assert_eq!(desk.view(BuiltinView::Closed), [""; 0]);
    let spec = ListSpec {
        channel: Some("unknown".into()),
        ..ListSpec::of(BuiltinView::All)
    };
    assert_eq!(desk.list(&spec), [""; 0]);
}

#[test]
fn needs_reply_begins_with_who_has_waited_longest_and_next_goes_round() {
    let desk = Desk::with_threads(&["a", "b", "d"]);
    desk.messages("a", vec![message("1", "inbound", 30)]);
    desk.messages("b", vec![message("2", "inbound", 10)]);
    desk.messages("d", vec![message("3", "outbound", 10)]);
    assert_eq!(desk.view(BuiltinView::NeedsReply), ["b", "a"]);
    let name = |row: Option<andibox::model::ThreadRow>| row.map(|row| row.id.as_str().to_owned());
    let next = |after: Option<&str>| {
        name(
            desk.store
                .next_waiting(after.map(Into::into).as_ref(), None)
                .unwrap(),
        )
    };
    let previous = |before: Option<&str>| {
        name(
            desk.store
                .previous_waiting(before.map(Into::into).as_ref(), None)
                .unwrap(),
        )
    };
    assert_eq!(next(None).as_deref(), Some("b"));
    assert_eq!(next(Some("b")).as_deref(), Some("a"));
    assert_eq!(next(Some("a")).as_deref(), Some("b"));
    // One that waits for nobody: the longest waiting comes next.
    assert_eq!(next(Some("d")).as_deref(), Some("b"));
    assert_eq!(previous(None).as_deref(), Some("a"));
    assert_eq!(previous(Some("b")).as_deref(), Some("a"));
    assert_eq!(previous(Some("a")).as_deref(), Some("b"));
    desk.messages(
        "a",
        vec![message("1", "inbound", 30), message("4", "outbound", 31)],
    );
    assert_eq!(next(Some("b")), None);
    assert_eq!(
        name(
            desk.store
                .next_waiting(None, Some(&"other".into()))
                .unwrap()
        ),
        None
    );
}

#[test]
fn a_window_of_messages_says_how_many_stand_around_it() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        (0..10)
            .map(|at| message(&format!("m{at}"), "inbound", at))
            .collect(),
    );
    let window = |anchor: MessageAnchor| {
        let window = desk.store.messages(&talk("a"), &anchor, 3).unwrap();
        let ids: Vec<_> = window
            .messages
            .iter()
            .map(|it| it.message.id.as_str())
            .collect();
        (ids.join(" "), window.before, window.after)
    };
    let table = [
        (MessageAnchor::First, "m0 m1 m2", 0, 7),
        (MessageAnchor::Last, "m7 m8 m9", 7, 0),
        (MessageAnchor::After("m2".into()), "m3 m4 m5", 3, 4),
        (MessageAnchor::After("m9".into()), "", 10, 0),
        (MessageAnchor::Before("m2".into()), "m0 m1", 0, 8),
        (MessageAnchor::Before("m0".into()), "", 0, 10),
        (MessageAnchor::Around("m5".into()), "m4 m5 m6", 4, 3),
        (MessageAnchor::Around("m0".into()), "m0 m1 m2", 0, 7),
        (MessageAnchor::Around("m9".into()), "m7 m8 m9", 7, 0),
        (MessageAnchor::Around("nowhere".into()), "m7 m8 m9", 7, 0),
    ];
    for (anchor, ids, before, after) in table {
        let said = format!("{anchor:?}");
        assert_eq!(window(anchor), (ids.into(), before, after), "{said}");
    }
    let nothing = desk
        .store
        .messages(&talk("unknown"), &MessageAnchor::Last, 3)
        .unwrap();
    assert_eq!(
        (nothing.messages.len(), nothing.before, nothing.after),
        (0, 0, 0)
    );
}
