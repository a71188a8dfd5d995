//! The query language: tables, and the law that a print parses to the same tree.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{Bound, Has, Is, Node, Query, Span, Term, Test, WaitingTest, begun_field};
use crate::model::{Direction, MessageKind, ThreadStatus};

fn term(test: Test) -> Node {
    Node::Term(Term {
        test,
        span: Span::default(),
    })
}

fn word(word: &str) -> Node {
    term(Test::Word(word.into()))
}

fn parsed(text: &str) -> Node {
    Query::parse(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .root
}

fn refused(text: &str) -> String {
    Query::parse(text).unwrap_err().to_string()
}

#[test]
fn every_field_of_the_language_is_read() {
    let table = [
        ("status:open", Test::Status(ThreadStatus::Open)),
        (
            "status:\"snoozed\"",
            Test::Status(ThreadStatus::read("snoozed")),
        ),
        ("channel:whatsapp", Test::Channel("whatsapp".into())),
        ("channel:\"web chat\"", Test::Channel("web chat".into())),
        ("from:jane", Test::From("jane".into())),
        ("title:refund", Test::Title("refund".into())),
        (
            "waiting:>2h",
            Test::Waiting(WaitingTest::For(Bound::AtLeast, TimeDelta::hours(2))),
        ),
        (
            "waiting:30m",
            Test::Waiting(WaitingTest::For(Bound::AtLeast, TimeDelta::minutes(30))),
        ),
        ("waiting:first", Test::Waiting(WaitingTest::First)),
        ("age:<7d", Test::Age(Bound::Under, TimeDelta::days(7))),
        ("age:>2w", Test::Age(Bound::AtLeast, TimeDelta::weeks(2))),
        ("has:attachment", Test::Has(Has::Attachment)),
        ("is:unread", Test::Is(Is::Unread)),
        ("is:failed", Test::Is(Is::Failed)),
        ("direction:inbound", Test::Direction(Direction::Inbound)),
        ("kind:call", Test::Kind(MessageKind::Call)),
        (
            "meta.plan:pro",
            Test::Meta(vec!["plan".into()], "pro".into()),
        ),
        (
            "meta.order.id:\"A 1\"",
            Test::Meta(vec!["order".into(), "id".into()], "A 1".into()),
        ),
        ("\"exact words\"", Test::Phrase("exact words".into())),
        ("word", Test::Word("word".into())),
        ("12:30", Test::Word("12:30".into())),
        (r#""a \"b\" \\""#, Test::Phrase("a \"b\" \\".into())),
    ];
    for (text, test) in table {
        assert_eq!(parsed(text), term(test), "{text}");
    }
}

#[test]
fn terms_are_joined_negated_and_grouped() {
    use Node::{All, Any, Not};
    let not = |node| Not(Box::new(node));
    let table = [
        ("", All(vec![])),
        ("  ", All(vec![])),
        ("a b", All(vec![word("a"), word("b")])),
        ("-a", not(word("a"))),
        ("--a", not(not(word("a")))),
        ("-is:unread", not(term(Test::Is(Is::Unread)))),
        ("a OR b", Any(vec![word("a"), word("b")])),
        (
            "a b OR c",
            Any(vec![All(vec![word("a"), word("b")]), word("c")]),
        ),
        (
            "a (b OR c)",
            All(vec![word("a"), Any(vec![word("b"), word("c")])]),
        ),
        ("-(a b)", not(All(vec![word("a"), word("b")]))),
        ("(a)", word("a")),
        ("ORDER", word("ORDER")),
        ("a-b", word("a-b")),
    ];
    for (text, node) in table {
        assert_eq!(parsed(text), node, "{text}");
    }
}

#[test]
fn a_wrong_query_says_where_why_and_what_is_allowed() {
    let table = [
        (
            "a status:opne",
            "column 10: \"opne\" is no status; allowed: open, closed, archived",
        ),
        (
            "é statsu:open",
            "column 3: there is no field \"statsu\" (put it in quotes to search for it); allowed: status:, channel:, \
             from:, title:, waiting:, age:, has:, is:, direction:, kind:, meta.NAME:",
        ),
        (
            "waiting:>2x",
            "column 9: \">2x\" is no length of time; allowed: >2h, <30m, us, first, customer, nobody",
        ),
        (
            "age:",
            "column 5: a length of time is missing after the colon; allowed: <7d, >2w, with m, h, d or w",
        ),
        ("from:", "column 6: a value is missing after the colon"),
        ("say \"hello", "column 5: this quote is not closed"),
        ("(a", "column 1: this parenthesis is not closed"),
        (
            "a)",
            "column 2: this parenthesis closes nothing; put it in quotes to search for it",
        ),
        ("()", "column 1: there is nothing in these parentheses"),
        (
            "a OR",
            "column 3: OR needs something on both sides; put it in quotes to search for it",
        ),
        (
            "a - b",
            "column 3: a word is missing after the minus sign; put it in quotes to search for it",
        ),
        (
            "kind:letter",
            "column 6: \"letter\" is no kind; allowed: text, event, call, comment, system",
        ),
    ];
    for (text, sentence) in table {
        assert_eq!(refused(text), sentence, "{text}");
    }
}

#[test]
fn lengths_that_overflow_are_refused() {
    for text in ["age:>99999999999999999999w", "age:>5300w", "waiting:<-2h"] {
        assert!(Query::parse(text).is_err(), "{text}");
    }
}

#[test]
fn spans_say_where_a_term_stands() {
    let query = Query::parse("é -from:jane x").unwrap();
    let spans: Vec<_> = query
        .terms()
        .map(|term| (term.span.start, term.span.end))
        .collect();
    assert_eq!(spans, [(0, 2), (4, 13), (14, 15)]);
}

#[test]
fn nesting_and_length_are_bounded() {
    assert!(Query::parse(&"(".repeat(10_000)).is_err());
    assert!(Query::parse(&"-".repeat(10_000)).is_err());
    assert!(Query::parse(&"a ".repeat(10_000)).is_err());
}

fn tests() -> impl Strategy<Value = Test> {
    let text = "[ -~äß漢\\\\\"()]{1,12}".prop_filter("not blank", |text| !text.trim().is_empty());
    let minutes = 0..50_000_000_i64;
    let bound = prop_oneof![Just(Bound::AtLeast), Just(Bound::Under)];
    prop_oneof![
        "[a-z0-9漢][a-z0-9'!?.]{0,8}".prop_map(Test::Word),
        text.clone().prop_map(Test::Phrase),
        text.clone().prop_map(Test::From),
        text.clone().prop_map(Test::Title),
        text.clone().prop_map(Test::Channel),
        text.clone()
            .prop_map(|word| Test::Status(ThreadStatus::read(&word))),
        Just(Test::Status(ThreadStatus::Closed)),
        (bound.clone(), minutes.clone())
            .prop_map(|(bound, minutes)| Test::Age(bound, TimeDelta::minutes(minutes))),
        (bound, minutes).prop_map(|(bound, minutes)| Test::Waiting(WaitingTest::For(
            bound,
            TimeDelta::minutes(minutes)
        ))),
        Just(Test::Waiting(WaitingTest::Nobody)),
        Just(Test::Has(Has::Note)),
        Just(Test::Is(Is::Again)),
        Just(Test::Direction(Direction::System)),
        Just(Test::Kind(MessageKind::Comment)),
        (prop::collection::vec("[a-z_][a-z0-9_-]{0,5}", 1..4), text)
            .prop_map(|(path, value)| Test::Meta(path, value)),
    ]
}

/// Trees as the parser makes them: a group has two parts at least.
fn nodes() -> impl Strategy<Value = Node> {
    tests().prop_map(term).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Any),
            inner.prop_map(|node| Node::Not(Box::new(node))),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_query_parses_to_the_same_tree(root in nodes()) {
        let query = Query { root };
        let printed = query.to_string();
        let again = Query::parse(&printed);
        prop_assert_eq!(again.as_ref(), Ok(&query), "{}", printed);
    }

    #[test]
    fn no_text_makes_the_parser_panic_and_spans_can_be_sliced(
        text in "([ -~]|[äß漢🇩🇪\u{202e}\t\n\"():-]|OR |meta\\.|status:|-){0,40}"
    ) {
        match Query::parse(&text) {
            Ok(query) => {
                let printed = query.to_string();
                prop_assert_eq!(Query::parse(&printed), Ok(query), "{}", printed);
            }
            Err(error) => prop_assert!(text.get(error.span.start..error.span.end).is_some()),
        }
    }
}

#[test]
fn a_field_whose_name_is_being_typed_is_told_from_a_word() {
    let table = [
        ("s", Some((0, "status:"))),
        ("statu", Some((0, "status:"))),
        ("jane status", Some((5, "status:"))),
        ("jane -is", Some((5, "is:"))),
        ("(wai", Some((1, "waiting:"))),
        ("meta", Some((0, "meta.NAME:"))),
        ("meta.plan", Some((0, "meta.NAME:"))),
        ("\"a b\" ha", Some((6, "has:"))),
        ("é\u{3000}ki", Some((5, "kind:"))),
        ("", None),
        ("status ", None),
        ("status:", None),
        ("status:open", None),
        ("steve", None),
        ("meta.plan:pro", None),
        ("\"sta", None),
        ("\"a \\\" sta", None),
    ];
    for (text, expected) in table {
        let begun = begun_field(text).map(|begun| (begun.at, begun.name));
        assert_eq!(begun, expected, "{text:?}");
    }
    let begun = begun_field("st").unwrap();
    assert_eq!(begun.values, "open, closed, archived");
}
