//! Tables of what becomes of the marks people write, and laws for the rest.

use proptest::prelude::*;

use super::{BlockKind, Look, Rich};

/// The words with their looks: `{s:words}`, s strong, e emphasis, c code, l link, a aside.
fn shown(raw: &str) -> String {
    let rich = Rich::message(raw);
    rich.runs_in(0..rich.text.len())
        .iter()
        .map(|run| {
            let words = &rich.text[run.range.clone()];
            let Look {
                strong,
                emphasis,
                code,
                link,
                aside,
            } = run.look;
            let letters: String = [
                (strong, 's'),
                (emphasis, 'e'),
                (code, 'c'),
                (link.is_some(), 'l'),
                (aside, 'a'),
            ]
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, letter)| *letter)
            .collect();
            if letters.is_empty() {
                words.to_owned()
            } else {
                format!("{{{letters}:{words}}}")
            }
        })
        .collect()
}

#[test]
fn marks_that_surely_are_marks_take_effect() {
    for (raw, expected) in [
        ("this is **important**", "this is {s:important}"),
        ("this is *important*!", "this is {s:important}!"),
        ("_really_ so", "{e:really} so"),
        ("run `cargo test` now", "run {c:cargo test} now"),
        ("``a ` b``", "{c:a ` b}"),
        ("***both***", "{se:both}"),
        ("**strong _and_ more**", "{s:strong }{se:and}{s: more}"),
        ("# Your order", "{s:Your order}"),
        ("(*so*)", "({s:so})"),
    ] {
        assert_eq!(shown(raw), expected, "{raw}");
    }
}

#[test]
fn what_may_be_no_mark_stays_as_it_was_written() {
    for raw in [
        "2*3*4 = 24",
        "snake_case_name and __init",
        "a * b * c",
        "5 ~ 6 ~ 7",
        "~gone~",
        "*unclosed",
        "* a list item",
        "- dash",
        "# 12345 is my order",
        "#hashtag",
        "``` is three",
        "[label]",
        "[label](not an address)",
        "[x](javascript:alert)",
        "****",
        "`` ``",
        "c:\\_temp\\*",
        "a < b > c",
    ] {
        assert_eq!(shown(raw), raw);
    }
}

#[test]
fn links_are_found_and_say_where_they_lead() {
    for (raw, expected, address) in [
        (
            "see https://a.example/x.",
            "see {l:https://a.example/x}.",
            "https://a.example/x",
        ),
        (
            "(https://a.example/b_(c))",
            "({l:https://a.example/b_(c)})",
            "https://a.example/b_(c)",
        ),
        (
            "<https://a.example>",
            "{l:https://a.example}",
            "https://a.example",
        ),
        (
            "[shop](https://a.example/1)",
            "{l:shop}{la: ‹a.example›}",
            "https://a.example/1",
        ),
        (
            "[https://bank.example](https://evil.example/)",
            "{l:https://bank.example}{la: ‹evil.example›}",
            "https://evil.example/",
        ),
        (
            "[pay](https://bank.example@evil.example/)",
            "{l:pay}{la: ‹evil.example›}",
            "https://bank.example@evil.example/",
        ),
        (
            "*https://a.example/*",
            "{sl:https://a.example/}",
            "https://a.example/",
        ),
        (
            "HTTPS://A.example/q?a=1&b=2, yes",
            "{l:HTTPS://A.example/q?a=1&b=2}, yes",
            "HTTPS://A.example/q?a=1&b=2",
        ),
    ] {
        assert_eq!(shown(raw), expected, "{raw}");
        assert_eq!(Rich::message(raw).links, [address], "{raw}");
    }
    for raw in [
        "https://",
        "ftp://a.example",
        "xhttps://a.example",
        "http:// a",
    ] {
        assert_eq!(Rich::message(raw).links, [""; 0], "{raw}");
    }
}

#[test]
fn quotes_and_code_are_blocks_of_their_own() {
    let rich = Rich::message("Yes.\n\n> first\n> *second*\n\n```sh\nls *a* b\n\nexit\n```\nBye");
    assert_eq!(
        rich.text,
        "Yes.\n\n> first\n> second\n\nls *a* b\n\nexit\nBye"
    );
    let blocks: Vec<(&str, BlockKind)> = rich
        .blocks
        .iter()
        .map(|block| (&rich.text[block.range.clone()], block.kind))
        .collect();
    assert_eq!(
        blocks,
        [
            ("> first\n> second", BlockKind::Quote),
            ("ls *a* b\n\nexit", BlockKind::Code)
        ]
    );
    assert_eq!(rich.block_at(0), None);
    assert_eq!(rich.block_at(6), Some(BlockKind::Quote));
}

#[test]
fn a_fence_that_is_never_closed_is_no_code() {
    let raw = "```\nHello\n*you*";
    assert_eq!(shown(raw), "```\nHello\n{s:you}");
}

#[test]
fn html_becomes_text() {
    for (raw, expected) in [
        ("<p>Hello <b>you</b></p><p>Bye</p>", "Hello {s:you}\n\nBye"),
        ("<div>a<br>b</div>", "a\nb"),
        ("<p>now <del>10</del> 8</p>", "now ~10~ 8"),
        (
            "<html><head><style>p{}</style><script>x()</script></head><body>a</body></html>",
            "a",
        ),
        (
            "<p>go to <a href=\"https://evil.example/x\">https://bank.example</a> now</p>",
            "go to {l:https://bank.example}{la: ‹evil.example›} now",
        ),
        ("<p><a href=\"javascript:x\">a</a></p>", "a"),
        ("<ul><li>one<li>two</ul>", "* one\n* two"),
        ("<p>1 &lt; 2 &amp; *x*</p>", "1 < 2 & *x*"),
    ] {
        assert_eq!(shown(raw), expected, "{raw}");
    }
}

#[test]
fn html_quotes_and_preformatted_text_are_blocks() {
    let rich = Rich::message("<p>Yes</p><blockquote>was<br>it</blockquote><pre>a  b\nc</pre>");
    let kinds: Vec<BlockKind> = rich.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Quote, BlockKind::Code], "{rich:?}");
}

#[test]
fn writing_about_html_is_not_html() {
    for raw in [
        "<3",
        "<- this one",
        "a <b>bold</b> claim",
        "<Name> please fill in",
        "<p",
    ] {
        assert_eq!(Rich::message(raw).text, raw);
    }
}

#[test]
fn hostile_nesting_and_repetition_end() {
    for raw in [
        "<div>".repeat(50_000),
        "<blockquote>".repeat(20_000) + "x",
        "<b>".repeat(60_000) + "x",
        "<table><tr><td>".repeat(5_000) + "x",
        "*a ".repeat(50_000),
        "[a](".repeat(50_000),
        "`".repeat(100_000),
        "_a_".repeat(50_000),
        "http://".repeat(30_000),
        "```\n".repeat(20_001),
        format!("http://{}", "(".repeat(100_000)),
        format!("http://a{}", ")".repeat(100_000)),
    ] {
        let rich = Rich::message(&raw);
        assert!(rich.text.len() <= raw.len() * 8);
    }
}

#[test]
fn html_nested_deeper_than_any_mail_stays_as_it_came() {
    let raw = "<div>".repeat(1_000) + "x";
    assert_eq!(Rich::message(&raw).text, raw.as_str());
    let fine = "<div>".repeat(50) + "<p>x<br>" + &"</div><div>".repeat(500) + &"<p>y".repeat(500);
    assert!(Rich::message(&fine).text.starts_with('x'));
}

fn marked_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just("*".to_owned()),
            Just("**".to_owned()),
            Just("_".to_owned()),
            Just("`".to_owned()),
            Just("```".to_owned()),
            Just("~".to_owned()),
            Just("\n".to_owned()),
            Just("> ".to_owned()),
            Just("[a](https://b.example)".to_owned()),
            Just("https://c.example/".to_owned()),
            Just("<p>".to_owned()),
            Just("</p>".to_owned()),
            Just("<a href='https://d.example'>".to_owned()),
            Just("👩‍👩‍👧".to_owned()),
            Just("\u{301}".to_owned()),
            Just("\u{202e}".to_owned()),
            Just("\u{1b}[31m".to_owned()),
            any::<String>(),
            "[a-z ]{0,9}",
        ],
        0..24,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn runs_cover_the_text_in_order_and_on_characters(raw in marked_text()) {
        let rich = Rich::message(&raw);
        let mut at = 0;
        for run in rich.runs_in(0..rich.text.len()) {
            prop_assert_eq!(run.range.start, at);
            prop_assert!(rich.text.get(run.range.clone()).is_some());
            if let Some(link) = run.look.link {
                prop_assert!(usize::from(link) < rich.links.len());
            }
            at = run.range.end;
        }
        prop_assert_eq!(at, rich.text.len());
        for block in &rich.blocks {
            prop_assert!(rich.text.get(block.range.clone()).is_some());
        }
    }

    #[test]
    fn no_letter_is_lost(raw in "[a-z*_~` \n]{0,80}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        prop_assert_eq!(letters(&Rich::message(&raw).text), letters(&raw));
    }
}
