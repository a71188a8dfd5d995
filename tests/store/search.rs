//! Queries over the store.

use andibox::model::Anchor;
use andibox::model::{BuiltinView, Sort};
use andibox::query::{ListSpec, Query};
use serde_json::json;

use andibox::store::Tallying;

use crate::factory::{
    Desk, channels, draft, ids, message, messages, minute, thread, threads, with,
};

/// Three threads in two channels.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.store
        .apply_channels(&channels(vec![
            json!({"id": "c", "name": "WhatsApp"}),
            json!({"id": "d", "name": "Email", "handle": "mail-eu"}),
        ]))
        .unwrap();
    desk.threads(vec![
        with(
            thread("refund", 30),
            json!({"title": "Refund for Jürgen", "metadata": {"plan": "pro", "order": {"id": 7}}}),
        ),
        with(
            thread("late", 20),
            json!({"title": "Where is it?", "createdAt": crate::factory::stamp(-9000)}),
        ),
    ]);
    desk.store
        .apply_threads(
            &"d".into(),
            &threads(vec![with(
                thread("mail", 10),
                json!({"title": null, "status": "closed"}),
            )]),
        )
        .unwrap();
    desk.messages("refund", vec![
        with(message("1", "inbound", 1), json!({"text": "My invoice is wrong", "author": {"role": "user", "name": "Jane Doe", "email": "jane@x.org"}})),
        with(message("2", "outbound", 2), json!({"text": "We look into the order"})),
    ]);
    desk.messages(
        "late",
        vec![with(
            message("3", "inbound", 20),
            json!({"kind": "call", "text": "The order never came"}),
        )],
    );
    let list = messages(vec![with(
        message("4", "internal", 10),
        json!({"kind": "comment", "text": "spam, I think"}),
    )]);
    desk.store
        .apply_messages(
            &crate::factory::talk("mail"),
            &list,
            crate::factory::never(),
        )
        .unwrap();
    desk
}

#[test]
fn every_test_of_the_language_finds_what_it_should() {
    let desk = desk();
    desk.store.save_draft(&draft("late", "words")).unwrap();
    let table: &[(&str, &[&str])] = &[
        ("", &["refund", "late", "mail"]),
        ("order", &["refund", "late"]),
        ("order invoice", &["refund"]),
        ("invoi", &["refund"]),
        ("\"invoi\"", &[]),
        ("\"never came\"", &["late"]),
        ("\"came never\"", &[]),
        ("jurgen", &["refund"]),
        ("order -invoice", &["late"]),
        ("spam OR invoice", &["refund", "mail"]),
        ("-(spam OR invoice)", &["late"]),
        ("title:refund", &["refund"]),
        ("title:order", &[]),
        ("from:jane", &["refund"]),
        ("from:\"jane doe\"", &["refund"]),
        ("from:jane@x.org", &["refund"]),
        ("from:order", &[]),
        ("status:closed", &["mail"]),
        ("-status:closed", &["refund", "late"]),
        ("channel:whats", &["refund", "late"]),
        ("channel:MAIL-EU", &["mail"]),
        ("waiting:us", &["late"]),
        ("waiting:first", &["late"]),
        ("waiting:customer", &["refund"]),
        ("waiting:nobody", &["mail"]),
        ("waiting:>1h", &["late"]),
        ("waiting:<1h", &[]),
        ("-waiting:<1h", &["refund", "late", "mail"]),
        ("age:>13d", &["late"]),
        ("age:<13d", &["refund", "mail"]),
        ("has:draft", &["late"]),
        ("has:note", &["mail"]),
        ("has:outgoing", &[]),
        ("direction:outbound", &["refund"]),
        ("kind:call", &["late"]),
        ("meta.plan:PRO", &["refund"]),
        ("meta.order.id:7", &["refund"]),
        ("-meta.plan:pro", &["late", "mail"]),
        ("is:unread", &["late"]),
        // What the index takes for its own language is only words here.
        ("order* NEAR(\"x\")", &[]),
        ("\"a\\\"b\"", &[]),
        (
            "text:order OR 1"
                .split(" OR")
                .next()
                .unwrap_or_default()
                .split(':')
                .next_back()
                .unwrap_or_default(),
            &["refund", "late"],
        ),
        ("!!!", &[]),
    ];
    for (query, found) in table {
        assert_eq!(desk.find(query), *found, "{query}");
    }
}

#[test]
fn a_text_that_changes_is_found_by_its_new_words_only() {
    let desk = Desk::with_threads(&["a"]);
    desk.messages(
        "a",
        vec![with(message("1", "inbound", 1), json!({"text": "apples"}))],
    );
    desk.messages(
        "a",
        vec![with(message("1", "inbound", 1), json!({"text": "pears"}))],
    );
    assert_eq!(
        (desk.find("apples").len(), desk.find("pears").len()),
        (0, 1)
    );
    desk.threads(vec![with(thread("a", 0), json!({"title": "Plums"}))]);
    assert_eq!(
        (
            desk.find("title:about").len(),
            desk.find("title:plums").len()
        ),
        (0, 1)
    );
    // People found before are found after.
    assert_eq!(desk.find("from:user"), ["a"]);
}

#[test]
fn a_filtered_list_has_windows_too() {
    let desk = Desk::new();
    desk.channels(&["c"]);
    let names: Vec<String> = (0..20).map(|number| format!("t{number:02}")).collect();
    desk.threads(
        names
            .iter()
            .zip(0..)
            .map(|(id, last)| thread(id, -last))
            .collect(),
    );
    let spec = ListSpec {
        filter: Some(Query::parse("title:about -title:t03").unwrap()),
        ..ListSpec::of(BuiltinView::All)
    };
    let window = |anchor: Anchor| {
        let window = desk.store.threads(&spec, &anchor, 4, minute(0)).unwrap();
        assert_eq!(window.total, 19);
        (
            ids(&window.rows).join(" "),
            window.before,
            window.after,
            window.offset.unwrap(),
        )
    };
    let at = |id: &str| id.into();
    assert_eq!(
        window(Anchor::First),
        ("t00 t01 t02 t04".into(), false, true, 0)
    );
    assert_eq!(
        window(Anchor::Last),
        ("t16 t17 t18 t19".into(), true, false, 15)
    );
    assert_eq!(
        window(Anchor::After(at("t02"))),
        ("t04 t05 t06 t07".into(), true, true, 3)
    );
    assert_eq!(
        window(Anchor::Before(at("t04"))),
        ("t00 t01 t02".into(), false, true, 0)
    );
    assert_eq!(
        window(Anchor::Around(at("t10"))),
        ("t08 t09 t10 t11".into(), true, true, 7)
    );
    // The one that does not pass stands where it would.
    assert_eq!(window(Anchor::After(at("t03"))).0, "t04 t05 t06 t07");
    assert_eq!(window(Anchor::Before(at("t03"))).0, "t00 t01 t02");
}

#[test]
fn a_list_can_be_sorted_against_its_views_habit() {
    let desk = desk();
    let spec = ListSpec {
        sort: Sort::WaitingLongest,
        ..ListSpec::of(BuiltinView::All)
    };
    assert_eq!(desk.list(&spec)[0], "late");
    let spec = ListSpec {
        sort: Sort::Newest,
        ..ListSpec::of(BuiltinView::NeedsReply)
    };
    assert_eq!(desk.list(&spec), ["late"]);
}

#[test]
fn words_are_found_within_a_conversation_whatever_their_case() {
    let desk = desk();
    let found = |words: &str| {
        let hits = desk
            .store
            .find_messages(&crate::factory::talk("refund"), words)
            .unwrap();
        hits.iter()
            .map(|id| id.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("INVOICE"), ["1"]);
    assert_eq!(found("i"), ["1", "2"]);
    assert_eq!(found(" the order "), ["2"]);
    assert_eq!(found("Jane"), [""; 0]);
    assert_eq!(found("  "), [""; 0]);
}

#[test]
fn the_other_threads_of_a_person_are_found_by_email_and_phone_and_by_the_name_only_without_them() {
    let desk = Desk::with_threads(&["a", "b", "c", "d", "e"]);
    let wrote = |thread: &str, author: serde_json::Value| {
        let said = with(
            message(&format!("m-{thread}"), "inbound", 5),
            json!({"author": author}),
        );
        desk.messages(thread, vec![said]);
    };
    wrote(
        "a",
        json!({"role": "user", "name": "Jane", "email": "jane@example.com"}),
    );
    wrote(
        "b",
        json!({"role": "user", "name": "J. Doe", "email": "Jane@Example.com"}),
    );
    wrote(
        "c",
        json!({"role": "user", "name": "Jane", "email": "jane@example.com.evil.test"}),
    );
    wrote(
        "d",
        json!({"role": "user", "name": "Jane", "phone": "+49 170 1234567"}),
    );
    wrote("e", json!({"role": "user", "name": "Jane"}));
    let of = |author: serde_json::Value, but: &str| {
        let author = serde_json::from_value(author).unwrap();
        let rows = desk
            .store
            .threads_of(&author, Some(&but.into()), 10)
            .unwrap();
        let mut ids = ids(&rows);
        ids.sort();
        ids.join(" ")
    };
    let jane = json!({"role": "user", "name": "Jane", "email": "jane@example.com"});
    assert_eq!(of(jane, "a"), "b");
    let phone = json!({"role": "user", "name": "X", "phone": "+49 170 1234567"});
    assert_eq!(of(phone, "a"), "d");
    assert_eq!(of(json!({"role": "user", "name": "Jane"}), "e"), "a c d");
    assert_eq!(
        of(json!({"role": "user"}), "e"),
        "",
        "nobody is everybody's namesake"
    );
    assert_eq!(of(json!({"role": "user", "name": "\"*-("}), "e"), "");
    let one = serde_json::from_value(json!({"role": "user", "name": "Jane"})).unwrap();
    assert_eq!(desk.store.threads_of(&one, None, 2).unwrap().len(), 2);
}

#[test]
fn a_count_taken_in_pieces_is_the_number_of_threads_the_list_has() {
    let desk = Desk::new();
    let names: Vec<String> = (0..2100).map(|number| format!("t{number:04}")).collect();
    desk.threads(
        names
            .iter()
            .zip(0..)
            .map(|(id, last)| thread(id, -last))
            .collect(),
    );
    desk.messages("t0003", vec![message("m", "inbound", 1)]);
    let table = [
        (BuiltinView::All, "", 2),
        (BuiltinView::All, "title:about -title:t0003", 2),
        (BuiltinView::All, "waiting:us OR title:t0007", 2),
        (BuiltinView::NeedsReply, "", 2),
        (BuiltinView::All, "is:gone", 2),
        (BuiltinView::All, "nobody", 2),
    ];
    for (view, query, pieces) in table {
        let spec = ListSpec {
            filter: Some(Query::parse(query).unwrap()),
            ..ListSpec::of(view)
        };
        let mut count = Tallying::default();
        let mut steps = 0;
        while !count.done {
            count = desk.store.count_on(&spec, count, minute(0)).unwrap();
            steps += 1;
        }
        let window = desk.store.threads(&spec, &Anchor::First, 1, minute(0));
        assert_eq!(count.passed, window.unwrap().total, "{view:?} {query}");
        assert_eq!(steps, pieces, "{view:?} {query}");
    }
}

#[test]
fn a_channel_that_is_not_here_counts_nothing() {
    let desk = Desk::with_threads(&["a"]);
    let spec = ListSpec {
        channel: Some("nowhere".into()),
        ..ListSpec::of(BuiltinView::All)
    };
    let count = desk.store.count_on(&spec, Tallying::default(), minute(0));
    let count = count.unwrap();
    assert!(count.done);
    assert_eq!(count.passed, 0);
}
